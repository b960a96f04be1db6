# SPDX-License-Identifier: MIT
"""Durations as a histogram with percentiles."""
from __future__ import annotations

import bisect
import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from ._axes import BLUE, font_size, ink, nothing, place, room, take_axes, width_of
from ._text import UNITS, Text
from ._time_axis import in_ms, set_time_ticks, times

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.typing import ColorType

    from .. import Durations, Estimate
    from ._text import _Language

Cell: TypeAlias = tuple[float, float, int]  # its first and last ms, and how many it holds


def distribution(
    durations: Durations,
    *,
    ax: Axes | None = None,
    marks: Sequence[float] = (0.5, 0.9, 0.95),
    log: bool = True,
    bins: int = 40,
    color: ColorType = BLUE,
    lang: _Language = "en",
) -> Axes:
    """How long things took: a histogram, and above it percentiles with their intervals.

    marks are the probabilities of the percentiles; log is whether the axis of time is logarithmic
    (what took no time at all then has a bar apart, on the left); bins is how many bars there are at
    most: none is narrower than a cell of the state.

    >>> from postventa import Durations, plot
    >>> waits = Durations()
    >>> waits.update([31, 45, 60, 12, 300, 44, 71, 8], unit="s")
    >>> ax = plot.distribution(waits)
    """
    text = Text(lang)
    ax = take_axes(ax)
    cells = [(in_ms(cell.lower), in_ms(cell.upper), cell.count) for cell in durations.cells()]
    if not cells:
        return nothing(ax, text)
    from matplotlib.ticker import MaxNLocator

    zero = None
    if log and cells[-1][1] > 0:
        ax.set_xscale("log")
        edges, zero = log_edges(cells, bins)
    else:
        edges = even_edges(cells, bins)
    heights = [0] * (len(edges) - 1)
    for lower, upper, count in cells:
        middle = (lower + upper) / 2 if upper or zero is None else zero
        heights[bisect.bisect_right(edges, middle) - 1] += count
    ax.bar(edges[:-1], heights, [end - start for start, end in pairwise(edges)], align="edge",
           color=color, edgecolor=ax.get_facecolor(), linewidth=0.5)
    ax.set_xlim(edges[0], edges[-1])
    set_time_ticks(ax, text, zero, edges[0] if zero is None else edges[2])
    ax.set_ylabel(text.word("durations"))
    ax.yaxis.set_major_locator(MaxNLocator("auto", steps=[1, 2, 2.5, 5, 10], integer=True))
    ax.spines[["top", "right"]].set_visible(False)
    mark(ax, text, [(p, durations.quantile(p)) for p in sorted(marks)], zero or 0, max(heights))
    return ax


def widened(low: float, high: float) -> tuple[float, float]:
    """A range that shows that all is alike, where it is."""
    return (low, high) if high > 1.5 * low else (low / 1.2, high * 1.2)


def log_edges(cells: Sequence[Cell], bins: int) -> tuple[list[float], float | None]:
    """Edges of bars of equal ratio. Before them, after a gap, one around what stands for 0 ms."""
    positive = [cell for cell in cells if cell[1] > 0]
    low, high = widened(positive[0][0], positive[-1][1] + 1)
    widest = max((math.log((upper + 1) / lower) for lower, upper, _ in positive if upper > lower),
                 default=0)
    whole = math.log(high / low)
    n = max(1, min(bins, int(whole / widest))) if widest else bins
    n -= low < positive[0][0] and n % 2 == 0  # then a bar stands in the middle
    ratio = math.exp(whole / n)
    edges = [low * ratio ** i for i in range(n)] + [high]
    if cells[0][1] > 0:
        return edges, None
    return [low / ratio ** 2.5, low / ratio ** 1.5, *edges], low / ratio ** 2


def even_edges(cells: Sequence[Cell], bins: int) -> list[float]:
    """Edges of bars of equal width, at round times."""
    low, high = widened(cells[0][0], cells[-1][1] or UNITS["s"])
    widest = max(upper - lower for lower, upper, _ in cells)
    step = next(step for step in times() if step > widest and high // step - low // step < bins)
    return [step * i for i in range(int(low // step), int(high // step) + 2)]


def mark(ax: Axes, text: Text, found: Sequence[tuple[float, Estimate]], zero: float,
         top: int) -> None:
    """Writes each percentile on a line of its own above the bars, so that none is over another."""
    labels, values, ends = [], [], []
    for p, estimate in found:
        if not math.isnan(estimate.value):
            labels.append(f"{name_of(p, text)}  {text.lapse(estimate.value)}")
            values.append(max(estimate.value, zero))
            ends.append([max(end, zero) for end in (estimate.lower, estimate.value, estimate.upper)
                         if not math.isnan(end)])
    if not labels:
        return
    width, height = room(ax)
    line = min(1.5 * font_size() / height, 0.6 / len(labels))
    whole = top / (1 - line * len(labels) - 0.04)
    ax.set_ylim(0, whole)
    # On the right of the marks, from the top downwards; or on their left, if there is more room.
    on_right = min((width - place(ax, end[-1]) - 6) / width_of(label)
                   for end, label in zip(ends, labels, strict=True))
    on_left = min((place(ax, end[0]) - 6) / width_of(label)
                  for end, label in zip(ends, labels, strict=True))
    best = max(on_left, on_right)
    sign = -1 if best == on_left > on_right < 1 and best > 0.7 else 1
    size = font_size() * (min(1, best) if best > 0.7 else 1)
    heights = [whole * (1 - line * (i + 0.5)) for i in range(len(labels))][::sign]
    ax.vlines(values, 0, heights, color=ink(), linewidth=0.8, clip_on=False)
    ax.hlines(heights, [end[0] for end in ends], [end[-1] for end in ends], color=ink(),
              linewidth=1.6, clip_on=False)
    ax.plot(values, heights, "o", color=ink(), markersize=4, clip_on=False)
    for end, y, label in zip(ends, heights, labels, strict=True):
        ax.annotate(label, (end[-1] if sign > 0 else end[0], y), (6 * sign, 0), fontsize=size,
                    textcoords="offset points", ha="left" if sign > 0 else "right",
                    va="center_baseline", color=ink())


def name_of(p: float, text: Text) -> str:
    return text.word("median") if p == 0.5 else f"p{text.number(100 * p, '.6g')}"
