# SPDX-License-Identifier: MIT
"""Reference vectors of the service layer: rates, queueing models, keys. From the definitions.

    python3 generate_service.py                write every file next to this script
    python3 generate_service.py FILE.csv ...   write only the files named
    python3 generate_service.py --check        second ways and published figures, writes nothing
    python3 generate_service.py --out DIR ...  write into another directory

Gamma and beta tails are integrals, binomial tails exact fractions where they fit. Erlang A has two
sources that must agree on every row: the stationary distribution of the number of calls, and the
density of the wait that a call would have which never hangs up, integrated numerically.
"""
import argparse
import os
import random
import subprocess
from fractions import Fraction
from math import comb, factorial

from mpmath import mp, mpf

import generate as g

CONFIDENCES = (0.5, 0.8, 0.9, 0.95, 0.99, 0.999)
SMALLEST = mpf(10) ** -250    # smaller shares are not written
HOUR = 3600000
NAN, INFINITE = mpf("nan"), mpf("inf")


def real(fraction):
    return mpf(fraction.numerator) / fraction.denominator


# ---------------------------------------------------------------- one rate

def garwood(events, tail):
    """Means whose Poisson tails at `events` are `tail`, through the gamma distribution."""
    lower = g.Gamma(events).quantile(tail) if events > 0 else mpf(0)
    return lower, g.Gamma(events + 1).isf(tail)


def jeffreys(events, tail):
    """Equal tails of Gamma(events + 1/2); 0 at no events, as for a share."""
    posterior = g.Gamma(mpf(events) + mpf(1) / 2)
    return (posterior.quantile(tail) if events > 0 else mpf(0)), posterior.isf(tail)


METHODS = {"garwood": garwood, "jeffreys": jeffreys}
COMPLAINTS = ((1, 1138), (138, 911505), (158, 40235), (274, 332213))


def rate_cases():
    for events, exposure in COMPLAINTS:
        for confidence in CONFIDENCES:
            yield events, exposure, confidence
    rng = g.Inputs(901)
    exposures = (1, 3, 1000, 365 * 24, 10 ** 6, 10 ** 9 + 7, 2 ** 53 - 1)
    for events in (0, 1, 2, 5, 10, 100, 10 ** 4, 10 ** 9):
        for confidence in CONFIDENCES:
            yield events, rng.pick(exposures), confidence
            yield events, rng.log_integer(1, 10 ** 12), confidence
    for _ in range(40):
        yield rng.log_integer(1, 10 ** 9), rng.log_integer(1, 10 ** 9), rng.pick(CONFIDENCES)


def table_rate_interval():
    table = g.Table("Confidence intervals of a rate: events per unit of exposure. Garwood 1936.",
                    "events,exposure,confidence,method,value,lower,upper", 4)
    bounds = {}
    for events, exposure, confidence in rate_cases():
        for method, interval in METHODS.items():
            if not table.is_new(events, exposure, confidence, method):
                continue
            key = (events, confidence, method)
            if key not in bounds:
                bounds[key] = interval(events, g.tail_of(confidence))
            lower, upper = bounds[key]
            table.add(events, exposure, confidence, method, mpf(events) / exposure,
                      lower / exposure, upper / exposure)
    return table


# ---------------------------------------------------------------- two rates

def binomial_tails(hits, n, p):
    """P(X <= hits), P(X >= hits) as exact fractions."""
    terms = [comb(n, k) * p.numerator ** k * (p.denominator - p.numerator) ** (n - k)
             for k in range(n + 1)]
    whole = p.denominator ** n
    return Fraction(sum(terms[:hits + 1]), whole), Fraction(sum(terms[hits:]), whole)


def beta_tails(hits, n, p):
    """The same as integrals."""
    p = real(p)
    return (g.Beta(hits + 1, n - hits).sf(p) if hits < n else mpf(1),
            g.Beta(hits, n - hits + 1).cdf(p) if hits > 0 else mpf(1))


