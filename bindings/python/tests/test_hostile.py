# SPDX-License-Identifier: MIT
"""What lies, raises, calls back, comes damaged or runs out: never a crash, never a half-changed state."""
import ctypes
import datetime
import inspect
import itertools
import os
import random
import struct
import sys
import threading

import numpy
import pytest

import postventa
from postventa import stats
from test_leaks import one_of_each

DAY = datetime.timedelta(days=1)
START = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)


# ---- what is derived from Python's classes, and lies


class LongTimedelta(datetime.timedelta):
    days = 2**62


class FarDatetime(datetime.datetime):
    def __sub__(self, other):
        return LongTimedelta(1)


class FarDate(datetime.date):
    ordinal = 2**62

    def toordinal(self):
        return self.ordinal


@pytest.mark.parametrize("ordinal", [2**62, -(2**63), 10**30])
def test_dates_that_lie(ordinal):
    date = FarDate(2026, 1, 1)
    date.ordinal = ordinal
    with pytest.raises(OverflowError):
        postventa.Cohorts(first=date, periods=3, unit="month")


def test_times_that_lie():
    with pytest.raises(OverflowError):
        postventa.Durations().add(LongTimedelta(1))
    with pytest.raises(OverflowError):
        postventa.Panel().add("ana", 9, FarDatetime(2026, 1, 1, tzinfo=datetime.timezone.utc))


def test_records_that_lie():
    """A record may be made of any fields: what is read of it stays within it."""
    for scale in ((0, 2**31 - 1), (-(2**31), 2**31 - 1), (5, -5), (0, 11)):
        assert postventa.RatingsResult(scale_min=scale[0], scale_max=scale[1]).count == ()
    times = postventa.TicketTimes(created=0, as_of=5, state=99, replies=-7, time_in_state=[1] * 16)
    assert len(times.time_in_state) == 16
    with pytest.raises(ValueError, match="at most 16"):
        postventa.TicketTimes(time_in_state=[1] * 17)
    with pytest.raises(postventa.Error):
        postventa.Desk().add(times)


@pytest.mark.parametrize("name", [7, "\ud800", b"value", None])
def test_names_that_are_none(name):
    """Pickle hands over whatever names it holds."""
    with pytest.raises((TypeError, UnicodeEncodeError)):
        postventa.Estimate.__new__(postventa.Estimate, **{name: 1})
    make = ctypes.pythonapi.PyObject_Call
    make.restype = ctypes.py_object
    make.argtypes = [ctypes.py_object] * 3
    with pytest.raises((TypeError, UnicodeEncodeError)):
        make(postventa.Estimate, (), {name: 1})


# ---- what calls back


class Index:
    """A number that does something when it is asked for."""

    def __init__(self, act):
        self.act = act

    def __index__(self):
        return self.act()


def test_arguments_that_change_the_state():
    nps = postventa.NPS()

    def act():
        nps.add(3)
        nps.merge(nps)
        return 10

    nps.add(Index(act))
    assert nps.read().n == 3
    nps.add(Index(act), Index(lambda: nps.reset() or 2))
    assert nps.read().detractors in (0, 2)
    survival = postventa.Survival()
    survival.add(Index(lambda: survival.reset() or 5), True, Index(lambda: survival.reset() or 2))
    assert survival.read().n == 2


def test_columns_that_change_the_state():
    """What is counted meanwhile stays; a column is counted when it is at its end."""
    nps = postventa.NPS()

    def scores():
        for _ in range(700):
            nps.update([3])
            yield 10

    nps.update(scores())
    assert (nps.read().promoters, nps.read().detractors) == (700, 700)

    def resetting():
        yield 10
        nps.reset()
        yield 9

    nps.update(resetting())
    assert nps.read().n == 2

    def failing():
        nps.add(0)
        yield 10
        raise KeyError("gone")

    with pytest.raises(KeyError, match="gone"):
        nps.update(failing())
    assert (nps.read().promoters, nps.read().detractors) == (2, 1)


def test_a_state_that_is_fed_with_itself():
    cohorts = postventa.Cohorts(first=0, periods=9)

    def customers():
        cohorts.update(["a", "b"], [0, 1])
        yield from "ab"

    cohorts.update(customers(), (cohorts.add("c", i) or i for i in range(2)))
    assert cohorts.read().customers == 3


