"""Cases passed on: written once reviewed, kept with hash and answer, read again the same, gone from the inbox then."""

import datetime as dt
import hashlib
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.actor import Actor
from audit.models import Entry, Outcome
from reports.timeliness import terms
from safety.e2b import MOST_BYTES, faults_of
from safety.facts import facts_of
from safety.models import Acknowledgement, Case, PassedOn, SafetyMessage
from safety.operations import pass_on_otherwise, take_acknowledgement, take_message, write_message
from safety.queries import inbox, possible_duplicates, to_be_passed_on
from safety.refusals import NotReadable, NotSendable
from safety.signals import signals
from tests.builders import Scene, a_woman_ready_for_dispensing, an_identity, user_of
from tests.reports.registry import a_scope
from tests.safety.messages import SCHEMAS, an_acknowledgement, with_schemas
from tests.safety.reports import HOUR, a_case, a_reviewed_case, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    return a_woman_ready_for_dispensing(identity=an_identity(family_name="Ypsilanti", given_name="Zoë"))


@pytest.fixture(scope="module")
def officer(ground: None) -> Actor:
    return an_officer()


def logged_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(user_of(actor))
    return client


def a_file(body: bytes) -> dict[str, Any]:
    return {"nonce": str(uuid4()), "file": SimpleUploadedFile("x.xml", body)}


def test_what_is_reviewed_waits_until_it_is_passed_on(scene: Scene, officer: Actor) -> None:
    case = a_reviewed_case(scene)
    assert [one.id for one in inbox()] == [case.id]
    client = logged_in(officer)
    assert "To be passed on" in client.get("/safety/inbox/").content.decode()
    sent = client.post("/safety/messages/send/", {"nonce": str(uuid4())})
    message = SafetyMessage.objects.get()
    assert sent.headers["Location"] == f"/safety/messages/{message.id}/"
    assert not inbox().exists()
    page = client.get(f"/safety/messages/{message.id}/").content.decode()
    assert case.number in page
    assert hashlib.sha256(bytes(message.body)).hexdigest() in page
    file = client.post(f"/safety/messages/{message.id}/file/")
    assert file.content == bytes(message.body)
    assert b"Ypsilanti" not in file.content
    assert b"Zo" not in file.content
    assert Entry.objects.filter(act="safety.read", outcome=Outcome.READ).exists()


def test_one_case_is_written_alone_and_the_others_go_on_waiting(scene: Scene, officer: Actor) -> None:
    urgent, other = a_reviewed_case(scene), a_reviewed_case(scene)
    client, url = logged_in(officer), f"/safety/cases/{urgent.id}/send/"
    assert f'action="{url}"' in client.get(f"/safety/cases/{urgent.id}/").content.decode()
    client.post(url, {"nonce": str(uuid4())})
    assert [row.version.case for row in SafetyMessage.objects.get().passed_on.all()] == [urgent]
    assert [one.id for one in inbox()] == [other.id]
    not_read = client.post(f"/safety/cases/{a_case(scene).id}/send/", {"nonce": str(uuid4())}, follow=True)
    assert "is not reviewed yet" in not_read.content.decode()
    assert SafetyMessage.objects.count() == 1


def test_nothing_unreviewed_or_twice_or_of_an_old_version_is_written(scene: Scene, officer: Actor) -> None:
    case = a_case(scene)
    with pytest.raises(NotSendable, match="reviewed"):
        write_message(by=officer, at=scene.at, versions=[case.versions.get()])
    done = a_reviewed_case(scene)
    write_message(by=officer, at=scene.at, versions=to_be_passed_on())
    with pytest.raises(NotSendable, match="No reviewed case"):
        write_message(by=officer, at=scene.at, versions=to_be_passed_on())
    with pytest.raises(NotSendable):
        write_message(by=officer, at=scene.at, versions=[done.versions.get(number=1)])


def test_without_a_sender_nothing_is_written_and_the_page_says_who_can_help(
    scene: Scene, officer: Actor, settings: LazySettings
) -> None:
    settings.E2B_SENDER = ""
    a_reviewed_case(scene)
    page = logged_in(officer).post("/safety/messages/send/", {"nonce": str(uuid4())}, follow=True)
    assert "Ask your administrator" in page.content.decode()
    assert not SafetyMessage.objects.exists()


@with_schemas
def test_a_case_made_here_is_valid_and_read_again_the_same(
    scene: Scene, officer: Actor, settings: LazySettings
) -> None:
    settings.E2B_SCHEMAS = SCHEMAS
    case = a_reviewed_case(scene)
    message = write_message(by=officer, at=scene.at, versions=to_be_passed_on())
    assert faults_of(bytes(message.body), folder=SCHEMAS) == []
    take_message(by=officer, at=scene.at, body=bytes(message.body))
    again = Case.objects.get(source="message")
    told, wanted = again.versions.get().facts, case.versions.get(number=2).facts
    assert told == wanted | {"sender": settings.E2B_SENDER}
    assert again.versions.get().serious is True


