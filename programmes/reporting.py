"""How each country's authority takes a case, electronically or on paper: read from a data file, and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from django.conf import settings

from programmes.data_files import keys_of
from rulebook import ProgrammeError

OTHER: Final = "other"
ELECTRONIC, PAPER = "electronic", "paper"
KEYS: Final = {"way", "authority", "address", "language", "source"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Who takes the cases of a country, and how; ``language`` is that of the form's titles, empty for the reader's."""

    way: str
    authority: str
    address: tuple[str, ...]
    language: str
    source: str

    @property
    def on_paper(self) -> bool:
        """Say whether it takes no electronic message."""
        return self.way == PAPER


def authority_of(country: str) -> Authority:
    """Give who takes the cases of a country.

    :raises ProgrammeError: when the file is broken.
    """
    known = authorities()
    return known.get(country, known[OTHER])


@lru_cache(maxsize=1)
def authorities() -> Mapping[str, Authority]:
    """Give what the file of the settings says, by country.

    :raises ProgrammeError: when the file is broken.
    """
    return load_authorities(settings.REPORTING_FILE)


def load_authorities(path: Path) -> Mapping[str, Authority]:
    """Read a file of authorities.

    :raises ProgrammeError: naming the file, the key and what was expected.
    """
    found = {name: _authority(path.name, name, table) for name, table in keys_of(path).items()}
    if OTHER not in found:
        raise ProgrammeError(path.name, OTHER, "expected a table for every country without one of its own")
    return MappingProxyType(found)


def _authority(file: str, name: str, table: Any) -> Authority:
    if not isinstance(table, dict) or table.keys() != KEYS:
        raise ProgrammeError(file, name, f"expected a table with {', '.join(sorted(KEYS))}, and nothing else")
    if table["way"] not in (ELECTRONIC, PAPER):
        raise ProgrammeError(file, f"{name}.way", f"expected {ELECTRONIC} or {PAPER}")
    languages = {"", *(code for code, _words in settings.LANGUAGES)}
    if table["language"] not in languages:
        raise ProgrammeError(file, f"{name}.language", "expected one of the registry's languages, or nothing")
    address = table["address"]
    if not isinstance(address, list) or any(not isinstance(line, str) for line in address):
        raise ProgrammeError(file, f"{name}.address", "expected a list of lines")
    for key in ("authority", "source"):
        if not isinstance(table[key], str) or (key == "source" and not table[key].strip()):
            raise ProgrammeError(file, f"{name}.{key}", "expected words")
    if table["way"] == PAPER and not table["authority"].strip():
        raise ProgrammeError(file, f"{name}.authority", "expected whose name heads the form")
    return Authority(**table | {"address": tuple(address)})
