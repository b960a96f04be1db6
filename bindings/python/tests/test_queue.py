# SPDX-License-Identifier: MIT
"""Queue: calls in; service level, waits, handling and patience out."""
import copy
import math
import pickle
from datetime import timedelta

import hypothesis
import hypothesis.strategies as st
import numpy
import pytest

import postventa

OUTCOMES = ["answered", "abandoned", "flowed_out", "callback", "waiting", "unqueued"]
KINDS = ["wait_answered", "wait_abandoned", "wait_flowed_out", "talk", "hold", "wrap_up", "handling"]
SECOND = timedelta(seconds=1)


def waits(queue, kind="wait_answered"):
    return queue.durations(kind).read()


def test_the_calls_of_the_example(repository):
    """The same twenty calls by each definition, as examples/call_queue.c prints them."""
    answered, hung_up, left = OUTCOMES[:3]
    calls = [
        (answered, 4), (answered, 8), (hung_up, 3), (answered, 0), (answered, 12), (left, 120),
        (answered, 19), (hung_up, 35), (answered, 20), (answered, 26), (hung_up, 2), (answered, 7),
        (answered, 3), (hung_up, 14), (answered, 41), (answered, 11), (left, 120), (answered, 16),
        (hung_up, 61), (answered, 9),
    ]  # fmt: skip
    definitions = {
        "default: no short calls": {},
        "short calls kept": {"keep_short": True},
        "abandoned in time count": {"count_abandoned": True},
        "of the answered only": {"base": "answered"},
        "of all offered": {"base": "offered"},
    }
    queue = postventa.Queue(limits=[20 * SECOND], short=5 * SECOND)
    for outcome, wait in calls:
        queue.add(outcome, wait * SECOND)
    result = queue.read()
    printed = [
        f"offered {result.offered} = answered {result.answered} + abandoned {result.abandoned}"
        f" + flowed out {result.flowed_out}; short {result.short_abandoned}",
        "",
        "within 20 s",
    ]
    for name, options in definitions.items():
        level = queue.service_level(20 * SECOND, **options)
        printed.append(
            f"{name:<24} {100 * level.value:5.1f} %  [{100 * level.lower:.1f}, {100 * level.upper:.1f}] of {level.n}"
        )
    gone = result.abandonment
    printed += [
        "",
        f"abandonment {100 * gone.value:.1f} %  [{100 * gone.lower:.1f}, {100 * gone.upper:.1f}],"
        f" mean wait of the answered {result.asa.value / 1000:.1f} s",
    ]
    assert printed == (repository / "examples/expected/call_queue.txt").read_text().splitlines()


def test_every_outcome_has_its_counter():
    queue = postventa.Queue()
    for n, outcome in enumerate(OUTCOMES, 1):
        for _ in range(n):
            queue.add(outcome, 1000)
    result = queue.read()
    assert (result.answered, result.abandoned, result.flowed_out) == (1, 2, 3 + 4)
    assert (result.callbacks, result.waiting, result.unqueued) == (4, 5, 6)
    assert result.offered == 1 + 2 + 7
    assert repr(queue) == "<Queue: offered=10, answered=1, abandoned=2>"


def test_times():
    queue = postventa.Queue()
    queue.add("answered", 10 * SECOND, talk=100 * SECOND, hold=20.4, wrap_up=30_000, rings=2, transfers=1)
    queue.add(outcome="answered", wait=timedelta(seconds=20), talk=200_000)
    queue.add("abandoned", 7_000, talk=99)  # no talk that counts
    result = queue.read()
    assert result.asa.timedeltas()[0] == 15 * SECOND
    assert result.wait.value == pytest.approx((10_000 + 20_000 + 7_000) / 3)
    assert result.aht.value == (100_000 + 20 + 30_000 + 200_000) / 2
    assert (result.rings, result.transfers) == (2, 1)
    assert result.parts == ("talk", "hold", "wrap_up")
    assert [waits(queue, kind).n for kind in KINDS] == [2, 1, 0, 2, 1, 1, 2]
    assert waits(queue, "handling").mean.value == result.aht.value


def test_parts_are_those_that_are_recorded():
    queue = postventa.Queue()
    assert queue.read().parts == ()
    queue.add("answered", 1, hold=3)
    assert queue.read().parts == ("hold",)


def test_occupancy():
    queue = postventa.Queue()
    assert math.isnan(queue.read().occupancy_ratio)
    queue.add("answered", 0, talk=3_000)
    queue.add_ready(timedelta(seconds=1))
    assert queue.read().occupancy_ratio == 0.75
    queue.add_ready(2_000)
    assert queue.read().occupancy_ratio == 0.5
    for wrong in (-1, None, timedelta(seconds=-1), math.inf):
        with pytest.raises(postventa.ArgumentError, match="add_ready"):
            queue.add_ready(wrong)
    with pytest.raises(TypeError):
        queue.add_ready("1 s")


