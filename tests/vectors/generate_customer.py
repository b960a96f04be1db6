# SPDX-License-Identifier: MIT
"""Reference vectors of the customer layer: retention of revenue, the sBG model, lifetime value.

    python3 generate_customer.py                write every file next to this script
    python3 generate_customer.py FILE.csv ...   write only the files named
    python3 generate_customer.py --check        second ways and published figures, writes nothing
    python3 generate_customer.py --out DIR ...  write into another directory

Ratios and their variances are exact fractions. The sBG likelihood is written with gamma functions,
its maximum is the root of the score equations, found from the best point of a lattice; residual
lifetime is the hypergeometric function.
"""
import argparse
import math
import os
from fractions import Fraction

from mpmath import mp, mpf

import generate as g

CONFIDENCES = (0.5, 0.8, 0.9, 0.95, 0.99, 0.999)
NAN, INFINITE = mpf("nan"), mpf("inf")
LARGEST = 2 ** 63 - 1


def real(fraction):
    return mpf(fraction.numerator) / fraction.denominator


def printed(what, value, want, digits):
    if abs(value - want) > mpf(10) ** -digits / 2 * mpf("1.0001"):
        raise ArithmeticError("%s: %s, printed %s" % (what, mp.nstr(value, 10), want))


def agree(what, first, second, digits):
    if abs(first - second) > mpf(10) ** -digits * max(abs(first), abs(second)):
        raise ArithmeticError("%s: %s and %s" % (what, mp.nstr(first, 30), mp.nstr(second, 30)))


# ---------------------------------------------------------------- ratios of revenue

class Ratio:
    """Sum of y over sum of x, and the variance of its linearised error, as fractions."""

    def __init__(self, pairs):
        self.n = len(pairs)
        self.value = Fraction(sum(y for _, y in pairs), sum(x for x, _ in pairs))
        total = sum(x for x, _ in pairs)
        squares = sum((y - self.value * x) ** 2 for x, y in pairs)
        self.variance = Fraction(0)
        if self.n > 1:
            self.variance = Fraction(self.n, self.n - 1) * squares / total ** 2

    @property
    def std_error(self):
        return mp.sqrt(real(self.variance)) if self.n > 1 else NAN

    def cells(self, confidence, highest):
        value = real(self.value)
        if self.variance == 0:
            return [value, self.std_error, NAN, NAN]
        half = g.t_point(self.n - 1, confidence) * self.std_error
        return [value, self.std_error, max(value - half, mpf(0)), min(value + half, highest)]


def gross_of(sample):
    return Ratio([(x, min(x, y)) for x, y in sample if x > 0])


def net_of(sample):
    return Ratio([(x, y) for x, y in sample if x > 0])


def sample_text(sample):
    return " ".join("%d:%d" % pair for pair in sample)


def random_sample(rng, kind, n):
    """Customers of one kind of business; some new ones, who enter no ratio."""
    sample = []
    for _ in range(n):
        start = rng.log_integer(1, 10 ** rng.integer(2, 9))
        if kind == "steady":
            end = start
        elif kind == "proportional":      # nearly: the variance is a small difference
            end = start * 11 // 10 + (1 if rng.unit() < 0.2 else 0)
        elif kind == "huge":
            start, end = rng.log_integer(2 ** 61, LARGEST), rng.log_integer(2 ** 61, LARGEST)
        else:
            change = rng.unit()
            end = start if change < 0.5 else int(start * rng.between(0, 2)) if change < 0.85 else 0
            if change > 0.96:
                start, end = 0, rng.log_integer(1, 10 ** 6)
        sample.append((start, end))
    return sample


