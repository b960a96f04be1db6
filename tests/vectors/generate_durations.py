# SPDX-License-Identifier: MIT
"""Reference vectors of quantiles and durations, from the definitions: whole numbers, fractions, mpmath.

    python3 generate_durations.py                write every file next to this script
    python3 generate_durations.py FILE.csv ...   write only the files named
    python3 generate_durations.py --out DIR ...  write into another directory

Nothing is done as the library does it: a sample is a sorted list, a binomial sum is a sum, placements
are counted pair by pair.
"""
import argparse
import os
import random
import sys
from fractions import Fraction
from math import comb

import generate as g
from mpmath import mp, mpf

HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = {1: "nearest_rank", 2: "midpoint", 6: "exclusive", 7: "inclusive", 8: "unbiased"}
PROBABILITIES = ((1, 2), (9, 10), (95, 100), (99, 100))
CONFIDENCES = (0.8, 0.9, 0.95, 0.99, 0.999)
NAN = mpf("nan")


def real(fraction):
    return mpf(fraction.numerator) / fraction.denominator


# ---------------------------------------------------------------- where a quantile lies

def position(n, p, kind):
    """j and g of Hyndman & Fan, both clamped: Q = (1 - g) x[j] + g x[j + 1]."""
    m = {1: Fraction(0), 2: Fraction(0), 6: p, 7: 1 - p, 8: (p + 1) / 3}[kind]
    whole = (n * p + m).__floor__()
    rest = n * p + m - whole
    if kind == 1:
        weight = Fraction(1 if rest > 0 else 0)
    elif kind == 2:
        weight = Fraction(1) if rest > 0 else Fraction(1, 2)
    else:
        weight = rest
    low, high = min(max(whole, 1), n), min(max(whole + 1, 1), n)
    return low, high, weight


def one_rank(low, high, weight):
    """The same with the weight below 1, and 0 where both ranks are one."""
    if weight == 1:
        return high, Fraction(0)
    return low, weight if high > low else Fraction(0)


def table_position():
    table = g.Table("Where quantiles of a sorted sample lie, ranks from 1. Hyndman & Fan 1996.",
                    "type,n,num,den,rank,weight,floor,tol", 4)
    rng = random.Random(6)
    cases = [(n, num, den) for n in (*range(1, 13), 29, 100, 101, 368)
             for num, den in ((0, 1), (1, 1), (1, 2), (1, 3), (1, 4), (3, 4), (29, 100), (9, 10), (95, 100),
                              (99, 100), (999, 1000), (1, 4294967295), (4294967294, 4294967295))]
    for _ in range(300):
        den = rng.randrange(1, 2 ** rng.randrange(1, 33))
        cases.append((rng.randrange(1, 2 ** rng.randrange(1, 64)), rng.randrange(0, den + 1), den))
    cases += [(2 ** 64 - 1, 4294967294, 4294967295), (2 ** 64 - 1, 1, 2), (2 ** 64 - 1, 1, 1), (2 ** 64 - 1, 0, 5),
              (2 ** 64 - 2, 1, 2), (2 ** 60 - 1, 29, 100)]
    for n, num, den in cases:
        for kind, name in NAMES.items():
            rank, weight = one_rank(*position(n, Fraction(num, den), kind))
            table.add(name, n, num, den, rank, real(weight), "0", "1e-15")
    return table


# ---------------------------------------------------------------- rank intervals

def tail(confidence):
    """What is left on either side. 0.8 is meant as 80 %, not as the double beside it: a tail of 10 % fits."""
    return (1 - Fraction(confidence)) / 2 * (1 + Fraction(1, 2 ** 40))


def exact_ranks(n, num, den, confidence):
    """max {r: P(B <= r - 1) <= tail} and min {r: P(B >= r) <= tail}, by summing whole numbers."""
    limit = (tail(confidence) * den ** n).__floor__()
    terms = [comb(n, k) * num ** k * (den - num) ** (n - k) for k in range(n + 1)]
    lower, total = 0, 0
    for r in range(1, n + 1):
        total += terms[r - 1]
        if total > limit:
            break
        lower = r
    upper, total = n + 1, 0
    for r in range(n, 0, -1):
        total += terms[r]
        if total > limit:
            break
        upper = r
    return lower, upper


