# SPDX-License-Identifier: MIT
"""Durations: how long things took."""
import decimal
import fractions
import math
import pickle
import statistics
from datetime import timedelta

import hypothesis
import hypothesis.strategies as st
import numpy
import pytest

import postventa

MINUTE = 60_000
TIMES = st.lists(st.one_of(st.none(), st.integers(-5, 100_000)), max_size=60)


def durations_of(times, **config):
    durations = postventa.Durations(**config)
    for time in times:
        durations.add(time)
    return durations


def test_median_mean_and_spread():
    times = [5, 12, 20, 45, 90, 12]
    result = durations_of([time * MINUTE for time in times] + [None, -1]).read()
    in_ms = [time * MINUTE for time in times]
    assert (result.n, result.missing, result.rejected) == (6, 1, 1)
    assert result.median.value == statistics.median(in_ms)
    assert (result.median.lower, result.median.upper) == (5 * MINUTE, 90 * MINUTE)
    assert result.median.timedeltas()[0] == timedelta(minutes=16)
    assert result.mean.value == statistics.mean(in_ms)
    assert result.std_dev_ms == pytest.approx(statistics.stdev(in_ms), rel=1e-12)
    half = postventa.stats.student_t_quantile(0.975, 5) * statistics.stdev(in_ms) / math.sqrt(6)
    assert result.mean.upper == pytest.approx(result.mean.value + half, rel=1e-9)
    assert (result.min, result.max) == (timedelta(minutes=5), timedelta(minutes=90))
    assert result.exact is True and result.skewed is True and result.calendar_id == 0


def test_known_figures():
    """What examples/expected/response_times.txt says of the two teams."""
    minutes = [3, 5, 8, 11, 12, 16, 21, 24, 35, 58, 74, 190, 1, 2, 4, 9, 10, 14, 15, 27, 33, 41, 66, 95]
    durations = durations_of([timedelta(minutes=value) for value in minutes])
    result = durations.read()
    assert result.n == 24 and result.median.value / MINUTE == 15.5
    assert [result.median.lower / MINUTE, result.median.upper / MINUTE] == [9, 35]
    assert round(result.mean.value / MINUTE, 1) == 32.2 and result.skewed
    assert [round(end / MINUTE) for end in (result.mean.lower, result.mean.upper)] == [15, 50]
    assert durations.quantile(0.9).value / MINUTE == 74
    assert (durations.quantile(0.9).status, durations.quantile(0.9).lower / MINUTE) == ("unattainable", 35)
    within = durations.within(timedelta(minutes=30))
    assert (within.share.value, within.at_least, within.at_most) == (16 / 24, 16, 16)
    assert (within.share.lower, within.share.upper) == pytest.approx((0.467, 0.820), abs=5e-4)


@pytest.mark.parametrize("value, ms", [
    (1500, 1500), (1500.0, 1500), (2.5, 2), (3.5, 4), (timedelta(seconds=1.5), 1500),
    (timedelta(microseconds=2500), 2), (timedelta(microseconds=3500), 4),
    (timedelta(microseconds=2501), 3), (numpy.int64(1500), 1500), (numpy.float32(1500), 1500),
    (fractions.Fraction(7, 2), 4), (decimal.Decimal("1500"), 1500), (0, 0)])
def test_what_a_duration_may_be(value, ms):
    durations = postventa.Durations()
    durations.add(value)
    assert durations.read().max == timedelta(milliseconds=ms)
    column = postventa.Durations()
    column.update([value])
    assert column == durations


@pytest.mark.parametrize("value, counter", [
    (None, "missing"), (math.nan, "missing"), (-1, "rejected"), (timedelta(days=-1), "rejected"),
    (math.inf, "rejected"), (2**70, "rejected"), (-2**70, "rejected")])
def test_what_is_counted_apart(value, counter):
    durations = postventa.Durations()
    durations.add(value, n=2)
    result = durations.read()
    assert {name: getattr(result, name) for name in ("n", "missing", "rejected")} == {
        "n": 0, "missing": 0, "rejected": 0, counter: 2}
    durations.remove(value, 2)
    assert durations == postventa.Durations()


