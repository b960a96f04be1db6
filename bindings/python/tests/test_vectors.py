# SPDX-License-Identifier: MIT
"""Replays the vectors of the C tests: what Python gets is what the library computes."""
import csv
import fractions
import math
import pathlib

import pytest

import postventa
from postventa import stats

FOLDER = pathlib.Path(__file__).resolve().parents[3] / "tests" / "vectors"
NAN = math.nan


def rows_of(name):
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    assert len(rows) > 40
    return rows


class Row:
    """A row, its fields as numbers where they are asked for as such; its failures are kept."""

    def __init__(self, fields, faults):
        self.fields, self.faults = fields, faults

    def __getitem__(self, name):
        return self.fields[name]

    def number(self, name):
        return float(self.fields[name])

    def count(self, name):
        return int(self.fields[name])

    def near(self, got, name, tolerance, floor=0.0, want=None):
        want = self.number(name) if want is None else want
        if math.isnan(want) or math.isinf(want):
            close = math.isnan(got) if math.isnan(want) else got == want
        else:
            close = abs(got - want) <= tolerance * max(abs(want), floor)
        if not close:
            self.faults.append(f"{name}: got {got!r}, want {want!r} in {self.fields}")

    def equal(self, got, want):
        if got != want:
            self.faults.append(f"got {got!r}, want {want!r} in {self.fields}")


def function(row):
    """Distribution functions: named as in the file, of one to three numbers."""
    arguments = [row.number(name) for name in ("x", "df", "shape", "a", "b") if name in row.fields]
    got = getattr(stats, row["function"])(*arguments)
    row.near(got, "want", row.number("tol"), row.number("floor"))


def estimate(row, got):
    tolerance, floor = row.number("tol"), row.number("floor")
    # Wald's interval has no width where all answers are of one class: the vectors say so, the
    # library says that there is none.
    no_width = row["method"] == "wald" and row.number("std_error") == 0
    row.equal(got.status, "degenerate" if no_width else "ok")
    row.equal(got.method, row["method"])
    row.near(got.value, "value", tolerance)
    row.near(got.std_error, "std_error", tolerance)
    row.near(got.lower, "lower", tolerance, floor, NAN if no_width else None)
    row.near(got.upper, "upper", tolerance, floor, NAN if no_width else None)


def comparison(row, got):
    tolerance, floor = row.number("tol"), row.number("floor")
    row.equal((got.status, got.method), ("ok", row["method"]))
    row.near(got.difference, "difference", tolerance, floor)
    row.near(got.std_error, "std_error", tolerance)
    row.near(got.lower, "lower", tolerance, floor)
    row.near(got.upper, "upper", tolerance, floor)
    row.near(got.statistic, "statistic", tolerance)
    row.near(got.p_value, "p_value", row.number("tol_p"))
    if "df" in row.fields:
        row.near(got.df, "df", tolerance)


def share_interval(row):
    estimate(row, stats.share_interval(row.count("x"), row.count("n"), confidence=row.number("confidence"),
                                       method=row["method"]))


def net_interval(row):
    estimate(row, stats.net_interval(row.count("positive"), row.count("neutral"), row.count("negative"),
                                     confidence=row.number("confidence"), method=row["method"]))


def mean_interval(row):
    n, mean, confidence = row.count("n"), row.number("mean"), row.number("confidence")
    if row["method"] == "student_t":
        got = stats.mean_interval(n, mean, row.number("variance"), confidence=confidence)
    else:
        got = stats.mean_interval_bounded(n, mean, 0, row.number("min"), row.number("max"), confidence=confidence)
    estimate(row, got)


def share_compare(row):
    comparison(row, stats.share_compare(row.count("x1"), row.count("n1"), row.count("x2"), row.count("n2"),
                                        confidence=row.number("confidence")))


def net_compare(row):
    counts = [row.count(name) for name in ("p1", "z1", "m1", "p2", "z2", "m2")]
    method = "score" if row["method"] == "mover" else row["method"]
    comparison(row, stats.net_compare(*counts, confidence=row.number("confidence"), method=method))


def mean_compare(row):
    comparison(row, stats.mean_compare(row.count("n1"), row.number("mean1"), row.number("variance1"),
                                       row.count("n2"), row.number("mean2"), row.number("variance2"),
                                       confidence=row.number("confidence")))


