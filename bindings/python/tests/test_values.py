# SPDX-License-Identifier: MIT
"""Single values: they mean what they mean in a column, and 0 where an option has no 0 is refused."""
import datetime
import decimal
import math
import pickle
import warnings

import numpy
import pandas
import pytest

import postventa
from postventa import stats

UTC = datetime.timezone.utc
MISSING = [None, pandas.NA, pandas.NaT, numpy.ma.masked, math.nan, numpy.float64("nan"), numpy.float32("nan"),
           decimal.Decimal("nan")]

# Of each state a way to count one value, and the same by a column.
WAYS = {
    "score": (postventa.NPS, lambda s, x: s.add(x), lambda s, c: s.update(c)),
    "score of CSAT": (postventa.CSAT, lambda s, x: s.add(x, n=1), lambda s, c: s.update(c)),
    "outcome": (postventa.Proportion, lambda s, x: s.add(x), lambda s, c: s.update(c)),
    "duration": (postventa.Durations, lambda s, x: s.add(x), lambda s, c: s.update(c)),
    "time": (postventa.Survival, lambda s, x: s.add(x), lambda s, c: s.update(c)),
    "time of long units": (lambda: postventa.Survival(unit=datetime.timedelta(days=30)),
                           lambda s, x: s.add(x), lambda s, c: s.update(c)),
    "customer": (postventa.Repeats, lambda s, x: s.add(x, 5), lambda s, c: s.update(c, [5])),
    "contact": (postventa.Repeats, lambda s, x: s.add("ana", x), lambda s, c: s.update(["ana"], c)),
    "issue": (postventa.Repeats, lambda s, x: s.add("ana", 5, x), lambda s, c: s.update(["ana"], [5], c)),
    "start": (postventa.Revenue, lambda s, x: s.add(x, 5), lambda s, c: s.update(c, [5])),
    "end": (postventa.Revenue, lambda s, x: s.add(5, x), lambda s, c: s.update([5], c)),
    "received": (lambda: postventa.Complaints(start=0, until=9), lambda s, x: s.add(x), lambda s, c: s.update(c)),
    "closed": (lambda: postventa.Complaints(start=0, until=9), lambda s, x: s.add(5, x), lambda s, c: s.update([5], c)),
    "upheld": (lambda: postventa.Complaints(start=0, until=9), lambda s, x: s.add(1, 5, upheld=x),
               lambda s, c: s.update([1], [5], upheld=c)),
    "wait": (postventa.Queue, lambda s, x: s.add("answered", x), lambda s, c: s.update(["answered"], c)),
    "talk": (postventa.Queue, lambda s, x: s.add("answered", 5, talk=x),
             lambda s, c: s.update(["answered"], [5], talk=c)),
    "respondent": (postventa.Panel, lambda s, x: s.add(x, 9, 5), lambda s, c: s.update(c, [9], [5])),
    "score of Panel": (postventa.Panel, lambda s, x: s.add("ana", x, 5), lambda s, c: s.update(["ana"], c, [5])),
    "visitor": (lambda: postventa.Cohorts(first=0, periods=9), lambda s, x: s.add(x, 5), lambda s, c: s.update(c, [5])),
    "period": (lambda: postventa.Cohorts(first=0, periods=9), lambda s, x: s.add("ana", x),
               lambda s, c: s.update(["ana"], c)),
    "visit": (lambda: postventa.Cohorts(first=0, periods=999, unit="month"),
              lambda s, x: s.add("ana", x, zone="UTC"), lambda s, c: s.update(["ana"], c, zone="UTC")),
}
SCORES = ("score", "score of CSAT", "score of Panel")
TIMES = ("duration", "time", "contact", "received", "closed", "wait", "talk", "visit")
KEYS = ("customer", "issue", "respondent", "visitor")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("value", MISSING, ids=lambda value: f"{type(value).__name__} {value}")
def test_what_is_missing_is_so_alone_and_in_a_column(way, value):
    make, add, update = WAYS[way]
    single, column, none = make(), make(), make()
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # as NumPy warns where what is masked becomes a number
        add(single, value)
    update(column, [value])
    add(none, None)
    assert single == column == none


@pytest.mark.parametrize("value", [pandas.NA, pandas.NaT, numpy.ma.masked, math.nan])
def test_what_is_missing_of_a_ticket(value):
    times = postventa.read_ticket(created=5, first_reply=value, resolved=value, reopens=value, replies=value, as_of=9)
    assert times == postventa.read_ticket(created=5, as_of=9) and times.reopens is None
    clock = postventa.TicketClock()
    with pytest.raises(postventa.ArgumentError):
        clock.add("created", value)
    assert postventa.key(value) is None


