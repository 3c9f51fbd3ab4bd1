"""From the plain mapping of one JSON line to a question, refusing whatever does not keep to the form."""

from collections.abc import Callable
from typing import Final, TypeVar

from rulebook.fields import Raw, an_object, day, each, optional_count, optional_text, text, word, wrong
from rulebook.history import History, Patient, Prescription, Question, Span
from rulebook.malformed import MalformedQuestion, shown
from rulebook.records import (
    read_agreement,
    read_assessment,
    read_card,
    read_contraception,
    read_dispensing,
    read_patient,
    read_pregnancy,
    read_prescription,
    read_span,
    read_test,
    read_treatment,
)
from rulebook.words import DISPENSE, PRESCRIBE, QUESTIONS

Record = TypeVar("Record")

_KEYS: Final = frozenset(
    {
        "case", "programme", "on", "ask", "prescription", "capsules", "card", "patient", "stops", "categories",
        "agreements", "cards", "contraception", "tests", "pregnancies", "treatment", "prescriber", "pharmacy",
        "prescriptions", "dispensings",
    }
)  # fmt: skip
_PRESCRIBER: Final = frozenset({"certified"})
_PHARMACY: Final = frozenset({"registered"})
_NOBODY: Final = Patient(birth_date=None, enrolled_on=None, withdrawn_on=None)


def parse_question(mapping: object) -> Question:
    """Read the question whether a prescription may be dispensed, or (``"ask": "prescribe"``) written.

    :raises MalformedQuestion: naming the field and what was expected there.
    """
    raw = an_object(mapping, _KEYS)
    question = _read(raw, wanted=text(raw, "prescription"))
    if question.ask == DISPENSE and question.capsules is None:
        raise wrong("capsules", "a whole number, 1 or more", None)
    return question


def parse_due_question(mapping: object) -> Question:
    """Read the question what falls due: the same form, in which prescription and capsules may be absent.

    :raises MalformedQuestion: naming the field and what was expected there.
    """
    raw = an_object(mapping, _KEYS)
    return _read(raw, wanted=optional_text(raw, "prescription"))


def readable_case(mapping: object) -> str | None:
    """Give the case that a malformed line speaks of, if it says one once."""
    if not isinstance(mapping, dict) or "case" in getattr(mapping, "repeated", ()):
        return None
    case = mapping.get("case")
    return case if isinstance(case, str) else None


def _read(raw: Raw, wanted: str | None) -> Question:
    ask = DISPENSE if raw.get("ask") is None else word(raw, "ask", QUESTIONS)
    on = day(raw, "on")
    if "prescriptions" not in raw:
        raise wrong("prescriptions", "a list", None)
    prescriptions = each(raw, "prescriptions", read_prescription)
    prescription = None if wanted is None else _the_one(prescriptions, wanted)
    if ask == PRESCRIBE and prescription is not None and prescription.prescribed_on != on:
        raise MalformedQuestion("on", 'expected the day of the prescription where "ask" is "prescribe"')
    return Question(
        case=text(raw, "case"),
        programme=text(raw, "programme"),
        on=on,
        ask=ask,
        prescription=prescription,
        capsules=optional_count(raw, "capsules", least=1),
        card=optional_text(raw, "card"),
        history=_read_history(raw),
    )


def _read_history(raw: Raw) -> History:
    return History(
        patient=_one(raw, "patient", read_patient) or _NOBODY,
        treatment=_one(raw, "treatment", read_treatment),
        stops=each(raw, "stops", read_span),
        categories=each(raw, "categories", read_assessment),
        agreements=each(raw, "agreements", read_agreement),
        cards=each(raw, "cards", read_card),
        contraception=each(raw, "contraception", read_contraception),
        tests=each(raw, "tests", read_test),
        pregnancies=each(raw, "pregnancies", read_pregnancy),
        certified=_one(raw, "prescriber", _certified) or (),
        registered=_one(raw, "pharmacy", _registered) or (),
        dispensings=each(raw, "dispensings", read_dispensing),
    )


def _one(raw: Raw, key: str, read: Callable[[object], Record]) -> Record | None:
    if raw.get(key) is None:
        return None
    try:
        return read(raw[key])
    except MalformedQuestion as error:
        raise error.within(key) from None


def _certified(value: object) -> tuple[Span, ...]:
    return each(an_object(value, _PRESCRIBER), "certified", read_span)


def _registered(value: object) -> tuple[Span, ...]:
    return each(an_object(value, _PHARMACY), "registered", read_span)


def _the_one(prescriptions: tuple[Prescription, ...], wanted: str) -> Prescription:
    found = [prescription for prescription in prescriptions if prescription.id == wanted]
    if len(found) != 1:
        times = "is not there" if not found else "stands there more than once"
        raise MalformedQuestion("prescription", f"expected the id of one of the prescriptions; {shown(wanted)} {times}")
    return found[0]
