# SPDX-License-Identifier: MIT
"""Cohorts: counting, telling periods, refusing, and figures against sets of Python and the C
examples."""
import copy
import math
import pickle
import threading
from datetime import date, datetime, timedelta, timezone

import numpy
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

import postventa
from postventa import Cohorts, Zone, stats

MONTHS = 8
activities = st.lists(st.tuples(st.integers(0, 12), st.integers(-2, MONTHS - 1)), max_size=60)
UTC = timezone.utc


def counted(rows, **config):
    cohorts = Cohorts(**{"first": 0, "periods": MONTHS} | config)
    for customer, period in rows:
        cohorts.add(customer, period)
    return cohorts


def model(rows):
    """The periods in which each customer was active, and who came before the window."""
    active, earlier = {}, set()
    for customer, period in rows:
        active.setdefault(customer, set())
        if period < 0:
            earlier.add(customer)
        else:
            active[customer].add(period)
    return active, earlier


# As examples/cohorts.c has them: how many customers, and the months in which they bought.
GROUPS = [(96, "x..."), (3, "x.x."), (1, "x..x"), (8, ".x.."), (2, ".xx."), (17, "..x."),
          (4, "..xx"), (5, "...x")]
ROWS = [(1000 * group + i, month) for group, (n, months) in enumerate(GROUPS) for i in range(n)
        for month, mark in enumerate(months) if mark == "x"]
# As examples/churn.c has them: customers, and the months of their activity.
CHURN = ["xxxxx", "xxxxx", "xx...", "xxx.x", "x....", "x.xxx", ".xxxx", ".xx..", "...xx", "....x"]


def percent(estimate):
    return tuple(round(100 * figure, 1) for figure in (
        estimate.value, estimate.lower, estimate.upper)) + (estimate.n,)


def test_example():
    """As examples/cohorts.c prints it: April is not over."""
    cohorts = counted(ROWS, periods=4)
    cells = {(cell.cohort, cell.age): cell for cell in cohorts.table(until=3)}
    assert [cells[cohort, 0].size for cohort in range(3)] == [100, 10, 21]
    assert {where: round(100 * cell.rate.value, 1) for where, cell in cells.items()
            if cell.rate.status == "ok" and where[1] > 0} == {(0, 1): 0, (0, 2): 3, (1, 1): 20}
    assert {where: cell.retained for where, cell in cells.items()
            if cell.rate.status == "incomplete" and where != (3, 0)} == {
        (0, 3): 1, (1, 2): 0, (2, 1): 4}
    month = cohorts.averages(until=3)[1]
    assert (month.age, month.cohorts, percent(month.pooled)) == (1, 2, (1.8, 0.5, 6.4, 110))
    assert month.simple == pytest.approx(0.1)


def test_churn_example():
    """As examples/churn.c prints it."""
    cohorts = Cohorts(first=0, periods=5)
    for customer, months in enumerate(CHURN):
        for month, mark in enumerate(months):
            if mark == "x":
                cohorts.add(customer, month)
    cohorts.add(8, -1)
    assert [(m.period, m.fresh, m.back, m.lost, m.active) for m in cohorts.movements()[1:]] == [
        (1, 2, 0, 2, 6), (2, 0, 1, 1, 6), (3, 0, 1, 2, 5), (4, 1, 1, 0, 7)]
    assert percent(cohorts.retention(0, 3).churn) == (50.0, 18.8, 81.2, 6)
    assert percent(cohorts.retention(0, 3, grace=1).churn) == (33.3, 9.7, 70.0, 6)


@given(activities)
def test_table(rows):
    active, earlier = model(rows)
    joined = {customer: min(periods) for customer, periods in active.items()
              if periods and customer not in earlier}
    cells = counted(rows).table()
    if not any(active.values()):
        assert cells == []
    for cell in cells:
        members = {customer for customer, period in joined.items() if period == cell.cohort}
        retained = {c for c in members if cell.cohort + cell.age in active[c]}
        assert (cell.size, cell.retained) == (len(members), len(retained))
        wilson = stats.share_interval(cell.retained, cell.size)
        assert (cell.rate.value, cell.rate.lower) == pytest.approx(
            (wilson.value, wilson.lower), nan_ok=True)
    assert {cell.cohort for cell in cells} >= set(joined.values())
    later = counted(rows).table(kind="on_or_after", confidence=0.8, method="jeffreys")
    for cell in later:
        members = {customer for customer, period in joined.items() if period == cell.cohort}
        assert cell.retained == sum(
            max(active[c]) >= cell.cohort + cell.age for c in members)
        assert (cell.rate.confidence, cell.rate.method) == (0.8, "jeffreys")


