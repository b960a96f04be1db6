# SPDX-License-Identifier: MIT
"""Complaints: complaints in; rate, shares and movement out."""
import copy
import math
import pickle
from datetime import datetime, timedelta, timezone

import hypothesis
import hypothesis.strategies as st
import numpy
import pytest

import postventa

DAY = timedelta(days=1)
START = datetime(2025, 1, 1, tzinfo=timezone.utc)
PERIOD = {"start": START, "until": START + 30 * DAY}


def figure(name, estimate, unit):
    value, lower, upper = (unit * number for number in (estimate.value, estimate.lower, estimate.upper))
    return f"{name:<18} {value:6.2f}  [{lower:.2f}, {upper:.2f}] of {estimate.n}"


def test_the_complaints_of_the_example(repository):
    """A year of two areas, as examples/complaints.c prints it."""
    areas = {
        2400: [(-20, 12), (-3, 40), (8, 30), (51, 70), (130, 220), (201, 210), (280, 301), (352, None)],
        1750: [(-50, 2), (33, 41), (90, 104), (151, 163), (240, None), (260, 285), (322, 340), (361, None)],
    }
    epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
    year = None
    for customers, days in areas.items():
        area = postventa.Complaints(start=epoch, until=epoch + 365 * DAY, within=30 * DAY, ages=[90 * DAY])
        for received, closed in days:
            area.add(epoch + received * DAY, None if closed is None else epoch + closed * DAY)
        area.add_exposed(0, customers)
        year = area if year is None else year + area
    result = year.read(open_start=3)
    movement = result.movement
    change = postventa.stats.rate_compare(movement.received, result.exposed_end, 24, 4020)
    adds_up = "it adds up" if result.movement_status == "ok" else "it does not add up"
    printed = [
        f"open {movement.open_start} + received {movement.received} - closed {movement.closed} ="
        f" open {movement.open_end}, {movement.bands[1]} of them for 90 days: {adds_up}",
        figure("per 1,000", result.per_thousand, 1),
        figure("unresolved, %", result.unresolved, 100),
        figure("within 30 days, %", result.within, 100),
        f"to the year before {change.difference:6.2f}  [{change.lower:.2f}, {change.upper:.2f}], p = {change.p_value:.3f}",
    ]
    assert printed == (repository / "examples/expected/complaints.txt").read_text().splitlines()
    # The same ratio of two states.
    before = postventa.Complaints(start=epoch - 365 * DAY, until=epoch)
    before.update([epoch - DAY] * 24)
    before.add_exposed(at_start=0, at_end=4020)
    assert year.compare(before).difference == change.difference
    assert year.compare(before).p_value == change.p_value


def test_upheld():
    complaints = postventa.Complaints(**PERIOD)
    for decision in (True, True, False, None, 1, 0):
        complaints.add(START, START + DAY, upheld=decision)
    complaints.add(START, upheld=True)  # not closed in the period
    assert (complaints.read().upheld.value, complaints.read().upheld.n) == (3 / 5, 5)
    for wrong in (2, "yes", 0.5):
        with pytest.raises((TypeError, ValueError)):
            complaints.add(START, START + DAY, upheld=wrong)


def test_times_to_solve():
    complaints = postventa.Complaints(**PERIOD, within=2 * DAY)
    complaints.add(START, START + DAY)
    complaints.add(START - 10 * DAY, START + DAY)
    complaints.add(START + DAY)
    durations, survival = complaints.durations(), complaints.survival()
    assert durations.read().median.timedeltas()[0] == 6 * DAY
    assert durations.within(2 * DAY).share.value == complaints.read().within.value == 0.5
    assert (survival.read().n, survival.read().events, survival.unit) == (2, 1, timedelta(seconds=1))
    durations.reset()
    survival.reset()
    assert complaints.durations().read().n == 2 and complaints.survival().read().n == 2


def test_business_time():
    complaints = postventa.Complaints(**PERIOD, within=8 * 3_600_000, calendar_id=3)
    complaints.add(START, START + 3 * DAY, solved=timedelta(hours=8))
    complaints.add(START + DAY)
    assert complaints.read().within.value == 1
    for wrong in ({}, {"solved": -1}):
        with pytest.raises(postventa.ArgumentError, match=r"add\(received="):
            complaints.add(START, START + DAY, **wrong)
    with pytest.raises(postventa.ArgumentError, match="row 1"):
        complaints.update([START, START], [None, START + DAY], solved=[None, None])
    with pytest.raises(postventa.ArgumentError, match="solved=5"):
        postventa.Complaints(**PERIOD).add(START, START + DAY, solved=5)
    assert complaints.read().movement.received == 2
    many = postventa.Complaints(**PERIOD, within=8 * 3_600_000, calendar_id=3)
    many.update([START, START + DAY], [START + 3 * DAY, None], solved=[8, None], unit="h")
    assert many == complaints