def test_buffers_stay_while_they_are_read():
    keys, released = bytearray(range(10)), []

    def scores():
        for change in (keys.clear, lambda: keys.append(1), view.release):
            with pytest.raises(BufferError):
                change()
            released.append(change)
        yield from [9] * 10

    view = memoryview(keys)
    assert sum(nps.read().n for nps in postventa.by(view, scores(), postventa.NPS).values()) == 10
    assert len(released) == 3
    view.release()
    keys.clear()


def test_lengths_that_lie():
    class Liar(list):
        def __len__(self):
            return 2**62

        def __iter__(self):
            return iter([9, None])

    nps = postventa.NPS()
    nps.update(Liar([1]))
    assert nps.read().n == nps.read().missing == 1
    with pytest.raises(ValueError):
        postventa.Revenue().update(Liar(), [1])


@pytest.mark.parametrize("values", [[numpy.array([True, False])], [numpy.array([True, False]), True]])
def test_arrays_in_the_place_of_booleans(values):
    with pytest.raises(TypeError, match="^outcomes, row 0: a bool, a number or None is wanted, not 'ndarray'$"):
        postventa.Proportion().update(values)


def test_without_numpy(run):
    """Another module of that name, or none at all, is no array's."""
    for module in ("None", "type(sys)('numpy')"):
        assert run("-c", f"import sys; sys.modules['numpy'] = {module}\n"
                   "import postventa; nps = postventa.NPS(); nps.update([9, 10]); nps.update(iter([9]))\n"
                   "print(nps)") == "<NPS: n=3, missing=0, invalid=0>\n"


# ---- bytes


def test_bytes_of_another_scale():
    csat = postventa.CSAT(scale=(1, 5))
    csat.add(4)
    with pytest.raises(postventa.MismatchError, match="NPS"):
        postventa.NPS.from_bytes(bytes(csat))
    with pytest.raises(postventa.MismatchError, match="CSAT"):
        postventa.CSAT.from_bytes(bytes(postventa.CES(polarity="low_is_good")))
    assert postventa.Ratings.from_bytes(bytes(csat)).read().n == 1
    assert postventa.CES.from_bytes(bytes(postventa.CES(polarity="low_is_good"))).scale == (1, 5)


