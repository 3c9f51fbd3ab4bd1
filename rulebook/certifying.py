"""Until when a certificate holds, so that not all of a country end in one month; and from when it is renewed."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How long certificates hold in a country; all in days."""

    shortest: int
    longest: int
    knowledge: int
    """How long an answered knowledge check may be used to declare."""
    renew_before: int
    """How long before its end a certificate can be renewed."""


def end_of_certificate(*, first: dt.date, terms: Terms, ending: Mapping[dt.date, int]) -> dt.date:
    """Choose the day from which a certificate no longer holds.

    Of the days that the terms allow it takes the month in which fewest others end, and in it the day on which fewest
    do; of equals the latest. So whoever is certified on one day, as when a country joins, is not renewed in one month.

    :param first: the first day on which it holds.
    :param ending: how many certificates of the country end on each day.
    """
    days = [first + dt.timedelta(days=count) for count in range(terms.shortest, terms.longest + 1)]
    months: Counter[tuple[int, int]] = Counter()
    for day, count in ending.items():
        months[day.year, day.month] += count
    allowed = Counter((day.year, day.month) for day in days)
    # A month of which few days are allowed takes its share of them, not a whole month's.
    chosen = min(allowed, key=lambda one: (months[one] / allowed[one], (-one[0], -one[1])))
    return min(
        (day for day in days if (day.year, day.month) == chosen), key=lambda day: (ending.get(day, 0), -day.toordinal())
    )


def renewed_from(*, until: dt.date, terms: Terms) -> dt.date:
    """Give the first day on which what holds until (not including) a day can be renewed."""
    return until - dt.timedelta(days=terms.renew_before)


def knowledge_holds(*, answered_on: dt.date, on: dt.date, terms: Terms) -> bool:
    """Say whether a knowledge check that was answered on a day can be used to declare on another."""
    return on - answered_on <= dt.timedelta(days=terms.knowledge)
