# SPDX-License-Identifier: MIT
"""Repeats: contacts in, first-contact resolution out."""
import copy
import math
import pickle
from datetime import datetime, timedelta, timezone

import hypothesis
import hypothesis.strategies as st
import numpy
import pytest

import postventa

DAY = timedelta(days=1)
START = datetime(2025, 6, 1, tzinfo=timezone.utc)


def line(name, share):
    return f"{name:<14} {100 * share.value:5.1f} %  [{100 * share.lower:.1f}, {100 * share.upper:.1f}] of {share.n}"


def test_the_contacts_of_the_example(repository):
    """As examples/first_contact.c prints them: two machines count, each its own customers."""
    contacts = [
        (1, "ana"), (1, "bruno"), (2, "carmen"), (3, "bruno"), (4, "diego"), (5, "elena"), (9, "bruno"),
        (10, "farid"), (11, "ana"), (12, "grace"), (13, "hugo"), (17, "grace"), (20, "ines"), (22, "diego"),
        (23, "ines"),
    ]  # fmt: skip
    epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
    shards = [postventa.Repeats(since=epoch + DAY) for _ in range(2)]
    for day, customer in contacts:
        shards[postventa.key(customer) % 2].add(customer, epoch + day * DAY)
    result = (shards[0] + shards[1]).read(as_of=epoch + 24 * DAY)
    printed = [
        f"{result.contacts} contacts open {result.openers} chains: {result.resolved} resolved,"
        f" {result.eligible - result.resolved} repeated, {result.not_yet_eligible} not yet eligible",
        line("FCR", result.fcr),
        line("repeat-free", result.repeat_free),
        f"{result.short_history} of the base began in the first week, when an earlier contact may be unknown",
    ]
    assert printed == (repository / "examples/expected/first_contact.txt").read_text().splitlines()
    assert (result.since, result.as_of, result.window) == (epoch + DAY, epoch + 24 * DAY, 7 * DAY)


def expected(contacts, window, as_of):
    """Openers, eligible and resolved, by the definition, in the plainest way."""
    openers = eligible = resolved = 0
    for i, (customer, time, issue) in enumerate(contacts):
        others = [
            (t, j) for j, (c, t, s) in enumerate(contacts) if (c, s) == (customer, issue) and j != i and t <= as_of
        ]
        if time > as_of or any(time - window <= t < time or (t == time and j < i) for t, j in others):
            continue
        openers += 1
        if time + window <= as_of:
            eligible += 1
            resolved += not any(time < t <= time + window or (t == time and j > i) for t, j in others)
    return openers, eligible, resolved


CONTACTS = st.lists(
    st.tuples(st.sampled_from(["ana", "bruno", 7, b"x"]), st.integers(0, 40), st.sampled_from([None, 1])), max_size=25
)


@hypothesis.given(CONTACTS, st.integers(1, 12), st.integers(0, 60))
def test_figures_are_those_of_the_definition(contacts, window, as_of):
    repeats = postventa.Repeats(window=window)
    for contact in contacts:
        repeats.add(*contact)
    if as_of == 0:
        as_of = 1  # 0 asks for the default
    result = repeats.read(as_of=as_of)
    assert (result.openers, result.eligible, result.resolved) == expected(contacts, window, as_of)
    assert result.openers == result.eligible + result.not_yet_eligible
    assert result.contacts + result.later == len(contacts)
    if result.eligible:
        assert result.fcr.value == result.resolved / result.eligible
    else:
        assert result.fcr.status == "empty" and math.isnan(result.fcr.value)


@hypothesis.given(CONTACTS)
def test_columns_are_contacts(contacts):
    one, many = postventa.Repeats(window=5), postventa.Repeats(window=5)
    for customer, time, issue in contacts:
        one.add(customer=customer, time=time, issue=issue)
    # A column of keys is of one type: those of each type are a column of their own.
    for kind in (str, int, bytes):
        rows = [contact for contact in contacts if type(contact[0]) is kind]
        many.update(*zip(*rows)) if rows else many.update([], [], issues=[])
    assert one == many


