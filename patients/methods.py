"""Which methods of contraception run out, and when one product of each has run out at the latest.

Facts of the products, from the data file of ``programmes.lasting``. They judge nothing: whether a day is covered is the
rulebook's. They only tell when a date must be asked for, which to suggest, and when to ask twice.
"""

import datetime as dt
from typing import Final

from programmes.lasting import lasting

ABSTINENCE: Final = "abstinence"
"""The one method that the patient confirms again at every visit."""


def runs_out(method: str) -> bool:
    """Say whether a method stops protecting on a day that is known when it is begun."""
    return method in lasting()


def lasts_until(*, method: str, started_on: dt.date) -> dt.date | None:
    """Give the last day on which one product begun on a day can protect; None where it does not run out."""
    found = lasting().get(method)
    return None if found is None else found.last_day(started_on)


def lasts_too_long(*, method: str, started_on: dt.date, valid_until: dt.date) -> bool:
    """Say whether one product would have to last longer than any does."""
    latest = lasts_until(method=method, started_on=started_on)
    return latest is not None and valid_until > latest
