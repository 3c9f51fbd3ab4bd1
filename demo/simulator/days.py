"""Days as numbers, written as the database and the rulebook write them; moments by the clock on the wall."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from zoneinfo import ZoneInfo

EARLIEST = dt.date(1900, 1, 1).toordinal()


@cache
def _written() -> list[str]:
    return [dt.date.fromordinal(day).isoformat() for day in range(EARLIEST, dt.date(2100, 1, 1).toordinal())]


def iso(day: int) -> str:
    """Write a day, given as its ordinal."""
    return _written()[day - EARLIEST]


@dataclass(slots=True)
class Clock:
    """The civil clock of one time zone: moments are text that the database reads."""

    zone: str
    _offsets: dict[int, str] = field(default_factory=dict)

    def at(self, day: int, minute: int) -> str:
        """Write the moment so many minutes after midnight; asked of daytime alone, where no clock is changed."""
        offset = self._offsets.get(day)
        if offset is None:
            noon = dt.datetime.combine(dt.date.fromordinal(day), dt.time(12), tzinfo=ZoneInfo(self.zone))
            offset = self._offsets[day] = noon.strftime("%z")
        return f"{iso(day)} {minute // 60:02}:{minute % 60:02}:00{offset}"


@cache
def clock_of(zone: str) -> Clock:
    """Give the one clock of a zone."""
    return Clock(zone)