def samples(seed, count):
    rng = g.Inputs(seed)
    yield [(1000, 900)]
    yield [(100, 100), (200, 200)]
    yield [(100, 50), (200, 100)]
    yield [(100, 120), (200, 200), (300, 0)]
    yield [(LARGEST, LARGEST - 1), (LARGEST - 1, LARGEST), (LARGEST, LARGEST)]
    yield [(10 ** 15 + k, 10 ** 15 + k + (1 if k == 3 else 0)) for k in range(9)]
    for k in range(count):
        kind = ("usual", "usual", "proportional", "huge", "usual", "steady")[k % 6]
        sample = random_sample(rng, kind, rng.pick((2, 3, 5, 10, 30, 80)))
        if any(x > 0 for x, _ in sample):
            yield sample


def table_revenue_read():
    names = ("value", "std_error", "lower", "upper")
    columns = ["%s_%s" % (ratio, name) for ratio in ("gross", "net") for name in names]
    table = g.Table("Gross and net retention of revenue; a sample is start:end of each customer.",
                    "confidence,sample," + ",".join(columns), 2)
    rng = g.Inputs(951)
    for sample in samples(952, 200):
        confidence = rng.pick(CONFIDENCES)
        table.add(confidence, sample_text(sample), *gross_of(sample).cells(confidence, mpf(1)),
                  *net_of(sample).cells(confidence, INFINITE))
    return table


def table_revenue_compare():
    table = g.Table("Difference of two net retentions of revenue, now - before.",
                    "confidence,now,before,difference,std_error,lower,upper,statistic,df,p_value",
                    3)
    rng = g.Inputs(953)
    for now, before in zip(samples(954, 160), samples(955, 160)):
        one, two = net_of(now), net_of(before)
        if min(one.n, two.n) < 2 or one.variance + two.variance == 0:
            continue
        confidence = rng.pick(CONFIDENCES)
        total = one.variance + two.variance
        df = real(total ** 2 / (one.variance ** 2 / (one.n - 1) + two.variance ** 2 / (two.n - 1)))
        difference, std_error = real(one.value - two.value), mp.sqrt(real(total))
        half = g.t_point(df, confidence) * std_error
        statistic = difference / std_error
        p_value = 2 * g.StudentT(df).sf(abs(statistic))
        if p_value > mpf(10) ** -30:
            table.add(confidence, sample_text(now), sample_text(before), difference, std_error,
                      difference - half, difference + half, statistic, df, p_value)
    return table


# ---------------------------------------------------------------- fits of the sBG model

