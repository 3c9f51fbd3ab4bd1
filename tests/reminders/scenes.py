"""Patients in the middle of their treatment, who can be reached, for the tests of the calendar."""

import datetime as dt
from typing import Any

from accounts.actor import SCHEDULER, Actor
from accounts.models import Organisation
from patients.contact_codes import code_of
from patients.models import Contact, Prescription
from patients.models import Patient as PatientRow
from patients.operations import authorise_prescription, confirm_contact
from pharmacies.operations import check_card, record_dispensing
from reminders.operations import plan, send_batch
from tests.builders import Scene, a_dispensing, a_draft, a_test, a_woman_ready_for_dispensing, an_identity

DAY = dt.timedelta(days=1)
NOON = dt.datetime(2026, 3, 2, 11, tzinfo=dt.UTC)
"""Noon in Brussels on the day of the dispensing."""

SUPPLY = 28
LAST_DAY = NOON + (SUPPLY - 1) * DAY
"""Noon of the last day with medicine in hand: what the visit is due on, as are test and all else of the occasion."""

MOBILE, ADDRESS = "+32470123456", "she@example.org"


def a_patient_in_treatment(
    *, at: dt.datetime = NOON, confirmed: bool = True, prescriber: Actor | None = None, **identity: Any
) -> Scene:
    """Make a woman with four weeks dispensed at ``at``, who is reminded by text messages at a confirmed number."""
    facts = {"mobile": MOBILE, "email": "", "reminder": "sms", "agrees_to_reminders": True} | identity
    scene = a_woman_ready_for_dispensing(at=at, prescriber=prescriber, identity=an_identity(**facts))
    a_dispensing(scene)
    if confirmed:
        confirm(scene)
    return scene


def confirm(scene: Scene, *, at: dt.datetime | None = None) -> None:
    """Let her read out the code of every number and address that she has."""
    for contact in Contact.objects.standing().filter(subject_id=scene.patient.subject_id, verified_at=None):
        confirm_contact(
            by=scene.prescriber, at=at or scene.at, patient=PatientRow.objects.get(id=scene.patient_id),
            channel=contact.channel, code=code_of(contact=contact),
        )  # fmt: skip


def centre_of(scene: Scene) -> Organisation:
    """Give the centre that she is treated at."""
    return Organisation.objects.get(id=scene.prescriber.place_id)


def is_prescribed_for(scene: Scene, *, at: dt.datetime) -> Prescription:
    """Let her be tested and prescribed for once more."""
    patient = PatientRow.objects.get(id=scene.patient_id)
    a_test(by=scene.prescriber, at=at, patient=patient)
    return authorise_prescription(by=scene.prescriber, at=at, enrolment=scene.enrolment, draft=a_draft())


def is_supplied(scene: Scene, *, at: dt.datetime) -> None:
    """Let her be tested, prescribed for and supplied once more."""
    prescription = is_prescribed_for(scene, at=at)
    check = check_card(by=scene.pharmacist, at=at, number=scene.card.number)
    record_dispensing(by=scene.pharmacist, at=at, check=check, capsules=prescription.capsules, counselled=True)


def plan_and_send(at: dt.datetime) -> None:
    """Do at a moment what the clock asks for every minute."""
    plan(by=SCHEDULER, at=at)
    while send_batch(by=SCHEDULER, at=at).claimed:
        pass
