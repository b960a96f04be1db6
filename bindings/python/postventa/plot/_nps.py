# SPDX-License-Identifier: MIT
"""The Net Promoter Score as a bar."""
from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ._axes import (
    BLUE, FAINT, ORANGE, PALE, font_size, ink, ink_on, name_rows, room, take_axes, width_of,
)
from ._text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Rectangle
    from matplotlib.typing import ColorType

    from .. import NPSResult
    from ._text import _Language

CLASSES = ("promoters", "passives", "detractors")


def nps_bar(
    results: NPSResult | Mapping[str, NPSResult],
    *,
    ax: Axes | None = None,
    colors: Sequence[ColorType] = (BLUE, PALE, ORANGE),
    lang: _Language = "en",
) -> Axes:
    """Who answered, as a bar of promoters, passives and detractors; above it the score's interval.

    results is what NPS.read() gives, or several by name, for a row each. The axis is that of the
    score and each bar as long as it, so that the score is where the middle of the passives is.
    colors are those of promoters, passives and detractors.

    >>> from postventa import NPS, plot
    >>> april, may = NPS(), NPS()
    >>> april.update([10, 9, 8, 3])
    >>> may.update([10, 10, 9, 7])
    >>> ax = plot.nps_bar({"April": april.read(), "May": may.read()})
    """
    named = dict(results) if isinstance(results, Mapping) else {"": results}
    rows, text = list(named.values()), Text(lang)
    ax = take_axes(ax, height=1.1 + 0.45 * len(rows))
    ax.set(xlim=(-100, 100), ylim=(max(len(rows), 1) - 0.5, -0.6))
    draw_bars(ax, rows, colors, text)
    draw_scores(ax, rows, text)
    width, height = room(ax)
    name_rows(ax, list(named), height)
    name_rows(ax.secondary_yaxis("right"), [score_of(row, text) for row in rows], height)
    ticks = range(-100, 101, 50 if width > 200 else 100)
    ax.set_xticks(ticks, [text.points(tick) for tick in ticks])
    ax.set_xlabel(text.with_interval("NPS", rows[0].score.confidence) if rows else "NPS")
    size = font_size() * min(1, width / width_of("".join(map(text.word, CLASSES)) + 15 * " "))
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3, frameon=False, fontsize=size,
              borderaxespad=0.2, handlelength=1, columnspacing=1.5)
    return ax


def draw_bars(ax: Axes, rows: Sequence[NPSResult], colors: Sequence[ColorType], text: Text) -> None:
    left = [-100.0] * len(rows)
    for name, color in zip(CLASSES, colors, strict=True):
        shares = [getattr(row, name) / row.n if row.n else 0.0 for row in rows]
        bars = ax.barh(range(len(rows)), [200 * share for share in shares], 0.5, left, color=color,
                       edgecolor=ax.get_facecolor(), linewidth=0.5, label=text.word(name))
        write_inside(ax, bars, [text.percent(share) for share in shares], ink_on(color))
        left = [start + 200 * share for start, share in zip(left, shares, strict=True)]


def write_inside(ax: Axes, bars: Iterable[Rectangle], labels: Iterable[str],
                 color: str) -> None:
    """Writes a label into each bar that has room for it."""
    (width, height), (start, end), (bottom, top) = room(ax), ax.get_xlim(), ax.get_ylim()
    for bar, label in zip(bars, labels, strict=True):
        x, y, wide, high = bar.get_x(), bar.get_y(), bar.get_width(), bar.get_height()
        if (wide * width / (end - start) > width_of(f"{label} ") and
                high * height / (bottom - top) > font_size()):
            ax.text(x + wide / 2, y + high / 2, label, ha="center", va="center_baseline",
                    color=color)


def draw_scores(ax: Axes, rows: Sequence[NPSResult], text: Text) -> None:
    """The scores and their intervals, each above its bar."""
    scores, line = [row.score for row in rows], room(ax)[1] / max(len(rows), 1)
    ax.errorbar([score.value for score in scores], [row - 0.37 for row in range(len(rows))],
                xerr=[[score.value - score.lower for score in scores],
                      [score.upper - score.value for score in scores]],
                fmt="o", color=ink(), markersize=min(4, line / 5), capsize=min(2, line / 10),
                linewidth=1.2, clip_on=False)
    for place, row in enumerate(rows):
        if not row.n:
            ax.text(0, place, text.word("no data"), ha="center", va="center", color=FAINT)


def score_of(row: NPSResult, text: Text) -> str:
    """Such as: +37 [+34, +40]  n 985."""
    if not row.n:
        return ""
    words = [text.points(row.score.value), f" n {text.number(row.n)}"]
    if not math.isnan(row.score.lower):
        words.insert(1, text.bounds(text.points(row.score.lower), text.points(row.score.upper)))
    return " ".join(words)
