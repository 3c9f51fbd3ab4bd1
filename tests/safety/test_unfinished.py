"""Forms about a pregnancy that were left: each is kept for its author until it is sent, and for nobody else."""

from typing import Any
from uuid import uuid4

import pytest

from patients.models import PartnerPregnancy, Pregnancy
from safety.models import Case, CaseQuestion, PregnancyOutcome, PregnancyReport, ReportDraft
from safety.operations import ask_reporter
from tests.builders import Scene, a_check, a_man_ready_for_dispensing, a_woman_ready_for_dispensing
from tests.patients.proposals import a_second
from tests.safety.pregnancies import a_reported_pregnancy, a_suspicion, the_case
from tests.safety.reports import a_message_and_its_answer, a_reviewed_case, an_officer
from tests.safety.test_followed import DAY, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    return a_woman_ready_for_dispensing()


def test_every_unfinished_form_of_a_pregnancy_is_kept_for_its_author_until_that_form_is_sent(scene: Scene) -> None:
    suspicion = a_suspicion(scene, at=scene.at - 30 * DAY)
    a_reported_pregnancy(scene, suspicion)
    client, day = logged_in(scene.prescriber), suspicion.suspected_on
    url = f"/safety/pregnancy/{scene.enrolment.id}/"
    on: dict[str, Any] = {"on_day": day.day, "on_month": day.month, "on_year": day.year}
    ended: dict[str, Any] = {
        "ended_on_day": day.day,
        "ended_on_month": day.month,
        "ended_on_year": day.year,
        "child": "1",
    }
    contact: dict[str, Any] = {"step": "first_trimester", "asked": "patient", "way": "telephone"} | on
    forms: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        f"{suspicion.id}/contact/": (contact, {"answered": "no"}),
        f"{suspicion.id}/outcome/": ({"sex": "female", "ending": "termination", "weeks": "8"} | ended, {}),
    }
    for place, (begun, _rest) in forms.items():
        half = {"nonce": str(uuid4()), "words": f"Half a sentence for {place}"} | begun
        assert client.post(f"{url}{place}", half | {"keep": "left"}).status_code == 204
    colleague = logged_in(a_second(scene.prescriber))
    for place, (begun, rest) in forms.items():
        page = client.get(f"{url}{place}").content.decode()
        assert f"Half a sentence for {place}" in page
        assert "It is not sent yet" in page
        assert "Half a sentence" not in colleague.get(f"{url}{place}").content.decode()
        assert client.post(f"{url}{place}", {"nonce": str(uuid4())} | begun | rest).status_code == 302, place
        assert "Half a sentence" not in client.get(f"{url}{place}").content.decode()
    correct = f"{url}{PregnancyOutcome.objects.get().id}/correct/"
    half = {"nonce": str(uuid4()), "reason": "Histo"} | ended | {"ending": "spontaneous_loss"}
    assert client.post(correct, half | {"keep": "1"}).status_code == 302
    assert "Histo" in client.get(correct).content.decode()
    assert client.post(correct, half | {"nonce": str(uuid4())}).status_code == 302
    assert not ReportDraft.objects.exists()
    assert PregnancyOutcome.objects.standing().get().ending == "spontaneous_loss"


@pytest.mark.parametrize(("pressed", "status"), [("1", 302), ("left", 204)])
def test_an_unfinished_report_of_a_pregnancy_is_kept_for_its_author_until_it_is_sent(
    scene: Scene, pressed: str, status: int
) -> None:
    suspicion = a_suspicion(scene)
    client = logged_in(scene.prescriber)
    url = f"/safety/pregnancy/{scene.enrolment.id}/{suspicion.id}/report/"
    begun = {"nonce": str(uuid4()), "known_how": "Half a sen\x00tence", "weeks": "8", "children": "2"}
    assert client.post(url, begun | {"keep": pressed}).status_code == status
    assert not PregnancyReport.objects.exists()
    page = client.get(url).content.decode()
    assert "Half a sentence" in page
    assert 'name="weeks" value="8"' in page
    assert "It is not sent yet" in page
    assert "Half a sentence" not in client.get(f"/safety/report/{scene.enrolment.id}/").content.decode()
    whole = begun | {"known_how": "blood test", "certainty": "suspected", "weeks": ""}
    assert client.post(url, whole).status_code == 302
    assert not ReportDraft.objects.exists()


def test_an_attempt_of_the_desk_is_kept_for_its_author_too(scene: Scene) -> None:
    suspicion = a_suspicion(scene)
    url, day = f"/safety/cases/{the_case(suspicion, at=scene.at).id}/contact/", suspicion.suspected_on
    client, colleague = logged_in(an_officer()), logged_in(an_officer())
    on = {"on_day": day.day, "on_month": day.month, "on_year": day.year}
    half = {"nonce": str(uuid4()), "step": "confirm", "asked": "prescriber", "way": "letter"} | on
    assert client.post(url, half | {"words": "A letter to", "keep": "1"}).status_code == 302
    assert "A letter to" in client.get(url).content.decode()
    assert "A letter to" not in colleague.get(url).content.decode()
    assert client.post(url, half | {"nonce": str(uuid4()), "answered": "no"}).status_code == 302
    assert not ReportDraft.objects.exists()