@pytest.mark.parametrize("way, value", [(way, value) for way in SCORES + TIMES + KEYS for value in (True, numpy.True_)])
def test_booleans_are_no_scores_times_or_keys(way, value):
    make, add, update = WAYS[way]
    state = make()
    before = bytes(state)
    with pytest.raises(TypeError, match=": .* is wanted, not 'bool_?'"):
        add(state, value)
    with pytest.raises(TypeError):
        update(state, [value])
    assert bytes(state) == before


@pytest.mark.parametrize("kind", [postventa.NPS, postventa.CSAT, postventa.CES, postventa.Ratings])
def test_a_boolean_is_not_taken_back_either(kind):
    state = kind()
    state.add(1)
    for change in (state.add, state.remove):
        for value in (True, False, numpy.True_):
            with pytest.raises(TypeError, match="^score: a number is wanted, not 'bool_?'$"):
                change(value)
    assert state.read().n == 1


@pytest.mark.parametrize("value", [numpy.timedelta64(5, "m"), numpy.timedelta64(1500, "us"), numpy.timedelta64("NaT", "s"),
                                   pandas.Timedelta("5min"), datetime.timedelta(minutes=5)])
def test_durations_of_other_classes(value):
    single, column, array = (postventa.Durations() for _ in range(3))
    single.add(value)
    column.update([value])
    array.update(pandas.Series([value], dtype="timedelta64[us]"))
    assert single == column == array
    for wrong in (numpy.datetime64(5, "s"), pandas.Timestamp(0), datetime.datetime.now(UTC), datetime.date.today()):
        with pytest.raises(TypeError, match="duration: a timedelta, or a number of ms is wanted"):
            single.add(wrong)


@pytest.mark.parametrize("value", [
    numpy.datetime64("2025-03-01T10:00:00.123456", "us"), numpy.datetime64("1969-12-31T23:59:59.9999", "us"),
    numpy.datetime64("NaT", "s"), pandas.Timestamp("2025-03-01", tz="Asia/Tokyo"),
    datetime.datetime(2025, 3, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=-5)))])
def test_instants_of_other_classes(value):
    single, column = postventa.Repeats(), postventa.Repeats()
    single.add("ana", value)
    column.update(["ana"], [value])
    assert single == column
    for wrong in (numpy.timedelta64(5, "s"), pandas.Timedelta(5), datetime.timedelta(5), 5.0, "2025-03-01"):
        with pytest.raises(TypeError, match="time: an aware datetime, or ms since the epoch is wanted"):
            single.add("ana", wrong)
    with pytest.raises(ValueError, match="time: the datetime is naive"):
        single.add("ana", pandas.Timestamp("2025-03-01"))
    assert single == column


@pytest.mark.parametrize("value", [numpy.timedelta64(5), numpy.timedelta64(5, "M"), numpy.timedelta64("NaT")])
def test_units_of_no_fixed_length(value):
    with pytest.raises(TypeError, match=r"duration: times of dtype .* cannot be read: its unit has no fixed length"):
        postventa.Durations().add(value)


class Odd(datetime.tzinfo):
    """A zone that fails, in one way or another."""

    def __init__(self, offset):
        self.offset = offset

    def utcoffset(self, when):
        if isinstance(self.offset, Exception):
            raise self.offset
        return self.offset


@pytest.mark.parametrize("offset, error", [(None, ValueError), (KeyError("x"), KeyError), (TypeError("x"), TypeError),
                                           (5, TypeError)])
def test_datetimes_that_are_no_instants(offset, error):
    repeats = postventa.Repeats()
    with pytest.raises(error):
        repeats.add("ana", datetime.datetime(2025, 3, 1, tzinfo=Odd(offset)))
    assert repeats == postventa.Repeats()


def test_many_classes_of_values():
    """More than what is remembered of them at a time; each once more after all others."""
    classes = [type(f"Level{i}", (int,), {}) for i in range(200)]
    for name in ("NAType", "NaTType", "MaskedConstant"):
        classes[::7] = [type(name, (), {}) if i % 7 == 0 else c for i, c in enumerate(classes[::7])]
    nps, expected = postventa.NPS(), postventa.NPS()
    for _ in range(3):
        for kind in classes:
            is_level = issubclass(kind, int)
            nps.add(kind(9) if is_level else kind())
            expected.add(9 if is_level else None)
    assert nps == expected