@given(activities)
def test_brackets(rows):
    active, earlier = model(rows)
    cohorts = counted(rows)
    cells = cohorts.table(brackets=(0, 1, 4))
    assert cells == cohorts.table(kind="bracket", brackets=[0, 1, 4])
    for cell in cells:
        ages = range(0, 1) if cell.age == 0 else range(1, 4)
        members = [c for c, periods in active.items()
                   if c not in earlier and periods and min(periods) == cell.cohort]
        assert cell.retained == sum(
            any(cell.cohort + age in active[c] for age in ages) for c in members)


@given(activities, st.integers(0, MONTHS - 1), st.integers(1, MONTHS - 1), st.integers(0, 2))
def test_retention(rows, first, distance, grace):
    active, earlier = model(rows)
    last = min(first + distance, MONTHS - 1)
    if last == first:
        return
    result = counted(rows).retention(first, last=last, grace=grace)
    start = {c for c, periods in active.items() if first in periods}
    end = {c for c, periods in active.items() if last in periods}
    assert (result.start, result.end) == (len(start), len(end))
    if last + grace >= MONTHS:
        assert result.retention.status == "incomplete" and math.isnan(result.churn.value)
        return
    kept = {c for c in start if active[c] & set(range(last, last + grace + 1))}
    assert (result.kept, result.lost) == (len(kept), len(start - kept))
    assert result.end == len(start & end) + result.fresh + result.back
    if start:
        assert result.churn.value == pytest.approx(1 - len(kept) / len(start))
    else:
        assert result.retention.status == "empty"


@given(activities)
def test_movements(rows):
    active, _ = model(rows)
    movements = counted(rows).movements()
    before = set()
    for movement in movements:
        now = {c for c, periods in active.items() if movement.period in periods}
        assert movement.active == len(now) and movement.retained == len(now & before)
        assert movement.lost == len(before - now)
        assert movement.active == len(before) + movement.fresh + movement.back - movement.lost
        assert movement.status == "ok"
        before = now
    until = counted(rows).movements(until=0)
    assert all(movement.status == "incomplete" for movement in until)


@given(activities)
def test_second_activity(rows):
    active, earlier = model(rows)
    survival = counted(rows).second_activity()
    expected = postventa.Survival()
    for customer, periods in active.items():
        if customer not in earlier and periods:
            first, *later = sorted(periods)
            if later:
                expected.add(later[0] - first)
            else:
                expected.add(MONTHS - 1 - first, False)
    assert type(survival) is postventa.Survival
    assert survival == expected


@given(activities)
def test_counts(rows):
    active, earlier = model(rows)
    result = counted(rows).read()
    times = [period for periods in active.values() for period in periods]
    assert (result.customers, result.earlier, result.active) == (
        len(active), len(earlier), len(times))
    assert (result.first_active, result.last_active) == (
        (min(times), max(times)) if times else (None, None))


def test_empty():
    cohorts = Cohorts(first=3, periods=2)
    assert cohorts.read() == Cohorts(first=3, periods=2).read()
    assert cohorts.read().customers == 0 and cohorts.read().first_active is None
    assert cohorts.table() == cohorts.averages() == cohorts.movements() == []
    assert cohorts.retention(3, 4).churn.status == "empty"
    assert cohorts.second_activity().read().n == 0


def test_what_is_left_alone():
    cohorts = Cohorts(first=0, periods=2)
    cohorts.add(None, 1)
    cohorts.add("ana", None)
    cohorts.add_earlier(None)
    cohorts.update([None, "ana"], [1, None])
    assert cohorts == Cohorts(first=0, periods=2)


@given(activities)
def test_columns_are_rows(rows):
    customers, periods = [row[0] for row in rows], [row[1] for row in rows]
    cohorts = counted([])
    cohorts.update(customers, periods)
    assert cohorts == counted(rows)
    cohorts.update(when=iter(periods), customers=tuple(customers))
    assert cohorts == counted(rows)


