"""Readers of the records of a history, one function a kind."""

from typing import Final

from rulebook import history
from rulebook.days import ENDLESS, Day, read_day
from rulebook.fields import (
    Raw,
    a_list,
    an_object,
    count,
    day,
    optional_count,
    optional_day,
    optional_number,
    optional_text,
    text,
    truth,
    word,
    wrong,
)
from rulebook.words import CATEGORIES, METHODS, RESULTS

_PATIENT: Final = frozenset({"birth_date", "enrolled_on", "withdrawn_on"})
_SPAN: Final = frozenset({"from", "until"})
_ASSESSMENT: Final = frozenset({"assessed_on", "category", "criterion", "specialist_confirmed"})
_AGREEMENT: Final = frozenset({"signed_on", "category"})
_CARD: Final = frozenset({"id", "issued_on", "revoked_on"})
_CONTRACEPTION: Final = frozenset({"method", "started_on", "ended_on", "valid_until", "confirmed", "confirmed_on"})
_TEST: Final = frozenset({"sampled_on", "result", "sensitivity_miu_ml", "supervised"})
_PREGNANCY: Final = frozenset({"suspected_on", "resolved_on"})
_TREATMENT: Final = frozenset({"started_on", "ended_on", "disease", "partners", "prior_regimens", "progressed_on_last"})
_PRESCRIPTION: Final = frozenset(
    {
        "id", "prescribed_on", "days_supply", "capsules", "strength_mg", "daily_dose_mg", "cycle_days", "intake_days",
        "cancelled_on",
    }
)  # fmt: skip
_DISPENSING: Final = frozenset({"prescription", "dispensed_on", "capsules", "days", "returned_on"})


def read_patient(value: object) -> history.Patient:
    """Read the patient; no date of enrolment is an answer (``not_enrolled``), not an error."""
    raw = an_object(value, _PATIENT)
    return history.Patient(
        birth_date=optional_day(raw, "birth_date"),
        enrolled_on=optional_day(raw, "enrolled_on"),
        withdrawn_on=optional_day(raw, "withdrawn_on"),
    )


def read_span(value: object) -> history.Span:
    """Read a stop, a certification or a registration."""
    raw = an_object(value, _SPAN)
    return history.Span(starts_on=day(raw, "from"), until=optional_day(raw, "until"))


def read_assessment(value: object) -> history.Assessment:
    """Read a category assessed; an unknown criterion is none, and justifies nothing."""
    raw = an_object(value, _ASSESSMENT)
    return history.Assessment(
        assessed_on=day(raw, "assessed_on"),
        category=word(raw, "category", CATEGORIES),
        criterion=optional_text(raw, "criterion"),
        specialist_confirmed=truth(raw, "specialist_confirmed") or False,
    )


def read_agreement(value: object) -> history.Agreement:
    """Read a risk-awareness form."""
    raw = an_object(value, _AGREEMENT)
    return history.Agreement(signed_on=day(raw, "signed_on"), category=word(raw, "category", CATEGORIES))


def read_card(value: object) -> history.Card:
    """Read a patient card."""
    raw = an_object(value, _CARD)
    return history.Card(
        id=optional_text(raw, "id"), issued_on=day(raw, "issued_on"), revoked_on=optional_day(raw, "revoked_on")
    )


def read_contraception(value: object) -> history.Contraception:
    """Read a method in use: not on the day it ended any more, still on the day it is valid until."""
    raw = an_object(value, _CONTRACEPTION)
    ended_on, valid_until = optional_day(raw, "ended_on"), optional_day(raw, "valid_until")
    last_of_use = ENDLESS if ended_on is None else ended_on - 1
    return history.Contraception(
        method=word(raw, "method", METHODS),
        started_on=day(raw, "started_on"),
        last_day=last_of_use if valid_until is None else min(last_of_use, valid_until),
        confirmed=truth(raw, "confirmed") or False,
        confirmed_on=_days(raw, "confirmed_on"),
    )


def read_test(value: object) -> history.PregnancyTest:
    """Read a pregnancy test."""
    raw = an_object(value, _TEST)
    return history.PregnancyTest(
        sampled_on=day(raw, "sampled_on"),
        result=word(raw, "result", RESULTS),
        sensitivity_miu_ml=optional_number(raw, "sensitivity_miu_ml", zero=False),
        supervised=truth(raw, "supervised") or False,
    )


def read_pregnancy(value: object) -> history.Pregnancy:
    """Read a suspected pregnancy."""
    raw = an_object(value, _PREGNANCY)
    return history.Pregnancy(suspected_on=day(raw, "suspected_on"), resolved_on=optional_day(raw, "resolved_on"))


def read_treatment(value: object) -> history.Treatment:
    """Read the treatment; an empty list is a fact, null is none."""
    raw = an_object(value, _TREATMENT)
    return history.Treatment(
        started_on=day(raw, "started_on"),
        ended_on=optional_day(raw, "ended_on"),
        disease=optional_text(raw, "disease"),
        partners=None if raw.get("partners") is None else _substances("partners", raw["partners"]),
        prior_regimens=_regimens(raw),
        progressed_on_last=truth(raw, "progressed_on_last"),
    )


def read_prescription(value: object) -> history.Prescription:
    """Read a prescription."""
    raw = an_object(value, _PRESCRIPTION)
    return history.Prescription(
        id=text(raw, "id"),
        prescribed_on=day(raw, "prescribed_on"),
        days_supply=count(raw, "days_supply"),
        capsules=count(raw, "capsules"),
        strength_mg=optional_number(raw, "strength_mg", zero=False),
        daily_dose_mg=optional_number(raw, "daily_dose_mg", zero=True),
        cycle_days=optional_count(raw, "cycle_days", least=1),
        intake_days=optional_count(raw, "intake_days"),
        cancelled_on=optional_day(raw, "cancelled_on"),
    )


def read_dispensing(value: object) -> history.Dispensing:
    """Read a dispensing; days that nobody wrote down are unknown, not none."""
    raw = an_object(value, _DISPENSING)
    return history.Dispensing(
        prescription=text(raw, "prescription"),
        dispensed_on=day(raw, "dispensed_on"),
        capsules=count(raw, "capsules"),
        days=optional_count(raw, "days"),
        returned_on=optional_day(raw, "returned_on"),
    )


def _days(raw: Raw, key: str) -> tuple[Day, ...]:
    values = a_list(raw, key)
    days: list[Day] = []
    for place, value in enumerate(values):
        try:
            days.append(read_day(value))
        except (ValueError, TypeError):
            raise wrong(f"{key}[{place}]", "a date written YYYY-MM-DD", value) from None
    return tuple(days)


def _regimens(raw: Raw) -> tuple[frozenset[str], ...] | None:
    if raw.get("prior_regimens") is None:
        return None
    regimens = a_list(raw, "prior_regimens")
    return tuple(_substances(f"prior_regimens[{place}]", regimen) for place, regimen in enumerate(regimens))


def _substances(path: str, value: object) -> frozenset[str]:
    if type(value) is not list:
        raise wrong(path, "a list of substances", value)
    for place, substance in enumerate(value):
        if type(substance) is not str:
            raise wrong(f"{path}[{place}]", "a text", substance)
    return frozenset(value)
