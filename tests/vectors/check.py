# SPDX-License-Identifier: MIT
"""Second ways to the numbers of the reference files: `generate.py --check`.

Reads the files next to this script and recomputes a sample of their rows by other means:
exact fractions, mpmath's own special functions, continued fractions, direct maximisation.
"""
import csv
import os
from fractions import Fraction
from math import comb

from mpmath import mp, mpf

import generate as g

WRITTEN = mpf(10) ** -19      # the files carry 20 digits
results = []


def rows(name, **wanted):
    path = os.path.join(g.HERE, name)
    with open(path, encoding="ascii", newline="") as source:
        reader = csv.DictReader(line for line in source if not line.startswith("#"))
        for row in reader:
            if all(row[key] == value for key, value in wanted.items()):
                yield row


def number(written):
    """A written input: the exact value of the double."""
    return mpf(float(written))


def report(what, worst, count, limit=WRITTEN):
    good = count > 0 and worst <= limit
    results.append(good)
    print("%-4s %-66s %5d rows, worst %s" % ("ok" if good else "BAD", what, count, mp.nstr(mpf(worst), 3)))


def relative(got, want):
    if got == want:
        return mpf(0)
    return abs(got - want) / abs(want)


class Worst:
    def __init__(self, what, limit=WRITTEN):
        self.what, self.limit, self.worst, self.count = what, limit, mpf(0), 0

    def add(self, error):
        self.count += 1
        self.worst = max(self.worst, error)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            report(self.what, self.worst, self.count, self.limit)


# ---------------------------------------------------------------- independent formulas

def binomial_upper(k, n, x):
    """P(X >= k), exact."""
    return sum(comb(n, i) * x ** i * (1 - x) ** (n - i) for i in range(k, n + 1))


def beta_by_fraction(x, a, b):
    """Continued fraction of the incomplete beta function (modified Lentz), for x below the mean."""
    tiny = mpf(10) ** -200
    c, d = mpf(1), 1 - (a + b) * x / (a + 1)
    d = 1 / (d if d else tiny)
    h, m = d, 0
    while True:
        m += 1
        for factor in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                       -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / (1 + factor * d)
            c = 1 + factor / c
            h *= d * c
        if abs(d * c - 1) < mpf(10) ** -34:
            break
    log_front = a * mp.log(x) + b * mp.log(1 - x) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)
    return mp.exp(log_front) * h / a


def beta_tails(x, a, b):
    """(lower, upper) by a method that is not the generator's."""
    if max(a, b) <= 3000:
        with mp.workdps(50):
            return mp.betainc(a, b, 0, x, regularized=True), mp.betainc(b, a, 0, 1 - x, regularized=True)
    with mp.workdps(50):
        if x < (a + 1) / (a + b + 2):
            lower = beta_by_fraction(x, a, b)
            return lower, 1 - lower
        upper = beta_by_fraction(1 - x, b, a)
        return 1 - upper, upper


def gamma_tails(x, shape):
    """Series below the shape, continued fraction above it."""
    with mp.workdps(50):
        front = mp.exp(shape * mp.log(x) - x - mp.loggamma(shape))
        if x < shape + 1:
            term = total = 1 / shape
            k = 0
            while term > total * mpf(10) ** -40:
                k += 1
                term *= x / (shape + k)
                total += term
            return front * total, 1 - front * total
        b = x + 1 - shape
        c, d = mpf(10) ** 200, 1 / b
        h, i = d, 0
        while True:
            i += 1
            an = -i * (i - shape)
            b += 2
            d = 1 / (an * d + b)
            c = b + an / c
            h *= c * d
            if abs(c * d - 1) < mpf(10) ** -34:
                return 1 - front * h, front * h


def t_tails(x, df):
    """Through the beta distribution."""
    with mp.workdps(60):
        small = beta_tails(df / (df + x * x), df / 2, mpf(1) / 2)[0] / 2
    return (small, 1 - small) if x < 0 else (1 - small, small)