@pytest.mark.parametrize("n", [100, 20_000])
def test_long_columns(n):
    numpy = pytest.importorskip("numpy")
    customers, periods = numpy.arange(n) % 997, numpy.arange(n) % 7
    cohorts = Cohorts(first=0, periods=7)
    cohorts.update(customers, periods)
    assert cohorts == counted(zip(customers.tolist(), periods.tolist()), periods=7)
    names = Cohorts(first=0, periods=7)
    names.update([f"c{customer}" for customer in customers], periods)
    assert [cell.retained for cell in names.table()] == [cell.retained for cell in cohorts.table()]
    before = bytes(cohorts)
    periods[n - 1] = 7
    with pytest.raises(postventa.ArgumentError,
                       match=rf"row {n - 1}: period 7 is after the window, whose last one is 6"):
        cohorts.update(customers, periods)
    assert bytes(cohorts) == before


DAYS = [date(2025, 2, 1), None, date(2025, 1, 31), date(2025, 3, 1)]


@pytest.mark.parametrize("zone", [None, "UTC", "America/Bogota", "Pacific/Auckland"])
@pytest.mark.parametrize("days", [
    DAYS, tuple(DAYS), numpy.array(DAYS, object), pyarrow.array(DAYS), pyarrow.array(DAYS, pyarrow.date64()),
    pyarrow.chunked_array([DAYS[:1], DAYS[1:]]), numpy.array(DAYS, "M8[D]"),
], ids=["list", "tuple", "objects", "date32", "date64", "chunks", "datetime64"])
def test_columns_of_dates(days, zone):
    """A date is a date, whatever the zone, as add() takes it."""
    customers = ["ana", "bruno", "bruno", "ana"]
    one_by_one, whole = (Cohorts(first=date(2025, 1, 1), periods=3, unit="month") for _ in range(2))
    for customer, day in zip(customers, DAYS):
        one_by_one.add(customer, day, zone=zone)
    whole.update(customers, days, zone=zone)
    assert whole == one_by_one and [movement.fresh for movement in whole.movements()] == [1, 1, 0]
    whole.update(iter(customers), iter(DAYS), zone=zone)
    assert whole == one_by_one
    if zone:
        assert Cohorts.of(customers, days, zone=zone) == one_by_one


def test_dates_do_not_mix():
    cohorts = Cohorts(first=date(2025, 1, 1), periods=3, unit="month")
    noon = datetime(2025, 1, 1, 12, tzinfo=UTC)
    for when, zone in (([date(2025, 1, 1), 661], None), ([661, None, date(2025, 1, 1)], None),
                       ([date(2025, 1, 1), noon], "UTC"), ([noon, date(2025, 1, 1)], "UTC")):
        with pytest.raises(TypeError, match="^when, row [12]: dates and other values are mixed$"):
            cohorts.update(range(len(when)), when, zone=zone)
    with pytest.raises(ValueError, match="without a unit"):
        Cohorts(first=0, periods=3).update([1], [date(2025, 1, 1)])
    with pytest.raises(TypeError, match="^when, row 0: a whole number, a date or None is wanted, not 'datetime'$"):
        cohorts.update([1], [noon])
    with pytest.raises(TypeError, match="^created, row 0: an aware datetime, a number or None is wanted, not 'date'$"):
        postventa.Desk().update([date(2025, 1, 1)], as_of=noon)


def test_instants_and_dates():
    madrid = Zone("Europe/Madrid")
    cohorts = Cohorts(first=date(2024, 12, 31), periods=6, unit="month")
    assert (cohorts.first, cohorts.periods, cohorts.unit) == (659, 6, "month")
    midnight = datetime(2025, 2, 28, 23, 30, tzinfo=UTC)  # March, in Madrid
    assert cohorts.period(midnight, zone=madrid) == 662
    assert cohorts.period(midnight, zone="UTC") == 661
    assert cohorts.period(int(midnight.timestamp() * 1000), zone=madrid) == 662
    assert cohorts.period(date(2025, 3, 1)) == cohorts.period(date(2025, 3, 31)) == 662
    assert cohorts.period(662) == 662
    assert cohorts.first_day(662) == date(2025, 3, 1)
    assert cohorts.first_day(-1) == date(1969, 12, 1)
    cohorts.add("ana", midnight, zone=madrid)
    cohorts.add("ana", date(2025, 4, 1))
    cohorts.add("bruno", 659)
    other = Cohorts(first=659, periods=6, unit="month")
    other.update(["ana", "bruno", "ana"],
                 [midnight, datetime(2024, 12, 24, tzinfo=UTC), datetime(2025, 4, 9, tzinfo=UTC)],
                 zone=madrid)
    assert other == cohorts
    assert cohorts.retention(date(2025, 3, 9), date(2025, 4, 9)).retention.value == 1
    assert [cell.rate.status for cell in cohorts.table(until=date(2025, 4, 30))
            if cell.cohort == 662] == ["ok", "incomplete"]