def rate_interval(row):
    got = stats.rate_interval(row.count("events"), row.count("exposure"), confidence=row.number("confidence"),
                              method=row["method"])
    for name in ("value", "lower", "upper"):
        row.near(getattr(got, name), name, 1e-12)


def rate_compare(row):
    counts = [row.count(name) for name in ("events1", "exposure1", "events2", "exposure2")]
    got = stats.rate_compare(*counts, confidence=row.number("confidence"))
    row.equal(got.status, "ok" if counts[0] + counts[2] else "degenerate")
    for attribute, name in (("difference", "ratio"), ("lower", "lower"), ("upper", "upper"), ("p_value", "p_value")):
        row.near(getattr(got, attribute), name, 1e-12)


def erlang(row):
    got = stats.erlang(row.number("arrivals_per_hour"), row.number("handling_ms"), row.count("agents"),
                       patience=row.number("patience_ms") or None, within=row.count("within_ms"))
    for name in ("offered_erlang", "occupancy_ratio", "wait_ratio", "service_level_ratio", "abandonment_ratio",
                 "asa_ms", "wait_ms", "queue_mean"):
        row.near(getattr(got, name), name, 1e-12)


def key_hash(row):
    row.equal(postventa.key(bytes.fromhex(row["bytes"])), int(row["hash"], 16))


def quantile_position(row):
    rank, weight = stats.quantile_position(row.count("n"), row.count("num"), row.count("den"), type=row["type"])
    row.equal(rank, row.count("rank"))
    row.near(weight, "weight", row.number("tol"), row.number("floor"))


def quantile_ranks(row):
    n = row.count("n")
    got = stats.quantile_ranks(n, row.count("num"), row.count("den"), confidence=row.number("confidence"))
    want = (row.count("lower"), row.count("upper"))
    row.equal(got, (want[0] or None, want[1] if want[1] <= n else None))


def durations_of(text):
    durations = postventa.Durations()
    for item in text.split():
        value, count = item.split("*")
        durations.add(int(value), int(count))
    return durations


def durations_read(row):
    durations, figure, confidence = durations_of(row["sample"]), row["figure"], row.number("confidence")
    tolerance, floor = row.number("tol"), row.number("floor")
    result = durations.read(confidence=confidence)
    if figure in ("std_dev", "skewness"):
        value = result.std_dev_ms if figure == "std_dev" else result.skewness
        row.near(value, "value", tolerance, floor if figure == "skewness" else 0)
        return
    if figure in ("median", "mean"):
        got = getattr(result, figure)
    else:
        q = fractions.Fraction(row.count("num"), row.count("den"))
        got = durations.quantile(q, confidence=confidence, quantile_type=figure)
    row.near(got.value, "value", tolerance)
    row.near(got.lower, "lower", tolerance, floor)
    row.near(got.upper, "upper", tolerance, floor)


def durations_compare(row):
    got = durations_of(row["now"]).compare(durations_of(row["before"]), kind=row["kind"],
                                           confidence=row.number("confidence"))
    for name in ("difference", "lower", "upper", "std_error", "statistic", "df"):
        row.near(getattr(got, name), name, row.number("tol"), row.number("floor"))
    row.near(got.p_value, "p_value", row.number("tol_p"), row.number("floor"))


def survival_of(text):
    survival = postventa.Survival()
    for item in text.split(";") if text else ():
        time, events, censored = map(int, item.split(":"))
        survival.add(time, True, events)
        survival.add(time, False, censored)
    return survival


def survival(row):
    state, confidence, x = survival_of(row["sample"]), row.number("confidence"), row.count("x")
    status = row["status"].removeprefix("PTV_").lower()
    tolerance, floor = row.number("tol"), row.number("floor")
    if row["function"] == "log_rank":
        got = state.compare(survival_of(row["other"]), confidence=confidence)
        row.near(got.difference, "value", tolerance, floor)
        row.near(got.statistic, "statistic", tolerance)
        row.near(got.p_value, "p_value", row.number("tol_p"))
    else:
        if row["function"] == "at":
            got = state.at(x, confidence=confidence, method=row["method"])
        elif row["function"] == "quantile":
            got = state.quantile(fractions.Fraction(x, row.count("den")), confidence=confidence, method=row["method"])
        else:
            got = state.restricted_mean(x, confidence=confidence)
        row.near(got.value, "value", tolerance)
        row.near(got.n_eff, "n_eff", 1e-12)
        row.equal(got.n, row.count("n"))
    row.equal(got.status, status)
    row.near(got.std_error, "std_error", tolerance)
    row.near(got.lower, "lower", tolerance, floor)
    row.near(got.upper, "upper", tolerance, floor)