def test_patience_is_a_survival_of_its_own():
    queue = postventa.Queue(patience_unit=timedelta(minutes=1))
    queue.update(["abandoned"] * 3 + ["answered", "waiting"], [1, 2, 2, 5, 1], unit="min")
    patience = queue.patience()
    assert isinstance(patience, postventa.Survival) and patience.unit == timedelta(minutes=1)
    result = patience.read()
    assert (result.n, result.events) == (5, 3)
    # At 1, one of 5 hangs up; at 2, two of the 3 that are left.
    assert patience.at(1).value == pytest.approx(4 / 5)
    assert patience.at(2).value == pytest.approx(4 / 5 * 1 / 3)
    assert queue.read().patience.value == 2 * 60_000
    patience.reset()
    assert queue.patience().read().n == 5


def test_durations_are_of_their_own():
    queue = postventa.Queue(limits=[20 * SECOND])
    queue.add("answered", 12_000)
    durations = queue.durations("wait_answered")
    assert durations.within(20 * SECOND).share.value == 1
    durations.add(1)
    assert waits(queue).n == 1 and durations.read().n == 2
    del queue
    assert durations.read().n == 2
    for wrong in ("waits", 0, None):
        with pytest.raises(ValueError, match="kind: .* is none of 'wait_answered'"):
            postventa.Queue().durations(wrong)


def test_definition():
    queue = postventa.Queue(limits=[SECOND, 2_000, 2.5e3], short=SECOND, patience_unit=2_000, calendar_id=7)
    assert queue.limits == (SECOND, 2 * SECOND, 2.5 * SECOND)
    assert (queue.short, queue.patience_unit, queue.calendar_id) == (SECOND, 2 * SECOND, 7)
    plain = postventa.Queue()
    assert (plain.limits, plain.short, plain.patience_unit, plain.calendar_id) == ((), None, SECOND, 0)
    assert postventa.Queue(limits=None, short=None) == plain
    with pytest.raises(AttributeError):
        queue.limits = ()


@pytest.mark.parametrize(
    "wrong, error",
    [
        ({"limits": [2, 1]}, postventa.ArgumentError),
        ({"limits": [1, 1]}, postventa.ArgumentError),
        ({"limits": [-1]}, postventa.ArgumentError),
        ({"limits": [None]}, postventa.ArgumentError),
        ({"limits": range(8)}, ValueError),
        ({"limits": 20}, TypeError),
        ({"limits": ["20 s"]}, TypeError),
        ({"short": -1}, postventa.ArgumentError),
        ({"patience_unit": -5}, postventa.ArgumentError),
        ({"calendar_id": -1}, OverflowError),
        ({"limit": [1]}, TypeError),
    ],
)
def test_no_definition(wrong, error):
    with pytest.raises(error):
        postventa.Queue(**wrong)


@pytest.mark.parametrize("verb", ["add", "remove"])
@pytest.mark.parametrize(
    "arguments, named, error, message",
    [
        ((), {}, TypeError, r"missing the argument 'outcome'"),
        (("answered",), {}, TypeError, r"missing the argument 'wait'"),
        (("answered", 1, 2), {}, TypeError, r"takes 2 positional arguments, not 3"),
        (("answered", 1), {"wait": 2}, TypeError, r"multiple values for argument 'wait'"),
        (("answered", 1), {"tolk": 2}, TypeError, r"unexpected keyword argument 'tolk'"),
        (("lost", 1), {}, ValueError, r"outcome: 'lost' is none of 'answered', 'abandoned'"),
        ((1, 1), {}, ValueError, r"outcome: 1 is none of"),
        ((None, 1), {}, ValueError, r"outcome: None is none of"),
        (("answered", "1"), {}, TypeError, r"wait: a timedelta"),
        (("answered", 1), {"rings": -1}, postventa.ArgumentError, r"rings=-1"),
        (("answered", 1), {"transfers": -1}, postventa.ArgumentError, r"transfers=-1"),
        (("answered", 1), {"rings": 2**31}, OverflowError, r"rings"),
        (("answered", 1), {"rings": 1.5}, TypeError, r"rings"),
    ],
)
def test_no_call(verb, arguments, named, error, message):
    queue = postventa.Queue()
    queue.add("answered", 1)
    before = bytes(queue)
    with pytest.raises(error, match=message):
        getattr(queue, verb)(*arguments, **named)
    assert bytes(queue) == before


