# SPDX-License-Identifier: MIT
"""Reference vectors, computed from the definitions with mpmath only.

    python3 generate.py                  write every file next to this script
    python3 generate.py beta.csv ...     write only the files named
    python3 generate.py --list           names of the files
    python3 generate.py --check          cross-check the formulas, write nothing
    python3 generate.py --out DIR ...    write into another directory

Every input that is not an integer is an IEEE double and is taken at its exact value.
Working precision is 60 significant digits; tail integrals and inversions are good to
at least 25, and 20 are printed.
"""
import argparse
import math
import os
import random
import sys
import time

from mpmath import mp, mpf

DIGITS = 60
mp.dps = DIGITS

HERE = os.path.dirname(os.path.abspath(__file__))
CONFIDENCES = (0.95, 0.9, 0.99, 0.8, 0.999, 0.999999)
CLOSED = 1e-12        # closed forms and distribution functions
INVERTED = 1e-9       # bounds found by inverting a function
FAR_TAIL = 1e-11      # distribution functions below exp(-300)
ULP = 2.0 ** -52
TINY = mpf(10) ** -305   # smaller expectations are not written: too near the subnormals


def progress(text):
    print(text, file=sys.stderr, flush=True)


# ---------------------------------------------------------------- root finding

def find_root(function, left, right, digits=45):
    """Root of a continuous function in a bracket (Chandrupatla: inverse quadratic or halving)."""
    a, b = mpf(right), mpf(left)
    fa, fb = function(a), function(b)
    if fa == 0:
        return a
    if fb == 0:
        return b
    if (fa > 0) == (fb > 0):
        raise ValueError("no sign change")
    c, fc = a, fa
    accuracy = mpf(10) ** -digits
    t = mpf(1) / 2
    while True:
        point = a + t * (b - a)
        value = function(point)
        if (value > 0) == (fa > 0):
            c, fc = a, fa
        else:
            c, b, fc, fb = b, a, fb, fa
        a, fa = point, value
        best = a if abs(fa) < abs(fb) else b
        if fa == 0:
            return a
        limit = accuracy * abs(best) / abs(b - a)
        if limit > 0.5:
            return best
        xi = (a - b) / (c - b)
        phi = (fa - fb) / (fc - fb)
        if phi * phi < xi and (1 - phi) * (1 - phi) < 1 - xi:
            t = fa / (fb - fa) * fc / (fb - fc) \
                + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
        else:
            t = mpf(1) / 2
        t = min(max(t, limit), 1 - limit)


# ---------------------------------------------------------------- tails of log-concave densities

def integrate_decay(drop, agreement):
    """Integral of exp(-drop(t)) over t > 0, for a convex drop with drop(0) = 0.

    Double exponential rule t = s exp(u - exp(-u)), halving the step until two sums agree;
    the error of the last sum is about the square of the difference.
    """
    scale = mpf(1)
    while drop(scale) > 2:
        scale /= 4
    while drop(scale) < 0.5:
        scale *= 2
    exp = mp.exp

    def term(u):
        e = exp(-u)
        t = scale * exp(u - e)
        return exp(-drop(t)) * t * (1 + e)

    negligible = mpf(10) ** -(mp.dps - 8) if agreement < 1e-12 else mpf(10) ** -18
    step = mpf(1) / 4
    total = term(mpf(0))
    reach = []
    for direction in (-1, 1):
        k = 1
        while True:
            value = term(direction * k * step)
            total += value
            if value < negligible * total:
                break
            k += 1
        reach.append(k * step)
    previous = total * step
    for _ in range(12):
        half = step / 2
        u = -reach[0] + half
        while u < reach[1]:
            total += term(u)
            u += step
        step = half
        current = total * step
        if abs(current - previous) < agreement * current:
            return current
        previous = current
    raise ArithmeticError("the integral did not converge")


class LogConcave:
    """A distribution on a scale y where its density is log-concave, with tails by integration."""

    accurate = 1e-20
    rough = 1e-7

    def tails(self, y, agreement=None):
        """(lower, upper) tail at y; the tail beyond the mode is integrated, the other is 1 - it."""
        agreement = agreement or self.accurate
        density = mp.exp(self.log_density(y))
        if y >= self.mode():
            upper = density * integrate_decay(self.drop_upwards(y), agreement)
            return 1 - upper, upper
        lower = density * integrate_decay(self.drop_downwards(y), agreement)
        return lower, 1 - lower

    def point_with_tail(self, tail, upper):
        """y whose upper (or lower) tail is `tail` <= 1/2: Newton on the logarithm of the tail."""
        sign = -1 if upper else 1
        y = self.mode()

        def newton_step(point, agreement):
            log_tail, slope = self.log_tail(point, upper, agreement)
            return (mp.log(tail) - log_tail) / (sign * slope), slope

        # The density at the answer is not much below the tail; a first step beyond that is cut.
        deepest = self.log_density(y) + 4 * mp.log(tail) - 20
        with mp.workdps(36):
            for _ in range(60):
                step, slope = newton_step(y, self.rough)
                while self.log_density(y + step) < deepest:
                    step /= 2
                y += step
                if abs(step) * slope < 1e-8:
                    break
        for _ in range(8):
            step, slope = newton_step(y, self.accurate)
            y += step
            if abs(step) * slope < 1e-17:
                return y
        raise ArithmeticError("no convergence")

    def log_tail(self, y, upper, agreement):
        """Logarithm of a tail and the absolute value of its derivative."""
        tail = self.tails(y, agreement)[1 if upper else 0]
        return mp.log(tail), mp.exp(self.log_density(y)) / tail

    def cdf(self, x):
        return self.tails(self.to_scale(mpf(x)))[0]

    def sf(self, x):
        return self.tails(self.to_scale(mpf(x)))[1]

    def quantile(self, p):
        p = mpf(p)
        y = self.point_with_tail(p, False) if p <= 0.5 else self.point_with_tail(1 - p, True)
        return self.from_scale(y)

    def isf(self, q):
        q = mpf(q)
        y = self.point_with_tail(q, True) if q <= 0.5 else self.point_with_tail(1 - q, False)
        return self.from_scale(y)


class Beta(LogConcave):
    """Beta(a, b) on the scale y = log(x / (1 - x)): log density a log x + b log(1 - x) - log B(a, b)."""

    def __init__(self, a, b):
        self.a, self.b = mpf(a), mpf(b)
        self.log_beta = mp.loggamma(self.a) + mp.loggamma(self.b) - mp.loggamma(self.a + self.b)

    def mode(self):
        return mp.log(self.a / self.b)

    def to_scale(self, x):
        return mp.log(x / (1 - x))

    def from_scale(self, y):
        return 1 / (1 + mp.exp(-y))

    def relative_step(self, x):
        """Change of y per relative change of the smaller of x and 1 - x."""
        return 1 / max(x, 1 - x)

    def log_density(self, y):
        return -self.a * mp.log(1 + mp.exp(-y)) - self.b * mp.log(1 + mp.exp(y)) - self.log_beta

    def drop_upwards(self, y):
        return self._drop(self.a, self.b, 1 / (1 + mp.exp(-y)), 1 / (1 + mp.exp(y)))

    def drop_downwards(self, y):
        return self._drop(self.b, self.a, 1 / (1 + mp.exp(y)), 1 / (1 + mp.exp(-y)))

    @staticmethod
    def _drop(a, b, x, q):
        def drop(t):
            e = mp.exp(t)
            return a * mp.log(1 + q * (1 / e - 1)) + b * mp.log(1 + x * (e - 1))
        return drop