class Cohort:
    """Lost in each period, and still there after it."""

    def __init__(self, lost, censored):
        self.lost, self.censored = list(lost), list(censored)
        self.n = sum(lost) + sum(censored)
        self.at_risk = [sum(lost[k:]) + sum(censored[k:]) for k in range(len(lost))]

    def geometric(self):
        """Churn and log-likelihood of the model in which all are alike."""
        losses, exposed = sum(self.lost), sum(self.at_risk)
        churn = mpf(losses) / exposed
        height = mpf(0)
        if 0 < losses < exposed:
            height = losses * mp.log(churn) + (exposed - losses) * mp.log(1 - churn)
        return churn, height

    def rises(self):
        """Whether the lost are younger than those at risk."""
        losses, exposed = sum(self.lost), sum(self.at_risk)
        return sum(k * lost for k, lost in enumerate(self.lost)) * exposed < \
            sum(k * n for k, n in enumerate(self.at_risk)) * losses

    def log_likelihood(self, alpha, beta):
        def log_beta(a, b):
            return mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
        whole = log_beta(alpha, beta)
        return sum(lost * (log_beta(alpha + 1, beta + k) - whole) +
                   there * (log_beta(alpha, beta + k + 1) - whole)
                   for k, (lost, there) in enumerate(zip(self.lost, self.censored)))

    def score(self, alpha, beta):
        """Its derivatives, by the digamma function."""
        psi = mp.digamma
        by_alpha = by_beta = mpf(0)
        for k, (lost, there) in enumerate(zip(self.lost, self.censored)):
            last = psi(alpha + beta + k + 1) - psi(alpha + beta)
            by_alpha += lost * (psi(alpha + 1) - psi(alpha) - last) - there * last
            by_beta += lost * (psi(beta + k) - psi(beta) - last) + \
                there * (psi(beta + k + 1) - psi(beta) - last)
        return by_alpha, by_beta

    def rough(self, alpha, beta):
        """The same period by period."""
        return math.fsum(x * math.log(share) for k, (lost, n) in
                         enumerate(zip(self.lost, self.at_risk))
                         for x, share in ((lost, alpha / (alpha + beta + k)),
                                          (n - lost, (beta + k) / (alpha + beta + k))))

    def lattice(self, steps):
        """The best of many points, so many to each doubling."""
        best = None
        for i in range(-12 * steps, 30 * steps + 1):
            for j in range(-15 * steps, 15 * steps + 1):
                size, odds = 2.0 ** (i / steps), 2.0 ** (j / steps)
                point = size * odds / (1 + odds), size / (1 + odds)
                height = self.rough(*point)
                if best is None or height > best[0]:
                    best = height, point
        return best

    def maximum(self):
        """alpha and beta, or None where no point is better than the geometric model."""
        height, point = self.lattice(2)
        geometric = self.geometric()[1]
        if not self.rises() and geometric - 1 < height < geometric:
            height, point = self.lattice(8)
        if not self.rises() and height <= geometric:
            return None
        root = mp.findroot(lambda a, b: self.score(mp.exp(a), mp.exp(b)), self.climb(point),
                           tol=1e-60, maxsteps=200)
        alpha, beta = mp.exp(root[0]), mp.exp(root[1])
        reached = self.log_likelihood(alpha, beta)
        if reached < geometric or reached < height - 1e-6 * abs(height):
            raise ArithmeticError("not the maximum: %s %s" % (self.lost, self.censored))
        return alpha, beta

    def climb(self, point):
        """Nearly the maximum, as logarithms: Newton's steps, halved until they lead upwards."""
        at = [mp.log(x) for x in point]
        height = self.log_likelihood(*point)
        for _ in range(500):
            alpha, beta = mp.exp(at[0]), mp.exp(at[1])
            aa, ab, bb = self.curvature(alpha, beta)
            by_alpha, by_beta = self.score(alpha, beta)
            by_alpha, by_beta = by_alpha * alpha, by_beta * beta
            aa, bb = aa + by_alpha, bb + by_beta
            # Where the likelihood is not concave, the curvature is made so.
            excess = (aa + bb) / 2 + mp.sqrt(((aa - bb) / 2) ** 2 + ab ** 2)
            if excess >= 0:
                shift = 2 * excess + mpf(10) ** -6 * abs(aa + bb)
                aa, bb = aa - shift, bb - shift
            determinant = aa * bb - ab * ab
            step = [(ab * by_beta - bb * by_alpha) / determinant,
                    (ab * by_alpha - aa * by_beta) / determinant]
            while max(abs(s) for s in step) > mpf(10) ** -9:
                there = [x + s for x, s in zip(at, step)]
                reached = self.log_likelihood(*[mp.exp(x) for x in there])
                if reached > height:
                    break
                step = [s / 2 for s in step]
            else:
                return at
            at, height = there, reached
        raise ArithmeticError("no maximum: %s %s" % (self.lost, self.censored))

    def curvature(self, alpha, beta):
        """Second derivatives in the logarithms, without what the score, 0 at the maximum, adds."""
        size = alpha + beta
        aa = ab = bb = mpf(0)
        for k, (lost, n) in enumerate(zip(self.lost, self.at_risk)):
            left = n - lost
            aa -= n * alpha * (beta + k) / (size + k) ** 2
            ab += n * alpha * beta / (size + k) ** 2
            bb += left * beta * k / (beta + k) ** 2 - n * beta * (alpha + k) / (size + k) ** 2
        return aa, ab, bb

    def tolerance(self, alpha, beta):
        """What is left of the digits of a double: the terms of the score, through the inverse of
        its derivatives."""
        at_alpha = at_beta = mpf(0)
        for k, (lost, n) in enumerate(zip(self.lost, self.at_risk)):
            at_alpha += lost + n * alpha / (alpha + beta + k)
            at_beta += (n - lost) * beta / (beta + k) + n * beta / (alpha + beta + k)
        aa, ab, bb = self.curvature(alpha, beta)
        determinant = abs(aa * bb - ab * ab)
        worst = max(abs(bb) * at_alpha + abs(ab) * at_beta, abs(ab) * at_alpha + abs(aa) * at_beta)
        return max(1e-12, float("%.1g" % (4 * g.ULP * worst / determinant)))


