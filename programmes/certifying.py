"""How long a certificate holds, country by country: read from a data file, once, and checked like the law."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from django.conf import settings

from programmes.data_files import keys_of
from rulebook import ProgrammeError
from rulebook.certifying import Terms

OTHER: Final = "other"
"""The table of every country that has none of its own."""
DAYS: Final = ("shortest", "longest", "knowledge", "renew_before")
MOST: Final = 3660


@dataclass(frozen=True, slots=True)
class Certifying:
    """The terms of a country, and where they are written."""

    terms: Terms
    source: str


def certifying(*, country: str) -> Certifying:
    """Give the terms of a country.

    :raises ProgrammeError: when the file is broken.
    """
    tables = countries()
    return tables.get(country, tables[OTHER])


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Certifying]:
    """Give what the shipped file says, by country.

    :raises ProgrammeError: when the file is broken.
    """
    return load_certifying(settings.CERTIFYING_FILE)


def load_certifying(path: Path) -> Mapping[str, Certifying]:
    """Read a file of countries.

    :raises ProgrammeError: naming the file, the key and what was expected.
    """
    tables = keys_of(path)
    if OTHER not in tables:
        raise ProgrammeError(path.name, OTHER, "expected a table for every country that has none of its own")
    return MappingProxyType({country: _one(path.name, country, table) for country, table in tables.items()})


def _one(file: str, country: str, table: Any) -> Certifying:
    if country != OTHER and not (len(country) == 2 and country.isascii() and country.isupper()):
        raise ProgrammeError(file, country, "expected a country by its two capital letters")
    if not isinstance(table, dict) or table.keys() != {*DAYS, "source"}:
        raise ProgrammeError(file, country, f"expected a table with {', '.join(DAYS)}, source and nothing else")
    for key in DAYS:
        if type(table[key]) is not int or not 1 <= table[key] <= MOST:
            raise ProgrammeError(file, f"{country}.{key}", f"expected days, 1 to {MOST}")
    if not isinstance(table["source"], str) or not table["source"].strip():
        raise ProgrammeError(file, f"{country}.source", "expected where this is written")
    if table["longest"] < table["shortest"]:
        raise ProgrammeError(file, f"{country}.longest", "expected no fewer days than shortest")
    if table["renew_before"] >= table["shortest"]:
        raise ProgrammeError(file, f"{country}.renew_before", "expected fewer days than shortest")
    return Certifying(terms=Terms(**{key: table[key] for key in DAYS}), source=table["source"])