class Gamma(LogConcave):
    """Gamma(shape), unit rate, on the scale y = log x: log density shape y - exp(y) - log Gamma(shape)."""

    def __init__(self, shape):
        self.shape = mpf(shape)
        self.log_gamma = mp.loggamma(self.shape)

    def mode(self):
        return mp.log(self.shape)

    def to_scale(self, x):
        return mp.log(x)

    def from_scale(self, y):
        return mp.exp(y)

    def relative_step(self, x):
        """Change of y per relative change of x."""
        return mpf(1)

    def log_density(self, y):
        return self.shape * y - mp.exp(y) - self.log_gamma

    def drop_upwards(self, y):
        x, shape = mp.exp(y), self.shape
        return lambda t: x * (mp.exp(t) - 1) - shape * t

    def drop_downwards(self, y):
        x, shape = mp.exp(y), self.shape
        return lambda t: shape * t + x * (mp.exp(-t) - 1)


class StudentT(LogConcave):
    """t with df degrees of freedom on the scale x = sqrt(df) sinh(y): density cosh(y)^-df / B(1/2, df/2)."""

    def __init__(self, df):
        self.df = mpf(df)
        half = self.df / 2
        self.log_beta = mp.loggamma(mpf(1) / 2) + mp.loggamma(half) - mp.loggamma(half + mpf(1) / 2)

    def mode(self):
        return mpf(0)

    def to_scale(self, x):
        return mp.asinh(x / mp.sqrt(self.df))

    def from_scale(self, y):
        return mp.sqrt(self.df) * mp.sinh(y)

    def log_density(self, y):
        return -self.df * mp.log(mp.cosh(y)) - self.log_beta

    def drop_upwards(self, y):
        tanh, df = mp.tanh(y), self.df

        def drop(t):
            e = mp.exp(t)
            return df * mp.log((e * (1 + tanh) + (1 - tanh) / e) / 2)
        return drop

    def drop_downwards(self, y):
        return self.drop_upwards(-y)

    def elasticity(self, x):
        """Relative change of the upper tail per relative change of x."""
        y = self.to_scale(mpf(x))
        return mp.exp(self.log_density(y)) / self.tails(y)[1] * mp.tanh(y)


# ---------------------------------------------------------------- the normal distribution

def normal_cdf(x):
    return mp.erfc(-mpf(x) / mp.sqrt(2)) / 2


def normal_sf(x):
    return mp.erfc(mpf(x) / mp.sqrt(2)) / 2


def normal_isf(q):
    """Point with upper tail q: Newton on the logarithm of the smaller tail."""
    q = mpf(q)
    if q > 0.5:
        return -normal_isf(1 - q)
    x = mpf(0)
    log_q = mp.log(q)
    for _ in range(200):
        tail = normal_sf(x)
        slope = mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi) / tail
        step = (mp.log(tail) - log_q) / slope
        x += step
        if abs(step) < mpf(10) ** -52:
            return x
    raise ArithmeticError("no convergence")


def normal_quantile(p):
    return -normal_isf(p)


_z = {}


def z_of(confidence):
    """Upper alpha/2 normal point, alpha = 1 - confidence exactly."""
    if confidence not in _z:
        _z[confidence] = normal_isf(tail_of(confidence))
    return _z[confidence]


def tail_of(confidence):
    return (1 - mpf(confidence)) / 2


def two_sided_p(statistic):
    return mp.erfc(abs(statistic) / mp.sqrt(2))


# ---------------------------------------------------------------- shares

def share_std_error(x, n):
    return mp.sqrt(mpf(x) * (n - x) / n) / n


def wilson(x, n, z):
    """Roots p of (x/n - p)^2 = z^2 p (1 - p) / n; x may be any real number in 0..n."""
    x, n = mpf(x), mpf(n)
    root = z * mp.sqrt(z * z + 4 * x * (n - x) / n)
    lower = (2 * x + z * z - root) / (2 * (n + z * z)) if x != 0 else mpf(0)
    upper = (2 * x + z * z + root) / (2 * (n + z * z)) if x != n else mpf(1)
    return lower, upper


def agresti_coull(x, n, z):
    """Wald interval around (x + z^2/2) / (n + z^2), not clamped; also centre and half-width."""
    total = n + z * z
    centre = (x + z * z / 2) / total
    half = z * mp.sqrt(centre * (1 - centre) / total)
    return centre - half, centre + half, centre, half


def clopper_pearson(x, n, tail):
    """Binomial tails equal to `tail`, through the beta distribution."""
    lower = Beta(x, n - x + 1).quantile(tail) if x > 0 else mpf(0)
    upper = Beta(x + 1, n - x).isf(tail) if x < n else mpf(1)
    return lower, upper


def jeffreys(x, n, tail):
    """Equal-tailed interval of Beta(x + 1/2, n - x + 1/2), 0 at x = 0 and 1 at x = n."""
    posterior = Beta(mpf(x) + mpf(1) / 2, mpf(n - x) + mpf(1) / 2)
    lower = posterior.quantile(tail) if x > 0 else mpf(0)
    upper = posterior.isf(tail) if x < n else mpf(1)
    return lower, upper


# ---------------------------------------------------------------- net scores (promoters - detractors)

def net_value(positive, neutral, negative):
    return mpf(positive - negative) / (positive + neutral + negative)


def net_variance(positive, neutral, negative):
    """(c + b)/n - d^2 written as (4 b c + m (b + c)) / n^2."""
    n = positive + neutral + negative
    numerator = 4 * positive * negative + neutral * (positive + negative)
    return mpf(numerator) / (mpf(n) * n)


def net_std_error(positive, neutral, negative):
    return mp.sqrt(net_variance(positive, neutral, negative) / (positive + neutral + negative))


def net_adjusted(positive, neutral, negative, wing):
    """Value and variance of the mean after adding (wing, 2 wing, wing)."""
    c, m, b = positive + wing, neutral + 2 * wing, negative + wing
    n = c + m + b
    value = (c - b) / n
    return value, ((c + b) / n - value * value) / n


def tango_detractors(positive, neutral, negative, d):
    """Most likely detractor share when the net score is d >= 0.

    Root q >= 0 of b/q + c/(q + d) = 2m/(1 - 2q - d), multiplied out to a quadratic.
    """
    n = positive + neutral + negative
    linear = -positive - negative + (2 * n - positive + negative) * d
    constant = -negative * d * (1 - d)
    return (mp.sqrt(linear * linear - 8 * n * constant) - linear) / (4 * n)


def tango_variance(positive, neutral, negative, d):
    """Variance of one answer when the net score is d and the rest is most likely."""
    if d < 0:
        return tango_variance(negative, neutral, positive, -d)
    return 2 * tango_detractors(positive, neutral, negative, d) + d * (1 - d)