def test_exposed():
    complaints = postventa.Complaints(**PERIOD)
    complaints.add(START)
    assert complaints.read().per_thousand.status == "empty"
    complaints.add_exposed(100, 300)
    complaints.add_exposed(0, 100)
    result = complaints.read()
    assert (result.exposed_start, result.exposed_end) == (100, 400)
    assert result.per_thousand.value == 1000 / 400
    assert complaints.read(exposed="average").per_thousand.value == 1000 / 250
    for wrong in ((1,), (1, 2, 3)):
        with pytest.raises(TypeError):
            complaints.add_exposed(*wrong)
    for wrong in (-1, 2**64):
        with pytest.raises(OverflowError):
            complaints.add_exposed(0, wrong)
    with pytest.raises(postventa.CountOverflowError):
        complaints.add_exposed(2**61, 0)
    assert complaints.read() == result


def test_movement():
    complaints = postventa.Complaints(**PERIOD, ages=[DAY, 5 * DAY])
    complaints.update(
        [START - DAY, START, START + 27 * DAY, START + 29.5 * DAY, START + 40 * DAY, START - 9 * DAY],
        [START + DAY, START + 2 * DAY, None, None, None, START - DAY],
    )
    result = complaints.read()
    movement = result.movement
    assert (movement.open_start, movement.received, movement.closed, movement.open_end) == (1, 3, 2, 2)
    assert (movement.outside, movement.bands, movement.adds_up()) == (2, (1, 1, 0), True)
    assert result.movement_status == "ok" and result.unresolved.value == 2 / 4
    assert complaints.read(open_start=1).movement_status == "ok"
    for other in (0, 2, 2**60):
        assert complaints.read(open_start=other).movement_status == "inconsistent"
    assert repr(complaints) == "<Complaints: received=3, closed=2, open=2>"


def test_what_cannot_be_is_counted_as_invalid():
    complaints = postventa.Complaints(**PERIOD)
    complaints.add(START + DAY, START)
    complaints.add(None)
    complaints.update([None], [START])
    assert (complaints.read().invalid, complaints.read().movement.received) == (3, 0)


def test_compare():
    now, before = (postventa.Complaints(start=year * 100, until=year * 100 + 100) for year in (1, 0))
    now.update([150] * 10)
    before.update([50] * 20)
    assert math.isnan(now.compare(before).difference) and now.compare(before).status == "empty"
    now.add_exposed(1_000, 2_000)
    before.add_exposed(2_000, 1_000)
    comparison = now.compare(before, confidence=0.9)
    assert comparison.difference == pytest.approx((10 / 2_000) / (20 / 1_000))
    assert comparison.lower < comparison.difference < comparison.upper < 1
    assert (comparison.confidence, comparison.method) == (0.9, "rate_ratio")
    assert now.compare(before, exposed="average").difference == pytest.approx(0.5)
    with pytest.raises(TypeError, match="a postventa.Complaints is wanted"):
        now.compare(postventa.NPS())
    with pytest.raises(postventa.ArgumentError, match=r"compare\(confidence=1\)"):
        now.compare(before, confidence=1)
    with pytest.raises(TypeError, match="unexpected keyword argument 'share_method'"):
        now.compare(before, share_method="wilson")


def test_reading_options():
    complaints = postventa.Complaints(**PERIOD, within=DAY)
    complaints.update([START] * 5, [START + DAY] * 4 + [START + 2 * DAY])
    complaints.add_exposed(0, 100)
    result = complaints.read(share_method="jeffreys", rate_method="jeffreys", confidence=0.8)
    assert (result.within.method, result.per_thousand.method, result.within.value) == ("jeffreys", "jeffreys", 0.8)
    assert complaints.read().per_thousand.method == "garwood" and result.per_thousand.confidence == 0.8
    for wrong in ({"confidence": 1}, {"rate_method": "wilson"}, {"share_method": "garwood"}):
        with pytest.raises(postventa.ArgumentError, match=r"read\("):
            complaints.read(**wrong)
    with pytest.raises(ValueError, match="exposed: 'start' is none of 'at_end', 'average'"):
        complaints.read(exposed="start")
    for wrong in (-1, "3", 1.5):
        with pytest.raises((TypeError, OverflowError)):
            complaints.read(open_start=wrong)


def test_empty():
    result = postventa.Complaints(**PERIOD).read()
    assert (result.movement.received, result.movement.bands, result.movement_status) == (0, (0,), "ok")
    assert (result.per_thousand.status, result.within.status) == ("empty", "undefined")
    assert result.unresolved.status == result.upheld.status == "empty" and math.isnan(result.upheld.value)
    assert postventa.Complaints(**PERIOD, within=DAY).read().within.status == "empty"


def test_definition():
    complaints = postventa.Complaints(**PERIOD, within=DAY, ages=[DAY, 7 * DAY], calendar_id=5)
    assert (complaints.start, complaints.until) == (START, START + 30 * DAY)
    assert (complaints.within, complaints.ages, complaints.calendar_id) == (DAY, (DAY, 7 * DAY), 5)
    plain = postventa.Complaints(start=0, until=1)
    assert (plain.start, plain.within, plain.ages) == (datetime(1970, 1, 1, tzinfo=timezone.utc), None, ())


