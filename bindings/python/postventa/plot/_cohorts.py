# SPDX-License-Identifier: MIT
"""Cohorts as a table whose cells are coloured."""
from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ._axes import (
    FAINT, SMALLEST, font_size, ink, ink_on, name_rows, nothing, room, take_axes, width_of,
)
from ._text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.collections import QuadMesh
    from matplotlib.colors import Colormap

    from .. import CohortAverage, CohortCell, Estimate
    from ._text import _Language


def cohort_heatmap(
    cells: Iterable[CohortCell],
    *,
    averages: Iterable[CohortAverage] = (),
    ax: Axes | None = None,
    cmap: str | Colormap = "Blues",
    annotate: bool = True,
    label: Callable[[int], object] = str,
    lang: _Language = "en",
) -> Axes:
    """A table of cohorts: a row each, with its size and which share of it was active at each age.

    cells is what Cohorts.table() gives; averages what Cohorts.averages() does, for a last row. A
    cell that is not over has a count in brackets and no rate, and is hatched. Age 0, at which all
    were active, is left out. Figures are in percent; where they do not fit, or with annotate=False,
    a scale of colours stands beside. label names a cohort, given its period: Cohorts.first_day,
    say.

    >>> from postventa import Cohorts, plot
    >>> cohorts = Cohorts(first=0, periods=3)
    >>> cohorts.update(["ana", "ana", "bruno", "carmen", "carmen"], [0, 1, 0, 1, 2])
    >>> ax = plot.cohort_heatmap(cohorts.table(), averages=cohorts.averages())
    """
    text, cells, averages = Text(lang), list(cells), list(averages)
    sizes = {cell.cohort: cell.size for cell in cells}
    ages = sorted({cell.age for cell in cells if cell.age > 0})
    names = [str(label(cohort)) for cohort in sizes] + [text.word("all")] * bool(averages)
    ax = take_axes(ax, max(3.2, 1.8 + 0.4 * len(ages)), 0.9 + 0.27 * len(names))
    if not cells:
        return nothing(ax, text)

    rows = {cohort: row for row, cohort in enumerate(sizes)}
    columns = {age: column for column, age in enumerate(ages, 1)}
    table = [Entry(rows[cohort], 0, text.number(size)) for cohort, size in sizes.items()]
    for cell in cells:
        if cell.age and cell.rate.status == "incomplete":
            retained = f"({text.number(cell.retained)})"
            table.append(Entry(rows[cell.cohort], columns[cell.age], retained, over=False))
        elif cell.age and cell.rate.status == "ok":
            table.append(rate_of(rows[cell.cohort], columns[cell.age], cell.rate, text))
    if averages:
        table.append(Entry(len(rows), 0, text.number(sum(sizes.values()))))
        table += [rate_of(len(rows), columns[average.age], average.pooled, text)
                  for average in averages if average.age and average.pooled.status == "ok"]

    ax.set(xlim=(0.5 - width_of_sizes(ax, table, len(ages)), len(ages) + 0.5),
           ylim=(len(names) - 0.5, -0.5), ylabel=text.word("cohort"))
    mesh = color_cells(ax, table, cmap)
    write_names(ax, text, ages, names)
    write_entries(ax, text, table, mesh, annotate)
    return ax


@dataclass(frozen=True)
class Entry:
    row: int
    column: int
    text: str
    rate: float = math.nan
    over: bool = True


def rate_of(row: int, column: int, rate: Estimate, text: Text) -> Entry:
    return Entry(row, column, text.number(100 * rate.value, ".0f"), rate.value)


def width_of_sizes(ax: Axes, table: Sequence[Entry], n_ages: int) -> float:
    """How many times as wide as the others the column of sizes has to be."""
    width, _ = room(ax)
    needed = max(width_of(f"{entry.text}  ") for entry in table if not entry.column)
    return max(1, n_ages * needed / max(width - needed, needed))


def color_cells(ax: Axes, table: Sequence[Entry], cmap: str | Colormap) -> QuadMesh:
    from matplotlib.colors import to_rgba

    rows, columns = 1 + max(entry.row for entry in table), 1 + max(entry.column for entry in table)
    rates = [[math.nan] * columns for _ in range(rows)]
    for entry in table:
        rates[entry.row][entry.column] = entry.rate
    highest = max((entry.rate for entry in table if entry.rate > 0), default=1)
    hatched = [entry for entry in table if not entry.over]
    ax.bar([entry.column for entry in hatched], [1] * len(hatched), 1,
           [entry.row - 0.5 for entry in hatched], color="none", edgecolor=to_rgba(ink(), 0.15),
           hatch="////", linewidth=0)
    return ax.pcolormesh([x - 0.5 for x in range(columns + 1)], [y - 0.5 for y in range(rows + 1)],
                         rates, cmap=cmap, vmin=0, vmax=highest, edgecolors=ax.get_facecolor(),
                         linewidth=1)


def write_names(ax: Axes, text: Text, ages: Sequence[int], names: Sequence[str]) -> None:
    """Names of rows, and of columns above them: of as many as have room."""
    width, height = room(ax)
    start, end = ax.get_xlim()
    column = width / (end - start)
    every = 1 + int(max((width_of(f"{age} ") for age in ages), default=0) / column)
    shown = range(0, len(ages), every)
    ax.set_xticks([(start + 0.5) / 2, *(i + 1 for i in shown)],
                  [text.word("size"), *(str(ages[i]) for i in shown)])
    name_rows(ax, names, height)
    ax.xaxis.tick_top()
    if ages:
        ax.xaxis.set_label_position("top")
        ax.set_xlabel(text.word("periods since the first"))
    ax.tick_params(axis="x", length=0)


def write_entries(ax: Axes, text: Text, table: Sequence[Entry], mesh: QuadMesh,
                  annotate: bool) -> None:
    """Writes into the cells, or says beside them what their colours mean."""
    (width, height), (start, end), (bottom, top) = room(ax), ax.get_xlim(), ax.get_ylim()
    column, beside = width / (end - start), 0.5 - start
    highest = mesh.get_clim()[1]
    largest = min(font_size(), height / (bottom - top) / 1.3)

    def size_of(entries: Iterable[Entry]) -> float:
        return min(largest, *(column * (1 if entry.column else beside) /
                              width_of(f"{entry.text} ", 1) for entry in entries))

    size = size_of(entry for entry in table if entry.over)
    with_counts = size_of(table) > 0.75 * size
    if with_counts:
        size = size_of(table)
    annotate = annotate and size >= SMALLEST
    for entry in table:
        if not entry.column or annotate and (entry.over or with_counts):
            ax.text(entry.column or 0.5 - beside / 2, entry.row, entry.text, ha="center",
                    va="center_baseline", fontsize=max(size, SMALLEST),
                    color=ink_on(mesh.get_cmap()(entry.rate / highest)) if entry.rate >= 0
                    else ink() if entry.over else FAINT)
    if not annotate and any(entry.rate >= 0 for entry in table):
        ax.figure.colorbar(mesh, ax=ax, format=lambda share, _: text.percent(share))
