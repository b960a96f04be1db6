# SPDX-License-Identifier: MIT
"""TicketClock and read_ticket: events, or a row of a table, in; what the clocks show out."""
import copy
import pickle
from datetime import datetime, timedelta, timezone

import hypothesis
import hypothesis.strategies as st
import pytest

import postventa

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
START = datetime(2025, 6, 20, tzinfo=timezone(2 * HOUR))  # midnight of a Friday in Madrid
CLOCKS = [
    "first_response", "next_response", "resolution_first", "resolution_last", "resolution_active",
    "requester_wait", "agent_wait", "on_hold",
]  # fmt: skip
EVENTS = [
    "created", "created_by_agent", "reply", "auto_reply", "note", "message", "moved", "resolved", "reopened",
    "closed", "transferred",
]  # fmt: skip


@pytest.fixture(scope="module")
def office():
    return postventa.Calendar("mon-fri 09:00-18:00\n", postventa.Zone.posix("CET-1CEST,M3.5.0,M10.5.0/3"))


def clock_of(*events, **rules):
    clock = postventa.TicketClock(**rules)
    for event in events:
        clock.add(*event)
    return clock


def hours(name, time, business_time):
    def text(duration):
        minutes = duration // MINUTE
        return f"{minutes // 60:3}:{minutes % 60:02}"

    return f"{name:<18} {text(time)}  {text(business_time)}"


def test_the_ticket_of_the_example(repository, office):
    """From Friday evening to Tuesday, as examples/ticket_clock.c prints it."""
    events = [
        (0, 17, 30, "created", None),
        (0, 17, 31, "auto_reply", None),
        (3, 9, 20, "reply", "pending"),
        (3, 12, 0, "message", "open"),
        (3, 12, 45, "reply", "solved"),
        (3, 17, 40, "message", "open"),
        (4, 10, 10, "reply", "open"),
        (4, 11, 0, "resolved", "solved"),
    ]
    clock = postventa.TicketClock(calendar=office, calendar_id=1)
    printed = ["each wait, as a reply ends it"]
    for day, hour, minute, event, state in events:
        wait = clock.add(event, START + day * DAY + hour * HOUR + minute * MINUTE, state)
        if wait:
            printed.append(hours(wait.clock.replace("_", " "), wait.time, wait.business_time))
    times = clock.read(START + 5 * DAY)
    printed += ["", "as of Wednesday"]
    for name in CLOCKS:
        shown = getattr(times, name)
        if shown.state == "done":
            printed.append(hours(name.replace("_", " "), shown.time, shown.business_time))
    printed.append(f"{times.replies} replies, reopened {times.reopens} time")
    assert printed == (repository / "examples/expected/ticket_clock.txt").read_text().splitlines()
    assert times.created == START + 17 * HOUR + 30 * MINUTE
    assert times.ended == START + 4 * DAY + 11 * HOUR
    assert times.calendar_id == 1


def test_what_a_clock_shows():
    clock = clock_of(("created", START), ("reply", START + HOUR, "pending"), ("message", START + 3 * HOUR, "open"))
    times = clock.read(START + 4 * HOUR)
    assert (times.as_of, times.created, times.ended) == (START + 4 * HOUR, START, None)
    first, next_one = times.first_response, times.next_response
    assert (first.time, first.state, first.age) == (HOUR, "done", 4 * HOUR)
    assert (next_one.time, next_one.state) == (HOUR, "running")
    assert (times.resolution_last.state, times.resolution_last.time) == ("running", 4 * HOUR)
    assert (times.requester_wait.time, times.requester_wait.state) == (2 * HOUR, "running")
    assert (times.agent_wait.time, times.agent_wait.state) == (2 * HOUR, "paused")
    assert first.business_time is None and first.business_age is None
    assert (times.replies, times.reopens, times.transfers) == (1, 0, 0)
    assert clock.states[times.state] == "open"
    assert dict(zip(clock.states, times.time_in_state)) == {
        "new": HOUR, "open": HOUR, "pending": 2 * HOUR, "hold": 0 * HOUR, "solved": 0 * HOUR, "archived": 0 * HOUR,
    }  # fmt: skip
    assert times.business_time_in_state == (None,) * 6