def test_handling_beyond_64_bits():
    queue = postventa.Queue()
    with pytest.raises(postventa.CountOverflowError):
        queue.add("answered", 1, talk=2**62, hold=2**62)
    assert queue == postventa.Queue()


@pytest.mark.parametrize("wait", [None, math.nan])
def test_a_wait_that_is_not_known(wait):
    queue = postventa.Queue(limits=[1])
    queue.add("answered", wait)
    assert (waits(queue).n, waits(queue).missing) == (0, 1)
    assert queue.read().offered == 1 and queue.service_level(1).status == "empty"


@pytest.mark.parametrize("wait", [-1, math.inf, timedelta(days=-1), 2**70])
def test_a_wait_that_is_rejected(wait):
    queue = postventa.Queue()
    queue.add("answered", wait)
    assert (waits(queue).n, waits(queue).rejected, queue.read().answered) == (0, 1, 1)


def test_remove_is_the_inverse_of_add():
    queue = postventa.Queue(short=5)
    queue.add("abandoned", 3)
    call = {"talk": 5, "hold": 6, "wrap_up": 7, "rings": 1, "transfers": 2}
    counted = queue.read()
    queue.add("answered", 9, **call)
    with pytest.raises(postventa.UnderflowError):
        queue.remove("abandoned", 4_000)
    with pytest.raises(postventa.UnderflowError):
        queue.remove("answered", 9, **(call | {"rings": 3}))
    queue.remove("answered", 9, **call)
    assert queue.read() == counted


def test_service_level_of_a_limit_that_was_not_declared():
    queue = postventa.Queue(limits=[SECOND])
    for limit in (2 * SECOND, 999, None):
        with pytest.raises(postventa.MismatchError):
            queue.service_level(limit)
    with pytest.raises(TypeError, match="1 positional argument, not 0"):
        queue.service_level()
    with pytest.raises(ValueError, match="base: 'all' is none of 'answered_and_abandoned', 'answered', 'offered'"):
        queue.service_level(SECOND, base="all")
    with pytest.raises(postventa.ArgumentError, match="confidence=2"):
        queue.service_level(SECOND, confidence=2)
    with pytest.raises(postventa.ArgumentError, match="share_method='wald'"):
        queue.service_level(SECOND, share_method="wald")
    assert queue.service_level(SECOND, share_method="jeffreys").method == "jeffreys"


def test_empty():
    queue = postventa.Queue(limits=[1])
    result = queue.read()
    assert (result.offered, result.answered) == (0, 0)
    for name in ("abandonment", "asa", "wait", "aht", "patience"):
        figure = getattr(result, name)
        assert math.isnan(figure.value) and figure.n == 0 and figure.status != "ok"
    assert queue.service_level(1).status == "empty"


def test_reading_options():
    queue = postventa.Queue()
    queue.update(["answered", "abandoned"], [1, 2])
    exact = queue.read(confidence=0.5, share_method="clopper_pearson").abandonment
    assert (exact.confidence, exact.method, exact.value) == (0.5, "clopper_pearson", 0.5)
    for wrong in ({"confidence": 1}, {"share_method": "student_t"}):
        with pytest.raises(postventa.ArgumentError, match=r"read\("):
            queue.read(**wrong)
    with pytest.raises(TypeError, match="unexpected keyword argument 'base'"):
        queue.read(base="offered")


# ---- Columns


def one_by_one(calls, **definition):
    queue = postventa.Queue(**definition)
    for call in calls:
        queue.add(call[0], call[1], talk=call[2], hold=call[3], wrap_up=call[4], rings=call[5], transfers=call[6])
    return queue


def as_columns(calls, **definition):
    queue = postventa.Queue(**definition)
    columns = [list(column) for column in zip(*calls)] or [[] for _ in range(7)]
    queue.update(
        *columns[:2], talk=columns[2], hold=columns[3], wrap_up=columns[4], rings=columns[5], transfers=columns[6]
    )
    return queue


TIMES = st.one_of(st.none(), st.integers(-5, 100_000), st.timedeltas(timedelta(0), timedelta(hours=1)))
CALLS = st.tuples(
    st.sampled_from(OUTCOMES), TIMES, TIMES, TIMES, TIMES, st.one_of(st.none(), st.integers(0, 9)), st.integers(0, 9)
)


@hypothesis.given(st.lists(CALLS, max_size=30))
def test_columns_are_calls(calls):
    definition = {"limits": [5_000, 20_000], "short": 2_000}
    assert as_columns(calls, **definition) == one_by_one(calls, **definition)


