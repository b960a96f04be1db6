# SPDX-License-Identifier: MIT
"""Whatever holds values is a column: it counts as its values do one by one."""
import array
import collections
import ctypes
import datetime
import decimal
import enum
import fractions
import itertools
import math
import random
import subprocess
import sys

import duckdb
import numpy
import pandas
import polars
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

import postventa

# Every level of the scale, and what is off it.
NUMBERS = [10, 9, 9, 0, 3, 7, 11, 120, 1, 2, 4, 5, 6, 8]
SIGNED = [*NUMBERS, -1, -128]
FRACTIONS = [*SIGNED, 2.5, -0.25]
UTC = datetime.timezone.utc


def missing_to_none(values):
    return [None if value is None or value != value else value for value in values]


def one_by_one(values, kind=postventa.NPS):
    state = kind()
    for value in values:
        state.add(value)
    return state


def of_column(column, kind=postventa.NPS, **options):
    state = kind()
    state.update(column, **options)
    return state


def with_missing(values, every=3):
    """The values with None after every third."""
    return [*itertools.chain.from_iterable(
        [value] if i % every else [value, None] for i, value in enumerate(values))]


# ---- buffers

@pytest.mark.parametrize("code", "bBhHiIlLqQfd")
def test_array(code):
    values = FRACTIONS if code in "fd" else SIGNED if code.islower() else NUMBERS
    column = array.array(code, values)
    assert of_column(column) == one_by_one(values)
    assert of_column(memoryview(column)[1::2]) == one_by_one(values[1::2])
    assert of_column(memoryview(column)[::-3]) == one_by_one(values[::-3])


def test_bytes_are_numbers_from_0_to_255():
    for kind in (bytes, bytearray, memoryview):
        assert of_column(kind(bytes(NUMBERS))) == one_by_one(NUMBERS)
    assert of_column((ctypes.c_int16 * len(SIGNED))(*SIGNED)) == one_by_one(SIGNED)