def test_every_form_of_the_desk_is_kept_for_its_author_and_gone_on_with_on_the_last_version(scene: Scene) -> None:
    suspicion = a_suspicion(scene)
    case = the_case(suspicion, at=scene.at)
    writer, colleague = logged_in(an_officer()), logged_in(an_officer())
    said: dict[str, tuple[str, dict[str, Any]]] = {
        "write": ("narrative", {"after": "1", "criteria": "hospitalisation"}),
        "nullify": ("reason", {"after": "1"}),
        "lost": ("reason", {}),
        "cause": ("words", {"element": "method"}),
        "ask": ("words", {}),
        "otherwise": ("words", {}),
    }
    for place, (field, more) in said.items():
        url = f"/safety/cases/{case.id}/{place}/"
        half = {"nonce": str(uuid4()), field: f"Half a sentence to {place}"} | more
        assert writer.post(url, half | {"keep": "left"}).status_code == 204, place
        page = writer.get(url).content.decode()
        assert f"Half a sentence to {place}" in page
        assert "It is not sent yet" in page
        assert "Half a sentence" not in colleague.get(url).content.decode()
    assert writer.get(f"/safety/cases/{case.id}/write/").context["form"].initial["criteria"] == ["hospitalisation"]
    whole = {"narrative": "Written first.", "reason": "read", "after": "1"}
    assert colleague.post(f"/safety/cases/{case.id}/write/", whole | {"nonce": str(uuid4())}).status_code == 302
    late = writer.post(f"/safety/cases/{case.id}/write/", whole | {"nonce": str(uuid4())})
    assert late.status_code == 409
    assert "open the case again and compare" in late.content.decode()
    page = writer.get(f"/safety/cases/{case.id}/write/").content.decode()
    assert "You began this on version 1. Version 2 was written since" in page
    sends: dict[str, dict[str, Any]] = {
        "write": whole | {"after": "2"},
        "cause": {"element": "method", "words": "in place"},
        "ask": {"words": "When?"},
    }
    for place, words in sends.items():
        answer = writer.post(f"/safety/cases/{case.id}/{place}/", words | {"nonce": str(uuid4())})
        assert answer.status_code == 302, place
    last = {"reason": "doubles another", "after": "3", "nonce": str(uuid4())}
    assert writer.post(f"/safety/cases/{case.id}/nullify/", last).status_code == 302
    assert set(ReportDraft.objects.values_list("form", flat=True)) == {"lost", "otherwise"}


def test_what_is_heard_of_a_partner_or_of_her_is_kept_for_its_author_until_it_is_sent(scene: Scene) -> None:
    man = a_man_ready_for_dispensing(prescriber=scene.prescriber, pharmacist=scene.pharmacist)
    centre, counter = logged_in(scene.prescriber), logged_in(scene.pharmacist)
    where = f"/safety/suspicion/{man.enrolment.id}/"
    for client, url in ((counter, where), (centre, f"{where}partner/")):
        if client is counter:
            a_check(man)
        half = {"nonce": str(uuid4()), "words": "A test at ho", "keep": "left"}
        assert client.post(url, half).status_code == 204
        page = client.get(url).content.decode()
        assert "A test at ho" in page
        assert "It is not sent yet" in page
        assert 'name="keep" value="1">Keep and finish later' in page
    assert not PartnerPregnancy.objects.exists()
    a_check(scene)
    hers = f"/safety/suspicion/{scene.enrolment.id}/"
    assert counter.post(hers, {"nonce": str(uuid4()), "words": "She is la", "keep": "left"}).status_code == 204
    page = counter.get(hers).content.decode()
    assert "She is la" in page
    assert 'name="keep" value="1" hidden>' in page  # nothing beside the stop can be pressed in its place
    assert not Pregnancy.objects.exists()
    day = {"known_on_day": "1", "known_on_month": "2", "known_on_year": "2026"}
    for client, url in ((counter, where), (centre, f"{where}partner/"), (counter, hers)):
        assert client.post(url, {"nonce": str(uuid4()), "words": "A test"} | day).status_code == 302
    assert not ReportDraft.objects.exists()


def test_a_case_without_a_patient_and_an_answer_of_the_centre_are_kept_too(scene: Scene) -> None:
    a_reviewed_case(scene)
    a_message_and_its_answer(at=scene.at)
    officer, centre = logged_in(an_officer()), logged_in(scene.prescriber)
    url = f"/safety/cases/{Case.objects.get(source='message').id}/write/"
    half = {"nonce": str(uuid4()), "after": "1", "narrative": "From elsewhere, half"}
    assert officer.post(url, half | {"keep": "1"}).status_code == 302
    assert "From elsewhere, half" in officer.get(url).content.decode()
    ask_reporter(by=an_officer(), at=scene.at, case=Case.objects.get(source="report"), words="When?")
    answer = f"/safety/questions/{scene.enrolment.id}/{CaseQuestion.objects.get().id}/"
    assert centre.post(answer, {"nonce": str(uuid4()), "words": "On Mon", "keep": "left"}).status_code == 204
    assert "On Mon" in centre.get(answer).content.decode()
    assert centre.post(answer, {"nonce": str(uuid4()), "words": "On Monday"}).status_code == 302
    assert ReportDraft.objects.get().form == "version"
