# SPDX-License-Identifier: MIT
"""Bands, and keys."""
import math
import pickle
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import postventa
from postventa import Band, band, bands

METRICS = ["nps", "csat", "retention", "retention_contract", "churn", "first_response_chat",
           "first_response_social", "first_response_email"]


@pytest.mark.parametrize("metric", METRICS)
def test_usual_bands(metric):
    usual = bands(metric)
    assert usual and all(type(one) is Band for one in usual)
    assert all(one.name and one.source and one.lower < one.upper for one in usual)
    assert all(low.upper <= high.lower for low, high in zip(usual, usual[1:]))
    assert pickle.loads(pickle.dumps(usual)) == usual


def test_bands_of_the_example():
    """As examples/bands.c prints them."""
    assert [band("nps", value).name for value in (-12, 0, 49.99, 50)] == [
        "more_detractors", "good", "very_good", "excellent"]
    assert band("csat", 0.74) is None
    assert band("csat", 0.85).name == "fair_target"
    house = [Band("act", 0, 0.8), Band("keep", 0.8, 1, closed="both")]
    assert [band(house, value).name for value in (0.74, 0.85, 1)] == ["act", "keep", "keep"]
    assert band(house, 1.01) is None


def test_periods():
    assert bands("nps")[0].period is None
    assert any(one.period for one in bands("churn") + bands("retention"))


@pytest.mark.parametrize("closed, at_edges", [
    ("lower", (True, False)), ("upper", (False, True)), ("both", (True, True)),
    ("neither", (False, False))])
def test_edges(closed, at_edges):
    one = Band("one", -1.5, 2.5, closed)
    assert tuple(band([one], edge) is one for edge in (-1.5, 2.5)) == at_edges
    assert band([one], 0) is one
    assert band([one], math.nan) is None
    assert band(iter([Band("none", 5, 6), one, Band("later", -1, 1)]), 0) is one
    assert band([], 0) is None


def test_values():
    nps = postventa.NPS()
    for score in (10, 9, 9, 8, 3):
        nps.add(score)
    assert band("nps", nps.read().score).name == "very_good"
    assert band("first_response_chat", timedelta(seconds=30)) == band("first_response_chat", 30_000)
    assert band("nps", postventa.NPS().read().score) is None


def test_refusals():
    for wrong in ("NPS", "", "mean"):
        with pytest.raises(ValueError, match="metric: .* is none of 'nps', 'csat'"):
            bands(wrong)
        with pytest.raises(ValueError):
            band(wrong, 1)
    with pytest.raises(ValueError):
        bands(1)
    with pytest.raises(TypeError):
        band("nps", "high")
    with pytest.raises(TypeError):
        band("nps", None)
    with pytest.raises(TypeError):
        band(5, 1)
    with pytest.raises(AttributeError, match="lower"):
        band([("a", 0, 1)], 1)
    with pytest.raises(ValueError, match="closed"):
        band([Band("a", 0, 1, "left"), Band("b", 0, 1)], 0.5)
    with pytest.raises(TypeError):
        band([Band("a", "0", 1)], 0.5)
    with pytest.raises(ZeroDivisionError):
        band((Band("a", 1 / x, 2) for x in (1, 0)), 0.5)


def test_keys():
    """XXH64 of the test vectors; numbers are their own."""
    assert postventa.key("") == postventa.key(b"") == 0xEF46DB3751D8E999
    assert postventa.key("ü") == postventa.key("ü".encode())
    assert [postventa.key(number) for number in (0, 17, 2**63, 2**64 - 2)] == [
        0, 17, 2**63, 2**64 - 2]
    assert postventa.key(-2) == 2**64 - 2
    assert postventa.key(None) is None
    for wrong in (1.5, [], object()):
        with pytest.raises(TypeError, match="an int, str or bytes is wanted"):
            postventa.key(wrong)
    for wrong in (2**64, -2**63 - 1):
        with pytest.raises(OverflowError):
            postventa.key(wrong)
    with pytest.raises(UnicodeEncodeError):
        postventa.key("\ud800")


@given(st.text())
def test_keys_of_text(text):
    assert postventa.key(text) == postventa.key(text.encode())
