"""One way after the other, by day, to a confirmed number; and a person to telephone where no way is left."""

import datetime as dt
import json
from collections.abc import Iterator

import pytest
import time_machine
from django.core import mail
from pytest_django import Settings

from accounts.actor import SCHEDULER
from outbox.models import Message, State
from outbox.operations import TRIES
from patients.contact_codes import code_of
from patients.models import Contact, Patient
from patients.operations import change_contacts, confirm_contact, send_contact_code
from patients.refusals import CodeDoesNotFit
from reminders.dead_addresses import keep_dead_address
from reminders.gateways import gateway
from reminders.models import FollowUp
from reminders.operations import plan, send_batch
from reminders.tasks import plan_due, send_due
from tests.builders import Scene, an_identity
from tests.reminders.provider import Provider, a_provider
from tests.reminders.scenes import ADDRESS, DAY, LAST_DAY, MOBILE, a_patient_in_treatment, confirm

pytestmark = pytest.mark.django_db

MORNING = LAST_DAY - 7 * DAY
NO_SUCH_NUMBER = (200, json.dumps({"error": 13}))
OUT_OF_ORDER = (500, "")


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    """Let text messages leave through the double of the provider."""
    gateway.cache_clear()
    with a_provider() as served:
        settings.SMS_GATEWAY = "reminders.gateways.smsapi.Smsapi"
        settings.SMSAPI_URL, settings.SMSAPI_TOKEN = served.url, "secret"
        yield served
    gateway.cache_clear()


def _both_ways() -> Scene:
    return a_patient_in_treatment(mobile=MOBILE, email=ADDRESS, reminder="sms")


def _send(at: dt.datetime = MORNING) -> None:
    while send_batch(by=SCHEDULER, at=at).claimed:
        pass


def _states() -> list[tuple[str, str]]:
    found = Message.objects.filter(kind="reminder").order_by("created_at", "channel")
    return list(found.values_list("channel", "state"))


def test_she_is_reminded_by_the_way_she_chose_in_her_language(provider: Provider) -> None:
    a_patient_in_treatment(mobile=MOBILE, email=ADDRESS, reminder="sms", language="de")
    plan(by=SCHEDULER, at=MORNING)
    _send()
    [sent] = provider.sent.values()
    assert (sent["to"], sent["message"]) == (
        "32470123456", "Erinnerung: Bitte rufen Sie bis 29. März 2026 die Nummer auf Ihrer Karte an.",
    )  # fmt: skip
    assert not [one for one in mail.outbox if one.to == [ADDRESS]]


def test_a_clock_that_stands_still_for_three_days_loses_no_message_and_doubles_none(provider: Provider) -> None:
    """The scheduler's own tasks, by the clock of the process: it leaps from the eighth day before to the fourth."""
    a_patient_in_treatment()
    for day in range(-9, 4):
        if day not in {-7, -6, -5}:
            with time_machine.travel(LAST_DAY + day * DAY, tick=False):
                plan_due()
                send_due()
    assert (len(provider.sent), sum(provider.calls.values())) == (2, 2)


def test_who_chose_mail_gets_one_mail_to_herself_alone(provider: Provider) -> None:
    a_patient_in_treatment(mobile=MOBILE, email=ADDRESS, reminder="email")
    plan(by=SCHEDULER, at=MORNING)
    _send()
    [sent] = [one for one in mail.outbox if one.to == [ADDRESS]]
    assert (sent.cc, sent.bcc, sent.subject) == ([], [], "Your reminder")
    assert not provider.sent


def test_a_number_that_reaches_nobody_gives_place_to_the_address_and_is_not_tried_again(provider: Provider) -> None:
    _both_ways()
    provider.answers = [NO_SUCH_NUMBER]
    plan(by=SCHEDULER, at=MORNING)
    _send()
    assert _states() == [("", State.DROPPED), ("email", State.SENT)]
    plan(by=SCHEDULER, at=LAST_DAY - 2 * DAY)
    _send(LAST_DAY - 2 * DAY)
    assert sum(provider.calls.values()) == 1
    assert len([one for one in mail.outbox if one.to == [ADDRESS]]) == 2


def test_a_way_that_fails_five_times_is_parked_for_a_person_and_the_next_is_taken(provider: Provider) -> None:
    _both_ways()
    provider.answers = [OUT_OF_ORDER] * TRIES
    plan(by=SCHEDULER, at=MORNING)
    at = MORNING
    for _try in range(TRIES):
        _send(at)
        at += dt.timedelta(minutes=80)
    assert _states() == [("", State.PARKED), ("email", State.SENT)]
    assert not FollowUp.objects.exists()


def test_where_no_way_is_left_somebody_is_to_telephone(provider: Provider) -> None:
    a_patient_in_treatment()
    provider.answers = [NO_SUCH_NUMBER]
    plan(by=SCHEDULER, at=MORNING)
    _send()
    assert _states() == [("", State.DROPPED)]
    assert FollowUp.objects.get().why == "telephone"


def test_a_number_that_nobody_confirmed_is_not_written_to_but_telephoned(provider: Provider) -> None:
    a_patient_in_treatment(confirmed=False)
    plan(by=SCHEDULER, at=MORNING)
    _send()
    assert not provider.calls
    assert FollowUp.objects.get().why == "telephone"


