"""The reactions that a label leads one to expect: read from a data file, by substance, and checked like the law."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programmes.data_files import keys_of
from rulebook import ProgrammeError

WORDS: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "anaemia": _("Anaemia"),
        "neutropenia": _("Neutropenia: few white blood cells"),
        "thrombocytopenia": _("Thrombocytopenia: few platelets"),
        "tiredness": _("Tiredness"),
        "fever": _("Fever"),
        "peripheral_oedema": _("Peripheral oedema: swollen limbs"),
        "peripheral_neuropathy": _("Peripheral neuropathy: numb or tingling hands or feet"),
        "infection": _("Another infection"),
        "pneumonia": _("Pneumonia"),
        "bronchitis": _("Bronchitis"),
        "influenza": _("Influenza"),
        "pulmonary_embolism": _("Pulmonary embolism"),
        "acute_kidney_injury": _("Acute kidney injury"),
    }
)
"""The words of every code, for screens; a code of the data file must be one of them."""

KEYS: Final = {"source", "expected"}


@dataclass(frozen=True, slots=True)
class Label:
    """What the label of one substance leads one to expect, and where that is written."""

    expected: tuple[str, ...]
    source: str


NO_LIST: Final = Label(expected=(), source="")
"""A substance that no list was entered for: nothing is proposed of it."""


@lru_cache(maxsize=1)
def labels() -> Mapping[str, Label]:
    """Give what the shipped file says, by substance.

    :raises ProgrammeError: when the file is broken.
    """
    return load_labels(settings.REACTIONS_FILE)


def expected_of(substance: str) -> Label:
    """Give what the label of a substance leads one to expect; an empty list where none was entered."""
    return labels().get(substance, NO_LIST)


def load_labels(path: Path) -> Mapping[str, Label]:
    """Read a file of expected reactions.

    :raises ProgrammeError: naming the file, the key and what was expected.
    """
    return MappingProxyType({name: _label(path.name, name, table) for name, table in keys_of(path).items()})


def _label(file: str, name: str, table: Any) -> Label:
    if not isinstance(table, dict) or table.keys() != KEYS:
        raise ProgrammeError(file, name, "expected a table with source and expected, and nothing else")
    expected, source = table["expected"], table["source"]
    if not isinstance(source, str) or not source.strip():
        raise ProgrammeError(file, f"{name}.source", "expected where this is written")
    if not isinstance(expected, list) or not expected or [one for one in expected if one not in WORDS]:
        raise ProgrammeError(file, f"{name}.expected", f"expected a list of {', '.join(WORDS)}")
    if len(set(expected)) != len(expected):
        raise ProgrammeError(file, f"{name}.expected", "expected each reaction once")
    return Label(expected=tuple(expected), source=source)
