# SPDX-License-Identifier: MIT
"""Survival: time to an event that has not happened to everybody yet."""
import math
import pickle
from datetime import timedelta

import hypothesis
import hypothesis.strategies as st
import numpy
import pytest

import postventa

CASES = st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=40)

# Freireich's remission times in weeks; the treated, with censored ones, and the others.
TREATED = [(6, True)] * 3 + [(7, True), (10, True), (13, True), (16, True), (22, True), (23, True)] + [
    (time, False) for time in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)]
PLACEBO = [(time, True) for time in (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)]


def survival_of(cases, **config):
    survival = postventa.Survival(**config)
    for time, event in cases:
        survival.add(time, event)
    return survival


def kaplan_meier(cases):
    """A step for each time: time, at risk, events, censored, S."""
    steps, s = [], 1.0
    for time in sorted({time for time, _ in cases}):
        at_risk = sum(t >= time for t, _ in cases)
        events = sum(t == time and event for t, event in cases)
        s *= 1 - events / at_risk
        steps.append((time, at_risk, events, sum(t == time and not event for t, event in cases), s))
    return steps


def test_tickets_that_wait():
    """What examples/expected/response_times.txt says of them."""
    answered = [3, 5, 8, 11, 12, 16, 21, 24, 35, 58, 74, 190, 1, 2, 4, 9, 10, 14, 15, 27, 33, 41, 66, 95]
    result = survival_of([(time, True) for time in answered] + [(6, False), (40, False), (260, False)]).read()
    assert (result.n, result.median.value, result.median.lower, result.median.upper) == (27, 21, 11, 41)


def test_published_figures():
    treated = survival_of(TREATED)
    result = treated.read()
    assert (result.n, result.events, result.times, result.last) == (21, 9, 16, 35)
    assert result.median.value == 23
    assert treated.at(6).value == pytest.approx(18 / 21)
    assert treated.at(10).value == pytest.approx(0.7529, abs=1e-4)
    assert treated.at(22.5).value == pytest.approx(0.5378, abs=1e-4)
    assert treated.at(23).value == pytest.approx(0.4482, abs=1e-4)
    comparison = treated.compare(survival_of(PLACEBO))
    assert comparison.statistic == pytest.approx(16.79, abs=0.01)
    assert comparison.difference < 0 and comparison.p_value < 0.001 and comparison.method == "log_rank"
    assert survival_of(PLACEBO).compare(treated).difference == -comparison.difference


@hypothesis.given(CASES)
def test_the_curve_is_kaplan_and_meiers(cases):
    survival = survival_of(cases)
    points = survival.curve()
    steps = kaplan_meier(cases)
    assert [(point.time, point.at_risk, point.events, point.censored) for point in points] == [
        step[:4] for step in steps]
    assert [point.survival.value for point in points] == pytest.approx([step[4] for step in steps])
    for point in points:
        assert survival.at(point.time) == point.survival
    assert pickle.loads(pickle.dumps(points)) == points


@hypothesis.given(CASES, st.sampled_from([0.1, 0.25, 0.5, 0.9]))
def test_quantiles_are_read_off_the_curve(cases, q):
    steps = kaplan_meier(cases)
    reached = [step[0] for step in steps if step[4] <= 1 - q + 1e-12]
    quantile = survival_of(cases).quantile(q)
    if reached:
        assert quantile.value == reached[0] and quantile.status in ("ok", "unattainable")
    else:
        assert math.isnan(quantile.value) and quantile.status == ("incomplete" if cases else "empty")


def test_the_restricted_mean_is_the_area_under_the_curve():
    area, s, last = 0, 1, 0
    for time, _, _, _, after in kaplan_meier(TREATED):
        if time > 30:
            break
        area += s * (time - last)
        s, last = after, time
    area += s * (30 - last)
    treated = survival_of(TREATED, unit=timedelta(weeks=1))
    mean = treated.restricted_mean(30)
    assert mean.value == pytest.approx(area) and mean.lower < mean.value < mean.upper
    assert treated.restricted_mean(limit=timedelta(weeks=30)) == mean
    assert treated.restricted_mean(36).status == "incomplete"
    assert treated.restricted_mean(30, confidence=0.5).upper < mean.upper


