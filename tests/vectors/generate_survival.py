# SPDX-License-Identifier: MIT
"""Reference vectors of survival: survival.csv, computed from the definitions.

    python3 generate_survival.py             write survival.csv next to this script
    python3 generate_survival.py --check     only hold the formulas against published figures
    python3 generate_survival.py --out DIR   write into another directory

The curve, Greenwood's sum, the restricted mean and the log-rank test are exact fractions; roots,
logarithms and the normal distribution come from mpmath with 60 digits.
"""
import argparse
import os
from fractions import Fraction

from mpmath import mp, mpf

import generate as g

METHODS = ("rothman_wilson", "log_log", "log", "plain")
CONFIDENCES = (0.95, 0.9, 0.99, 0.8, 0.999, 0.999999)
NONE = mpf("nan")
NEAR = mpf(10) ** -9       # bounds this near to a level do not decide a row
LARGE = 10 ** 9


# ---------------------------------------------------------------- definitions

def real(fraction):
    return mpf(fraction.numerator) / fraction.denominator


def two_sided_z(confidence):
    return mp.sqrt(2) * mp.erfinv(mpf(confidence))


def two_sided_p(z):
    return mp.erfc(abs(z) / mp.sqrt(2))


def total(sample):
    return sum(events + censored for _, events, censored in sample)


def at_risk(sample, time):
    """Cases that were watched at least so long."""
    return sum(events + censored for t, events, censored in sample if t >= time)


class Point:
    """The curve just after a time: S, Greenwood's sum, Rothman's effective number."""

    def __init__(self, survival, greenwood, effective):
        self.survival, self.greenwood, self.effective = survival, greenwood, effective

    def std_error(self):
        return real(self.survival) * mp.sqrt(real(self.greenwood)) if self.survival > 0 else mpf(0)


def curve(sample):
    """A point before the first time, then one for each time."""
    points = [Point(Fraction(1), Fraction(0), Fraction(total(sample)))]
    for time, events, _ in sample:
        last, n = points[-1], at_risk(sample, time)
        survival = last.survival * Fraction(n - events, n)
        if survival == 0:
            points.append(Point(survival, last.greenwood, last.effective))
            continue
        greenwood = last.greenwood + Fraction(events, n * (n - events))
        effective = Fraction(n) if survival == 1 else (1 - survival) / (survival * greenwood)
        points.append(Point(survival, greenwood, effective))
    return points


