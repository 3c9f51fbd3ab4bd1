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

GROUP_WORDS: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "blood": _("Blood"),
        "whole_body": _("The body as a whole"),
        "nerves": _("Nerves"),
        "infections": _("Infections"),
        "lungs_and_vessels": _("Lungs and blood vessels"),
        "kidneys": _("Kidneys"),
    }
)
"""The words of every group of reactions; a group of the data file must be one of them."""

KEYS: Final = {"source", "expected"}
GROUPS: Final = "groups"
"""The one table of the file that is of no substance."""


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


@lru_cache(maxsize=1)
def groups() -> Mapping[str, str]:
    """Give the group of each reaction, as the shipped file says.

    :raises ProgrammeError: when the file is broken.
    """
    return load_groups(settings.REACTIONS_FILE)


def load_labels(path: Path) -> Mapping[str, Label]:
    """Read a file of expected reactions.

    :raises ProgrammeError: naming the file, the key and what was expected.
    """
    tables = {name: table for name, table in keys_of(path).items() if name != GROUPS}
    return MappingProxyType({name: _label(path.name, name, table) for name, table in tables.items()})


def load_groups(path: Path) -> Mapping[str, str]:
    """Read which group each reaction is in.

    :raises ProgrammeError: naming the file, the key and what was expected.
    """
    table = keys_of(path).get(GROUPS)
    if not isinstance(table, dict) or not table.keys() <= GROUP_WORDS.keys():
        raise ProgrammeError(path.name, GROUPS, f"expected a table of {', '.join(GROUP_WORDS)}")
    if not all(isinstance(reactions, list) for reactions in table.values()):
        raise ProgrammeError(path.name, GROUPS, "expected a list of reactions in each group")
    found = [(reaction, group) for group, reactions in table.items() for reaction in reactions]
    if sorted(str(reaction) for reaction, _group in found) != sorted(WORDS):
        raise ProgrammeError(path.name, GROUPS, f"expected each reaction in one group: {', '.join(WORDS)}")
    return MappingProxyType(dict(found))


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
