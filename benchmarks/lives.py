"""Patients as the registry's own operations make them: the patterns from which a large registry is copied."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from accounts.actor import Actor
from accounts.models import Organisation
from patients.models import Enrolment
from patients.operations import authorise_prescription, suspect_pregnancy
from patients.queries import valid_card
from pharmacies.operations import check_card, record_dispensing
from tests.builders import (
    a_centre,
    a_draft,
    a_patient,
    a_pharmacist,
    a_prescriber,
    a_test,
    an_identity,
    an_implant,
    now,
)

CYCLES: Final = (84, 56, 28)
"""How many days ago she was supplied; a new prescription is open today."""


@dataclass(frozen=True, slots=True)
class People:
    """Who works here: two centres with a prescriber each, and a pharmacist who knows both."""

    prescriber: Actor
    elsewhere: Actor
    pharmacist: Actor


def people() -> People:
    """Make them."""
    here: Organisation = a_centre()
    return People(a_prescriber(centre=here), a_prescriber(), a_pharmacist())


def a_woman(*, prescriber: Actor, pharmacist: Actor) -> Enrolment:
    """Make a woman in her fourth month of treatment, tested and prescribed for today."""
    start = now() - dt.timedelta(days=150)
    enrolment = a_patient(at=start, by=prescriber)
    an_implant(by=prescriber, at=start, patient=enrolment.patient)
    _treat(enrolment, prescriber, pharmacist, tested=True)
    return enrolment


def a_man(*, prescriber: Actor, pharmacist: Actor) -> Enrolment:
    """Make a man as far in his treatment."""
    start = now() - dt.timedelta(days=150)
    enrolment = a_patient(at=start, by=prescriber, category="male", identity=an_identity(sex="male"))
    _treat(enrolment, prescriber, pharmacist, tested=False)
    return enrolment


def a_stopped_woman(*, prescriber: Actor, pharmacist: Actor) -> Enrolment:
    """Make a woman who was supplied until a pregnancy was suspected today."""
    enrolment = a_woman(prescriber=prescriber, pharmacist=pharmacist)
    suspect_pregnancy(by=prescriber, at=now(), patient=enrolment.patient, reason="missed period")
    return enrolment


def _treat(enrolment: Enrolment, prescriber: Actor, pharmacist: Actor, *, tested: bool) -> None:
    """Test where asked and prescribe, and dispense all but the newest prescription."""
    card = valid_card(enrolment=enrolment)
    assert card is not None
    for days_ago in (*CYCLES, 0):
        at = now() - dt.timedelta(days=days_ago)
        if tested:
            a_test(by=prescriber, at=at, patient=enrolment.patient)
        prescription = authorise_prescription(by=prescriber, at=at, enrolment=enrolment, draft=a_draft())
        if days_ago:
            check = check_card(by=pharmacist, at=at, number=card.number)
            given = record_dispensing(
                by=pharmacist, at=at, check=check, capsules=prescription.capsules, counselled=True
            )
            assert given.dispense, given.reasons