@pytest.mark.parametrize(
    "definition, error, message",
    [
        ({}, TypeError, "needs a period: start and until"),
        ({"start": START}, TypeError, "needs a period"),
        ({"start": None, "until": START}, TypeError, "needs a period"),
        ({"start": START, "until": START}, postventa.ArgumentError, r"Complaints\(start="),
        (PERIOD | {"within": -DAY}, postventa.ArgumentError, "within="),
        (PERIOD | {"ages": [0]}, postventa.ArgumentError, "ages="),
        (PERIOD | {"ages": range(1, 9)}, ValueError, "ages: at most 7 are possible, not 8"),
        (PERIOD | {"target": 1}, TypeError, "it takes start, until, within, ages, calendar_id"),
    ],
)
def test_no_definition(definition, error, message):
    with pytest.raises(error, match=message):
        postventa.Complaints(**definition)


TIME = st.one_of(st.none(), st.integers(-500, 1_500))
ROWS = st.tuples(TIME, TIME, st.sampled_from([None, True, False]))


@hypothesis.given(st.lists(ROWS, max_size=30))
def test_columns_are_complaints(rows):
    definition = {"start": 0, "until": 1_000, "within": 100, "ages": [50, 200]}
    one, many = postventa.Complaints(**definition), postventa.Complaints(**definition)
    for received, closed, upheld in rows:
        one.add(received, closed, upheld=upheld)
    received, closed, upheld = zip(*rows) if rows else ([], [], [])
    many.update(received, closed, upheld=upheld)
    assert one == many
    for received, closed, upheld in rows:
        many.remove(received, closed, upheld=upheld)
    assert many.read() == postventa.Complaints(**definition).read()


def test_columns_of_arrays():
    numbers = numpy.random.default_rng(3)
    n = 5_000  # enough to be counted without the GIL
    received = numpy.datetime64("2024-12-20") + numbers.integers(0, 45, n).astype("m8[D]")
    closed = received + numbers.integers(0, 20, n).astype("m8[D]")
    upheld = numbers.integers(0, 2, n).astype(bool)
    closed[::5] = numpy.datetime64("NaT")
    one, many = postventa.Complaints(**PERIOD), postventa.Complaints(**PERIOD)
    for came, went, decision in zip(received.astype("M8[us]"), closed.astype("M8[us]"), upheld):
        aware = [None if numpy.isnat(day) else day.item().replace(tzinfo=timezone.utc) for day in (came, went)]
        one.add(*aware, upheld=bool(decision))
    many.update(received, closed, upheld=upheld)
    assert one == many and many.read().movement.received > 1_000


@pytest.mark.parametrize(
    "columns, named, error, message",
    [
        ((), {}, TypeError, "missing the argument 'received'"),
        (([1], [2], [3]), {}, TypeError, "2 positional arguments, not 3"),
        (([1], [2, 3]), {}, ValueError, "received has 1 rows, closed 2"),
        (([1, 2],), {"upheld": [1, 2]}, postventa.ArgumentError, r"row 1 \(received=2, upheld=2\)"),
        (([1],), {"upheld": ["yes"]}, TypeError, "upheld"),
        (([1],), {"solved": [1], "unit": "years"}, ValueError, "unit"),
        ((["today"],), {}, TypeError, "received"),
    ],
)
def test_no_columns(columns, named, error, message):
    complaints = postventa.Complaints(**PERIOD)
    with pytest.raises(error, match=message):
        complaints.update(*columns, **named)
    assert complaints == postventa.Complaints(**PERIOD)


def test_remove():
    complaints = postventa.Complaints(**PERIOD)
    complaints.add(START, START + DAY, upheld=True)
    before = bytes(complaints)
    with pytest.raises(postventa.UnderflowError):
        complaints.remove(START, START + DAY, upheld=False)
    with pytest.raises(TypeError, match="missing the argument 'received'"):
        complaints.remove()
    assert bytes(complaints) == before
    complaints.remove(received=START, closed=START + DAY, upheld=True)
    assert complaints.read() == postventa.Complaints(**PERIOD).read()


def test_copies_are_equal():
    complaints = postventa.Complaints(**PERIOD, within=DAY, ages=[DAY])
    complaints.update([START, START], [START + DAY, None])
    complaints.add_exposed(7, 8)
    copies = [
        complaints.copy(),
        copy.copy(complaints),
        copy.deepcopy(complaints),
        pickle.loads(pickle.dumps(complaints)),
        postventa.Complaints.from_bytes(bytes(complaints)),
        postventa.from_bytes(bytes(complaints)),
    ]
    for twin in copies:
        assert twin == complaints and twin.read() == complaints.read() and twin.ages == complaints.ages
        twin.add(START)
        assert twin != complaints
    result = complaints.read()
    assert pickle.loads(pickle.dumps(result)) == result == copy.copy(result)
    with pytest.raises(postventa.MismatchError):
        complaints.merge(postventa.Complaints(**PERIOD))
    complaints.reset()
    assert complaints == postventa.Complaints(**PERIOD, within=DAY, ages=[DAY])