def rate_ratio(events1, exposure1, events2, exposure2):
    if events2 == 0:
        return INFINITE if events1 > 0 else NAN
    return real(Fraction(events1 * exposure2, exposure1 * events2))


def rate_ratio_bounds(events1, exposure1, events2, exposure2, confidence):
    """Bounds of the share of events1 in all events, as odds, per odds of the exposures."""
    if events1 + events2 == 0:
        return mpf(0), INFINITE
    lower, upper = g.clopper_pearson(events1, events1 + events2, g.tail_of(confidence))
    scale = mpf(exposure2) / exposure1
    return lower / (1 - lower) * scale, upper / (1 - upper) * scale if upper < 1 else INFINITE


def rate_p_value(events1, exposure1, events2, exposure2):
    n, p = events1 + events2, Fraction(exposure1, exposure1 + exposure2)
    exact = n <= 400 and p.denominator < 2 ** 64
    tails = binomial_tails(events1, n, p) if exact else beta_tails(events1, n, p)
    smaller = real(min(tails)) if exact else min(tails)
    return min(mpf(1), 2 * smaller)


def rate_pairs():
    pairs = [(x1, e1, x2, e2) for x1 in (0, 1, 2, 5) for x2 in (0, 1, 3, 8)
             for e1, e2 in ((1, 1), (100, 250), (7, 3))]
    for first in COMPLAINTS:
        pairs += [first + second for second in COMPLAINTS]
    pairs += [(11, 800, 21, 3011), (10 ** 9, 10 ** 9, 10 ** 9 + 50000, 10 ** 9),
              (0, 10 ** 9, 10 ** 9, 10 ** 12), (10 ** 9, 10 ** 12, 0, 10 ** 9),
              (10 ** 9, 3, 10 ** 9, 3), (1, 2 ** 53 - 1, 1, 1), (1, 1, 1, 2 ** 53 - 1)]
    rng = g.Inputs(902)
    while len(pairs) < 300:
        largest = rng.pick((6, 60, 400, 10 ** 4, 10 ** 6, 10 ** 9))
        events1, exposure1 = rng.log_integer(1, largest), rng.log_integer(1, 10 ** 9)
        # The other rate is near to this one, by a few standard errors.
        drift = 1 + rng.between(-3, 3) / max(events1, 1) ** 0.5
        exposure2 = rng.log_integer(1, 10 ** 9)
        events2 = int(max(drift, 0) * events1 * exposure2 / exposure1)
        if events2 <= 10 ** 9:
            pairs.append((events1, exposure1, events2, exposure2))
    return pairs


def table_rate_compare():
    table = g.Table("Ratio of two rates, exact given all events; p is twice the smaller tail.",
                    "events1,exposure1,events2,exposure2,confidence,ratio,lower,upper,p_value", 5)
    rng = g.Inputs(903)
    for pair in rate_pairs():
        p_value = rate_p_value(*pair)
        if p_value < SMALLEST:
            continue
        for confidence in (0.95, rng.pick(CONFIDENCES)):
            if table.is_new(*pair, confidence):
                table.add(*pair, confidence, rate_ratio(*pair),
                          *rate_ratio_bounds(*pair, confidence), p_value)
    return table


# ---------------------------------------------------------------- Erlang's models

class Load:
    """Calls that come in an hour, mean times in ms; patience 0: for ever."""

    def __init__(self, arrivals_per_hour, handling_ms, patience_ms, within_ms, agents):
        self.cells = (arrivals_per_hour, handling_ms, patience_ms, within_ms, agents)
        self.arrival = mpf(arrivals_per_hour) / HOUR
        self.service = 1 / mpf(handling_ms)
        self.loss = 1 / mpf(patience_ms) if patience_ms else mpf(0)
        self.within, self.agents = mpf(within_ms), agents
        self.offered = self.arrival / self.service


