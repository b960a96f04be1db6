# SPDX-License-Identifier: MIT
"""Records: the immutable results of readings."""
import copy
import math
import pickle

import pytest

import postventa


@pytest.fixture
def result():
    nps = postventa.NPS()
    nps.update([10, 9, 8, 3])
    return nps.read()


def test_fields_are_read_only(result):
    with pytest.raises(AttributeError):
        result.n = 3
    with pytest.raises(AttributeError):
        del result.score
    with pytest.raises(AttributeError):
        result.other = 1


def test_repr_is_short_and_names_the_fields(result):
    assert repr(result) == (
        "NPSResult(score=Estimate(value=25, lower=-50.4687, upper=77.8338, n=4, status='ok', method='score'), "
        "promoters=2, passives=1, detractors=1, n=4, missing=0, invalid=0)"
    )


def test_equal_records_are_equal(result):
    nps = postventa.NPS()
    nps.update([3, 8, 9, 10])
    assert nps.read() == result and hash(nps.read()) == hash(result) and len({nps.read(), result}) == 1
    nps.add(1)
    assert nps.read() != result and result != 7 and result != result.score
    assert postventa.NPS().read() == postventa.NPS().read()


def test_copies_and_pickles(result):
    for record in (result, result.score, postventa.NPS().read()):
        assert copy.copy(record) == copy.deepcopy(record) == record
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(record, protocol)) == record


def test_as_dict_goes_all_the_way_down(result):
    dictionary = result.as_dict()
    assert dictionary["promoters"] == 2 and dictionary["score"]["value"] == 25 and dictionary["score"]["status"] == "ok"
    assert list(dictionary)[0] == "score" and "promoter_ratio" in dictionary


def test_an_estimate_is_a_number(result):
    assert float(result.score) == 25 and round(result.score.lower) == -50
    assert math.isnan(float(postventa.NPS().read().score))
    with pytest.raises(TypeError):
        float(result)


def test_a_format_shows_the_interval(result):
    assert f"{result.score:+.1f}" == "+25.0 [-50.5, +77.8]"
    assert f"{postventa.NPS().read().score:.1f}" == "nan"
    assert f"{result.score}" == str(result.score) == repr(result.score)
    nps = postventa.NPS()
    nps.update([10, 9, 3])
    change = nps.compare(nps)
    assert f"{change:.0f}" == f"0 [{change.lower:.0f}, {change.upper:.0f}]"
    with pytest.raises(ValueError):
        format(result.score, "nonsense")
    with pytest.raises(TypeError):
        result.score.__format__(7)


def test_records_can_be_made_of_fields():
    estimate = postventa.Estimate(value=0.25, lower=0.1, upper=0.5, n=8, status="degenerate", method="wilson")
    assert (estimate.value, estimate.n, estimate.status, estimate.method) == (0.25, 8, "degenerate", "wilson")
    for wrong in ({"valu": 1}, {"status": "fine"}, {"method": "guess"}, {"n": -1}, {"value": "x"}):
        with pytest.raises((TypeError, ValueError, OverflowError)):
            postventa.Estimate(**wrong)
    with pytest.raises(TypeError):
        postventa.Estimate(1.0)


def test_errors_are_pythons_own_as_well():
    assert issubclass(postventa.ArgumentError, ValueError) and issubclass(postventa.ArgumentError, postventa.Error)
    assert issubclass(postventa.WireError, ValueError) and issubclass(postventa.CountOverflowError, OverflowError)
    with pytest.raises(postventa.UnderflowError) as caught:
        postventa.NPS().remove(1)
    assert caught.value.status == "PTV_ERR_UNDERFLOW" and "more would be removed" in str(caught.value)
