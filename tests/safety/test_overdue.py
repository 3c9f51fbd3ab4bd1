"""What is overdue is told within a minute: to the desk once a day, to who treats once for each step."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail

from accounts.actor import Actor
from outbox.models import Message
from reminders.tasks import send_due
from safety.operations import tell_contact, tell_overdue
from safety.pulling import pull
from tests.builders import Scene, a_woman_ready_for_dispensing, an_identity, user_of
from tests.safety.pregnancies import a_contact, a_suspicion
from tests.safety.reports import a_case, an_officer

pytestmark = pytest.mark.django_db
DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    return a_woman_ready_for_dispensing(identity=an_identity(family_name="Ypsilanti", given_name="Zoë"))


@pytest.fixture(scope="module")
def officer(ground: None) -> Actor:
    return an_officer()


def told(kind: str) -> Any:
    return Message.objects.filter(kind=kind)


def test_a_case_is_told_in_the_first_minute_of_its_first_overdue_day_and_once_a_day_from_then(
    scene: Scene, officer: Actor
) -> None:
    case = a_case(scene)
    midnight = dt.datetime.combine(case.versions.get().due_on + DAY, dt.time(), dt.UTC)
    tell_overdue(at=midnight - 3 * 60 * MINUTE)
    assert not told("safety_overdue").exists()
    for minute in range(3):
        tell_overdue(at=midnight + minute * MINUTE)
    assert [one.recipient_id for one in told("safety_overdue")] == [officer.person_id]
    tell_overdue(at=midnight + DAY)
    assert told("safety_overdue").count() == 2


def test_a_case_that_comes_late_is_told_at_once_although_the_day_has_had_its_message(
    scene: Scene, officer: Actor
) -> None:
    a_case(scene, known_on=scene.at.date() - 20 * DAY)
    tell_overdue(at=scene.at)
    later = scene.at + MINUTE
    a_case(scene, at=later, known_on=scene.at.date() - 20 * DAY, words="Another")
    for _again in range(2):
        tell_overdue(at=later)
    assert told("safety_overdue").count() == 2


def test_who_treats_is_told_of_a_late_step_once_and_of_the_next_one_again(scene: Scene, officer: Actor) -> None:
    woman = a_woman_ready_for_dispensing(at=scene.at - 300 * DAY)
    suspicion = a_suspicion(woman)
    pull(at=woman.at)
    for minute in range(2):
        tell_overdue(at=woman.at + 4 * DAY + minute * MINUTE)
    [message] = told("follow_up_overdue")
    assert message.recipient_id == woman.prescriber.person_id
    said = a_contact(suspicion.suspected_on, step="confirm")
    tell_contact(by=woman.prescriber, at=woman.at + 4 * DAY, suspicion=suspicion, contact=said)
    tell_overdue(at=woman.at + 5 * DAY)
    assert told("follow_up_overdue").count() == 1  # nobody answered: it is the same step


def test_the_mails_name_nobody_and_lead_to_the_pages(scene: Scene, officer: Actor) -> None:
    woman = a_woman_ready_for_dispensing(at=scene.at - 9 * DAY, identity=an_identity(family_name="Ypsilanti"))
    a_suspicion(woman)
    pull(at=woman.at)
    tell_overdue(at=scene.at)
    send_due()
    ours = {one.to[0]: one for one in mail.outbox if "overdue" in one.subject}
    assert set(ours) == {user_of(officer).email, user_of(woman.prescriber).email}
    assert "/safety/inbox/" in ours[user_of(officer).email].body
    assert f"/patients/{woman.enrolment.id}/" in ours[user_of(woman.prescriber).email].body
    assert all("YPSILANTI" not in f"{one.subject} {one.body}".upper() for one in ours.values())
