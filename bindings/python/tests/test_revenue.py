# SPDX-License-Identifier: MIT
"""Revenue: counting, refusing, and figures against a computation in Python and the C example."""
import copy
import math
import pickle
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import postventa
from postventa import Revenue, stats

# As examples/revenue.c has them: euros at the start and at the end, and whether paid before.
EXAMPLE = [
    (900, 1260, False), (120, 120, False), (80, 0, False), (240, 180, False), (60, 60, False),
    (300, 390, False), (45, 0, False), (150, 150, False), (500, 500, False), (75, 90, False),
    (210, 140, False), (30, 30, False), (0, 250, False), (0, 60, False), (0, 95, True)]

amounts = st.none() | st.integers(-3, 10**7)
customers = st.lists(st.tuples(amounts, amounts, st.booleans()), max_size=30)


def counted(rows):
    revenue = Revenue()
    for start, end, before in rows:
        revenue.add(start, end, before)
    return revenue


def in_cents(rows):
    return [(100 * start, 100 * end, before) for start, end, before in rows]


def percent(estimate):
    return tuple(round(100 * figure, 1) for figure in (
        estimate.value, estimate.lower, estimate.upper)) + (estimate.n,)


def test_example():
    """As examples/revenue.c prints it."""
    revenue = counted(in_cents(EXAMPLE))
    result = revenue.read()
    assert [amount / 100 for amount in (
        result.start, result.expansion, result.contraction, result.churned, result.fresh,
        result.reactivated, result.end)] == [2710, 465, 130, 125, 310, 95, 3325]
    assert percent(result.gross) == (90.6, 78.2, 100.0, 12)
    assert percent(result.net) == (107.7, 79.1, 136.4, 12)
    revenue.remove(90000, 126000, False)
    assert percent(revenue.read().net) == (91.7, 70.5, 113.0, 11)
    assert (result.n, result.n_churned, result.n_expanded, result.n_contracted, result.n_fresh,
            result.n_reactivated, result.n_idle, result.missing, result.rejected) == (
        12, 2, 3, 2, 2, 1, 0, 0, 0)


@given(customers)
def test_sums(rows):
    result = counted(rows).read()
    rejected = [row for row in rows if (row[0] or 0) < 0 or (row[1] or 0) < 0]
    missing = [row for row in rows if None in row and row not in rejected]
    good = [row for row in rows if row not in rejected and row not in missing]
    paying = [row for row in good if row[0] > 0]
    assert (result.rejected, result.missing) == (len(rejected), len(missing))
    assert result.n == len(paying)
    assert result.start == sum(start for start, _, _ in paying)
    assert result.end == sum(end for _, end, _ in good)
    assert result.churned == sum(start for start, end, _ in paying if end == 0)
    assert result.expansion == sum(max(end - start, 0) for start, end, _ in paying)
    assert result.fresh == sum(end for start, end, before in good if start == 0 and not before)
    assert result.n_idle == sum(start == end == 0 for start, end, _ in good)
    if not paying:
        assert result.gross.status == result.net.status == "empty"
        assert math.isnan(result.gross.value)
        return
    gross = Fraction(sum(min(start, end) for start, end, _ in paying), int(result.start))
    net = Fraction(sum(end for _, end, _ in paying), int(result.start))
    assert result.gross.value == pytest.approx(float(gross))
    assert result.net.value == pytest.approx(float(net))


def test_interval_of_the_net():
    """Student's t on the linearised variance of a ratio of sums. Cochran 1977, chapter 6."""
    paying = [row for row in EXAMPLE if row[0] > 0]
    n, start = len(paying), sum(row[0] for row in paying)
    ratio = sum(row[1] for row in paying) / start
    error = math.sqrt(n / (n - 1) * sum((end - ratio * begin) ** 2 for begin, end, _ in paying))
    net = counted(EXAMPLE).read(confidence=0.9).net
    assert net.std_error == pytest.approx(error / start)
    t = stats.student_t_quantile(0.95, n - 1)
    assert (net.lower, net.confidence) == (pytest.approx(ratio - t * error / start), 0.9)