def test_a_wait_is_told_when_a_reply_ends_it():
    clock = postventa.TicketClock()
    assert clock.add("created", 0) is None
    assert clock.add("auto_reply", 1_000) is None
    first = clock.add(event="reply", time=60_000)
    assert (first.time, first.business_time, first.clock) == (MINUTE, None, "first_response")
    assert clock.add("reply", 70_000) is None
    assert clock.add("message", 80_000) is None
    assert clock.add("transferred", 80_000) is None
    later = clock.add("reply", 200_000)
    assert (later.time, later.clock) == (2 * MINUTE, "next_response")
    clock.add("message", 210_000)
    clock.add("resolved", 220_000)
    times = clock.read(300_000)
    assert (times.next_responses, times.next_unanswered, times.transfers, times.replies) == (1, 1, 1, 3)
    assert (times.resolved_by_close, times.resolution_first.time) == (False, timedelta(milliseconds=220_000))


def test_every_event_is_known():
    clock = postventa.TicketClock()
    for minute, event in enumerate(EVENTS):
        if event == "created_by_agent":
            with pytest.raises(postventa.OrderError):
                clock.add(event, START + minute * MINUTE)
        else:
            clock.add(event, START + minute * MINUTE, "open" if event == "moved" else None)
    times = clock.read(START + DAY)
    assert (times.replies, times.reopens, times.transfers) == (1, 1, 1)


def test_tickets_by_agents():
    events = ("created_by_agent", START), ("reply", START + HOUR), ("reply", START + 2 * HOUR)
    out = clock_of(*events).read(START + DAY)
    assert (out.first_response.state, out.first_response.time) == ("absent", None)
    second = clock_of(*events, agent_created="second").read(START + DAY)
    assert (second.first_response.state, second.first_response.time) == ("done", 2 * HOUR)
    with pytest.raises(ValueError, match="agent_created: 'third' is none of 'out', 'second'"):
        postventa.TicketClock(agent_created="third")


def test_states_of_ones_own():
    states = {
        "inbox": "requester_waits",
        "parts": ["requester_waits", "on_hold"],
        "idle": "agent_waits",
        "limbo": (),
        "fixed": {"resolved"},
        "gone": ("closed",),
    }
    clock = clock_of(
        ("created", START),
        ("moved", START + HOUR, "parts"),
        ("moved", START + 3 * HOUR, 2),
        ("moved", START + 4 * HOUR, "limbo"),
        ("resolved", START + 8 * HOUR),
        states=states,
    )
    assert clock.states == tuple(states)
    times = clock.read(START + 10 * HOUR)
    assert clock.states[times.state] == "fixed"
    assert (times.requester_wait.time, times.on_hold.time, times.agent_wait.time) == (3 * HOUR, 2 * HOUR, HOUR)
    assert times.time_in_state == (HOUR, 2 * HOUR, HOUR, 4 * HOUR, 2 * HOUR, 0 * HOUR)
    clock.add("closed", START + 11 * HOUR)
    assert clock.states[clock.read(START + DAY).state] == "gone"


@pytest.mark.parametrize(
    "rules, error, message",
    [
        ({"states": {}}, ValueError, "states: 1 to 16 are possible, not 0"),
        ({"states": {str(i): () for i in range(17)}}, ValueError, "not 17"),
        ({"states": {"a": "waits"}}, ValueError, "states: 'waits' is none of 'requester_waits'"),
        ({"states": {"a": ["closed", 3]}}, ValueError, "states: 3 is none of"),
        ({"states": {"a": 3}}, TypeError, "a sequence is wanted"),
        ({"states": {1: ()}}, TypeError, "states: a str is wanted as a name, not 1"),
        ({"states": ["a"]}, TypeError, "states: a mapping of names to flags is wanted"),
        ({"states": {"a": "resolved"}}, postventa.ArgumentError, r"TicketClock\(states="),
        ({"calendar_id": 1}, ValueError, "calendar_id: give the calendar"),
        ({"calendar": "mon-fri", "calendar_id": 1}, TypeError, "Calendar"),
        ({"rules": 1}, TypeError, "unexpected keyword argument 'rules'"),
    ],
)
def test_no_rules(rules, error, message):
    with pytest.raises(error, match=message):
        postventa.TicketClock(**rules)


