"""The conditions of an authorisation as the file of a programme has them, read and checked."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from accounts.countries import COUNTRIES
from accounts.models import Role
from obligations.models import Kind
from programmes.data_files import keys_of
from rulebook import ProgrammeError

OWNERS: Final = (Role.SAFETY_OFFICER, Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)
MOST_MONTHS: Final = 240
MOST_DAYS_BEFORE: Final = 730
LONGEST_KEY: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition; ``countries`` holds the empty code where it is owed to the Union."""

    programme_id: str
    key: str
    is_sample: bool
    kind: str
    words: str
    source: str
    owner: str
    countries: tuple[str, ...]
    due: dt.date
    every_months: int
    tell_before: tuple[int, ...]


def conditions() -> list[Condition]:
    """Give what the files of the settings say.

    :raises ProgrammeError: when a file is broken.
    """
    return load_conditions(settings.OBLIGATION_FILES)


def load_conditions(folder: Path) -> list[Condition]:
    """Read a folder of conditions, one file a programme and named after it.

    :raises ProgrammeError: naming the file, the key and what was expected.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".toml")
    except OSError as error:
        raise ProgrammeError(str(error.filename or folder), "", f"expected to be readable: {error.strerror}") from None
    return [one for path in paths for one in _conditions(path)]


def _conditions(path: Path) -> Iterator[Condition]:
    tables = keys_of(path)
    sample = tables.pop("sample", None)
    if not isinstance(sample, bool):
        raise ProgrammeError(path.name, "sample", "expected true or false")
    for key, told in tables.items():
        if not isinstance(told, dict) or told.keys() != _EXPECTED.keys() or len(key) > LONGEST_KEY:
            raise ProgrammeError(path.name, key, f"expected a table with {', '.join(_EXPECTED)}, and nothing else")
        for name, (fits, expected) in _EXPECTED.items():
            if not fits(told[name]):
                raise ProgrammeError(path.name, f"{key}.{name}", f"expected {expected}")
        yield _condition(path.stem, key, sample, told)


def _condition(programme_id: str, key: str, sample: bool, told: Mapping[str, Any]) -> Condition:
    return Condition(
        programme_id=programme_id, key=key, is_sample=sample, kind=told["kind"], words=told["words"].strip(),
        source=told["source"].strip(), owner=told["owner"], countries=tuple(told["countries"]) or ("",),
        due=told["due"], every_months=told["every_months"], tell_before=tuple(told["tell_before"]),
    )  # fmt: skip


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_count(value: Any, most: int) -> bool:
    return type(value) is int and 0 <= value <= most


def _are_countries(value: Any) -> bool:
    known = {code for code, _name in COUNTRIES}
    return isinstance(value, list) and len(set(map(str, value))) == len(value) and set(map(str, value)) <= known


def _are_days(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_count(one, MOST_DAYS_BEFORE) for one in value)


_EXPECTED: Final[Mapping[str, tuple[Callable[[Any], bool], str]]] = {
    "kind": (lambda value: value in Kind.values, f"one of {', '.join(Kind.values)}"),
    "words": (_is_text, "words"),
    "source": (_is_text, "where this is written"),
    "owner": (lambda value: value in OWNERS, f"one of {', '.join(OWNERS)}"),
    "countries": (_are_countries, "a list of country codes, each once; empty for the Union"),
    "due": (lambda value: type(value) is dt.date, "a date"),
    "every_months": (lambda value: _is_count(value, MOST_MONTHS), f"a number of months from 0 to {MOST_MONTHS}"),
    "tell_before": (_are_days, f"a list of days from 0 to {MOST_DAYS_BEFORE}, at least one"),
}
