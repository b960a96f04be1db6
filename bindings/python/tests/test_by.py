# SPDX-License-Identifier: MIT
"""A state for each group: what single adds into a dict of states give, in one pass."""
import datetime
import math
import random
import threading

import numpy
import pandas
import polars
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

import postventa

KEYS = ["es", "fr", "es", None, "fr", "", "日本", "es", None]
SCORES = [10, 9, 3, 8, None, 11, 7, 2.5, 0]


def one_by_one(keys, values, kind):
    states = {}
    for key, value in zip(keys, values, strict=True):
        states.setdefault(key, kind.copy()).add(value)
    return states


def same(states, expected):
    return list(states.items()) == list(expected.items()) and list(map(type, states)) == list(map(type, expected))


@pytest.mark.parametrize("make", [
    list, tuple, iter, lambda keys: (key for key in keys), lambda keys: numpy.array(keys, dtype=object),
    pyarrow.array, lambda keys: pyarrow.array(keys, pyarrow.large_string()),
    lambda keys: pyarrow.array(keys, pyarrow.string_view()), lambda keys: pyarrow.array(keys).dictionary_encode(),
    lambda keys: pyarrow.array(["?", *keys, "?"])[1:-1], lambda keys: pyarrow.chunked_array([keys[:1], [], keys[1:]]),
    polars.Series, lambda keys: polars.Series(keys, dtype=polars.Categorical), pandas.Series,
    lambda keys: pandas.Series(keys, dtype=object), lambda keys: pandas.Series(keys, dtype="string"),
    lambda keys: pandas.Series(keys, dtype="category"),
    lambda keys: numpy.ma.masked_array([key or "" for key in keys], [key is None for key in keys]),
    lambda keys: [key and key.encode() for key in keys],
])
def test_text(make):
    expected = one_by_one(KEYS, SCORES, postventa.NPS())
    assert same(postventa.by(make(KEYS), SCORES, postventa.NPS), expected)


@pytest.mark.parametrize("dtype", ["i1", "u1", "i2", ">u2", "i4", "u4", "i8", ">i8", "u8"])
def test_numbers(dtype):
    keys = [3, 0, 3, 127, 5, 0, 3, 5, 9]
    expected = one_by_one(keys, SCORES, postventa.NPS())
    column = numpy.array(keys, dtype=dtype)
    assert same(postventa.by(column, SCORES, postventa.NPS), expected)
    assert same(postventa.by(column[::-1], SCORES[::-1], postventa.NPS), one_by_one(
        keys[::-1], SCORES[::-1], postventa.NPS()))
    assert same(postventa.by(pyarrow.array(column.astype(column.dtype.newbyteorder("="))), SCORES, postventa.NPS),
                expected)


def test_numbers_of_any_size():
    keys = [2**64 - 1, -1, 2**63, -(2**63), 0, 2**63 - 1, -1, 2**64 - 1, None]
    assert same(postventa.by(keys, SCORES, postventa.NPS), one_by_one(keys, SCORES, postventa.NPS()))
    positive = [2**64 - 1, 1, 2**63, 0, 0, 2**63 - 1, 1, 2**64 - 1, 7]
    assert same(postventa.by(numpy.array(positive, dtype="u8"), SCORES, postventa.NPS),
                one_by_one(positive, SCORES, postventa.NPS()))


def test_keys_of_many_kinds():
    keys = [1, "1", b"1", None, 2**64 - 1, "a", 1, b"\xff", math.nan]
    groups = postventa.by(keys, SCORES, postventa.NPS)
    # Bytes that are text are that text; what is missing is None.
    expected = one_by_one([1, "1", "1", None, 2**64 - 1, "a", 1, b"\xff", None], SCORES, postventa.NPS())
    assert same(groups, expected)