def revenue_of(text):
    revenue = postventa.Revenue()
    for item in text.split():
        start, end = item.split(":")
        revenue.add(int(start), int(end))
    return revenue


def revenue_read(row):
    result = revenue_of(row["sample"]).read(confidence=row.number("confidence"))
    for figure in ("gross", "net"):
        got = getattr(result, figure)
        for name in ("value", "std_error"):
            row.near(getattr(got, name), f"{figure}_{name}", 1e-12)
        for name in ("lower", "upper"):
            row.near(getattr(got, name), f"{figure}_{name}", 1e-12, got.value)


def revenue_compare(row):
    got = revenue_of(row["now"]).compare(revenue_of(row["before"]), confidence=row.number("confidence"))
    for name in ("difference", "std_error", "statistic", "df"):
        row.near(getattr(got, name), name, 1e-12)
    for name in ("lower", "upper"):
        row.near(getattr(got, name), name, 1e-12, got.upper - got.lower)
    row.near(got.p_value, "p_value", 1e-11)


def sbg_fit(row):
    fit = stats.sbg_fit([*map(int, row["lost"].split())], [*map(int, row["censored"].split())])
    tolerance = row.number("tol")
    row.equal(fit.status, "ok" if row["status"] == "ok" else "not_identified")
    row.near(fit.alpha, "alpha", tolerance)
    row.near(fit.beta, "beta", tolerance)
    row.near(fit.log_likelihood, "log_likelihood", 1e-12)
    # The mean has a pole at alpha 1.
    pole = math.isinf(fit.mean_periods) or math.isinf(fit.alpha)
    near_pole = tolerance if pole else tolerance * (1 + fit.alpha / abs(fit.alpha - 1))
    row.near(fit.first_churn, "first_churn", near_pole)
    row.near(fit.mean_periods, "mean_periods", near_pole)


def sbg_model(row):
    fit = stats.SBG(alpha=row.number("alpha"), beta=row.number("beta"))
    t = row.count("t")
    got = {
        "survival": lambda: fit.survival(t),
        "retention": lambda: fit.retention(t),
        "residual": lambda: fit.residual_lifetime(t, row.number("discount")),
    }[row["function"]]()
    row.near(got, "want", 1e-12)


def churn_compound(row):
    churn = row.number("churn")
    estimate = postventa.Estimate(value=churn, lower=churn, upper=churn, std_error=1)
    got = stats.churn_compound(estimate, row.number("periods"))
    row.near(got.value, "want", 1e-12)
    row.near(got.std_error, "slope", 1e-12)
    row.equal((got.lower, got.upper), (got.value, got.value))


def lifetime_value(row):
    arguments = [row.number(name) for name in ("margin", "retention", "discount")]
    row.near(stats.clv_begin(*arguments), "begin", 1e-14)
    row.near(stats.clv_renewals(*arguments), "renewals", 1e-14)


# elementary.csv holds functions that the library keeps to itself.
REPLAYS = {
    "normal": function, "student_t": function, "beta": function, "gamma": function,
    **{replay.__name__: replay for replay in (
        share_interval, net_interval, mean_interval, share_compare, net_compare, mean_compare, rate_interval,
        rate_compare, erlang, key_hash, quantile_position, quantile_ranks, durations_read, durations_compare,
        survival, revenue_read, revenue_compare, sbg_fit, sbg_model, churn_compound, lifetime_value)},
}


@pytest.mark.parametrize("name", REPLAYS)
def test_vectors(name):
    faults = []
    for fields in rows_of(name):
        REPLAYS[name](Row(fields, faults))
    assert not faults, f"{len(faults)} faults, of which the first: {faults[0]}"


def test_every_file_is_replayed():
    private = {"elementary", "siphash"}  # no public function
    assert {path.stem for path in FOLDER.glob("*.csv")} == {*REPLAYS, *private}