def counts_text(counts):
    return " ".join(str(count) for count in counts)


def cohort_from_survivors(survivors):
    lost = [a - b for a, b in zip(survivors, survivors[1:])]
    return Cohort(lost, [0] * (len(lost) - 1) + [survivors[-1]])


REGULAR = (1000, 631, 468, 382, 326, 289, 262, 241)
HIGH_END = (1000, 869, 743, 653, 593, 551, 517, 491)


def expected_cohort(alpha, beta, n, periods):
    """The model's own shares of n, rounded."""
    survivors, share = [n], 1.0
    for k in range(periods):
        share *= (beta + k) / (alpha + beta + k)
        survivors.append(round(n * share))
    return cohort_from_survivors(survivors)


def drawn_cohort(rng, alpha, beta, n, periods):
    """Customers drawn one by one, from cohorts that began at different times."""
    lost, censored = [0] * periods, [0] * periods
    for _ in range(n):
        seen = rng.integer(1, periods)
        for k in range(seen):
            if rng.unit() < alpha / (alpha + beta + k):
                lost[k] += 1
                break
        else:
            censored[seen - 1] += 1
    return Cohort(lost, censored)


def cohorts():
    rng = g.Inputs(956)
    yield cohort_from_survivors(REGULAR)
    yield cohort_from_survivors(HIGH_END)
    yield cohort_from_survivors(REGULAR[:5])
    yield Cohort((0, 0, 0), (1, 2, 3))
    yield Cohort((5, 0, 0), (0, 0, 7))
    yield Cohort((0, 5, 0), (0, 0, 0))
    yield Cohort((7,), (0,))
    yield Cohort((1, 2, 3, 4), (0, 0, 0, 5))
    yield Cohort((264, 0, 0, 141), (0, 0, 724, 1))     # two maxima of the profile
    for n in (100, 10 ** 4, 10 ** 9, 10 ** 15):
        for alpha, beta in ((0.1, 0.3), (0.7, 1.2), (0.7, 3.8), (2.0, 5.0), (10.0, 90.0),
                            (5.0, 1.0), (0.02, 0.4), (1.0, 1.0)):
            yield expected_cohort(alpha, beta, n, rng.pick((3, 7, 12, 40)))
    for _ in range(90):
        alpha, beta = rng.decimal(0.1, 4, 2), rng.decimal(0.1, 20, 2)
        yield drawn_cohort(rng, alpha, beta, rng.pick((20, 100, 500)), rng.pick((2, 3, 6, 12)))
    yield expected_cohort(0.8, 6.5, 10 ** 7, 200)
    for p in (0.5, 0.1, 0.01):                        # all alike
        yield cohort_from_survivors([round(10 ** 6 * (1 - p) ** k) for k in range(8)])