def test_booleans():
    truths = [True, False, None, True, True, False, None, None, True]
    expected = one_by_one(truths, SCORES, postventa.NPS())
    for keys in (truths, pyarrow.array(truths), pyarrow.chunked_array([truths[:4], truths[4:]]),
                 polars.Series(truths), pandas.Series(truths, dtype="boolean"), pandas.Series(truths, dtype=object),
                 pyarrow.DictionaryArray.from_arrays(pyarrow.array([1, 0, None, 1, 1, 0, None, None, 1]),
                                                     pyarrow.array([False, True]))):
        assert same(postventa.by(keys, SCORES, postventa.NPS), expected)
    assert same(postventa.by(numpy.array([True, False, True]), [1, 2, 3], postventa.NPS),
                one_by_one([True, False, True], [1, 2, 3], postventa.NPS()))
    # Among numbers they are numbers.
    assert same(postventa.by([True, 2, False], [1, 2, 3], postventa.NPS),
                one_by_one([1, 2, 0], [1, 2, 3], postventa.NPS()))


def test_missing_keys_only():
    for keys in ([None] * 3, pyarrow.nulls(3), numpy.ma.masked_all(3, "i8"), polars.Series([None] * 3)):
        assert same(postventa.by(keys, [9, None, 3], postventa.NPS), one_by_one(
            [None] * 3, [9, None, 3], postventa.NPS()))


def test_no_rows():
    for empty in ([], pyarrow.array([], pyarrow.int8()), numpy.zeros(0), pyarrow.chunked_array([[], []])):
        keys = [] if isinstance(empty, numpy.ndarray) else empty
        assert postventa.by(keys, empty, postventa.NPS) == {}


KINDS = [
    (postventa.NPS, SCORES), (postventa.CSAT, SCORES), (postventa.CES, SCORES), (postventa.Ratings, SCORES),
    (postventa.CSAT(scale=(1, 10)), SCORES), (postventa.Ratings(scale=(-3, 3), polarity="low_is_good"), SCORES),
    (postventa.CES(scale=(1, 5), polarity="low_is_good"), SCORES),
    (postventa.Proportion, [True, False, None, True, True, False, True, None, False]),
    (postventa.Durations, [5, 10**9, None, 0, -3, 7.5, datetime.timedelta(seconds=3), math.inf, 12]),
]


@pytest.mark.parametrize("kind, values", KINDS, ids=lambda value: str(value)[:40])
def test_kinds(kind, values):
    empty = kind() if isinstance(kind, type) else kind
    groups = postventa.by(KEYS, values, kind)
    assert same(groups, one_by_one(KEYS, values, empty))
    assert {type(state) for state in groups.values()} == {type(empty)}


def test_an_object_gives_its_definition_and_nothing_else():
    csat = postventa.CSAT(scale=(1, 10))
    csat.update([1, 2, 3])
    before = bytes(csat)
    groups = postventa.by(["a", "b", "a"], [10, 9, 8], csat)
    assert bytes(csat) == before
    assert {key: (state.scale, state.read().n) for key, state in groups.items()} == {
        "a": ((1, 10), 2), "b": ((1, 10), 1)}
    groups["a"].add(7)  # each is a state of its own
    assert groups["b"].read().n == 1 and bytes(csat) == before


def test_durations_with_limits():
    kind = postventa.Durations(limits=[datetime.timedelta(seconds=1), datetime.timedelta(minutes=1)])
    kind.add(5)
    groups = postventa.by([1, 2, 1], [0.5, 30, 120], kind, unit="s")
    expected = one_by_one([1, 2, 1], [500, 30_000, 120_000],
                          postventa.Durations(limits=[datetime.timedelta(seconds=1), datetime.timedelta(minutes=1)]))
    assert same(groups, expected)
    assert kind.read().n == 1


def test_unit():
    values = [1, 2.5, None]
    for unit, ms in [("s", 1000), ("h", 3_600_000), ("us", 0.001), (None, 1)]:
        expected = one_by_one([1, 2, 1], [value and value * ms for value in values], postventa.Durations())
        assert same(postventa.by([1, 2, 1], values, postventa.Durations, unit=unit), expected)
        assert same(postventa.by([1, 2, 1], pyarrow.array(values), postventa.Durations, unit=unit), expected)
    own = pyarrow.array([1, 2, None], pyarrow.duration("s"))
    assert same(postventa.by([1, 2, 1], own, postventa.Durations, unit="d"),
                one_by_one([1, 2, 1], [1000, 2000, None], postventa.Durations()))