# ---------------------------------------------------------------- checks

def check_elementary():
    with Worst("exp, expm1 against exact partial sums of the series") as worst:
        for name in ("exp", "expm1"):
            for row in rows("elementary.csv", function=name):
                x = float(row["x"])
                if 1e-6 < abs(x) < 3:
                    exact = Fraction(x)
                    term, total = Fraction(1), Fraction(0)
                    for k in range(1, 60):
                        term = term * exact / k
                        total += term
                        term = Fraction(int(term * 2 ** 400), 2 ** 400)
                    total += 1 if name == "exp" else 0
                    worst.add(relative(mpf(row["want"]), mpf(total.numerator) / total.denominator))
    with Worst("log, log1p, log1pmx against the integral of 1/t") as worst:
        for name in ("log", "log1p", "log1pmx"):
            for row in list(rows("elementary.csv", function=name))[::4]:
                x = number(row["x"]) - (1 if name == "log" else 0)
                if mpf("1e-8") < abs(x) < 3 and x > -0.9:
                    if name == "log1pmx":
                        want = mp.quad(lambda t: -t / (1 + t), [0, x])
                    else:
                        want = mp.quad(lambda t: 1 / (1 + t), [0, x])
                    worst.add(relative(mpf(row["want"]), want))


def check_normal():
    with Worst("normal_sf against the integral of the density") as worst:
        for row in list(rows("normal.csv", function="normal_sf"))[::5]:
            x = number(row["x"])
            if 0 <= x:
                area = mp.quad(lambda t: mp.exp(-x * t - t * t / 2), [0, 1 / (1 + x), 6 / (1 + x), 30 / (1 + x), 40])
                worst.add(relative(mpf(row["want"]), area * mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)))
    with Worst("normal_quantile, normal_isf put back into erfc, error in the point") as worst:
        for name, sign in (("normal_quantile", -1), ("normal_isf", 1)):
            for row in rows("normal.csv", function=name):
                p, x = number(row["x"]), mpf(row["want"])
                if mp.isinf(x) or x == 0:
                    continue
                got = mp.erfc(sign * x / mp.sqrt(2)) / 2
                density = mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)
                worst.add(abs(got - p) / density / abs(x))


def check_family(name, tails, log_density, parameters, step, keep):
    prefix = name.split(".")[0]
    for kind, index in (("cdf", 0), ("sf", 1)):
        with Worst("%s_%s by another method" % (prefix, kind)) as worst:
            for row in list(rows(name, function="%s_%s" % (prefix, kind)))[::step]:
                args = [number(row[key]) for key in parameters]
                x, want = number(row["x"]), mpf(row["want"])
                if want == 0 or x == 0 or not keep(x, *args):
                    continue
                worst.add(relative(tails(x, *args)[index], want))
    for kind, index in (("quantile", 0), ("isf", 1)):
        with Worst("%s_%s put back into another method, error in the point" % (prefix, kind)) as worst:
            for row in list(rows(name, function="%s_%s" % (prefix, kind)))[::step]:
                args = [number(row[key]) for key in parameters]
                p, x = number(row["x"]), mpf(row["want"])
                if x in (0, 1) or mp.isinf(x) or not keep(x, *args):
                    continue
                both = tails(x, *args)
                error = both[index] - p if p <= 0.5 else (1 - p) - both[1 - index]
                worst.add(abs(error) / mp.exp(log_density(x, *args)) / abs(x))


def beta_log_density(x, a, b):
    return (a - 1) * mp.log(x) + (b - 1) * mp.log(1 - x) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)


