# SPDX-License-Identifier: MIT
"""What a value costs on its way from Python into a state, beside NumPy, pandas and pure Python.

Every figure is the least of several runs within this one process, in nanoseconds; every way is
checked first to give the same counts. Usage: python values.py [ROWS]   (default 2,000,000)
"""
import array
import collections
import random
import sys
import time

import numpy
import pandas
import polars
import pyarrow

import postventa

RUNS = 7


def least(call, values):
    """Nanoseconds a value: the least of some runs, the first of which warms up."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter_ns()
        call()
        best = min(best, time.perf_counter_ns() - start)
    return best / values


def show(title, rows, peer):
    """A table: name, ns a value, and how many times that of the peer's."""
    print(f"\n{title}")
    base = dict(rows)[peer]
    for name, ns in rows:
        print(f"  {name:<44}{ns:>10.2f} ns{base / ns:>9.1f} x")
    print(f"  (x: how many times as fast as {peer})")


class PurePython:
    """What a careful programmer writes without a library: counters of each score."""

    def __init__(self):
        self.counts = [0] * 11
        self.missing = 0
        self.invalid = 0

    def add(self, score):
        if score is None:
            self.missing += 1
        elif 0 <= score <= 10:
            self.counts[score] += 1
        else:
            self.invalid += 1

    def score(self):
        return 100 * (sum(self.counts[9:]) - sum(self.counts[:7])) / sum(self.counts)


def single_calls(scores):
    """One call a value, as a server does it."""
    scores = scores[:200_000].tolist()

    def calls(make):
        def run():
            add = make()
            for score in scores:
                add(score)

        return run

    def nothing(score):
        pass

    def counter():
        counts = numpy.zeros(11, numpy.int64)

        def add(score):
            counts[score] += 1

        return add

    expected = PurePython()
    state = postventa.NPS()
    for score in scores:
        expected.add(score)
        state.add(score)
    assert state.read().score.value == expected.score()
    ways = [
        ("postventa.NPS.add", lambda: postventa.NPS().add),
        ("pure Python, a class of counters", lambda: PurePython().add),
        ("NumPy, counts[score] += 1", counter),
        ("a call of an empty Python function", lambda: nothing),
    ]
    rows = [(name, least(calls(make), len(scores))) for name, make in ways]
    show("one call a value, the loop included", rows, "pure Python, a class of counters")


def columns(scores):
    """A column at once."""
    n = len(scores)
    wide = scores.astype(numpy.int64)
    missing = numpy.zeros(n, bool)
    missing[::50] = True
    listed = wide.tolist()
    chunks = [pyarrow.array(part) for part in numpy.array_split(scores, 20)]
    inputs = [
        ("NumPy int8", scores.astype(numpy.int8)),
        ("NumPy uint8", scores),
        ("NumPy int16", scores.astype(numpy.int16)),
        ("NumPy int32", scores.astype(numpy.int32)),
        ("NumPy int64", wide),
        ("NumPy float32", scores.astype(numpy.float32)),
        ("NumPy float64", scores.astype(numpy.float64)),
        ("NumPy int64, every second row", numpy.repeat(wide, 2)[::2]),
        ("NumPy int64, big-endian", wide.astype(">i8")),
        ("NumPy int64, masked", numpy.ma.masked_array(wide, missing)),
        ("array.array('b')", array.array("b", listed)),
        ("bytes", scores.tobytes()),
        ("Arrow uint8", pyarrow.array(scores)),
        ("Arrow uint8, 20 chunks", pyarrow.chunked_array(chunks)),
        ("Arrow uint8, rows missing", pyarrow.array(scores, mask=missing)),
        ("Arrow dictionary", pyarrow.array(scores).dictionary_encode()),
        ("polars UInt8", polars.Series(scores)),
        ("pandas int64", pandas.Series(wide)),
        ("pandas Int64, rows missing", pandas.Series(wide).mask(missing).astype("Int64")),
        ("list", listed),
        ("generator", None),
    ]
    all_rows = numpy.bincount(scores, minlength=11)
    kept_rows = numpy.bincount(scores[~missing], minlength=11)

    def score(counts):
        return 100 * (counts[9:].sum() - counts[:7].sum()) / counts.sum()

    def feed(column):
        state = postventa.NPS()
        state.update((x for x in listed) if column is None else column)
        return state

    rows = []
    for name, column in inputs:
        result = feed(column).read()
        expected = kept_rows if result.missing else all_rows
        assert result.score.value == score(expected) and result.n == expected.sum(), name
        rows.append((name, least(lambda column=column: feed(column), n)))
    show("a column of scores into postventa.NPS", rows, "list")

    series = pandas.Series(scores)

    def pure():
        state = PurePython()
        for x in listed:
            state.add(x)

    peers = [
        ("postventa, uint8", lambda: feed(scores)),
        ("NumPy, bincount", lambda: numpy.bincount(scores, minlength=11)),
        ("NumPy, two comparisons", lambda: (scores >= 9).mean() - (scores <= 6).mean()),
        ("pandas, two comparisons", lambda: (series >= 9).mean() - (series <= 6).mean()),
        ("pandas, value_counts", lambda: series.value_counts()),
        ("pure Python, Counter", lambda: collections.Counter(listed)),
        ("pure Python, a class of counters", pure),
    ]
    show("the same by others", [(name, least(call, n)) for name, call in peers], "NumPy, bincount")