def interval(point, method, z):
    s = real(point.survival)
    if method == "rothman_wilson":
        n = real(point.effective)
        centre = (s + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * mp.sqrt(s * (1 - s) / n + z * z / (4 * n * n))
        return (mpf(0) if s == 0 else centre - half, mpf(1) if s == 1 else centre + half)
    if s in (0, 1):
        return NONE, NONE
    root = mp.sqrt(real(point.greenwood))
    if method == "log_log":
        half = z * root / abs(mp.log(s))
        both = [mp.exp(-mp.exp(mp.log(-mp.log(s)) + sign * half)) for sign in (1, -1)]
    elif method == "log":
        both = [mp.exp(mp.log(s) + sign * z * root) for sign in (-1, 1)]
    else:
        both = [s + sign * z * s * root for sign in (-1, 1)]
    return max(both[0], mpf(0)), min(both[1], mpf(1))


class Result:
    """What a row expects; a member that does not apply is NaN."""

    def __init__(self, status, n=0, value=NONE, std_error=NONE, lower=NONE, upper=NONE, n_eff=0,
                 statistic=NONE, p_value=NONE):
        self.cells = [status, n, value, std_error, lower, upper, n_eff, statistic, p_value]
        self.status, self.value, self.lower, self.upper = status, value, lower, upper
        self.std_error, self.statistic, self.p_value = std_error, statistic, p_value


def survival_at(sample, time, method, confidence):
    if not sample:
        return Result("PTV_EMPTY")
    point = curve(sample)[sum(1 for t, _, _ in sample if t <= time)]
    if time > sample[-1][0] and point.survival > 0:
        return Result("PTV_INCOMPLETE")
    lower, upper = interval(point, method, two_sided_z(confidence))
    status = "PTV_DEGENERATE" if mp.isnan(lower) else "PTV_OK"
    return Result(status, at_risk(sample, time), real(point.survival), point.std_error(), lower,
                  upper, real(point.effective))


class TooNear(Exception):
    pass


def crossing(shares, sample, level):
    """First time at which a share is at most the level."""
    for share, (time, _, _) in zip(shares, sample):
        if not mp.isnan(share):
            if share != level and abs(share - level) < NEAR:
                raise TooNear
            if share <= level:
                return mpf(time)
    return NONE


def quantile(sample, num, den, method, confidence):
    if not sample:
        return Result("PTV_EMPTY")
    level, z = Fraction(den - num, den), two_sided_z(confidence)
    points = curve(sample)[1:]
    both = [interval(point, method, z) for point in points]
    exact = [mpf(time) for (time, _, _), point in zip(sample, points) if point.survival <= level]
    if any(0 < abs(real(point.survival - level)) < NEAR for point in points):
        raise TooNear
    value = exact[0] if exact else NONE
    lower = crossing([limits[0] for limits in both], sample, real(level))
    upper = crossing([limits[1] for limits in both], sample, real(level))
    status = ("PTV_INCOMPLETE" if mp.isnan(value) else
              "PTV_UNATTAINABLE" if mp.isnan(upper) else "PTV_OK")
    return Result(status, total(sample), value, NONE, lower, upper, total(sample))


def restricted_mean(sample, limit, confidence):
    if not sample:
        return Result("PTV_EMPTY")
    points = curve(sample)
    starts = [0] + [time for time, _, _ in sample]
    ends = starts[1:] + [None]
    areas = [point.survival * (min(limit, end if end is not None else limit) - min(limit, start))
             for point, start, end in zip(points, starts, ends)]
    before = sum(1 for time, _, _ in sample if time < limit)
    if before == len(sample) and points[-1].survival > 0:
        return Result("PTV_INCOMPLETE", total(sample), n_eff=total(sample))
    variance = Fraction(0)
    for index in range(1, before + 1):
        time, events, _ = sample[index - 1]
        n = at_risk(sample, time)
        if 0 < events < n:
            variance += sum(areas[index:]) ** 2 * Fraction(events, n * (n - events))
    value, std_error = real(sum(areas)), mp.sqrt(real(variance))
    if variance == 0:
        return Result("PTV_DEGENERATE", total(sample), value, std_error, n_eff=total(sample))
    half = two_sided_z(confidence) * std_error
    return Result("PTV_OK", total(sample), value, std_error, max(value - half, mpf(0)),
                  min(value + half, mpf(limit)), total(sample))


def log_rank(first, second, confidence):
    """The result, and by how much its excess of events cancels."""
    if not first or not second:
        return Result("PTV_EMPTY"), 1
    excess = variance = size = Fraction(0)
    for time in sorted({t for t, _, _ in first + second}):
        n1, n2 = at_risk(first, time), at_risk(second, time)
        d1 = sum(events for t, events, _ in first if t == time)
        d = d1 + sum(events for t, events, _ in second if t == time)
        n = n1 + n2
        term = d1 - Fraction(d * n1, n)
        excess += term
        size += abs(term)
        if n > 1:
            variance += Fraction(d * n1 * n2 * (n - d), n * n * (n - 1))
    if variance == 0:
        return Result("PTV_DEGENERATE"), 1
    difference, std_error = real(excess / variance), 1 / mp.sqrt(real(variance))
    half = two_sided_z(confidence) * std_error
    cancels = float(size / abs(excess)) if excess else (1 if size == 0 else float("inf"))
    return Result("PTV_OK", 0, difference, std_error, difference - half, difference + half, 0,
                  real(excess * excess / variance),
                  two_sided_p(difference / std_error)), cancels


# ---------------------------------------------------------------- published figures

def gathered(events, censored):
    times = sorted(set(events) | set(censored))
    return [(time, events.count(time), censored.count(time)) for time in times]


# Weeks in remission, Freireich et al. 1963 as in Gehan 1965.
MERCAPTOPURINE = gathered([6, 6, 6, 7, 10, 13, 16, 22, 23],
                          [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35])
PLACEBO = gathered([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23], [])


def check():
    """Figures that every textbook of survival analysis prints of these data; the interval is the
    one that R prints by default."""
    printed = {6: (21, .857, .0764, .720, 1.000), 7: (17, .807, .0869, .653, .996),
               10: (15, .753, .0963, .586, .968), 13: (12, .690, .1068, .510, .935),
               16: (11, .627, .1141, .439, .896), 22: (7, .538, .1282, .337, .858),
               23: (6, .448, .1346, .249, .807)}
    wrong = []

    def equal(what, got, want, digits):
        if abs(got - want) > mpf(10) ** -digits / 2 * 1.0001:
            wrong.append("%s: %s, printed %s" % (what, mp.nstr(got, 8), want))

    for time, (n, survival, std_error, lower, upper) in printed.items():
        got = survival_at(MERCAPTOPURINE, time, "log", 0.95)
        equal("at risk at %d" % time, got.cells[1], n, 0)
        equal("S(%d)" % time, got.value, survival, 3)
        equal("standard error at %d" % time, got.std_error, std_error, 4)
        equal("lower at %d" % time, got.lower, lower, 3)
        equal("upper at %d" % time, got.upper, upper, 3)
    median = quantile(MERCAPTOPURINE, 1, 2, "log", 0.95)
    equal("median", median.value, 23, 0)
    equal("its lower bound", median.lower, 16, 0)
    if not mp.isnan(median.upper) or median.status != "PTV_UNATTAINABLE":
        wrong.append("the median's upper bound is printed as NA")
    equal("median of placebo", quantile(PLACEBO, 1, 2, "log", 0.95).value, 8, 0)
    equal("log-rank", log_rank(MERCAPTOPURINE, PLACEBO, 0.95)[0].statistic, 16.79, 2)
    for x, n in ((7, 21), (1, 21), (20, 21)):
        lower, upper = interval(Point(Fraction(x, n), 1, Fraction(n)), "rothman_wilson",
                                two_sided_z(0.95))
        z = two_sided_z(0.95)
        for bound in (lower, upper):        # Wilson's bounds solve his equation
            equal("Wilson", abs(bound - mpf(x) / n) / mp.sqrt(bound * (1 - bound) / n), z, 30)
    if wrong:
        raise SystemExit("\n".join(wrong))


# ---------------------------------------------------------------- rows

COLUMNS = ("function,method,sample,other,x,den,confidence,status,n,value,std_error,lower,upper,"
           "n_eff,statistic,p_value,floor,tol,tol_p")
ABOUT = ("Survival: the curve at a time, quantiles, restricted means, the log-rank test. A sample "
         "is time:events:censored, times rising, joined by semicolons.")


def cell(sample):
    return ";".join("%d:%d:%d" % case for case in sample)


def sample_of(rng, times, largest, share_censored, step=9):
    """Rising times with events, censored cases, or both at each."""
    sample, time = [], rng.integer(0, step)
    for _ in range(times):
        n = rng.log_integer(1, largest)
        kind = rng.unit()
        censored = 0 if kind > share_censored else n if kind < 0.6 * share_censored else n // 2
        sample.append((time, n - censored, censored))
        time += rng.integer(1, step)
    return sample


SPECIAL = [
    [],
    [(5, 1, 0)], [(5, 0, 1)], [(0, 1, 0)], [(0, 0, 1)], [(0, 3, 4)],
    [(5, 1, 1)], [(5, 10, 0)], [(5, 0, 10)], [(3, 1, 0), (5, 1, 0)], [(3, 1, 0), (5, 0, 1)],
    [(3, 0, 1), (5, 1, 0)], [(3, 0, 1), (5, 0, 1)], [(3, 0, 5), (5, 5, 0)],
    [(1, 0, 4), (2, 0, 3), (3, 0, 2), (4, 1, 0)],
    [(1, 0, 4), (2, 0, 3), (3, 0, 2), (4, 1, 3)],
    [(1, 1, 0), (2, 0, 18), (3, 1, 0)], [(1, 1, 98), (9, 1, 0)], [(1, 1, 98), (9, 0, 1)],
    [(2, 5, 5), (4, 5, 5)], [(1, 2, 2), (2, 2, 2), (3, 2, 2), (4, 2, 2)],
    [(t, 1, 0) for t in range(1, 11)], [(t, 1, 1) for t in range(1, 11)],
    [(1, LARGE, LARGE), (2, LARGE, LARGE)], [(1, 1, LARGE), (2, 1, LARGE)],
    [(1, 1, 0), (2, 0, LARGE)], [(1, LARGE, 0), (2, 1, 0)], [(1, LARGE, 0), (2, 0, 1)],
    [(1, LARGE - 1, 1), (2, 1, 1), (3, 1, 0)],
    [(2 ** 62, 3, 2), (2 ** 63 - 1, 3, 2)],
    MERCAPTOPURINE, PLACEBO,
]


def samples():
    rng = g.Inputs(811)
    yield from SPECIAL
    while True:
        yield sample_of(rng, rng.integer(1, 12), 1, 0)                  # one each, none censored
        yield sample_of(rng, rng.integer(1, 12), 1, 0.6)                # one each, many censored
        yield sample_of(rng, rng.integer(1, 10), 40, 0)                 # ties, none censored
        yield sample_of(rng, rng.integer(1, 10), 40, 0.5)
        yield sample_of(rng, rng.integer(1, 10), 40, 0.9)
        yield sample_of(rng, rng.integer(1, 8), LARGE, 0.5)
        yield sample_of(rng, rng.integer(1, 8), LARGE, 0.1, 10 ** 12)   # milliseconds of decades
        yield sample_of(rng, 40, 9, 0.5)


def times_of(rng, sample):
    """On a time, between two, before the first and behind the last."""
    if not sample:
        return [0]
    times = [t for t, _, _ in sample]
    return [rng.pick(times), rng.pick(times), rng.integer(0, min(times[-1] + 2, 2 ** 62)),
            times[-1], min(times[-1] + 1, 2 ** 63 - 1)]


def add(table, function, method, sample, other, x, den, confidence, result, floor, tol=g.CLOSED,
        tol_p=g.CLOSED):
    written = (function, method, cell(sample), cell(other), x, den, confidence)
    if table.is_new(*written):
        table.add(*written, *result.cells, floor, tol, tol_p)


def add_curve(table, source, rng):
    wanted, confidences = 400, g.cycle_confidences()
    for method in METHODS:
        some, rows = source(), 0
        while rows < wanted:
            sample = next(some)
            for time in times_of(rng, sample)[:5 if rows < 200 else 2]:
                confidence = next(confidences)
                # Bounds are shares: their natural magnitude is 1.
                add(table, "at", method, sample, [], time, 0, confidence,
                    survival_at(sample, time, method, confidence), 1.0)
            rows = table.counts_of("at", method)


def add_quantiles(table, source, rng):
    confidences = g.cycle_confidences()
    shares = ((1, 2), (1, 2), (1, 4), (3, 4), (9, 10), (19, 20), (1, 3), (7, 20), (1, 100))
    for method in METHODS:
        some, rows = source(), 0
        while rows < 110:
            sample, (num, den) = next(some), rng.pick(shares)
            confidence = next(confidences)
            try:
                result = quantile(sample, num, den, method, confidence)
            except TooNear:
                continue
            # Times are whole numbers: met exactly.
            add(table, "quantile", method, sample, [], num, den, confidence, result, 0.0, 0.0)
            rows = table.counts_of("quantile", method)


def add_means(table, source, rng):
    some, confidences = source(), g.cycle_confidences()
    while table.counts_of("restricted_mean", "plain") < 380:
        sample = next(some)
        for limit in times_of(rng, sample)[:3]:
            limit, confidence = max(limit, 1), next(confidences)
            result = restricted_mean(sample, limit, confidence)
            add(table, "restricted_mean", "plain", sample, [], limit, 0, confidence, result,
                1.0 if mp.isnan(result.value) else g.short(result.value))


def add_tests(table, source, rng):
    some, confidences = source(), g.cycle_confidences()
    pairs = [([], []), ([], PLACEBO), (PLACEBO, []), (MERCAPTOPURINE, PLACEBO),
             (PLACEBO, MERCAPTOPURINE), (PLACEBO, PLACEBO), ([(5, 1, 0)], [(5, 1, 0)]),
             ([(5, 1, 0)], [(6, 1, 0)]), ([(5, 1, 0)], [(4, 0, 1)]), ([(5, 0, 1)], [(4, 0, 1)]),
             ([(3, 2, 1), (7, 4, 0)], [(3, 4, 2), (7, 8, 0)]),
             ([(3, LARGE, 0), (4, LARGE, 0)], [(3, LARGE - 1, 1), (4, LARGE + 7 * 10 ** 4, 0)])]
    while table.counts_of("log_rank", "log_rank") < 240:
        first, second = pairs.pop(0) if pairs else (next(some), next(some))
        confidence = next(confidences)
        result, cancels = log_rank(first, second, confidence)
        if cancels > 1e4 or (0 <= result.p_value < mpf(10) ** -250):
            continue
        z = mp.sqrt(result.statistic) if result.status == "PTV_OK" else mpf(0)
        floor = g.short(max(abs(result.lower), abs(result.upper))) if result.status == "PTV_OK" \
            else 1.0
        tol = g.CLOSED * max(1.0, g.short(cancels) / 100)
        add(table, "log_rank", "log_rank", first, second, 0, 0, confidence, result, floor, tol,
            g.short(tol * (4 + float(z * z))))


class Table(g.Table):
    def counts_of(self, function, method):
        return sum(1 for row in self.rows if row[0] == function and row[1] == method)


def table_survival():
    table, rng = Table(ABOUT, COLUMNS, 7), g.Inputs(812)
    add_curve(table, samples, rng)
    add_quantiles(table, samples, rng)
    add_means(table, samples, rng)
    add_tests(table, samples, rng)
    return table


def main():
    parser = argparse.ArgumentParser(description="Write the reference vectors of survival.")
    parser.add_argument("--out", default=g.HERE, help="directory to write to")
    parser.add_argument("--check", action="store_true",
                        help="only hold the formulas against published figures")
    options = parser.parse_args()
    check()
    if options.check:
        print("ok: published figures")
        return
    table = table_survival()
    table.write(os.path.join(options.out, "survival.csv"))
    print("survival.csv: " + ", ".join("%s %d" % item for item in table.counts().items()))


if __name__ == "__main__":
    main()
