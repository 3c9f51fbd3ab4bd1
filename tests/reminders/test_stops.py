"""Whoever should not be written to is not: judged when it is sent, whatever was planned before."""

import datetime as dt
from collections.abc import Callable

import pytest

from accounts.actor import SCHEDULER
from accounts.models import User
from accounts.queries import actor_of
from outbox.models import Message, Recipient, State
from outbox.operations import put
from patients.models import Leaving, Mute, Patient
from patients.operations import (
    accept_transfer,
    change_contacts,
    end_treatment,
    suspect_pregnancy,
    withdraw,
)
from patients.queries import current_treatment
from programmes.operations import start_practice
from reminders.models import DueDate, Plan, Reminder
from reminders.operations import plan, send_batch
from reminders.operations.choices import lift_mute, mute
from tests.builders import (
    Scene,
    a_dispensing,
    a_patient,
    a_prescriber,
    a_programme,
    a_request,
    a_woman_ready_for_dispensing,
    an_identity,
)
from tests.reminders.scenes import (
    DAY,
    LAST_DAY,
    MOBILE,
    NOON,
    a_patient_in_treatment,
    confirm,
    is_prescribed_for,
    is_supplied,
)

pytestmark = pytest.mark.django_db

MORNING = LAST_DAY - 7 * DAY
SHORT = 7
"""Capsules of a part of a supply, whose rest can be fetched until the text for the next visit is due."""
Happening = Callable[[Scene], None]


def _fresh(scene: Scene) -> Patient:
    return Patient.objects.get(id=scene.patient_id)


def _wants_nothing(scene: Scene) -> None:
    new = an_identity(mobile=MOBILE, reminder="none")
    change_contacts(by=scene.prescriber, at=MORNING, patient=_fresh(scene), new=new)


def _dies(scene: Scene) -> None:
    withdraw(by=scene.prescriber, at=MORNING, enrolment=scene.enrolment, cause=Leaving.DEATH, died_on=MORNING.date())


def _leaves(scene: Scene) -> None:
    withdraw(by=scene.prescriber, at=MORNING, enrolment=scene.enrolment, cause=Leaving.MOVED)


def _ends(scene: Scene) -> None:
    treatment = current_treatment(enrolment=scene.enrolment)
    assert treatment is not None
    end_treatment(by=scene.prescriber, at=MORNING, treatment=treatment, ended_on=MORNING.date(), reason="progress")


def _is_suspected(scene: Scene) -> None:
    suspect_pregnancy(by=scene.prescriber, at=MORNING, patient=_fresh(scene), reason="late")


def _is_restricted(scene: Scene) -> None:
    mute(
        by=scene.prescriber, at=MORNING, patient=_fresh(scene), occasion="", reason="somebody else reads her telephone"
    )


def _opts_out(scene: Scene) -> None:
    mute(by=scene.prescriber, at=MORNING, patient=_fresh(scene), occasion="visit", reason="she keeps a diary")


STOPS: dict[str, Happening] = {
    "wants no messages": _wants_nothing,
    "died": _dies,
    "left the programme": _leaves,
    "done, moved or ended": _ends,
    "a suspicion stands: somebody talks to her": _is_suspected,
    "restricted": _is_restricted,
    "opted out of these": _opts_out,
}


@pytest.mark.parametrize("why", STOPS)
def test_what_happened_since_it_was_planned_stops_a_message(why: str) -> None:
    scene = a_patient_in_treatment()
    plan(by=SCHEDULER, at=MORNING)
    STOPS[why](scene)
    send_batch(by=SCHEDULER, at=MORNING + dt.timedelta(seconds=1))
    message = Message.objects.get(kind="reminder")
    assert (message.state, message.last_error) == (State.DROPPED, why)


def test_who_was_seen_and_supplied_this_morning_is_not_reminded_of_it() -> None:
    scene, morning = a_patient_in_treatment(), LAST_DAY - 2 * DAY
    plan(by=SCHEDULER, at=morning)
    is_supplied(scene, at=morning)
    send_batch(by=SCHEDULER, at=morning + dt.timedelta(seconds=1))
    message = Message.objects.get(kind="reminder")
    assert (message.state, message.last_error) == (State.DROPPED, "done, moved or ended")


def test_who_was_prescribed_for_early_is_not_told_to_come_for_it() -> None:
    """She came a week before her last day, and her capsules wait: told to come, she would come twice."""
    scene, early = a_patient_in_treatment(), LAST_DAY - 3 * DAY
    is_prescribed_for(scene, at=early)
    two_days_before = LAST_DAY - 2 * DAY
    plan(by=SCHEDULER, at=two_days_before)
    send_batch(by=SCHEDULER, at=two_days_before)
    message = Message.objects.get(kind="reminder", about_id=Reminder.objects.get(step="patient-2").id)
    assert (message.state, message.last_error) == (State.DROPPED, "done, moved or ended")


