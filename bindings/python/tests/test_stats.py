# SPDX-License-Identifier: MIT
"""postventa.stats: how functions are called and refuse, and figures that are known from elsewhere.
The vectors of the C library are replayed elsewhere."""
import copy
import inspect
import math
import pickle
import statistics
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import postventa
from postventa import stats

DISTRIBUTIONS = {"normal": (), "student_t": (7.5,), "beta": (2.5, 0.75), "gamma": (3.25,)}
probabilities = st.floats(1e-9, 1 - 1e-9)

# Each function with arguments by name: what must be given, and what need not.
CALLS = {
    "share_interval": ({"x": 3, "n": 9}, {"confidence": 0.8, "method": "jeffreys"}),
    "share_compare": ({"x1": 3, "n1": 9, "x2": 5, "n2": 9}, {"confidence": 0.8}),
    "net_interval": ({"positive": 5, "neutral": 3, "negative": 1}, {"method": "wald"}),
    "net_compare": ({"positive1": 5, "neutral1": 3, "negative1": 1, "positive2": 2, "neutral2": 2,
                     "negative2": 4}, {"confidence": 0.8, "method": "adjusted_wald"}),
    "mean_interval": ({"n": 5, "mean": 2.5, "variance": 0.5}, {"confidence": 0.8}),
    "mean_interval_bounded": ({"n": 5, "mean": 2.5, "variance": 0.0, "min": 1, "max": 5},
                              {"confidence": 0.8}),
    "mean_compare": ({"n1": 5, "mean1": 2.5, "variance1": 0.5, "n2": 4, "mean2": 1, "variance2": 1},
                     {"confidence": 0.8}),
    "rate_interval": ({"events": 5, "exposure": 100}, {"method": "jeffreys"}),
    "rate_compare": ({"events1": 5, "exposure1": 100, "events2": 2, "exposure2": 90},
                     {"confidence": 0.8}),
    "quantile_position": ({"n": 7, "num": 1, "den": 4}, {"type": "inclusive"}),
    "quantile_ranks": ({"n": 70, "num": 1, "den": 4}, {"confidence": 0.8}),
    "churn_compound": ({"churn": stats.share_interval(2, 100), "periods": 12}, {}),
    "clv_begin": ({"margin": 100, "retention": 0.5, "discount": 0.125}, {}),
    "clv_renewals": ({"margin": 100, "retention": 0.5, "discount": 0.125}, {}),
    "erlang": ({"arrivals_per_hour": 200, "handling": 180_000, "agents": 14},
               {"within": 20_000, "patience": 60_000}),
}


@pytest.mark.parametrize("name", CALLS)
def test_arguments_by_position_and_by_name(name):
    required, optional = CALLS[name]
    function = getattr(stats, name)
    wanted = function(*required.values(), **optional)
    assert function(**optional, **required) == wanted
    first, *others = required.items()
    assert function(first[1], **dict(others), **optional) == wanted
    # What is None need not be given.
    assert function(**required, **dict.fromkeys(optional)) == function(*required.values())
    assert [*inspect.signature(function).parameters][:len(required)] == [*required]


@pytest.mark.parametrize("name", CALLS)
def test_wrong_calls(name):
    required, optional = CALLS[name]
    function = getattr(stats, name)
    first, last = [*required][0], [*required][-1]
    with pytest.raises(TypeError, match=rf"{name}\(\) is missing the argument '{last}'"):
        function(*[*required.values()][:-1])
    with pytest.raises(TypeError, match=rf"{name}\(\) takes {len(required)} positional arg"):
        function(*required.values(), 1)
    with pytest.raises(TypeError, match=rf"{name}\(\) got multiple values for argument '{first}'"):
        function(*required.values(), **{first: 1})
    with pytest.raises(TypeError, match=rf"{name}\(\) got an unexpected keyword argument 'colour'"):
        function(**required, colour=1)
    for argument in required:
        for wrong in ("1", None, object()):
            with pytest.raises(TypeError, match=argument):
                function(**required | {argument: wrong})


