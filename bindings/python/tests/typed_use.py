# SPDX-License-Identifier: MIT
"""The package as code with types uses it: `mypy --strict` accepts it, and it runs.

What mypy must refuse stands in refused(), ignored by the kind of the error: there, an 'ignore' that
nothing needs is an error too.
"""
from array import array
from datetime import timedelta
from typing import assert_type

import postventa


def score(answers: list[int | None]) -> postventa.Estimate:
    nps = postventa.NPS()
    nps.update(answers)
    nps.add(10)
    return nps.read(confidence=0.9).score


def accepted() -> None:
    estimate = score([10, 9, None])
    assert_type(estimate.value, float)
    assert_type(estimate.n, int)
    assert_type(float(estimate), float)
    assert_type(estimate.timedeltas()[0], timedelta | None)

    before, now = postventa.CSAT(scale=(1, 5)), postventa.CSAT()
    before.update(array("b", [5, 4, 4]))
    now.update(range(1, 6))
    assert_type(before + now, postventa.CSAT)
    assert_type(now.read(), postventa.CSATResult)
    assert_type(now.compare(before).p_value, float)
    assert_type(postventa.CSAT.from_bytes(bytes(now)), postventa.CSAT)
    assert_type(postventa.from_bytes(bytes(now)), postventa.State)


def refused() -> None:
    nps = postventa.NPS()
    nps.update(10)  # type: ignore[arg-type]
    nps.add([10, 9])  # type: ignore[arg-type]
    nps.read(confidence="95 %")  # type: ignore[arg-type]
    nps.read().score = score([])  # type: ignore[misc]
    nps.merge(postventa.CSAT())  # type: ignore[arg-type]
    nps + postventa.CSAT()  # type: ignore[operator]
    postventa.CES(polarity="down")  # type: ignore[arg-type]


if __name__ == "__main__":
    accepted()