def far_ranks(n, num, den, confidence):
    """The same by bisection of the tails as beta distributions."""
    p, limit = mpf(num) / den, real(tail(confidence))

    def largest(share):
        low, high = 0, n + 1
        spread = 60 * mp.sqrt(n * share * (1 - share)) + 60
        low, high = max(low, int(n * share - spread)), min(high, int(n * share + spread))
        while high - low > 1:
            middle = (low + high) // 2
            if g.Beta(middle, n - middle + 1).sf(share) <= limit:
                low = middle
            else:
                high = middle
        return low
    return largest(p), n + 1 - largest(1 - p)


def table_ranks():
    table = g.Table("Ranks between which a population's quantile lies; 0 and n + 1: none. Conover 1999.",
                    "interval,n,num,den,confidence,lower,upper", 5)
    for num, den in PROBABILITIES:
        for confidence in CONFIDENCES:
            for n in range(1, 401):
                table.add("exact", n, num, den, confidence, *exact_ranks(n, num, den, confidence))
    # Tails that equal what is left of the confidence, exactly.
    for n, confidence in ((1, 0.0078125), (2, 0.5), (3, 0.75), (3, 0.5), (4, 0.875), (5, 0.9375), (6, 0.96875), (10, 0.998046875),
                          (3, 0.0078125), (7, 0.5), (2, 0.0625)):
        table.add("exact", n, 1, 2, confidence, *exact_ranks(n, 1, 2, confidence))
    for num, den in ((1, 4), (3, 4), (1, 3), (1, 100), (1, 1000), (999, 1000)):
        for n in (1, 2, 5, 20, 100, 367, 368, 369):
            table.add("exact", n, num, den, 0.95, *exact_ranks(n, num, den, 0.95))
    for n in (1000, 4567, 10 ** 4 + 1, 10 ** 5, 10 ** 6 + 3, 10 ** 8, 10 ** 9):
        for num, den in PROBABILITIES:
            for confidence in (0.8, 0.95, 0.999):
                table.add("beta", n, num, den, confidence, *far_ranks(n, num, den, confidence))
    for case in ((200, 9, 10, 0.95), (400, 1, 2, 0.999), (368, 99, 100, 0.9)):
        if exact_ranks(*case) != far_ranks(*case):
            raise ValueError("the two ways differ")
    return table


# ---------------------------------------------------------------- readings of a sample

def sample_text(values):
    counts = {}
    for value in sorted(values):
        counts[value] = counts.get(value, 0) + 1
    return " ".join("%d*%d" % item for item in counts.items())


def quantile(values, p, kind):
    low, high, weight = position(len(values), p, kind)
    values = sorted(values)
    return (1 - weight) * values[low - 1] + weight * values[high - 1]


def samples():
    rng = random.Random(33)
    yield [0]
    yield [7]
    yield [5, 5, 5]
    yield [0, 0, 0, 9]
    yield [3, 1, 2]
    yield [1, 2, 3, 4]
    yield list(range(1, 31))
    yield [10, 10, 10, 10, 10, 1000000]
    # Spread that doubles lose: NIST's numerical accuracy sets, moved far from 0.
    yield [10000001, 10000003, 10000002]
    yield [10 ** 12 + 1, 10 ** 12 + 3, 10 ** 12 + 2]
    yield [2 ** 62 + k % 3 for k in range(1001)]
    yield [2 ** 63 - 1, 2 ** 63 - 1, 2 ** 63 - 2]
    yield [2 ** 63 - 1, 0]
    yield [1000003] * 3 + [1000004]
    for n in (2, 6, 7, 20, 50, 72, 120, 200):
        yield [rng.randrange(0, 10 ** rng.randrange(1, 8)) for _ in range(n)]
        yield [int(2 ** rng.gauss(15, 2)) for _ in range(n)]


def moments(values):
    n = len(values)
    mean = Fraction(sum(values), n)
    m2 = sum((x - mean) ** 2 for x in values) / n
    m3 = sum((x - mean) ** 3 for x in values) / n
    return mean, m2, m3