def test_columns_of_arrays():
    numbers = numpy.random.default_rng(7)
    n = 10_000  # enough to be counted without the GIL
    outcomes = numbers.integers(1, 7, n)
    seconds = numbers.exponential(60, n).round()
    words = [OUTCOMES[outcome - 1] for outcome in outcomes]
    one = postventa.Queue(limits=[20 * SECOND])
    for word, wait in zip(words, seconds):
        one.add(word, 1000 * wait)
    for column in (words, outcomes, outcomes.astype("u1"), numpy.array(words)):
        for times, unit in ((seconds, "s"), (1000 * seconds, "ms"), (seconds.astype("m8[s]"), "h")):
            many = postventa.Queue(limits=[20 * SECOND])
            many.update(column, times, unit=unit)
            assert many == one
    assert one.read().answered == (outcomes == 1).sum()
    assert one.service_level(20 * SECOND, base="answered").value == pytest.approx(
        (seconds[outcomes == 1] <= 20).mean()
    )


def test_columns_that_are_not_given_are_nones():
    one, many = postventa.Queue(), postventa.Queue()
    one.add("answered", None)
    many.update(["answered"], [None], talk=None, rings=None, unit=None)
    assert one == many
    many.update([], [])
    assert one == many


@pytest.mark.parametrize(
    "columns, named, error, message",
    [
        ((["answered"],), {}, TypeError, "missing the argument 'waits'"),
        ((["answered"], [1], [2]), {}, TypeError, "2 positional arguments, not 3"),
        ((["answered"], [1, 2]), {}, ValueError, "one length are wanted: outcomes has 1 rows, waits 2"),
        ((["answered"], [1]), {"rings": []}, ValueError, "outcomes has 1 rows, rings 0"),
        ((["answered", "gone"], [1, 2]), {}, ValueError, "outcomes, row 1: it is none of 'answered'"),
        ((["answered", None], [1, 2]), {}, ValueError, "outcomes, row 1"),
        (([1, 7], [1, 2]), {}, ValueError, "outcomes, row 1"),
        (([1, 0], [1, 2]), {}, ValueError, "outcomes, row 1"),
        ((["answered"] * 2, [1, 2]), {"rings": [0, -1]}, postventa.ArgumentError, r"row 1 \(outcomes='answered', waits=2, rings=-1\)"),
        ((["answered"] * 2, [1, 2]), {"transfers": [2**40, 0]}, postventa.ArgumentError, r"row 0 \("),
        ((["answered"], ["1"]), {}, TypeError, "waits"),
        ((["answered"], [1]), {"unit": "weeks"}, ValueError, "unit"),
        ((3, [1]), {}, TypeError, "outcomes"),
        ((None, [1]), {}, TypeError, "outcomes"),
    ],
)  # fmt: skip
def test_no_columns(columns, named, error, message):
    queue = postventa.Queue()
    queue.add("answered", 1)
    before = bytes(queue)
    with pytest.raises(error, match=message):
        queue.update(*columns, **named)
    assert bytes(queue) == before


def test_a_late_row_that_fails_leaves_nothing():
    queue = postventa.Queue()
    rings = [0] * 5_000 + [-1]
    with pytest.raises(postventa.ArgumentError, match="row 5000"):
        queue.update(["answered"] * 5_001, [1] * 5_001, rings=rings)
    assert queue == postventa.Queue()


# ---- As all states


@pytest.fixture
def queue():
    queue = postventa.Queue(limits=[20 * SECOND], short=5 * SECOND)
    queue.update(["answered", "abandoned", "callback"], [3, 5, 90], talk=[60, None, None], unit="s")
    queue.add_ready(9)
    return queue


def test_copies_are_equal(queue):
    copies = [
        queue.copy(),
        copy.copy(queue),
        copy.deepcopy(queue),
        pickle.loads(pickle.dumps(queue)),
        postventa.Queue.from_bytes(bytes(queue)),
        postventa.from_bytes(bytes(queue)),
    ]
    for twin in copies:
        assert twin == queue and twin.read() == queue.read() and twin.limits == queue.limits
        twin.add("answered", 1)
        assert twin != queue
    assert pickle.loads(pickle.dumps(queue.read())) == queue.read()


def test_parts_merge_to_the_whole(queue):
    double = queue + queue
    assert double.read().offered == 2 * queue.read().offered
    queue.merge(queue.copy())
    assert queue == double
    with pytest.raises(postventa.MismatchError):
        queue.merge(postventa.Queue())
    with pytest.raises(TypeError):
        queue.merge(postventa.NPS())
    queue.reset()
    assert queue == postventa.Queue(limits=[20 * SECOND], short=5 * SECOND)
