# SPDX-License-Identifier: MIT
"""Zone: the clock on the wall of a place, held against zoneinfo, which reads the same files."""
import copy
import importlib.resources
import pathlib
import pickle
import sys
import zoneinfo
from datetime import date, datetime, timedelta, timezone

import hypothesis
import hypothesis.strategies as st
import numpy
import pytest

import postventa

UTC = timezone.utc
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NAMES = ["America/Bogota", "Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
         "Pacific/Apia", "UTC", "Etc/GMT+5", "America/Argentina/Buenos_Aires"]
INSTANTS = st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(
    lambda instant: instant.replace(microsecond=instant.microsecond // 1000 * 1000))
LOCALS = st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(
    lambda local: local.replace(microsecond=0, fold=0))


@pytest.fixture(scope="module")
def madrid():
    return postventa.Zone("Europe/Madrid")


def zones(name):
    return postventa.Zone(name), zoneinfo.ZoneInfo(name)


@hypothesis.given(st.sampled_from(NAMES), INSTANTS)
def test_instants_as_zoneinfo_has_them(name, instant):
    ours, theirs = zones(name)
    local = instant.astimezone(theirs)
    assert ours.offset(instant) == local.utcoffset()
    found = ours.to_local(instant)
    assert found == local.replace(tzinfo=None) and found.tzinfo is None and found.fold == local.fold
    assert ours.to_instant(found) == instant
    assert ours.offset((instant - EPOCH) // timedelta(milliseconds=1)) == ours.offset(instant)


@hypothesis.given(st.sampled_from(NAMES), LOCALS)
def test_locals_as_zoneinfo_has_them(name, local):
    ours, theirs = zones(name)
    first, second = (local.replace(tzinfo=theirs, fold=fold) for fold in (0, 1))
    exists = first.astimezone(UTC).astimezone(theirs).replace(tzinfo=None) == local
    if first.utcoffset() == second.utcoffset():
        assert ours.occurrence(local) == "unique"
        assert ours.to_instant(local, "start") == ours.to_instant(local, "end") == first
    elif exists:
        assert ours.occurrence(local) == "overlap"
        assert ours.to_instant(local) == ours.to_instant(local, "start") == first.astimezone(UTC)
        assert ours.to_instant(local.replace(fold=1)) == ours.to_instant(local, "end") == second.astimezone(UTC)
    else:
        assert ours.occurrence(local) == "gap"
        after = ours.to_instant(local)
        assert ours.to_local(after) > local > ours.to_local(after - timedelta(milliseconds=1))


def test_the_hours_of_a_change(madrid):
    gap, overlap = datetime(2025, 3, 30, 2, 30), datetime(2025, 10, 26, 2, 30)
    assert [madrid.occurrence(local) for local in (gap, overlap, datetime(2025, 1, 1))] == [
        "gap", "overlap", "unique"]
    assert madrid.to_instant(gap) == madrid.to_instant(gap, "end") == datetime(2025, 3, 30, 1, tzinfo=UTC)
    assert madrid.to_instant(overlap) == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    for last in (madrid.to_instant(overlap, edge="end"), madrid.to_instant(local=overlap.replace(fold=1))):
        assert last == datetime(2025, 10, 26, 1, 30, tzinfo=UTC) and last.tzinfo is UTC
    assert [madrid.to_local(datetime(2025, 10, 26, hour, 30, tzinfo=UTC)).fold for hour in range(3)] == [0, 1, 0]
    assert madrid.to_instant(overlap.replace(fold=1), "start") == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)


@hypothesis.given(st.sampled_from(NAMES), INSTANTS)
def test_periods_are_those_of_the_local_date(name, instant):
    ours, theirs = zones(name)
    day = instant.astimezone(theirs).date()
    months = (day.year - 1970) * 12 + day.month - 1
    expected = {"day": (day - date(1970, 1, 1)).days, "week": (day - date(1969, 12, 29)).days // 7,
                "month": months, "quarter": months // 3, "year": day.year - 1970}
    # Where a clock is put back over midnight, the library keeps to the new day: not in these places.
    for unit, index in expected.items():
        assert ours.period(unit, instant) == index
        start, end = ours.period_start(unit, index), ours.period_start(unit, index + 1)
        assert start <= instant < end and start.tzinfo is UTC
        assert ours.period(unit, end) == index + 1
        assert ours.period(unit=unit, instant=start - timedelta(milliseconds=1)) < index


def test_a_column_of_periods(madrid):
    instants = [datetime(2025, 3, 29, 23, 30, tzinfo=UTC), None, datetime(1969, 12, 31, tzinfo=UTC), EPOCH]
    days = madrid.periods("day", instants)
    assert days.typecode == "q"
    assert list(days) == [20177, -2**63, -1, 0]
    assert list(madrid.periods(unit="month", instants=[])) == []
    many = numpy.arange(10_000, dtype="int64") * 7_000_000
    weeks = numpy.asarray(madrid.periods("week", many))
    assert weeks.dtype == numpy.int64 and weeks.flags.writeable
    assert weeks.tolist() == [madrid.period("week", int(instant)) for instant in many]
    assert list(madrid.periods("day", numpy.array(["2025-03-29T23:30", "NaT"], dtype="datetime64[ns]"))) == [
        20177, -2**63]


def test_where_zones_come_from(madrid):
    assert postventa.Zone(zoneinfo.ZoneInfo("Europe/Madrid")) == madrid
    assert postventa.Zone(zoneinfo.ZoneInfo.no_cache("Europe/Madrid")) == madrid
    assert postventa.Zone(madrid) == madrid
    assert postventa.Zone(timezone.utc) == postventa.Zone("UTC") == postventa.Zone.fixed(0)
    india = timezone(timedelta(hours=5, minutes=30), "IST")
    assert postventa.Zone(india) == postventa.Zone.fixed(timedelta(hours=5, minutes=30))
    assert postventa.Zone(india).offset(0) == timedelta(hours=5, minutes=30)
    eastern = postventa.Zone.posix("EST5EDT,M3.2.0,M11.1.0")
    assert eastern.offset(datetime(2025, 7, 1, tzinfo=UTC)) == timedelta(hours=-4)
    assert eastern != postventa.Zone("America/New_York")  # which knows of other rules before
    for instant in (datetime(2025, month, 1, tzinfo=UTC) for month in range(1, 13)):
        assert eastern.offset(instant) == postventa.Zone("America/New_York").offset(instant)


def tzif_of(name):
    for folder in zoneinfo.TZPATH:
        path = pathlib.Path(folder, name)
        if path.is_file():
            return path.read_bytes()
    return importlib.resources.files("tzdata.zoneinfo").joinpath(name).read_bytes()


def test_bytes_of_a_file(madrid):
    data = tzif_of("Europe/Madrid")
    for form in (data, bytearray(data), memoryview(data)):
        assert postventa.Zone.from_tzif(form) == madrid
    for wrong, message in [(b"", "cut short"), (data[:100], "cut short"), (data + b"x", "after its end"),
                           (b"not a zone, and long enough to be one: there are 44 bytes", "no TZif file"),
                           (bytes(madrid), "no TZif file"), (data[:4] + b"9" + data[5:], "version")]:
        with pytest.raises(postventa.WireError, match=message):
            postventa.Zone.from_tzif(wrong)
    with pytest.raises(TypeError):
        postventa.Zone.from_tzif("Europe/Madrid")


def test_the_folders_of_zoneinfo_come_first(tmp_path, madrid):
    (tmp_path / "Here").mkdir()
    (tmp_path / "Here" / "My_Town").write_bytes(tzif_of("Europe/Madrid"))
    (tmp_path / "Here" / "Broken").write_bytes(b"nothing")
    (tmp_path / "UTC").write_bytes(tzif_of("America/Bogota"))
    usual = zoneinfo.TZPATH
    try:
        zoneinfo.reset_tzpath([tmp_path])
        assert postventa.Zone("Here/My_Town") == madrid
        assert postventa.Zone("UTC").offset(0) == timedelta(hours=-5)
        with pytest.raises(postventa.WireError):
            postventa.Zone("Here/Broken")
        with pytest.raises(zoneinfo.ZoneInfoNotFoundError, match="'Here'"):
            postventa.Zone("Here")
    finally:
        zoneinfo.reset_tzpath(usual)


def test_the_package_tzdata_comes_next(monkeypatch, madrid):
    pytest.importorskip("tzdata")
    usual = zoneinfo.TZPATH
    try:
        zoneinfo.reset_tzpath([])
        packed = postventa.Zone("Europe/Madrid")
        assert packed.offset(datetime(2025, 7, 1, tzinfo=UTC)) == timedelta(hours=2)
        assert postventa.Zone("America/Argentina/Buenos_Aires").offset(EPOCH) == timedelta(hours=-3)
        for name in ("America", "Nowhere", "Nowhere/Else", "UTC/UTC"):
            with pytest.raises(zoneinfo.ZoneInfoNotFoundError, match="nor in the package tzdata"):
                postventa.Zone(name)
        for module in [name for name in sys.modules if name.split(".")[0] == "tzdata"]:
            monkeypatch.delitem(sys.modules, module)
        monkeypatch.setitem(sys.modules, "tzdata", None)
        with pytest.raises(zoneinfo.ZoneInfoNotFoundError, match="tzdata.* is not installed"):
            postventa.Zone("Europe/Madrid")
    finally:
        zoneinfo.reset_tzpath(usual)


@pytest.mark.parametrize("name", [
    "", "/", "/etc/localtime", "../zoneinfo/UTC", "Europe/../UTC", "Europe//Madrid", "Europe/Madrid/", "./UTC",
    "Europe\\Madrid", "UTC\0", "UTC\n", "Örtlich", "\udc80", "tzdata.zi", "C:UTC", " UTC"])
def test_names_that_lead_elsewhere(name):
    with pytest.raises(ValueError, match="is no name of a time zone"):
        postventa.Zone(name)


def test_what_is_no_zone():
    for wrong in (None, 5, b"UTC", timedelta(0), EPOCH):
        with pytest.raises(TypeError, match="a name such as 'America/Bogota'"):
            postventa.Zone(wrong)
    with pytest.raises(TypeError, match="takes 1 positional argument, not 0"):
        postventa.Zone()
    with pytest.raises(TypeError, match="unexpected keyword argument 'key'"):
        postventa.Zone("UTC", key="UTC")
    with pytest.raises(zoneinfo.ZoneInfoNotFoundError, match="Europe/Atlantis"):
        postventa.Zone("Europe/Atlantis")
    for wrong in (timedelta(hours=26), timedelta(milliseconds=1), None, -26 * 3_600_000):
        with pytest.raises(postventa.ArgumentError, match="offset"):
            postventa.Zone.fixed(wrong)
    with pytest.raises(TypeError, match="offset"):
        postventa.Zone.fixed("+01:00")
    for wrong in ("", "summer", "EST5EDT", "EST5\0"):
        with pytest.raises(postventa.ArgumentError, match="is no POSIX rule"):
            postventa.Zone.posix(wrong)
    with pytest.raises(TypeError, match="rule: a str is wanted"):
        postventa.Zone.posix(b"UTC0")


def test_a_zoneinfo_without_a_name(tmp_path):
    path = tmp_path / "zone"
    path.write_bytes(tzif_of("Europe/Madrid"))
    with path.open("rb") as file:
        nameless = zoneinfo.ZoneInfo.from_file(file)
    with pytest.raises(ValueError, match=r"has no key; Zone\.from_tzif\(\)"):
        postventa.Zone(nameless)


def test_arguments_out_of_range(madrid):
    for call in (
        lambda: madrid.offset(None), lambda: madrid.offset(2**62), lambda: madrid.to_local(-2**62),
        lambda: madrid.period("day", None), lambda: madrid.period_start("day", 2**62),
        lambda: madrid.periods("day", [2**62]),
    ):
        with pytest.raises(postventa.ArgumentError):
            call()
    with pytest.raises(OverflowError):
        madrid.to_local(10**15)  # which the library knows, and datetime does not
    for call, message in [
        (lambda: madrid.offset(datetime(2025, 1, 1)), "instant: the datetime is naive"),
        (lambda: madrid.to_instant(EPOCH), "local: a naive datetime is wanted, not one in "),
        (lambda: madrid.occurrence(EPOCH), "local: a naive datetime is wanted, not one in "),
        (lambda: madrid.to_instant(datetime(2025, 1, 1), "middle"), "edge: 'middle' is none of 'start', 'end'"),
        (lambda: madrid.period("hour", 0), "unit: 'hour' is none of 'day', 'week', 'month', 'quarter', 'year'"),
    ]:
        with pytest.raises(ValueError, match=message):
            call()
    for call, message in [
        (lambda: madrid.to_instant(5), "local: a naive datetime is wanted"),
        (lambda: madrid.to_instant(), "missing the argument 'local'"),
        (lambda: madrid.period("day"), "missing the argument 'instant'"),
        (lambda: madrid.periods("day", ["x"]), "instants"),
        (lambda: madrid.period_start("day", 0.5), "index: a whole number"),
    ]:
        with pytest.raises(TypeError, match=message):
            call()


def test_zones_travel_without_files(madrid):
    for other in (pickle.loads(pickle.dumps(madrid)), postventa.from_bytes(bytes(madrid)), madrid.copy(),
                  postventa.Zone.from_bytes(bytes(madrid)), copy.copy(madrid), copy.deepcopy(madrid)):
        assert type(other) is postventa.Zone and other == madrid and bytes(other) == bytes(madrid)
    assert madrid != postventa.Zone("UTC") and madrid != "Europe/Madrid"
    with pytest.raises(postventa.WireError):
        postventa.Zone.from_bytes(bytes(madrid)[:-1])


def test_a_zone_counts_nothing(madrid):
    for call in (lambda: madrid.merge(madrid), lambda: madrid + madrid, lambda: madrid.reset()):
        with pytest.raises(TypeError, match="a postventa.Zone counts nothing"):
            call()


def test_it_says_where_it_is(madrid):
    assert repr(madrid) == "<Zone: UTC+01:00, UTC+02:00>"
    assert repr(postventa.Zone("Australia/Lord_Howe")) == "<Zone: UTC+10:30, UTC+11:00>"
    assert repr(postventa.Zone.fixed(timedelta(hours=-3, seconds=-7))) == "<Zone: UTC-03:00:07>"
