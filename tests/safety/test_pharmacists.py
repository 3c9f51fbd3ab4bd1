"""What a pharmacist may do about a pregnancy: tell of it, and answer what the desk asks of that; follow it, never."""

from uuid import uuid4

import pytest

from accounts.refusals import NotPermitted
from outbox.models import Message
from patients.models import PartnerPregnancy, Pregnancy
from patients.operations import assess_category, suspect_at_counter
from safety.facts import facts_of
from safety.operations import answer_question, ask_reporter, tell_contact, tell_outcome
from safety.pulling import pull
from tests.builders import Scene, a_check, a_man_ready_for_dispensing, a_woman_ready_for_dispensing, now
from tests.safety.pregnancies import a_contact, a_suspicion, the_case
from tests.safety.reports import an_officer
from tests.safety.test_followed import a_birth, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    return a_woman_ready_for_dispensing()


def test_one_press_at_the_counter_stops_the_supply_and_the_next_scan_says_no(scene: Scene) -> None:
    client, url = logged_in(scene.pharmacist), f"/safety/suspicion/{scene.enrolment.id}/"
    assert client.get(url).status_code == 404  # nobody scanned her card
    check = a_check(scene)
    assert check.dispense
    assert url in client.get(f"/counter/{check.id}/").content.decode()
    page = client.get(url).content.decode()
    assert "Pregnancy suspected: stop now" in page
    told = client.post(url, {"nonce": str(uuid4())}, follow=True)
    assert "Stopped: nothing can be dispensed" in told.content.decode()
    row = Pregnancy.objects.get()
    assert (row.why, row.organisation_id) == ("said at the pharmacy", scene.pharmacist.place_id)
    assert "pregnancy_suspected" in a_check(scene).reasons
    assert Message.objects.filter(kind="supply_stopped", recipient_id=scene.prescriber.person_id).exists()


def test_the_case_says_that_a_pharmacist_told_of_it_and_the_pharmacy_answers_the_desk(scene: Scene) -> None:
    a_check(scene)
    suspect_at_counter(by=scene.pharmacist, at=now(), patient=scene.patient, words="She is late")
    case = the_case(Pregnancy.objects.get(), at=now())
    assert facts_of(case.versions.get().facts).reporters[0].qualification == "2"
    question = ask_reporter(by=an_officer(), at=now(), case=case, words="Since when?")
    assert question.pharmacy_id == scene.pharmacist.place_id
    answer_question(by=scene.pharmacist, at=now(), question=question, words="For a week")


def test_who_is_recorded_as_male_and_can_become_pregnant_is_stopped_as_the_stricter_of_the_two() -> None:
    scene = a_man_ready_for_dispensing()
    a_check(scene)
    assess_category(
        by=scene.prescriber, at=now(), enrolment=scene.enrolment, category="childbearing", criterion=None,
        specialist_confirmed=False, evidence="",
    )  # fmt: skip
    page = logged_in(scene.pharmacist).get(f"/safety/suspicion/{scene.enrolment.id}/").content.decode()
    assert "It is about his partner" not in page
    suspect_at_counter(by=scene.pharmacist, at=now(), patient=scene.patient, words="")
    assert Pregnancy.objects.filter(patient=scene.patient).exists()
    assert not PartnerPregnancy.objects.exists()
    assert "pregnancy_suspected" in a_check(scene).reasons


def test_a_man_stays_in_treatment_and_his_partners_case_is_opened() -> None:
    man = a_man_ready_for_dispensing()
    a_check(man)
    client = logged_in(man.pharmacist)
    url = f"/safety/suspicion/{man.enrolment.id}/"
    assert "It is about his partner" in client.get(url).content.decode()
    told = client.post(url, {"nonce": str(uuid4()), "words": "A test at home"}, follow=True).content.decode()
    assert "His treatment goes on" in told
    assert PartnerPregnancy.objects.get().words == "A test at home"
    assert a_check(man).dispense
    assert pull(at=now()) == 1


def test_a_pharmacist_follows_nothing_and_reads_nothing_that_others_told(scene: Scene) -> None:
    a_check(scene)
    suspicion = a_suspicion(scene)
    client = logged_in(scene.pharmacist)
    followed = f"/safety/pregnancy/{scene.enrolment.id}/"
    for where in (followed, *(f"{followed}{suspicion.id}/{one}/" for one in ("report", "contact", "outcome"))):
        assert client.get(where).status_code == 403, where
    assert client.get(f"/safety/suspicion/{scene.enrolment.id}/{suspicion.id}/").status_code == 404
    day = suspicion.suspected_on
    with pytest.raises(NotPermitted):
        tell_contact(by=scene.pharmacist, at=now(), suspicion=suspicion, contact=a_contact(day))
    with pytest.raises(NotPermitted):
        tell_outcome(by=scene.pharmacist, at=now(), suspicion=suspicion, outcome=a_birth(suspicion))