def bound(values, rank):
    return mpf(sorted(values)[rank - 1]) if 1 <= rank <= len(values) else NAN


def table_read():
    table = g.Table("Readings of durations that are kept exactly, in ms.",
                    "figure,num,den,confidence,sample,value,lower,upper,floor,tol", 5)
    for index, values in enumerate(samples()):
        n, text = len(values), sample_text(values)
        confidence = CONFIDENCES[index % len(CONFIDENCES)]
        for num, den in ((1, 2), (1, 4), (9, 10), (95, 100), (99, 100), (1, 3)):
            lower, upper = exact_ranks(n, num, den, confidence)
            for kind, name in NAMES.items():
                table.add(name, num, den, confidence, text, real(quantile(values, Fraction(num, den), kind)),
                          bound(values, lower), bound(values, upper), "0", "4e-16")
        lower, upper = exact_ranks(n, 1, 2, confidence)
        table.add("median", 1, 2, confidence, text, real(quantile(values, Fraction(1, 2), 2)), bound(values, lower),
                  bound(values, upper), "0", "4e-16")
        mean, m2, m3 = moments(values)
        low = high = NAN
        if m2 > 0:
            half = mp.sqrt(real(m2 / (n - 1))) * g.t_point(n - 1, confidence)
            low, high = max(mpf(0), real(mean) - half), real(mean) + half
        table.add("mean", 0, 1, confidence, text, real(mean), low, high, g.short(real(mean) or 1), "1e-12")
        table.add("std_dev", 0, 1, confidence, text, mp.sqrt(real(m2 * n / (n - 1))) if n > 1 else NAN, NAN, NAN, "0",
                  "1e-15")
        # Third powers of doubles: beyond 53 bits of distance from 0 the cells are not exact any more.
        if max(values) < 2 ** 50:
            table.add("skewness", 0, 1, confidence, text, real(m3) / mp.sqrt(real(m2)) ** 3 if m2 > 0 else NAN, NAN, NAN,
                      "1e-3", "1e-8")
    return table


# ---------------------------------------------------------------- comparisons

def pairs():
    rng = random.Random(45)
    yield [1, 2, 3, 4, 5, 6, 7], [4, 5, 6, 7, 8, 9, 10]
    yield [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1], [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]  # Brunner & Munzel 2000
    yield [5, 5, 5, 5, 5, 5], [5, 5, 5, 5, 5, 5]
    yield [1, 2, 3, 4, 5, 6], [11, 12, 13, 14, 15, 16]
    yield [11, 12, 13, 14, 15, 16], [1, 2, 3, 4, 5, 6]
    yield [5], [1, 2, 3, 9]
    yield [3], [3]
    yield [1, 9], [4]
    yield [0, 0, 0, 0, 0, 0, 7], [0, 0, 0, 0, 0, 0]
    for n1, n2 in ((6, 6), (8, 30), (30, 8), (40, 40), (100, 90), (7, 150)):
        yield ([int(2 ** rng.gauss(8, 2)) for _ in range(n1)], [int(2 ** rng.gauss(8.7, 1.5)) for _ in range(n2)])
        yield ([rng.randrange(0, 6) for _ in range(n1)], [rng.randrange(1, 7) for _ in range(n2)])
        yield ([rng.randrange(10 ** 6) for _ in range(n1)], [rng.randrange(10 ** 6) for _ in range(n2)])


def two_sided_t(statistic, df):
    return 2 * g.StudentT(df).sf(abs(statistic)) if statistic != 0 else mpf(1)


def placements(values, others):
    """For each value the share of the others below it, those equal by half: pair by pair."""
    return [Fraction(sum(2 if y < x else 1 if y == x else 0 for y in others), 2 * len(others)) for x in values]


def variance(values):
    mean = Fraction(sum(values), 1) / len(values)
    return sum((x - mean) ** 2 for x in values) / (len(values) - 1)