def tango_upper(positive, neutral, negative, z):
    """D > d with D - d = z sqrt(variance(D) / n)."""
    n = positive + neutral + negative
    if positive == n:
        return mpf(1)
    d = net_value(positive, neutral, negative)

    def excess(point):
        return point - d - z * mp.sqrt(tango_variance(positive, neutral, negative, point) / n)
    return find_root(excess, d + (1 - d) * mpf(10) ** -50, mpf(1))


def tango(positive, neutral, negative, z):
    return (-tango_upper(negative, neutral, positive, z),
            tango_upper(positive, neutral, negative, z))


# ---------------------------------------------------------------- two net scores

def mover_lower(first, second, z):
    """Lower MOVER bound of d1 - d2 on score limits."""
    d1, d2 = net_value(*first), net_value(*second)
    l1 = -tango_upper(first[2], first[1], first[0], z)
    u2 = tango_upper(*second, z)
    return d1 - d2 - mp.sqrt((d1 - l1) ** 2 + (u2 - d2) ** 2)


def mover(first, second, z):
    return mover_lower(first, second, z), -mover_lower(second, first, z)


def mover_statistic(first, second):
    """z with the sign of the difference at which the bound nearest 0 is 0."""
    n1, n2 = sum(first), sum(second)
    order = (first[0] - first[2]) * n2 - (second[0] - second[2]) * n1
    if order == 0:
        return mpf(0)
    if order < 0:
        return -mover_statistic(second, first)
    top = mpf(1)
    while mover_lower(first, second, top) > 0:
        top *= 2
    return find_root(lambda z: mover_lower(first, second, z), top / 2 if top > 1 else top * mpf(10) ** -12,
                     top, 30)


# ---------------------------------------------------------------- two shares

def constrained_share(x1, n1, x2, n2, d):
    """Most likely p2 when p1 = p2 + d: zero of the derivative of the log likelihood, or an end point."""
    y1, y2 = n1 - x1, n2 - x2
    left, right = max(mpf(0), -d), min(mpf(1), 1 - d)

    def slope_at_end(p):
        total = mpf(0)
        for count, share in ((x1, p + d), (-y1, 1 - p - d), (x2, p), (-y2, 1 - p)):
            if count == 0:
                continue
            if abs(share) < mpf(10) ** -55:
                return mp.inf if count > 0 else -mp.inf
            total += count / share
        return total

    def slope(p2):
        """The same derivative times p1 q1 p2 q2, which has the same sign inside."""
        p1 = p2 + d
        q1, q2 = 1 - p1, 1 - p2
        return (x1 * q1 - y1 * p1) * p2 * q2 + (x2 * q2 - y2 * p2) * p1 * q1

    if left >= right or slope_at_end(left) <= 0:
        return left
    if slope_at_end(right) >= 0:
        return right
    edge = (right - left) * mpf(10) ** -40
    return find_root(slope, left + edge, right - edge, 48)


