# SPDX-License-Identifier: MIT
"""Panel: which answer counts, refusing, and figures against a computation in Python and the C
example."""
import copy
import math
import pickle
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

import postventa
from postventa import CES, CSAT, NPS, Panel, Ratings, stats

DAY = 86_400_000
MAIL, APP = 0, 1
# As examples/panel.c has them: who, day, score, channel.
EXPORTS = [
    [("ana", 1, 9, MAIL), ("bruno", 1, 3, APP), ("bruno", 2, 2, APP), ("carmen", 2, 10, MAIL),
     ("diego", 3, 8, APP), ("bruno", 3, 0, APP), ("elena", 4, 10, MAIL), ("farid", 4, 9, MAIL)],
    [("elena", 4, 10, MAIL), ("farid", 4, 9, MAIL), ("grace", 5, 7, APP), ("bruno", 6, 7, APP),
     ("hugo", 6, None, MAIL), ("ines", 6, 10, APP), ("hugo", 7, 6, MAIL), ("ana", 7, None, MAIL)]]

scores = st.none() | st.integers(-2, 13)
answers = st.lists(st.tuples(
    st.none() | st.integers(0, 5), scores, st.integers(0, 9), st.integers(0, 3),
    st.integers(0, 7)), max_size=30)


def counted(rows, **config):
    panel = Panel(**config)
    for respondent, score, time, record, channel in rows:
        panel.add(respondent, score, time, record=record, channel=channel)
    return panel


def test_example():
    """As examples/panel.c prints it."""
    exports, rows = [], NPS()
    for export in EXPORTS:
        panel = Panel()
        for record, (name, day, score, channel) in enumerate(export):
            panel.add(name, score, day * DAY, record=record, channel=channel)
            rows.add(score)
        exports.append(panel)
    panel = exports[0] + exports[1]
    panel.add_sent(MAIL, 14)
    panel.add_sent(APP, 9)

    def rounded(estimate, factor=1):
        return [round(factor * figure, 1) for figure in (
            estimate.value, estimate.lower, estimate.upper)] + [estimate.n]

    assert rounded(rows.read().score) == [21.4, -24.1, 58.7, 14]
    assert rounded(panel.ratings(NPS).read().score) == [44.4, -9.5, 76.8, 9]
    assert rounded(panel.response_rate(), 100) == [39.1, 22.2, 59.2, 23]
    assert rounded(panel.response_rate(MAIL), 100) == [35.7, 16.3, 61.2, 14]
    assert rounded(panel.response_rate(channel=APP), 100) == [44.4, 18.9, 73.3, 9]


def rank(score):
    """A level goes before an answer off the scale, and that before a missing one."""
    return 0 if score is None else 2 if 0 <= score <= 10 else 1


@pytest.mark.parametrize("keep", ["last", "first"])
@given(rows=answers)
def test_which_answer_counts(keep, rows):
    sign = 1 if keep == "last" else -1
    counting, anonymous = {}, 0
    expected = Ratings()
    for row in rows:
        respondent, score, time, record, channel = row
        if respondent is None:
            anonymous += 1
            expected.add(score)
            continue
        value = -math.inf if score is None else score
        key = (rank(score), sign * time, sign * record)
        held = counting.get(respondent)
        if held is None or key > held[0] or (
                key == held[0] and sign * value > sign * held[1][0]):
            counting[respondent] = (key, (value, score))
    for _, (_, score) in counting.values():
        expected.add(score)
    panel = counted(rows, keep=keep)
    result = panel.read()
    assert (result.respondents, result.anonymous) == (len(counting), anonymous)
    assert panel.ratings() == expected
    assert sum(result.answered) == expected.read().n + expected.read().invalid
    shuffled = sorted(rows, key=repr)
    assert counted(shuffled, keep=keep) == panel


@given(answers)
def test_columns_are_rows(rows):
    respondents, given_scores, times, records, channels = (
        [row[i] for row in rows] for i in range(5))
    panel = Panel()
    panel.update(respondents, given_scores, times, records=records, channels=channels)
    assert panel == counted(rows)
    short = Panel()
    short.update(scores=iter(given_scores), times=tuple(times), respondents=respondents)
    assert short == counted((row[0], row[1], row[2], 0, 0) for row in rows)


def test_long_columns():
    numpy = pytest.importorskip("numpy")
    n = 20_000
    respondents, given_scores = numpy.arange(n) % 900, (numpy.arange(n) * 7) % 11
    times = numpy.datetime64("2025-01-01", "ms") + numpy.arange(n).astype("timedelta64[m]")
    panel = Panel()
    panel.update(respondents, given_scores, times)
    start = datetime(2025, 1, 1, tzinfo=timezone.utc)
    assert panel == counted((int(respondents[i]), int(given_scores[i]),
                             start + timedelta(minutes=i), 0, 0) for i in range(n))
    assert panel.read().respondents == 900
    before = bytes(panel)
    channels = numpy.zeros(n, dtype=int)
    channels[n - 1] = 8
    with pytest.raises(postventa.ArgumentError, match=rf"row {n - 1} .*channels=8"):
        panel.update(respondents, given_scores, times, channels=channels)
    assert bytes(panel) == before


def test_scores():
    panel = Panel(scale=(1, 5))
    for score in (5, 5.0, 4.5, None, math.nan, 2**40, -2**40, -2**31, 0):
        panel.add(None, score, 0)
    columns = Panel(scale=(1, 5))
    columns.update([None] * 6, [5, None, 2**40, -2**40, -2**31, 0], [0] * 6)
    result = panel.ratings().read()
    assert (result.n, result.missing, result.invalid) == (2, 2, 5)
    assert (columns.ratings().read().n, columns.ratings().read().missing,
            columns.ratings().read().invalid) == (1, 1, 4)
    with pytest.raises(TypeError, match="score"):
        panel.add(None, "5", 0)