def table_sbg_fit():
    table = g.Table("Maximum likelihood of the shifted beta-geometric model; counts by period.",
                    "tol,lost,censored,status,alpha,beta,log_likelihood,first_churn,mean_periods",
                    3)
    for cohort in cohorts():
        lost, censored = counts_text(cohort.lost), counts_text(cohort.censored)
        if not table.is_new(lost, censored):
            continue
        found = cohort.maximum() if sum(lost > 0 for lost in cohort.lost) > 1 else None
        if found is None:
            churn, height = cohort.geometric()
            table.add(1e-12, lost, censored, "not_identified", INFINITE, INFINITE, height, churn,
                      1 / churn if churn > 0 else INFINITE)
            continue
        alpha, beta = found
        tolerance = cohort.tolerance(alpha, beta)
        if tolerance > 1e-5 or alpha + beta > 2 ** 29 or abs(alpha - 1) < mpf(10) ** -3:
            continue
        mean = (alpha + beta - 1) / (alpha - 1) if alpha > 1 else INFINITE
        table.add(tolerance, lost, censored, "ok", alpha, beta,
                  cohort.log_likelihood(alpha, beta), alpha / (alpha + beta), mean)
    return table


# ---------------------------------------------------------------- what the model says

def survival(alpha, beta, period):
    with mp.workdps(120):
        return mp.exp(mp.loggamma(mpf(beta) + period) - mp.loggamma(mpf(beta)) +
                      mp.loggamma(mpf(alpha) + beta) - mp.loggamma(mpf(alpha) + beta + period))


def residual_sum(alpha, beta, renewals, discount):
    """Renewal by renewal."""
    total, term, renewal = mpf(0), 1 + mpf(discount), mpf(beta) + renewals
    while total == 0 or term > mpf(10) ** -35 * total:
        term *= renewal / (renewal + alpha) / (1 + mpf(discount))
        total += term
        renewal += 1
    return total


def residual(alpha, beta, renewals, discount):
    if alpha > 20:      # nobody stays for long
        return residual_sum(alpha, beta, renewals, discount)
    a, b = mpf(alpha), mpf(beta) + renewals
    return b / (a + b) * mp.hyp2f1(1, b + 1, a + b + 1, 1 / (1 + mpf(discount)))


MODELS = ((0.7041, 1.182), (0.668, 3.806), (0.1, 0.05), (1.0, 1.0), (2.5, 0.75), (30.0, 170.0),
          (1e-3, 1e-3), (1e6, 3e7), (5e8, 1e9))


def table_sbg_model():
    table = g.Table("Shifted beta-geometric model: share left, share renewed, residual lifetime.",
                    "function,alpha,beta,t,discount,want", 5)
    for alpha, beta in MODELS:
        for t in (0, 1, 2, 7, 16, 100, 5000, 10 ** 6, 10 ** 12, 10 ** 18):
            share = survival(alpha, beta, t)
            if share > g.TINY:
                table.add("survival", alpha, beta, t, 0, share)
            renewal = mpf(beta) + t
            table.add("retention", alpha, beta, t + 1, 0, renewal / (renewal + alpha))
        for renewals in (0, 1, 4, 60):
            for discount in (1e-5, 1e-3, 0.01, 0.1, 1.0, 1000.0):
                table.add("residual", alpha, beta, renewals, discount,
                          residual(alpha, beta, renewals, discount))
    return table


# ---------------------------------------------------------------- closed forms

def table_churn_compound():
    table = g.Table("Churn of several periods: 1 - (1 - churn)^periods, and its derivative.",
                    "churn,periods,want,slope", 2)
    for churn in (0.0, 1e-300, 1e-17, 1e-9, 0.01, 0.05, 0.25, 0.5, 0.9, 1 - 2.0 ** -53):
        for periods in (1.0, 2.0, 12.0, 0.5, 1 / 12, 365.0, 1e-6, 1e9, 3.7):
            left = 1 - mpf(churn)
            want, slope = 1 - left ** mpf(periods), periods * left ** (mpf(periods) - 1)
            with mp.workdps(400):
                want = 1 - (1 - mpf(churn)) ** mpf(periods)
            if slope > g.TINY and (want == 0 or want > g.TINY):
                table.add(churn, periods, want, slope)
    return table