def test_options_of_the_readings():
    treated = survival_of(TREATED)
    for method in ("rothman_wilson", "log_log", "log", "plain"):
        for estimate in (treated.at(10, method=method), treated.curve(method=method)[2].survival):
            assert estimate.method == method and estimate.status == "ok"
        assert treated.read(method=method).median.value == 23
        assert treated.quantile(0.25, method=method, confidence=0.5).value == 13
    greenwood = 0.0963  # of S(10), as textbooks have it
    plain = treated.at(10, method="plain")
    assert plain.upper - plain.value == pytest.approx(1.959964 * greenwood, abs=1e-3)
    assert treated.at(10, confidence=0.5).lower > treated.at(10).lower
    for call in (
        lambda: treated.read(confidence=1), lambda: treated.read(method="wilson"),
        lambda: treated.at(-1), lambda: treated.at(None), lambda: treated.at(1, confidence=-1),
        lambda: treated.curve(confidence=2), lambda: treated.quantile(0.5, method="wilson"),
        lambda: treated.restricted_mean(0), lambda: treated.compare(treated, confidence=9),
    ):
        with pytest.raises(postventa.ArgumentError, match=r"\(.*=.*\): "):
            call()
    with pytest.raises(TypeError, match="unexpected keyword argument 'method'"):
        treated.restricted_mean(5, method="plain")
    for q in (0, 1, math.nan):
        with pytest.raises(ValueError, match="q: "):
            treated.quantile(q)


@pytest.mark.parametrize("time, units", [
    (90, 90), (numpy.int32(90), 90), (1.5, 1), (2.9, 2), (timedelta(minutes=90), 90),
    (timedelta(minutes=2, seconds=59), 2), (timedelta(minutes=2, seconds=59, microseconds=999_600), 3),
    (numpy.float64(3), 3), (0, 0)])
def test_what_a_time_may_be(time, units):
    survival = postventa.Survival(unit=timedelta(minutes=1))
    survival.add(time)
    assert survival.read().last == units
    column = postventa.Survival(unit=timedelta(minutes=1))
    column.update([time])
    assert column == survival
    assert survival.at(time).value == 0


def test_columns_of_times_of_their_own():
    minutes = postventa.Survival(unit=timedelta(minutes=1))
    minutes.update(numpy.array([90, 179, "NaT"], dtype="timedelta64[s]"), numpy.array([1, 0, 1]))
    assert minutes.read().missing == 1
    assert [(point.time, point.events) for point in minutes.curve()] == [(1, 1), (2, 0)]


@pytest.mark.parametrize("time, counter", [
    (None, "missing"), (math.nan, "missing"), (-1, "rejected"), (-0.9, "rejected"),
    (timedelta(seconds=-1), "rejected"), (math.inf, "rejected"), (2**70, "rejected")])
def test_what_is_counted_apart(time, counter):
    for unit in (timedelta(milliseconds=1), timedelta(hours=1)):
        survival = postventa.Survival(unit=unit)
        survival.add(time, n=2)
        result = survival.read()
        assert (result.n, getattr(result, counter)) == (0, 2)
        column = postventa.Survival(unit=unit)
        column.update([time, time], [True, True])
        assert column == survival
        survival.remove(time, True, 2)
        assert survival == postventa.Survival(unit=unit)


def test_units_of_months_take_whole_numbers():
    months = postventa.Survival(unit=timedelta(days=30))
    months.update([1, 2.0, None, 3], [True, True, True, False])
    months.add(4)
    months.add(None)
    assert (months.read().n, months.read().missing, months.read().last) == (4, 2, 4)
    assert months.unit == timedelta(days=30)
    before = months.copy()
    for call in (lambda: months.add(timedelta(days=60)), lambda: months.add(1.5),
                 lambda: months.update([timedelta(days=60)]), lambda: months.update([1.5])):
        with pytest.raises((TypeError, ValueError), match="times?"):
            call()
    assert months == before


@pytest.mark.parametrize("event", [True, False, 1, 0, numpy.True_, numpy.False_])
def test_what_an_event_may_be(event):
    survival = postventa.Survival()
    survival.add(5, event)
    survival.add(time=5, event=event, n=2)
    assert (survival.read().n, survival.read().events) == (3, 3 * bool(event))
    survival.remove(5, event, 3)
    with pytest.raises(postventa.UnderflowError):
        survival.remove(5, event)


def test_an_event_is_one_or_not():
    survival = postventa.Survival()
    with pytest.raises(postventa.ArgumentError, match="event=None"):
        survival.add(5, None)
    for wrong, error in [(2, ValueError), ("no", TypeError), (1.0, TypeError)]:
        with pytest.raises(error, match="event"):
            survival.add(5, wrong)
    for wrong in ([True, None], [1, 2], [1, 2**40]):
        with pytest.raises(postventa.ArgumentError, match="row 1 .*times=6"):
            survival.update([5, 6], wrong)
    with pytest.raises(TypeError, match="events"):
        survival.update([5, 6], ["yes", "no"])
    with pytest.raises(TypeError, match="times"):
        survival.update(["a"], [True])
    with pytest.raises(ValueError, match="times has 2 rows, events 1"):
        survival.update([5, 6], [True])
    with pytest.raises(TypeError, match="missing the argument 'time'"):
        survival.add()
    with pytest.raises(TypeError, match="missing the argument 'times'"):
        survival.update()
    assert survival == postventa.Survival()


