# SPDX-License-Identifier: MIT
"""What all states have in common: merge, +, copy, bytes, pickle, ==."""
import copy
import pickle

import hypothesis
import hypothesis.strategies as st
import pytest

import postventa

SCORES = st.lists(st.one_of(st.none(), st.integers(-2, 13)), max_size=40)


def nps_of(scores):
    nps = postventa.NPS()
    for score in scores:
        nps.add(score)
    return nps


@hypothesis.given(SCORES, SCORES, SCORES)
def test_merging_is_as_counting_together(a, b, c):
    together = nps_of(a + b + c)
    assert nps_of(a) + nps_of(b) + nps_of(c) == together
    assert nps_of(c) + (nps_of(b) + nps_of(a)) == together
    one_by_one = nps_of(a)
    one_by_one.merge(nps_of(b))
    one_by_one += nps_of(c)
    assert one_by_one == together and bytes(one_by_one) == bytes(together)


@hypothesis.given(SCORES, SCORES)
def test_removing_undoes_adding(a, b):
    nps = nps_of(a + b)
    for score in b:
        nps.remove(score)
    assert nps == nps_of(a)


@hypothesis.given(SCORES)
def test_every_copy_is_equal_and_independent(scores):
    nps = nps_of(scores)
    copies = [
        nps.copy(),
        copy.copy(nps),
        copy.deepcopy(nps),
        postventa.NPS.from_bytes(bytes(nps)),
        postventa.NPS.from_bytes(memoryview(bytearray(bytes(nps)))),
        *(pickle.loads(pickle.dumps(nps, protocol)) for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)),
    ]
    for other in copies:
        assert other == nps and type(other) is postventa.NPS and other.read() == nps.read()
        other.add(10)
        assert other != nps


def test_sum_of_a_list():
    parts = [nps_of([10]), nps_of([3]), nps_of([None])]
    assert sum(parts) == sum(parts[1:], parts[0]) == nps_of([10, 3, None])
    assert parts == [nps_of([10]), nps_of([3]), nps_of([None])]
    for wrong in (1, False, 0.0, 10**30, None):
        with pytest.raises(TypeError):
            wrong + parts[0]
    with pytest.raises(TypeError):
        parts[0] + 0


def test_in_place_keeps_the_object():
    nps = same = nps_of([10])
    nps += nps_of([3])
    assert nps is same and same.read().n == 2


def test_a_state_merged_into_itself_doubles():
    nps = nps_of([10, 3])
    nps.merge(nps)
    assert nps == nps_of([10, 3, 10, 3])


def test_reset_keeps_the_definition():
    csat = postventa.CSAT(scale=(1, 7))
    csat.add(3)
    csat.reset()
    assert csat == postventa.CSAT(scale=(1, 7)) and csat.scale == (1, 7)


def test_unlike_states_do_not_mix():
    with pytest.raises(TypeError):
        postventa.NPS() + postventa.CES()
    with pytest.raises(TypeError):
        postventa.NPS() + 1
    with pytest.raises(TypeError, match="a postventa.NPS is wanted, not 7"):
        postventa.NPS().merge(7)
    seven, five = postventa.CSAT(scale=(1, 7)), postventa.CSAT(scale=(1, 5))
    seven.add(7)
    for call in (lambda: seven + five, lambda: seven.merge(five), lambda: seven.__iadd__(five)):
        with pytest.raises(postventa.MismatchError):
            call()
    assert seven.read().n == 1 and seven != five


def test_mutable_states_have_no_hash():
    with pytest.raises(TypeError, match="unhashable"):
        hash(postventa.NPS())


def test_what_all_have_in_common_is_no_state():
    with pytest.raises(TypeError, match="make one of them"):
        postventa.State()
    assert issubclass(postventa.NPS, postventa.State)


def test_classes_cannot_be_changed_or_derived():
    with pytest.raises(TypeError):
        postventa.NPS.add = None
    with pytest.raises(TypeError):
        type("Mine", (postventa.NPS,), {})
    with pytest.raises(AttributeError):
        postventa.NPS().note = 1


@hypothesis.given(st.binary(max_size=300))
def test_bytes_of_anything(data):
    for read in (postventa.NPS.from_bytes, postventa.from_bytes):
        with pytest.raises(postventa.WireError):
            read(data)


@hypothesis.given(st.data(), SCORES)
def test_bytes_that_were_damaged(data, scores):
    image = bytearray(bytes(nps_of(scores)))
    index = data.draw(st.integers(0, len(image) - 1))
    image[index] ^= data.draw(st.integers(1, 255))
    with pytest.raises(postventa.WireError):
        postventa.NPS.from_bytes(image)
    with pytest.raises(postventa.WireError):
        postventa.NPS.from_bytes(bytes(nps_of(scores))[: -1 - index % 30])


@pytest.mark.parametrize("data", ["text", 7, None, [1]])
def test_what_holds_no_bytes(data):
    with pytest.raises(TypeError):
        postventa.NPS.from_bytes(data)


def test_from_bytes_tells_the_type():
    assert postventa.from_bytes(bytes(nps_of([10]))).read().count[10] == 1
    with pytest.raises(postventa.WireError, match="another type"):
        postventa.NPS.from_bytes(bytes(postventa.Durations()))


def test_pickle_of_garbage():
    make, _ = postventa.NPS().__reduce__()
    with pytest.raises(postventa.WireError):
        make(b"garbage")
