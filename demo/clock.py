"""The demo's time: every date is so many days before the one moment at which the command began."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Brussels")


@dataclass(frozen=True, slots=True)
class Clock:
    """Gives moments and days that lie so many days ago; a negative number lies ahead."""

    now: dt.datetime

    def day(self, ago: int) -> dt.date:
        """Give the civil date of so many days ago."""
        return self.now.astimezone(ZONE).date() - dt.timedelta(days=ago)

    def at(self, ago: int, hour: int = 9, minute: int = 0) -> dt.datetime:
        """Give a moment of that day, by the clock on the wall."""
        return dt.datetime.combine(self.day(ago), dt.time(hour, minute), tzinfo=ZONE)

    def born(self, years: int, *, extra_days: int = 0) -> dt.date:
        """Give the birth date of somebody so many years old."""
        return self.day(round(years * 365.25) + extra_days)