def table_lifetime_value():
    table = g.Table("Lifetime value at constant retention: payments from today on, and renewals.",
                    "margin,retention,discount,begin,renewals", 3)
    rng = g.Inputs(957)
    for retention in (0.0, 1e-9, 0.3, 0.8, 0.99, 1 - 2.0 ** -53, 1.0):
        for discount in (0.0, 1e-12, 0.01, 0.1, 1.0, 50.0):
            margin = rng.pick((1.0, 100.0, -3.5, 0.01, 12345.678))
            kept, rate = Fraction(retention), 1 + Fraction(discount)
            if rate == kept:
                table.add(margin, retention, discount, *[mpf(margin) * INFINITE] * 2)
                continue
            table.add(margin, retention, discount, real(Fraction(margin) * rate / (rate - kept)),
                      real(Fraction(margin) * kept / (rate - kept)))
    return table


# ---------------------------------------------------------------- second ways

def check_ratios():
    """Two customers have a closed form: the determinant of their amounts."""
    for (x1, y1), (x2, y2) in (((3, 2), (5, 3)), ((100, 90), (70, 71)), ((1, 0), (10 ** 9, 7))):
        ratio = Ratio([(x1, y1), (x2, y2)])
        agree("two customers", ratio.std_error,
              mpf(2 * abs(x1 * y2 - x2 * y1)) / (x1 + x2) ** 2, 40)
    ratio = Ratio([(10, y) for y in (9, 12, 10, 5)])      # equal starts: the error of a mean
    agree("equal starts", real(ratio.variance), real(Fraction(26, 3) / 4 / 100), 40)


def check_fits():
    for survivors, alpha, beta, height in ((REGULAR, 0.704, 1.182, -1680.3),
                                           (HIGH_END, 0.668, 3.806, -1611.2)):
        cohort = cohort_from_survivors(survivors)
        got = cohort.maximum()
        printed("alpha", got[0], alpha, 3)
        printed("beta", got[1], beta, 3)
        printed("log-likelihood", cohort.log_likelihood(*got), height, 1)
        direct = sum(lost * mp.log(got[0] / (got[0] + got[1] + k)) +
                     (n - lost) * mp.log((got[1] + k) / (got[0] + got[1] + k))
                     for k, (lost, n) in enumerate(zip(cohort.lost, cohort.at_risk)))
        agree("log-likelihood", cohort.log_likelihood(*got), direct, 40)


def check_models():
    for alpha, beta in MODELS[:6]:
        product = mpf(1)
        for k in range(100):
            product *= (mpf(beta) + k) / (mpf(alpha) + beta + k)
        agree("share left", survival(alpha, beta, 100), product, 40)
        for renewals, discount in ((0, 0.1), (4, 0.25), (60, 1.0)):
            agree("residual lifetime", residual(alpha, beta, renewals, discount),
                  residual_sum(alpha, beta, renewals, discount), 25)


# ---------------------------------------------------------------- files

TABLES = {
    "revenue_read.csv": table_revenue_read,
    "revenue_compare.csv": table_revenue_compare,
    "sbg_fit.csv": table_sbg_fit,
    "sbg_model.csv": table_sbg_model,
    "churn_compound.csv": table_churn_compound,
    "lifetime_value.csv": table_lifetime_value,
}


def main():
    parser = argparse.ArgumentParser(
        description="Write the reference vectors of the customer layer.")
    parser.add_argument("files", nargs="*", help="file names; all if none is given")
    parser.add_argument("--out", default=g.HERE, help="directory to write to")
    parser.add_argument("--check", action="store_true",
                        help="only hold the formulas against second ways and published figures")
    options = parser.parse_args()
    if options.check:
        for check in (check_ratios, check_fits, check_models):
            check()
        print("ok: ratios, fits, models")
        return
    for name in options.files or TABLES:
        table = TABLES[name]()
        table.write(os.path.join(options.out, name))
        print("%s: %d rows" % (name, len(table.rows)))


if __name__ == "__main__":
    main()
