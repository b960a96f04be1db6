# SPDX-License-Identifier: MIT
"""Desk: tickets in; targets, times, shares and the backlog out."""
import copy
import math
import pickle
from datetime import datetime, timedelta, timezone

import hypothesis
import hypothesis.strategies as st
import numpy
import pytest

import postventa

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
START = datetime(2025, 6, 20, tzinfo=timezone.utc)
COLUMNS = ["created", "first_reply", "resolved", "closed", "reopens", "replies", "transfers", "by_agent"]


@pytest.fixture(scope="module")
def office():
    return postventa.Calendar("mon-fri 09:00-18:00\n", postventa.Zone.fixed(0))


def share(name, value, lower, upper, rest):
    return f"{name:<22} {100 * value:5.1f} %  [{100 * lower:.1f}, {100 * upper:.1f}] {rest}"


def test_the_tickets_of_the_example(repository):
    """Two teams, an hour each for the first response: as examples/sla_targets.c prints them."""
    teams = [
        [(5, 17), (40, 95), (60, None), (130, 151), (300, 412), (480, None), (570, 575), (590, None)],
        [(0, 60), (20, 49), (75, None), (200, 203), (330, 371), (410, 498), (560, None), (585, 596)],
    ]
    log = datetime(1970, 1, 1, tzinfo=timezone.utc)
    desks = []
    for tickets in teams:
        desk = postventa.Desk(targets=[("first_response", HOUR)])
        for opened, replied in tickets:
            reply = None if replied is None else log + replied * MINUTE
            desk.add(postventa.read_ticket(created=log + opened * MINUTE, first_reply=reply, as_of=log + 10 * HOUR))
        desks.append(desk)
    both = desks[0] + desks[1]
    target = both.target(("first_response", HOUR))
    due, answered = target.attainment, both.durations("first_response").within(target.limit).share
    waiting = both.survival("first_response").at(HOUR)
    printed = [
        f"met {target.met}, late {target.breached_closed}, late and still unanswered {target.breached_open},"
        f" not due yet {target.pending}",
        share("attainment", due.value, due.lower, due.upper, f"of {due.n}"),
        share("of the answered", answered.value, answered.lower, answered.upper, f"of {answered.n}"),
        share("answered in an hour", 1 - waiting.value, 1 - waiting.upper, 1 - waiting.lower, "by Kaplan and Meier"),
    ]
    assert printed == (repository / "examples/expected/sla_targets.txt").read_text().splitlines()
    assert (target.clock, target.absent) == ("first_response", 0)


def test_counts_and_shares():
    desk = postventa.Desk()
    desk.update(
        [0, 1, 2, 3, 4],
        first_reply=[10, None, 12, None, None],
        resolved=[20, None, 22, None, None],
        closed=[None, 31, 32, None, None],
        reopens=[0, 0, 3, None, 0],
        replies=[1, 0, 4, None, 0],
        transfers=[0, 2, None, 1, 0],
        by_agent=[False, False, False, True, False],
        as_of=100,
    )
    result = desk.read()
    assert (result.n, result.open, result.unanswered, result.no_first_response) == (5, 2, 2, 1)
    assert (result.resolved_by_close, result.reopens, result.transfers, result.replies) == (1, 3, 3, 5)
    assert (result.reopened.value, result.reopened.n) == (pytest.approx(1 / 3), 3)
    assert (result.transferred.value, result.transferred.n) == (2 / 4, 4)
    assert (result.one_touch.value, result.one_touch.n) == (pytest.approx(2 / 3), 3)
    assert repr(desk) == "<Desk: n=5, open=2>"
    assert desk.durations("resolution_last").read().n == 3
    assert desk.survival("resolution_last").read().n == 5