def check_distributions():
    def gamma_log_density(x, shape):
        return (shape - 1) * mp.log(x) - x - mp.loggamma(shape)

    def t_log_density(x, df):
        half = (df + 1) / 2
        return mp.loggamma(half) - mp.loggamma(df / 2) - mp.log(df * mp.pi) / 2 - half * mp.log(1 + x * x / df)

    check_family("beta.csv", beta_tails, beta_log_density, ("a", "b"), 4, lambda x, a, b: min(a, b) < 10 ** 7)
    check_family("gamma.csv", gamma_tails, gamma_log_density, ("shape",), 3, lambda x, shape: shape < 10 ** 8)
    check_family("student_t.csv", t_tails, t_log_density, ("df",), 4, lambda x, df: df <= 10 ** 9 and x != 0)
    with Worst("beta_cdf, beta_sf at 1e9, 1e9 by the continued fraction") as worst:
        for row in list(rows("beta.csv", a="1000000000.0", b="1000000000.0")):
            x = number(row["x"])
            if row["function"] in ("beta_cdf", "beta_sf") and 0 < x < 1 and worst.count < 4:
                index = 0 if row["function"] == "beta_cdf" else 1
                worst.add(relative(beta_tails(x, mpf(10) ** 9, mpf(10) ** 9)[index], mpf(row["want"])))
    with Worst("gamma_cdf, gamma_sf at 1e9 by series and continued fraction") as worst:
        for row in rows("gamma.csv", shape="1000000000.0"):
            x = number(row["x"])
            if row["function"] in ("gamma_cdf", "gamma_sf") and x > 0 and worst.count < 4:
                worst.add(relative(gamma_tails(x, mpf(10) ** 9)[0 if row["function"] == "gamma_cdf" else 1],
                                   mpf(row["want"])))
    with Worst("beta_cdf against exact binomial sums") as worst:
        rng = g.Inputs(7)
        for _ in range(40):
            a, b, x = rng.integer(1, 40), rng.integer(1, 40), rng.unit()
            exact = binomial_upper(a, a + b - 1, Fraction(x))
            worst.add(relative(g.Beta(a, b).cdf(x), mpf(exact.numerator) / exact.denominator))
    with Worst("student_t against closed forms (df 1, 2, 4)") as worst:
        for row in rows("student_t.csv", function="student_t_cdf"):
            x, df = number(row["x"]), float(row["df"])
            with mp.workdps(100):
                if df == 1:
                    want = mp.atan2(1, -x) / mp.pi
                elif df == 2:
                    want = (1 + x / mp.sqrt(2 + x * x)) / 2
                elif df == 4:
                    s = x / mp.sqrt(4 + x * x)
                    want = (2 + 3 * s - s ** 3) / 4
                else:
                    continue
            worst.add(relative(mpf(row["want"]), want))
    with Worst("student_t_sf at df = 1e15 against the expansion around the normal") as worst:
        for row in rows("student_t.csv", function="student_t_sf", df="1000000000000000.0"):
            x, v = number(row["x"]), mpf(10) ** 15
            if abs(x) > 8:
                continue
            density = mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)
            want = g.normal_sf(x) + density * (x ** 3 + x) / (4 * v)
            worst.add(relative(mpf(row["want"]), want))


