"""A form sent twice has one effect and one answer; a form opened on an older record is not stored."""

import datetime as dt
from typing import Any

import pytest
from django.db.models import Model

from patients.models import (
    Agreement,
    Card,
    CardRevocation,
    CategoryAssessment,
    Contraception,
    Enrolment,
    NoticeAnswer,
    Patient,
    Pregnancy,
    PregnancyTest,
    Prescription,
    PrescriptionClosure,
    Stop,
    Treatment,
    Withdrawal,
)
from pharmacies.operations import check_card, tell_prescriber
from tests.builders import Scene, a_prescriber, a_test, a_woman_ready_for_dispensing
from tests.prescribers.desk import Desk, address, boxes
from tests.prescribers.forms import (
    a_contraception_form,
    a_draft_form,
    a_test_form,
    an_identity_form,
    an_indication_form,
    today,
)

pytestmark = pytest.mark.django_db

ACTS: dict[str, tuple[str, type[Model], dict[str, Any]]] = {
    "category": ("category", CategoryAssessment, {"criterion": "none", "evidence": ""}),
    "indication": ("indication", Treatment, an_indication_form(reason="a letter came")),
    "contraception": ("contraception", Contraception, a_contraception_form()),
    "test": ("test", PregnancyTest, a_test_form()),
    "positive test": ("test", Pregnancy, a_test_form(result="positive")),
    "interrupt": ("interrupt", Stop, {"reason": "low counts"}),
    "withdraw": ("withdraw", Withdrawal, {"cause": "moved", "reason": ""}),
}


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    return a_woman_ready_for_dispensing()


def twice(desk: Desk, path: str, form: dict[str, Any], kind: type[Model], *, page: str = "") -> None:
    """Send one form twice and find one row more, and the same page both times."""
    before = kind._default_manager.count()
    data = desk.opens(page or path).hidden | form
    first, second = desk.sends_again(path, data), desk.sends_again(path, data)
    assert (first.status, second.status) == (200, 200), (first.text, second.text)
    assert first.address == second.address
    assert kind._default_manager.count() == before + 1


@pytest.mark.parametrize("what", ACTS)
def test_sent_twice_is_done_once(scene: Scene, what: str) -> None:
    page, kind, form = ACTS[what]
    twice(Desk(scene.prescriber), address(scene.enrolment, page), form, kind)


def test_a_patient_registered_twice_by_one_form_is_one_patient() -> None:
    twice(Desk(a_prescriber()), "/patients/register/", an_identity_form(), Enrolment)


def test_a_first_indication_sent_twice_is_one(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    desk.sends("/patients/register/", an_identity_form())
    new = Enrolment.objects.order_by("-recorded_at").first()
    assert new is not None
    twice(desk, address(new, "indication"), an_indication_form(), Treatment)


def test_an_agreement_sent_twice_is_one(scene: Scene) -> None:
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "agreement")
    names = [part.split('"')[0] for part in desk.opens(path).source.split('name="')[1:]]
    ticks = {name: "on" for name in names if name.startswith("says_")}
    signed = {"signer": "patient", "signed_how": "paper", "file_reference": "7-112", "talked": "on"}
    twice(desk, path, ticks | signed, Agreement)


def test_a_card_issued_twice_by_one_form_is_one_card(scene: Scene) -> None:
    desk, page = Desk(scene.prescriber), address(scene.enrolment, "card")
    twice(desk, address(scene.enrolment, "card", "issue"), {}, Card, page=page)


def test_a_card_revoked_twice_is_revoked_once(scene: Scene) -> None:
    path = address(scene.enrolment, "card", scene.card.id, "revoke")
    twice(Desk(scene.prescriber), path, {"reason": "lost"}, CardRevocation)