def order(now, before, confidence):
    """P(now < before) + P(=)/2 - 1/2 with Brunner and Munzel's interval; without variance Mann and Whitney's p."""
    n1, n2 = len(now), len(before)
    of_before, of_now = placements(before, now), placements(now, before)
    difference = sum(of_before) / n2 - Fraction(1, 2)
    v1 = variance(of_now) / n1 if n1 > 1 else Fraction(0)
    v2 = variance(of_before) / n2 if n2 > 1 else Fraction(0)
    if n1 > 1 and n2 > 1 and v1 + v2 > 0:
        std_error = mp.sqrt(real(v1 + v2))
        df = real((v1 + v2) ** 2 / (v1 ** 2 / (n1 - 1) + v2 ** 2 / (n2 - 1)))
        statistic = real(difference) / std_error
        half = g.t_point(df, confidence) * std_error
        return (real(difference), max(-mpf(1) / 2, real(difference) - half), min(mpf(1) / 2, real(difference) + half),
                std_error, statistic, df, two_sided_t(statistic, df))
    both, n = now + before, n1 + n2
    ties = sum(both.count(x) ** 3 - both.count(x) for x in set(both))
    spread = Fraction(n + 1, 1) - Fraction(ties, n * (n - 1))
    spread /= 12 * n1 * n2
    statistic = real(difference) / mp.sqrt(real(spread)) if spread > 0 else mpf(0)
    return real(difference), NAN, NAN, NAN, statistic, NAN, 2 * g.normal_sf(abs(statistic))


def mean_difference(now, before, confidence):
    n1, n2 = len(now), len(before)
    difference = real(Fraction(sum(now), n1) - Fraction(sum(before), n2))
    v1 = variance(now) / n1 if n1 > 1 else Fraction(0)
    v2 = variance(before) / n2 if n2 > 1 else Fraction(0)
    if n1 < 2 or n2 < 2 or v1 + v2 == 0:
        return difference, NAN, NAN, NAN, NAN, NAN, NAN
    std_error = mp.sqrt(real(v1 + v2))
    df = real((v1 + v2) ** 2 / (v1 ** 2 / (n1 - 1) + v2 ** 2 / (n2 - 1)))
    statistic, half = difference / std_error, g.t_point(df, confidence) * std_error
    return difference, difference - half, difference + half, std_error, statistic, df, two_sided_t(statistic, df)


def median_difference(now, before, confidence):
    def three(values):
        lower, upper = exact_ranks(len(values), 1, 2, confidence)
        return real(quantile(values, Fraction(1, 2), 2)), bound(values, lower), bound(values, upper)
    (a, a_low, a_high), (b, b_low, b_high) = three(now), three(before)
    lower = a - b - mp.sqrt((a - a_low) ** 2 + (b_high - b) ** 2)
    upper = a - b + mp.sqrt((a_high - a) ** 2 + (b - b_low) ** 2)
    return a - b, lower, upper, NAN, NAN, NAN, NAN


def table_compare():
    table = g.Table("Two sets of durations compared, now minus before.",
                    "kind,confidence,now,before,difference,lower,upper,std_error,statistic,df,p_value,floor,tol,tol_p", 4)
    kinds = (("median", median_difference), ("mean", mean_difference), ("order", order))
    for index, (now, before) in enumerate(pairs()):
        confidence = CONFIDENCES[index % len(CONFIDENCES)]
        for name, function in kinds:
            result = function(now, before, confidence)
            floor = mpf(1) if name == "order" else mpf(max(now + before)) or mpf(1)
            table.add(name, confidence, sample_text(now), sample_text(before), *result, g.short(floor), "1e-11", "1e-9")
    return table


FILES = {
    "quantile_position.csv": table_position,
    "quantile_ranks.csv": table_ranks,
    "durations_read.csv": table_read,
    "durations_compare.csv": table_compare,
}


def main():
    parser = argparse.ArgumentParser(description="Write the reference vectors of quantiles and durations.")
    parser.add_argument("files", nargs="*", help="names of files to write (default: all)")
    parser.add_argument("--out", default=HERE, help="directory to write to")
    options = parser.parse_args()
    unknown = [name for name in options.files if name not in FILES]
    if unknown:
        parser.error("no such file: " + ", ".join(unknown))
    for name in options.files or FILES:
        table = FILES[name]()
        table.write(os.path.join(options.out, name))
        g.progress("%s: %s" % (name, ", ".join("%s %d" % item for item in table.counts().items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