@pytest.mark.parametrize("wrong", ["5", b"5", [5], numpy.datetime64(5, "s"), True, numpy.True_, 5j])
def test_what_no_duration_is(wrong):
    durations = durations_of([1])
    with pytest.raises(TypeError, match="duration: a timedelta, or a number"):
        durations.add(wrong)
    assert durations == durations_of([1])


def test_arguments_of_add():
    durations = postventa.Durations()
    durations.add(duration=5, n=2)
    assert durations == durations_of([5, 5])
    for call, message in [
        (lambda: durations.add(), "missing the argument 'duration'"),
        (lambda: durations.add(1, 2, 3), "takes 2 positional arguments, not 3"),
        (lambda: durations.add(1, times=2), "unexpected keyword argument 'times'; it takes duration, n"),
        (lambda: durations.update([1], "ms", "ms"), "takes 2 positional arguments, not 3"),
        (lambda: durations.quantile(), "missing the argument 'q'"),
        (lambda: postventa.Durations([1]), "takes 0 positional arguments"),
    ]:
        with pytest.raises(TypeError, match=message):
            call()
    assert durations == durations_of([5, 5])


@hypothesis.given(TIMES)
def test_columns_are_as_single_durations(times):
    durations = durations_of(times)
    column, floats, deltas = (postventa.Durations() for _ in range(3))
    column.update(times)
    floats.update(numpy.array([math.nan if time is None else time for time in times], dtype=float))
    deltas.update(numpy.array(["NaT" if time is None else time for time in times],
                              dtype="timedelta64[ms]"))
    assert column == durations == floats == deltas


@pytest.mark.parametrize("unit, ms", [("ms", 1), ("s", 1000), ("min", MINUTE), ("h", 60 * MINUTE),
                                      ("d", 24 * 60 * MINUTE)])
def test_units_of_columns(unit, ms):
    durations = postventa.Durations()
    durations.update([2, 3.5, timedelta(milliseconds=7)], unit=unit)
    assert durations == durations_of([2 * ms, 3.5 * ms, 7])
    durations = postventa.Durations()
    durations.update(numpy.array([7_000_000]), "ns")
    durations.update(numpy.array([7_000]), "us")
    assert durations == durations_of([7, 7])


def test_a_column_is_counted_whole_or_not_at_all():
    durations = durations_of([1])
    for wrong in ([1, "2"], ["1"], numpy.array([True]), 5, None):
        with pytest.raises(TypeError, match="durations"):
            durations.update(wrong)
    with pytest.raises(ValueError, match="unit: .*'ms'.* not 'weeks'"):
        durations.update([1], "weeks")
    durations.update([])
    assert durations == durations_of([1])


def test_many_values_are_kept_in_buckets():
    values = numpy.random.default_rng(1).integers(0, 10**7, 50_000)
    durations = postventa.Durations(limits=[10**6])
    durations.update(values)
    result = durations.read()
    assert result.exact is False and result.n == 50_000
    assert result.mean.value == pytest.approx(values.mean(), rel=1e-12)
    assert result.std_dev_ms == pytest.approx(values.std(ddof=1), rel=1e-9)
    assert (result.min, result.max) == (timedelta(milliseconds=int(values.min())),
                                        timedelta(milliseconds=int(values.max())))
    for q in (0.05, 0.5, 0.9, 0.999):
        assert durations.quantile(q).value == pytest.approx(numpy.quantile(values, q), rel=2**-8)
    declared = durations.within(10**6)
    assert declared.at_least == declared.at_most == (values <= 10**6).sum()
    other = durations.within(3_333_333)
    assert other.at_least < (values <= 3_333_333).sum() < other.at_most
    cells = durations.cells()
    assert sum(cell.count for cell in cells) == 50_000
    assert all(a.lower <= a.upper < b.lower <= b.upper for a, b in zip(cells, cells[1:]))


def test_cells_of_exact_values():
    cells = durations_of([250, 100, 250, None, -3]).cells()
    assert [(cell.lower, cell.upper, cell.count) for cell in cells] == [
        (timedelta(milliseconds=100),) * 2 + (1,), (timedelta(milliseconds=250),) * 2 + (2,)]
    assert pickle.loads(pickle.dumps(cells)) == cells
    assert postventa.Durations().cells() == []