def test_refusals_show_the_call():
    with pytest.raises(postventa.ArgumentError,
                       match=r"share_interval\(x=5, n=3, confidence=0.9\)"):
        stats.share_interval(5, 3, confidence=0.9)
    with pytest.raises(ValueError, match="method: 'wilso' is none of .*'wilson'"):
        stats.share_interval(1, 3, method="wilso")
    with pytest.raises(postventa.ArgumentError, match="score"):
        stats.share_interval(1, 3, method="score")
    with pytest.raises(OverflowError, match="x"):
        stats.share_interval(-1, 3)
    with pytest.raises(OverflowError, match="n"):
        stats.share_interval(1, 2**64)
    with pytest.raises(postventa.CountOverflowError):
        stats.net_interval(2**63, 2**63, 0)
    for confidence in (0.0, 1.0, -1, math.nan, math.inf):
        with pytest.raises(postventa.ArgumentError):
            stats.mean_interval(5, 1.0, 1.0, confidence=confidence)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.floats(0.5, 0.999))
def test_wilson(x, rest, confidence):
    n = x + rest
    result = stats.share_interval(x, n, confidence=confidence)
    if n == 0:
        assert result.status == "empty" and math.isnan(result.value)
        return
    z = statistics.NormalDist().inv_cdf((1 + confidence) / 2)
    p, centre = x / n, (x + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(n * p * (1 - p) + z * z / 4)
    assert result.value == p and result.n == n and result.confidence == confidence
    assert result.lower == pytest.approx(max(centre - half, 0), rel=1e-9, abs=1e-12)
    assert result.upper == pytest.approx(min(centre + half, 1), rel=1e-9, abs=1e-12)


@given(st.integers(2, 10**4), st.floats(-1e3, 1e3), st.floats(0.01, 1e3), probabilities)
def test_mean(n, mean, variance, confidence):
    half = stats.student_t_quantile((1 + confidence) / 2, n - 1) * math.sqrt(variance / n)
    result = stats.mean_interval(n, mean, variance, confidence=confidence)
    assert result.upper - result.lower == pytest.approx(2 * half, rel=1e-6)


def test_comparisons():
    shares = stats.share_compare(40, 50, 30, 50)
    assert shares.difference == pytest.approx(0.2)
    assert (shares.p_value < 0.05) == (shares.lower > 0)
    assert stats.share_compare(0, 0, 1, 2).status == "empty"
    nets = stats.net_compare(50, 30, 20, 40, 30, 30)
    assert (nets.difference, nets.method) == (pytest.approx(0.2), "mover")
    means = stats.mean_compare(20, 4.5, 0.5, 30, 4.0, 2.0)
    errors = 0.5 / 20, 2.0 / 30
    assert means.difference == 0.5 and means.std_error == pytest.approx(math.sqrt(sum(errors)))
    assert means.df == pytest.approx(
        sum(errors) ** 2 / (errors[0] ** 2 / 19 + errors[1] ** 2 / 29))
    rates = stats.rate_compare(30, 1000, 15, 1000)
    assert rates.difference == 2.0 and float(rates) == 2.0
    assert stats.rate_compare(0, 10, 0, 10).status == "degenerate"


def test_without_spread():
    assert stats.mean_interval(5, 3.0, 0.0).status == "degenerate"
    bounded = stats.mean_interval_bounded(5, 5.0, 0.0, 1, 5)
    assert bounded.method == "score_bounded" and bounded.lower < 5.0
    assert stats.net_interval(5, 0, 0, method="wald").status == "degenerate"
    assert stats.rate_interval(5, 0).status == "empty"


@given(st.lists(st.integers(-100, 100), min_size=1), st.integers(0, 100))
def test_quantiles(sample, percent):
    sample.sort()
    rank, weight = stats.quantile_position(len(sample), percent, 100, type="inclusive")
    place = Fraction(percent, 100) * (len(sample) - 1) + 1
    assert (rank, weight) == (math.floor(place), pytest.approx(float(place % 1)))
    assert stats.quantile_position(len(sample), percent, 100) == (
        max(math.ceil(Fraction(percent, 100) * len(sample)), 1), 0.0)


def test_quantile_ranks():
    lower, upper = stats.quantile_ranks(100, 1, 2)
    below = sum(math.comb(100, k) for k in range(lower)) / 2**100
    assert below <= 0.025 < below + math.comb(100, lower) / 2**100
    assert upper == 101 - lower
    assert stats.quantile_ranks(3, 1, 2) == (None, None)
    assert stats.quantile_ranks(20, 90, 100) == (15, None)
    with pytest.raises(postventa.ArgumentError):
        stats.quantile_ranks(20, 0, 100)
    with pytest.raises(OverflowError):
        stats.quantile_position(20, -1, 100)
    with pytest.raises(ValueError, match="'nearest_rank', 'midpoint'"):
        stats.quantile_position(20, 1, 100, type="linear")


@pytest.mark.parametrize("name", DISTRIBUTIONS)
@given(probability=probabilities)
def test_distributions(name, probability):
    parameters = DISTRIBUTIONS[name]
    cdf, sf, quantile, isf = (getattr(stats, f"{name}_{kind}")
                              for kind in ("cdf", "sf", "quantile", "isf"))
    x = quantile(probability, *parameters)
    assert cdf(x, *parameters) == pytest.approx(probability, rel=1e-9)
    assert sf(x, *parameters) == pytest.approx(1 - probability, rel=1e-6)
    assert isf(probability, *parameters) == pytest.approx(
        quantile(1 - probability, *parameters), rel=1e-4, abs=1e-6)


def test_normal_as_python_has_it():
    normal = statistics.NormalDist()
    for x in (-5.0, -1.5, 0.0, 0.25, 3.0):
        assert stats.normal_cdf(x) == pytest.approx(normal.cdf(x), rel=1e-12)
        assert stats.normal_sf(x) == stats.normal_cdf(-x)
    assert stats.normal_quantile(0) == -math.inf and stats.normal_isf(0) == math.inf


@pytest.mark.parametrize("name", DISTRIBUTIONS)
@pytest.mark.parametrize("kind", ["cdf", "sf", "quantile", "isf"])
def test_out_of_range(name, kind):
    function, parameters = getattr(stats, f"{name}_{kind}"), DISTRIBUTIONS[name]
    assert math.isnan(function(math.nan, *parameters))
    if kind in ("quantile", "isf"):
        assert math.isnan(function(-0.1, *parameters)) and math.isnan(function(1.1, *parameters))
    for i in range(len(parameters)):
        assert math.isnan(function(0.5, *parameters[:i], -1, *parameters[i + 1:]))
    with pytest.raises(TypeError):
        function()
    with pytest.raises(TypeError):
        function(0.5, *parameters, 1)
    with pytest.raises(TypeError):
        function("0.5", *parameters)
    with pytest.raises(TypeError):
        function(None, *parameters)
    assert function(0.5, *map(Fraction, parameters)) == function(Fraction(1, 2), *parameters)


def test_retention():
    result = stats.retention(start=100, end=104, fresh=24, lost=20)
    assert (result.retention.value, result.churn.value) == (0.8, pytest.approx(0.2))
    assert (result.churn_base, result.movement_status) == ("start", "ok")
    wilson = stats.share_interval(80, 100)
    assert (result.retention.lower, result.retention.upper) == (wilson.lower, wilson.upper)
    served = stats.retention(start=100, end=104, fresh=24, lost=20, churn_base="served")
    assert served.churn.value == pytest.approx(20 / 124) and served.churn_base == "served"
    ratio = stats.retention(start=100, end=104, fresh=24, lost=20, churn_base="mean")
    assert (ratio.churn.value, ratio.churn.status) == (pytest.approx(20 / 102), "degenerate")
    assert stats.retention(start=10, end=13, lost=4).movement_status == "inconsistent"
    assert stats.retention(start=0, end=0).retention.status == "empty"
    for arguments in ({"start": 1}, {"end": 1}, {}):
        with pytest.raises(TypeError, match="missing"):
            stats.retention(**arguments)
    with pytest.raises(TypeError, match="0 positional"):
        stats.retention(1, 2)
    with pytest.raises(ValueError, match="churn_base"):
        stats.retention(start=1, end=1, churn_base="end")


def test_churn_of_the_example():
    """As examples/churn.c prints it: 40.0 % [16.8, 68.7] of 10 in a year."""
    year = stats.retention(start=10, end=10, fresh=4, lost=4).churn
    assert (round(year.value, 3), round(year.lower, 3), round(year.upper, 3), year.n) == (
        0.4, 0.168, 0.687, 10)
    month = stats.churn_compound(year, 1 / 12)
    assert 1 - (1 - month.value) ** 12 == pytest.approx(year.value)
    assert stats.churn_compound(month, 12).upper == pytest.approx(year.upper)
    for periods in (0, -1, math.inf, math.nan):
        with pytest.raises(postventa.ArgumentError):
            stats.churn_compound(year, periods)
    with pytest.raises(TypeError, match="churn: a postventa.Estimate is wanted"):
        stats.churn_compound(0.4, 12)


LOST = [369, 163, 86, 56, 37, 27, 21]


def test_regular_customers():
    """Fader and Hardie's Regular, as doc/metrics.md and examples/lifetime.c have it."""
    model = stats.sbg_fit(LOST, [0, 0, 0, 0, 0, 0, 241])
    assert (round(model.alpha, 5), round(model.beta, 5)) == (0.70408, 1.18204)
    assert (round(model.log_likelihood, 1), model.n, model.periods, model.status) == (
        -1680.3, 1000, 7, "ok")
    assert [round(1000 * model.survival(year)) for year in range(1, 13)] == [
        627, 474, 388, 332, 292, 262, 239, 220, 204, 191, 180, 170]
    assert [round(model.retention(year), 3) for year in (1, 2, 12)] == [0.627, 0.756, 0.945]
    assert [round(model.residual_lifetime(renewals, 0.1), 2) for renewals in (4, 2, 0)] == [
        5.89, 4.87, 2.96]
    assert model.residual_lifetime(discount=0.1, renewals=4) == model.residual_lifetime(4, 0.1)
    assert stats.sbg_fit(tuple(LOST), 241) == model == stats.sbg_fit(iter(LOST), 241)


def test_models_are_records():
    model = stats.sbg_fit(LOST, 241)
    for other in (pickle.loads(pickle.dumps(model)), copy.copy(model), copy.deepcopy(model)):
        assert other == model and hash(other) == hash(model)
        assert other.survival(3) == model.survival(3)
    assert model.as_dict()["n"] == 1000
    geometric = stats.sbg_fit([10, 0], 90)
    assert (geometric.status, geometric.alpha) == ("not_identified", math.inf)
    assert geometric.retention(1) == geometric.retention(50)
    empty = stats.sbg_fit([0, 0], 0)
    assert empty.status == "empty" and math.isnan(empty.alpha)


def test_models_refuse():
    model = stats.sbg_fit(LOST, 241)
    with pytest.raises(postventa.ArgumentError):
        model.survival(-1)
    with pytest.raises(postventa.ArgumentError):
        model.retention(0)
    with pytest.raises(postventa.ArgumentError,
                       match=r"residual_lifetime\(renewals=1, discount=0\)"):
        model.residual_lifetime(1, 0)
    with pytest.raises(TypeError):
        model.survival(1.5)
    with pytest.raises(postventa.ArgumentError):
        stats.sbg_fit([0], 0).survival(1)
    with pytest.raises(postventa.ArgumentError, match="number of periods"):
        stats.sbg_fit([], [])
    with pytest.raises(postventa.ArgumentError, match="number of periods"):
        stats.sbg_fit([], 5)
    with pytest.raises(postventa.ArgumentError, match="number of periods"):
        stats.sbg_fit([1] * 10001, 1)
    with pytest.raises(ValueError, match="lost has 7 periods, and censored 2"):
        stats.sbg_fit(LOST, [1, 2])
    with pytest.raises(postventa.CountOverflowError):
        stats.sbg_fit([2**63, 2**63], 0)
    with pytest.raises(OverflowError, match="lost"):
        stats.sbg_fit([1, -1], 0)
    with pytest.raises(TypeError, match="lost"):
        stats.sbg_fit([1, None], 0)
    with pytest.raises(TypeError):
        stats.sbg_fit([1, 2], 0.5)
    with pytest.raises(OverflowError, match="censored"):
        stats.sbg_fit([1, 2], -1)
    with pytest.raises(TypeError, match="2 positional"):
        stats.sbg_fit([1, 2])


def test_lifetime_value():
    """As examples/lifetime.c prints it: 337 at constant retention."""
    retention = stats.sbg_fit(LOST, 241).retention(1)
    assert stats.clv_begin(100, 0.8, 0.1) == pytest.approx(100 * 1.1 / 0.3)
    assert stats.clv_renewals(100, 0.8, 0.1) == pytest.approx(100 * 0.8 / 0.3)
    assert stats.clv_begin(1, 1, 0) == math.inf
    assert 0 < retention < 1
    for retention, discount in ((-0.1, 0.1), (1.1, 0.1), (0.5, -0.1), (0.5, math.inf)):
        with pytest.raises(postventa.ArgumentError):
            stats.clv_begin(100, retention, discount)
        with pytest.raises(postventa.ArgumentError):
            stats.clv_renewals(100, retention, discount)


EXAMPLE = {"arrivals_per_hour": 360, "handling": timedelta(minutes=4),
           "within": timedelta(seconds=20)}


@pytest.mark.parametrize("agents, level, asa, patient_level, patient_asa, hang_up, busy", [
    (22, 0.0, math.inf, 51.6, 23.2, 13.4, 94.4), (24, 0.0, math.inf, 66.5, 14.6, 8.7, 91.3),
    (25, 28.4, 186.9, 73.2, 11.3, 6.8, 89.5), (28, 76.1, 20.0, 88.2, 4.7, 2.8, 83.3),
    (30, 89.5, 6.9, 94.1, 2.3, 1.4, 78.9),
])
def test_staffing_of_the_example(agents, level, asa, patient_level, patient_asa, hang_up, busy):
    """As examples/staffing.c prints it."""
    c = stats.erlang(agents=agents, **EXAMPLE)
    assert (round(100 * c.service_level_ratio, 1), round(c.asa_ms / 1000, 1)) == (level, asa)
    a = stats.erlang(agents=agents, patience=timedelta(minutes=3), **EXAMPLE)
    assert [round(figure, 1) for figure in (
        100 * a.service_level_ratio, a.asa_ms / 1000, 100 * a.abandonment_ratio,
        100 * a.occupancy_ratio)] == [patient_level, patient_asa, hang_up, busy]
    assert a.agents == agents and a.offered_erlang == 24.0


def test_fewest_agents():
    assert stats.erlang_agents(service_level=0.8, **EXAMPLE).agents == 29
    assert stats.erlang_agents(
        service_level=0.8, patience=timedelta(minutes=3), **EXAMPLE).agents == 27
    assert stats.erlang_agents(360, 240_000, service_level=0.8, within=20_000) == (
        stats.erlang_agents(service_level=0.8, **EXAMPLE))
    assert stats.erlang_agents(1e9, 240_000, service_level=0.8, within=20_000) is None
    with pytest.raises(TypeError, match="missing the argument 'within'"):
        stats.erlang_agents(360, 240_000, service_level=0.8)
    with pytest.raises(TypeError, match="2 positional"):
        stats.erlang_agents(360, 240_000, 0.8, within=20_000)
    for level in (0, 1, math.nan):
        with pytest.raises(postventa.ArgumentError):
            stats.erlang_agents(360, 240_000, service_level=level, within=20_000)


def test_staffing_refuses():
    for arguments in ((0, 1000, 5), (10, 0, 5), (10, 1000, 0), (10, 1000, 100_001),
                      (math.inf, 1000, 5), (10, math.nan, 5), (10, timedelta(0), 5)):
        with pytest.raises(postventa.ArgumentError, match="erlang"):
            stats.erlang(*arguments)
    with pytest.raises(TypeError, match="handling: a timedelta, or a number of ms is wanted"):
        stats.erlang(10, "1 min", 5)
    with pytest.raises(postventa.ArgumentError):
        stats.erlang(10, 1000, 5, within=-1)
    # Fractions of a ms count in a mean.
    assert stats.erlang(10, timedelta(microseconds=1500), 1) == stats.erlang(10, 1.5, 1)
    assert stats.erlang(10, 1000, 1, patience=math.inf) == stats.erlang(10, 1000, 1)


def test_everything_is_listed():
    """The module's own text names every function, so that help() is a map."""
    text = stats.__doc__
    for name in stats.__all__:
        stem, _, kind = name.rpartition("_")
        listed = name in text or (stem in DISTRIBUTIONS and stem in text and f"_{kind}" in text)
        assert listed or isinstance(getattr(stats, name), type), name