def test_chunks_with_other_borders():
    random.seed(7)
    n = 20_000
    keys = [random.choice(["a", "b", "c", None, "d"]) for _ in range(n)]
    scores = [random.choice([*range(11), None, 12]) for _ in range(n)]
    expected = one_by_one(keys, scores, postventa.NPS())

    def cut(values):
        places = sorted(random.choices(range(n), k=random.choice([0, 1, 5, 500])))
        return pyarrow.chunked_array([values[a:b] for a, b in zip([0, *places], [*places, n])])

    for _ in range(6):
        assert same(postventa.by(cut(keys), cut(scores), postventa.NPS), expected)
        assert same(postventa.by(keys, cut(scores), postventa.NPS), expected)
        assert same(postventa.by(cut(keys), numpy.array(scores, dtype=float), postventa.NPS), expected)


def test_more_rows_than_are_counted_at_once():
    n = 200_000
    keys = numpy.arange(n) % 1013
    scores = numpy.arange(n) % 12
    expected = {}
    for key in range(1013):
        expected[key] = postventa.NPS()
        expected[key].update(scores[keys == key])
    assert same(postventa.by(keys, scores, postventa.NPS), expected)
    assert same(postventa.by(keys.astype(str), scores.astype("i1"), postventa.NPS),
                {str(key): state for key, state in expected.items()})
    assert same(postventa.by(keys.tolist(), iter(scores), postventa.NPS), expected)


def test_each_row_a_group():
    n = 50_000
    groups = postventa.by(range(n), numpy.arange(n), postventa.Durations)
    assert list(groups) == list(range(n))
    assert all(state.read().max == datetime.timedelta(milliseconds=key) for key, state in list(groups.items())[::997])


@pytest.mark.parametrize("keys, values, ends, row", [
    ([1], [9, 9], "keys", 1), ([1, 2], [9], "scores", 1), ([], [9], "keys", 0), ([1], [], "scores", 0),
    (numpy.zeros(5000, int), numpy.zeros(5001, int), "keys", 5000),
    (pyarrow.chunked_array([[1, 2], [3]]), pyarrow.chunked_array([[1], [2]]), "scores", 2),
], ids=str)
def test_lengths_differ(keys, values, ends, row):
    other = "keys" if ends == "scores" else "scores"
    with pytest.raises(ValueError) as raised:
        postventa.by(keys, values, postventa.NPS)
    assert str(raised.value) == f"the columns differ in length: {ends} ends before row {row}, and {other} does not"


@pytest.mark.parametrize("keys, values, kind, error, message", [
    ("ab", [1, 2], postventa.NPS, TypeError, "keys: a column of keys is wanted, not 'str'"),
    (b"ab", [1, 2], postventa.NPS, TypeError, "keys: a column of keys is wanted, not 'bytes'"),
    ([1, 1.5], [1, 2], postventa.NPS, TypeError,
     "keys, row 1: an int, a bool, a str, bytes or None is wanted, not 'float'"),
    ([1, []], [1, 2], postventa.NPS, TypeError,
     "keys, row 1: an int, a bool, a str, bytes or None is wanted, not 'list'"),
    ([2**64], [1], postventa.NPS, OverflowError, "keys, row 0: 18446744073709551616 is out of range"),
    (numpy.zeros(2), [1, 2], postventa.NPS, postventa.ColumnError,
     "keys: a column of buffer format 'd' (floating-point numbers) cannot be read as keys; "
     "make them whole numbers, such as by .astype('Int64')"),
    (numpy.zeros(2, "M8[s]"), [1, 2], postventa.NPS, postventa.ColumnError,
     "keys: a column of dtype 'datetime64[s]' (timestamps) cannot be read as keys"),
    (pyarrow.table({"a": [1]}), [1], postventa.NPS, postventa.ColumnError,
     "keys: a table is no column; pass one column"),
    ([1, 2], [9, "9"], postventa.NPS, TypeError, "scores, row 1: a number or None is wanted, not 'str'"),
    ([1, 2], [True, "9"], postventa.Proportion, TypeError,
     "outcomes, row 1: a bool, a number or None is wanted, not 'str'"),
    ([1, 2], ["9", 1], postventa.Durations, TypeError,
     "durations, row 0: a timedelta, a number or None is wanted, not 'str'"),
    ([1], pyarrow.array([True]), postventa.NPS, postventa.ColumnError,
     "scores: a column of Arrow format 'b' (booleans) cannot be read as numbers"),
    ([1], [1], int, TypeError, "kind: NPS, CSAT, CES, Ratings, Proportion or Durations is wanted, or an object of one "
     "of them, not <class 'int'>"),
    ([1], [1], None, TypeError, "kind: NPS, CSAT, CES, Ratings, Proportion or Durations is wanted, or an object of one "
     "of them, not None"),
    ([1], [1], postventa.State, TypeError, "kind: NPS, CSAT, CES, Ratings, Proportion or Durations is wanted, or an "
     "object of one of them, not <class 'postventa.State'>"),
    ([1], [1], postventa.Survival, TypeError, "kind: NPS, CSAT, CES, Ratings, Proportion or Durations is wanted, or an "
     "object of one of them, not <class 'postventa.Survival'>"),
], ids=lambda value: None if isinstance(value, str) else getattr(value, "__name__", type(value).__name__))
def test_errors(keys, values, kind, error, message):
    with pytest.raises(error) as raised:
        postventa.by(keys, values, kind)
    assert type(raised.value) is error
    assert str(raised.value) == message


