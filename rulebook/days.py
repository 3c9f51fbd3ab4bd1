"""Civil days as plain numbers, so that a window is a sum and no sum runs off the calendar."""

import re
from datetime import date
from functools import lru_cache
from typing import TypeAlias

Day: TypeAlias = int
"""The proleptic Gregorian ordinal of a civil date in the programme's time zone (``date.toordinal``)."""

ENDLESS: Day = 10**12
"""Later than every date that can be written: the last day of a span that has no end."""

NEVER: Day = 0
"""Earlier than every date that can be written."""

_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LAST_WRITABLE = date.max.toordinal()


@lru_cache(maxsize=65_536)
def read_day(text: str) -> Day:
    """Read a date written exactly ``YYYY-MM-DD``.

    The standard library also reads ``20260314`` and ``2026-W11-6``; the registry does not.

    :raises ValueError: when the text is anything else, or no day of the calendar.
    :raises TypeError: when it is not a text.
    """
    if not _WRITTEN.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text).toordinal()


def as_date(day: Day) -> date | None:
    """Give the date of a day, or nothing when it lies outside the years 1 to 9999."""
    return date.fromordinal(day) if 1 <= day <= _LAST_WRITABLE else None


def age_on(birth: Day, day: Day) -> int:
    """Count whole years; somebody born on 29 February comes of age on 1 March in a common year."""
    born, on = date.fromordinal(birth), date.fromordinal(day)
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