class Result:
    NAMES = ("offered_erlang", "occupancy_ratio", "wait_ratio", "service_level_ratio",
             "abandonment_ratio", "asa_ms", "wait_ms", "queue_mean")

    def __init__(self, **values):
        self.__dict__.update(values)

    def cells(self):
        return [getattr(self, name) for name in self.NAMES]


def blocking(offered, agents):
    """Erlang's B."""
    share = mpf(1)
    for k in range(1, agents + 1):
        share = offered * share / (k + offered * share)
    return share


def erlang_c(load):
    a, c = load.offered, load.agents
    if a >= c:
        return Result(offered_erlang=a, occupancy_ratio=mpf(1), wait_ratio=mpf(1),
                      service_level_ratio=mpf(0), abandonment_ratio=mpf(0), asa_ms=INFINITE,
                      wait_ms=INFINITE, queue_mean=INFINITE)
    b = blocking(a, c)
    waits = c * b / (c - a * (1 - b))
    wait = waits / ((c - a) * load.service)
    late = waits * mp.exp(-(c - a) * load.service * load.within)
    return Result(offered_erlang=a, occupancy_ratio=a / c, wait_ratio=waits,
                  service_level_ratio=1 - late, abandonment_ratio=mpf(0), asa_ms=wait,
                  wait_ms=wait, queue_mean=load.arrival * wait)


def stationary(load):
    """Shares of time with 0, 1, 2 … calls in the system, as far as they matter."""
    weights, n = [mpf(1)], 0
    largest = mpf(0)     # of those with somebody waiting, who may be rare
    while n <= load.agents or weights[-1] > largest * mpf(10) ** -45:
        n += 1
        busy, waiting = min(n, load.agents), max(n - load.agents, 0)
        weights.append(weights[-1] * load.arrival / (busy * load.service + waiting * load.loss))
        if waiting > 0:
            largest = max(largest, weights[-1])
    total = mp.fsum(weights)
    return [weight / total for weight in weights]


class VirtualWait:
    """The wait of a call that would never hang up: its density on t > 0.

    A call that waits t has found the agents busy all that time; those who came before it and would
    have outwaited it have all been served. Baccelli & Hebuterne 1981: the density is
    arrival * P(one agent free) * exp(arrival * mean patience below t - agents * service * t).
    """

    def __init__(self, load, one_free):
        self.load, self.factor = load, load.arrival * one_free
        self.drain = load.agents * load.service

    def integral(self, weight, answered, right):
        """Of the density times a weight, and times the share who still wait if `answered`, from 0
        to `right`."""
        arrival, loss, drain = self.load.arrival, self.load.loss, self.drain
        extra = loss if answered else mpf(0)

        def exponent(t):
            return -arrival * mp.expm1(-loss * t) / loss - (drain + extra) * t

        # The exponent is concave.
        ratio = arrival / (drain + extra)
        mode = min(mp.log(ratio) / loss, right) if ratio > 1 else mpf(0)
        top = exponent(mode)
        left, right = self.reach(exponent, mode, top, mpf(0)), \
            self.reach(exponent, mode, top, right)
        # In some patiences the density falls fast, then slowly.
        pieces = [left + (right - left) * k / 16 for k in range(17)]
        pieces += [point for point in [mode] + [2 ** k / loss for k in range(-2, 9)]
                   if left < point < right]
        pieces = sorted(set(pieces))
        value, error = mp.quad(lambda t: weight(t) * mp.exp(exponent(t) - top), pieces,
                               method="gauss-legendre", error=True)
        if error > abs(value) * mpf(10) ** -30:
            raise ArithmeticError("the integral is not good enough")
        return self.factor * mp.exp(top) * value

    @staticmethod
    def reach(exponent, mode, top, end):
        """Where the integrand is negligible between the mode and the end, or the end."""
        if end == mode or (mp.isfinite(end) and exponent(end) > top - 140):
            return end
        near, far = mode, end
        if not mp.isfinite(end):
            step = mpf(1)
            while exponent(mode + step) > top - 140:
                step *= 2
            far = mode + step
        for _ in range(20):
            middle = (near + far) / 2
            if exponent(middle) > top - 140:
                near = middle
            else:
                far = middle
        return far