@hypothesis.given(st.lists(st.integers(0, 1000), min_size=1, max_size=50),
                  st.fractions(fractions.Fraction(1, 1000), fractions.Fraction(999, 1000),
                               max_denominator=1000))
def test_quantiles_are_those_of_numpy(values, q):
    durations = durations_of(values)
    assert durations.quantile(q) == durations.quantile(float(q))
    assert durations.quantile(q).value == sorted(values)[math.ceil(q * len(values)) - 1]
    for ours, theirs in [("exclusive", "weibull"), ("inclusive", "linear"), ("unbiased", "median_unbiased")]:
        assert durations.quantile(q, quantile_type=ours).value == pytest.approx(
            float(numpy.quantile(values, float(q), method=theirs)), abs=1e-6)


@pytest.mark.parametrize("q", [0.9, fractions.Fraction(9, 10), decimal.Decimal("0.9"), numpy.float64(0.9),
                               0.9 + 1e-15])
def test_nine_of_ten_are_nine_of_ten(q):
    """With one rounding error too much it would be the tenth of ten."""
    durations = durations_of(range(1, 11))
    assert durations.quantile(q).value == 9
    assert durations_of(range(1, 101)).quantile(0.29).value == 29


@pytest.mark.parametrize("q, error", [
    (0, ValueError), (1, ValueError), (1.5, ValueError), (-0.1, ValueError), (math.nan, ValueError),
    (math.inf, ValueError), (1e-9, ValueError), ("0.9", TypeError), (None, TypeError), (0.9j, TypeError),
    ([0.9], TypeError)])
def test_what_no_probability_is(q, error):
    with pytest.raises(error, match="q: "):
        durations_of([1, 2]).quantile(q)


def test_options_of_the_readings():
    durations = durations_of(range(100))
    assert durations.read(confidence=0.5).median.confidence == 0.5
    assert durations.quantile(0.5, confidence=0.5).lower > durations.quantile(0.5).lower
    assert durations.quantile(0.5, quantile_type="midpoint").value == 49.5
    assert durations.within(limit=9, share_method="jeffreys").share.method == "jeffreys"
    for call in (
        lambda: durations.read(confidence=1), lambda: durations.quantile(0.5, confidence=2),
        lambda: durations.within(-1), lambda: durations.within(None),
        lambda: durations.within(1, share_method="student_t"),
        lambda: durations.compare(durations, confidence=7),
    ):
        with pytest.raises(postventa.ArgumentError, match=r"\(.*=.*\): "):
            call()
    with pytest.raises(ValueError, match="quantile_type: 7 is none of 'nearest_rank', 'midpoint'"):
        durations.quantile(0.5, quantile_type=7)
    with pytest.raises(ValueError, match="kind: 'net' is none of 'median', 'mean', 'order'"):
        durations.compare(durations, kind="net")
    with pytest.raises(TypeError, match="unexpected keyword argument 'kind'"):
        durations.read(kind="mean")


def test_nothing_counted():
    durations = postventa.Durations()
    result = durations.read()
    assert (result.n, result.min, result.max, result.median.status) == (0, None, None, "empty")
    assert math.isnan(result.mean.value) and result.median.timedeltas() == (None, None, None)
    assert durations.quantile(0.9).status == "empty"
    assert durations.within(5).share.status == "empty" and durations.within(5).n == 0
    assert durations.compare(durations_of([1])).status == "empty"


def test_a_few_have_no_interval():
    median = durations_of([1, 2, 3]).read().median
    assert (median.value, median.status) == (2, "unattainable") and math.isnan(median.lower)