def test_a_message_from_elsewhere_becomes_a_draft_that_is_compared_by_its_worldwide_number(
    scene: Scene, officer: Actor
) -> None:
    a_reviewed_case(scene)
    body = bytes(write_message(by=officer, at=scene.at, versions=to_be_passed_on()).body)
    client = logged_in(officer)
    answer = client.post("/safety/messages/", a_file(body), follow=True).content.decode()
    assert "1 draft case was opened" in answer
    again = Case.objects.get(source="message")
    assert (again.patient, again.versions.get().written_by) == (None, None)
    [shown] = [one for one in inbox() if one.id == again.id]
    assert len(possible_duplicates(case=shown)) == 1
    assert client.get(f"/safety/cases/{again.id}/").status_code == 200
    with pytest.raises(NotReadable, match="read before"):
        take_message(by=officer, at=scene.at, body=body)


def test_an_acknowledgement_is_kept_with_its_batch_and_one_of_another_is_refused(scene: Scene, officer: Actor) -> None:
    case = a_reviewed_case(scene)
    message = write_message(by=officer, at=scene.at, versions=to_be_passed_on())
    client = logged_in(officer)
    body = an_acknowledgement(message.batch, code="AE", case=case.number, said="CR", words="No MedDRA code")
    page = client.post("/safety/messages/", a_file(body), follow=True).content.decode()
    assert "Taken in part" in page
    assert ": CR" not in page
    assert page.index(case.number) < page.index(">Refused<") < page.rindex("No MedDRA code")
    assert "Taken in part" in client.get("/safety/messages/").content.decode()
    again = client.post("/safety/messages/", a_file(body))
    assert again.status_code == 422
    assert "read before" in again.content.decode()
    foreign = client.post("/safety/messages/", a_file(an_acknowledgement("ELSEWHERE-1")))
    assert "was not written here" in foreign.content.decode()
    assert Acknowledgement.objects.count() == 1


@pytest.mark.parametrize("code", ["AE", "AR"])
def test_a_case_that_its_receiver_refused_is_passed_on_to_nobody_and_waits_to_be_sent_again(
    scene: Scene, officer: Actor, code: str
) -> None:
    refused, other = a_reviewed_case(scene), a_reviewed_case(scene)
    message = write_message(by=officer, at=scene.at, versions=to_be_passed_on())
    client = logged_in(officer)
    body = an_acknowledgement(message.batch, code=code, case=refused.number, said="CR", words="No sender's comment")
    client.post("/safety/messages/", a_file(body))
    waiting = {refused.id} if code == "AE" else {refused.id, other.id}
    assert {one.id for one in inbox()} == waiting
    assert signals().passed_on == 2 - len(waiting)
    page = client.get(f"/safety/cases/{refused.id}/").content.decode()
    assert "Refused by the receiver: to be passed on again" in page
    assert "No sender&#x27;s comment" in page
    again = write_message(by=officer, at=scene.at + HOUR, versions=to_be_passed_on())
    assert {row.version.case_id for row in again.passed_on.all()} == waiting
    assert not inbox().exists()
    assert "The receiver refused" not in client.get(f"/safety/cases/{refused.id}/").content.decode()


def test_a_case_that_was_refused_is_late_in_the_figures_until_it_is_taken(scene: Scene, officer: Actor) -> None:
    case = a_reviewed_case(scene)
    message = write_message(by=officer, at=scene.at, versions=to_be_passed_on())
    scope = a_scope(since=scene.at.date(), until=scene.at.date(), cut_off=scene.at + HOUR)

    def in_time(at: dt.datetime) -> int:
        return sum(one.in_time for one in terms(replace(scope, cut_off=at)))

    assert in_time(scene.at + HOUR) == 1
    body = an_acknowledgement(message.batch, code="AR", case=case.number, said="CR")
    take_acknowledgement(by=officer, at=scene.at + 2 * HOUR, body=body)
    assert in_time(scene.at + HOUR) == 1, "what was not known at the cut-off changes no figure of it"
    assert in_time(scene.at + 2 * HOUR) == 0


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "Choose the file first|can be read"),
        (b"<!DOCTYPE l><l/>", "declares a document type"),
        (b"x" * (MOST_BYTES + 1), "larger than 7 MB"),
        (b"<l/>", "no E2B"),
    ],
)
def test_a_file_that_is_no_message_is_answered_and_nothing_is_kept(officer: Actor, body: bytes, words: str) -> None:
    answer = logged_in(officer).post("/safety/messages/", a_file(body))
    assert answer.status_code == 422
    assert any(one in answer.content.decode() for one in words.split("|"))
    assert not SafetyMessage.objects.exists()


def test_what_was_passed_on_by_a_form_is_said_and_leaves_the_inbox(scene: Scene, officer: Actor) -> None:
    case = a_reviewed_case(scene)
    sent = {"nonce": str(uuid4()), "words": "National form, number 77"}
    assert logged_in(officer).post(f"/safety/cases/{case.id}/otherwise/", sent).status_code == 302
    assert PassedOn.objects.get().message is None
    assert not inbox().exists()
    with pytest.raises(NotSendable):
        pass_on_otherwise(by=officer, at=scene.at, version=a_case(scene).versions.get(), words="by telephone")


def test_the_facts_that_are_sent_bear_our_number(scene: Scene, officer: Actor) -> None:
    case = a_reviewed_case(scene)
    [version] = to_be_passed_on()
    assert facts_of(version.facts).number == case.number