def agree(what, first, second, digits):
    if abs(first - second) > mpf(10) ** -digits * max(abs(first), abs(second)):
        raise ArithmeticError("%s: %s and %s" % (what, mp.nstr(first, 30), mp.nstr(second, 30)))


def erlang_a(load):
    shares, c = stationary(load), load.agents
    waits = mp.fsum(shares[c:])
    at_once = mp.fsum(shares[:c])
    queue = mp.fsum(k * share for k, share in enumerate(shares[c:]))
    busy = mp.fsum(min(n, c) * share for n, share in enumerate(shares))
    abandoned = load.loss * queue / load.arrival
    agree("busy agents", busy, load.offered * (1 - abandoned), 25)

    virtual = VirtualWait(load, shares[c - 1])
    agree("waits", waits, virtual.integral(lambda t: 1, False, INFINITE), 30)
    agree("wait", queue / load.arrival,
          virtual.integral(lambda t: -mp.expm1(-load.loss * t) / load.loss, False, INFINITE), 30)
    answered = at_once + virtual.integral(lambda t: 1, True, INFINITE)
    agree("answered", 1 - abandoned, answered, 30)
    in_time = mpf(0) if load.within == 0 else virtual.integral(lambda t: 1, True, load.within)
    waited = virtual.integral(lambda t: t, True, INFINITE)
    return Result(offered_erlang=load.offered, occupancy_ratio=busy / c, wait_ratio=waits,
                  service_level_ratio=at_once + in_time, abandonment_ratio=abandoned,
                  asa_ms=waited / answered, wait_ms=queue / load.arrival, queue_mean=queue)


AGENTS = (1, 2, 3, 5, 8, 12, 20, 50, 100, 200, 500)
WITHIN = (0, 1, 5000, 10000, 20000, 60000, 600000)


def arrivals_for(agents, share, handling_ms):
    """Calls an hour that keep so large a share of the agents busy; few digits."""
    return float("%.6g" % (agents * share * HOUR / handling_ms))


def loads_c():
    rng = g.Inputs(904)
    yield Load(200.0, 180000.0, 0, 20000, 14)
    for agents in AGENTS:
        for share in (0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99):
            handling = rng.pick((1000.0, 60000.0, 180000.0, rng.decimal(2e4, 9e5, 1)))
            yield Load(arrivals_for(agents, share, handling), handling, 0, rng.pick(WITHIN), agents)
    for agents, arrivals, handling in ((1, 7200.0, 1000.0), (10, 300.0, 125000.0),
                                       (500, 1e6, 1e6), (2, 60.0, 3600000.0), (1, 1e-3, 1e12)):
        yield Load(arrivals, handling, 0, rng.pick(WITHIN), agents)


def loads_a():
    rng = g.Inputs(905)
    yield Load(2880.0, 60000.0, 120000.0, 20000, 50)
    yield Load(200.0, 180000.0, 180000.0, 20000, 14)
    for agents in AGENTS:
        for share in (0.2, 0.5, 0.8, 0.95, 1.0, 1.05, 1.3, 2.0, 5.0):
            for _ in range(2):
                handling = rng.pick((60000.0, 180000.0, rng.decimal(2e4, 9e5, 1)))
                patience = rng.pick((10000.0, 30000.0, 90000.0, handling,
                                     rng.decimal(1e3, 1e6, 1)))
                yield Load(arrivals_for(agents, share, handling), handling, patience,
                           rng.pick(WITHIN), agents)
    for agents in (1, 10, 100):         # callers with hardly any patience, and with very much
        for share, patience in ((0.9, 1.0), (2.0, 1.0), (0.9, 1e9), (1.0, 1e9), (1.2, 3e7)):
            yield Load(arrivals_for(agents, share, 180000.0), 180000.0, patience, 20000, agents)


