# SPDX-License-Identifier: MIT
"""Real data through Python and through the program: the same states, the same figures.

The data are no part of the project: POSTVENTA_DATA names their folder, else they are looked for
beside the repository. The program is the one that --program names. Without either, the tests say so
and are skipped."""
import datetime
import os
import pathlib
import re
import subprocess

import pandas
import pytest

import postventa

ROOT = pathlib.Path(__file__).resolve().parents[3]
UTC = datetime.timezone.utc


@pytest.fixture(scope="module")
def data():
    folder = pathlib.Path(os.environ.get("POSTVENTA_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"there are no real data in {folder}")
    return folder


@pytest.fixture
def program_states(request, tmp_path):
    """Runs the program; returns the states that it saved, as Python reads them."""
    program = request.config.getoption("--program")
    if program is None or not program.exists():
        pytest.skip("no --program given")

    def run(frame, *arguments):
        frame.to_csv(tmp_path / "data.csv", index=False)
        command, *options = arguments
        subprocess.run([program.resolve(), command, "data.csv", *options, "--save-state", "state", "--quiet"],
                       cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
        saved = (tmp_path / "state").read_text(encoding="utf-8")
        # What a line holds in hexadecimal has the library's own bytes within, which tell their length.
        lines = [bytes.fromhex(text) for text in re.findall(r" state=([0-9a-f]+)", saved)]
        return [state for line in lines for state in states_in(line)]

    return run


def states_in(line):
    start = 0
    while (start := line.find(b"PTV\xb5", start)) >= 0:
        end = start + int.from_bytes(line[start + 8:start + 16], "little")
        yield postventa.from_bytes(line[start:end])
        start = end


def text_of(path):
    return pandas.read_csv(path, dtype=str, keep_default_na=False)


def times_of(column, pattern):
    return pandas.to_datetime(column, format=pattern, errors="coerce", utc=True)


def test_survey(data, program_states):
    frame = text_of(data / "sfo-survey-2017" / "sfo_survey_2017.csv")
    nps, csat, ces = postventa.NPS(), postventa.CSAT(scale=(1, 5)), postventa.CES(scale=(1, 5))
    for state, column in ((nps, "NETPRO"), (csat, "Q7ALL"), (ces, "Q14FIND")):
        state.update(pandas.to_numeric(frame[column], errors="coerce"))
    result = nps.read()
    assert (result.promoters, result.passives, result.detractors) == (1436, 968, 342)
    assert (result.n, result.missing, result.invalid) == (2746, 1, 84)
    assert result.score.value == pytest.approx(39.839767, abs=5e-7)
    assert (result.score.lower, result.score.upper) == pytest.approx((37.189417, 42.418841), abs=5e-7)
    assert csat.read().top_box.value == pytest.approx(0.82068452, abs=5e-9)
    assert ces.read().mean.value == pytest.approx(4.413343, abs=5e-7)
    saved = program_states(frame, "survey", "--nps", "NETPRO", "--csat", "Q7ALL", "--ces", "Q14FIND:1-5:ease",
                           "--missing", "Q7ALL=Blank")
    assert [bytes(state) for state in saved] == [bytes(state) for state in (nps, csat, ces)]


def test_groups(data):
    frame = text_of(data / "sfo-survey-2017" / "sfo_survey_2017.csv")
    scores = pandas.to_numeric(frame["NETPRO"], errors="coerce")
    groups = postventa.by(frame["BAREA"], scores, postventa.NPS)
    whole = postventa.NPS()
    whole.update(scores)
    assert sum(groups.values(), postventa.NPS()) == whole and len(groups) == frame["BAREA"].nunique()
    for area, state in groups.items():
        assert state.read().n + state.read().missing + state.read().invalid == (frame["BAREA"] == area).sum()


def test_resolution_times(data, program_states):
    frame = text_of(data / "uci-incidents" / "incidents.csv.gz")
    pattern = "%d/%m/%Y %H:%M"
    times = postventa.Durations()
    times.update(times_of(frame["resolved_at"], pattern) - times_of(frame["opened_at"], pattern))
    result = times.read()
    assert (result.n, result.missing, result.rejected) == (23362, 1556, 0)
    assert result.mean.value / 60000 == pytest.approx(10690.294923, abs=5e-7)
    assert result.median.value / 60000 == pytest.approx(1326, rel=0.004)
    saved, = program_states(frame, "durations", "--from", "opened_at", "--to", "resolved_at", "--time-format", pattern,
                            "--missing", "?")
    assert saved == times and saved.read() == result


def test_calls(data, program_states):
    frame = text_of(data / "bank-calls" / "bank_calls_feb_01_14.csv.gz")
    calls = frame[frame["outcome"].isin(["AGENT", "HANG"])]
    waits = calls["q_time"].astype(int)
    # As the program takes it: a call that was hung up without a wait never was in the queue.
    outcomes = calls["outcome"].map({"AGENT": "answered", "HANG": "abandoned"})
    outcomes = outcomes.mask((outcomes == "abandoned") & (waits == 0), "unqueued")
    limits = [datetime.timedelta(seconds=seconds) for seconds in (20, 30, 60)]
    queue = postventa.Queue(limits=limits)
    talks = calls["ser_time"].astype(int).where(outcomes == "answered")
    queue.update(outcomes, waits, talk=talks, unit="s")
    result = queue.read()
    assert (result.offered, result.answered, result.abandoned, result.unqueued) == (16273, 14405, 1868, 1040)
    assert result.abandonment.value == pytest.approx(0.11479137, abs=5e-9)
    assert result.asa.value / 1000 == pytest.approx(34.405345, abs=5e-7)
    assert result.patience.value == 296000
    assert queue.service_level(limits[0]).value == pytest.approx(0.56307995, abs=5e-9)
    saved, = program_states(frame, "calls", "--outcome", "outcome", "--answered", "AGENT", "--abandoned", "HANG",
                            "--ignore", "PHANTOM", "--wait", "q_time", "--talk", "ser_time", "--unit", "s",
                            "--within", "20s,30s,60s")
    assert saved == queue and saved.read() == result


def test_first_contact_resolution(data, program_states):
    frame = text_of(data / "bank-calls" / "bank_calls_feb_01_14.csv.gz")
    calls = frame[frame["outcome"] != "PHANTOM"]
    known = calls["customer_id"] != "0"
    times = times_of(calls["date"] + " " + calls["vru_entry"], "%y%m%d %H:%M:%S")
    repeats = postventa.Repeats(window=datetime.timedelta(days=7))
    repeats.update(calls["customer_id"].where(known), times)
    result = repeats.read(as_of=datetime.datetime(1999, 2, 15, tzinfo=UTC))
    assert (result.eligible, result.resolved, result.not_yet_eligible, result.openers) == (1690, 1023, 1155, 2845)
    assert (result.contacts, result.excluded) == (6286, 11027)
    assert result.fcr.value == pytest.approx(0.60532544, abs=5e-9)
    saved, = program_states(frame, "contacts", "--customer", "customer_id", "--missing", "customer_id=0", "--where",
                            "outcome!=PHANTOM", "--time", "date+vru_entry", "--time-format", "%y%m%d %H:%M:%S",
                            "--as-of", "1999-02-15 00:00")
    assert saved.read(as_of=datetime.datetime(1999, 2, 15, tzinfo=UTC)) == result and saved == repeats


def test_retention(data, program_states):
    frame = text_of(data / "online-retail" / "invoices.csv.gz")
    rows = frame[frame["customer_id"] != ""]
    times = times_of(rows["invoice_time"], "%Y-%m-%d %H:%M:%S")
    cohorts = postventa.Cohorts.of(rows["customer_id"], times, zone=UTC, unit="month")
    cells = cohorts.table(until=times.max().date())
    first = min(cell.cohort for cell in cells)
    counts = [cell.retained for cell in cells if cell.cohort == first]
    assert counts == [948, 362, 317, 367, 341, 376, 360, 336, 336, 374, 354, 474, 260]
    assert cohorts.read().customers == 4372
    saved, = program_states(frame, "retention", "--customer", "customer_id", "--time", "invoice_time")
    assert saved.table(until=times.max().date()) == cells


def test_tickets(data, program_states):
    frame = text_of(data / "uci-incidents" / "incidents.csv.gz")
    pattern = "%d/%m/%Y %H:%M"
    opened, resolved, closed = (times_of(frame[name], pattern) for name in ("opened_at", "resolved_at", "closed_at"))
    as_of = max(column.max() for column in (opened, resolved, closed)).to_pydatetime()
    desk = postventa.Desk(targets=[("resolution_last", datetime.timedelta(days=1))])
    desk.update(opened, resolved=resolved, closed=closed, reopens=frame["reopen_count"].astype(int), as_of=as_of)
    result = desk.read()
    assert (result.n, result.open, result.resolved_by_close) == (24918, 0, 1556)
    assert result.reopened.value == pytest.approx(0.011036, abs=5e-7)
    states = program_states(frame, "tickets", "--opened", "opened_at", "--resolved", "resolved_at", "--closed",
                            "closed_at", "--reopens", "reopen_count", "--time-format", pattern, "--missing", "?",
                            "--sla", "resolution=1d")
    saved = next(state for state in states if isinstance(state, postventa.Desk))
    assert saved.read() == result
    assert saved.durations("resolution_last") == desk.durations("resolution_last")
    assert saved.target(0).attainment == desk.target(0).attainment
