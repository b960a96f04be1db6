# SPDX-License-Identifier: MIT
"""Calendar: open time of a place, held against a clock that counts minutes."""
import copy
import pickle
import zoneinfo
from datetime import datetime, timedelta, timezone

import hypothesis
import hypothesis.strategies as st
import numpy
import pytest

import postventa

UTC = timezone.utc
MADRID = zoneinfo.ZoneInfo("Europe/Madrid")
TEXT = """
# The workshop.
mon-fri 09:00-14:00 15:00-18:00
sat     10:00-14:00
holiday 12-25 2025-04-18
special 2025-12-24 09:00-13:00
"""
MINUTES = st.integers(0, 60 * 24 * 40).map(
    lambda minutes: datetime(2025, 3, 20, tzinfo=UTC) + timedelta(minutes=minutes))


@pytest.fixture(scope="module")
def workshop():
    return postventa.Calendar(TEXT, "Europe/Madrid")


def is_open(instant):
    """What TEXT says, by hand."""
    local = instant.astimezone(MADRID)
    hour = local.hour
    if (local.month, local.day) == (12, 25) or local.date().isoformat() == "2025-04-18":
        return False
    if local.date().isoformat() == "2025-12-24":
        return 9 <= hour < 13
    if local.weekday() == 5:
        return 10 <= hour < 14
    return local.weekday() < 5 and (9 <= hour < 14 or 15 <= hour < 18)