@hypothesis.given(CASES)
def test_columns_are_as_single_cases(cases):
    times, events = [time for time, _ in cases], [event for _, event in cases]
    for columns in ((times, events), (numpy.array(times, dtype=float), numpy.array(events, dtype=bool))):
        survival = postventa.Survival()
        survival.update(*columns)
        assert survival == survival_of(cases)
    only_events = postventa.Survival()
    only_events.update(times=times, events=None)
    assert only_events == survival_of([(time, True) for time in times])


def test_a_long_column():
    times = numpy.arange(20_000) % 500
    survival = postventa.Survival()
    survival.update(times, times % 2 == 0)
    result = survival.read()
    assert (result.n, result.events, result.times) == (20_000, 10_000, 500)


@hypothesis.given(CASES, CASES)
def test_states_merge_and_travel(a, b):
    both = survival_of(a + b)
    assert survival_of(a) + survival_of(b) == both
    for other in (pickle.loads(pickle.dumps(both)), postventa.from_bytes(bytes(both)), both.copy()):
        assert other == both and type(other) is postventa.Survival and other.read() == both.read()
    for time, event in b:
        both.remove(time, event)
    assert both == survival_of(a)


def test_the_definition_can_be_read_back():
    survival = postventa.Survival(unit=timedelta(hours=1), calendar_id=7)
    for state in (survival, postventa.from_bytes(bytes(survival))):
        assert (state.unit, state.calendar_id) == (timedelta(hours=1), 7)
        assert (state.read().unit, state.read().calendar_id) == (timedelta(hours=1), 7)
    assert postventa.Survival(unit=3_600_000, calendar_id=7) == survival
    assert postventa.Survival().unit == timedelta(milliseconds=1)
    for unit in (0, -1, timedelta(0), math.nan):
        with pytest.raises(postventa.ArgumentError, match=r"Survival\(unit="):
            postventa.Survival(unit=unit)
    with pytest.raises(TypeError, match="unit"):
        postventa.Survival(unit="hour")
    for other in (postventa.Survival(), postventa.Survival(unit=timedelta(hours=1))):
        with pytest.raises(postventa.MismatchError):
            survival.merge(other)
        with pytest.raises(postventa.MismatchError):
            survival.compare(other)
    with pytest.raises(TypeError, match="a postventa.Survival is wanted"):
        survival.compare(postventa.Durations())


def test_nothing_counted():
    survival = postventa.Survival()
    result = survival.read()
    assert (result.n, result.last, result.median.status) == (0, None, "empty")
    assert survival.curve() == []
    assert survival.at(5).status == survival.quantile(0.5).status == survival.restricted_mean(5).status == "empty"
    assert survival.compare(survival_of([(1, True)])).status == "empty"


def test_what_is_not_known_is_not_told():
    survival = survival_of([(5, True), (7, False)])
    assert survival.at(7).value == 0.5
    assert survival.at(8).status == "incomplete" and math.isnan(survival.at(8).value)
    assert survival.quantile(0.6).status == "incomplete"


def test_it_says_what_it_holds():
    assert repr(survival_of(TREATED)) == "<Survival: n=21, events=9>"
    assert repr(survival_of([(None, True), (1, False)])) == "<Survival: n=1, events=0, missing=1, rejected=0>"


def test_estimates_in_units_as_timedeltas():
    hours = postventa.Survival(unit=timedelta(hours=1))
    hours.update([5, 7, 9])
    median = hours.read().median
    assert median.value == 7
    for unit in (hours.unit, 3_600_000, 3.6e6):
        assert median.timedeltas(unit)[0] == median.timedeltas(unit=unit)[0] == timedelta(hours=7)
    assert median.timedeltas(None) == median.timedeltas() != median.timedeltas(hours.unit)
    assert postventa.Survival().read().median.timedeltas(hours.unit) == (None, None, None)
    for wrong, error in (("h", TypeError), (1e300, OverflowError)):
        with pytest.raises(error):
            median.timedeltas(wrong)
    with pytest.raises(TypeError, match="takes 1 positional argument, not 2"):
        median.timedeltas(1, 2)
