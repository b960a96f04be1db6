# SPDX-License-Identifier: MIT
"""Survival as a curve of steps."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from ._axes import nothing, take_axes
from ._text import Text
from ._time_axis import in_ms, set_time_ticks

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.typing import ColorType

    from .. import SurvivalPoint
    from ._text import _Language

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)


def survival(
    curve: Iterable[SurvivalPoint],
    *,
    unit: timedelta | None = None,
    ax: Axes | None = None,
    color: ColorType | None = None,
    label: str | None = None,
    lang: _Language = "en",
) -> Axes:
    """What share has not had the event yet, as time goes by, in the band of its interval.

    curve is what Survival.curve() gives, and unit what a time of 1 is there; without it the axis is
    of plain numbers. Several curves may be drawn on the same Axes, each with its label; without a
    color each takes the next of matplotlib's.

    >>> from datetime import timedelta
    >>> from postventa import Survival, plot
    >>> tickets = Survival(unit=timedelta(minutes=1))
    >>> tickets.update([5, 25, 40, 40, 180], [True, True, True, False, False])
    >>> ax = plot.survival(tickets.curve(), unit=tickets.unit)
    """
    points, text = list(curve), Text(lang)
    ax = take_axes(ax)
    if not points:
        return nothing(ax, text)
    times = [0, *(point.time * (in_ms(unit) if unit else 1) for point in points)]
    line, = ax.step(times, [1.0, *(point.survival.value for point in points)], where="post",
                    color=color, label=label)
    ax.fill_between(times, [1.0, *(point.survival.lower for point in points)],
                    [1.0, *(point.survival.upper for point in points)], step="post",
                    color=line.get_color(), alpha=0.2, linewidth=0)
    ax.set(xlim=(0, max(1, ax.dataLim.x1)), ylim=(0, 1.02), ylabel=text.word("without the event"))
    ax.set_yticks(SHARES, [text.percent(share) for share in SHARES])
    if unit:
        set_time_ticks(ax, text)
    ax.spines[["top", "right"]].set_visible(False)
    return ax