def test_calendar_and_number_go_together(office):
    with pytest.raises(ValueError, match="calendar: give it a number"):
        postventa.TicketClock(calendar=office)
    with pytest.raises(ValueError, match="calendar: give it a number"):
        postventa.read_ticket(created=0, as_of=1, calendar=office)
    with pytest.raises(ValueError, match="calendar_id: give the calendar"):
        postventa.read_ticket(created=0, as_of=1, calendar_id=3)
    clock = postventa.TicketClock(calendar=office, calendar_id=3)
    assert clock.calendar is office and clock.calendar_id == 3
    assert postventa.TicketClock().calendar is None and postventa.TicketClock().calendar_id == 0


@pytest.mark.parametrize(
    "arguments, error, message",
    [
        ((), TypeError, "missing the argument 'event'"),
        (("reply",), TypeError, "missing the argument 'time'"),
        (("reply", START, "open", 1), TypeError, "3 positional arguments, not 4"),
        (("answer", START), ValueError, "event: 'answer' is none of 'created', 'created_by_agent', 'reply'"),
        ((3, START), ValueError, "event: 3 is none of"),
        (("reply", "now"), TypeError, "time: an aware datetime"),
        (("reply", datetime(2025, 6, 20)), ValueError, "naive"),
        (("reply", None), postventa.ArgumentError, "add"),
        (("reply", START - DAY), postventa.OrderError, None),
        (("created", START), postventa.OrderError, None),
        (("moved", START), postventa.ArgumentError, r"add\(event='moved'"),
        (("reply", START, "lost"), ValueError, "state: 'lost' is none of"),
        (("reply", START, 6), postventa.ArgumentError, "state=6"),
        (("reply", START, -2), postventa.ArgumentError, "state=-2"),
        (("reply", START, 1.5), TypeError, "state"),
        (("resolved", START, "open"), postventa.ArgumentError, "state='open'"),
    ],
)
def test_no_event(arguments, error, message):
    clock = clock_of(("created", START))
    before = clock.read(START + DAY)
    with pytest.raises(error, match=message):
        clock.add(*arguments)
    assert clock.read(START + DAY) == before


def test_nothing_has_happened_yet():
    clock = postventa.TicketClock()
    times = clock.read(START)
    assert (times.created, times.ended, times.as_of) == (None, None, START)
    assert {getattr(times, name).state for name in CLOCKS} == {"absent"}
    with pytest.raises(postventa.OrderError):
        clock.add("reply", START)
    with pytest.raises(postventa.OrderError):
        clock_of(("created", START)).read(START - MINUTE)
    with pytest.raises(TypeError):
        clock.read()


def test_copies_go_their_own_way(office):
    clock = clock_of(("created", START), calendar=office, calendar_id=1, states={"all": "requester_waits"})
    for twin in (clock.copy(), copy.copy(clock), copy.deepcopy(clock)):
        assert twin.read(START + DAY) == clock.read(START + DAY)
        assert (twin.states, twin.calendar, twin.calendar_id) == (("all",), office, 1)
        twin.add("reply", START + HOUR)
        assert twin.read(START + DAY) != clock.read(START + DAY)


def test_a_clock_is_not_stored():
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="keep the events"):
            pickle.dumps(postventa.TicketClock(), protocol)


def test_what_was_read_is_stored(office):
    clock = clock_of(("created", START), ("reply", START + HOUR, 2), calendar=office, calendar_id=1)
    records = [
        postventa.TicketClock().read(START),
        clock_of(("created", START), ("message", START + HOUR)).read(START + DAY),
        clock.read(START + DAY),
        clock.read(START + DAY).first_response,
        clock.copy().add("message", START + 2 * HOUR) or clock.copy().add("reply", START + 3 * HOUR),
        postventa.read_ticket(created=START, as_of=START + DAY),
        postventa.read_ticket(created=START, as_of=START + DAY, calendar=office, calendar_id=1),
        postventa.read_ticket(created=None, as_of=START),
    ]
    for record in filter(None, records):
        assert pickle.loads(pickle.dumps(record)) == record == copy.deepcopy(record)
        assert hash(copy.copy(record)) == hash(record)


