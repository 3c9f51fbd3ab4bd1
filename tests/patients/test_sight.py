"""Who sees a patient: dated grants, by role; everybody else is told that there is no such record."""

import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest

from accounts.actor import SCHEDULER
from accounts.models import Kind, Organisation, Role
from accounts.refusals import NotVisible
from audit.models import Entry, Outcome
from patients.access import visible_patients
from patients.models import AccessGrant
from patients.queries import open_enrolment, visible_enrolments
from pharmacies.operations import say_wrong_person
from tests.builders import Scene, a_check, a_delegate, an_actor, an_organisation
from tests.patients.lives import NOON

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)


def test_the_centre_that_enrolled_her_sees_her_and_no_other(scene: Scene, stranger: Scene) -> None:
    delegate = a_delegate(centre=Organisation.objects.get(id=scene.prescriber.place_id))
    for actor in (scene.prescriber, delegate):
        assert list(visible_patients(by=actor, at=NOON)) == [scene.patient]
    assert list(visible_patients(by=stranger.prescriber, at=NOON)) == [stranger.patient]


def test_a_scanned_card_opens_sight_for_half_an_hour(scene: Scene) -> None:
    pharmacist = scene.pharmacist
    assert not visible_patients(by=pharmacist, at=NOON).exists()
    a_check(scene)
    assert visible_patients(by=pharmacist, at=NOON + 29 * MINUTE).exists()
    assert not visible_patients(by=pharmacist, at=NOON + 30 * MINUTE).exists()
    assert not visible_patients(by=pharmacist, at=NOON - MINUTE).exists()


def test_the_wrong_person_at_the_counter_ends_sight_at_once(scene: Scene) -> None:
    say_wrong_person(by=scene.pharmacist, at=NOON + MINUTE, check=a_check(scene))
    assert not visible_patients(by=scene.pharmacist, at=NOON + MINUTE).exists()


@pytest.mark.parametrize("role", sorted(set(Role.values) - {Role.PRESCRIBER, Role.DELEGATE}))
def test_other_roles_of_the_same_centre_see_nobody(scene: Scene, role: str) -> None:
    actor = replace(scene.prescriber, role=role)
    assert not visible_patients(by=actor, at=NOON).exists()


@pytest.mark.parametrize("role", sorted(set(Role.values) - {Role.PHARMACIST}))
def test_other_roles_of_the_same_pharmacy_see_nobody(scene: Scene, role: str) -> None:
    a_check(scene)
    actor = replace(scene.pharmacist, role=role)
    assert not visible_patients(by=actor, at=NOON).exists()


@pytest.mark.usefixtures("scene")
def test_the_scheduler_sees_nobody() -> None:
    assert not visible_patients(by=SCHEDULER, at=NOON).exists()


def test_an_inspection_opens_nothing_to_the_roles_of_the_thin_path(scene: Scene) -> None:
    office = an_organisation(Kind.AUTHORITY)
    AccessGrant.objects.create(
        patient=scene.patient, organisation=office, country="BE", kind="inspection", from_at=NOON,
        until_at=NOON + MINUTE, granted_by_id=scene.prescriber.person_id,
    )  # fmt: skip
    assert not visible_patients(by=an_actor(Role.AUTHORITY, office), at=NOON).exists()


def test_opening_a_record_is_written_down(scene: Scene) -> None:
    opened = open_enrolment(by=scene.prescriber, at=NOON, enrolment_id=scene.enrolment.id)
    assert opened == scene.enrolment
    entry = Entry.objects.get(outcome=Outcome.READ)
    assert (entry.act, entry.subjects, entry.actor_id) == (
        "patients.read", [scene.patient_id], scene.prescriber.user_id,
    )  # fmt: skip


def test_a_strangers_record_and_none_at_all_are_refused_alike(scene: Scene, stranger: Scene) -> None:
    words = []
    for enrolment_id in (stranger.enrolment.id, uuid4()):
        with pytest.raises(NotVisible) as refusal:
            open_enrolment(by=scene.prescriber, at=NOON, enrolment_id=enrolment_id)
        words.append(str(refusal.value))
    assert words[0] == words[1]
    assert not Entry.objects.filter(outcome=Outcome.READ).exists()


def test_an_ended_grant_ends_sight(scene: Scene) -> None:
    AccessGrant.objects.update(until_at=NOON)
    assert not visible_enrolments(by=scene.prescriber, at=NOON).exists()
    assert visible_enrolments(by=scene.prescriber, at=NOON - MINUTE).exists()
