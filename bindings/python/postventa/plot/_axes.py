# SPDX-License-Identifier: MIT
"""What the pictures share: Axes, room on them, colours."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ._text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axes._secondary_axes import SecondaryAxis
    from matplotlib.typing import ColorType

# Told apart by who does not see red and green alike, and on grey paper.
BLUE, PALE, ORANGE, FAINT = "#0072B2", "#D9D9D9", "#E69F00", "#767676"

SMALLEST = 5  # points: nobody reads what is smaller


def take_axes(ax: Axes | None, width: float | None = None, height: float | None = None) -> Axes:
    """The Axes that were given, or new ones; a size in inches that is None is matplotlib's own."""
    if ax is not None:
        return ax
    try:
        from matplotlib import pyplot
    except ImportError as error:
        raise ImportError("plots need matplotlib: pip install matplotlib") from error
    usual = pyplot.rcParams["figure.figsize"]
    size = (width or usual[0], height or usual[1])
    return pyplot.subplots(figsize=size, layout="constrained")[1]


def nothing(ax: Axes, text: Text) -> Axes:
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    ax.text(0.5, 0.5, text.word("no data"), transform=ax.transAxes, ha="center", va="center",
            color=FAINT)
    return ax


def room(ax: Axes) -> tuple[float, float]:
    """Width and height in points."""
    box, point = ax.get_window_extent(), ax.figure.dpi / 72
    return box.width / point, box.height / point


def font_size() -> float:
    from matplotlib import rcParams
    return float(rcParams["font.size"])


def ink() -> ColorType:
    """The colour that texts have in the caller's style."""
    from matplotlib import rcParams
    color: ColorType = rcParams["text.color"]
    return color


def width_of(text: str, size: float | None = None) -> float:
    """About how wide a text is, in points."""
    return 0.6 * len(text) * (size or font_size())


def name_rows(side: Axes | SecondaryAxis, names: Sequence[str], height: float) -> None:
    """Names of rows 0, 1, 2…, smaller where these are narrow, and at last only of some."""
    line = height / max(len(names), 1) / 1.3
    every = 1 + int(SMALLEST / line)
    side.set_yticks(range(0, len(names), every), names[::every],
                    fontsize=min(font_size(), line * every))
    side.tick_params(axis="y", length=0)
    side.spines[:].set_visible(False)


def place(ax: Axes, x: float) -> float:
    """Where a value lies, in points from the left end of the Axes."""
    start, end = ax.transData.transform([(ax.get_xlim()[0], 0), (x, 0)])[:, 0]
    return float(end - start) * 72 / ax.figure.dpi


def ink_on(color: ColorType) -> str:
    """What is read best on a colour: black or white, at least 4.5 to 1."""
    from matplotlib.colors import to_rgb
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
                        for part in to_rgb(color))
    return "black" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 else "white"
