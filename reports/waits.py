"""One row of table T13: how many days each took, and whether that was in time."""

import statistics
from dataclasses import dataclass
from math import ceil
from typing import Final

NINE_TENTHS: Final = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One way: the days that each took, how many kept to their day, and how many are still waited for.

    ``waiting`` is None where only what was done is counted.
    """

    row: str
    days: tuple[float, ...]
    in_time: int
    waiting: int | None
    late: int = 0
    """Of those still waited for or never done, how many are beyond their day."""

    @property
    def median(self) -> float | None:
        """Give the median of the days."""
        return statistics.median(self.days) if self.days else None

    @property
    def ninth_decile(self) -> float | None:
        """Give the days within which nine of ten were done: the smallest that so many kept to."""
        return sorted(self.days)[ceil(NINE_TENTHS * len(self.days)) - 1] if self.days else None

    @property
    def longest(self) -> float | None:
        """Give the longest."""
        return max(self.days, default=None)

    @property
    def due(self) -> int:
        """Say how many had to be done by the cut-off: those that were, and those that are late."""
        return len(self.days) + self.late