@pytest.mark.parametrize("unit, day", [
    ("day", date(2025, 7, 16)), ("week", date(2025, 7, 14)), ("month", date(2025, 7, 1)),
    ("quarter", date(2025, 7, 1)), ("year", date(2025, 1, 1))])
def test_units(unit, day):
    cohorts = Cohorts(first=0, periods=1, unit=unit)
    period = cohorts.period(date(2025, 7, 16))
    assert cohorts.first_day(period) == day
    assert cohorts.period(day) == period == cohorts.period(day - timedelta(1)) + 1


def test_of_a_table():
    day = [datetime(2025, month, 1, 12, tzinfo=UTC) for month in range(1, 8)]
    customers, times = ["ana", "ana", "bruno", None, "ana", "carla"], [
        day[1], day[3], day[3], day[5], None, day[2]]
    cohorts = Cohorts.of(customers, times, zone="UTC")
    assert (cohorts.unit, cohorts.first_day(cohorts.first), cohorts.periods) == (
        "month", date(2025, 2, 1), 5)
    by_hand = Cohorts(first=date(2025, 2, 1), periods=5, unit="month")
    by_hand.update(customers, times, zone="UTC")
    assert cohorts == by_hand and cohorts.read().customers == 3
    weeks = Cohorts.of(customers=customers, when=times, zone=Zone("Europe/Madrid"), unit="week")
    assert weeks.periods == 18 and weeks.unit == "week"
    empty = Cohorts.of([], [], zone="UTC", unit="year")
    assert (empty.periods, empty.read().customers) == (1, 0)


def test_of_columns():
    pandas = pytest.importorskip("pandas")
    orders = pandas.DataFrame({
        "customer": [f"c{i % 50}" for i in range(10_000)],
        "time": pandas.date_range("2024-01-01", periods=10_000, freq="h", tz="Europe/Madrid")})
    cohorts = Cohorts.of(orders["customer"], orders["time"], zone="Europe/Madrid")
    assert cohorts.read().customers == 50 and cohorts.periods == 14
    assert cohorts.first_day(cohorts.first) == date(2024, 1, 1)
    polars = pytest.importorskip("polars")
    table = polars.DataFrame({"customer": orders["customer"].tolist(),
                              "time": orders["time"].dt.tz_convert("UTC").tolist()})
    assert Cohorts.of(table["customer"], table["time"], zone="Europe/Madrid") == cohorts
    days = Cohorts(first=date(2024, 1, 1), periods=14, unit="month")
    days.update(table["customer"], table["time"].dt.date())
    assert days.read().customers == 50


def test_refusals_of_periods():
    unitless = Cohorts(first=0, periods=3)
    monthly = Cohorts(first=0, periods=3, unit="month")
    before = bytes(monthly)
    with pytest.raises(ValueError, match="without a unit"):
        unitless.add(1, date(1970, 1, 1))
    with pytest.raises(ValueError, match="without a unit"):
        unitless.add(1, 0, zone="UTC")
    with pytest.raises(ValueError, match="without a unit"):
        unitless.update([1], [0], zone="UTC")
    with pytest.raises(ValueError, match="without a unit"):
        unitless.first_day(0)
    with pytest.raises(TypeError, match="an instant needs a zone"):
        monthly.add(1, datetime(1970, 1, 1, tzinfo=UTC))
    with pytest.raises(TypeError, match="when: a number of a period or a date is wanted"):
        monthly.add(1, "1970-01")
    with pytest.raises(ValueError, match="naive"):
        monthly.add(1, datetime(1970, 1, 1), zone="UTC")
    with pytest.raises(TypeError, match="when"):
        monthly.add(1, "1970-01", zone="UTC")
    with pytest.raises(Exception, match="Nowhere"):
        monthly.add(1, 0, zone="Nowhere/Land")
    with pytest.raises(postventa.ArgumentError, match="period 3 is after the window.* is 2"):
        monthly.add(1, 3)
    with pytest.raises(postventa.ArgumentError):
        monthly.add(1, 2**62, zone="UTC")
    with pytest.raises(OverflowError):
        monthly.add(1, 2**63)
    with pytest.raises(TypeError, match="None"):
        monthly.period(None)
    with pytest.raises(TypeError, match="missing the argument 'when'"):
        monthly.add(1)
    with pytest.raises(TypeError):
        monthly.add(1.5, 0)
    with pytest.raises(postventa.ArgumentError):
        monthly.first_day(2**62)
    with pytest.raises(OverflowError, match="beyond what a date holds"):
        monthly.first_day(10**6)
    assert bytes(monthly) == before