def count_minutes(start, end):
    minute = timedelta(minutes=1)
    return sum(is_open(start + i * minute) for i in range((end - start) // minute)) * minute


@hypothesis.settings(max_examples=20)
@hypothesis.given(MINUTES, MINUTES)
def test_open_time_is_what_a_clock_counts(a, b):
    workshop = postventa.Calendar(TEXT, MADRID)
    start, end = min(a, b), max(a, b)
    counted = count_minutes(start, end)
    assert workshop.open_time(start, end) == counted
    assert workshop.open_time(end, start) == -counted
    assert workshop.is_open(start) is is_open(start)
    due = workshop.due(start, counted)
    assert due <= end and workshop.open_time(start, due) == counted
    assert due == start or workshop.open_time(start, due - timedelta(milliseconds=1)) < counted


def test_the_example_of_the_documentation(workshop):
    asked = datetime(2025, 12, 24, 12, tzinfo=MADRID)
    # Saturday counts besides what doc/calendar.md has.
    assert workshop.open_time(asked, asked + timedelta(days=7)) == timedelta(hours=32)
    due = workshop.due(asked, timedelta(hours=2))
    assert due == asked + timedelta(hours=46) == datetime(2025, 12, 26, 10, tzinfo=MADRID)


def test_answers_are_in_the_time_zone_of_the_question(workshop):
    bogota = zoneinfo.ZoneInfo("America/Bogota")
    sunday = datetime(2025, 3, 9, 12, tzinfo=bogota)
    monday = datetime(2025, 3, 10, 3, tzinfo=bogota)
    for answer, want in [(workshop.next_open(sunday), monday), (workshop.next_close(sunday), sunday),
                         (workshop.due(sunday, timedelta(hours=1)), monday + timedelta(hours=1)),
                         (workshop.next_close(monday), monday + timedelta(hours=5)),
                         (workshop.next_open(monday), monday)]:
        assert answer == want and answer.tzinfo is bogota
    in_ms = int(sunday.timestamp()) * 1000
    assert workshop.next_open(in_ms) == monday and workshop.next_open(in_ms).tzinfo is UTC
    assert workshop.due(start=in_ms, budget=3_600_000) == monday + timedelta(hours=1)
    assert workshop.open_time(start=in_ms, end=monday + timedelta(hours=1)) == timedelta(hours=1)


def test_openings_are_open_and_closings_are_not(workshop):
    opening, closing = datetime(2025, 3, 7, 9, tzinfo=MADRID), datetime(2025, 3, 7, 14, tzinfo=MADRID)
    moment = timedelta(milliseconds=1)
    assert [workshop.is_open(instant) for instant in (
        opening - moment, opening, closing - moment, closing)] == [False, True, True, False]
    assert workshop.due(closing, 0) == closing and workshop.due(closing, timedelta(0)) == closing


def test_where_there_is_no_open_time():
    never = postventa.Calendar("", UTC)
    start = datetime(2025, 1, 1, tzinfo=UTC)
    assert never.due(start, 1) is None and never.next_open(start) is None
    assert never.due(start, 0) == never.next_close(start) == start
    assert never.open_time(start, start + timedelta(days=1000)) == timedelta(0)
    assert list(never.dues([start, None], 1)) == [-2**63, -2**63]
    always = postventa.Calendar("mon-sun 00:00-24:00", UTC)
    assert always.next_close(start) is None


def test_columns_are_as_single_questions(workshop):
    starts = [datetime(2025, 3, 7, 8, tzinfo=UTC) + i * timedelta(hours=7) for i in range(50)]
    ends = [start + timedelta(days=2) for start in starts]
    hour = timedelta(hours=1)
    times = workshop.open_times(starts, ends)
    assert times.typecode == "q"
    assert [timedelta(milliseconds=ms) for ms in times] == [
        workshop.open_time(*row) for row in zip(starts, ends)]
    dues = numpy.asarray(workshop.dues(starts, 3 * hour)).view("datetime64[ms]")
    assert [datetime.fromtimestamp(int(due) / 1000, UTC) for due in dues.astype("int64")] == [
        workshop.due(start, 3 * hour) for start in starts]


def test_long_columns(workshop):
    starts = numpy.datetime64("2025-03-07T08:00", "ms") + numpy.arange(10_000) * numpy.timedelta64(61, "s")
    starts[7] = "NaT"
    ends = starts + numpy.timedelta64(1, "D")
    times = numpy.asarray(workshop.open_times(starts, ends)).view("timedelta64[ms]")
    dues = numpy.asarray(workshop.dues(starts=starts, budget=timedelta(hours=1))).view("datetime64[ms]")
    assert numpy.isnat(times).nonzero()[0].tolist() == numpy.isnat(dues).nonzero()[0].tolist() == [7]
    for row in (0, 4_999, 9_999):
        start = starts[row].astype(datetime).replace(tzinfo=UTC)
        assert times[row] == workshop.open_time(start, start + timedelta(days=1))
        assert dues[row].astype(datetime).replace(tzinfo=UTC) == workshop.due(start, timedelta(hours=1))


def test_columns_that_do_not_fit(workshop):
    start = datetime(2025, 3, 7, tzinfo=UTC)
    assert list(workshop.open_times([], [])) == list(workshop.dues([], 5)) == []
    assert list(workshop.open_times([start, None], [None, start])) == [-2**63, -2**63]
    with pytest.raises(ValueError, match="starts has 1 rows, ends 0"):
        workshop.open_times([start], [])
    with pytest.raises(TypeError, match="ends"):
        workshop.open_times([start], ["x"])
    with pytest.raises(TypeError, match="starts"):
        workshop.dues(None, 5)
    for call in (lambda: workshop.open_times([start], [2**60]), lambda: workshop.dues([2**60], 5),
                 lambda: workshop.dues([start], -5), lambda: workshop.dues([start], None)):
        with pytest.raises(postventa.ArgumentError):
            call()


@pytest.mark.parametrize("text, line, column", [
    ("weekday 09:00-18:00", 1, 1), ("mon-fri 09:00-25:00", 1, 15), ("\n\nmon 09:00", 3, 10),
    ("mon 09:00-18:00\nmon closed", 2, 1), ("holiday 2025-02-29", 1, 9), ("mon 9-18", 1, 5),
    ("from 2026-01-01\nfrom 2025-01-01", 2, 6), ("ö", 1, 1)])
def test_what_is_no_calendar(text, line, column):
    with pytest.raises(postventa.CalendarError) as caught:
        postventa.Calendar(text, UTC)
    error = caught.value
    assert (error.line, error.column, error.status) == (line, column, "PTV_ERR_ARGUMENT")
    assert error.reason and str(error) == f"line {line}, column {column}: {error.reason}"
    assert isinstance(error, postventa.ArgumentError) and isinstance(error, ValueError)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.line, again.reason) == (str(error), line, error.reason)


def test_arguments(workshop):
    for call, error in [
        (lambda: postventa.Calendar(b"", UTC), TypeError), (lambda: postventa.Calendar("", None), TypeError),
        (lambda: postventa.Calendar(""), TypeError), (lambda: postventa.Calendar("\udc80", UTC), ValueError),
        (lambda: postventa.Calendar("", "../x"), ValueError),
        (lambda: postventa.Calendar("", "Europe/Atlantis"), zoneinfo.ZoneInfoNotFoundError),
        (lambda: workshop.open_time(0), TypeError), (lambda: workshop.due("x", 5), TypeError),
        (lambda: workshop.due(0, "x"), TypeError), (lambda: workshop.is_open("x"), TypeError),
        (lambda: workshop.is_open(datetime(2025, 1, 1)), ValueError),
        (lambda: workshop.is_open(None), postventa.ArgumentError),
        (lambda: workshop.is_open(datetime(2201, 1, 2, tzinfo=UTC)), postventa.ArgumentError),
        (lambda: workshop.next_open(None), postventa.ArgumentError),
        (lambda: workshop.next_close(2**62), postventa.ArgumentError),
        (lambda: workshop.open_time(0, None), postventa.ArgumentError),
        (lambda: workshop.due(0, -1), postventa.ArgumentError),
        (lambda: workshop.due(0, None), postventa.ArgumentError),
    ]:
        with pytest.raises(error):
            call()
    with pytest.raises(postventa.ArgumentError, match=r"due\(start=0, budget=-1\): "):
        workshop.due(0, -1)


def test_it_keeps_its_text_and_its_zone(workshop):
    assert workshop.text == TEXT and workshop.zone == postventa.Zone("Europe/Madrid")
    same = postventa.Calendar(text=TEXT, zone=postventa.Zone("Europe/Madrid"))
    assert same == workshop and hash(same) == hash(workshop) and len({same, workshop}) == 1
    assert workshop != postventa.Calendar(TEXT, "UTC") and workshop != postventa.Calendar("", MADRID)
    assert workshop != TEXT and not workshop == 3
    assert copy.copy(workshop) is workshop and copy.deepcopy([workshop])[0] is workshop
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(workshop, protocol)) == workshop
    assert repr(postventa.Calendar("mon 09:00-18:00", UTC)) == "Calendar('mon 09:00-18:00', <Zone: UTC+00:00>)"
    for name in ("text", "zone"):
        with pytest.raises(AttributeError):
            setattr(workshop, name, None)
    with pytest.raises(TypeError):
        type("Mine", (postventa.Calendar,), {})


def test_the_zone_outlives_what_it_was_made_of():
    zone = postventa.Zone("Europe/Madrid")
    calendar = postventa.Calendar("mon-fri 09:00-18:00", zone)
    del zone
    monday = calendar.next_open(datetime(2025, 7, 5, tzinfo=UTC))
    assert monday == datetime(2025, 7, 7, 7, tzinfo=UTC)
    kept = calendar.zone
    del calendar
    assert kept.offset(monday) == timedelta(hours=2)