def share_difference_variance(x1, n1, x2, n2, d):
    """Variance of p1 - p2 at the constrained estimates, with the factor N/(N - 1)."""
    p2 = constrained_share(x1, n1, x2, n2, d)
    p1 = p2 + d
    total = n1 + n2
    return (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * total / (total - 1)


def miettinen_nurminen_upper(x1, n1, x2, n2, z):
    if x1 == n1 and x2 == 0:
        return mpf(1)
    difference = mpf(x1) / n1 - mpf(x2) / n2

    def excess(d):
        if d == 1:
            return 1 - difference
        return d - difference - z * mp.sqrt(max(0, share_difference_variance(x1, n1, x2, n2, d)))
    return find_root(excess, difference + (1 - difference) * mpf(10) ** -40, mpf(1), 36)


def miettinen_nurminen(x1, n1, x2, n2, z):
    return (-miettinen_nurminen_upper(x2, n2, x1, n1, z),
            miettinen_nurminen_upper(x1, n1, x2, n2, z))


def chi_square_n1(x1, n1, x2, n2):
    """(N - 1) (x1 y2 - x2 y1)^2 / (n1 n2 t (N - t)), 0 when all answers are equal."""
    total, hits = n1 + n2, x1 + x2
    if hits in (0, total):
        return mpf(0)
    cross = x1 * (n2 - x2) - x2 * (n1 - x1)
    return mpf((total - 1) * cross * cross) / (n1 * n2 * hits * (total - hits))


# ---------------------------------------------------------------- means

_t = {}


def t_point(df, confidence):
    key = (df, confidence)
    if key not in _t:
        _t[key] = StudentT(df).isf(tail_of(confidence))
    return _t[key]


def welch(n1, variance1, n2, variance2):
    """Standard error and Satterthwaite degrees of freedom."""
    first, second = mpf(variance1) / n1, mpf(variance2) / n2
    total = first + second
    df = total ** 2 / ((first ** 2 / (n1 - 1) if n1 > 1 else 0) + (second ** 2 / (n2 - 1) if n2 > 1 else 0))
    return mp.sqrt(total), df


# ---------------------------------------------------------------- deterministic inputs

class Inputs:
    """Random inputs that do not depend on the platform: only random() and exact scaling are used."""

    def __init__(self, seed):
        self._random = random.Random(seed).random

    def unit(self):
        return self._random()

    def between(self, low, high):
        return low + (high - low) * self._random()

    def integer(self, low, high):
        """Integer in low..high."""
        return low + int(self._random() * (high - low + 1))

    def log_integer(self, low, high):
        """Integer in low..high, about uniform in its number of bits."""
        bits = self.integer(low.bit_length(), high.bit_length())
        value = (1 << (bits - 1)) + int(self._random() * (1 << (bits - 1)))
        return min(max(value, low), high)

    def double(self, low_exponent, high_exponent):
        """A full-length double whose binary exponent is in the given range."""
        return math.ldexp(1 + self._random(), self.integer(low_exponent, high_exponent))

    def decimal(self, low, high, places):
        return float("%.*f" % (places, self.between(low, high)))

    def pick(self, items):
        return items[int(self._random() * len(items))]


def cycle_confidences():
    while True:
        yield from CONFIDENCES


# ---------------------------------------------------------------- files

def text(value):
    if isinstance(value, mpf):
        if mp.isnan(value):
            return "nan"
        if mp.isinf(value):
            return "inf" if value > 0 else "-inf"
        if value == 0:
            return "0"
        return mp.nstr(value, 20, min_fixed=-4, max_fixed=17)
    if isinstance(value, float):
        return repr(value)
    return str(value)


def short(value):
    """A floor: three digits are enough."""
    return float("%.3g" % float(value))


class Table:
    def __init__(self, about, columns, inputs):
        self.about, self.columns, self.inputs = about, columns.split(","), inputs
        self.rows, self.seen = [], set()

    def is_new(self, *key):
        if key in self.seen:
            return False
        self.seen.add(key)
        return True

    def add(self, *row):
        if len(row) != len(self.columns):
            raise ValueError("wrong number of columns")
        self.rows.append(row)

    def counts(self):
        result = {}
        for row in self.rows:
            result[row[0]] = result.get(row[0], 0) + 1
        return result

    def write(self, path):
        with open(path, "w", encoding="ascii", newline="\n") as out:
            out.write("# " + self.about + "\n# SPDX-License-Identifier: MIT\n")
            out.write(",".join(self.columns) + "\n")
            for row in self.rows:
                out.write(",".join(text(value) for value in row) + "\n")


# ---- elementary.csv

def log1pmx(x):
    with mp.workdps(400):
        return +(mp.log(1 + mpf(x)) - mpf(x))


def table_elementary():
    table = Table("Elementary functions at exact doubles; log1pmx(x) = log(1 + x) - x.",
                  "function,x,want,floor,tol", 2)
    rng = Inputs(101)

    def exact(function, x):
        with mp.workdps(400):
            return function(mpf(x))

    functions = {
        "exp": mp.exp,
        "expm1": lambda x: mp.exp(x) - 1,
        "log": mp.log,
        "log1p": lambda x: mp.log(1 + x),
    }

    def add(name, x):
        x = float(x)
        if not table.is_new(name, x):
            return
        if name == "log1pmx":
            want = mpf(0) if x == 0 else log1pmx(x)
            table.add(name, x, want, 0, 1e-14)
            return
        if name in ("expm1", "log1p") and 0 < abs(x) < 1e-150:
            want = mpf(x)          # the next term is below 1e-150 of it
        else:
            want = exact(functions[name], x)
        table.add(name, x, want, 0, 4e-16)

    signs = (1.0, -1.0)
    for k in (0.0, 1.0, -1.0, 0.5, -0.5, 2.0, 10.0, -10.0, 100.0, -100.0, 700.0, -700.0,
              709.78, 709.782712893384, -708.39, -708.396418532264, 0.6931471805599453,
              -0.6931471805599453, 0.34657359027997264, -0.34657359027997264, 36.7, -36.7, 37.5, -37.5):
        add("exp", k)
        add("expm1", k)
    for e in range(1, 60, 4):
        for sign in signs:
            add("exp", sign * math.ldexp(1 + rng.unit(), -e))
    for e in list(range(1, 70, 3)) + [100, 300, 700, 1000, 1021]:
        for sign in signs:
            add("expm1", sign * math.ldexp(1 + rng.unit(), -e))
    for _ in range(110):
        add("exp", rng.between(-708, 709.5))
        add("expm1", rng.between(-2, 2))
    for _ in range(60):
        add("exp", rng.between(-20, 20))
        add("expm1", rng.between(-45, 709.5))
    for x in (5e-324, -5e-324, 1.5e-310, -1.5e-310, 2.2250738585072014e-308, -2.2250738585072014e-308):
        add("exp", x)
        add("expm1", x)
        add("log1p", x)

    for x in (1.0, 2.0, 10.0, 0.1, 0.5, 5e-324, 1e-323, 1.5e-310, 2.2250738585072014e-308, 2.225073858507201e-308,
              1.7976931348623157e308, 1e300, 1e-300, 2.718281828459045, 0.7071067811865476, 1.4142135623730951,
              0.70710678118654746, 0.9999999999999999, 1.0000000000000002, 0.999, 1.001):
        add("log", x)
    for e in range(3, 53, 2):
        for sign in signs:
            add("log", 1 + sign * math.ldexp(1 + rng.unit(), -e))
    for _ in range(80):
        add("log", rng.double(-1022, 1022))
    for _ in range(70):
        add("log", rng.between(0.4, 2.5))

    for x in (0.0, 1.0, -0.5, 0.5, 2.0, 1e10, 1e17, 1e300, 1.7976931348623157e308, -0.9999999999999999,
              -0.99, -0.999999, 0.41421356237309515, -0.2928932188134524, -0.29289321881345254):
        add("log1p", x)
    for e in list(range(1, 70, 2)) + [100, 300, 700, 1000, 1021]:
        for sign in signs:
            add("log1p", sign * math.ldexp(1 + rng.unit(), -e - 1))
    for e in range(2, 53, 5):
        add("log1p", -1 + math.ldexp(1 + rng.unit(), -e))
    for _ in range(80):
        add("log1p", rng.between(-0.99, 1.5))
    for _ in range(40):
        add("log1p", rng.double(0, 1000))

    for x in (0.0, 1.0, -0.5, 0.5, 2.0, 1e10, 1e300, -0.9999999999999999, -0.99, 1e-150, -1e-150):
        add("log1pmx", x)
    for e in list(range(1, 66, 2)) + [100, 200, 300, 400, 480]:
        for sign in signs:
            add("log1pmx", sign * math.ldexp(1 + rng.unit(), -e - 1))
    for e in range(2, 53, 6):
        add("log1pmx", -1 + math.ldexp(1 + rng.unit(), -e))
    for _ in range(100):
        add("log1pmx", rng.between(-0.99, 1.5))
    for _ in range(40):
        add("log1pmx", rng.double(0, 1000))
    return table


# ---- distributions

def tail_tolerance(value, elasticity=0):
    """1e-12 (1e-11 far out), or the change of the value when x moves by one unit in the last place."""
    base = FAR_TAIL if value < mp.exp(-300) else CLOSED
    return max(base, float("%.2g" % (ULP * float(elasticity))))


def small_point_floor(want):
    """Points near 0 of a symmetric distribution inherit the cancellation of p - 1/2."""
    return 1e-3 if 0 < abs(want) < 0.02 else 0


TAILS = (1e-12, 1e-9, 1e-6, 5e-7, 0.0005, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9,
         0.95, 0.975, 0.995, 0.9999, 0.999999)


def table_normal():
    table = Table("Standard normal distribution; normal_quantile takes the lower, normal_isf the upper tail.",
                  "function,x,want,floor,tol", 2)
    rng = Inputs(102)
    points = [float(k) for k in range(-38, 39)] + [-37.5, 37.5, 1.96, -1.96, 1e-10, -1e-10, 1e-300, 0.25, -0.25]
    points += [rng.between(-8, 8) for _ in range(90)] + [rng.between(-37.5, 37.5) for _ in range(60)]
    for name, function in (("normal_cdf", normal_cdf), ("normal_sf", normal_sf)):
        for x in points:
            want = function(x)
            if want > TINY and table.is_new(name, x):
                table.add(name, x, want, 0, tail_tolerance(want))
    tails = [0.0, 1.0] + list(TAILS) + [(1 - c) / 2 for c in CONFIDENCES] + [1 - (1 - c) / 2 for c in CONFIDENCES]
    tails += [float("1e-%d" % k) for k in range(1, 301, 7)] + [1e-300, 2.3e-308]
    tails += [1 - float("1e-%d" % k) for k in range(1, 17)] + [0.9999999999999999]
    tails += [0.425, 0.075, 0.925, 0.0749999, 0.5000001, 0.4999, 0.4999999999999999, 0.5000000000000001]
    tails += [rng.unit() for _ in range(60)] + [rng.double(-60, -2) for _ in range(30)] \
        + [rng.double(-990, -60) for _ in range(35)]
    for name, function in (("normal_quantile", normal_quantile), ("normal_isf", normal_isf)):
        for p in tails:
            if not table.is_new(name, p):
                continue
            if p in (0.0, 1.0):
                want = mpf("inf") if (p == 1.0) == (name == "normal_quantile") else mpf("-inf")
            elif p == 0.5:
                want = mpf(0)
            else:
                want = function(p)
            table.add(name, p, want, small_point_floor(want) if p not in (0.0, 1.0) else 0, CLOSED)
    return table


def table_student_t():
    table = Table("Student t distribution; student_t_quantile takes the lower, student_t_isf the upper tail.",
                  "function,x,df,want,floor,tol", 3)
    rng = Inputs(103)
    dfs = [0.5, 1.0, 1.5, 2.0, 3.0, 3.7, 4.0, 5.0, 9.0, 17.25, 30.0, 99.0, 343.1, 1000.0, 1e4, 123456.7, 1e6, 1e7,
           1e9, 999999999.5, 1e12, 1e15]
    points = [0.0, 1e-8, 0.01, 0.5, 1.0, 1.96, 2.5, 4.0, 10.0, 30.0]
    for df in dfs:
        family = StudentT(df)
        extra = [rng.decimal(0, 6, 3), rng.between(0, 12)] + ([1e3, 1e8] if df < 40 else [])
        for x in points + extra:
            for sign in (1.0, -1.0):
                if sign < 0 and rng.unit() < 0.5:
                    continue
                lower, upper = family.tails(family.to_scale(mpf(sign * x)))
                for name, want in (("student_t_cdf", lower), ("student_t_sf", upper)):
                    if want > TINY and table.is_new(name, sign * x, df):
                        table.add(name, sign * x, df, want, 0, tail_tolerance(want))
    for df in dfs:
        family = StudentT(df)
        tails = [rng.pick(TAILS[:8]), rng.pick(TAILS[:8]), 0.025, 0.0005, 0.95, rng.pick(TAILS[8:]),
                 rng.unit(), rng.unit() / 2, 1 - 0.025, rng.double(-60, -10),
                 (1 - rng.pick(CONFIDENCES)) / 2, 1 - (1 - rng.pick(CONFIDENCES)) / 2]
        if df in (1.0, 3.7, 1000.0, 1e9):
            tails += [0.0, 0.5, 1.0, 1e-30, 1e-100, 0.500001, 0.4999]
        for p in tails:
            for name in ("student_t_quantile", "student_t_isf"):
                if not table.is_new(name, p, df):
                    continue
                upper = name == "student_t_isf"
                if p in (0.0, 1.0):
                    want, floor = mpf("inf") if (p == 1.0) != upper else mpf("-inf"), 0
                elif p == 0.5:
                    want, floor = mpf(0), 0
                else:
                    want = family.isf(p) if upper else family.quantile(p)
                    floor = small_point_floor(want)
                table.add(name, p, df, want, floor, CLOSED)
    return table


def add_family(table, names, family, parameters, tails, points, ends):
    """Rows of one distribution: quantiles at the tails, both distribution functions at the points."""
    cdf_name, sf_name, quantile_name, isf_name = names
    for p in tails:
        for name in (quantile_name, isf_name):
            if not table.is_new(name, p, *parameters):
                continue
            if p in (0.0, 1.0):
                want = ends[int((p == 1.0) == (name == quantile_name))]
            else:
                want = family.quantile(p) if name == quantile_name else family.isf(p)
            if want == 0 or want > TINY:
                table.add(name, p, *parameters, want, 0, CLOSED)
    for x in points:
        x = float(x)
        sensitivity = 0
        if x == ends[0]:
            lower, upper = mpf(0), mpf(1)
        elif x == ends[1]:
            lower, upper = mpf(1), mpf(0)
        else:
            y = family.to_scale(mpf(x))
            lower, upper = family.tails(y)
            sensitivity = mp.exp(family.log_density(y)) * family.relative_step(mpf(x))
        for name, want in ((cdf_name, lower), (sf_name, upper)):
            if (want == 0 and x in ends) or want > TINY:
                if table.is_new(name, x, *parameters):
                    tol = tail_tolerance(want, sensitivity / want if want > 0 else 0)
                    table.add(name, x, *parameters, want, 0, tol)


def points_of(family, rng, count):
    """Doubles spread over the bulk and both tails of a distribution, by its own rough quantiles."""
    result = []
    for _ in range(count):
        p = rng.double(-rng.pick((2, 8, 40, 300)), -2)
        with mp.workdps(45):
            x = float(family.quantile(p) if rng.unit() < 0.5 else family.isf(p))
        if 0 < x and (x < 1 or not isinstance(family, Beta)):
            result.append(x if rng.unit() < 0.6 else float("%.9g" % x))
    return [x for x in result if not (isinstance(family, Beta) and x >= 1)]


BETA_SHAPES = [
    (0.5, 0.5), (0.5, 1.0), (1.0, 1.0), (1.0, 0.5), (1.5, 0.5), (0.5, 1.5), (2.0, 3.0), (1.0, 10.0), (10.0, 1.0),
    (5.0, 5.0), (0.5, 30.0), (30.0, 0.5), (12.5, 88.5), (3.0, 98.0), (50.0, 51.0), (0.5, 1000.5), (999.5, 1.5),
    (700.0, 301.0), (5000.0, 0.5), (1234.5, 98765.5), (1e6, 0.5), (1e6, 1e6), (2.0, 1e6), (1e7, 33.25),
    (1.0, 1e9), (1e9, 1.0), (0.5, 500000000.5), (500000000.5, 0.5), (1e9, 1e9), (5e8, 1e3), (1e3, 5e8), (1e8, 9e8),
    (17.0, 1e9), (999999983.0, 18.0),
]


def table_beta():
    table = Table("Beta distribution; beta_quantile takes the lower, beta_isf the upper tail.",
                  "function,x,a,b,want,floor,tol", 4)
    rng = Inputs(104)
    names = ("beta_cdf", "beta_sf", "beta_quantile", "beta_isf")
    for a, b in BETA_SHAPES:
        family = Beta(a, b)
        tails = [1e-12, 5e-7, 0.025, 0.5, 0.975, rng.pick(TAILS[5:]), 1 - 1e-6, rng.unit(), rng.double(-40, -3)]
        points = points_of(family, rng, 8)
        if (a, b) in ((0.5, 0.5), (2.0, 3.0), (1e9, 1e9)):
            tails += [0.0, 1.0]
            points += [0.0, 1.0]
        if a + b < 100:
            points += [1e-6, 0.1, 0.5, 0.9]
        add_family(table, names, family, (a, b), tails, points, (mpf(0), mpf(1)))
        progress("  beta %g %g" % (a, b))
    return table


def table_gamma():
    table = Table("Gamma distribution with unit rate; gamma_quantile takes the lower, gamma_isf the upper tail.",
                  "function,x,shape,want,floor,tol", 3)
    rng = Inputs(105)
    names = ("gamma_cdf", "gamma_sf", "gamma_quantile", "gamma_isf")
    shapes = [0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.7, 5.0, 10.0, 17.5, 33.0, 100.0, 150.5, 1000.0, 4096.5, 12345.0, 1e5,
              1e6, 3141592.5, 1e7, 1e8, 5e8, 999999999.5, 1e9]
    for shape in shapes:
        family = Gamma(shape)
        tails = [1e-12, 5e-7, 0.025, 0.5, 0.975, rng.pick(TAILS[5:]), 1 - 1e-6, rng.unit(), rng.double(-40, -3)]
        points = points_of(family, rng, 9) + [shape]
        if shape in (0.5, 5.0, 1e9):
            tails += [0.0, 1.0]
            points += [0.0]
        if shape < 50:
            points += [1e-6, 1.0, 40.0]
        add_family(table, names, family, (shape,), tails, points, (mpf(0), mp.inf))
        progress("  gamma %g" % shape)
    return table


# ---- share_interval.csv

def share_cases(rng):
    cases = []
    for n in (1, 2, 3):
        for x in range(n + 1):
            cases += [(x, n, confidence) for confidence in CONFIDENCES]
    confidence = cycle_confidences()
    for n in (5, 10, 20, 50, 100, 1000, 10 ** 6, 10 ** 9):
        for x in sorted({0, 1, 2, n // 10, n // 3, n // 2, n - 2, n - 1, n}):
            cases.append((x, n, next(confidence)))
            cases.append((x, n, next(confidence)))
        next(confidence)
    for _ in range(45):
        n = rng.log_integer(4, 10 ** 9)
        cases.append((rng.integer(0, n), n, next(confidence)))
    for _ in range(15):
        n = rng.log_integer(100, 10 ** 9)
        x = rng.integer(0, 30)
        cases.append((x if rng.unit() < 0.5 else n - x, n, next(confidence)))
    return cases


def table_share_interval():
    table = Table("Confidence intervals of a share x/n; Agresti-Coull is not clamped.",
                  "method,x,n,confidence,value,std_error,lower,upper,floor,tol", 4)
    rng = Inputs(106)
    cases = share_cases(rng)
    big = 10 ** 15
    huge = [(x, n, c) for n in (big, 2 ** 53 - 1) for x in (0, 1, 7, n // 3, n // 2, n - 1, n)
            for c in (0.95, 0.999999)]
    for method in ("wilson", "agresti_coull", "clopper_pearson", "jeffreys"):
        for x, n, confidence in cases + (huge if method in ("wilson", "agresti_coull") else []):
            if not table.is_new(method, x, n, confidence):
                continue
            floor, tol = 0, INVERTED
            if method == "wilson":
                lower, upper = wilson(x, n, z_of(confidence))
                tol = CLOSED
            elif method == "agresti_coull":
                lower, upper, centre, half = agresti_coull(x, n, z_of(confidence))
                floor, tol = short(max(centre, half)), CLOSED
            elif method == "clopper_pearson":
                lower, upper = clopper_pearson(x, n, tail_of(confidence))
            else:
                lower, upper = jeffreys(x, n, tail_of(confidence))
            table.add(method, x, n, confidence, mpf(x) / n, share_std_error(x, n), lower, upper, floor, tol)
        progress("  " + method)
    return table


# ---- net_interval.csv

def net_cases(rng):
    cases = []
    for counts in ((1, 0, 0), (0, 1, 0), (0, 0, 1), (5, 0, 0), (0, 5, 0), (0, 0, 5), (1, 1, 1), (2, 1, 0)):
        cases += [counts + (confidence,) for confidence in CONFIDENCES]
    confidence = cycle_confidences()
    for n in (2, 3, 4, 10, 100, 1000, 10 ** 6, 10 ** 9):
        for positive, negative in ((n, 0), (0, n), (0, 0), (1, 0), (0, 1), (n - 1, 1), (n // 2, n // 2),
                                   (n // 2, n // 3), (n // 10, n // 2), (n - 1, 0), (0, n - 1), (n * 9 // 10, n // 50)):
            if positive + negative <= n:
                cases.append((positive, n - positive - negative, negative, next(confidence)))
        next(confidence)
    for size in (30, 300, 10 ** 5, 10 ** 9):
        for _ in range(22):
            n = rng.log_integer(4, size)
            first, second = sorted((rng.integer(0, n), rng.integer(0, n)))
            cases.append((first, second - first, n - second, next(confidence)))
    return cases


def inverted_floor(lower, upper, *magnitudes):
    """0, unless a bound nearly cancels: then a thousandth of the natural magnitude."""
    scale = max([upper - lower] + [abs(value) for value in magnitudes])
    if any(0 < abs(bound) < scale / 10 ** 5 for bound in (lower, upper)):
        return short(scale / 1000)
    return 0


def table_net_interval():
    table = Table("Confidence intervals of a net score on -1..1; the Wald forms are not clamped.",
                  "method,positive,neutral,negative,confidence,value,std_error,lower,upper,floor,tol", 5)
    rng = Inputs(107)
    cases = net_cases(rng)
    big = 10 ** 15
    huge = [(p, big - p - m, m, c) for p, m in ((big, 0), (0, big), (0, 0), (1, 0), (0, 3), (big // 2, big // 3),
                                                (big // 10, big // 2), (big - 1, 1)) for c in (0.95, 0.999999)]
    for method in ("score", "adjusted_wald", "wald"):
        for positive, neutral, negative, confidence in cases + (huge if method != "score" else []):
            if not table.is_new(method, positive, neutral, negative, confidence):
                continue
            z = z_of(confidence)
            counts = (positive, neutral, negative)
            value, std_error = net_value(*counts), net_std_error(*counts)
            if method == "score":
                lower, upper = tango(*counts, z)
                floor, tol = inverted_floor(lower, upper, value), INVERTED
            else:
                if method == "wald":
                    centre, half = value, z * std_error
                else:
                    centre, variance = net_adjusted(*counts, mpf(3) / 4)
                    half = z * mp.sqrt(variance)
                lower, upper = centre - half, centre + half
                floor, tol = short(max(abs(centre), half)), CLOSED
            table.add(method, *counts, confidence, value, std_error, lower, upper, floor, tol)
        progress("  " + method)
    return table


# ---- mean_interval.csv

def table_mean_interval():
    table = Table("Confidence intervals of a mean; score_bounded is Wilson on the scale min..max (variance unused).",
                  "method,n,mean,variance,min,max,confidence,value,std_error,lower,upper,floor,tol", 7)
    rng = Inputs(108)
    confidence = cycle_confidences()
    sizes = [2, 2, 2, 3, 3, 4, 5, 7, 10, 20, 50, 100, 1000, 12345, 10 ** 6, 10 ** 9, 10 ** 15]
    for index in range(230):
        n = sizes[index] if index < len(sizes) else (rng.pick(sizes) if index % 2 else rng.log_integer(2, 10 ** 9))
        mean = rng.pick((rng.decimal(1, 5, 2), rng.between(1, 5), rng.between(-100, 100), rng.double(-30, 40), 0.0))
        variance = rng.pick((rng.decimal(0.1, 4, 2), rng.between(0, 2), rng.double(-30, 40), rng.double(-3, 8)))
        level = next(confidence)
        std_error = mp.sqrt(mpf(variance) / n)
        half = t_point(n - 1, level) * std_error
        lower, upper = mean - half, mean + half
        table.add("student_t", n, mean, variance, math.nan, math.nan, level, mpf(mean), std_error, lower, upper,
                  short(max(abs(mean), half)), CLOSED)
    progress("  student_t")
    scales = ((1.0, 5.0), (0.0, 10.0), (1.0, 7.0), (-2.0, 2.0), (0.0, 100.0), (1.0, 10.0), (-3.0, 3.0), (0.5, 4.25))
    for low, high in scales:
        means = [low, high, low + (high - low) / 4, low + (high - low) / 2]
        for n in (1, 2, 5, 50, 10 ** 4, 10 ** 9):
            for mean in means:
                add_score_bounded(table, n, mean, low, high, next(confidence))
            next(confidence)
    for _ in range(70):
        low, high = rng.pick(scales)
        n = rng.log_integer(1, 10 ** 9)
        add_score_bounded(table, n, rng.between(low, high), low, high, next(confidence))
    return table


def add_score_bounded(table, n, mean, low, high, confidence):
    width = mpf(high) - mpf(low)
    hits = n * (mpf(mean) - mpf(low)) / width
    lower, upper = wilson(hits, n, z_of(confidence))
    table.add("score_bounded", n, mean, 0.0, low, high, confidence, mpf(mean), mpf(0),
              low + width * lower, low + width * upper, short(max(abs(low), abs(high))), CLOSED)


# ---- net_compare.csv

def net_pairs(rng):
    pairs = [
        ((1, 0, 0), (0, 0, 1)), ((1, 0, 0), (1, 0, 0)), ((0, 1, 0), (1, 0, 0)), ((0, 0, 1), (0, 1, 0)),
        ((5, 0, 0), (0, 0, 5)), ((5, 0, 0), (5, 0, 0)), ((0, 5, 0), (0, 7, 0)), ((10, 0, 0), (11, 0, 0)),
        ((5, 3, 2), (10, 6, 4)), ((5, 3, 5), (1, 0, 1)), ((5, 3, 2), (2, 3, 5)), ((50, 30, 20), (45, 30, 25)),
        ((1, 0, 0), (400, 300, 300)), ((0, 0, 1), (10 ** 9, 0, 0)), ((20, 0, 0), (0, 0, 1)), ((3, 0, 1), (3, 1, 0)),
        ((90, 8, 2), (70, 20, 10)), ((9, 1, 0), (4, 3, 3)), ((0, 10, 0), (4, 3, 3)), ((0, 10, 0), (0, 9, 1)),
        ((2, 1, 1), (4, 2, 2)), ((12, 5, 3), (12, 5, 3)), ((999999999, 1, 0), (999999000, 900, 100)),
        ((10 ** 9, 0, 0), (10 ** 9 - 30, 20, 10)), ((300000000, 500000000, 200000000), (3, 5, 2)),
    ]
    while len(pairs) < 275:
        top = rng.pick((6, 30, 300, 3000, 10 ** 6, 10 ** 9))
        n1, n2 = rng.log_integer(2, top), rng.log_integer(2, top)
        first, second = sorted((rng.unit(), rng.unit()))
        shares = (first, second - first, 1 - second)
        if rng.unit() < 0.3:
            shares = (0.45 + 0.01 * rng.unit(), 0.1, 0.45 - 0.01 * rng.unit())
        drift = rng.between(-4, 4) / math.sqrt(min(n1, n2)) if rng.unit() < 0.8 else rng.between(-0.5, 0.5)
        moved = min(max(shares[0] + drift, 0.0), 1 - shares[1])
        positive1, positive2 = int(n1 * shares[0]), int(n2 * moved)
        neutral1 = min(int(n1 * shares[1]), n1 - positive1)
        neutral2 = min(int(n2 * shares[1]), n2 - positive2)
        pairs.append(((positive1, neutral1, n1 - positive1 - neutral1),
                      (positive2, neutral2, n2 - positive2 - neutral2)))
    return pairs


def cancels(first, second, limit):
    """True if first - second loses too much; an exact tie does not."""
    return first != second and abs(first - second) < limit * max(abs(first), abs(second))


def table_net_compare():
    table = Table("Difference of two net scores (first minus second); p, z, m are positive, neutral, negative counts.",
                  "method,p1,z1,m1,p2,z2,m2,confidence,difference,std_error,lower,upper,statistic,p_value,floor,tol,tol_p", 8)
    pairs = net_pairs(Inputs(109))
    for method in ("mover", "adjusted_wald", "wald"):
        confidence = cycle_confidences()
        for first, second in pairs:
            level = next(confidence)
            z = z_of(level)
            d1, d2 = net_value(*first), net_value(*second)
            plain = mp.sqrt(net_std_error(*first) ** 2 + net_std_error(*second) ** 2)
            tol = CLOSED
            if method == "mover":
                tol = INVERTED
                if cancels(d1, d2, mpf(2) / 10 ** 5):
                    continue
                if plain > 0 and abs(d1 - d2) > 40 * plain and min(sum(first), sum(second)) > 1000:
                    continue
                difference, std_error = d1 - d2, plain
                lower, upper = mover(first, second, z)
                statistic = mover_statistic(first, second)
                floor = short(max(abs(d1), abs(d2), upper - lower) / 1000)
            else:
                if method == "wald":
                    a1, a2, std_error = d1, d2, plain
                    if std_error == 0:
                        continue
                else:
                    a1, variance1 = net_adjusted(*first, mpf(3) / 8)
                    a2, variance2 = net_adjusted(*second, mpf(3) / 8)
                    std_error = mp.sqrt(variance1 + variance2)
                if cancels(a1, a2, mpf(10) ** -3):
                    continue
                difference, centre, half = d1 - d2, a1 - a2, z * std_error
                lower, upper, statistic = centre - half, centre + half, centre / std_error
                floor = short(max(abs(d1), abs(d2), half))
            if abs(statistic) > 30:
                continue
            p_value = two_sided_p(statistic)
            tol_p = short(tol * (4 + float(statistic) ** 2))
            table.add(method, *first, *second, level, difference, std_error, lower, upper, statistic, p_value,
                      floor, tol, tol_p)
        progress("  " + method)
    return table


# ---- share_compare.csv

def share_pairs(rng):
    pairs = [
        (1, 1, 0, 1), (0, 1, 1, 1), (0, 1, 0, 1), (1, 1, 1, 1), (5, 5, 0, 7), (0, 5, 7, 7), (0, 5, 0, 7), (5, 5, 7, 7),
        (0, 10, 0, 1000), (10, 10, 1000, 1000), (3, 10, 6, 20), (1, 2, 500, 1000), (0, 1, 1, 2), (1, 1, 1, 2),
        (7, 10, 2, 10), (1, 10, 0, 10), (9, 10, 10, 10), (56, 70, 48, 80), (9, 10, 3, 10), (10, 10, 0, 20),
        (10, 10, 0, 10), (0, 10, 5, 20), (10, 20, 20, 20), (1, 10 ** 9, 0, 10 ** 9), (3, 10 ** 9, 12, 10 ** 9),
        (0, 10 ** 9, 0, 10 ** 9), (10 ** 9, 10 ** 9, 10 ** 9 - 4, 10 ** 9), (500000000, 10 ** 9, 500040000, 10 ** 9),
        (1, 3, 333333333, 10 ** 9), (999, 1000, 10 ** 9 - 5, 10 ** 9), (0, 30, 2, 10 ** 6), (30, 30, 10 ** 6 - 9, 10 ** 6),
    ]
    while len(pairs) < 270:
        top = rng.pick((6, 30, 300, 3000, 10 ** 6, 10 ** 9))
        n1, n2 = rng.log_integer(1, top), rng.log_integer(1, top)
        share = rng.unit() if rng.unit() < 0.7 else rng.pick((0.01, 0.001, 0.99, 0.999))
        sd = math.sqrt(share * (1 - share) / min(n1, n2))
        moved = share + rng.between(-4, 4) * sd if rng.unit() < 0.8 else rng.unit()
        moved = min(max(moved, 0.0), 1.0)
        pairs.append((int(n1 * share + 0.5), n1, int(n2 * moved + 0.5), n2))
    return pairs


def table_share_compare():
    table = Table("Difference of two shares x1/n1 - x2/n2: Miettinen-Nurminen bounds and the N-1 chi-square test.",
                  "method,x1,n1,x2,n2,confidence,difference,std_error,lower,upper,statistic,p_value,floor,tol,tol_p", 6)
    confidence = cycle_confidences()
    for case in share_pairs(Inputs(110)):
        x1, n1, x2, n2 = case
        level = next(confidence)
        if not table.is_new(*case, level):
            continue
        statistic = chi_square_n1(*case)
        if statistic > 900:
            continue
        p1, p2 = mpf(x1) / n1, mpf(x2) / n2
        lower, upper = miettinen_nurminen(*case, z_of(level))
        p_value = two_sided_p(mp.sqrt(statistic))
        table.add("miettinen_nurminen", *case, level, p1 - p2,
                  mp.sqrt(share_std_error(x1, n1) ** 2 + share_std_error(x2, n2) ** 2), lower, upper, statistic,
                  p_value, short(max(p1, p2, upper - lower) / 1000), INVERTED,
                  short(CLOSED * (4 + float(statistic))))
    return table


# ---- mean_compare.csv

def table_mean_compare():
    table = Table("Difference of two means with Welch's t.",
                  "method,n1,mean1,variance1,n2,mean2,variance2,confidence,difference,std_error,lower,upper,"
                  "statistic,df,p_value,floor,tol,tol_p", 8)
    rng = Inputs(111)
    confidence = cycle_confidences()
    cases = [(2, 4.5, 0.5, 2, 3.0, 2.0), (2, 4.5, 0.5, 2, 4.5, 0.5), (10, 4.2, 0.0, 12, 3.9, 0.81),
             (2, 1.0, 0.0, 3, 2.0, 1.0), (10 ** 9, 4.0, 1.21, 10 ** 9, 4.0001, 1.0), (10 ** 9, 4.25, 1.21, 2, 3.5, 0.125),
             (10 ** 9, 4.25, 0.0, 10 ** 9, 4.2505, 1.5), (50, 4.1, 1.1, 60, 4.1, 0.7), (2, 0.0, 1e-12, 10 ** 9, 1.0, 1e6),
             (5, -3.5, 2.25, 8, 3.5, 1.75), (2, 1.0, 0.25, 2, 100.0, 0.0)]
    while len(cases) < 260:
        top = rng.pick((4, 12, 60, 1000, 10 ** 6, 10 ** 9))
        n1, n2 = rng.log_integer(2, top), rng.log_integer(2, top)
        variance1 = rng.pick((rng.decimal(0.1, 4, 2), rng.between(0, 2), rng.double(-10, 10)))
        variance2 = rng.pick((rng.decimal(0.1, 4, 2), rng.between(0, 2), variance1, 0.0))
        spread = math.sqrt(variance1 / n1 + variance2 / n2)
        mean1 = rng.pick((rng.decimal(1, 5, 2), rng.between(1, 5), rng.between(-1, 1), 0.0))
        mean2 = mean1 + spread * rng.between(-6, 6) if rng.unit() < 0.8 else rng.decimal(1, 5, 2)
        if rng.unit() < 0.5:
            mean1, mean2 = mean2, mean1
        cases.append((n1, mean1, variance1, n2, mean2, variance2))
    for case in cases:
        n1, mean1, variance1, n2, mean2, variance2 = case
        level = next(confidence)
        if not table.is_new(*case, level) or cancels(mpf(mean1), mpf(mean2), mpf(10) ** -5):
            continue
        std_error, df = welch(n1, variance1, n2, variance2)
        difference = mpf(mean1) - mpf(mean2)
        statistic = difference / std_error
        if abs(statistic) > 30 and df > 60:
            continue
        family = StudentT(df)
        half = family.isf(tail_of(level)) * std_error
        if statistic == 0:
            p_value, elasticity = mpf(1), 0
        else:
            p_value, elasticity = 2 * family.sf(abs(statistic)), family.elasticity(abs(statistic))
        if p_value < mpf(10) ** -250:
            continue
        table.add("welch", *case, level, difference, std_error, difference - half, difference + half, statistic, df,
                  p_value, short(max(abs(mean1), abs(mean2), half)), CLOSED,
                  short(CLOSED * (4 + float(elasticity))))
    return table


FILES = {
    "elementary.csv": table_elementary,
    "normal.csv": table_normal,
    "student_t.csv": table_student_t,
    "beta.csv": table_beta,
    "gamma.csv": table_gamma,
    "share_interval.csv": table_share_interval,
    "net_interval.csv": table_net_interval,
    "mean_interval.csv": table_mean_interval,
    "net_compare.csv": table_net_compare,
    "share_compare.csv": table_share_compare,
    "mean_compare.csv": table_mean_compare,
}


def main():
    parser = argparse.ArgumentParser(description="Write the reference vectors.")
    parser.add_argument("files", nargs="*", help="names of files to write (default: all)")
    parser.add_argument("--out", default=HERE, help="directory to write to")
    parser.add_argument("--list", action="store_true", help="list the files")
    parser.add_argument("--check", action="store_true", help="cross-check the formulas, write nothing")
    options = parser.parse_args()
    if options.list:
        print("\n".join(FILES))
        return 0
    if options.check:
        import check
        return check.run()
    unknown = [name for name in options.files if name not in FILES]
    if unknown:
        parser.error("no such file: " + ", ".join(unknown))
    for name in options.files or FILES:
        started = time.time()
        table = FILES[name]()
        table.write(os.path.join(options.out, name))
        summary = ", ".join("%s %d" % item for item in table.counts().items())
        progress("%s: %s (%.0f s)" % (name, summary, time.time() - started))
    return 0


if __name__ == "__main__":
    sys.exit(main())
