"""What must have happened on the record of a scene before one of its operations can be called."""

from decimal import Decimal
from typing import Any

from accounts.models import Organisation
from patients import operations as record
from patients.identity import person_of
from patients.models import Mute, Notice, Patient, Verdict
from patients.own import patient_as_actor
from patients.phone_codes import code_of
from pharmacies import operations as counter
from portal import operations as own
from portal.models import Opening
from portal.queries import hash_of
from reminders import operations as calendar
from reminders.models import FollowUp
from tests.builders import Scene, a_draft, an_identity
from tests.patients.lives import NOON

TODAY = NOON.date()


def made_a_man(scene: Scene) -> Patient:
    """Find out that the scene's patient is a man."""
    was = person_of(patient=scene.patient)
    new = an_identity(family_name=was.family_name, given_name=was.given_name, birth_date=was.birth_date, sex="male")
    record.correct_identity(by=scene.prescriber, at=NOON, patient=scene.patient, new=new, reason="papers seen")
    return scene.patient


def reached(scene: Scene) -> Patient:
    """Give the patient of a scene once she has a number."""
    new = an_identity(mobile="+32470123456")
    record.change_contacts(by=scene.prescriber, at=NOON, patient=scene.patient, new=new)
    return scene.patient


def a_mute(scene: Scene) -> Mute:
    """Let nothing be written to her any more, as she wishes."""
    return calendar.mute(by=scene.prescriber, at=NOON, patient=scene.patient, occasion="", reason="as she wishes")


def a_follow_up(scene: Scene) -> FollowUp:
    """Let the patient of a scene be somebody to be followed up."""
    return FollowUp.objects.create(
        enrolment=scene.enrolment, why="lost", occasion="visit", due_on=TODAY, opened_at=NOON
    )


def sent_to_a_new_number(scene: Scene) -> dict[str, Any]:
    """Let a code be sent to a number that she wants to be reached at, and give it as she types it."""
    by = patient_as_actor(enrolment=scene.enrolment)
    sent = record.ask_for_new_number(by=by, at=NOON, patient=scene.patient, number="+32 470 12 34 56")
    return {"patient": scene.patient, "code": code_of(sent)}


def an_opening(scene: Scene) -> Opening:
    """Let her page be open."""
    born = person_of(patient=scene.patient).birth_date
    assert born is not None
    token = own.open_page(at=NOON, number=scene.card.number, birth_date=born, network="192.0.2.0/24")
    return Opening.objects.get(token_hash=hash_of(token or ""))


def reachable(scene: Scene) -> Patient:
    """Let a number be on record."""
    new = an_identity(mobile="+32 470 65 43 21")
    record.change_contacts(by=scene.prescriber, at=NOON, patient=scene.patient, new=new)
    return scene.patient


def sent_for_a_copy(scene: Scene) -> dict[str, Any]:
    """Let a code for a copy be sent, and give it as she types it."""
    by = patient_as_actor(enrolment=scene.enrolment)
    sent = record.ask_for_copy(by=by, at=NOON, patient=reachable(scene))
    return {"opening": an_opening(scene), "code": code_of(sent)}


def a_visit(scene: Scene) -> dict[str, Any]:
    """Give the answers of an ordinary visit, with its test."""
    test = record.NewTest(
        sampled_on=TODAY, result="negative", specimen="urine", sensitivity_miu_ml=Decimal(25), supervised=True
    )
    answers = record.VisitAnswers(
        agreed_to="childbearing-2026-11", contraception_unchanged=True, test=test, side_effect=None
    )
    return {"enrolment": scene.enrolment, "answers": answers, "draft": a_draft()}


def a_sending(scene: Scene) -> dict[str, Any]:
    """Choose the scene's own pharmacy for its prescription."""
    pharmacy = Organisation.objects.get(id=scene.pharmacist.place_id)
    return {"prescription": scene.prescription, "pharmacy": pharmacy}


def told(scene: Scene, check: Verdict) -> Notice:
    """Let the scene's pharmacy tell the prescriber of a no."""
    return counter.tell_prescriber(by=scene.pharmacist, at=NOON, check=check)
