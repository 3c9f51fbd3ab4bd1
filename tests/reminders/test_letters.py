"""What leaves the registry by mail: enough to act on, and nothing that a lock screen may not show."""

import re

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from accounts.actor import SCHEDULER
from accounts.models import Role, User
from accounts.operations import invite_user
from accounts.refusals import NotPermitted
from outbox.models import Message, State
from patients.identity import person_of
from patients.operations import suspect_pregnancy
from pharmacies.operations import check_card, tell_prescriber
from reminders.letters import FACTS
from reminders.operations import send_batch
from tests.builders import (
    Scene,
    a_centre,
    a_dispensing,
    a_man_ready_for_dispensing,
    a_test,
    a_woman_ready_for_dispensing,
    an_actor,
    now,
    user_of,
)

pytestmark = pytest.mark.django_db

BANNED = re.compile(
    r"pregnan|domide|medicine|capsule|contracep|test|haemat|onco|myelom|cancer|tumour|clinic|categor|schwanger|"
    r"prevention|programme|childbearing",
    re.IGNORECASE,
)
LINK = re.compile(r"http://testserver(/\S*)")


@pytest.fixture
def scene() -> Scene:
    """Give a woman to whom everything may be dispensed, at this moment."""
    return a_woman_ready_for_dispensing(at=now())


@pytest.fixture
def everything_told(scene: Scene) -> list[EmailMessage]:
    """Do on one patient everything that is told to somebody, send it, and give the mails."""
    a_dispensing(scene)
    a_test(by=scene.prescriber, at=scene.at, patient=scene.patient, result="positive")
    man = a_man_ready_for_dispensing(at=scene.at)
    suspect_pregnancy(by=man.prescriber, at=scene.at, patient=man.patient, reason="late")
    check = check_card(by=scene.pharmacist, at=scene.at, number=scene.card.number)
    tell_prescriber(by=scene.pharmacist, at=scene.at, check=check)
    administrator = an_actor(Role.ADMINISTRATOR, a_centre())
    invite_user(
        by=administrator, at=scene.at, email="new@example.org", name="New Person", telephone="", language="en-gb"
    )
    send_batch(by=SCHEDULER, at=scene.at, limit=20)
    return mail.outbox


def test_every_kind_of_message_has_its_words(everything_told: list[EmailMessage]) -> None:
    assert set(Message.objects.values_list("kind", flat=True)) == set(FACTS)
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
    assert len({one.subject for one in everything_told}) == len(FACTS)


def test_no_mail_names_a_patient_a_medicine_or_her_state(scene: Scene, everything_told: list[EmailMessage]) -> None:
    person = person_of(patient=scene.patient)
    for one in everything_told:
        text = f"{one.subject}\n{one.body}\n{one.from_email}".replace("http://testserver", "")
        assert BANNED.search(text) is None, text
        assert person.family_name.lower() not in text.lower()
        assert person.given_name not in text
        assert scene.card.number not in text


def test_every_mail_leads_to_a_page_of_the_registry(everything_told: list[EmailMessage]) -> None:
    for one in everything_told:
        assert LINK.search(str(one.body)), one.body


def test_the_prescribers_links_open_the_record_they_speak_of(scene: Scene, everything_told: list[EmailMessage]) -> None:
    client = Client()
    client.force_login(user_of(scene.prescriber))
    mine = [one for one in everything_told if one.to == [user_of(scene.prescriber).email]]
    assert len(mine) == 3
    for one in mine:
        found = LINK.search(str(one.body))
        assert found is not None
        answer = client.get(found.group(1))
        assert answer.status_code == 200
        assert person_of(patient=scene.patient).name in answer.content.decode()


def test_the_pharmacy_of_the_last_supply_is_told_at_its_own_address(
    scene: Scene, everything_told: list[EmailMessage]
) -> None:
    told = [one for one in everything_told if one.to == ["pharmacy@example.org"]]
    assert [scene.prescription.authorisation_number in one.body for one in told] == [True]


def test_subjects_are_one_short_line(everything_told: list[EmailMessage]) -> None:
    for one in everything_told:
        assert "\n" not in one.subject
        assert 5 < len(one.subject) <= 60


def _told(scene: Scene) -> Message:
    a_dispensing(scene)
    return Message.objects.get(kind="dispensed")


def test_nobody_is_written_to_who_left(scene: Scene) -> None:
    message = _told(scene)
    User.objects.filter(id=message.recipient_id).update(is_active=False)
    send_batch(by=SCHEDULER, at=scene.at)
    message.refresh_from_db()
    assert message.state == State.DROPPED
    assert mail.outbox == []


def test_a_message_without_words_is_kept_for_a_person_and_holds_up_nobody(scene: Scene) -> None:
    message = _told(scene)
    Message.objects.filter(id=message.id).update(kind="unheard_of")
    a_test(by=scene.prescriber, at=scene.at, patient=scene.patient, result="positive")
    send_batch(by=SCHEDULER, at=scene.at)
    message.refresh_from_db()
    assert message.state == State.WAITING
    assert message.last_error == "KeyError"
    assert len(mail.outbox) == 2


def test_an_actor_other_than_the_scheduler_cannot_send(scene: Scene) -> None:
    _told(scene)
    with pytest.raises(NotPermitted):
        send_batch(by=scene.prescriber, at=scene.at)
    assert mail.outbox == []
