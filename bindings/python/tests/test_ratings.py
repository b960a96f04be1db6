# SPDX-License-Identifier: MIT
"""NPS, CSAT, CES and Ratings: answers in, figures out."""
import decimal
import fractions
import math

import numpy
import pytest

import postventa

KINDS = [
    lambda: postventa.NPS(),
    lambda: postventa.CSAT(scale=(1, 5)),
    lambda: postventa.CES(),
    lambda: postventa.Ratings(scale=(-3, 3), polarity="low_is_good"),
]


@pytest.fixture(params=KINDS, ids=["NPS", "CSAT", "CES", "Ratings"])
def state(request):
    return request.param()


def test_nps_is_promoters_minus_detractors():
    nps = postventa.NPS()
    nps.update([10, 9, 9, 8, 7, 6, 0, None, 11])
    result = nps.read()
    assert (result.promoters, result.passives, result.detractors) == (3, 2, 2)
    assert (result.n, result.missing, result.invalid) == (7, 1, 1)
    assert result.score.value == 100 * (3 - 2) / 7
    assert result.promoter_ratio == 3 / 7 and result.passive_ratio == 2 / 7
    assert (result.scale_min, result.scale_max, result.promoter_min, result.passive_min) == (0, 10, 9, 7)
    assert result.score.lower < result.score.value < result.score.upper


def test_one_promoter_is_not_certain():
    nps = postventa.NPS()
    nps.add(10)
    score = nps.read().score
    assert score.value == 100 and score.upper == 100 and score.lower == pytest.approx(-58.69, abs=0.01)


def test_cut_points_are_options_of_the_reading():
    nps = postventa.NPS()
    nps.update(range(11))
    european = nps.read(promoter_min=8, passive_min=6)
    assert (european.promoters, european.passives, european.detractors) == (3, 2, 6)
    with pytest.raises(postventa.Error, match=r"definitions|read\("):
        nps.read(promoter_min=3, passive_min=6)


def test_csat_has_four_kinds():
    csat = postventa.CSAT(scale=(1, 5))
    csat.update([5, 5, 4, 3, 1])
    kinds = {kind: csat.read(kind=kind).score.value for kind in ("top_box", "mean", "net", "percent_of_max")}
    assert kinds == {"top_box": 0.6, "mean": 3.6, "net": pytest.approx(40), "percent_of_max": 72}
    assert csat.read(kind="mean").kind == "mean" and csat.read().kind == "top_box"
    assert csat.read(top_k=1).top_box.value == 0.4


def test_effort_low_is_good():
    effort = postventa.CES(polarity="low_is_good")
    assert effort.scale == (1, 5) and effort.polarity == "low_is_good"
    effort.update([1, 1, 5])
    result = effort.read()
    assert result.mean.value == pytest.approx(7 / 3)
    assert result.ease_0_100.value == pytest.approx(100 * 2 / 3)


def test_ratings_read_everything():
    stars = postventa.Ratings(scale=(1, 5))
    answers = [5, 4, 4, 2, 1, 5]
    stars.update(answers)
    result = stars.read()
    assert result.count == (1, 1, 0, 2, 2) and result.median == 4
    mean = sum(answers) / 6
    assert result.mean.value == pytest.approx(mean)
    assert result.std_dev == pytest.approx(math.sqrt(sum((a - mean) ** 2 for a in answers) / 5))
    assert result.top_box.value == pytest.approx(4 / 6) and result.bottom_box.value == pytest.approx(2 / 6)


def test_empty_is_no_number(state):
    result = state.read()
    assert result.n == 0 and math.isnan(result.score.value) and result.score.status == "empty"
    assert math.isnan(state.compare(state.copy()).difference)


@pytest.mark.parametrize(
    "answer", [3, 3.0, True + 2, numpy.int8(3), numpy.uint64(3), numpy.float32(3), fractions.Fraction(3), decimal.Decimal(3)]
)
def test_a_whole_number_of_any_type_is_a_score(answer, state):
    state.add(answer)
    assert state.read().n == 1 and state.read().mean.value == 3 if hasattr(state.read(), "mean") else True
    state.remove(answer)
    assert state.read().n == 0


@pytest.mark.parametrize("answer", [None, math.nan, numpy.float64("nan")])
def test_what_is_missing_is_counted_as_missing(answer, state):
    state.add(answer, 3)
    assert (state.read().n, state.read().missing, state.read().invalid) == (0, 3, 0)


@pytest.mark.parametrize("answer", [99, -99, 2.5, math.inf, -math.inf, 1e300, 2**31 - 1, -(2**31), 2**63, -(10**40)])
def test_what_is_off_the_scale_is_counted_as_invalid(answer, state):
    state.add(answer)
    assert (state.read().n, state.read().missing, state.read().invalid) == (0, 0, 1)
    state.remove(answer)
    assert state.read().invalid == 0


