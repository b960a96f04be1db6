# SPDX-License-Identifier: MIT
"""Words and numbers of the pictures, in each language."""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    _Language: TypeAlias = Literal["en", "es"]

SPANISH = {
    "promoters": "promotores",
    "passives": "pasivos",
    "detractors": "detractores",
    "no data": "sin datos",
    "durations": "duraciones",
    "median": "mediana",
    "cohort": "cohorte",
    "size": "tamaño",
    "all": "todas",
    "periods since the first": "periodos desde el primero",
    "without the event": "sin el suceso",
    "y": "a",
}

# ms of the units of time; "y" is a Julian year.
UNITS = {"ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000, "d": 86_400_000, "y": 31_557_600_000}

# What a time is written in, and as parts of what, when it is shorter than this.
LAPSES = [("min", "s", UNITS["h"]), ("h", "min", UNITS["d"]), ("d", "h", 10 * UNITS["d"]),
          ("d", "d", UNITS["y"])]


class Text:
    """How a language writes."""

    def __init__(self, lang: _Language) -> None:
        if lang not in ("en", "es"):
            raise ValueError(f"lang must be 'en' or 'es', not {lang!r}")
        self.spanish = lang == "es"

    def word(self, english: str) -> str:
        return SPANISH.get(english, english) if self.spanish else english

    def number(self, value: float, form: str = ",d") -> str:
        text = format(value, form).replace("-", "\N{MINUS SIGN}")
        return text.translate({ord(","): ".", ord("."): ","}) if self.spanish else text

    def percent(self, share: float, form: str = ".0f") -> str:
        return self.number(100 * share, form) + ("\N{NO-BREAK SPACE}%" if self.spanish else "%")

    def points(self, value: float) -> str:
        """A score, with its sign: "+24", "0"."""
        return self.number(value, "+.0f") if round(value) else "0"

    def bounds(self, lower: str, upper: str) -> str:
        return f"[{lower}{'; ' if self.spanish else ', '}{upper}]"

    def with_interval(self, figure: str, confidence: float) -> str:
        percent = self.percent(confidence, ".4g")
        return (f"{figure}, intervalo del {percent}" if self.spanish
                else f"{figure}, {percent} interval")

    def lapse(self, ms: float) -> str:
        """A time in its largest unit and the next: "11.3 s", "1 h 20 min"."""
        if ms < 999.5:
            return f"{self.number(round(ms))} ms"
        if ms < 59_950:
            return f"{self.number(ms / UNITS['s'], '.3g')} s"
        for unit, part, until in LAPSES:
            rounded = round(ms / UNITS[part]) * UNITS[part]
            if max(ms, rounded) < until:
                whole, rest = divmod(rounded, UNITS[unit])
                more = f" {rest // UNITS[part]} {part}" if rest else ""
                return f"{self.number(whole)} {unit}{more}"
        years = ms / UNITS["y"]
        return f"{self.number(years, ',.0f' if years > 9.95 else '.2g')} {self.word('y')}"