# ---- Rows


def test_a_row(office):
    row = postventa.read_ticket(
        created=START + 17 * HOUR,
        first_reply=START + 3 * DAY + 10 * HOUR,
        resolved=START + 3 * DAY + 12 * HOUR,
        reopens=0,
        replies=2,
        transfers=None,
        as_of=START + 4 * DAY,
        calendar=office,
        calendar_id=9,
    )
    assert (row.first_response.time, row.first_response.business_time) == (65 * HOUR, 2 * HOUR)
    assert row.first_response.state == "done"
    assert row.resolution_last == row.resolution_first == row.resolution_active
    assert (row.resolution_last.time, row.resolution_last.business_time) == (67 * HOUR, 4 * HOUR)
    assert (row.ended, row.resolved_by_close) == (START + 3 * DAY + 12 * HOUR, False)
    assert (row.replies, row.reopens, row.transfers) == (2, 0, None)
    assert (row.state, row.time_in_state, row.calendar_id) == (None, (), 9)


def test_a_row_as_of_earlier():
    row = {"created": START, "first_reply": START + HOUR, "closed": START + DAY, "replies": 3}
    later = postventa.read_ticket(**row, as_of=START + 2 * DAY)
    assert later.resolved_by_close and later.resolution_last.time == DAY and later.replies == 3
    between = postventa.read_ticket(**row, as_of=START + 2 * HOUR)
    assert between.ended is None and between.resolution_last.state == "running" and between.replies is None
    waiting = postventa.read_ticket(**row, as_of=START + MINUTE)
    assert (waiting.first_response.state, waiting.first_response.time, waiting.replies) == ("running", MINUTE, 0)
    before = postventa.read_ticket(**row, as_of=START - MINUTE)
    assert before.created is None and before.first_response.state == "absent"


def test_rows_by_agents():
    row = postventa.read_ticket(created=START, by_agent=True, as_of=START + DAY)
    assert row.first_response.state == "absent"


@pytest.mark.parametrize(
    "row, error, message",
    [
        ({"created": START}, TypeError, "missing the argument 'as_of'"),
        ({"as_of": START}, TypeError, "missing the argument 'created'"),
        ({"created": START, "as_of": None}, postventa.ArgumentError, "as_of=None"),
        ({"created": START, "as_of": START, "reopens": -1}, None, None),
        ({"created": START, "as_of": START, "reopens": -2}, postventa.ArgumentError, "reopens=-2"),
        ({"created": START, "as_of": START, "replies": 2**31}, OverflowError, "replies"),
        ({"created": 2**62, "as_of": START}, postventa.ArgumentError, "created="),
        ({"created": datetime(2025, 6, 20), "as_of": START}, ValueError, "created: the datetime is naive"),
        ({"created": START, "as_of": START, "reply": START}, TypeError, "unexpected keyword argument 'reply'"),
    ],
)
def test_no_row(row, error, message):
    if error is None:
        assert postventa.read_ticket(**row).reopens is None
        return
    with pytest.raises(error, match=message):
        postventa.read_ticket(**row)
    with pytest.raises(TypeError, match="0 positional arguments"):
        postventa.read_ticket(START, as_of=START)


@hypothesis.given(
    st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 3 * 10**6)
)
def test_a_row_and_its_events_are_the_same(created, until_reply, until_resolved, as_of):
    reply = created + until_reply
    resolved = reply + until_resolved
    as_of += created
    row = postventa.read_ticket(
        created=created, first_reply=reply, resolved=resolved, reopens=0, replies=1, transfers=0, as_of=as_of
    )
    clock = postventa.TicketClock()
    for event, time in (("created", created), ("reply", reply), ("resolved", resolved)):
        if time <= as_of:
            clock.add(event, time)
    times = clock.read(as_of)
    for name in ("created", "ended", "first_response", "resolution_first", "resolution_last", "resolution_active"):
        assert getattr(row, name) == getattr(times, name)