def table_erlang():
    table = g.Table("Erlang's models: patience_ms 0 is Erlang C, any other Erlang A.",
                    "arrivals_per_hour,handling_ms,patience_ms,within_ms,agents," +
                    ",".join(Result.NAMES), 5)
    for loads, model in ((loads_c, erlang_c), (loads_a, erlang_a)):
        for load in loads():
            result = model(load)
            shares = (result.wait_ratio, result.service_level_ratio or 1)
            if min(shares) > SMALLEST and table.is_new(*load.cells):
                table.add(*load.cells, *result.cells())
        g.progress("  " + model.__name__)
    return table


# ---------------------------------------------------------------- keys

MASK = 2 ** 64 - 1
PRIMES = (11400714785074694791, 14029467366897019727, 1609587929392839161, 9650029242287828579,
          2870177450012600261)


def rotate(value, bits):
    return (value << bits | value >> (64 - bits)) & MASK


def xxh64(data):
    """Collet's XXH64, specification 0.1.1, seed 0."""
    p1, p2, p3, p4, p5 = PRIMES

    def mixed(lane, word):
        return rotate((lane + word * p2) & MASK, 31) * p1 & MASK

    def word(start, length):
        return int.from_bytes(data[start:start + length], "little")

    at = 0
    if len(data) < 32:
        state = p5
    else:
        lanes = [(p1 + p2) & MASK, p2, 0, -p1 & MASK]
        while at + 32 <= len(data):
            lanes = [mixed(lane, word(at + 8 * k, 8)) for k, lane in enumerate(lanes)]
            at += 32
        state = sum(rotate(lane, bits) for lane, bits in zip(lanes, (1, 7, 12, 18))) & MASK
        for lane in lanes:
            state = ((state ^ mixed(0, lane)) * p1 + p4) & MASK
    state = (state + len(data)) & MASK
    while at + 8 <= len(data):
        state = (rotate(state ^ mixed(0, word(at, 8)), 27) * p1 + p4) & MASK
        at += 8
    if at + 4 <= len(data):
        state = (rotate(state ^ (word(at, 4) * p1 & MASK), 23) * p2 + p3) & MASK
        at += 4
    for byte in data[at:]:
        state = rotate(state ^ (byte * p5 & MASK), 11) * p1 & MASK
    for shift, prime in ((33, p2), (29, p3), (32, 1)):
        state = (state ^ state >> shift) * prime & MASK
    return state


def key_inputs():
    rng = random.Random(906)
    for length in (*range(101), 1000, 4096):
        yield bytes(int(rng.random() * 256) for _ in range(length))
    for length in (1, 4, 7, 8, 31, 32, 33, 64, 100):
        yield bytes(length)
        yield b"\xff" * length
    yield from (b"a", b"abc", b"C00001", b"C00002", "España, Núñez".encode())


def table_key_hash():
    table = g.Table("Keys: XXH64 with seed 0 of bytes.", "bytes,hash", 1)
    for data in key_inputs():
        if table.is_new(data):
            table.add(data.hex(), "%016x" % xxh64(data))
    return table


def siphash(keys, data):
    """SipHash-1-3, as the paper's appendix lists it: a list of four words, changed in place."""
    v = [keys[0] ^ 0x736f6d6570736575, keys[1] ^ 0x646f72616e646f6d,
         keys[0] ^ 0x6c7967656e657261, keys[1] ^ 0x7465646279746573]

    def half_rounds(*steps):
        for a, b, left, other in steps:
            v[a] = v[a] + v[b] & MASK
            v[b] = rotate(v[b], left) ^ v[a]
            if other:
                v[a] = rotate(v[a], 32)

    def rounds(count):
        for _ in range(count):
            half_rounds((0, 1, 13, True), (2, 3, 16, False), (2, 1, 17, True), (0, 3, 21, False))

    padded = data + bytes(-(len(data) + 1) % 8) + bytes([len(data) % 256])
    for at in range(0, len(padded), 8):
        word = int.from_bytes(padded[at: at + 8], "little")
        v[3] ^= word
        rounds(1)
        v[0] ^= word
    v[2] ^= 0xff
    rounds(3)
    return v[0] ^ v[1] ^ v[2] ^ v[3]


