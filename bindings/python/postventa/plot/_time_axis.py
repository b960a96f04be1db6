# SPDX-License-Identifier: MIT
"""Axes of times: in ms, with ticks at round times."""
from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from ._axes import place, width_of
from ._text import UNITS, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# How many of a unit are round; years, tens of years and so on without an end.
ROUND = {"ms": (1, 2, 5, 10, 20, 50, 100, 200, 500), "s": (1, 2, 5, 10, 15, 30),
         "min": (1, 2, 5, 10, 15, 30), "h": (1, 2, 3, 6, 12), "d": (1, 2, 5, 10, 20, 50, 100, 200),
         "y": (1, 2, 5)}
ROUNDEST = {"ms": (1, 10, 100), "s": (1, 10), "min": (1, 10), "h": (1,), "d": (1, 10, 100),
            "y": (1,)}


def in_ms(duration: timedelta) -> int:
    return duration // timedelta(milliseconds=1)


def times(table: Mapping[str, Sequence[int]] = ROUND) -> Iterator[int]:
    """The times of a table, upwards, without an end."""
    for unit, numbers in table.items():
        yield from (number * UNITS[unit] for number in numbers)
    years = UNITS["y"]
    while True:
        years *= 10
        yield from (number * years for number in table["y"])


def set_time_ticks(ax: Axes, text: Text, zero: float | None = None, start: float = 0) -> None:
    """As many ticks as can be read beside each other. Where there is something that stands for
    0 ms, the others begin at the start."""
    low, high = ax.get_xlim()
    for ticks in choices(max(low, start), high, ax.get_xscale() == "linear"):
        labels = [text.lapse(tick) if tick else "0" for tick in ticks]
        places: list[float] = list(ticks)
        if zero is not None:
            labels.insert(0, "0")
            places.insert(0, zero)
        if all(place(ax, after) - place(ax, before) > width_of(f"{first}{second}  ") / 2
               for (before, first), (after, second) in pairwise(zip(places, labels, strict=True))):
            break
    ax.set_xticks(places, labels)
    ax.set_xticks([], minor=True)


def choices(low: float, high: float, even: bool) -> Iterator[Sequence[int]]:
    """What may be ticks, from many to one."""
    if even or high < 10 * low:
        for step in times():
            first = math.ceil(low / step)
            last = math.floor(high / step)
            if last < first:
                break
            if last - first < 100:
                yield range(first * step, last * step + 1, step)
    for table in (ROUND, ROUNDEST):
        inside = list(within(low, high, table))
        yield inside
    for every in range(2, len(inside) + 2):
        yield inside[every - 1::every]


def within(low: float, high: float, table: Mapping[str, Sequence[int]]) -> Iterator[int]:
    for time in times(table):
        if time > high:
            break
        if time >= low:
            yield time