def test_the_rest_of_the_supply_in_hand_is_no_prescription_for_the_next() -> None:
    """Half was given, the other half waits: the visit is still before her, and she is told of it."""
    scene = a_woman_ready_for_dispensing(
        at=NOON, identity=an_identity(mobile=MOBILE, reminder="sms", agrees_to_reminders=True)
    )
    a_dispensing(scene, capsules=SHORT)
    confirm(scene)
    plan(by=SCHEDULER, at=NOON)
    on = NOON + (DueDate.objects.get(occasion="visit").due_on - NOON.date()) - 2 * DAY
    assert DueDate.objects.get(occasion="supply").due_on >= on.date()  # the rest can be fetched still
    plan(by=SCHEDULER, at=on)
    send_batch(by=SCHEDULER, at=on)
    message = Message.objects.get(kind="reminder", about_id=Reminder.objects.get(occasion="visit", step="patient-2").id)
    assert message.state == State.SENT


def test_without_any_of_it_the_message_goes_out() -> None:
    a_patient_in_treatment()
    plan(by=SCHEDULER, at=MORNING)
    send_batch(by=SCHEDULER, at=MORNING)
    assert Message.objects.get(kind="reminder").state == State.SENT


def test_a_patient_handed_over_is_no_concern_of_her_former_centre_any_more_and_her_new_one_is_told() -> None:
    scene = a_patient_in_treatment()
    late = LAST_DAY + 3 * DAY
    plan(by=SCHEDULER, at=late)
    request = a_request(scene, at=late)
    accept_transfer(by=scene.prescriber, at=late, transfer=request)
    send_batch(by=SCHEDULER, at=late)
    plan(by=SCHEDULER, at=late)
    send_batch(by=SCHEDULER, at=late)
    told = Message.objects.filter(kind="centre_overdue").order_by("created_at", "state")
    assert {(one.state, one.last_error) for one in told} == {
        (State.DROPPED, "in another's care by now"),
        (State.SENT, ""),
    }
    assert {one.recipient_id for one in told.filter(state=State.SENT)} == {request.to_centre_id}


def test_who_only_practises_is_never_planned_for() -> None:
    a_programme()
    practising = actor_of(membership=start_practice(by=a_prescriber(), at=MORNING - 60 * DAY))
    enrolment = a_patient(at=MORNING - 40 * DAY, by=practising)
    plan(by=SCHEDULER, at=MORNING)
    assert not Reminder.objects.exists()
    assert Plan.objects.get(enrolment=enrolment).next_on is None


def test_a_reminder_of_a_practice_patient_is_not_sent_whoever_planned_it() -> None:
    a_programme()
    doctor = a_prescriber()
    practising = actor_of(membership=start_practice(by=doctor, at=MORNING - 60 * DAY))
    enrolment = a_patient(at=MORNING - 40 * DAY, by=practising)
    planned = Reminder.objects.create(
        key="practised", enrolment=enrolment, occasion="visit", due_on=LAST_DAY.date(), step="patient-7", to="patient",
        text="appointment", recipient=Recipient.PATIENT, recipient_id=enrolment.patient_id, planned_at=MORNING,
    )  # fmt: skip
    put(
        key="reminder:practised", kind="reminder", recipient=Recipient.PATIENT, recipient_id=enrolment.patient_id,
        about_id=planned.id, at=MORNING,
    )  # fmt: skip
    send_batch(by=SCHEDULER, at=MORNING)
    message = Message.objects.get(about_id=planned.id)
    assert (message.state, message.last_error) == (State.DROPPED, "practice")


def test_a_safety_message_is_told_even_to_who_opted_out_of_it() -> None:
    scene = a_patient_in_treatment()
    for occasion in ("visit", "last_test", "after_treatment"):
        mute(by=scene.prescriber, at=MORNING, patient=_fresh(scene), occasion=occasion, reason="as she wishes")
    _ends(scene)
    plan(by=SCHEDULER, at=MORNING + 21 * DAY)
    send_batch(by=SCHEDULER, at=MORNING + 21 * DAY)
    sent = Message.objects.filter(kind="reminder", state=State.SENT)
    assert sent.count() == 2


def test_what_was_lifted_does_not_stop_anything() -> None:
    scene = a_patient_in_treatment()
    _is_restricted(scene)
    lift_mute(by=scene.prescriber, at=MORNING, mute=Mute.objects.get())
    plan(by=SCHEDULER, at=MORNING)
    send_batch(by=SCHEDULER, at=MORNING)
    assert Message.objects.get(kind="reminder").state == State.SENT


def test_a_prescriber_who_left_gets_no_mail() -> None:
    scene = a_patient_in_treatment()
    plan(by=SCHEDULER, at=LAST_DAY + DAY)
    User.objects.filter(id=scene.prescriber.person_id).update(is_active=False)
    send_batch(by=SCHEDULER, at=LAST_DAY + 2 * DAY)
    message = Message.objects.get(kind="digest")
    assert (message.state, message.last_error) == (State.DROPPED, "no address")