# Options that the library takes 0 for their default of.
NO_ZERO = [
    ("confidence", lambda **o: postventa.NPS().read(**o)),
    ("confidence", lambda **o: postventa.NPS().compare(postventa.NPS(), **o)),
    ("confidence", lambda **o: postventa.CSAT().read(**o)),
    ("confidence", lambda **o: postventa.Proportion().read(**o)),
    ("confidence", lambda **o: postventa.Durations().read(**o)),
    ("confidence", lambda **o: postventa.Durations().quantile(0.5, **o)),
    ("confidence", lambda **o: postventa.Durations().within(5, **o)),
    ("confidence", lambda **o: postventa.Survival().read(**o)),
    ("confidence", lambda **o: postventa.Survival().at(5, **o)),
    ("confidence", lambda **o: postventa.Queue().read(**o)),
    ("confidence", lambda **o: postventa.Queue(limits=[5]).service_level(5, **o)),
    ("confidence", lambda **o: postventa.Repeats().read(**o)),
    ("confidence", lambda **o: postventa.Revenue().read(**o)),
    ("confidence", lambda **o: postventa.Desk().read(**o)),
    ("confidence", lambda **o: postventa.Complaints(start=0, until=9).read(**o)),
    ("confidence", lambda **o: postventa.Cohorts(first=0, periods=3).table(**o)),
    ("confidence", lambda **o: postventa.Cohorts(first=0, periods=3).retention(0, 1, **o)),
    ("confidence", lambda **o: postventa.Panel().response_rate(**o)),
    ("confidence", lambda **o: stats.retention(start=5, end=5, **o)),
    ("confidence", lambda **o: stats.share_interval(1, 2, **o)),
    ("confidence", lambda **o: stats.mean_interval(2, 1, 1, **o)),
    ("design_effect", lambda **o: postventa.NPS().read(**o)),
    ("design_effect", lambda **o: postventa.Ratings().compare(postventa.Ratings(), **o)),
    ("design_effect", lambda **o: postventa.Proportion().read(**o)),
    ("design_effect", lambda **o: postventa.Desk().read(**o)),
    ("population", lambda **o: postventa.NPS().read(**o)),
    ("population", lambda **o: postventa.CES().read(**o)),
    ("population", lambda **o: postventa.Proportion().read(**o)),
    ("population", lambda **o: postventa.Desk().read(**o)),
    ("promoter_min", lambda **o: postventa.NPS().read(**o)),
    ("passive_min", lambda **o: postventa.NPS().read(**o)),
    ("top_k", lambda **o: postventa.CSAT().read(**o)),
    ("bottom_k", lambda **o: postventa.CSAT().read(**o)),
    ("precision", lambda **o: postventa.Durations(**o)),
    ("unit", lambda **o: postventa.Survival(**o)),
    ("window", lambda **o: postventa.Repeats(**o)),
    ("since", lambda **o: postventa.Repeats(**o)),
    ("as_of", lambda **o: postventa.Repeats().read(**o)),
    ("patience_unit", lambda **o: postventa.Queue(**o)),
    ("within", lambda **o: postventa.Complaints(start=0, until=9, **o)),
    ("periods", lambda **o: postventa.Cohorts(first=0, **o)),
    ("patience", lambda **o: stats.erlang(100, 1000, 5, **o)),
]


@pytest.mark.parametrize("name, call", NO_ZERO, ids=[f"{i} {name}" for i, (name, _) in enumerate(NO_ZERO)])
def test_0_is_not_the_default(name, call):
    zeros = [0, False, numpy.int64(0)]
    if name in ("confidence", "design_effect", "patience"):
        zeros += [0.0, -0.0, numpy.float32(0)]
    if name in ("unit", "window", "patience_unit", "within", "patience"):
        zeros = [0, numpy.int64(0), datetime.timedelta(0)]
    if name in ("since", "as_of"):
        zeros = [0, datetime.datetime(1970, 1, 1, tzinfo=UTC)]
    for zero in zeros:
        with pytest.raises(postventa.ArgumentError, match=rf"\b{name}="):
            call(**{name: zero})
    if name != "periods":
        call(**{name: None})


@pytest.mark.parametrize("kind", [postventa.Ratings, postventa.CSAT, postventa.CES, postventa.Panel])
def test_a_scale_of_nothing_is_not_the_default(kind):
    for scale in ((0, 0), (), [0]):
        with pytest.raises(postventa.ArgumentError, match="scale="):
            kind(scale=scale)