@given(customers)
def test_columns_are_rows(rows):
    starts, ends, before = ([row[i] for row in rows] for i in range(3))
    one, other = Revenue(), Revenue()
    one.update(starts, ends, before)
    other.update(ends=iter(ends), starts=tuple(starts), before=before)
    assert one == other == counted(rows)
    without = Revenue()
    without.update(starts, ends)
    assert without == counted((start, end, False) for start, end, _ in rows)
    removed = counted(rows)
    for row in rows:
        removed.remove(*row)
    assert removed == Revenue()


def test_columns_of_numpy():
    numpy = pytest.importorskip("numpy")
    starts, ends = numpy.arange(10_000), numpy.arange(10_000) * 2
    revenue = Revenue()
    revenue.update(starts, ends, before=starts % 2 == 0)
    assert revenue.read().net.value == 2.0 and revenue.read().n == 9_999
    assert revenue == counted((int(start), 2 * int(start), start % 2 == 0) for start in starts)


def test_columns_are_all_or_none():
    revenue = counted(EXAMPLE)
    before = bytes(revenue)
    with pytest.raises(ValueError, match="starts has 3 rows, ends 2"):
        revenue.update([1, 2, 3], [1, 2])
    with pytest.raises(ValueError, match="before"):
        revenue.update([1, 2], [1, 2], [True])
    with pytest.raises(postventa.ArgumentError, match="row 1"):
        revenue.update([1, 2], [1, 2], [0, 7])
    with pytest.raises(TypeError, match="ends"):
        revenue.update([1, 2], [1, "2"])
    with pytest.raises(TypeError, match="missing the argument 'ends'"):
        revenue.update([1])
    assert bytes(revenue) == before


def test_single_customers_refuse():
    revenue = counted(EXAMPLE)
    before = bytes(revenue)
    for arguments in ((1.5, 2), (1, "2"), (1, 2, "yes")):
        with pytest.raises(TypeError):
            revenue.add(*arguments)
    with pytest.raises(TypeError, match="missing the argument 'end'"):
        revenue.add(1)
    with pytest.raises(TypeError, match="colour"):
        revenue.add(1, 2, colour=3)
    with pytest.raises(OverflowError):
        revenue.add(1, 2**63)
    for row in ((10**9, 0), (0, 10**6), (-1, 0), (None, 1)):
        with pytest.raises(postventa.UnderflowError):
            revenue.remove(*row)
    assert bytes(revenue) == before
    revenue.add(start=5, end=5, before=True)
    revenue.remove(end=5, start=5, before=True)
    assert bytes(revenue) == before


def test_compare():
    now, before = counted(EXAMPLE), counted(EXAMPLE[1:])
    comparison = now.compare(before, confidence=0.9)
    assert comparison.difference == pytest.approx(now.read().net.value - before.read().net.value)
    assert (comparison.method, comparison.confidence) == ("welch", 0.9)
    assert now.compare(Revenue()).status == "empty"
    with pytest.raises(TypeError, match="a postventa.Revenue is wanted"):
        now.compare(postventa.NPS())
    with pytest.raises(postventa.ArgumentError, match=r"compare\(confidence=1\)"):
        now.compare(before, confidence=1)
    with pytest.raises(postventa.ArgumentError, match=r"read\(confidence=-1\)"):
        now.read(confidence=-1)
    with pytest.raises(TypeError):
        now.read(0.9)


@given(customers, customers)
def test_states(left, right):
    one, other = counted(left), counted(right)
    assert one + other == counted(left + right)
    for same in (pickle.loads(pickle.dumps(one)), copy.copy(one), Revenue.from_bytes(bytes(one)),
                 postventa.from_bytes(bytes(one))):
        assert type(same) is Revenue and same == one and same is not one
    assert pickle.loads(pickle.dumps(one.read())) == one.read()
    one.reset()
    assert one == Revenue()


def test_repr():
    assert repr(counted([(1, 2, False), (None, 1, False), (-1, 1, False)])) == (
        "<Revenue: n=1, missing=1, rejected=1>")
    with pytest.raises(TypeError):
        Revenue(1)
    with pytest.raises(TypeError):
        Revenue(currency="EUR")
