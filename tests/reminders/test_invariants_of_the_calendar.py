"""Invariants of the calendar's tables, each broken on purpose; they stand in docs/invariants.md with the others."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import Membership
from outbox.models import Message, Recipient
from outbox.operations import put
from patients.models import ChangedRecord, Mute, Patient
from reminders.models import DueDate, FeedAddress, FollowUp, Plan, Receipt, Reminder
from tests.builders import Scene, a_woman_ready_for_dispensing
from tests.patients.invariants import another, invariant, refused_by
from tests.patients.lives import NOON

pytestmark = pytest.mark.django_db

DAY = NOON.date()


@pytest.fixture
def scene() -> Scene:
    """Give a woman with a record."""
    return a_woman_ready_for_dispensing(at=NOON)


def _reminder(scene: Scene) -> Reminder:
    return Reminder.objects.create(
        key="one", enrolment=scene.enrolment, occasion="visit", due_on=DAY, step="patient-7", to="patient",
        recipient=Recipient.PATIENT, recipient_id=scene.patient_id, planned_at=NOON,
    )  # fmt: skip


def _follow_up(scene: Scene) -> FollowUp:
    return FollowUp.objects.create(enrolment=scene.enrolment, why="lost", occasion="visit", due_on=DAY, opened_at=NOON)


def _mute(scene: Scene) -> Mute:
    return Mute.objects.create(
        patient=scene.patient, occasion="visit", reason="as she wishes", at=NOON, by_id=scene.prescriber.person_id
    )


@invariant("Every change of a record is noted for the calendar, in its transaction", "patients_patient_change_is_noted")
def test_every_change_of_a_record_is_noted(scene: Scene) -> None:
    ChangedRecord.objects.all().delete()
    Patient.objects.filter(id=scene.patient_id).update(version=scene.patient.version + 100)
    assert [one.patient_id for one in ChangedRecord.objects.all()] == [scene.patient_id]


@invariant("A step is taken once for a reader", "reminders_reminder_key_key")
def test_a_step_is_taken_once(scene: Scene) -> None:
    with refused_by("reminders_reminder_key_key"):
        another(_reminder(scene))


@invariant("A reminder speaks of one record or of one accreditation", "reminders_reminder_about_one_thing")
def test_a_reminder_speaks_of_one_thing(scene: Scene) -> None:
    row = _reminder(scene)
    for changes in ({"accreditation_id": scene.enrolment.id}, {"enrolment_id": None}):
        with refused_by("reminders_reminder_about_one_thing"):
            another(row, key="two", **changes)


@invariant("An occasion of an enrolment has one date", "reminders_duedate_one_an_occasion")
def test_an_occasion_has_one_date(scene: Scene) -> None:
    row = DueDate.objects.create(enrolment=scene.enrolment, occasion="visit", due_on=DAY, changed_at=NOON)
    with refused_by("reminders_duedate_one_an_occasion"):
        another(row, due_on=DAY + dt.timedelta(days=1))


@invariant(
    "A kept date is one of one record or of one certification",
    "reminders_duedate_about_one_thing",
    "reminders_duedate_one_an_accreditation",
)
def test_a_date_is_about_one_thing(scene: Scene) -> None:
    row = DueDate.objects.create(
        accreditation_id=scene.enrolment.id, occasion="certification", due_on=DAY, changed_at=NOON
    )
    with refused_by("reminders_duedate_one_an_accreditation"):
        another(row)
    for changes in ({"enrolment_id": scene.enrolment.id}, {"accreditation_id": None}):
        with refused_by("reminders_duedate_about_one_thing"):
            another(row, **changes)


@invariant("A provider's receipt has its moment", "reminders_receipt_told_has_moment")
def test_a_receipt_has_its_moment(scene: Scene) -> None:
    put(
        key="one", kind="reminder", recipient=Recipient.PATIENT, recipient_id=scene.patient_id, about_id=None, at=NOON
    )  # fmt: skip
    row = Receipt.objects.create(
        id=uuid4(), message=Message.objects.get(key="one"), contact_id=scene.patient_id, handed_at=NOON
    )
    for half in ({"outcome": "delivered"}, {"told_at": NOON}):
        with refused_by("reminders_receipt_told_has_moment"):
            another(row, **half)


@invariant("A patient is followed up once for a date", "reminders_followup_once_a_date")
def test_a_patient_is_followed_up_once_for_a_date(scene: Scene) -> None:
    with refused_by("reminders_followup_once_a_date"):
        another(_follow_up(scene))


@invariant("Nobody is taken off the list without an outcome", "reminders_followup_closed_with_outcome")
@pytest.mark.parametrize("half", [{"outcome": "came"}, {"closed_at": NOON}])
def test_nobody_is_taken_off_the_list_without_an_outcome(scene: Scene, half: dict[str, Any]) -> None:
    with refused_by("reminders_followup_closed_with_outcome"):
        another(_follow_up(scene), occasion="last_test", **half)


@invariant("What is not sent to a patient is kept once", "patients_mute_once_at_a_time")
def test_what_is_not_sent_is_kept_once(scene: Scene) -> None:
    with refused_by("patients_mute_once_at_a_time"):
        another(_mute(scene))


@invariant("What is sent again was lifted by somebody", "patients_mute_lifted_by_somebody")
def test_what_is_sent_again_was_lifted_by_somebody(scene: Scene) -> None:
    with refused_by("patients_mute_lifted_by_somebody"):
        another(_mute(scene), occasion="", lifted_at=NOON)


@invariant("A sequence or version is never below 0", "reminders_duedate_sequence_check", "reminders_plan_version_check")
def test_a_sequence_is_never_below_nothing(scene: Scene) -> None:
    with refused_by("reminders_plan_version_check"):
        Plan.objects.create(enrolment=scene.enrolment, version=-1, looked_on=DAY)
    with refused_by("reminders_duedate_sequence_check"):
        DueDate.objects.create(enrolment=scene.enrolment, occasion="visit", due_on=DAY, sequence=-1, changed_at=NOON)


@invariant(
    "A role has one address for its feed, an address is one role's",
    "reminders_feed_one_a_role",
    "reminders_feedaddress_secret_hash_key",
)
def test_a_role_has_one_address_for_its_feed(scene: Scene) -> None:
    row = _feed(scene)
    with refused_by("reminders_feed_one_a_role"):
        another(row, secret_hash="b" * 64)
    with refused_by("reminders_feedaddress_secret_hash_key"):
        another(row, revoked_at=NOON)


@invariant("Of the secret in a feed's address a hash alone is kept", "reminders_feed_keeps_a_hash_alone")
def test_of_a_secret_a_hash_alone_is_kept(scene: Scene) -> None:
    with refused_by("reminders_feed_keeps_a_hash_alone"):
        another(_feed(scene), secret_hash="the secret itself", revoked_at=NOON)


def _feed(scene: Scene) -> FeedAddress:
    role = Membership.objects.get(user=scene.prescriber.person_id)
    return FeedAddress.objects.create(membership=role, secret_hash="a" * 64, made_at=NOON)