def test_a_prescription_signed_twice_is_one(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    desk.sends(address(scene.enrolment, "prescription"), a_draft_form())
    twice(desk, address(scene.enrolment, "prescription", "check"), {"checked": "on"}, Prescription)


def test_a_prescription_cancelled_twice_is_cancelled_once(scene: Scene) -> None:
    path = address(scene.enrolment, "prescription", scene.prescription.id, "cancel")
    twice(Desk(scene.prescriber), path, {"reason": "dose changed"}, PrescriptionClosure)


def test_a_treatment_ended_twice_is_ended_once(scene: Scene) -> None:
    treatment = Treatment.objects.standing().get(enrolment=scene.enrolment)
    form = boxes("ended_on", today()) | {"reason": "completed"}
    twice(Desk(scene.prescriber), address(scene.enrolment, "treatment", treatment.id, "end"), form, Treatment)


def test_an_entry_struck_out_twice_is_struck_out_once(scene: Scene) -> None:
    test = PregnancyTest.objects.standing().get(patient=scene.patient)
    path = address(scene.enrolment, "entry", "test", test.id, "strike")
    twice(Desk(scene.prescriber), path, {"reason": "another patient's"}, PregnancyTest)


def test_the_red_button_pressed_twice_is_one_stop(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    twice(desk, address(scene.enrolment, "suspicion"), {}, Pregnancy, page=address(scene.enrolment))


def test_a_message_answered_twice_is_answered_once() -> None:
    early = a_woman_ready_for_dispensing()
    check = check_card(by=early.pharmacist, at=early.at + dt.timedelta(days=30), number=early.card.number)
    notice = tell_prescriber(by=early.pharmacist, at=early.at + dt.timedelta(days=30), check=check)
    twice(Desk(early.prescriber), f"/patients/notices/{notice.id}/", {"reason": "visit booked"}, NoticeAnswer)


def test_the_same_form_with_other_answers_is_not_taken_for_the_first(scene: Scene) -> None:
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "interrupt")
    data = desk.opens(path).hidden
    desk.sends_again(path, data | {"reason": "low counts"})
    second = desk.sends_again(path, data | {"reason": "holiday"})
    assert second.status == 409
    assert "already sent with other answers" in second.text
    assert Stop.objects.count() == 1


def test_a_form_opened_on_an_older_record_is_kept_on_the_screen_and_not_stored(scene: Scene) -> None:
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "test")
    data = desk.opens(path).hidden | a_test_form(sensitivity_miu_ml="20")
    a_test(by=scene.prescriber, at=scene.at, patient=scene.patient)
    before = PregnancyTest.objects.count()
    answer = desk.sends_again(path, data)
    assert answer.status == 409
    assert "The record changed while this page was open" in answer.text
    assert answer.value("sensitivity_miu_ml") == "20"
    assert PregnancyTest.objects.count() == before
    again = desk.sends_again(path, data | answer.hidden)
    assert again.status == 200
    assert PregnancyTest.objects.count() == before + 1


def test_a_card_asked_for_on_an_older_page_is_asked_for_again_and_then_issued(scene: Scene) -> None:
    desk, page = Desk(scene.prescriber), address(scene.enrolment, "card")
    path = address(scene.enrolment, "card", "issue")
    data = desk.opens(page).hidden
    a_test(by=scene.prescriber, at=scene.at, patient=scene.patient)
    answer = desk.sends_again(path, data)
    assert answer.status == 409
    assert Card.objects.count() == 1
    desk.sends_again(path, answer.hidden)
    assert Card.objects.count() == 2


def test_the_red_button_works_on_an_older_page_too(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    data = desk.opens(address(scene.enrolment)).hidden
    a_test(by=scene.prescriber, at=scene.at, patient=scene.patient)
    assert desk.sends_again(address(scene.enrolment, "suspicion"), data).heading.startswith("Stopped")
    assert Pregnancy.objects.count() == 1


def test_a_page_without_its_number_or_version_is_sent_back(scene: Scene) -> None:
    before = Patient.objects.get(id=scene.patient_id).version
    answer = Desk(scene.prescriber).sends_again(address(scene.enrolment, "interrupt"), {"reason": "low counts"})
    assert answer.status == 422
    assert "This page is incomplete" in answer.text
    assert Patient.objects.get(id=scene.patient_id).version == before