def checksum(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def repaired(image):
    """The image with right checksums, its own and those of the images in it."""
    image = bytearray(image)
    for start in reversed([i for i in range(len(image) - 23) if image[i:i + 4] == b"PTV\xb5"]):
        end = start + struct.unpack_from("<Q", image, start + 8)[0]
        if start + 24 <= end <= len(image):
            crc = checksum(image[start:start + 16] + image[start + 20:end])
            struct.pack_into("<I", image, start + 16, crc)
    return bytes(image)


def test_the_checksum_is_the_librarys():
    for state in one_of_each():
        if len(bytes(state)) < 2000:
            assert repaired(bytes(state)) == bytes(state)


def read_all(state):
    """Calls whatever reads without arguments."""
    for name in ("read", "cells", "curve", "table", "averages", "movements", "second_activity", "patience", "ratings",
                 "durations", "survival", "copy", "__repr__", "__bytes__"):
        try:
            getattr(state, name, int)()
        except (postventa.Error, TypeError, ValueError, OverflowError):
            pass


def test_damaged_bytes_with_right_checksums():
    """They are refused, or are a state that can be used like any other."""
    chance, taken = random.Random(7), 0
    images = [bytes(state) for state in one_of_each() if len(bytes(state)) < 700]
    for image, _ in itertools.product(images, range(40)):
        damaged = bytearray(image)
        place = chance.randrange(24, len(damaged) - 7)
        number = chance.choice([0, 1, 2, 255, 2**31, 2**32, 2**60 - 1, 2**60, 2**63, 2**64 - 1])
        struct.pack_into(*chance.choice([("<B", damaged, place, number & 255), ("<Q", damaged, place & -8, number)]))
        try:
            state = postventa.from_bytes(repaired(damaged))
        except postventa.WireError:
            continue
        taken += 1
        assert bytes(state) == repaired(damaged)
        read_all(state)
        try:
            read_all(state + state)
        except postventa.CountOverflowError:
            pass
    assert taken > 50


# ---- any call


class Anything:
    """Arguments by chance: of each sort, in and out of range, and some that raise or call back."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.states = one_of_each()
        self.records = [state.read() for state in self.states if hasattr(state, "read")]
        self.words = ["answered", "created", "day", "median", "mean", "wilson", "first_response", "s", "UTC", "talk"]

    def number(self):
        return self.chance.choice([
            0, 1, -1, 5, 7, 9, 10, 11, 1000, 2**31, 2**32, 2**53, 2**60, 2**63 - 1, 2**63, -(2**63), 2**64, 10**30,
            0.5, 0.95, -0.0, float("nan"), float("inf"), 1e308, True, None])

    def act(self):
        """For what is called back: does something to a state."""
        state = self.chance.choice(self.states)
        try:
            self.chance.choice([state.reset, lambda: state.merge(state), state.__bytes__, lambda: 1 / 0])()
        except TypeError:
            pass
        return self.chance.randrange(11)

    def time(self):
        return self.chance.choice([
            START, START + DAY, datetime.datetime.max, datetime.datetime(1, 1, 1, tzinfo=datetime.timezone.utc),
            datetime.date(2026, 1, 1), DAY, datetime.timedelta.max, datetime.timedelta.min, LongTimedelta(1),
            FarDatetime(2026, 1, 1), numpy.datetime64("2026-01-01"), numpy.timedelta64(5, "s")])

    def column(self):
        n = self.chance.choice([0, 1, 2, 2, 2, 300, 5000])
        return self.chance.choice([
            lambda: [self.chance.randrange(11)] * n, lambda: [self.single() for _ in range(min(n, 5))],
            lambda: iter([1, None, 9] * n), lambda: (self.act() for _ in range(min(n, 50))), lambda: range(n),
            lambda: bytes(n), lambda: numpy.arange(n), lambda: numpy.arange(n, dtype=">f4"),
            lambda: numpy.zeros((n, 2)),
            lambda: numpy.arange(n).astype("M8[s]"), lambda: numpy.arange(n).astype("m8[ms]"), lambda: ["answered"] * n,
            lambda: numpy.array(["a", "b"] * n), lambda: numpy.ma.masked_array(range(n), [True] * n),
            lambda: [START] * n, lambda: [DAY] * n])()

    def single(self):
        return self.chance.choice([
            self.number, self.number, self.time, lambda: self.chance.choice(self.words), lambda: Index(self.act),
            lambda: self.chance.choice(self.states), lambda: self.chance.choice(self.records), lambda: (0, 10),
            lambda: postventa.NPS, lambda: b"bytes", object])()

    def arguments(self, function):
        """Arguments that fit the signature more often than not."""
        try:
            parameters = inspect.signature(function).parameters.values()
        except ValueError:
            return [self.single()], {}
        given = [each for each in parameters if each.default is each.empty or self.chance.random() < 0.3]
        values = {each.name: self.column() if self.chance.random() < 0.3 else self.single() for each in given}
        named = {each.name for each in given if each.kind is each.KEYWORD_ONLY}
        return ([values[each.name] for each in given if each.name not in named], {name: values[name] for name in named})


FUNCTIONS = [getattr(module, name) for module in (postventa, stats) for name in module.__all__
             if callable(getattr(module, name)) and not isinstance(getattr(module, name), type)]
CLASSES = [getattr(postventa, name) for name in postventa.__all__ if isinstance(getattr(postventa, name), type)
           and not issubclass(getattr(postventa, name), BaseException)]
SEEDS = range(int(os.environ.get("POSTVENTA_EXAMPLES", 400)) // 100)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", SEEDS)
def test_any_call(seed):
    """Whatever is called with whatever gives a result or raises an exception of its own."""
    anything, results = Anything(seed), 0
    for _ in range(3000):
        what = anything.chance.choice([*anything.states, *anything.states, *anything.records, *CLASSES, None])
        names = [name for name in dir(what) if not name.startswith("_")] if what is not None else []
        function = anything.chance.choice([getattr(what, name) for name in names if name not in ("start", "since")
                                           ] if names else FUNCTIONS)
        if isinstance(what, type) and anything.chance.random() < 0.5:
            function = what
        if not callable(function):
            continue
        args, kwargs = anything.arguments(function)
        try:
            repr(function(*args, **kwargs))
            results += 1
        except SystemError:
            raise
        except Exception:
            pass
    assert results > 200


# ---- threads and processes


def test_threads_that_share_states():
    """Two feed the same states with long columns, one merges, one reads: nothing is lost."""
    scores = numpy.arange(20_000) % 11
    nps, durations, queue, survival = states = [
        postventa.NPS(), postventa.Durations(), postventa.Queue(), postventa.Survival()]
    failures, rounds = [], 12

    def feed():
        for _ in range(rounds):
            nps.update(scores)
            durations.update(scores.astype(float))
            queue.update(scores % 2 + 1, scores)
            survival.update(scores)

    def merge():
        for state in states:
            both = state.copy()
            both.merge(state)
            assert type(state).from_bytes(bytes(both)) == both

    def read():
        assert nps.read().n % len(scores) == durations.read().n % len(scores) == survival.read().n % len(scores) == 0
        queue.read(), durations.cells(), survival.curve(), repr(queue)

    def until_fed(call):
        while any(thread.is_alive() for thread in feeding):
            call()

    def guarded(call, *args):
        try:
            call(*args)
        except BaseException as failure:
            failures.append(failure)

    feeding = [threading.Thread(target=guarded, args=(feed,)) for _ in range(2)]
    others = [threading.Thread(target=guarded, args=(until_fed, call)) for call in (merge, read)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for thread in feeding + others:
            thread.start()
        for thread in feeding + others:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert not failures
    n = 2 * rounds * len(scores)
    assert nps.read().n == durations.read().n == survival.read().n == queue.read().offered == n


FORK = """
import os, postventa
nps = postventa.NPS()
nps.update(range(5000))
ours, theirs = os.pipe()
if os.fork() == 0:
    nps.update([1, 2, 3])
    os.write(theirs, bytes(nps))
    os._exit(0)
os.wait()
print(postventa.NPS.from_bytes(os.read(ours, 10_000)), nps)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_after_a_fork(run):
    assert run("-c", FORK) == "<NPS: n=14, missing=0, invalid=4989> <NPS: n=11, missing=0, invalid=4989>\n"


AT_THE_END = """
import os, sys, postventa, datetime

class Late:
    def __init__(self):
        self.nps, self.calendar = postventa.NPS(), postventa.Calendar("mon-fri 09:00-18:00", "UTC")
        self.day, self.write = datetime.timedelta(days=1), os.write

    def __del__(self):  # where there are no builtins any more
        self.nps.update([1, None, 10])
        self.nps += self.nps.copy()
        self.calendar.due(0, self.day)
        try:
            self.nps.read(confidence=2)
        except:
            self.write(1, self.nps.read().score.__repr__().encode())

sys.late = Late()
del postventa
"""


def test_at_the_end_of_the_process(run):
    assert run("-c", AT_THE_END).startswith("Estimate(value=0, ")


# ---- memory


def out_of_memory(call):
    """Runs a call once for each of its first allocations, which fails; gives how many did."""
    memory = pytest.importorskip("_testcapi")
    for n in range(200):
        memory.set_nomemory(n, n + 1)
        try:
            try:
                call()
            finally:
                memory.remove_mem_hooks()
        except MemoryError:
            pass
    return n


def test_without_memory():
    """Each allocation of Python's fails once: MemoryError, and the state is as it was, or the call went well."""
    values, text = numpy.arange(10), ["a", "b"]
    for state in one_of_each():
        before = bytes(state)
        for call in (state.copy, state.__bytes__, state.__repr__, lambda: type(state).from_bytes(before),
                     lambda: state == state, lambda: repr(state.read().as_dict()) if hasattr(state, "read") else None):
            out_of_memory(call)
            assert bytes(state) == before
    for column in (values, [1, 2, None], range(7)):
        nps = postventa.NPS()
        out_of_memory(lambda: nps.update(column))
        assert (nps.read().n + nps.read().missing) % len(column) == 0
    for call in (lambda: postventa.by(text, values[:2], postventa.NPS), lambda: postventa.bands("nps"),
                 lambda: postventa.Zone.posix("CET-1CEST,M3.5.0,M10.5.0"),
                 lambda: postventa.read_ticket(created=START, as_of=START + DAY)):
        out_of_memory(call)
