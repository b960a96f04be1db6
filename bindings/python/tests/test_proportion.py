# SPDX-License-Identifier: MIT
"""Proportion: x of n, with what was left out beside."""
import datetime
import decimal
import fractions
import math
import pickle
import statistics

import hypothesis
import hypothesis.strategies as st
import numpy
import pandas
import pyarrow
import pytest

import postventa

OUTCOMES = st.lists(st.one_of(st.none(), st.booleans()), max_size=40)
Z = statistics.NormalDist().inv_cdf(0.975)


def proportion_of(hits, misses, excluded=0):
    proportion = postventa.Proportion()
    proportion.add(True, hits)
    proportion.add(False, misses)
    proportion.add(None, excluded)
    return proportion


def wilson(x, n, z=Z):
    centre = (x + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(x * (n - x) / n + z * z / 4)
    return centre - half, centre + half


def test_the_share_and_what_it_is_made_of():
    result = proportion_of(131, 14, 22).read()
    assert (result.hits, result.n, result.excluded) == (131, 145, 22)
    share = result.share
    assert (share.value, share.n, share.status, share.method) == (131 / 145, 145, "ok", "wilson")
    assert (share.lower, share.upper) == pytest.approx(wilson(131, 145), rel=1e-12)
    assert float(share) == share.value


@pytest.mark.parametrize("hit, miss", [(True, False), (1, 0), (numpy.True_, numpy.False_), (1.0, -0.0),
                                       (numpy.int8(1), numpy.uint64(0)), (numpy.float32(1), fractions.Fraction(0)),
                                       (decimal.Decimal(1), numpy.float64(0))])
def test_what_an_outcome_may_be(hit, miss):
    proportion = postventa.Proportion()
    proportion.add(hit, 2)
    proportion.add(miss)
    proportion.add(outcome=None, n=3)
    assert proportion == proportion_of(2, 1, 3)
    proportion.remove(hit)
    proportion.remove(None, n=3)
    assert proportion == proportion_of(1, 1)


@pytest.mark.parametrize("other", [2, -1, 7, 2**31, -(2**31), 2**32 + 1, 2**63, -(10**40), 0.5, 1 + 2**-52, 5e-324,
                                   math.inf, 1e300, numpy.int64(-1), numpy.float32(0.1), fractions.Fraction(1, 3)])
def test_any_other_number_is_excluded(other):
    proportion, column = proportion_of(1, 1), proportion_of(1, 1)
    proportion.add(other, 2)
    column.update([other, True, other, 0.0])
    assert proportion == proportion_of(1, 1, 2) and column == proportion_of(2, 2, 2)
    proportion.remove(other, n=2)
    assert proportion == proportion_of(1, 1)


@pytest.mark.parametrize("wrong", ["True", "1", b"1", numpy.array(["x"]), [], 1j, numpy.datetime64("NaT", "s"),
                                   datetime.timedelta(0)])
def test_what_no_outcome_is(wrong):
    proportion = proportion_of(1, 1)
    for change in (proportion.add, proportion.remove):
        with pytest.raises(TypeError):
            change(wrong)
    assert proportion == proportion_of(1, 1)


def test_arguments_of_add():
    proportion = postventa.Proportion()
    for call, message in [
        (lambda: proportion.add(), "missing the argument 'outcome'"),
        (lambda: proportion.add(True, 1, 2), "takes 2 positional arguments, not 3"),
        (lambda: proportion.add(True, 1, n=2), "multiple values for argument 'n'"),
        (lambda: proportion.add(True, times=2), "unexpected keyword argument 'times'"),
        (lambda: proportion.add(True, 1.5), "n: a whole number is wanted"),
        (lambda: postventa.Proportion(1), "takes 0 positional arguments"),
        (lambda: postventa.Proportion(n=1), "unexpected keyword argument 'n'"),
    ]:
        with pytest.raises(TypeError, match=message):
            call()
    with pytest.raises(OverflowError):
        proportion.add(True, -1)
    proportion.add(True, 2**60 - 1)
    with pytest.raises(postventa.CountOverflowError):
        proportion.add(True)
    assert proportion.read().n == 2**60 - 1


def test_more_than_was_added_is_not_taken_back():
    proportion = proportion_of(2, 1)
    for outcome, n in [(True, 3), (False, 2), (None, 1)]:
        with pytest.raises(postventa.UnderflowError):
            proportion.remove(outcome, n)
    assert proportion == proportion_of(2, 1)


@hypothesis.given(OUTCOMES)
def test_columns_are_as_single_outcomes(outcomes):
    single, column = postventa.Proportion(), postventa.Proportion()
    for outcome in outcomes:
        single.add(outcome)
    column.update(outcomes)
    masked = postventa.Proportion()
    masked.update(numpy.ma.array([bool(outcome) for outcome in outcomes], dtype=bool,
                                 mask=[outcome is None for outcome in outcomes]))
    assert column == single == masked


def test_a_column_is_counted_whole_or_not_at_all():
    proportion = proportion_of(1, 1)
    for wrong in ([True, "yes"], numpy.array(["1"]), ["yes"], 3):
        with pytest.raises(TypeError, match="outcomes"):
            proportion.update(wrong)
    assert proportion == proportion_of(1, 1)
    proportion.update([])
    proportion.update(numpy.array([0, 1, 7], dtype=numpy.uint8))
    assert proportion == proportion_of(2, 2, 1)


# What pandas makes of booleans, and of 0 and 1, of which some are missing.
@pytest.mark.parametrize("column", [
    pandas.Series([0, 1, None, 1]), pandas.Series([0, 1, None, 1], dtype="Int8"), pandas.Series([0, 1, None, 1], dtype="Float32"),
    pandas.Series([False, True, None, True]), pandas.Series([False, True, None, True], dtype="boolean"),
    numpy.array([0, 1, numpy.nan, 1], ">f4"), numpy.array([0, 1, numpy.nan, 1], "f2"),
    [0, 1.0, None, True], (0.0, numpy.True_, pandas.NA, 1), pyarrow.array([0.0, 1.0, None, 1.0]),
    pyarrow.array([0, 1, None, 1]).dictionary_encode(), numpy.ma.array([0, 1, 5, 1], mask=[0, 0, 1, 0])], ids=lambda column: type(column).__name__)
def test_one_meaning_of_every_column(column):
    proportion = postventa.Proportion()
    proportion.update(column)
    assert proportion == proportion_of(2, 1, 1)
    by_group = postventa.by(["a", "b", "b", "b"], column, postventa.Proportion)
    assert by_group == {"a": proportion_of(0, 1), "b": proportion_of(2, 0, 1)}


@pytest.mark.parametrize("dtype", ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", ">i4", ">f8", "O"])
def test_codes_of_other_numbers_are_excluded_in_every_dtype(dtype):
    proportion = postventa.Proportion()
    proportion.update(numpy.array([1, 0, 2, 99, 1, 0, 1] * 3_000, dtype))
    assert proportion == proportion_of(9_000, 6_000, 6_000)


def test_a_long_column():
    proportion = postventa.Proportion()
    proportion.update(numpy.arange(100_000) % 3 == 0)
    assert proportion == proportion_of(33_334, 66_666)


def test_options_of_the_reading():
    proportion = proportion_of(9, 1)
    assert proportion.read(confidence=0.9).share.confidence == 0.9
    narrower = proportion.read(confidence=0.9).share
    z = statistics.NormalDist().inv_cdf(0.95)
    assert (narrower.lower, narrower.upper) == pytest.approx(wilson(9, 10, z), rel=1e-12)
    exact = proportion.read(method="clopper_pearson").share
    assert (exact.lower, exact.upper) == pytest.approx((0.5549839, 0.9974714), abs=1e-7)
    for method in ("agresti_coull", "jeffreys"):
        assert proportion.read(method=method).share.method == method
    assert proportion.read(design_effect=2).share.n_eff == pytest.approx(5)
    everybody = proportion.read(population=10).share
    assert everybody.lower == everybody.value == everybody.upper
    assert proportion.read(confidence=None, method=None) == proportion.read()
    assert proportion.read(population=9).share.status == "inconsistent"


@pytest.mark.parametrize("options", [{"confidence": 1}, {"confidence": -0.5}, {"design_effect": -1},
                                     {"method": "student_t"}])
def test_options_out_of_range(options):
    with pytest.raises(postventa.ArgumentError, match=r"read\("):
        proportion_of(1, 1).read(**options)


def test_words_and_keywords():
    with pytest.raises(ValueError, match="'guess' is none of .*'wilson'"):
        proportion_of(1, 1).read(method="guess")
    with pytest.raises(TypeError, match="unexpected keyword argument 'kind'"):
        proportion_of(1, 1).read(kind="mean")
    with pytest.raises(TypeError, match="unexpected keyword argument 'method'"):
        proportion_of(1, 1).compare(proportion_of(1, 1), method="wilson")


def test_nothing_counted():
    result = postventa.Proportion().read()
    assert (result.n, result.share.status) == (0, "empty") and math.isnan(result.share.value)
    comparison = postventa.Proportion().compare(proportion_of(1, 1))
    assert comparison.status == "empty" and math.isnan(comparison.difference)


def test_the_difference_is_now_minus_before():
    south, north = proportion_of(40, 0, 6), proportion_of(131, 14, 22)
    comparison = south.compare(north)
    assert comparison.difference == pytest.approx(1 - 131 / 145)
    assert comparison.method == "miettinen_nurminen"
    # As examples/expected/proportion.txt has it: +9.7 points [+0.7, +15.6], p = 0.041.
    assert (comparison.lower, comparison.upper) == pytest.approx((0.007, 0.156), abs=5e-4)
    hits, n = 171, 185
    chi_square = (n - 1) * (40 / 40 - 131 / 145) ** 2 / (
        (1 / 40 + 1 / 145) * n * (hits / n) * (1 - hits / n))
    assert comparison.statistic == pytest.approx(chi_square, rel=1e-12)
    assert comparison.p_value == pytest.approx(
        2 * statistics.NormalDist().cdf(-math.sqrt(chi_square)), rel=1e-9)
    assert north.compare(south).difference == -comparison.difference
    assert south.compare(north, confidence=0.99).lower < 0 < comparison.lower
    with pytest.raises(TypeError, match="a postventa.Proportion is wanted"):
        south.compare(postventa.NPS())


@hypothesis.given(OUTCOMES, OUTCOMES)
def test_states_merge_and_travel(a, b):
    first, second, both = (postventa.Proportion() for _ in range(3))
    first.update(a)
    second.update(b)
    both.update(a + b)
    assert first + second == both
    for other in (pickle.loads(pickle.dumps(both)), postventa.from_bytes(bytes(both)), both.copy()):
        assert other == both and type(other) is postventa.Proportion and other.read() == both.read()


def test_it_says_what_it_holds():
    assert repr(proportion_of(2, 1, 5)) == "<Proportion: hits=2, n=3, excluded=5>"
    assert repr(proportion_of(1, 1).read()).startswith("ProportionResult(share=Estimate(value=0.5, ")