@pytest.mark.parametrize("order", "<>=")
@pytest.mark.parametrize("dtype", ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8"])
def test_numpy(dtype, order):
    values = {"i": SIGNED, "u": NUMBERS, "f": FRACTIONS}[dtype[0]]
    column = numpy.array(values, dtype=order + dtype)
    assert of_column(column) == one_by_one(values)
    assert of_column(column[::2]) == one_by_one(values[::2])
    assert of_column(column[::-1]) == one_by_one(values[::-1])
    assert of_column(column[:0]) == postventa.NPS()
    table = numpy.zeros((len(values), 3), dtype=order + dtype)
    table[:, 1] = values
    assert of_column(table[:, 1]) == one_by_one(values)
    assert of_column(numpy.asfortranarray(table)[:, 1]) == one_by_one(values)
    unaligned = numpy.frombuffer(b"\0" + column.tobytes(), dtype=column.dtype, offset=1)
    assert of_column(unaligned) == one_by_one(values)
    column.flags.writeable = False
    assert of_column(column) == one_by_one(values)


def test_numpy_nan_is_missing():
    values = with_missing(FRACTIONS)
    for dtype in ("f2", "f4", "f8", ">f4"):
        assert of_column(numpy.array(values, dtype=dtype)) == one_by_one(values)


def test_numpy_one_value_for_all_rows():
    assert of_column(numpy.broadcast_to(numpy.int16(7), 1000)) == one_by_one([7] * 1000)
    assert of_column(numpy.broadcast_to(numpy.float64("nan"), 3)) == one_by_one([None] * 3)


def test_numpy_subclass_and_memmap(tmp_path):
    mapped = numpy.memmap(tmp_path / "scores", dtype="i2", mode="w+", shape=len(SIGNED))
    mapped[:] = SIGNED
    assert of_column(mapped) == one_by_one(SIGNED)
    records = numpy.rec.fromarrays([NUMBERS, SIGNED[: len(NUMBERS)]], names="a,b")
    assert of_column(records.a) == one_by_one(NUMBERS)


def test_numpy_objects():
    values = with_missing(FRACTIONS)
    assert of_column(numpy.array(values, dtype=object)) == one_by_one(values)


MASK = [i % 3 == 1 for i in range(len(SIGNED))]


@pytest.mark.parametrize("dtype", ["i1", "i4", ">i8", "f4", "O"])
def test_masked(dtype):
    column = numpy.ma.masked_array(numpy.array(SIGNED, dtype=dtype), MASK)
    values = [None if masked else value for value, masked in zip(SIGNED, MASK)]
    assert of_column(column) == one_by_one(values)
    assert of_column(column[::-2]) == one_by_one(values[::-2])
    assert of_column(numpy.ma.masked_array(column.data)) == one_by_one(SIGNED)  # no mask
    assert of_column(numpy.ma.masked_all(5, dtype=dtype)) == one_by_one([None] * 5)
    column.mask = numpy.ma.nomask
    assert of_column(column) == one_by_one(SIGNED)


def test_masked_and_nan():
    column = numpy.ma.masked_array([1.0, math.nan, 3.0, math.nan], [True, True, False, False])
    assert of_column(column) == one_by_one([None, None, 3, None])


# ---- iterables

class Level(enum.IntEnum):
    GOOD = 9


class Custom:
    def __init__(self, number):
        self.number = number

    def __float__(self):
        return float(self.number)


@pytest.mark.parametrize("make", [
    list, tuple, iter, collections.deque, lambda values: (value for value in values),
    lambda values: dict(enumerate(values)).values(), lambda values: map(lambda value: value, values),
], ids=["list", "tuple", "iterator", "deque", "generator", "dict values", "map"])
def test_iterables(make):
    values = with_missing(FRACTIONS)
    assert of_column(make(values)) == one_by_one(values)
    assert of_column(make([])) == postventa.NPS()


def test_range_and_set():
    assert of_column(range(-1, 12)) == one_by_one(range(-1, 12))
    assert of_column({3, 10}) == one_by_one([3, 10])


def test_items_of_many_kinds():
    values = [1, 2.0, 2.5, None, math.nan, math.inf, -math.inf, 2**70, -(2**70), 2**63, 10**400,
              decimal.Decimal("9"), decimal.Decimal("NaN"), decimal.Decimal("1e500"),
              fractions.Fraction(20, 2), Level.GOOD, Custom(7), Custom(7.5), numpy.int8(9), numpy.uint64(2**64 - 1),
              numpy.float32(10), numpy.float64("nan"), 9]
    for rotated in range(len(values)):
        some = values[rotated:] + values[:rotated]
        assert of_column(some) == one_by_one(some)
    assert of_column(values * 500) == one_by_one(values * 500)


def test_items_that_say_missing():
    column = [pandas.NA, pandas.NaT, numpy.ma.masked, None, 9]
    assert of_column(column) == one_by_one([None, None, None, None, 9])
    assert of_column([pandas.NA] * 3) == one_by_one([None] * 3)


@pytest.mark.parametrize("n", [1, 255, 256, 257, 767, 768, 769, 5000, 200_000])
def test_long_lists(n):
    values = (with_missing(FRACTIONS) * (n // 10 + 1))[:n]
    expected = postventa.NPS()
    for value, times in collections.Counter(values).items():
        expected.add(value, times)
    assert of_column(values) == expected
    assert of_column(iter(values)) == expected


# ---- Arrow

ARROW = [pyarrow.int8(), pyarrow.int16(), pyarrow.int32(), pyarrow.int64(), pyarrow.uint8(), pyarrow.uint16(),
         pyarrow.uint32(), pyarrow.uint64(), pyarrow.float16(), pyarrow.float32(), pyarrow.float64()]


def arrow_values(type_):
    values = FRACTIONS if pyarrow.types.is_floating(type_) else NUMBERS if "uint" in str(type_) else SIGNED
    return with_missing(values)


@pytest.mark.parametrize("type_", ARROW, ids=str)
def test_arrow(type_):
    values = arrow_values(type_)
    half = pyarrow.types.is_float16(type_)
    column = pyarrow.array([value if value is None else numpy.float16(value) for value in values] if half else values,
                           type=type_)
    assert of_column(column) == one_by_one(values)
    for start, length in [(0, 0), (1, 5), (3, 8), (8, 2), (9, 6), (len(values), 0)]:
        assert of_column(column.slice(start, length)) == one_by_one(values[start:start + length])
    assert of_column(column.drop_null()) == one_by_one([value for value in values if value is not None])
    chunks = pyarrow.chunked_array([column, column[:0], column[5:9], column[3:]])
    assert of_column(chunks) == one_by_one(values + values[5:9] + values[3:])
    assert of_column(pyarrow.chunked_array([], type=type_)) == postventa.NPS()


@pytest.mark.parametrize("type_", ARROW, ids=str)
@pytest.mark.parametrize("index", [pyarrow.int8(), pyarrow.uint16(), pyarrow.int32(), pyarrow.int64()], ids=str)
def test_arrow_dictionary(type_, index):
    entries = pyarrow.array([10, 9, None, 3], type=pyarrow.float32()).cast(type_)
    indices = pyarrow.array([0, 1, None, 2, 3, 3, 0, None, 1], type=index)
    column = pyarrow.DictionaryArray.from_arrays(indices, entries)
    values = [10, 9, None, None, 3, 3, 10, None, 9]
    assert of_column(column) == one_by_one(values)
    assert of_column(column.slice(2, 6)) == one_by_one(values[2:8])
    # Each chunk may have a dictionary of its own.
    other = pyarrow.DictionaryArray.from_arrays(indices, entries.take(pyarrow.array([3, 2, 1, 0])))
    assert of_column(pyarrow.chunked_array([column, other])) == one_by_one(
        values + [3, None, None, 9, 10, 10, 3, None, None])


def test_arrow_nothing_but_missing():
    assert of_column(pyarrow.nulls(7)) == one_by_one([None] * 7)
    assert of_column(pyarrow.nulls(7, pyarrow.int16())) == one_by_one([None] * 7)


@pytest.mark.parametrize("type_", [polars.Int8, polars.UInt32, polars.Int64, polars.Float32, polars.Float64], ids=str)
def test_polars(type_):
    values = with_missing(FRACTIONS if type_.is_float() else NUMBERS)
    column = polars.Series("score", values, dtype=type_)
    assert of_column(column) == one_by_one(values)
    assert of_column(column[3:7]) == one_by_one(values[3:7])
    assert of_column(polars.concat([column, column[2:]], rechunk=False)) == one_by_one(values + values[2:])
    assert of_column(polars.DataFrame({"a": column, "b": column})["a"]) == one_by_one(values)
    assert of_column(polars.Series([None, None])) == one_by_one([None, None])


@pytest.fixture(scope="module")
def relation():
    rows = ",".join(f"({'null' if value is None else value})" for value in with_missing(SIGNED))
    return duckdb.sql(f"select v::integer i, v::double d, v::utinyint u from (values {rows}) t(v) "
                      "where v is null or v >= 0")


@pytest.mark.parametrize("name", "idu")
def test_duckdb(relation, name):
    values = [value for value in with_missing(SIGNED) if value is None or value >= 0]
    expected = one_by_one(values)
    assert of_column(relation.fetchnumpy()[name]) == expected
    assert of_column(relation.df()[name]) == expected
    assert of_column(relation.pl()[name]) == expected
    assert of_column(relation.to_arrow_table()[name]) == expected
    assert of_column(row[0] for row in relation.select(name).fetchall()) == expected


# ---- pandas

PANDAS = ["int8", "int64", "uint16", "float32", "float64", "object", "Int8", "Int64", "UInt32", "Float32", "Float64",
          "int32[pyarrow]", "double[pyarrow]", "category"]


def pandas_column(dtype):
    """A series, and what it holds."""
    nullable = dtype[0].isupper() or "float" in dtype or "pyarrow" in dtype or dtype in ("object", "category")
    fractional = "loat" in dtype or "double" in dtype or dtype == "object"
    values = FRACTIONS if fractional else NUMBERS
    values = with_missing(values) if nullable else values
    return pandas.Series(values, dtype=dtype), values


@pytest.mark.parametrize("dtype", PANDAS)
def test_pandas(dtype):
    column, values = pandas_column(dtype)
    assert of_column(column) == one_by_one(values)
    assert of_column(column[::-2]) == one_by_one(values[::-2])
    assert of_column(column.array) == one_by_one(values)
    assert of_column(pandas.DataFrame({"a": column})["a"]) == one_by_one(values)
    assert of_column(pandas.Index(column)) == one_by_one(values)


@pytest.mark.parametrize("dtype", [dtype for dtype in PANDAS if "pyarrow" not in dtype])
def test_pandas_without_arrow(dtype, monkeypatch):
    column, values = pandas_column(dtype)
    monkeypatch.setattr(pandas.Series, "__arrow_c_stream__", without_pyarrow, raising=False)
    assert of_column(column) == one_by_one(values)
    assert of_column(column[::-2]) == one_by_one(values[::-2])


def without_pyarrow(self, requested_schema=None):
    raise ImportError("there is no pyarrow")


def test_pandas_objects():
    """They are taken one by one, whatever Arrow would make of them."""
    values = [decimal.Decimal("9"), 2.5, None, 2**70, numpy.int8(10), pandas.NA, fractions.Fraction(7)]
    expected = one_by_one([9, 2.5, None, 2**70, 10, None, 7])
    assert of_column(pandas.Series(values, dtype=object)) == expected
    names = [1, "ana", b"\xff", 2**64 - 1, "ana", 1, 5]
    assert visits(INSTANTS, pandas.Series(names, dtype=object)) == visits(INSTANTS, names)


def test_sparse():
    column = pandas.Series(pandas.arrays.SparseArray([9, 0, 0, 10]))
    assert of_column(column.array) == one_by_one([9, 0, 0, 10])


class OnlyArray:
    """What knows how to become an array, and nothing else."""

    def __init__(self, values):
        self.values = values

    def __array__(self, dtype=None, copy=None):
        return self.values


def test_what_turns_into_an_array():
    assert of_column(OnlyArray(numpy.array(SIGNED))) == one_by_one(SIGNED)
    values = with_missing(FRACTIONS)
    assert of_column(OnlyArray(numpy.array(values, dtype=object))) == one_by_one(values)
    masked = numpy.ma.masked_array([9, 10, 8], [False, True, False])
    assert of_column(OnlyArray(masked)) == one_by_one([9, None, 8])


# ---- outcomes

OUTCOMES = [True, False, True, None, True, None, False]
WHOLE = [True, False, True]


@pytest.mark.parametrize("column", [
    OUTCOMES, [1, 0, 1, None, 1, math.nan, 0], [numpy.True_, numpy.False_, 1, pandas.NA, True, None, False],
    pyarrow.array(OUTCOMES), pyarrow.chunked_array([OUTCOMES[:3], OUTCOMES[3:]]),
    pyarrow.array([False, *OUTCOMES])[1:], pyarrow.array([1, 0, 1, None, 1, None, 0], pyarrow.int8()),
    polars.Series(OUTCOMES), pandas.Series(OUTCOMES, dtype="boolean"), pandas.Series(OUTCOMES, dtype=object),
    pandas.Series(OUTCOMES, dtype="bool[pyarrow]"), pandas.array(OUTCOMES, dtype="boolean"),
    numpy.array(OUTCOMES, dtype=object),
    numpy.ma.masked_array([True, False, True, True, True, False, False], [value is None for value in OUTCOMES]),
    pyarrow.DictionaryArray.from_arrays(pyarrow.array([0, 1, 0, None, 0, None, 1]), pyarrow.array([True, False])),
], ids=lambda column: type(column).__name__)
def test_outcomes(column):
    assert of_column(column, postventa.Proportion) == one_by_one(OUTCOMES, postventa.Proportion)


def test_outcomes_of_numpy():
    for dtype in ("?", "i1", "u8", ">i4"):
        for step in (1, -1, 2):
            column = numpy.array(WHOLE * 3, dtype=dtype)[::step]
            assert of_column(column, postventa.Proportion) == one_by_one((WHOLE * 3)[::step], postventa.Proportion)


# ---- durations

MS = [0, 1, 1500, None, 86_400_000, 12_345_678, None, 7]


def milliseconds(values):
    return of_column(values, postventa.Durations)


@pytest.mark.parametrize("unit, per_ms", [("ns", 10**6), ("us", 10**3), ("ms", 1)])
def test_durations_of_any_unit(unit, per_ms):
    expected = one_by_one(MS, postventa.Durations)
    values = [value if value is None else value * per_ms for value in MS]
    assert of_column(values, postventa.Durations, unit=unit) == expected
    assert of_column(pyarrow.array(values, pyarrow.int64()), postventa.Durations, unit=unit) == expected
    assert of_column(pyarrow.array(values, pyarrow.duration(unit)), postventa.Durations) == expected
    assert of_column(polars.Series(values, dtype=polars.Duration(unit)), postventa.Durations) == expected
    of_numpy = numpy.array(["NaT" if value is None else value for value in values], dtype=f"m8[{unit}]")
    assert milliseconds(of_numpy) == expected
    assert milliseconds(of_numpy[::-1]) == expected  # order does not matter
    assert milliseconds(of_numpy.astype(f">m8[{unit}]")) == expected
    assert milliseconds(list(of_numpy)) == expected
    assert milliseconds(pandas.Series(of_numpy)) == expected
    assert milliseconds(pandas.Index(of_numpy)) == expected
    whole = numpy.array([value or 0 for value in values], dtype=f"m8[{unit}]")
    masked = numpy.ma.masked_array(whole, [value is None for value in values])
    assert milliseconds(masked) == expected
    assert milliseconds(list(masked)) == expected
    # What has a unit of its own keeps it, whatever is said of plain numbers.
    assert of_column(of_numpy, postventa.Durations, unit="d") == expected
    assert of_column(pyarrow.array(values, pyarrow.duration(unit)), postventa.Durations, unit="d") == expected


@pytest.mark.parametrize("unit, ms", [("s", 1000), ("min", 60_000), ("h", 3_600_000), ("d", 86_400_000)])
def test_durations_of_long_units(unit, ms):
    values = [0, 1, 2.5, None, 0.001, 7]
    expected = one_by_one([value if value is None else value * ms for value in values], postventa.Durations)
    for column in (values, numpy.array(values, dtype=float), pyarrow.array(values),
                   polars.Series(values, dtype=polars.Float64)):
        assert of_column(column, postventa.Durations, unit=unit) == expected


def test_whole_numbers_stay_exact_beside_fractions():
    for ns in (9_007_199_255_500_001, 9_007_199_255_499_999):  # no doubles, and nearly half a ms
        expected = one_by_one([0, round(fractions.Fraction(ns, 10**6))], postventa.Durations)
        for values in ([0.5, ns], [ns, 0.5], [1, ns, 0.5][1:]):
            assert of_column(values, postventa.Durations, unit="ns") == expected


def test_durations_of_numpys_units():
    for dtype, ms in [("m8[s]", 1000), ("m8[m]", 60_000), ("m8[h]", 3_600_000), ("m8[D]", 86_400_000),
                      ("m8[W]", 604_800_000), ("m8[25s]", 25_000), ("m8[7us]", 0.007), ("m8[1000000ns]", 1),
                      ("m8[10ps]", 1e-8)]:
        units = [0, 1, 3, 500]
        expected = one_by_one([unit * ms for unit in units], postventa.Durations)
        column = numpy.array(units, dtype="i8").view(dtype)
        assert milliseconds(column) == expected
        assert milliseconds(list(column)) == expected


def test_timedeltas():
    values = [datetime.timedelta(milliseconds=value) if value is not None else None for value in MS]
    expected = one_by_one(values, postventa.Durations)
    assert milliseconds(values) == expected == milliseconds(MS)
    assert milliseconds(numpy.array(values, dtype=object)) == expected
    assert milliseconds(pandas.Series(values)) == expected
    assert milliseconds(pandas.Series(values).tolist()) == expected
    assert milliseconds([5, datetime.timedelta(seconds=1), 2.5, None, numpy.timedelta64(3, "s")]) == milliseconds(
        [5, 1000, 2.5, None, 3000])
    assert of_column([5, datetime.timedelta(seconds=1), 2.5], postventa.Durations, unit="s") == milliseconds(
        [5000, 1000, 2500])


def test_durations_are_rounded_half_to_even_and_negative_ones_rejected():
    microseconds = [499, 500, 501, 1499, 1500, 1501, 2500, -1, -400, -500, -501, -1500]
    expected = milliseconds([value / 1000 for value in microseconds])
    timedeltas = [datetime.timedelta(microseconds=value) for value in microseconds]
    assert milliseconds(timedeltas) == expected == one_by_one(timedeltas, postventa.Durations)
    assert milliseconds(numpy.array(microseconds, dtype="m8[us]")) == expected
    assert milliseconds(pyarrow.array(timedeltas)) == expected
    assert expected.read().rejected == 5


# ---- instants and keys

INSTANTS = [1_700_000_000_000, 1_700_000_000_001, 1_700_003_600_000, 1_699_999_999_999, 0, -1, 1_800_000_000_123]


def visits(times, customers=None):
    state = postventa.Repeats(window=datetime.timedelta(days=7))
    state.update([7] * len(INSTANTS) if customers is None else customers, times)
    return state


@pytest.fixture(scope="module")
def expected_visits():
    state = postventa.Repeats(window=datetime.timedelta(days=7))
    for instant in INSTANTS:
        state.add(7, instant)
    return state


@pytest.mark.parametrize("unit, per_ms", [("ns", 10**6), ("us", 10**3), ("ms", 1)])
def test_instants_of_any_unit(unit, per_ms, expected_visits):
    # Rounded down: what is after the millisecond is cut off.
    values = [value * per_ms + (per_ms - 1) for value in INSTANTS]
    for column in (
            pyarrow.array(values, pyarrow.timestamp(unit)),  # without a zone: UTC
            pyarrow.array(values, pyarrow.timestamp(unit, "America/Bogota")),
            pyarrow.chunked_array([values[:2], values[2:]], type=pyarrow.timestamp(unit, "UTC")),
            polars.Series(values, dtype=polars.Datetime(unit, "Europe/Madrid")),
            numpy.array(values, dtype=f"M8[{unit}]"), numpy.array(values, dtype=f">M8[{unit}]"),
            list(numpy.array(values, dtype=f"M8[{unit}]")),
            pandas.Series(numpy.array(values, dtype=f"M8[{unit}]")),
            pandas.Series(numpy.array(values, dtype=f"M8[{unit}]")).dt.tz_localize("UTC"),
            pandas.DatetimeIndex(numpy.array(values, dtype=f"M8[{unit}]")).tz_localize("UTC")):
        assert visits(column) == expected_visits


def test_instants_of_python(expected_visits):
    epoch = datetime.datetime(1970, 1, 1, tzinfo=UTC)
    zone = datetime.timezone(datetime.timedelta(hours=-5))
    values = [(epoch + datetime.timedelta(milliseconds=value)).astimezone(zone) for value in INSTANTS]
    assert visits(values) == expected_visits
    assert visits(numpy.array(values, dtype=object)) == expected_visits
    assert visits(pandas.Series(values)) == expected_visits
    assert visits(pandas.Series(values).tolist()) == expected_visits
    assert visits([*INSTANTS[:3], *values[3:]]) == expected_visits
    assert visits([float(value) for value in INSTANTS]) == expected_visits
    assert visits(numpy.array(INSTANTS, dtype=float) + 0.75) == expected_visits


def test_pandas_instants_without_arrow(expected_visits, monkeypatch):
    monkeypatch.setattr(pandas.Series, "__arrow_c_stream__", without_pyarrow, raising=False)
    column = pandas.Series(numpy.array(INSTANTS, dtype="M8[ms]"))
    assert visits(column) == expected_visits
    assert visits(column.dt.tz_localize("UTC").dt.tz_convert("Asia/Tokyo")) == expected_visits


def test_dates():
    zone = postventa.Zone("UTC")
    days = [datetime.date(1970, 1, 2), datetime.date(2024, 2, 29)]
    expected = [1, 19782]
    for column in (pyarrow.array(days), pyarrow.array(days, pyarrow.date64()), polars.Series(days),
                   numpy.array(days, dtype="M8[D]"), numpy.array(["1970-01-02", "2024-02-29"], dtype="M8[5m]")):
        assert list(zone.periods("day", column)) == expected


def test_keys():
    names = ["ana", "", "jürgen", "日本", "ana", "x" * 40, "𝔘"]
    expected = postventa.Repeats(window=datetime.timedelta(days=7))
    for name, instant in zip(names, INSTANTS):
        expected.add(name, instant)
    encoded = [name.encode() for name in names]
    for column in (
            names, tuple(encoded), [name if i % 2 else name.encode() for i, name in enumerate(names)],
            numpy.array(names), numpy.array(names, dtype=">U50")[::1], numpy.array(encoded),
            numpy.array(names[::-1])[::-1], numpy.array(names, dtype=object),
            *(pyarrow.array(names, type_) for type_ in (
                pyarrow.string(), pyarrow.large_string(), pyarrow.string_view(), pyarrow.binary(),
                pyarrow.large_binary(), pyarrow.binary_view(), pyarrow.dictionary(pyarrow.int8(), pyarrow.string()))),
            pyarrow.chunked_array([names[:3], [], names[3:]]), pyarrow.array(["?", *names])[1:],
            polars.Series(names), polars.Series(names, dtype=polars.Categorical), polars.Series(encoded),
            pandas.Series(names), pandas.Series(names, dtype=object), pandas.Series(names, dtype="string"),
            pandas.Series(names, dtype="category"), pandas.Index(names)):
        assert visits(INSTANTS, column) == expected


@pytest.mark.skipif(not hasattr(numpy.dtypes, "StringDType"), reason="NumPy 1")
def test_keys_of_any_length():
    names = ["ana", "", "x" * 100, "日本", "ana", "", "b"]
    column = numpy.array(names, dtype=numpy.dtypes.StringDType())
    assert visits(INSTANTS, column) == visits(INSTANTS, names)


def test_keys_are_numbers_too():
    numbers = [0, 1, -1, 2**62, -(2**63), 5, 5]
    expected = postventa.Repeats(window=datetime.timedelta(days=7))
    for number, instant in zip(numbers, INSTANTS):
        expected.add(number, instant)
    for column in (numbers, numpy.array(numbers), numpy.array(numbers, dtype=">i8"), pyarrow.array(numbers),
                   polars.Series(numbers), pandas.Series(numbers), pandas.Series(numbers, dtype="Int64")):
        assert visits(INSTANTS, column) == expected
    mixed = [1, "ana", 2**64 - 1, b"x", "ana", 1, numpy.int8(1)]
    expected.reset()
    for name, instant in zip(mixed, INSTANTS):
        expected.add(name, instant)
    assert visits(INSTANTS, mixed) == expected


# ---- what is no column, or not of this

def fails(error, message, call):
    with pytest.raises(error) as raised:
        call()
    assert type(raised.value) is error
    assert message == str(raised.value)


def moving(column):
    """The column that refers to itself, so that its name shows which it is."""
    return pytest.param(*column[1:], id=column[0])


NO_SCORES = [
    ("str", "9", TypeError, "scores: a column of numbers is wanted, not 'str'"),
    ("dict", {9: 1}, TypeError, "scores: a column of numbers is wanted, not 'dict'"),
    ("int", 9, TypeError, "scores: a column of numbers is wanted, not 'int'"),
    ("None", None, TypeError, "scores: a column of numbers is wanted, not 'NoneType'"),
    ("class", list, TypeError, "scores: a column of numbers is wanted, not 'type'"),
    ("text", ["9"], TypeError, "scores, row 0: a number or None is wanted, not 'str'"),
    ("bool", [9, True], TypeError, "scores, row 1: a number or None is wanted, not 'bool'"),
    ("object", [9, 1.5, object()], TypeError, "scores, row 2: a number or None is wanted, not 'object'"),
    ("complex", [9, 1j], TypeError, "scores, row 1: a number or None is wanted, not 'complex'"),
    ("datetime", [datetime.datetime.now(UTC)], TypeError, "scores, row 0: a number or None is wanted, not 'datetime'"),
    ("timedelta64", [None, numpy.timedelta64(9, "ns")], TypeError,
     "scores, row 1: a number or None is wanted, not 'timedelta64'"),
    ("nested", [[1], [2]], TypeError, "scores, row 0: a number or None is wanted, not 'list'"),
    ("arrays", [1, numpy.array([1, 2])], TypeError, "scores, row 1: a number or None is wanted, not 'ndarray'"),
    ("signaling", [decimal.Decimal("sNaN")], ValueError, "cannot convert signaling NaN to float"),
    ("numpy str", numpy.array(["9"]), postventa.ColumnError,
     "scores: a column of buffer format '1w' (strings) cannot be read as numbers"),
    ("numpy bytes", numpy.array([b"10"]), postventa.ColumnError,
     "scores: a column of buffer format '2s' (strings) cannot be read as numbers"),
    ("numpy bool", numpy.array([True]), postventa.ColumnError,
     "scores: a column of buffer format '?' (booleans) cannot be read as numbers"),
    ("numpy complex", numpy.zeros(2, "c16"), postventa.ColumnError,
     "scores: a column of buffer format 'Zd' (another type) cannot be read as numbers"),
    ("numpy struct", numpy.zeros(2, [("a", "i4"), ("b", "i4")]), postventa.ColumnError,
     "scores: a column of buffer format 'T{i:a:i:b:}' (another type) cannot be read as numbers"),
    ("numpy void", numpy.zeros(2, "V3"), postventa.ColumnError,
     "scores: a column of buffer format '3x' (another type) cannot be read as numbers"),
    ("2-D", numpy.zeros((3, 2)), postventa.ColumnError,
     "scores: an array of 2 dimensions is no column; pass one column"),
    ("2-D masked", numpy.ma.masked_all((3, 2)), postventa.ColumnError,
     "scores: an array of 2 dimensions is no column; pass one column"),
    ("2-D times", numpy.zeros((3, 2), "m8[s]"), postventa.ColumnError,
     "scores: a column of dtype 'timedelta64[s]' (durations) cannot be read as numbers"),
    ("0-D", numpy.array(9), postventa.ColumnError, "scores: an array of 0 dimensions is no column; pass one column"),
    ("datetime64", numpy.zeros(2, "M8[ms]"), postventa.ColumnError,
     "scores: a column of dtype 'datetime64[ms]' (timestamps) cannot be read as numbers"),
    ("memoryview", memoryview(b"abc").cast("c"), postventa.ColumnError,
     "scores: a column of buffer format 'c' (strings) cannot be read as numbers"),
    ("strings", pyarrow.array(["9"]), postventa.ColumnError,
     "scores: a column of Arrow format 'u' (strings) cannot be read as numbers"),
    ("booleans", pyarrow.array([True]), postventa.ColumnError,
     "scores: a column of Arrow format 'b' (booleans) cannot be read as numbers"),
    ("binary", pyarrow.array([b"9"]), postventa.ColumnError,
     "scores: a column of Arrow format 'z' (strings) cannot be read as numbers"),
    ("lists", pyarrow.array([[9]]), postventa.ColumnError,
     "scores: a column of Arrow format '+l' (lists) cannot be read as numbers"),
    ("timestamps", pyarrow.array([9], pyarrow.timestamp("us", "UTC")), postventa.ColumnError,
     "scores: a column of Arrow format 'tsu:UTC' (timestamps) cannot be read as numbers"),
    ("dates", pyarrow.array([9], pyarrow.date32()), postventa.ColumnError,
     "scores: a column of Arrow format 'tdD' (dates) cannot be read as numbers"),
    ("time of day", pyarrow.array([9], pyarrow.time32("s")), postventa.ColumnError,
     "scores: a column of Arrow format 'tts' (times of day) cannot be read as numbers"),
    ("durations", polars.Series([9], dtype=polars.Duration("us")), postventa.ColumnError,
     "scores: a column of Arrow format 'tDu' (durations) cannot be read as numbers"),
    ("decimals", pyarrow.array([decimal.Decimal("9.5")]), postventa.ColumnError,
     "scores: a column of Arrow format 'd:2,1' (decimals) cannot be read as numbers"),
    ("fixed binary", pyarrow.array([b"abc"], pyarrow.binary(3)), postventa.ColumnError,
     "scores: a column of Arrow format 'w:3' (binary of a fixed size) cannot be read as numbers"),
    ("categories", pyarrow.array(["9"]).dictionary_encode(), postventa.ColumnError,
     "scores: a column of Arrow format 'u' (strings) cannot be read as numbers"),
    ("struct", pyarrow.array([{"a": 9}]), postventa.ColumnError, "scores: a table is no column; pass one column"),
    ("table", pyarrow.table({"a": [9]}), postventa.ColumnError, "scores: a table is no column; pass one column"),
    ("batch", pyarrow.record_batch({"a": [9]}), postventa.ColumnError,
     "scores: a table is no column; pass one column"),
    ("polars frame", polars.DataFrame({"a": [9]}), postventa.ColumnError,
     "scores: a table is no column; pass one column"),
    ("pandas frame", pandas.DataFrame({"a": [9]}), postventa.ColumnError,
     "scores: a table is no column; pass one column"),
    ("period", pyarrow.array(pandas.period_range("2024-01", periods=2, freq="M")), postventa.ColumnError,
     "scores: a column of Arrow extension 'pandas.period' (its own type) cannot be read as numbers"),
    ("array of str", OnlyArray(numpy.array(["a"], dtype=object)), TypeError,
     "scores, row 0: a number or None is wanted, not 'str'"),
]


@pytest.mark.parametrize("column, error, message", [moving(case) for case in NO_SCORES])
def test_no_scores(column, error, message):
    nps = one_by_one([9, 3])
    fails(error, message, lambda: nps.update(column))
    assert nps == one_by_one([9, 3])


NAIVE = "times, row 1: the datetime is naive; give it a time zone, such as tzinfo=timezone.utc"
NO_INSTANTS = [
    ("naive", [0, datetime.datetime(2024, 1, 1)], ValueError, NAIVE),
    ("date", [datetime.date(2024, 1, 1)], TypeError,
     "times, row 0: an aware datetime, a number or None is wanted, not 'date'"),
    ("timedelta", [datetime.timedelta(1)], TypeError,
     "times, row 0: an aware datetime, a number or None is wanted, not 'timedelta'"),
    ("timedelta64", [numpy.timedelta64(1, "s")], TypeError,
     "times, row 0: an aware datetime, a number or None is wanted, not 'timedelta64'"),
    ("bool", [True], TypeError, "times, row 0: an aware datetime, a number or None is wanted, not 'bool'"),
    ("durations", pyarrow.array([1], pyarrow.duration("s")), postventa.ColumnError,
     "times: a column of Arrow format 'tDs' (durations) cannot be read as instants"),
    ("m8", numpy.zeros(2, "m8[s]"), postventa.ColumnError,
     "times: a column of dtype 'timedelta64[s]' (durations) cannot be read as instants"),
    ("strings", pyarrow.array(["2024-01-01"]), postventa.ColumnError,
     "times: a column of Arrow format 'u' (strings) cannot be read as instants"),
    ("booleans", numpy.array([True]), postventa.ColumnError,
     "times: a column of buffer format '?' (booleans) cannot be read as instants"),
    ("months", numpy.zeros(2, "M8[M]"), postventa.ColumnError,
     "times: times of dtype 'datetime64[M]' cannot be read: its unit has no fixed length in ms, or too small a one; "
     "convert them first, such as by .astype('M8[ms]')"),
    ("beyond", pyarrow.array([0, 0, 2**62], pyarrow.timestamp("s")), postventa.ArgumentError,
     "times, row 2: no instant of 64 bits"),
    ("beyond, in a list", [0.0, math.inf], postventa.ArgumentError, "times, row 1: no instant of 64 bits"),
]


@pytest.mark.parametrize("column, error, message", [moving(case) for case in NO_INSTANTS])
def test_no_instants(column, error, message):
    state = postventa.Repeats(window=datetime.timedelta(days=7))
    fails(error, message, lambda: state.update([1] * len(column), column))
    assert state == postventa.Repeats(window=datetime.timedelta(days=7))


@pytest.mark.parametrize("dtype", ["m8", "m8[Y]", "m8[M]", "m8[fs]", "m8[as]", "m8[999999999W]"])
def test_units_without_a_length_in_ms(dtype):
    column = numpy.array([1, 2], dtype="i8").view(dtype)
    for values in (column, list(column)):
        with pytest.raises(postventa.ColumnError, match="^durations.*: its unit has no fixed length in ms"):
            postventa.Durations().update(values)


NO_DURATIONS = [
    ("timestamps", pyarrow.array([1], pyarrow.timestamp("s")), postventa.ColumnError,
     "durations: a column of Arrow format 'tss:' (timestamps) cannot be read as durations"),
    ("datetime", [1, datetime.datetime.now(UTC)], TypeError,
     "durations, row 1: a timedelta, a number or None is wanted, not 'datetime'"),
    ("datetime64", [numpy.datetime64(1, "s")], TypeError,
     "durations, row 0: a timedelta, a number or None is wanted, not 'datetime64'"),
]


@pytest.mark.parametrize("column, error, message", [moving(case) for case in NO_DURATIONS])
def test_no_durations(column, error, message):
    fails(error, message, lambda: postventa.Durations().update(column))


NO_OUTCOMES = [
    ("str", [True, "yes"], TypeError, "outcomes, row 1: a bool, a number or None is wanted, not 'str'"),
    ("list", [[1]], TypeError, "outcomes, row 0: a bool, a number or None is wanted, not 'list'"),
    ("time", [datetime.timedelta(1)], TypeError, "outcomes, row 0: a bool, a number or None is wanted, not 'timedelta'"),
    ("strings", pyarrow.array(["yes"]), postventa.ColumnError,
     "outcomes: a column of Arrow format 'u' (strings) cannot be read as outcomes"),
]


@pytest.mark.parametrize("column, error, message", [moving(case) for case in NO_OUTCOMES])
def test_no_outcomes(column, error, message):
    fails(error, message, lambda: postventa.Proportion().update(column))


NO_KEYS = [
    ("str", "ana", TypeError, "customers: a column of keys is wanted, not 'str'"),
    ("bytes", b"ana", TypeError, "customers: a column of keys is wanted, not 'bytes'"),
    ("float", ["ana", 1.0], TypeError, "customers, row 1: an int, a str, bytes or None is wanted, not 'float'"),
    ("bool", [True], TypeError, "customers, row 0: an int, a str, bytes or None is wanted, not 'bool'"),
    ("bytearray", [bytearray(b"a")], TypeError,
     "customers, row 0: an int, a str, bytes or None is wanted, not 'bytearray'"),
    ("huge", [1, 2**64], OverflowError, "customers, row 1: 18446744073709551616 is out of range"),
    ("doubles", numpy.zeros(2), postventa.ColumnError,
     "customers: a column of buffer format 'd' (floating-point numbers) cannot be read as keys; "
     "make them whole numbers, such as by .astype('Int64')"),
    ("booleans", pyarrow.array([True]), postventa.ColumnError,
     "customers: a column of Arrow format 'b' (booleans) cannot be read as keys"),
    ("timestamps", pyarrow.array([1], pyarrow.timestamp("s")), postventa.ColumnError,
     "customers: a column of Arrow format 'tss:' (timestamps) cannot be read as keys"),
]


@pytest.mark.parametrize("column, error, message", [moving(case) for case in NO_KEYS])
def test_no_keys(column, error, message):
    state = postventa.Repeats(window=datetime.timedelta(days=7))
    fails(error, message, lambda: state.update(column, range(len(column))))


def test_keys_that_are_no_text():
    state = postventa.Repeats(window=datetime.timedelta(days=7))
    with pytest.raises(UnicodeEncodeError):
        state.update(["\ud800"], [0])
    with pytest.raises(postventa.ArgumentError, match="^customers, row 1: "):
        state.update(numpy.array([[0x61], [0xD800]], dtype="u4").view("U1")[:, 0], [0, 1])


@pytest.mark.parametrize("n", [0, 1, 255, 256, 5000, 999_999])
def test_one_bad_element(n):
    values = [9] * 1_000_000
    values[n] = "9"
    nps = one_by_one([3])
    for column in (values, iter(values)):
        fails(TypeError, f"scores, row {n}: a number or None is wanted, not 'str'", lambda: nps.update(column))
    assert nps == one_by_one([3])


class Failing:
    """An iterable, or a number, that fails."""

    def __init__(self, error):
        self.error = error

    def __iter__(self):
        yield 9
        raise self.error

    def __index__(self):
        raise self.error


def test_errors_of_others_come_through():
    nps = postventa.NPS()
    for error in (RuntimeError("broken"), ZeroDivisionError(), KeyboardInterrupt(), ValueError("odd")):
        for column in (Failing(error), [9, Failing(error)]):
            with pytest.raises(type(error)) as raised:
                nps.update(column)
            assert raised.value is error
    assert nps == postventa.NPS()


def test_units():
    for unit in ("", "sec", "S", "ms "):
        with pytest.raises(ValueError, match="^unit: 'ns', 'us', 'ms', 's', 'min', 'h' or 'd' is wanted, not '"):
            postventa.Durations().update([1], unit=unit)
    with pytest.raises(TypeError, match="^unit: .* is wanted, not 5$"):
        postventa.Durations().update([1], unit=5)
    assert of_column([1], postventa.Durations, unit=None) == milliseconds([1])


def test_nothing_is_imported():
    """NumPy and the others are found where they are in use, and not loaded otherwise."""
    code = ("import sys, postventa; postventa.NPS().update([9, None]); postventa.NPS().update(b'9');"
            "print({'numpy', 'pandas', 'pyarrow'} & set(sys.modules))")
    done = subprocess.run([sys.executable, "-c", code], text=True, stdout=subprocess.PIPE, check=True)
    assert done.stdout == "set()\n"


# ---- whatever the column

scores = st.one_of(st.none(), st.integers(-3, 14), st.integers(-2**31 + 1, 2**31 - 1),
                   st.integers(-2**63 + 1, 2**63 - 1).filter(lambda x: x != -2**31))
reals = st.one_of(st.none(), st.floats(), st.floats(-3, 14), st.integers(-3, 14).map(float))


@given(st.lists(scores), st.data())
def test_any_whole_numbers(values, data):
    expected = one_by_one(values)
    assert of_column(values) == expected
    column = pyarrow.array(values, pyarrow.int64())
    cuts = sorted(data.draw(st.lists(st.integers(0, len(values)), max_size=4)))
    chunks = [column[a:b] for a, b in zip([0, *cuts], [*cuts, len(values)])]
    assert of_column(pyarrow.chunked_array(chunks, pyarrow.int64())) == expected
    assert of_column(polars.Series(values, dtype=polars.Int64)) == expected
    assert of_column(pandas.Series(values, dtype="Int64")) == expected
    masked = numpy.ma.masked_array([value or 0 for value in values], [value is None for value in values], dtype="i8")
    assert of_column(masked) == expected
    assert of_column(masked.astype(">i8")) == expected


@given(st.lists(st.one_of(reals, scores)))
def test_any_numbers(values):
    expected = one_by_one(values)
    assert of_column(values) == expected
    assert of_column(numpy.array(values, dtype=object)) == expected
    doubles = [value if value is None else float(value) for value in values]
    of_doubles = one_by_one(doubles)
    assert of_column(numpy.array(doubles, dtype=float)) == of_doubles
    assert of_column(pyarrow.array(doubles, pyarrow.float64())) == of_doubles
    assert of_column(pandas.Series(doubles, dtype="Float64")) == of_doubles


@given(st.lists(st.one_of(st.none(), st.integers(-10, 10**9), st.floats(-1e12, 1e12), st.timedeltas())),
       st.sampled_from(["ns", "us", "ms", "s", "min", "h", "d"]))
def test_any_durations(values, unit):
    ms = {"ns": fractions.Fraction(1, 10**6), "us": fractions.Fraction(1, 1000), "ms": 1, "s": 1000, "min": 60_000,
          "h": 3_600_000, "d": 86_400_000}[unit]
    state = postventa.Durations()
    for value in values:
        if isinstance(value, int):  # exactly: half to even
            value = -1 if value < 0 else round(value * ms)
        elif isinstance(value, float):
            value = value * fractions.Fraction(ms).numerator / fractions.Fraction(ms).denominator
        state.add(value)
    assert of_column(values, postventa.Durations, unit=unit) == state


@given(st.lists(st.one_of(st.none(), st.text(max_size=30), st.binary(max_size=20), st.integers(-2**63, 2**64 - 1)),
                min_size=1))
def test_any_keys(names):
    times = range(len(names))
    state = postventa.Repeats(window=datetime.timedelta(days=7))
    for name, time in zip(names, times):
        state.add(name, time)
    assert visits(times, names) == state
    assert visits(times, numpy.array([*names, object()], dtype=object)[:-1]) == state


def test_random_slices():
    """Views of all strides onto arrays of all types hold what NumPy says they do."""
    random.seed(20240229)
    for _ in range(300):
        dtype = random.choice(["i1", "u2", ">i4", "<i8", "f2", ">f8", "u8"])
        base = numpy.array([random.randint(0, 12) for _ in range(100)], dtype=dtype).reshape(10, 10)
        start, stop, step = random.randint(0, 9), random.randint(0, 9), random.choice([-3, -2, -1, 1, 2, 5])
        column = random.choice([base, base.T])[random.randint(0, 9)][start:stop:step]
        assert of_column(column) == one_by_one(column.tolist())