def test_backlog():
    desk = postventa.Desk(start=START, until=START + 10 * DAY, ages=[DAY, 3 * DAY])
    created = [START - DAY, START - DAY, START, START + 6 * DAY, START + 8.5 * DAY, START + 9.5 * DAY, START + 10 * DAY]
    resolved = [START - HOUR, START + DAY, START + 2 * DAY, None, None, None, None]
    desk.update(created, resolved=resolved, as_of=START + 20 * DAY)
    backlog = desk.read().backlog
    assert (backlog.open_start, backlog.received, backlog.closed, backlog.open_end) == (1, 4, 2, 3)
    assert (backlog.outside, backlog.bands) == (2, (1, 1, 1))
    assert backlog.adds_up()
    assert not postventa.Backlog(**(backlog.as_dict() | {"bands": (1, 1)})).adds_up()
    assert postventa.Backlog(**backlog.as_dict()) == backlog
    assert postventa.Desk().read().backlog.bands == ()
    with pytest.raises(ValueError, match="bands: at most 8"):
        postventa.Backlog(bands=range(9))


def test_targets():
    targets = [("first_response", HOUR), ("resolution_last", DAY), ("first_response", 2 * HOUR)]
    desk = postventa.Desk(targets=targets)
    desk.update([0, 0], first_reply=[5_400_000, 60_000], resolved=[None, 3_600_000], as_of=2 * DAY // MINUTE * 60_000)
    assert desk.targets == tuple(targets)
    assert [desk.target(i).met for i in range(3)] == [1, 1, 2]
    assert [desk.target(target).met for target in targets] == [1, 1, 2]
    assert desk.target(["resolution_last", 86_400_000]).breached_open == 1
    assert desk.target(numpy.int8(1), confidence=0.9, method="jeffreys").attainment.confidence == 0.9
    for wrong in (3, -1):
        with pytest.raises(IndexError, match=f"there are 3, and no number {wrong}"):
            desk.target(wrong)
    for wrong in (("first_response", DAY), ("on_hold", HOUR)):
        with pytest.raises(ValueError, match="was not declared"):
            desk.target(wrong)
    for wrong in (("first_response",), (), "first_response"):
        with pytest.raises(ValueError, match="a target is a clock and a limit"):
            desk.target(wrong)
    with pytest.raises(ValueError, match="clock: 'reply' is none of"):
        desk.target(("reply", HOUR))
    with pytest.raises(TypeError):
        desk.target(1.5)
    with pytest.raises(postventa.ArgumentError, match=r"target\(confidence=7\)"):
        desk.target(0, confidence=7)


def test_later_waits():
    desk = postventa.Desk()
    clock = postventa.TicketClock()
    for event, minute in (("created", 0), ("reply", 5), ("message", 10), ("reply", 30), ("message", 40)):
        desk.add_wait(clock.add(event, START + minute * MINUTE))
    desk.add(clock.read(START + HOUR))
    assert desk.durations("next_response").read().median.timedeltas()[0] == 20 * MINUTE
    assert desk.durations("first_response").read().n == 1
    with pytest.raises(TypeError, match="wait: a postventa.TicketWait is wanted"):
        desk.add_wait(20 * MINUTE)
    with pytest.raises(postventa.MismatchError, match="add_wait"):
        postventa.Desk(calendar_id=1).add_wait(clock.add("reply", START + HOUR))


def test_business_time(office):
    desk = postventa.Desk(targets=[("first_response", 2 * HOUR)], calendar_id=4)
    friday = START + 17 * HOUR
    row = {"created": friday, "first_reply": friday + 2 * DAY + 17 * HOUR, "as_of": friday + 5 * DAY}
    times = postventa.read_ticket(**row, calendar=office, calendar_id=4)
    assert times.first_response.business_time == 2 * HOUR
    desk.add(times)
    by_columns = postventa.Desk(targets=[("first_response", 2 * HOUR)], calendar_id=4)
    by_columns.update([row["created"]], first_reply=[row["first_reply"]], as_of=row["as_of"], calendar=office)
    assert by_columns == desk and desk.target(0).met == 1
    assert desk.read().calendar_id == 4
    with pytest.raises(postventa.MismatchError):
        desk.add(postventa.read_ticket(**row))
    with pytest.raises(postventa.MismatchError):
        desk.add(postventa.read_ticket(**row, calendar=office, calendar_id=5))
    with pytest.raises(ValueError, match="give the calendar that it is the number of"):
        desk.update([START], as_of=START)
    with pytest.raises(ValueError, match="calendar: give it a number"):
        postventa.Desk().update([START], as_of=START, calendar=office)
    with pytest.raises(TypeError, match="Calendar"):
        desk.update([START], as_of=START, calendar="mon-fri")
    # A desk without a calendar counts the calendar time of such times.
    plain = postventa.Desk()
    plain.add(times)
    assert plain.durations("first_response").read().median.timedeltas()[0] == 2 * DAY + 17 * HOUR


def test_definition():
    desk = postventa.Desk(start=START, until=START + DAY, ages=[HOUR, 2 * HOUR], calendar_id=7)
    assert (desk.start, desk.until, desk.ages, desk.calendar_id) == (START, START + DAY, (HOUR, 2 * HOUR), 7)
    plain = postventa.Desk()
    assert (plain.targets, plain.start, plain.until, plain.ages, plain.calendar_id) == ((), None, None, (), 0)
    assert postventa.Desk(targets=None, start=None) == plain


@pytest.mark.parametrize(
    "definition, error, message",
    [
        ({"targets": [("first_response", 0)]}, postventa.ArgumentError, r"Desk\(targets="),
        ({"targets": [("first_response", None)]}, postventa.ArgumentError, "Desk"),
        ({"targets": [("next_response", HOUR)]}, postventa.ArgumentError, "Desk"),
        ({"targets": [("on_hold", HOUR)] * 2}, postventa.ArgumentError, "Desk"),
        ({"targets": [("on_hold", i + 1) for i in range(9)]}, ValueError, "targets: at most 8 are possible, not 9"),
        ({"targets": [("on_hold", "1 h")]}, TypeError, "limit: a timedelta"),
        ({"targets": [("hold", HOUR)]}, ValueError, "clock: 'hold' is none of 'first_response'"),
        ({"targets": ("on_hold", HOUR)}, ValueError, "a target is a clock and a limit, not 'on_hold'"),
        ({"targets": [7]}, TypeError, "a sequence is wanted"),
        ({"targets": 7}, TypeError, "a sequence is wanted"),
        ({"start": START}, ValueError, "start and until are a period together"),
        ({"until": START}, ValueError, "start and until are a period together"),
        ({"start": START, "until": START}, postventa.ArgumentError, "Desk"),
        ({"start": 0, "until": 0}, postventa.ArgumentError, r"Desk\(start=0, until=0\)"),
        ({"ages": [HOUR]}, ValueError, "ages: give the period"),
        ({"start": START, "until": START + DAY, "ages": [2, 1]}, postventa.ArgumentError, "Desk"),
        ({"from_": START}, TypeError, "it takes targets, start, until, ages, calendar_id"),
    ],
)
def test_no_definition(definition, error, message):
    with pytest.raises(error, match=message):
        postventa.Desk(**definition)


def test_what_is_no_ticket():
    desk = postventa.Desk()
    for verb in (desk.add, desk.remove):
        with pytest.raises(postventa.ArgumentError, match="add|remove"):
            verb(postventa.TicketClock().read(START))
        with pytest.raises(TypeError, match="times: a postventa.TicketTimes is wanted"):
            verb(START)
        with pytest.raises(postventa.Error):
            verb(postventa.TicketTimes())
    assert desk == postventa.Desk()


def test_remove_is_the_inverse_of_add():
    desk = postventa.Desk(targets=[("first_response", HOUR)])
    kept = postventa.read_ticket(created=START, as_of=START + DAY)
    times = postventa.read_ticket(created=START, first_reply=START + MINUTE, replies=2, as_of=START + DAY)
    desk.add(kept)
    before = desk.read(), desk.target(0)
    with pytest.raises(postventa.UnderflowError):
        desk.remove(times)
    desk.add(times)
    assert (desk.read(), desk.target(0)) != before
    desk.remove(pickle.loads(pickle.dumps(times)))
    assert (desk.read(), desk.target(0)) == before


def test_clocks_of_durations_and_survival():
    desk = postventa.Desk()
    for clock in ("first_response", "next_response", "resolution_first", "resolution_last", "resolution_active",
                  "requester_wait", "agent_wait", "on_hold"):  # fmt: skip
        assert desk.durations(clock).read().n == 0
    for clock in ("first_response", "resolution_last"):
        assert desk.survival(clock).unit == timedelta(seconds=1)
    with pytest.raises(ValueError, match="clock: 'on_hold' is none of 'first_response', 'resolution_last'"):
        desk.survival("on_hold")
    with pytest.raises(ValueError, match="clock: 'hold' is none of"):
        desk.durations("hold")


def test_empty():
    desk = postventa.Desk(targets=[("on_hold", HOUR)])
    result = desk.read()
    assert (result.n, result.open, result.calendar_id) == (0, 0, 0)
    for figure in (result.reopened, result.transferred, result.one_touch, desk.target(0).attainment):
        assert math.isnan(figure.value) and figure.status == "empty"


def test_reading_options():
    desk = postventa.Desk()
    desk.update([0] * 10, resolved=[1] * 10, reopens=[0] * 8 + [1] * 2, as_of=2)
    plain, finite = desk.read(), desk.read(population=12)
    assert plain.reopened.value == 0.2 and finite.reopened.upper < plain.reopened.upper
    assert desk.read(design_effect=2).reopened.n_eff == 5
    assert desk.read(method="clopper_pearson", confidence=0.8).reopened.method == "clopper_pearson"
    for wrong in ({"confidence": 1}, {"design_effect": -1}, {"method": "wald"}):
        with pytest.raises(postventa.ArgumentError, match=r"read\("):
            desk.read(**wrong)


# ---- Columns

LATER = st.one_of(st.none(), st.integers(-100, 10_000))
COUNT = st.one_of(st.none(), st.integers(0, 3))
ROWS = st.tuples(st.integers(0, 5_000), LATER, LATER, LATER, COUNT, COUNT, COUNT, st.booleans())


@hypothesis.given(st.lists(ROWS, max_size=25), st.integers(1, 12_000))
def test_columns_are_tickets(rows, as_of):
    definition = {"targets": [("first_response", 500)], "start": 100, "until": 9_000, "ages": [50]}
    one, many = postventa.Desk(**definition), postventa.Desk(**definition)
    for row in rows:
        times = postventa.read_ticket(**dict(zip(COLUMNS, row)), as_of=as_of)
        if times.created is not None:
            one.add(times)
    columns = dict(zip(COLUMNS, zip(*rows))) or {"created": []}
    many.update(**columns, as_of=as_of)
    assert one == many


def test_columns_of_arrays(office):
    numbers = numpy.random.default_rng(5)
    n = 6_000  # enough to be counted without the GIL
    created = numpy.datetime64("2025-06-02T08:00") + numbers.integers(0, 60 * 24 * 60, n).astype("m8[m]")
    reply = created + numbers.exponential(300, n).astype("m8[m]")
    resolved = reply + numbers.exponential(2_000, n).astype("m8[m]")
    resolved[::7] = numpy.datetime64("NaT")
    as_of = START + 30 * DAY
    one = postventa.Desk(targets=[("first_response", 4 * HOUR)], calendar_id=1)
    many = one.copy()
    for row in zip(created, reply, resolved):
        row = [None if numpy.isnat(time) else time.item().replace(tzinfo=timezone.utc) for time in row]
        times = postventa.read_ticket(
            created=row[0], first_reply=row[1], resolved=row[2], as_of=as_of, calendar=office, calendar_id=1
        )
        if times.created is not None:
            one.add(times)
    many.update(created, first_reply=reply, resolved=resolved, as_of=as_of, calendar=office)
    assert one == many and 0 < many.read().n < n
    assert 0 < many.target(0).attainment.value < 1


@pytest.mark.parametrize(
    "columns, error, message",
    [
        ({"created": [1]}, TypeError, "missing the argument 'as_of'"),
        ({"as_of": 1}, TypeError, "missing the argument 'created'"),
        ({"created": [1, 2], "resolved": [3], "as_of": 9}, ValueError, "created has 2 rows, resolved 1"),
        ({"created": [1, None], "as_of": 9}, postventa.ArgumentError, r"row 1 \(created=None\)"),
        ({"created": [1, 2], "replies": [0, -2], "as_of": 9}, postventa.ArgumentError, r"row 1 \(created=2, replies=-2\)"),
        ({"created": [1], "by_agent": [3], "as_of": 9}, postventa.ArgumentError, r"row 0 \(created=1, by_agent=3\)"),
        ({"created": [1], "reopens": [2**40], "as_of": 9}, postventa.ArgumentError, r"row 0"),
        ({"created": [2**62], "as_of": 9}, postventa.ArgumentError, r"row 0"),
        ({"created": [], "as_of": None}, ValueError, "as_of: an instant is wanted"),
        ({"created": ["1"], "as_of": 9}, TypeError, "created"),
        ({"created": [1], "replies": ["1"], "as_of": 9}, TypeError, "replies"),
        ({"created": None, "as_of": 9}, TypeError, "created"),
        ({"created": [1], "state": [1], "as_of": 9}, TypeError, "unexpected keyword argument 'state'"),
    ],
)  # fmt: skip
def test_no_columns(columns, error, message):
    desk = postventa.Desk()
    desk.update([1], as_of=5)
    before = bytes(desk)
    with pytest.raises(error, match=message):
        desk.update(**columns)
    assert bytes(desk) == before


# ---- As all states


@pytest.fixture
def desk():
    desk = postventa.Desk(targets=[("first_response", HOUR)], start=START, until=START + DAY, ages=[HOUR])
    desk.update([START, START + HOUR], first_reply=[None, START + 2 * HOUR], as_of=START + DAY)
    return desk


def test_copies_are_equal(desk):
    copies = [
        desk.copy(),
        copy.copy(desk),
        copy.deepcopy(desk),
        pickle.loads(pickle.dumps(desk)),
        postventa.Desk.from_bytes(bytes(desk)),
        postventa.from_bytes(bytes(desk)),
    ]
    for twin in copies:
        assert twin == desk and twin.read() == desk.read() and twin.targets == desk.targets
        twin.update([START], as_of=START + DAY)
        assert twin != desk
    for record in (desk.read(), postventa.Desk().read(), desk.target(0), desk.read().backlog):
        assert pickle.loads(pickle.dumps(record)) == record == copy.copy(record)


def test_parts_merge_to_the_whole(desk):
    double = desk + desk
    assert double.read().n == 2 * desk.read().n and double.read().backlog.bands == (0, 4)
    desk.merge(desk.copy())
    assert desk == double
    with pytest.raises(postventa.MismatchError):
        desk.merge(postventa.Desk())
    desk.reset()
    assert desk.read().n == 0 and desk.targets == (("first_response", HOUR),)


def test_parts_are_copies(desk):
    durations, survival = desk.durations("first_response"), desk.survival("first_response")
    durations.reset()
    survival.reset()
    assert desk.durations("first_response").read().n == 1 and desk.survival("first_response").read().n == 2
