"""Days between rare events, and the limits of their t-chart: counts of none or one a year would tell nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from reports.pregnancies import Told
from rulebook.indicators import FEWEST_WAITS, SIGMAS

POWER: Final = 1 / 3.6
"""Waits of a Poisson process, raised to this, are close to normal (Nelson 1994)."""
TO_SIGMA: Final = 1.128
"""The mean of the moving range of two normal values, in standard deviations (d2 of two)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The usual wait in days, and the waits beyond which one is unusually short or long."""

    low: float
    middle: float
    high: float

    def side_of(self, days: int) -> int:
        """Say whether a wait is unusually short (-1), unusually long (1), or neither."""
        return (days > self.high) - (days < self.low)


def waits_between(rows: Iterable[Told]) -> list[int]:
    """Give the days from each pregnancy to the next, in order; what was a false alarm is none."""
    days = sorted(one.on for one in rows if not one.is_false_alarm)
    return [(after - before).days for before, after in pairwise(days)]


def limits_of(waits: Sequence[int]) -> Limits | None:
    """Give the three-sigma limits from the moving range of the transformed waits; of too few there are none."""
    if len(waits) < FEWEST_WAITS:
        return None
    values = [days**POWER for days in waits]
    mean = sum(values) / len(values)
    moved = [abs(after - before) for before, after in pairwise(values)]
    width = SIGMAS * sum(moved) / len(moved) / TO_SIGMA
    low, middle, high = (max(0.0, one) ** (1 / POWER) for one in (mean - width, mean, mean + width))
    return Limits(low, middle, high)