@pytest.mark.parametrize("answer", ["9", b"9", [9], object(), 9j, {}])
def test_what_is_no_number_is_a_type_error(answer, state):
    before = bytes(state)
    for verb in (state.add, state.remove):
        with pytest.raises(TypeError, match="score: a number is wanted"):
            verb(answer)
    assert bytes(state) == before


def test_n_counts_how_often(state):
    state.add(2, 5)
    state.add(2, 0)
    state.remove(2, 3)
    assert state.read().n == 2
    with pytest.raises(postventa.UnderflowError):
        state.remove(2, 3)
    for wrong in (-1, 1.5, "1", None, 2**64):
        with pytest.raises((TypeError, OverflowError)):
            state.add(2, wrong)
    with pytest.raises(postventa.CountOverflowError):
        state.add(2, 2**61)
    assert state.read().n == 2


def test_arguments_have_names(state):
    state.add(score=2, n=3)
    state.add(n=2, score=2)
    state.add(2, n=4)
    assert state.read().n == 9
    state.remove(score=2)
    state.remove(2, n=8)
    assert state.read().n == 0


def test_number_of_arguments(state):
    for arguments, keywords, message in [
        ((), {}, "missing the argument 'score'"),
        ((), {"n": 2}, "missing the argument 'score'"),
        ((1, 2, 3), {}, "takes 2 positional arguments, not 3"),
        ((1, 2), {"n": 2}, "multiple values for argument 'n'"),
        ((1,), {"score": 1}, "multiple values for argument 'score'"),
        ((1,), {"times": 2}, r"unexpected keyword argument 'times'; it takes score, n"),
    ]:
        for change in (state.add, state.remove):
            with pytest.raises(TypeError, match=message):
                change(*arguments, **keywords)
    assert state.read().n == 0
    with pytest.raises(TypeError, match="positional"):
        state.read(0.95)
    with pytest.raises(TypeError, match="unexpected keyword argument 'confidenze'; it takes confidence"):
        state.read(confidenze=0.9)
    with pytest.raises(TypeError, match="1 positional argument"):
        state.compare()


@pytest.mark.parametrize("confidence", [0.0000001, 0.5, 0.999])
def test_confidence_widens(confidence, state):
    state.update([3, 3, 2, 1, 3, 2])
    result = state.read(confidence=confidence).score
    assert result.confidence == confidence
    assert result.lower <= result.value <= result.upper


@pytest.mark.parametrize("confidence", [1, -0.5, 2, math.nan, math.inf])
def test_confidence_out_of_range(confidence, state):
    with pytest.raises(postventa.ArgumentError, match=r"read\(confidence="):
        state.read(confidence=confidence)


def test_none_is_the_default(state):
    state.update([3, 2, 1])
    assert state.read(confidence=None, population=None) == state.read()


def test_population_and_design_effect():
    nps = postventa.NPS()
    nps.update([10] * 60 + [0] * 40)
    plain, finite, clustered = nps.read(), nps.read(population=120), nps.read(design_effect=2)
    width = lambda result: result.score.upper - result.score.lower
    assert width(finite) < width(plain) < width(clustered)
    assert clustered.score.n_eff == 50
    assert nps.read(population=50).score.status == "inconsistent"


@pytest.mark.parametrize("scale", [(1, 1), (5, 1), (0, 11), (0, 2**40), (1,), "15", (1, 2, 3), 7])
def test_no_scale(scale):
    with pytest.raises((postventa.ArgumentError, ValueError, OverflowError, TypeError)):
        postventa.Ratings(scale=scale)


def test_words_are_listed_when_one_is_wrong():
    with pytest.raises(ValueError, match="polarity: 'good' is none of 'high_is_good', 'low_is_good'"):
        postventa.CES(polarity="good")
    with pytest.raises(ValueError, match="kind: 7 is none of 'mean'"):
        postventa.CSAT().read(kind=7)
    with pytest.raises(ValueError, match="method: 'vald' is none of 'default', 'wilson'"):
        postventa.NPS().read(method="vald")


def test_compare():
    now, before = postventa.NPS(), postventa.NPS()
    now.update([10] * 50 + [5] * 10)
    before.update([10] * 30 + [5] * 30)
    difference = now.compare(before)
    assert difference.difference == pytest.approx(now.read().score.value - before.read().score.value)
    assert difference.lower > 0 and float(difference) == difference.difference
    assert before.compare(now).difference == -difference.difference
    with pytest.raises(TypeError, match="a postventa.NPS is wanted"):
        now.compare(postventa.Ratings())
    with pytest.raises(postventa.MismatchError):
        postventa.CSAT(scale=(1, 5)).compare(postventa.CSAT(scale=(1, 7)))
