"""How long one product of a method protects at most: read from a data file, once, and checked like the law."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from django.conf import settings

from programmes.data_files import keys_of
from rulebook import ProgrammeError
from rulebook.words import METHODS

KEYS: Final = {"years", "weeks", "source"}
MOST: Final = {"years": 20, "weeks": 104}


@dataclass(frozen=True, slots=True)
class Lasting:
    """The longest that one product protects: whole years or whole weeks, and where that is written."""

    years: int
    weeks: int
    source: str

    def last_day(self, started_on: dt.date) -> dt.date:
        """Give the last day on which a product begun on a day protects; 29 February ends on the 28th."""
        day = started_on + dt.timedelta(weeks=self.weeks)
        try:
            return day.replace(year=day.year + self.years)
        except ValueError:
            return day.replace(year=day.year + self.years, day=28)


@lru_cache(maxsize=1)
def lasting() -> Mapping[str, Lasting]:
    """Give what the shipped file says, by method.

    :raises ProgrammeError: when the file is broken.
    """
    return load_lasting(settings.METHODS_FILE)


def load_lasting(path: Path) -> Mapping[str, Lasting]:
    """Read a file of methods that run out.

    :raises ProgrammeError: naming the file, the key and what was expected.
    """
    tables = keys_of(path)
    if not tables:
        raise ProgrammeError(path.name, "", "expected one table for each method that runs out")
    return MappingProxyType({method: _lasting(path.name, method, table) for method, table in tables.items()})


def _lasting(file: str, method: str, table: Any) -> Lasting:
    if method not in METHODS:
        raise ProgrammeError(file, method, f"expected a method: {', '.join(METHODS)}")
    if not isinstance(table, dict) or not table.keys() <= KEYS:
        raise ProgrammeError(file, method, f"expected a table with {', '.join(sorted(KEYS))} and nothing else")
    spans = {unit: table[unit] for unit in MOST if unit in table}
    if len(spans) != 1:
        raise ProgrammeError(file, method, "expected either years or weeks")
    [(unit, number)] = spans.items()
    if type(number) is not int or not 1 <= number <= MOST[unit]:
        raise ProgrammeError(file, f"{method}.{unit}", f"expected a whole number from 1 to {MOST[unit]}")
    source = table.get("source")
    if not isinstance(source, str) or not source.strip():
        raise ProgrammeError(file, f"{method}.source", "expected where this is written")
    return Lasting(years=spans.get("years", 0), weeks=spans.get("weeks", 0), source=source)
