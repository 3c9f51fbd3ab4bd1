"""A question of the desk: asked on the case, told to who treats, answered on the record, and back in the inbox."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.test import Client

from accounts.actor import Actor
from accounts.refusals import NotVisible
from outbox.models import Message
from safety.models import Case, CaseAnswer, CaseQuestion
from safety.operations import answer_question, ask_reporter, report_side_effect, take_message, write_message
from safety.pulling import pull
from safety.queries import inbox, to_be_passed_on
from safety.refusals import AlreadyAnswered, NobodyToAsk
from tests.builders import Scene, a_check, a_woman_ready_for_dispensing, an_identity, now, user_of
from tests.safety.reports import a_report, a_reviewed_case, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    return a_woman_ready_for_dispensing(identity=an_identity(family_name="Ypsilanti", given_name="Zoë"))


def logged_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(user_of(actor))
    return client


def test_a_question_goes_to_who_treats_and_its_answer_brings_the_case_back(scene: Scene) -> None:
    case, officer = a_reviewed_case(scene), an_officer()
    write_message(by=officer, at=scene.at, versions=to_be_passed_on())
    assert not inbox().exists()
    desk, centre = logged_in(officer), logged_in(scene.prescriber)
    asked = {"nonce": str(uuid4()), "words": "Which batch was it?"}
    assert desk.post(f"/safety/cases/{case.id}/ask/", asked).status_code == 302
    question = CaseQuestion.objects.get()
    assert Message.objects.filter(key__startswith=f"question:{question.id}:", kind="question_asked").count() == 1
    patient = centre.get(f"/patients/{scene.enrolment.id}/").content.decode()
    listed = f"/safety/questions/{scene.enrolment.id}/"
    assert listed in patient
    assert "Which batch was it?" in centre.get(listed).content.decode()
    answer = {"nonce": str(uuid4()), "words": "Batch K77"}
    assert centre.post(f"{listed}{question.id}/", answer).status_code == 302
    assert [one.id for one in inbox()] == [case.id]
    assert "Answered: to be read" in desk.get("/safety/inbox/").content.decode()
    page = desk.get(f"/safety/cases/{case.id}/").content.decode()
    assert "Batch K77" in page
    assert "YPSILANTI" not in page.upper()
    assert "Answered on" in centre.get(listed).content.decode()


def test_a_question_is_answered_once_and_nobody_is_asked_about_a_message(scene: Scene) -> None:
    case, officer = a_reviewed_case(scene), an_officer()
    question = ask_reporter(by=officer, at=scene.at, case=case, words="Which batch?")
    answer_question(by=scene.prescriber, at=scene.at, question=question, words="K77")
    with pytest.raises(AlreadyAnswered):
        answer_question(by=scene.prescriber, at=scene.at, question=question, words="K78")
    assert CaseAnswer.objects.get().words == "K77"
    body = bytes(write_message(by=officer, at=scene.at, versions=to_be_passed_on()).body)
    take_message(by=officer, at=scene.at, body=body)
    with pytest.raises(NobodyToAsk):
        ask_reporter(by=officer, at=scene.at, case=Case.objects.get(source="message"), words="Which batch?")


def test_a_stranger_sees_no_question(scene: Scene) -> None:
    question = ask_reporter(by=an_officer(), at=scene.at, case=a_reviewed_case(scene), words="Which batch?")
    stranger = logged_in(a_woman_ready_for_dispensing().prescriber)
    assert stranger.get(f"/safety/questions/{scene.enrolment.id}/{question.id}/").status_code == 404


def test_the_pharmacy_that_reported_is_asked_too_and_answers_once_the_card_is_scanned(scene: Scene) -> None:
    a_check(scene)
    told = replace(a_report(words="Rash at the counter"), known_on=scene.at.date())
    report = report_side_effect(by=scene.pharmacist, at=now(), enrolment=scene.enrolment, report=told)
    pull(at=now())
    case = Case.objects.get(source_series=report.series)
    asked = ask_reporter(by=an_officer(), at=now(), case=case, words="Which batch was it?")
    of_the_centre = ask_reporter(by=an_officer(), at=now(), case=a_reviewed_case(scene), words="How is she?")
    message = Message.objects.get(kind="question_to_pharmacy")
    assert message.recipient_id == scene.pharmacist.place_id
    client, listed = logged_in(scene.pharmacist), f"/safety/questions/{scene.enrolment.id}/"
    assert listed in client.get(f"/counter/{a_check(scene).id}/").content.decode()
    page = client.get(listed).content.decode()
    assert "Which batch was it?" in page
    assert "How is she?" not in page
    assert client.get(f"{listed}{of_the_centre.id}/").status_code == 404
    with pytest.raises(NotVisible):
        answer_question(by=scene.pharmacist, at=now(), question=of_the_centre, words="Well")
    answer = {"nonce": str(uuid4()), "words": "Batch K77"}
    assert client.post(f"{listed}{asked.id}/", answer).status_code == 302
    assert CaseAnswer.objects.get().words == "Batch K77"