def check_shares():
    with Worst("wilson bounds satisfy (x/n - p)^2 = z^2 p(1-p)/n") as worst:
        for row in rows("share_interval.csv", method="wilson"):
            x, n, z = int(row["x"]), int(row["n"]), g.z_of(float(row["confidence"]))
            for key, end in (("lower", 0), ("upper", n)):
                p = mpf(row[key])
                if x == end:
                    worst.add(abs(p - (0 if end == 0 else 1)))
                else:
                    slope = 2 * (p - mpf(x) / n) - z * z * (1 - 2 * p) / n
                    error = (p - mpf(x) / n) ** 2 - z * z * p * (1 - p) / n
                    worst.add(abs(error / slope) / p)
    with Worst("clopper_pearson against exact binomial tails (n <= 60)", mpf(10) ** -18) as worst:
        for row in rows("share_interval.csv", method="clopper_pearson"):
            x, n, tail = int(row["x"]), int(row["n"]), g.tail_of(float(row["confidence"]))
            if n <= 60:
                if x > 0:
                    worst.add(relative(binomial_upper(x, n, mpf(row["lower"])), tail))
                if x < n:
                    worst.add(relative(binomial_upper(n - x, n, 1 - mpf(row["upper"])), tail) * (1 - mpf(row["upper"])))
    with Worst("jeffreys against mpmath.betainc (n <= 1000), error in the bound") as worst:
        for row in list(rows("share_interval.csv", method="jeffreys"))[::2]:
            x, n, tail = int(row["x"]), int(row["n"]), g.tail_of(float(row["confidence"]))
            a, b = x + mpf(1) / 2, n - x + mpf(1) / 2
            for key, end in (("lower", 0), ("upper", n)):
                if n <= 1000 and x != end:
                    p = mpf(row[key])
                    error = beta_tails(p, a, b)[0 if key == "lower" else 1] - tail
                    worst.add(abs(error) / mp.exp(beta_log_density(p, a, b)) / p)


def trinomial_mle(c, m, b, d):
    """Constrained detractor share by solving the likelihood equation itself, without the quadratic."""
    low, high = max(mpf(0), -d), (1 - d) / 2

    def slope(q):
        return b / q + c / (q + d) - 2 * m / (1 - 2 * q - d)
    edge = (high - low) * mpf(10) ** -45
    if edge == 0 or slope(low + edge) <= 0:
        return low
    if slope(high - edge) >= 0:
        return high
    return g.find_root(slope, low + edge, high - edge, 40)


def score_of_net(c, m, b, d):
    n = c + m + b
    q = trinomial_mle(c, m, b, d)
    return (mpf(c - b) / n - d) / mp.sqrt((2 * q + d - d * d) / n)


def check_net():
    with Worst("score: T at the bounds is z and -z, likelihood equation solved directly", mpf(10) ** -16) as worst:
        for row in rows("net_interval.csv", method="score"):
            counts = [int(row[key]) for key in ("positive", "neutral", "negative")]
            n, z = sum(counts), g.z_of(float(row["confidence"]))
            if n > 10 ** 6:
                continue
            for key, end in (("lower", 2), ("upper", 0)):
                bound = mpf(row[key])
                if counts[end] == n:
                    worst.add(abs(abs(bound) - 1))
                    continue
                worst.add(relative(score_of_net(*counts, bound), z if key == "lower" else -z)
                          * min(1, 1 - abs(bound)))
    with Worst("score: without neutrals it is 2 Wilson - 1", mpf(10) ** -40) as worst:
        for c, b in ((1, 0), (5, 3), (0, 7), (40, 60), (999, 1), (10 ** 9, 7)):
            for confidence in g.CONFIDENCES:
                z = g.z_of(confidence)
                for got, want in zip(g.tango(c, 0, b, z), g.wilson(c, c + b, z)):
                    worst.add(abs(got - (2 * want - 1)))
    with Worst("score: T falls over the whole range (one root), 200 points each", 0) as worst:
        for counts in ((1, 0, 0), (0, 3, 0), (2, 1, 0), (5, 3, 2), (0, 2, 5), (1, 20, 1), (9, 1, 90)):
            values = [score_of_net(*counts, mpf(k) / 100) for k in range(-99, 100) if k != 0]
            worst.add(sum(1 for x, y in zip(values, values[1:]) if y >= x))
    with Worst("net variance against (c+b)/n - d^2 in exact fractions") as worst:
        for row in rows("net_interval.csv", method="wald"):
            c, m, b = (int(row[key]) for key in ("positive", "neutral", "negative"))
            n = c + m + b
            exact = (Fraction(c + b, n) - Fraction(c - b, n) ** 2) / n
            worst.add(relative(mpf(row["std_error"]) ** 2, mpf(exact.numerator) / exact.denominator))
    with Worst("mover: the bound nearest 0 is 0 at the written statistic", mpf(10) ** -16) as worst:
        for row in list(rows("net_compare.csv", method="mover"))[::2]:
            first = tuple(int(row[key]) for key in ("p1", "z1", "m1"))
            second = tuple(int(row[key]) for key in ("p2", "z2", "m2"))
            statistic, difference = mpf(row["statistic"]), mpf(row["difference"])
            if statistic == 0:
                worst.add(abs(difference))
                continue
            lower, upper = g.mover(first, second, abs(statistic))
            worst.add(abs(lower if difference > 0 else upper) / abs(difference))
            inside = mpf(row["lower"]) <= 0 <= mpf(row["upper"])
            alpha = 1 - number(row["confidence"])
            worst.add(0 if inside == (mpf(row["p_value"]) >= alpha) else 1)


