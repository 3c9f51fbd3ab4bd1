"""The windows of the authority's figures, for those who count in SQL what the rules say of one patient."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from rulebook.programme import Programme, TestRules

PUT_RIGHT_WITHIN: Final = dt.timedelta(days=7)
"""In how many civil days after a no a yes to the same patient counts as the reason put right, the last one too (B1)."""

ENTERED_VERY_LATE: Final = dt.timedelta(hours=24)
"""How long after the supply a late entry counts as very late."""

FEWEST: Final = 5
"""A count under this is hidden in what is meant for publication."""

CONFIDENCE: Final = 0.95
"""Of the exact interval that stands beside a share or a rate."""

FUNNEL: Final = 0.998
"""A centre is marked only outside these limits (spec/indicators.md)."""

SIGMAS: Final = 3
"""The width of a Shewhart chart's limits, in standard deviations (Shewhart 1931)."""

FEWEST_WAITS: Final = 4
"""Waits between rare events from which the limits of a t-chart are drawn; of fewer the moving range says nothing."""

LAST_TEST_GRACE: Final = dt.timedelta(days=14)
"""How long after the first good day of the last test a missing one is counted as missed (P10)."""


def until_last_test(rules: TestRules) -> dt.timedelta:
    """Give the days from the end of treatment to the first good day of the last test, as ``due`` counts them."""
    return dt.timedelta(days=rules.after_treatment_days)


def latest_end_counted(rules: TestRules, on: dt.date) -> dt.date:
    """Give the latest end of treatment whose last test is counted on a day, done or missed (P10)."""
    return on - until_last_test(rules) - LAST_TEST_GRACE


def exposing(versions: Iterable[Programme]) -> tuple[dt.timedelta, dt.timedelta]:
    """Give how long before a supply's first day and after its last a pregnancy counts as exposed (O1).

    Before it is the time for which contraception leads the treatment, after it the time for which it follows; of
    several versions the longest. Without rules about contraception it is the days of the supply alone (SmPC 4.4, 4.6).
    """
    rules = [version.contraception for version in versions if version.contraception is not None]
    before = max((one.lead_days for one in rules), default=0)
    after = max((one.after_days for one in rules), default=0)
    return dt.timedelta(days=before), dt.timedelta(days=after)


AGE_BANDS: Final = (18, 30, 40, 50, 60, 70, 80)
"""The first year of each band of ages after the first; a timeline without a name says no more of an age."""


def band_of(age: int) -> tuple[int, int | None]:
    """Give the first and the last year of the band in which an age lies; the last band has no end."""
    first = max((one for one in AGE_BANDS if one <= age), default=0)
    last = min((one - 1 for one in AGE_BANDS if one > age), default=None)
    return first, last