def siphash_inputs():
    rng = random.Random(1306)
    counting = int.from_bytes(bytes(range(8)), "little"), int.from_bytes(bytes(range(8, 16)), "little")
    for length in range(64):     # the lengths and the key of the reference implementation's table
        yield counting, bytes(range(length))
    for keys in ((0, 0), (MASK, MASK), (1, 0), (0, 1 << 63)):
        for length in (0, 1, 7, 8, 9, 255, 256, 300, 1000):
            yield keys, bytes(int(rng.random() * 256) for _ in range(length))


def table_siphash():
    table = g.Table("SipHash-1-3 of bytes.", "key0,key1,bytes,hash", 3)
    for keys, data in siphash_inputs():
        table.add("%016x" % keys[0], "%016x" % keys[1], data.hex(), "%016x" % siphash(keys, data))
    return table


# ---------------------------------------------------------------- second ways

def check_rates():
    for events, confidence in ((0, 0.95), (1, 0.999), (5, 0.8), (10, 0.95), (100, 0.99)):
        lower, upper = garwood(events, g.tail_of(confidence))
        for mean, last in ((upper, events), (lower, events - 1)):
            below = mp.exp(-mean) * mp.fsum(mean ** k / factorial(k) for k in range(last + 1))
            if last >= 0:
                agree("Poisson sum", below if last == events else 1 - below,
                      g.tail_of(confidence), 25)
    lower, upper = garwood(137, g.tail_of(0.95))     # the example of R's poisson.test
    printed("lower", lower / mpf("24.19893"), 4.753125, 6)
    printed("upper", upper / mpf("24.19893"), 6.692709, 6)
    lower, upper = rate_ratio_bounds(11, 800, 21, 3011, 0.95)
    printed("lower ratio", lower, 0.8584264, 7)
    printed("upper ratio", upper, 4.2772659, 7)
    for hits, n, p in ((0, 3, Fraction(1, 3)), (3, 3, Fraction(1, 7)), (40, 90, Fraction(2, 5)),
                       (7, 300, Fraction(1, 97))):
        for exact, integral in zip(binomial_tails(hits, n, p), beta_tails(hits, n, p)):
            agree("binomial tail", real(exact), integral, 20)


def printed(what, value, want, digits):
    if abs(value - want) > mpf(10) ** -digits / 2 * 1.0001:
        raise ArithmeticError("%s: %s, printed %s" % (what, mp.nstr(value, 10), want))


def absorbed(load, waiting, limit):
    """Share of the calls that find so many waiting and are answered within a limit: the chain of
    those before it, which ends with the answer or with its hanging up, by uniformisation."""
    arrival_rates = [load.agents * load.service + k * load.loss for k in range(waiting + 1)]
    fastest = arrival_rates[-1] + load.loss
    state = [mpf(0)] * waiting + [mpf(1)]
    done = total = mpf(0)
    weight, jumps, mean = mp.exp(-fastest * limit), 0, fastest * limit
    while jumps < mean or weight > mpf(10) ** -25:
        total += weight * done
        done += state[0] * arrival_rates[0] / fastest
        state = [share * (1 - (rate + load.loss) / fastest) +
                 (state[k + 1] * arrival_rates[k + 1] / fastest if k < waiting else 0)
                 for k, (share, rate) in enumerate(zip(state, arrival_rates))]
        jumps += 1
        weight *= mean / jumps
    return total