def test_where_0_has_a_meaning():
    assert postventa.Queue(short=0).short is None and postventa.Queue(short=0) == postventa.Queue()
    assert postventa.Durations(calendar_id=0) == postventa.Durations()
    assert (postventa.Cohorts(first=0, periods=3, zone_id=0, n_dense=0, seed=0)
            == postventa.Cohorts(first=0, periods=3))
    assert postventa.Complaints(start=0, until=9).read(open_start=0).movement_status == "ok"
    assert stats.erlang(100, 1000, 5, within=0).agents == 5
    assert postventa.stats.retention(start=0, end=0).retention.status == "empty"


def test_how_often_is_never_none():
    states = [postventa.NPS(), postventa.Proportion(), postventa.Durations(), postventa.Survival()]
    for state in states:
        before = bytes(state)
        for change in (state.add, state.remove):
            with pytest.raises(TypeError, match="n: a whole number is wanted, not 'NoneType'"):
                change(1, n=None)
            with pytest.raises(TypeError, match="n: a whole number is wanted, not 'NAType'"):
                change(1, n=pandas.NA)
        assert bytes(state) == before


# Times that Python's classes do not hold.
LONG = 2**62


def records_beyond():
    durations = postventa.Durations()
    durations.add(LONG)
    durations.add(5)
    repeats = postventa.Repeats(since=-(10**17))
    repeats.add("ana", 10**17)
    queue = postventa.Queue()
    queue.add("answered", LONG)
    ticket = postventa.read_ticket(created=-(9 * 10**15), resolved=9 * 10**15, as_of=9 * 10**15)
    return [
        (durations.read(), "max", LONG, "timedelta"),
        (durations.cells()[1], "upper", LONG, "timedelta"),
        (queue.durations("wait_answered").read(), "max", LONG, "timedelta"),
        (repeats.read(), "as_of", 10**17, "datetime"),
        (repeats.read(), "since", -(10**17), "datetime"),
        (ticket, "created", -(9 * 10**15), "datetime"),
    ]


@pytest.mark.parametrize("record, name, ms, kind", records_beyond(), ids=lambda x: x if isinstance(x, str) else "")
def test_times_beyond_what_python_holds(record, name, ms, kind):
    with pytest.raises(OverflowError, match=rf"^{name}: {ms} ms.* is beyond what a {kind} holds$"):
        getattr(record, name)
    assert f"{name}={ms} ms" in repr(record)
    assert record.as_dict()[name] == ms
    copy = pickle.loads(pickle.dumps(record))
    assert copy == record and repr(copy.as_dict()) == repr(record.as_dict())
    assert type(record)(**{name: ms}).as_dict()[name] == ms


def test_times_at_the_ends_of_what_python_holds():
    longest, shortest = 86399999999999999, 5
    durations = postventa.Durations()
    durations.add(longest)
    durations.add(shortest)
    result = durations.read()
    assert result.max == datetime.timedelta.max - datetime.timedelta(microseconds=999)
    durations.add(longest + 1)
    with pytest.raises(OverflowError, match="^max: "):
        durations.read().max
    assert durations.read().min == datetime.timedelta(milliseconds=shortest)
    first = postventa.Repeats(since=datetime.datetime(1, 1, 1, tzinfo=UTC))
    assert first.since == datetime.datetime(1, 1, 1, tzinfo=UTC)
    last = datetime.datetime(9999, 12, 31, 23, 59, 59, 999000, tzinfo=UTC)
    first.add("ana", last)
    assert first.read().as_of == last


def test_definitions_beyond_what_python_holds():
    durations = postventa.Durations(limits=[5, LONG])
    with pytest.raises(OverflowError, match=f"^limits: {LONG} ms is beyond what a timedelta holds$"):
        durations.limits
    assert repr(durations) == "<Durations: n=0>"
    with pytest.raises(OverflowError, match="^since: "):
        postventa.Repeats(since=LONG).since


def test_estimates_beyond_what_python_holds():
    durations = postventa.Durations()
    durations.add(LONG)
    with pytest.raises(OverflowError, match=r"^4\.61.*e\+18 ms is beyond what a timedelta holds$"):
        durations.read().median.timedeltas()
    assert durations.read().median.value == LONG


def test_dates_beyond_what_python_holds():
    years = postventa.Cohorts(first=0, periods=3, unit="year")
    assert years.first_day(-1969) == datetime.date(1, 1, 1)
    assert years.first_day(8029) == datetime.date(9999, 1, 1)
    for period in (-1970, 8030, 100_000):
        with pytest.raises(OverflowError, match="ms since the epoch is beyond what a date holds"):
            years.first_day(period)
