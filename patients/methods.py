"""Which methods of contraception run out, and how long a product of each lasts at most: facts of the products.

They judge nothing: whether a day is covered is the rulebook's. They only tell when a date must be asked for, or asked
for twice.
"""

import datetime as dt
from types import MappingProxyType
from typing import Final

LASTS_AT_MOST: Final = MappingProxyType(
    {
        "implant": 3 * 365 + 1,  # etonogestrel: three years
        "levonorgestrel_ius": 8 * 365 + 2,  # the one of 52 mg: eight years; smaller ones: five
        "copper_iud": 10 * 365 + 3,  # the longest in the market: ten years
        "medroxyprogesterone_depot": 13 * 7,  # every twelve weeks, thirteen at most
    }
)
"""Days, by method."""


def runs_out(method: str) -> bool:
    """Say whether a method stops protecting on a day that is known when it is begun."""
    return method in LASTS_AT_MOST


def lasts_too_long(*, method: str, started_on: dt.date, valid_until: dt.date) -> bool:
    """Say whether one product would have to last longer than any does."""
    most = LASTS_AT_MOST.get(method)
    return most is not None and (valid_until - started_on).days > most