def cubic_share(x1, n1, x2, n2, d):
    """Constrained p2 from the roots of the cubic likelihood equation: the admissible one of largest likelihood."""
    points = [mpf(k) for k in range(4)]     # the cubic is interpolated, not multiplied out by hand

    def slope(p2):
        p1 = p2 + d
        return (x1 * (1 - p1) - (n1 - x1) * p1) * p2 * (1 - p2) + (x2 * (1 - p2) - (n2 - x2) * p2) * p1 * (1 - p1)
    matrix = mp.matrix([[p ** 3, p ** 2, p, 1] for p in points])
    coefficients = list(mp.lu_solve(matrix, mp.matrix([slope(p) for p in points])))
    low, high = max(mpf(0), -d), min(mpf(1), 1 - d)
    roots = [mp.re(r) for r in mp.polyroots(coefficients, maxsteps=500, extraprec=400) if abs(mp.im(r)) < mpf(10) ** -25]

    def likelihood(p):
        total = mpf(0)
        for count, share in ((x1, p + d), (n1 - x1, 1 - p - d), (x2, p), (n2 - x2, 1 - p)):
            if count:
                if share <= 0:
                    return -mp.inf
                total += count * mp.log(share)
        return total
    candidates = [r for r in roots if low <= r <= high] + [low, high]
    return max(candidates, key=likelihood)