def test_columns_of_arrays():
    numbers = numpy.random.default_rng(1)
    customers = numbers.integers(0, 2_000, 10_000)
    days = numbers.integers(0, 90, 10_000)
    one, many = postventa.Repeats(window=7 * DAY), postventa.Repeats(window=7 * DAY)
    for customer, day in zip(customers, days):
        one.add(customer, START + int(day) * DAY)
    many.update(customers, numpy.datetime64("2025-06-01") + days.astype("m8[D]"))
    assert one == many
    result = many.read()
    assert result.contacts == 10_000 and 0 < result.fcr.value < 1
    assert result.as_of == START + int(days.max()) * DAY


def test_who_is_not_known_is_excluded():
    repeats = postventa.Repeats()
    repeats.add(None, START)
    repeats.add("ana", None)
    repeats.update([None, "ana", "ana"], [START, None, START])
    repeats.exclude(3)
    assert repr(repeats) == "<Repeats: contacts=1, excluded=7>"
    assert repeats.read().excluded == 7
    for wrong in (-1, 1.5, None):
        with pytest.raises((TypeError, OverflowError)):
            repeats.exclude(wrong)
    with pytest.raises(postventa.CountOverflowError):
        repeats.exclude(2**61)
    assert repeats.read().excluded == 7


def test_issues_are_chains_of_their_own():
    repeats = postventa.Repeats()
    repeats.add("ana", START, "billing")
    repeats.add("ana", START + DAY, "delivery")
    assert repeats.read(as_of=START + 30 * DAY).fcr.value == 1
    repeats.add("ana", START + 2 * DAY, issue="billing")
    assert repeats.read(as_of=START + 30 * DAY).fcr.value == 0.5
    # Without an issue, all are about the same; a missing one in a column is none.
    one, many = postventa.Repeats(), postventa.Repeats()
    one.add("ana", START)
    one.add("ana", START, None)
    one.add("ana", START, issue=0)
    many.update(["ana"] * 3, [START] * 3, issues=[None, 0, None])
    assert one == many


def test_remove():
    repeats = postventa.Repeats()
    repeats.add("ana", START, "x")
    empty = postventa.Repeats()
    for arguments in (("ana", START), ("bruno", START, "x"), ("ana", START + DAY, "x")):
        with pytest.raises(postventa.UnderflowError):
            repeats.remove(*arguments)
    repeats.remove("ana", START, issue="x")
    assert repeats == empty


def test_advance_forgets_and_changes_no_reading():
    repeats = postventa.Repeats(since=START, window=7 * DAY)
    for day in range(60):
        repeats.add(day % 11, START + day * DAY)
    before, length = repeats.read(), len(bytes(repeats))
    repeats.advance(START + 50 * DAY)
    assert repeats.read() == before and len(bytes(repeats)) < length
    with pytest.raises(postventa.OrderError):
        repeats.add("ana", START)
    with pytest.raises(postventa.OrderError):
        repeats.update(["ana", "ana"], [START + 70 * DAY, START])
    with pytest.raises(postventa.OrderError):
        repeats.remove(0, START)
    with pytest.raises(postventa.OrderError):
        repeats.advance(START)
    with pytest.raises(postventa.OrderError):
        repeats.read(as_of=START + DAY)
    assert repeats.read() == before
    # A state that has been advanced goes on counting columns.
    repeats.update(["ana", "ana"], [START + 61 * DAY, START + 60 * DAY])
    assert repeats.read().contacts == 62
    with pytest.raises(postventa.ArgumentError, match="advance"):
        postventa.Repeats().advance(START)
    with pytest.raises(postventa.ArgumentError):
        repeats.advance(None)


def test_definition():
    repeats = postventa.Repeats(window=3 * DAY, since=START)
    assert (repeats.window, repeats.since) == (3 * DAY, START)
    assert (postventa.Repeats().window, postventa.Repeats().since) == (7 * DAY, None)
    with pytest.raises(postventa.ArgumentError, match=r"Repeats\(window="):
        postventa.Repeats(window=-DAY)
    with pytest.raises(ValueError, match="naive"):
        postventa.Repeats(since=datetime(2025, 6, 1))
    with pytest.raises(TypeError, match="unexpected keyword argument 'windows'"):
        postventa.Repeats(windows=DAY)
    with pytest.raises(TypeError):
        postventa.Repeats(DAY)


