"""The clocks of the safety desk: until which day a case must have been passed on, and whose first word starts them.

Days are civil days in the programme's time zone, so that no clock gains or loses an hour with the summer.
"""

import datetime as dt
from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

SERIOUS, OTHER, PREGNANCY = "serious", "other", "pregnancy"

DAYS: Final = MappingProxyType({SERIOUS: 15, OTHER: 90, PREGNANCY: 0})
"""Days after day zero, calendar days: Directive 2001/83/EC, article 107(3); GVP module VI, VI.C.3.

A pregnancy under exposure is passed on at once: the company's risk management plan, annex II.D.
"""

SAME_MATTER_WITHIN: Final = dt.timedelta(days=30)
"""Two cases of one person that became known within so many days are shown as possibly the same; a person decides."""


def day_zero(known_on: Iterable[dt.date]) -> dt.date:
    """Give the day of the first valid information to anyone; the clock counts from the day after it.

    :raises ValueError: when nobody is said to have known.
    """
    return min(known_on)


def clock_of(*, pregnancy: bool, serious: bool | None) -> str:
    """Say which clock runs: what nobody has called not serious yet is serious."""
    if pregnancy:
        return PREGNANCY
    return OTHER if serious is False else SERIOUS


def due_on(*, clock: str, zero: dt.date, serious_since: dt.date | None = None) -> dt.date:
    """Give the last good day on which a case may be passed on.

    :param zero: day zero of the case.
    :param serious_since: the day on which a case that was not serious became so: its fifteen days count from there
        (GVP module VI, VI.B.7), and never run longer than the first clock would have.
    """
    if clock == SERIOUS and serious_since is not None and serious_since > zero:
        return min(serious_since + dt.timedelta(days=DAYS[SERIOUS]), zero + dt.timedelta(days=DAYS[OTHER]))
    return zero + dt.timedelta(days=DAYS[clock])
