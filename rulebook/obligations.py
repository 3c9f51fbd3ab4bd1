"""When a condition of a marketing authorisation is due, how it stands on a day, and when it is to be remembered."""

import calendar
import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

MONTHS_OF_A_YEAR = 12


class Standing(StrEnum):
    """How an obligation stands."""

    OPEN = "open"
    SOON = "soon"
    OVERDUE = "overdue"
    MET = "met"
    DROPPED = "dropped"


def standing(*, due_on: dt.date, tell_before: Sequence[int], today: dt.date) -> Standing:
    """Say how an obligation stands that is neither met nor dropped.

    It is due soon from its earliest reminder on; on its very day it is not late, on the next it is.

    :param tell_before: days before the due date on which it is remembered.
    """
    if today > due_on:
        return Standing.OVERDUE
    soon = any((due_on - today).days <= days for days in tell_before)
    return Standing.SOON if soon else Standing.OPEN


def reminder_due(*, due_on: dt.date, tell_before: Sequence[int], today: dt.date) -> int | None:
    """Give the reminder that is due: the latest whose day has come, of those before the due date; None for none.

    Earlier ones that nobody sent are passed over: what comes late is told once.
    """
    left = (due_on - today).days
    return min((days for days in tell_before if left <= days), default=None) if left >= 0 else None


def next_due(*, due_on: dt.date, every_months: int) -> dt.date | None:
    """Give the due date after one, for what comes again; a month that is too short ends it on its last day.

    :param every_months: 0 for what comes once.
    """
    if not every_months:
        return None
    month = due_on.month - 1 + every_months
    year, month = due_on.year + month // MONTHS_OF_A_YEAR, month % MONTHS_OF_A_YEAR + 1
    return dt.date(year, month, min(due_on.day, calendar.monthrange(year, month)[1]))
