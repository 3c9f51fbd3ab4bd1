"""A case in the terms of ICH E2B(R3): what every version of a case keeps, and what a message is made of and read into.

Every field is text as the message has it; empty is: not said. Dates are written as HL7 writes them, ``20260314`` or
shorter. The reporter's and the patient's names have no field here: the desk sees initials, age and sex.
"""

import dataclasses
from dataclasses import dataclass, field
from typing import Any, get_args, get_type_hints


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """A primary source (C.2.r)."""

    organisation: str = ""
    country: str = ""
    qualification: str = ""
    primary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Whose case it is (D); the weight is in kilograms, the height in centimetres."""

    initials: str = ""
    age: str = ""
    age_unit: str = ""
    gestation: str = ""
    gestation_unit: str = ""
    age_group: str = ""
    weight: str = ""
    height: str = ""
    sex: str = ""
    last_period: str = ""
    history: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """The parent of a child or foetus whose case it is (D.10), measured as a patient is."""

    initials: str = ""
    age: str = ""
    age_unit: str = ""
    last_period: str = ""
    weight: str = ""
    height: str = ""
    sex: str = ""
    history: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """A reaction or event (E.i); the six criteria are ``true``, ``false`` or not said."""

    key: str
    words: str = ""
    translated: str = ""
    term: str = ""
    term_version: str = ""
    highlighted: str = ""
    death: str = ""
    life_threatening: str = ""
    hospitalisation: str = ""
    disability: str = ""
    congenital_anomaly: str = ""
    other_important: str = ""
    began: str = ""
    ended: str = ""
    outcome: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A test or procedure (F.r)."""

    on: str = ""
    name: str = ""
    value: str = ""
    unit: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dosage:
    """One dosage of a medicine (G.k.4.r)."""

    amount: str = ""
    unit: str = ""
    began: str = ""
    ended: str = ""
    batch: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """A medicine (G.k)."""

    key: str
    role: str = ""
    name: str = ""
    substances: tuple[str, ...] = ()
    obtained_in: str = ""
    authorisation: str = ""
    authorised_in: str = ""
    holder: str = ""
    dosages: tuple[Dosage, ...] = ()
    gestation: str = ""
    gestation_unit: str = ""
    indications: tuple[str, ...] = ()
    action: str = ""
    more: tuple[str, ...] = ()
    more_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What somebody thinks of the link of a medicine with a reaction (G.k.9.i.2.r)."""

    medicine: str
    reaction: str
    source: str = ""
    method: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One case (C to H)."""

    number: str = ""
    created: str = ""
    kind: str = ""
    first_received: str = ""
    latest: str = ""
    documents: str = ""
    expedited: str = ""
    worldwide_number: str = ""
    first_sender: str = ""
    linked: tuple[str, ...] = ()
    nullification: str = ""
    nullification_reason: str = ""
    sender_type: str = ""
    sender: str = ""
    study_name: str = ""
    study_type: str = ""
    reporters: tuple[Reporter, ...] = ()
    patient: Patient = field(default_factory=Patient)
    parent: Parent = field(default_factory=Parent)
    reactions: tuple[Reaction, ...] = ()
    tests: tuple[Test, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    narrative: str = ""
    reporter_comment: str = ""
    sender_comment: str = ""


def kept(facts: Facts) -> dict[str, Any]:
    """Give the form in which a version keeps facts; what was not said is left out."""
    return _without_nothing(dataclasses.asdict(facts))


def facts_of(stored: dict[str, Any]) -> Facts:
    """Read the kept form back."""
    found: Facts = _made(Facts, stored)
    return found


def _without_nothing(value: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, one in value.items():
        plain = _without_nothing(one) if isinstance(one, dict) else one
        if isinstance(plain, tuple):
            plain = [_without_nothing(each) if isinstance(each, dict) else each for each in plain]
        if plain:
            found[name] = plain
    return found


def _made(kind: Any, stored: dict[str, Any]) -> Any:
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for name, value in stored.items():
        parts = get_args(hints[name])
        if parts:
            values[name] = tuple(_made(parts[0], one) if isinstance(one, dict) else one for one in value)
        else:
            values[name] = _made(hints[name], value) if isinstance(value, dict) else value
    return kind(**values)