def test_ratings_of_other_kinds():
    panel = Panel()
    panel.update(["ana", "bruno"], [10, 3], [1, 2])
    for kind in (Ratings, NPS, CSAT):
        ratings = panel.ratings(kind)
        assert type(ratings) is kind and ratings.scale == (0, 10)
        assert ratings.read().n == 2
    assert type(panel.ratings()) is type(panel.ratings(None)) is Ratings
    ratings = panel.ratings()
    panel.add("carla", 9, 3)
    assert ratings.read().n == 2
    effort = Panel(scale=(1, 5), polarity="low_is_good")
    assert effort.ratings(CES).polarity == "low_is_good"
    with pytest.raises(postventa.MismatchError, match="NPS"):
        effort.ratings(NPS)
    for wrong in (postventa.Durations, "NPS", NPS()):
        with pytest.raises(TypeError, match="Ratings, NPS, CSAT or CES is wanted"):
            panel.ratings(wrong)
    with pytest.raises(TypeError):
        panel.ratings(NPS, CES)


def test_response_rate():
    panel = Panel()
    assert panel.response_rate().status == "empty"
    panel.add("ana", 9, 0)
    assert panel.response_rate().status == "empty"
    panel.add_sent(0, 5)
    panel.add_sent(channel=3, n=5)
    rate, wilson = panel.response_rate(confidence=0.8), stats.share_interval(1, 10, confidence=0.8)
    assert (rate.value, rate.lower, rate.upper) == (wilson.value, wilson.lower, wilson.upper)
    assert panel.response_rate(3).value == 0
    assert panel.response_rate(0, method="jeffreys").method == "jeffreys"
    assert panel.read().sent == (5, 0, 0, 5, 0, 0, 0, 0)
    panel.add("bruno", 9, 0, channel=5)
    panel.add_sent(5, 0)
    assert panel.response_rate(5).status == "inconsistent" or panel.response_rate(5).n == 0
    for options in ({"channel": 8}, {"channel": -2}, {"confidence": 1}, {"method": "score"}):
        with pytest.raises(postventa.ArgumentError, match="response_rate"):
            panel.response_rate(**options)
    with pytest.raises(TypeError):
        panel.response_rate(0, 0.9)


def test_refusals():
    panel = counted([("ana", 9, 0, 0, 0)])
    before = bytes(panel)
    with pytest.raises(postventa.ArgumentError, match="time=None"):
        panel.add("bruno", 9, None)
    for channel in (-1, 8):
        with pytest.raises(postventa.ArgumentError, match=f"channel={channel}"):
            panel.add("bruno", 9, 0, channel=channel)
        with pytest.raises(postventa.ArgumentError, match=f"channel={channel}"):
            panel.add_sent(channel, 1)
    with pytest.raises(ValueError, match="naive"):
        panel.add("bruno", 9, datetime(2025, 1, 1))
    with pytest.raises(TypeError, match="respondent"):
        panel.add(1.5, 9, 0)
    with pytest.raises(TypeError, match="missing the argument 'time'"):
        panel.add("bruno", 9)
    with pytest.raises(TypeError, match="3 positional"):
        panel.add("bruno", 9, 0, 1)
    with pytest.raises(OverflowError, match="record"):
        panel.add("bruno", 9, 0, record=-1)
    with pytest.raises(OverflowError, match="n"):
        panel.add_sent(0, -1)
    with pytest.raises(postventa.CountOverflowError):
        panel.add_sent(0, 2**63)
    with pytest.raises(ValueError, match="respondents has 2 rows, scores 1"):
        panel.update(["a", "b"], [1], [1, 2])
    with pytest.raises(ValueError, match="channels"):
        panel.update(["a", "b"], [1, 2], [1, 2], channels=[1])
    with pytest.raises(postventa.ArgumentError, match=r"row 1 \(scores=2, times=None\)"):
        panel.update(["a", "b"], [1, 2], [1, None])
    with pytest.raises(TypeError, match="missing the argument 'times'"):
        panel.update(["a"], [1])
    assert bytes(panel) == before


def test_definitions():
    panel = Panel(scale=(1, 7), polarity="low_is_good", keep="first")
    assert (panel.scale, panel.polarity, panel.keep) == ((1, 7), "low_is_good", "first")
    assert (Panel().scale, Panel().polarity, Panel().keep) == ((0, 10), "high_is_good", "last")
    for scale in ((5, 1), (0, 11), (3, 3)):
        with pytest.raises(postventa.ArgumentError, match="scale"):
            Panel(scale=scale)
    with pytest.raises(ValueError, match="keep: 'best' is none of 'last', 'first'"):
        Panel(keep="best")
    with pytest.raises(TypeError):
        Panel((0, 10))
    for other in (Panel(scale=(1, 5)), Panel(keep="first"), Panel(polarity="low_is_good")):
        with pytest.raises(postventa.MismatchError):
            Panel().merge(other)


@given(answers, answers)
def test_states(left, right):
    one, other = counted(left), counted(right)
    one.add_sent(2, 10)
    other.add_sent(2, 7)
    both = counted(left + right)
    both.add_sent(2, 17)
    assert one + other == other + one == both
    for same in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one),
                 Panel.from_bytes(bytes(one)), postventa.from_bytes(bytes(one))):
        assert type(same) is Panel and same == one and same is not one
    assert pickle.loads(pickle.dumps(one.read())) == one.read()
    other.reset()
    assert other == Panel() and other.read().respondents == 0


def test_repr():
    assert repr(counted([("ana", 9, 0, 0, 0), (None, 1, 0, 0, 0)])) == (
        "<Panel: respondents=1, anonymous=1>")