def test_row_at_fault():
    """It is counted from the column's first, over chunks and blocks."""
    characters = numpy.full(150_000, ord("a"), dtype="u4")
    characters[140_001] = 0xD800
    for keys, row in ((characters.view("U1"), 140_001), (characters.view("U1")[::-1], 9_998)):
        with pytest.raises(postventa.ArgumentError, match=f"^keys, row {row}: "):
            postventa.by(keys, numpy.zeros(150_000), postventa.NPS)
        cut = pyarrow.chunked_array([[0.0] * 7, [0.0] * 149_993])
        with pytest.raises(postventa.ArgumentError, match=f"^keys, row {row}: "):
            postventa.by(keys, cut, postventa.NPS)


def test_arguments():
    for call in (lambda: postventa.by([1], [1]), lambda: postventa.by([1], [1], postventa.NPS, "s"),
                 lambda: postventa.by(keys=[1], column=[1], kind=postventa.NPS),
                 lambda: postventa.by([1], [1], postventa.NPS, units="s")):
        with pytest.raises(TypeError):
            call()
    with pytest.raises(TypeError, match="^unit: only durations have one$"):
        postventa.by([1], [1], postventa.NPS, unit="s")
    with pytest.raises(ValueError, match="^unit: 'ns', .* is wanted, not 'weeks'$"):
        postventa.by([1], [1], postventa.Durations, unit="weeks")


def test_others_may_run():
    """While a long column is counted, another thread does so too."""
    keys, scores = numpy.arange(300_000) % 50, numpy.arange(300_000) % 11
    expected = postventa.by(keys, scores, postventa.NPS)
    results = []
    threads = [threading.Thread(target=lambda: results.append(postventa.by(keys, scores, postventa.NPS)))
               for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 4


keys_of_any_kind = st.one_of(
    st.lists(st.one_of(st.none(), st.text(max_size=5))), st.lists(st.one_of(st.none(), st.booleans())),
    st.lists(st.one_of(st.none(), st.integers(-3, 3), st.integers(-2**63, 2**64 - 1), st.text(max_size=2))))


@given(keys_of_any_kind, st.data())
def test_any_keys(keys, data):
    scores = data.draw(st.lists(st.one_of(st.none(), st.integers(-1, 12)), min_size=len(keys), max_size=len(keys)))
    expected = one_by_one(keys, scores, postventa.NPS())
    assert same(postventa.by(keys, scores, postventa.NPS), expected)
    places = sorted(data.draw(st.lists(st.integers(0, len(keys)), max_size=3)))
    chunks = [scores[a:b] for a, b in zip([0, *places], [*places, len(keys)])]
    assert same(postventa.by(keys, pyarrow.chunked_array(chunks, pyarrow.int16()), postventa.NPS), expected)
    total = postventa.NPS()
    total.update(scores)
    assert sum(postventa.by(keys, scores, postventa.NPS).values(), postventa.NPS()) == total