def test_refusals_of_columns():
    cohorts = Cohorts(first=0, periods=3, unit="month")
    before = bytes(cohorts)
    with pytest.raises(ValueError, match="customers has 2 rows, when 1"):
        cohorts.update([1, 2], [1])
    with pytest.raises(postventa.ArgumentError, match="row 1: period 5 is after"):
        cohorts.update([1, 2, 3], [0, 5, 9])
    with pytest.raises(postventa.ArgumentError, match="row 2: period 3 is after"):
        cohorts.update([1, 2, 3], [datetime(1970, 1, 1, tzinfo=UTC)] * 2
                       + [datetime(1970, 4, 1, tzinfo=UTC)], zone="UTC")
    with pytest.raises(postventa.ArgumentError, match="row 0: the instant is out of the zone"):
        cohorts.update([1], [2**62], zone="UTC")
    with pytest.raises(TypeError, match="when"):
        cohorts.update([1], ["January"])
    with pytest.raises(TypeError, match="missing the argument 'when'"):
        cohorts.update([1])
    with pytest.raises(ValueError, match="periods apart, and a window has 1024 at most"):
        Cohorts.of([1, 1], [datetime(2020, 1, 1, tzinfo=UTC), datetime(2023, 1, 1, tzinfo=UTC)],
                   zone="UTC", unit="day")
    with pytest.raises(TypeError, match="missing the argument 'zone'"):
        Cohorts.of([1], [datetime(2020, 1, 1, tzinfo=UTC)])
    with pytest.raises(ValueError, match="unit"):
        Cohorts.of([1], [datetime(2020, 1, 1, tzinfo=UTC)], zone="UTC", unit="hour")
    assert bytes(cohorts) == before


def test_dense_keys():
    dense = Cohorts(first=0, periods=3, n_dense=10)
    dense.update([0, 9, 9], [0, 1, 2])
    with pytest.raises(postventa.ArgumentError, match="customer 10 is not below n_dense.* 10"):
        dense.add(10, 0)
    with pytest.raises(postventa.ArgumentError, match="customer 11 is not below n_dense"):
        dense.add_earlier(11)
    with pytest.raises(postventa.ArgumentError, match="row 1: customer 10 is not below n_dense"):
        dense.update([1, 10], [0, 0])
    assert dense.read().customers == 2 and dense.n_dense == 10
    assert [cell.retained for cell in dense.table()] == [
        cell.retained for cell in counted([(0, 0), (9, 1), (9, 2)], periods=3).table()]


def test_definitions():
    cohorts = Cohorts(first=-5, periods=1024, unit="week", zone_id=7, seed=9)
    assert (cohorts.first, cohorts.periods, cohorts.unit, cohorts.zone_id, cohorts.n_dense) == (
        -5, 1024, "week", 7, 0)
    assert Cohorts(first=0, periods=1).unit is None
    with pytest.raises(TypeError, match="missing the argument 'first'"):
        Cohorts(periods=3)
    with pytest.raises(TypeError, match="missing the argument 'periods'"):
        Cohorts(first=3)
    for periods in (-1, 1025):
        with pytest.raises(postventa.ArgumentError, match=f"periods={periods}"):
            Cohorts(first=0, periods=periods)
    with pytest.raises(ValueError, match="'day', 'week', 'month', 'quarter', 'year'"):
        Cohorts(first=0, periods=3, unit="hour")
    with pytest.raises(ValueError, match="without a unit"):
        Cohorts(first=date(2025, 1, 1), periods=3)
    with pytest.raises(TypeError, match="an instant needs a zone"):
        Cohorts(first=datetime(2025, 1, 1, tzinfo=UTC), periods=3, unit="month")
    with pytest.raises(TypeError):
        Cohorts(0, 3)
    with pytest.raises(TypeError, match="colour"):
        Cohorts(first=0, periods=3, colour=1)
    with pytest.raises(AttributeError):
        cohorts.first = 3


