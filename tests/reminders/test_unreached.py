"""Who is to be reminded and has confirmed no way is telephoned at once, not when a message fails."""

import pytest
from django.test import Client

from accounts.actor import PATIENT_ACCOUNT, SCHEDULER
from patients.models import Patient
from patients.operations import change_contacts
from patients.operations.own import delete_own_number
from patients.own import patient_as_actor
from reminders.models import FollowUp
from reminders.operations import plan, send_batch
from reminders.operations.choices import mute
from reminders.operations.follow_ups import close_follow_up, record_attempt
from reminders.queries import follow_ups_within_sight
from tests.builders import Scene, an_identity, user_of
from tests.reminders.scenes import DAY, LAST_DAY, NOON, a_patient_in_treatment, confirm

pytestmark = pytest.mark.django_db


def _deletes(scene: Scene) -> None:
    by = patient_as_actor(enrolment=scene.enrolment)
    assert by.user_id == PATIENT_ACCOUNT
    delete_own_number(by=by, at=NOON + DAY, patient=Patient.objects.get(id=scene.patient_id))


def _shown(scene: Scene) -> list[FollowUp]:
    return list(follow_ups_within_sight(by=scene.prescriber, at=NOON + 2 * DAY).filter(outcome=""))


def test_a_number_that_was_deleted_puts_her_on_the_list_with_the_next_plan_and_once() -> None:
    scene = a_patient_in_treatment()
    plan(by=SCHEDULER, at=NOON)
    assert not FollowUp.objects.exists()
    _deletes(scene)
    for later in range(3):
        plan(by=SCHEDULER, at=NOON + (1 + later) * DAY)
    assert [(one.why, one.occasion, one.due_on) for one in _shown(scene)] == [("telephone", "any", (NOON + DAY).date())]


def test_a_number_that_was_never_confirmed_does_the_same_and_its_code_takes_her_off() -> None:
    scene = a_patient_in_treatment(confirmed=False)
    plan(by=SCHEDULER, at=NOON)
    [line] = _shown(scene)
    client = Client()
    client.force_login(user_of(scene.prescriber))
    page = client.get(f"/reminders/follow-up/{line.id}/").content.decode()
    assert "no number or address has been confirmed since" in page
    confirm(scene)
    assert _shown(scene) == []


def test_a_message_that_finds_no_way_puts_no_second_line_beside_it() -> None:
    a_patient_in_treatment(confirmed=False)
    plan(by=SCHEDULER, at=NOON)
    for day in (-7, -2):
        plan(by=SCHEDULER, at=LAST_DAY + day * DAY)
        send_batch(by=SCHEDULER, at=LAST_DAY + day * DAY)
    assert FollowUp.objects.count() == 1


def test_after_its_outcome_the_next_message_that_fails_puts_her_on_the_list_again() -> None:
    scene = a_patient_in_treatment(confirmed=False)
    plan(by=SCHEDULER, at=NOON)
    line = FollowUp.objects.get()
    record_attempt(by=scene.prescriber, at=NOON, follow_up=line, means="telephone", reached=True, words="")
    close_follow_up(by=scene.prescriber, at=NOON, follow_up=line, outcome="came", words="will give another number")
    plan(by=SCHEDULER, at=LAST_DAY - 7 * DAY)
    send_batch(by=SCHEDULER, at=LAST_DAY - 7 * DAY)
    assert [one.occasion for one in FollowUp.objects.filter(outcome="")] == ["visit"]


def test_who_wants_no_messages_or_is_sent_none_is_not_on_the_list() -> None:
    wants_none, restricted = a_patient_in_treatment(confirmed=False), a_patient_in_treatment(confirmed=False)
    new = an_identity(reminder="none")
    change_contacts(by=wants_none.prescriber, at=NOON, patient=Patient.objects.get(id=wants_none.patient_id), new=new)
    her = Patient.objects.get(id=restricted.patient_id)
    mute(by=restricted.prescriber, at=NOON, patient=her, occasion="", reason="her partner reads her texts")
    plan(by=SCHEDULER, at=NOON)
    assert not FollowUp.objects.exists()