def score_of_shares(x1, n1, x2, n2, d, solve):
    p2 = solve(x1, n1, x2, n2, d)
    p1, total = p2 + d, n1 + n2
    variance = (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * total / (total - 1)
    return (mpf(x1) / n1 - mpf(x2) / n2 - d) / mp.sqrt(variance)


def check_share_differences():
    with Worst("miettinen_nurminen: T at the bounds is z and -z, MLE from the cubic", mpf(10) ** -15) as worst:
        for row in rows("share_compare.csv"):
            case = [int(row[key]) for key in ("x1", "n1", "x2", "n2")]
            if max(case) > 10 ** 5:
                continue
            z = g.z_of(float(row["confidence"]))
            for key, sign in (("lower", 1), ("upper", -1)):
                bound = mpf(row[key])
                if abs(bound) < 1:
                    score = score_of_shares(*case, bound, cubic_share)
                    worst.add(relative(score, sign * z) * (1 - abs(bound)))
    with Worst("miettinen_nurminen: T(0)^2 is the N-1 chi-square; the bounds agree with p") as worst:
        for row in rows("share_compare.csv"):
            case = [int(row[key]) for key in ("x1", "n1", "x2", "n2")]
            statistic = mpf(row["statistic"])
            if 0 < case[0] + case[2] < case[1] + case[3]:
                worst.add(relative(score_of_shares(*case, mpf(0), g.constrained_share) ** 2, statistic))
            inside = mpf(row["lower"]) <= 0 <= mpf(row["upper"])
            worst.add(0 if inside == (mpf(row["p_value"]) >= 1 - number(row["confidence"])) else 1)
    with Worst("miettinen_nurminen: T falls over the whole range (one root)", 0) as worst:
        for case in ((1, 1, 0, 1), (0, 5, 7, 7), (3, 10, 6, 20), (0, 10, 0, 30), (1, 2, 50, 100), (10, 10, 9, 30)):
            values = [score_of_shares(*case, mpf(k) / 100, g.constrained_share) for k in range(-99, 100) if k != 0]
            worst.add(sum(1 for x, y in zip(values, values[1:]) if y >= x))


def check_means():
    with Worst("welch p_value and half-width through the beta distribution") as worst:
        for row in list(rows("mean_compare.csv"))[::2]:
            df, statistic = mpf(row["df"]), mpf(row["statistic"])
            n1, n2 = int(row["n1"]), int(row["n2"])
            a, b = number(row["variance1"]) / n1, number(row["variance2"]) / n2
            difference, std_error = number(row["mean1"]) - number(row["mean2"]), mp.sqrt(a + b)
            share = a / (a + b)
            df = 1 / (share ** 2 / (n1 - 1) + (1 - share) ** 2 / (n2 - 1))
            worst.add(relative(mpf(row["df"]), df))
            if max(n1, n2) > 10 ** 5:
                continue
            if statistic != 0:
                p_value = 2 * t_tails(abs(difference) / std_error, df)[1]
                worst.add(relative(mpf(row["p_value"]), p_value))
            half = (mpf(row["upper"]) - mpf(row["lower"])) / 2 / std_error
            tail = t_tails(half, df)[1]
            scale = max(1, abs(difference) / (half * std_error))
            worst.add(relative(tail, g.tail_of(float(row["confidence"]))) / (1 + half) ** 2 / scale)
    with Worst("score_bounded bounds satisfy the score equation") as worst:
        for row in rows("mean_interval.csv", method="score_bounded"):
            n, z = int(row["n"]), g.z_of(float(row["confidence"]))
            low, high, mean = number(row["min"]), number(row["max"]), number(row["mean"])
            for key, end in (("lower", low), ("upper", high)):
                bound = mpf(row[key])
                if mean == end:
                    worst.add(abs(bound - end))
                    continue
                slope = 2 * (bound - mean) - z * z * (low + high - 2 * bound) / n
                error = (bound - mean) ** 2 - z * z * (bound - low) * (high - bound) / n
                worst.add(abs(error / slope) / max(abs(low), abs(high)))


def check_examples():
    """Figures quoted in the definitions."""
    z = g.z_of(0.95)
    with Worst("quoted examples, to the digits quoted", mpf("0.006")) as worst:
        worst.add(abs(100 * g.tango(1, 0, 0, z)[0] + mpf("58.7")) / 10)
        worst.add(abs(100 * g.tango(5, 0, 0, z)[0] - mpf("13.1")) / 10)
        worst.add(abs(g.wilson(1, 1, z)[0] - mpf("0.207")))
        worst.add(abs(1 + 4 * g.wilson(50, 50, z)[0] - mpf("4.71")))
    with Worst("Miettinen-Nurminen: published bounds, to the four places printed", mpf("0.000051")) as worst:
        for case, lower, upper in (((56, 70, 48, 80), "0.0528", "0.3382"), ((9, 10, 3, 10), "0.1700", "0.8406"),
                                   ((5, 56, 0, 29), "-0.0326", "0.1933"), ((10, 10, 0, 20), "0.7156", "1")):
            got = g.miettinen_nurminen(*case, z)
            worst.add(abs(got[0] - mpf(lower)))
            worst.add(abs(got[1] - mpf(upper)))


def run():
    for step in (check_elementary, check_normal, check_distributions, check_shares, check_net,
                 check_share_differences, check_means, check_examples):
        g.progress(step.__name__)
        step()
    print("%d checks, %d bad" % (len(results), results.count(False)))
    return 0 if all(results) else 1
