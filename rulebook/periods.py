"""The periods for which reports come by themselves: whole months, quarters and years, once they are over."""

import datetime as dt
from typing import Final

from rulebook.indicators import PUT_RIGHT_WITHIN

MONTHS: Final = {"monthly": 1, "quarterly": 3, "yearly": 12}
"""How many months each regular report covers; each begins with the year, or a whole number of periods after it."""

SETTLED_AFTER: Final = PUT_RIGHT_WITHIN
"""How long after its end a period is reported: by then late entries are in, and what was refused can be put right."""


def last_over(kind: str, today: dt.date) -> tuple[dt.date, dt.date]:
    """Give the first and the last day of the latest period of a kind that ended before today.

    :raises KeyError: when no report comes in such a period.
    """
    months = MONTHS[kind]
    begun = (today.month - 1) // months * months + 1
    last = today.replace(month=begun, day=1) - dt.timedelta(days=1)
    return last.replace(month=last.month - months + 1, day=1), last