def test_a_number_typed_anew_is_to_be_confirmed_anew(provider: Provider) -> None:
    scene = a_patient_in_treatment()
    new = an_identity(mobile="+32470999999", reminder="sms", agrees_to_reminders=True)
    change_contacts(by=scene.prescriber, at=MORNING, patient=Patient.objects.get(id=scene.patient_id), new=new)
    plan(by=SCHEDULER, at=MORNING)
    _send()
    assert not provider.calls


def test_the_code_reaches_the_number_at_any_hour_and_confirms_it_alone(provider: Provider) -> None:
    scene = a_patient_in_treatment(confirmed=False)
    night = MORNING + dt.timedelta(hours=12)
    patient = Patient.objects.get(id=scene.patient_id)
    send_contact_code(by=scene.prescriber, at=night, patient=patient, channel="sms")
    contact = Contact.objects.standing().get(subject_id=scene.patient.subject_id)
    _send(night)
    [sent] = provider.sent.values()
    assert sent["message"] == f"Your code is {code_of(contact=contact)}."
    with pytest.raises(CodeDoesNotFit):
        confirm_contact(by=scene.prescriber, at=night, patient=patient, channel="sms", code="000 000")
    confirm_contact(by=scene.prescriber, at=night, patient=patient, channel="sms", code=code_of(contact=contact))
    assert Contact.objects.standing().get(subject_id=scene.patient.subject_id).verified_at == night


def test_nobody_is_woken_up(provider: Provider) -> None:
    a_patient_in_treatment()
    midnight = MORNING.replace(hour=23, minute=30) - DAY
    plan(by=SCHEDULER, at=midnight)
    message = Message.objects.get(kind="reminder")
    assert message.due_at == MORNING.replace(hour=7)
    _send(midnight)
    assert not provider.calls


def test_a_try_that_comes_due_at_night_waits_for_the_morning(provider: Provider) -> None:
    a_patient_in_treatment()
    plan(by=SCHEDULER, at=MORNING)
    night = MORNING.replace(hour=20)
    _send(night)
    message = Message.objects.get(kind="reminder")
    assert (message.state, message.attempts, message.due_at) == (State.WAITING, 0, MORNING.replace(hour=7) + DAY)
    _send(message.due_at)
    assert len(provider.sent) == 1


def test_a_language_without_words_parks_one_message_and_holds_up_nobody(provider: Provider) -> None:
    a_patient_in_treatment(language="xx")
    a_patient_in_treatment()
    plan(by=SCHEDULER, at=MORNING)
    _send()
    parked = Message.objects.get(kind="reminder", state=State.PARKED)
    assert parked.last_error == "the text appointment/2026-01-01 is not written in xx"
    assert len(provider.sent) == 1


def test_a_text_without_approval_is_parked_where_only_approved_ones_are_sent(
    provider: Provider, settings: Settings
) -> None:
    settings.SAMPLE_TEXTS_ARE_SENT = False
    a_patient_in_treatment()
    plan(by=SCHEDULER, at=MORNING)
    _send()
    assert _states() == [("", State.PARKED)]
    assert not provider.calls


def test_what_bounced_is_not_written_to_again_until_it_is_changed(provider: Provider) -> None:
    scene = a_patient_in_treatment(mobile="", email=ADDRESS, reminder="email")
    keep_dead_address(address=ADDRESS.upper(), why="mailgun: bounced", at=MORNING)
    plan(by=SCHEDULER, at=MORNING)
    _send()
    assert FollowUp.objects.get().why == "telephone"
    new = an_identity(email="new@example.org", reminder="email", agrees_to_reminders=True)
    change_contacts(by=scene.prescriber, at=MORNING, patient=Patient.objects.get(id=scene.patient_id), new=new)
    confirm(scene, at=MORNING)
    plan(by=SCHEDULER, at=LAST_DAY - 2 * DAY)
    _send(LAST_DAY - 2 * DAY)
    assert [one.to for one in mail.outbox if one.to == ["new@example.org"]]


def test_among_many_one_that_always_fails_is_parked_and_all_others_leave(provider: Provider) -> None:
    scenes = [a_patient_in_treatment() for _patient in range(4)]
    plan(by=SCHEDULER, at=MORNING)
    poison = Message.objects.filter(kind="reminder", recipient_id=scenes[1].patient_id)
    poison.update(about_id="00000000-0000-0000-0000-000000000000")
    at = MORNING
    for _try in range(TRIES):
        _send(at)
        at += dt.timedelta(minutes=80)
    assert poison.get().state == State.PARKED
    assert len(provider.sent) == 3


def test_a_prescriber_gets_one_mail_a_day_however_many_are_overdue_and_none_once_they_were_seen(
    provider: Provider,
) -> None:
    scene = a_patient_in_treatment()
    a_patient_in_treatment(prescriber=scene.prescriber)
    plan(by=SCHEDULER, at=LAST_DAY + DAY)
    _send(LAST_DAY + DAY)
    digests = Message.objects.filter(kind="digest", recipient_id=scene.prescriber.person_id)
    assert [one.due_at for one in digests] == [(LAST_DAY + 2 * DAY).replace(hour=5)]
    _send(digests.get().due_at)
    [told] = [one for one in mail.outbox if one.subject == "Your list of today"]
    assert "2 people in your care wait for you." in told.body