def check_erlang():
    for agents, offered in ((1, Fraction(1, 2)), (12, Fraction(10)), (50, Fraction(48))):
        terms = [offered ** k / factorial(k) for k in range(agents + 1)]
        last = terms[-1] * agents / (agents - offered)
        load = Load(float(offered * 60), 60000.0, 0, 0, agents)
        agree("Erlang C", erlang_c(load).wait_ratio, real(last / (sum(terms[:-1]) + last)), 30)
    # 48 calls a minute of one minute, 50 agents, patience two minutes: Garnett, Mandelbaum &
    # Reiman 2002.
    patient, impatient = [Load(2880.0, 60000.0, patience, 0, 50) for patience in (0, 120000.0)]
    printed("wait, Erlang C", erlang_c(patient).wait_ms / 1000, 20.8, 1)
    result = erlang_a(impatient)
    printed("abandoned", result.abandonment_ratio, 0.031, 3)
    printed("wait", result.wait_ms / 1000, 3.7, 1)
    printed("occupancy", result.occupancy_ratio, 0.93, 2)
    for cells in ((2880.0, 60000.0, 120000.0, 5000, 50), (25.0, 180000.0, 30000.0, 20000, 1),
                  (400.0, 180000.0, 45000.0, 10000, 12), (90.0, 120000.0, 300000.0, 60000, 2)):
        load = Load(*cells)
        shares = stationary(load)
        chain = mp.fsum(shares[:load.agents])
        for waiting, share in enumerate(shares[load.agents:]):
            if share > mpf(10) ** -18:
                chain += share * absorbed(load, waiting, load.within)
        agree("service level", erlang_a(load).service_level_ratio, chain, 15)


def check_keys():
    published = {b"": 0xef46db3751d8e999, b"a": 0xd24ec4f1a98c6e5b, b"abc": 0x44bc2cf5ad770999}
    for data, want in published.items():
        if xxh64(data) != want:
            raise ArithmeticError("XXH64 of %r" % data)
    try:
        import xxhash
    except ImportError:
        print("no xxhash: published hashes only")
        return
    for data in key_inputs():
        if xxhash.xxh64_intdigest(data, 0) != xxh64(data):
            raise ArithmeticError("XXH64 of %r" % data)


def check_siphash():
    for keys, data in siphash_inputs():
        if not data:
            continue             # the command takes no empty file
        hexkey = "".join(word.to_bytes(8, "little").hex() for word in keys)
        command = ["openssl", "mac", "-macopt", "hexkey:" + hexkey, "-macopt", "c-rounds:1",
                   "-macopt", "d-rounds:3", "-macopt", "size:8", "-in", "-", "SIPHASH"]
        printed_hash = subprocess.run(command, input=data, check=True, capture_output=True).stdout
        if int.from_bytes(bytes.fromhex(printed_hash.decode()), "little") != siphash(keys, data):
            raise ArithmeticError("SipHash of %r" % data)


# ---------------------------------------------------------------- files

TABLES = {
    "rate_interval.csv": table_rate_interval,
    "rate_compare.csv": table_rate_compare,
    "erlang.csv": table_erlang,
    "key_hash.csv": table_key_hash,
    "siphash.csv": table_siphash,
}


def main():
    parser = argparse.ArgumentParser(description="Write the vectors of the service layer.")
    parser.add_argument("files", nargs="*", help="file names; all if none is given")
    parser.add_argument("--out", default=g.HERE, help="directory to write to")
    parser.add_argument("--check", action="store_true",
                        help="only hold the formulas against second ways and published figures")
    options = parser.parse_args()
    if options.check:
        for check in (check_rates, check_erlang, check_keys, check_siphash):
            check()
        print("ok: rates, queueing models, keys")
        return
    for name in options.files or TABLES:
        table = TABLES[name]()
        table.write(os.path.join(options.out, name))
        print("%s: %d rows" % (name, len(table.rows)))


if __name__ == "__main__":
    main()
