"""Who lets a pharmacy take part, country by country: read from a data file, once, and checked like the law."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from django.conf import settings

from programmes.data_files import keys_of
from rulebook import ProgrammeError

OFFICE, DECLARATION = "office", "declaration"
OTHER: Final = "other"
"""The table of every country that has none of its own."""


@dataclass(frozen=True, slots=True)
class Registering:
    """Who decides in a country, and where that is written."""

    decides: str
    source: str


def registering(*, country: str) -> Registering:
    """Give how a pharmacy of a country is registered.

    :raises ProgrammeError: when the file is broken.
    """
    tables = countries()
    return tables.get(country, tables[OTHER])


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Registering]:
    """Give what the shipped file says, by country.

    :raises ProgrammeError: when the file is broken.
    """
    return load_registering(settings.REGISTERING_FILE)


def load_registering(path: Path) -> Mapping[str, Registering]:
    """Read a file of countries.

    :raises ProgrammeError: naming the file, the key and what was expected.
    """
    tables = keys_of(path)
    if OTHER not in tables:
        raise ProgrammeError(path.name, OTHER, "expected a table for every country that has none of its own")
    return MappingProxyType({country: _one(path.name, country, table) for country, table in tables.items()})


def _one(file: str, country: str, table: Any) -> Registering:
    if country != OTHER and not (len(country) == 2 and country.isascii() and country.isupper()):
        raise ProgrammeError(file, country, "expected a country by its two capital letters")
    if not isinstance(table, dict) or table.keys() != {"decides", "source"}:
        raise ProgrammeError(file, country, "expected a table with decides, source and nothing else")
    if table["decides"] not in (OFFICE, DECLARATION):
        raise ProgrammeError(file, f"{country}.decides", f"expected {OFFICE} or {DECLARATION}")
    if not isinstance(table["source"], str) or not table["source"].strip():
        raise ProgrammeError(file, f"{country}.source", "expected where this is written")
    return Registering(**table)
