# SPDX-License-Identifier: MIT
"""Nothing is left behind: every docstring's example and many a failure, again and again, while the
blocks of Python's allocator and the bytes of C's are counted."""
import contextlib
import ctypes
import datetime
import gc
import io
import sys

import numpy
import pyarrow
import pytest

import postventa
from postventa import stats
from test_docstrings import OBJECTS, examples

ROUNDS = 60
TRIALS = 30


class MallocInfo(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")]


def bytes_of_c():
    """What malloc has given out; 0 where the C library does not tell."""
    try:
        mallinfo = ctypes.CDLL(None).mallinfo2
    except AttributeError:
        return 0
    mallinfo.restype = MallocInfo
    info = mallinfo()
    return info.uordblks + info.hblkhd


def growth(call):
    """Blocks of Python and bytes of C that a round leaves behind."""
    gc.collect()
    blocks, memory = sys.getallocatedblocks(), bytes_of_c()
    for _ in range(ROUNDS):
        call()
    gc.collect()
    return (sys.getallocatedblocks() - blocks) / ROUNDS, (bytes_of_c() - memory) / ROUNDS


def assert_no_growth(call):
    """What leaks does so for ever; caches fill up, which takes some of them a thousand rounds."""
    for _ in range(TRIALS):
        blocks, memory = growth(call)
        if blocks < 0.2 and memory < 8:
            return
    pytest.fail(f"{blocks:.2f} blocks of Python and {memory:.1f} bytes of C a round")


# Plots are pure Python over matplotlib, which keeps caches of its own.
WITH_EXAMPLES = [name for name, thing in OBJECTS.items() if examples(thing) and ".plot" not in name]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_leave_nothing(name):
    code = [compile(example.source, name, "single") for example in examples(OBJECTS[name])]

    def call():
        names = {}
        with contextlib.redirect_stdout(io.StringIO()):
            for part in code:
                exec(part, names)

    assert_no_growth(call)


def one_of_each():
    """A state of each class, with something in it."""
    day = datetime.timedelta(days=1)
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
    states = [
        postventa.NPS(), postventa.CSAT(), postventa.CES(), postventa.Ratings(), postventa.Proportion(),
        postventa.Durations(limits=[day]), postventa.Survival(), postventa.Revenue(), postventa.Queue(limits=[day]),
        postventa.Repeats(), postventa.Desk(targets=[("resolution_last", day)]),
        postventa.Complaints(start=start, until=start + 30 * day), postventa.Cohorts(first=0, periods=24, unit="month"),
        postventa.Panel(),
    ]
    nps, csat, ces, ratings, proportion, durations, survival, revenue, queue, repeats, desk, complaints, cohorts, panel = states
    for state in (nps, csat, ces, ratings):
        state.update([1, 2, 3, None])
    proportion.update([True, False, None])
    durations.update([1000, 2000, None] * 200)
    survival.update([1, 2, 3], [True, False, True])
    revenue.update([100, 200], [100, 0])
    queue.update(["answered", "abandoned"], [1000, 2000])
    repeats.update(["a", "b", "a"], [start, start, start + day])
    desk.update([start, start], resolved=[start + day, None], as_of=start + 5 * day)
    complaints.update([start, start], closed=[start + day, None])
    cohorts.update(["a", "b"], [0, 1])
    panel.update(["a", "b"], [9, 3], [start, start])
    return states


def test_states_leave_nothing():
    def call():
        for state in one_of_each():
            state.read()
            repr(state.read())
            state.read().as_dict()
            copy = type(state).from_bytes(bytes(state))
            assert copy == state and copy + state is not None
            copy.merge(state)
            copy.reset()

    assert_no_growth(call)


def test_columns_leave_nothing():
    values = numpy.arange(11, dtype=numpy.int64)
    columns = [
        values, values[::-2], values.astype(">i2"), numpy.ma.masked_array(values, values > 5), pyarrow.array(values),
        pyarrow.chunked_array([values, values]), pyarrow.array(values).dictionary_encode(), [*range(11)],
        iter(range(3)), bytes(values.astype("u1")),
    ]

    def call():
        nps = postventa.NPS()
        for column in columns:
            nps.update(column)
        postventa.by(["a", "b"] * 5 + [None], values, postventa.NPS)

    assert_no_growth(call)


def failing():
    """Calls that fail, each on its own path."""
    states = one_of_each()
    for state in states:
        yield lambda state=state: state.read(nonsense=1)
        yield lambda state=state: state.merge(7)
        yield lambda state=state: state.from_bytes(b"PTV\xb5" + bytes(40))
        yield lambda state=state: state.from_bytes(bytes(state)[:-1])
        yield lambda state=state: state.add(object(), object())
        yield lambda state=state: state.update(object())
    nps = states[0]
    yield from (
        lambda: nps.update([1, 2, "three"]), lambda: nps.update(numpy.zeros((2, 2))), lambda: nps.update({}),
        lambda: nps.update("text"), lambda: nps.update(pyarrow.array(["a"])), lambda: nps.update(pyarrow.array([[1]])),
        lambda: nps.remove(0), lambda: nps.read(method="none"), lambda: nps.read(confidence=3),
        lambda: nps.compare(postventa.CSAT()), lambda: postventa.CSAT(scale=(1, 99)),
        lambda: postventa.CSAT() + postventa.CSAT(scale=(1, 7)), lambda: postventa.by([1], [1, 2], postventa.NPS),
        lambda: postventa.by([1.5], [1], postventa.NPS), lambda: postventa.by([1], [1], int),
        lambda: postventa.from_bytes(b"nothing"), lambda: postventa.Estimate(value="x"),
        lambda: postventa.Zone("Nowhere/Land"), lambda: postventa.Zone.from_tzif(b"TZif"),
        lambda: postventa.Calendar("mon 9-18 nonsense", "UTC"), lambda: stats.share_interval(3, 2),
        lambda: stats.share_interval(-1, 2), lambda: stats.erlang(-1, 1, 1), lambda: postventa.key(1.5),
        lambda: states[5].add(datetime.datetime(2026, 1, 1)), lambda: states[9].add("a", datetime.datetime(2026, 1, 1)),
        lambda: states[8].update(["answered"], [1, 2]), lambda: states[8].add("vanished", 1),
    )


def test_failures_leave_nothing():
    calls = [*failing()]

    def call():
        for one in calls:
            with pytest.raises(Exception):
                one()

    assert_no_growth(call)
