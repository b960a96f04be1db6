# SPDX-License-Identifier: MIT
"""Bands: what a report calls a value ("very good"), as data that may be replaced by one's own."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, SupportsFloat

from . import _core

if TYPE_CHECKING:
    from ._core import _Metric


class Band(NamedTuple):
    """A band, from `lower` to `upper` in the metric's unit: the library's own, or a house's.

    >>> import postventa
    >>> house = [postventa.Band("act", 0, 0.8), postventa.Band("keep", 0.8, 1, "both")]
    >>> postventa.band(house, 0.74).name
    'act'
    """

    name: str
    lower: float
    upper: float
    closed: Literal["lower", "upper", "both", "neither"] = "lower"
    source: str = ""
    period: str | None = None


Band.name.__doc__ = "What a value in the band is called, such as 'very_good'."
Band.lower.__doc__ = "Lower edge; -inf: there is none."
Band.upper.__doc__ = "Upper edge; inf: there is none."
Band.closed.__doc__ = "Which edges belong to the band: 'lower', 'upper', 'both' or 'neither'."
Band.source.__doc__ = "Where the edges come from."
Band.period.__doc__ = "Of rates, the period they hold for, such as 'year'; None: none."


def bands(metric: _Metric) -> tuple[Band, ...]:
    """The usual bands of a metric, in rising order: in points for 'nps', 0..1 for 'csat',
    'retention', 'retention_contract' and 'churn', in ms for 'first_response_chat',
    'first_response_social' and 'first_response_email'.

    Raises ValueError for any other word.

    >>> import postventa
    >>> [(band.name, band.lower) for band in postventa.bands("nps")]
    [('more_detractors', -inf), ('good', 0.0), ('very_good', 30.0), ('excellent', 50.0)]
    """
    return tuple(Band(*row) for row in _core._band_rows(metric))


def band(bands_of: _Metric | Iterable[Band], value: SupportsFloat | timedelta) -> Band | None:
    """The first band that a value is in: of a metric's usual bands, or of one's own.

    The value is a number, an Estimate, or a timedelta. None where no band holds it: bands may leave
    gaps, and nan is in none.

    >>> import postventa
    >>> nps = postventa.NPS()
    >>> nps.update([10, 9, 9, 8, 3])
    >>> postventa.band("nps", nps.read().score).name
    'very_good'
    """
    held = bands(bands_of) if isinstance(bands_of, str) else bands_of
    found: Band | None = _core._find_band(held, value)
    return found