def test_comparisons_are_now_minus_before():
    now, before = durations_of(range(0, 40, 2)), durations_of(range(10, 50, 2))
    assert now.compare(before).difference == -10 and now.compare(before).method == "mover"
    assert math.isnan(now.compare(before, kind="median").p_value)
    mean = now.compare(before, kind="mean", confidence=0.9)
    assert (mean.difference, mean.method, mean.confidence) == (-10, "welch", 0.9)
    variance = statistics.variance(range(0, 40, 2))
    assert mean.statistic == pytest.approx(-10 / math.sqrt(2 * variance / 20), rel=1e-12)
    assert mean.timedeltas()[0] == timedelta(milliseconds=-10)
    pairs = [(x < y) + (x == y) / 2 for x in range(0, 40, 2) for y in range(10, 50, 2)]
    order = now.compare(before, kind="order")
    assert order.difference == pytest.approx(sum(pairs) / len(pairs) - 0.5, rel=1e-12)
    assert order.method == "brunner_munzel" and order.p_value < 0.05
    with pytest.raises(postventa.MismatchError):
        now.compare(durations_of([1], calendar_id=1))
    with pytest.raises(TypeError, match="a postventa.Durations is wanted"):
        now.compare(3)


def test_the_definition_can_be_read_back():
    limits = [timedelta(minutes=30), 4 * 60 * MINUTE]
    durations = postventa.Durations(limits=limits, precision=5, calendar_id=2**64 - 1)
    for state in (durations, postventa.from_bytes(bytes(durations)), pickle.loads(pickle.dumps(durations))):
        assert state.limits == (timedelta(minutes=30), timedelta(hours=4))
        assert (state.precision, state.calendar_id) == (5, 2**64 - 1)
    assert durations.read().calendar_id == 2**64 - 1
    plain = postventa.Durations(limits=None, precision=None)
    assert (plain.limits, plain.precision, plain.calendar_id) == ((), 7, 0)
    for name in ("limits", "precision", "calendar_id"):
        with pytest.raises(AttributeError):
            setattr(plain, name, 1)


@pytest.mark.parametrize("config, error", [
    ({"limits": [2, 1]}, postventa.ArgumentError), ({"limits": [-1]}, postventa.ArgumentError),
    ({"limits": [None]}, postventa.ArgumentError), ({"limits": range(9)}, ValueError),
    ({"limits": 5}, TypeError), ({"limits": ["5"]}, TypeError), ({"precision": 4}, postventa.ArgumentError),
    ({"precision": 9}, postventa.ArgumentError), ({"precision": "7"}, TypeError),
    ({"calendar_id": -1}, OverflowError), ({"limit": [5]}, TypeError)])
def test_definitions_that_are_none(config, error):
    with pytest.raises(error):
        postventa.Durations(**config)


def test_other_definitions_do_not_merge():
    plain = durations_of([1])
    for config in ({"limits": [5]}, {"precision": 6}, {"calendar_id": 1}):
        with pytest.raises(postventa.MismatchError):
            plain.merge(durations_of([1], **config))
    assert plain == durations_of([1])


@hypothesis.given(TIMES, TIMES)
def test_states_merge_and_travel(a, b):
    both = durations_of(a + b, limits=[50])
    assert durations_of(a, limits=[50]) + durations_of(b, limits=[50]) == both
    for other in (pickle.loads(pickle.dumps(both)), postventa.from_bytes(bytes(both)), both.copy()):
        assert other == both and type(other) is postventa.Durations and other.read() == both.read()


def test_removing_keeps_counts_and_mean():
    durations = durations_of([100, 200, 300], limits=[150])
    durations.remove(timedelta(milliseconds=300))
    result = durations.read()
    assert (result.n, result.mean.value, result.exact) == (2, 150, False)
    assert durations.within(150).at_least == durations.within(150).at_most == 1
    before = durations.copy()
    for wrong in (5_000, None, -1):
        with pytest.raises(postventa.UnderflowError):
            durations.remove(wrong)
    with pytest.raises(postventa.UnderflowError):
        durations.remove(100, 2)
    assert durations == before


def test_it_says_what_it_holds():
    assert repr(durations_of([1, 2])) == "<Durations: n=2>"
    assert repr(durations_of([1, None, None, -1])) == "<Durations: n=1, missing=2, rejected=1>"
    assert repr(durations_of([7]).within(7)).startswith("WithinResult(share=Estimate(value=1, ")