def test_options_refuse():
    cohorts = counted(ROWS, periods=4)
    for options in ({"confidence": 2}, {"method": "score"}, {"brackets": (1,)},
                    {"brackets": (1, 1)}, {"brackets": (-1, 2)}, {"kind": "bracket"}):
        with pytest.raises(postventa.ArgumentError, match="table"):
            cohorts.table(**options)
        with pytest.raises(postventa.ArgumentError):
            cohorts.averages(**options)
    with pytest.raises(ValueError, match="brackets: at most 17"):
        cohorts.table(brackets=range(18))
    with pytest.raises(ValueError, match="kind: .*'on_or_after'"):
        cohorts.table(kind="off")
    with pytest.raises(TypeError, match="until"):
        cohorts.table(until="April")
    with pytest.raises(TypeError, match="grace"):
        cohorts.movements(grace=1)
    for first, last in ((0, 0), (2, 1), (-1, 1), (4, 5)):
        with pytest.raises(postventa.ArgumentError, match=rf"first={first}, last={last}"):
            cohorts.retention(first, last)
    with pytest.raises(postventa.ArgumentError, match="grace=-1"):
        cohorts.retention(0, 1, grace=-1)
    with pytest.raises(TypeError, match="first"):
        cohorts.retention(None, 1)
    with pytest.raises(TypeError, match="missing the argument 'last'"):
        cohorts.retention(1)
    with pytest.raises(TypeError):
        cohorts.table(3)
    assert cohorts.table(until=None, brackets=None) == cohorts.table()


@given(activities, activities)
def test_states(left, right):
    one, other = counted(left), counted(right)
    both = counted(left + right)
    assert one + other == other + one == both
    assert one + one == one
    for same in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one),
                 Cohorts.from_bytes(bytes(one)), postventa.from_bytes(bytes(one))):
        assert type(same) is Cohorts and same == one and same.table() == one.table()
    other += one
    assert other == both
    other.reset()
    assert other == counted([]) and other.periods == MONTHS
    for record in (*one.table()[:3], *one.averages()[:2], *one.movements()[:2], one.read(),
                   one.retention(0, 2)):
        assert pickle.loads(pickle.dumps(record)) == record


def test_merge_of_other_definitions():
    cohorts = Cohorts(first=0, periods=4, unit="month")
    for other in (Cohorts(first=0, periods=4), Cohorts(first=0, periods=4, unit="week"),
                  Cohorts(first=0, periods=4, unit="month", zone_id=1),
                  Cohorts(first=0, periods=4, unit="month", n_dense=5)):
        with pytest.raises(postventa.MismatchError):
            cohorts.merge(other)
    shorter = Cohorts(first=1, periods=2, unit="month")
    shorter.add("ana", 2)
    cohorts.merge(shorter)
    assert cohorts.read().last_active == 2
    with pytest.raises(TypeError):
        cohorts.merge(postventa.NPS())


def test_threads_see_all_rows_or_none():
    numpy = pytest.importorskip("numpy")
    customers, periods = numpy.arange(200_000), numpy.zeros(200_000, dtype=numpy.int64)
    cohorts = Cohorts(first=0, periods=1)
    seen, done = set(), threading.Event()

    def watch():
        while not done.is_set():
            seen.add(cohorts.read().customers)

    watcher = threading.Thread(target=watch)
    watcher.start()
    cohorts.update(customers, periods)
    done.set()
    watcher.join()
    assert seen <= {0, 200_000} and cohorts.read().customers == 200_000


def test_repr():
    assert repr(counted([(1, 0), (2, -1)])) == "<Cohorts: customers=2, periods 0 to 7>"
    assert repr(Cohorts(first=0, periods=2).read()) == (
        "CohortsResult(customers=0, earlier=0, active=0, first_active=None, last_active=None)")