def durations(n):
    """Durations: median, mean and a share within a limit."""
    generator = numpy.random.default_rng(7)
    seconds = generator.lognormal(5, 1.2, n)
    ms = (seconds * 1000).astype(numpy.int64)
    series = pandas.Series(ms)
    limit = 300_000

    def state():
        times = postventa.Durations(limits=[limit])
        times.update(ms)
        return times.read().median, times.within(limit)

    assert abs(state()[0].value / numpy.median(ms) - 1) < 0.005
    rows = [
        ("postventa.Durations, int64", state),
        ("NumPy, median, mean and share", lambda: (numpy.median(ms), ms.mean(), (ms <= limit).mean())),
        ("pandas, median, mean and share", lambda: (series.median(), series.mean(), (series <= limit).mean())),
    ]
    rows = [(name, least(call, n)) for name, call in rows]
    show("a column of durations, and its reading", rows, "NumPy, median, mean and share")


def groups(scores):
    """NPS of each of 50 groups."""
    n = len(scores)
    names = numpy.array([f"group {i:02}" for i in range(50)])
    codes = numpy.random.default_rng(3).integers(0, 50, n)
    strings = pyarrow.array(names[codes])
    dictionary = strings.dictionary_encode()
    frame = pandas.DataFrame({"key": pandas.Series(names[codes]), "score": scores})
    frame["net"] = (frame.score >= 9).astype("int8") - (frame.score <= 6).astype("int8")
    lazy = polars.DataFrame({"key": polars.Series(strings), "score": scores}).lazy()
    net = (polars.col("score") >= 9).mean() - (polars.col("score") <= 6).mean()
    found = postventa.by(strings, scores, postventa.NPS)
    expected = 100 * frame.groupby("key").net.mean()
    assert all(abs(state.read().score.value - expected[key]) < 1e-9 for key, state in found.items())
    ways = [
        ("postventa.by, int64 keys", lambda: postventa.by(codes, scores, postventa.NPS)),
        ("postventa.by, Arrow dictionary keys", lambda: postventa.by(dictionary, scores, postventa.NPS)),
        ("postventa.by, Arrow string keys", lambda: postventa.by(strings, scores, postventa.NPS)),
        ("pandas, groupby of prepared ±1, mean", lambda: frame.groupby("key").net.mean()),
        ("polars, group_by, two means", lambda: lazy.group_by("key").agg(net).collect()),
    ]
    rows = [(name, least(call, n)) for name, call in ways]
    show("NPS of each of 50 groups", rows, "pandas, groupby of prepared ±1, mean")


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000
    scores = numpy.array(random.Random(1).choices(range(11), range(1, 12), k=n), numpy.uint8)
    print(f"{n} rows; Python {sys.version.split()[0]}, NumPy {numpy.__version__}, pandas "
          f"{pandas.__version__}, pyarrow {pyarrow.__version__}, polars {polars.__version__}")
    single_calls(scores)
    columns(scores)
    durations(n)
    groups(scores)


main()