@pytest.mark.parametrize(
    "arguments, error, message",
    [
        ((), TypeError, "missing the argument 'customer'"),
        (("ana",), TypeError, "missing the argument 'time'"),
        (("ana", START, 1, 2), TypeError, "3 positional arguments, not 4"),
        ((1.5, START), TypeError, "customer: an int, str or bytes is wanted"),
        ((2**64, START), OverflowError, "customer"),
        (("ana", "today"), TypeError, "time: an aware datetime"),
        (("ana", datetime(2025, 6, 1)), ValueError, "time: the datetime is naive"),
        (("ana", START, 1.5), TypeError, "issue"),
    ],
)
@pytest.mark.parametrize("verb", ["add", "remove"])
def test_no_contact(verb, arguments, error, message):
    repeats = postventa.Repeats()
    with pytest.raises(error, match=message):
        getattr(repeats, verb)(*arguments)
    assert repeats == postventa.Repeats()


@pytest.mark.parametrize(
    "columns, error, message",
    [
        ((["ana"],), TypeError, "missing the argument 'times'"),
        ((["ana"], [1, 2]), ValueError, "customers has 1 rows, times 2"),
        ((["ana"], [1], []), ValueError, "customers has 1 rows, issues 0"),
        (([1.5], [1]), TypeError, "customers"),
        ((["ana"], ["now"]), TypeError, "times"),
        ((["ana"], [1], [2.5]), TypeError, "issues"),
    ],
)
def test_no_columns(columns, error, message):
    repeats = postventa.Repeats()
    with pytest.raises(error, match=message):
        repeats.update(*columns)
    assert repeats == postventa.Repeats()


def test_reading_options():
    repeats = postventa.Repeats()
    repeats.update(["a", "b", "c"], [START, START, START])
    later = START + 8 * DAY
    result = repeats.read(as_of=later, confidence=0.9, method="clopper_pearson")
    assert (result.fcr.value, result.fcr.confidence, result.fcr.method) == (1, 0.9, "clopper_pearson")
    assert repeats.read().fcr.status == "empty" and repeats.read().not_yet_eligible == 3
    assert repeats.read(as_of=START - DAY).later == 3
    for wrong in ({"confidence": 1}, {"method": "wald"}):
        with pytest.raises(postventa.ArgumentError, match=r"read\("):
            repeats.read(**wrong)


def test_empty():
    result = postventa.Repeats().read()
    assert (result.contacts, result.openers, result.since, result.as_of) == (0, 0, None, None)
    assert math.isnan(result.fcr.value) and result.repeat_free.status == "empty"


def test_copies_are_equal():
    repeats = postventa.Repeats(since=START)
    repeats.update(["a", "b", "a"], [START, START, START + DAY])
    repeats.advance(START + DAY)
    copies = [
        repeats.copy(),
        copy.copy(repeats),
        copy.deepcopy(repeats),
        pickle.loads(pickle.dumps(repeats)),
        postventa.Repeats.from_bytes(bytes(repeats)),
        postventa.from_bytes(bytes(repeats)),
    ]
    for twin in copies:
        assert twin == repeats and twin.read() == repeats.read()
        twin.add("a", START + 2 * DAY)
        assert twin != repeats
    for result in (repeats.read(), postventa.Repeats().read()):
        assert pickle.loads(pickle.dumps(result)) == result


def test_merge():
    parts = [postventa.Repeats(), postventa.Repeats()]
    whole = postventa.Repeats()
    for i in range(20):
        parts[i % 3 == 0].add(i % 3, START + i * DAY)
        whole.add(i % 3, START + i * DAY)
    assert parts[0] + parts[1] == parts[1] + parts[0] == whole
    with pytest.raises(postventa.MismatchError):
        whole.merge(postventa.Repeats(window=DAY))
    whole.reset()
    assert whole == postventa.Repeats()
