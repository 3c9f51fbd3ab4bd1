"""The path to a signed prescription and back: what each page says, what it stores, and what it never blocks."""

import datetime as dt

import pytest
from django.utils.formats import date_format

from patients.models import (
    Card,
    Contraception,
    Enrolment,
    Pregnancy,
    PregnancyResolution,
    PregnancyTest,
    Prescription,
    Stop,
    Treatment,
)
from patients.operations import record_contraception
from tests.builders import (
    PASSWORD,
    Scene,
    a_man_ready_for_dispensing,
    a_patient,
    a_prescriber,
    a_woman_ready_for_dispensing,
    an_identity,
    an_indication,
    now,
    user_of,
)
from tests.prescribers.desk import Answer, Desk, a_delegate_of, address, boxes, centre_of
from tests.prescribers.forms import (
    a_contraception_form,
    a_draft_form,
    a_test_form,
    an_identity_form,
    an_indication_form,
    today,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_woman_ready_for_dispensing()


def written(days: int) -> str:
    """Write the day so many days from today as the pages do."""
    return date_format(today() + dt.timedelta(days=days))


def drafts(desk: Desk, enrolment: Enrolment, **changes: str) -> Answer:
    """Fill the draft and come to the page on which it is checked."""
    return desk.sends(address(enrolment, "prescription"), a_draft_form(**changes))


def signs(desk: Desk, enrolment: Enrolment) -> Answer:
    return desk.sends(address(enrolment, "prescription", "check"), {"checked": "on"})


# --- before it can be signed ------------------------------------------------------------------------------


def test_the_tasks_say_what_comes_first() -> None:
    desk = Desk(a_prescriber())
    page = desk.sends("/patients/register/", an_identity_form())
    assert "1 of 6 tasks completed" in page.text
    assert "First say if the patient can become pregnant." in page.text
    assert "First record the indication." in page.text


def test_a_prescription_asked_for_too_early_is_answered_with_every_reason_and_its_source() -> None:
    desk = Desk(a_prescriber())
    page = desk.sends("/patients/register/", an_identity_form())
    answer = desk.opens(f"{page.address}prescription/")
    assert answer.heading == "Cannot prescribe yet"
    assert "Annex II.D, patient card" in answer.text
    assert "No pregnancy-risk category was set" in answer.text
    assert "Who can put it right: the prescriber" in answer.text


def test_young_contraception_is_explained_with_the_day_on_which_it_is_complete() -> None:
    doctor = a_prescriber()
    enrolment = a_patient(at=now(), by=doctor)
    desk = Desk(doctor)
    form = a_contraception_form(**boxes("started_on", today() - dt.timedelta(days=3)))
    page = desk.sends(address(enrolment, "contraception"), form)
    assert f"4 weeks of contraception are complete on {written(25)}" in page.text


def test_a_method_that_never_counts_alone_is_kept_and_does_not_count() -> None:
    doctor = a_prescriber()
    enrolment = a_patient(at=now(), by=doctor)
    page = Desk(doctor).sends(address(enrolment, "contraception"), a_contraception_form(method="barrier"))
    assert Contraception.objects.get().method == "barrier"
    assert page.heading == "Registration in progress"


def test_a_prescriber_without_a_certification_registers_nobody_and_is_told_whom_to_ask() -> None:
    answer = Desk(a_prescriber(certified=False)).opens("/patients/register/")
    assert "Ask the programme office to certify you" in answer.text


def test_a_delegate_registers_for_the_prescribers_of_her_centre() -> None:
    desk = Desk(a_delegate_of(a_prescriber()))
    assert desk.sends("/patients/register/", an_identity_form()).heading == "Registration in progress"
    assert Enrolment.objects.get().prescriber_id is None


def test_who_it_is_can_be_read_again_with_the_way_to_correct_what_is_wrong() -> None:
    desk = Desk(a_prescriber())
    facts = {"health_id": "85.07.30-033.28", "mobile": "+32 470 12 34 56", "email": "maria@home.example"}
    home = desk.sends("/patients/register/", an_identity_form(**facts))
    assert f'href="{home.address}record/"' in home.source
    page = desk.opens(f"{home.address}record/").text
    for shown in (
        "García López",
        date_format(dt.date(1981, 3, 14)),
        "Female",
        "85073003328",
        "+32 470 12 34 56",
        "maria@home.example",
    ):
        assert shown in page, shown
    assert "Correct name, date of birth or numbers" in page


def test_what_needs_a_prescriber_is_said_to_a_delegate_and_the_rest_is_prepared() -> None:
    desk = Desk(a_delegate_of(a_prescriber()))
    page = desk.sends("/patients/register/", an_identity_form())
    assert 'href="' + page.address + 'agreement/"' not in page.source
    for prepared in ("category", "indication"):
        assert 'href="' + page.address + prepared + '/"' in page.source


def test_a_man_is_asked_nothing_about_pregnancy_and_can_be_prescribed_for_twelve_weeks() -> None:
    scene = a_man_ready_for_dispensing()
    page = Desk(scene.prescriber).opens(address(scene.enrolment))
    assert "Record contraception" not in page.text
    assert "Pregnancy suspected: stop now" not in page.text
    assert "84 at most for this patient." in Desk(scene.prescriber).opens(address(scene.enrolment, "prescription")).text


def test_a_criterion_with_its_evidence_makes_a_woman_who_cannot_become_pregnant() -> None:
    desk = Desk(a_prescriber())
    page = desk.sends("/patients/register/", an_identity_form(**boxes("birth_date", dt.date(1950, 1, 1))))
    form = {
        "criterion": "age_50_amenorrhoea_1_year", "evidence": "letter", "evidence_by": "Dr Wit",
        **boxes("evidence_on", dt.date(2026, 5, 3)),
    }  # fmt: skip
    answer = desk.sends(f"{page.address}category/", form)
    assert "Woman who cannot become pregnant" in answer.text
    assert "Record contraception" not in answer.text


# --- check and sign ---------------------------------------------------------------------------------------


def test_the_check_page_counts_the_capsules_and_says_what_they_cover(scene: Scene) -> None:
    answer = drafts(
        Desk(scene.prescriber), scene.enrolment, cycle="14/21", days_supply="28", strength="2", capsules_a_day="2"
    )
    assert answer.heading == "Check and sign"
    assert "4 mg a day, on 14 of 21 days, for 28 days" in answer.text
    assert "Capsules 42" in answer.text
    assert f"Covers until {written(27)}" in answer.text
    assert f"Must be dispensed by {written(7)}" in answer.text


def test_signing_closes_the_open_prescription_and_says_so_before(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    before = drafts(desk, scene.enrolment)
    assert (
        f"{scene.prescription.authorisation_number} of {written(0)} is open: 0 of 21 capsules are dispensed"
        in before.text
    )
    after = signs(desk, scene.enrolment)
    assert after.heading == "Prescription authorised"
    assert "All dates in my own calendar" in after.text
    new = Prescription.objects.get(closure__isnull=True)
    assert new.authorisation_number in after.text
    assert new.id != scene.prescription.id


def test_nothing_is_signed_without_the_tick(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    drafts(desk, scene.enrolment)
    answer = desk.sends(address(scene.enrolment, "prescription", "check"), {})
    assert answer.status == 422
    assert "Tick “I have checked this and sign” to go on." in answer.text
    assert Prescription.objects.count() == 1


def test_what_changed_between_check_and_signature_is_asked_of_the_rulebook_again(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    drafts(desk, scene.enrolment)
    desk.sends(address(scene.enrolment, "suspicion"), {}, page=address(scene.enrolment))
    answer = signs(desk, scene.enrolment)
    assert answer.heading == "Cannot prescribe yet"
    assert "Something is still missing before you may prescribe." in answer.text
    assert Prescription.objects.count() == 1


def test_off_label_use_is_shown_beside_the_declaration_and_never_blocks() -> None:
    scene = a_woman_ready_for_dispensing()
    desk = Desk(scene.prescriber)
    form = an_indication_form(
        disease="other", declared="outside", off_label_reason="tumour board of 3 May", reason="new diagnosis"
    )
    page = desk.sends(address(scene.enrolment, "indication"), form)
    assert "Read from what is recorded Outside the approved indication (off label)" in page.text
    assert "Off label: tumour board of 3 May" in page.text
    assert "The treatment matches no approved indication." in drafts(desk, scene.enrolment).text
    assert signs(desk, scene.enrolment).heading == "Prescription authorised"


def test_declaration_and_reading_may_differ_and_both_are_kept() -> None:
    scene = a_woman_ready_for_dispensing()
    form = an_indication_form(disease="other", declared="within", reason="typing")
    page = Desk(scene.prescriber).sends(address(scene.enrolment, "indication"), form)
    assert "Read from what is recorded Outside the approved indication (off label)" in page.text
    assert "The prescriber's declaration Within the approved indication" in page.text


def test_a_corrected_indication_opens_with_what_was_recorded() -> None:
    doctor = a_prescriber()
    enrolment = a_patient(at=now(), by=doctor)
    desk = Desk(doctor)
    lines = {
        "line_1_other": "Cyclophosphamide + dexamethasone",
        "line_9": [],
        "other_partners": "ixazomib, clarithromycin",
    }
    form = an_indication_form(reason="letter", partners=["dexamethasone", "other"], **lines)
    desk.sends(address(enrolment, "indication"), form)
    kept = Treatment.objects.standing().get()
    assert kept.prior_regimens[0] == ["cyclophosphamide", "dexamethasone", "lenalidomide"]
    assert kept.partners == ["clarithromycin", "dexamethasone", "ixazomib"]
    page = desk.opens(address(enrolment, "indication"))
    assert page.value("line_1_other") == "cyclophosphamide"
    assert "clarithromycin" in page.value("other_partners")


def test_without_a_draft_the_check_page_leads_back(scene: Scene) -> None:
    answer = Desk(scene.prescriber).opens(address(scene.enrolment, "prescription", "check"))
    assert answer.response.url == address(scene.enrolment, "prescription")


def test_a_cancelled_prescription_says_so_on_its_page(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    page = desk.sends(address(scene.enrolment, "prescription", scene.prescription.id, "cancel"), {"reason": "dose"})
    assert "Prescription cancelled: dose" in page.text
    shown = desk.opens(address(scene.enrolment, "prescription", scene.prescription.id))
    assert shown.heading == "Prescription, no longer open"


# --- stopped, and going on --------------------------------------------------------------------------------


@pytest.mark.parametrize("result", ["positive", "inconclusive"])
def test_a_test_that_is_not_negative_stops_and_says_what_to_do(scene: Scene, result: str) -> None:
    page = Desk(scene.prescriber).sends(address(scene.enrolment, "test"), a_test_form(result=result))
    assert page.heading == "Stopped: nothing can be dispensed"
    assert "Refer her to a doctor with experience in teratology" in page.text
    assert Pregnancy.objects.count() == 1


def test_a_test_corrected_to_positive_stops_too(scene: Scene) -> None:
    test = PregnancyTest.objects.standing().get()
    form = a_test_form(result="positive", reason="read again")
    page = Desk(scene.prescriber).sends(address(scene.enrolment, "test", test.id, "correct"), form)
    assert page.heading == "Stopped: nothing can be dispensed"


def test_two_prescribers_close_a_suspicion_and_a_new_test_is_still_wanted(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    desk.sends(address(scene.enrolment, "test"), a_test_form(result="inconclusive"))
    colleague = a_prescriber(centre=centre_of(scene.prescriber))
    path = address(scene.enrolment, "suspicion", Pregnancy.objects.get().id, "close")
    form = {"how": "false_alarm", "second_email": user_of(colleague).email, "second_password": PASSWORD}
    page = desk.sends(path, form)
    assert PregnancyResolution.objects.get().second_person_id == colleague.user_id
    assert page.address == address(scene.enrolment)


@pytest.mark.parametrize("who", ["herself", "a wrong password", "another centre"])
def test_nobody_closes_a_suspicion_alone(scene: Scene, who: str) -> None:
    desk = Desk(scene.prescriber)
    desk.sends(address(scene.enrolment, "suspicion"), {}, page=address(scene.enrolment))
    second = {"herself": scene.prescriber, "a wrong password": scene.prescriber}.get(who) or a_prescriber()
    form = {
        "how": "false_alarm",
        "second_email": user_of(second).email,
        "second_password": "not this one" if who == "a wrong password" else PASSWORD,
    }
    answer = desk.sends(address(scene.enrolment, "suspicion", Pregnancy.objects.get().id, "close"), form)
    assert answer.status == 422
    assert "second prescriber of your centre" in answer.text
    assert PregnancyResolution.objects.count() == 0


def test_a_pause_is_resumed(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    page = desk.sends(address(scene.enrolment, "interrupt"), {"reason": "low counts"})
    assert page.heading == "Interrupted"
    page = desk.sends(address(scene.enrolment, "resume", Stop.objects.get().id), {})
    assert page.heading.startswith("Prescribed")
    assert "resumed: low counts" in page.text


def test_an_ended_method_leaves_a_gap_that_the_page_names(scene: Scene) -> None:
    row = Contraception.objects.get()
    path = address(scene.enrolment, "contraception", row.id, "end")
    page = Desk(scene.prescriber).sends(path, boxes("ended_on", today()))
    assert "Implant, protects until" in page.text
    assert "Record contraception Not started" in page.text


def test_an_end_before_the_beginning_is_sent_back_with_both_dates(scene: Scene) -> None:
    row = Contraception.objects.get()
    path = address(scene.enrolment, "contraception", row.id, "end")
    answer = Desk(scene.prescriber).sends(path, boxes("ended_on", row.started_on - dt.timedelta(days=1)))
    assert answer.status == 422
    assert date_format(row.started_on) in answer.text
    assert Contraception.objects.count() == 1


def test_abstinence_is_confirmed_again_with_one_press() -> None:
    doctor = a_prescriber()
    enrolment = a_patient(at=now(), by=doctor)
    row = record_contraception(
        by=doctor, at=now(), patient=enrolment.patient, method="abstinence",
        started_on=today() - dt.timedelta(days=60), valid_until=None, confirmed=False, confirmed_on=[],
    )  # fmt: skip
    Desk(doctor).sends(address(enrolment, "contraception", row.id, "confirm"), {})
    assert Contraception.objects.standing().get().confirmed_on == [today()]


def test_a_struck_out_entry_stays_to_be_seen_with_its_reason(scene: Scene) -> None:
    test = PregnancyTest.objects.get()
    desk = Desk(scene.prescriber)
    page = desk.sends(address(scene.enrolment, "entry", "test", test.id, "strike"), {"reason": "another patient's"})
    assert "<s>" in page.source
    assert "another patient's" in page.text
    assert "Record the pregnancy test Not started" in page.text


def test_only_what_may_be_struck_out_has_a_page_for_it(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    assert desk.opens(address(scene.enrolment, "entry", "card", scene.card.id, "strike")).status == 404


def test_a_lost_card_is_refused_from_now_on_and_a_new_one_is_issued(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    page = desk.sends(address(scene.enrolment, "card", scene.card.id, "revoke"), {"reason": "lost"})
    assert "This patient has no valid card." in page.text
    page = desk.sends(address(scene.enrolment, "card", "issue"), {}, page=address(scene.enrolment, "card"))
    assert Card.objects.count() == 2
    assert "Print the card (PDF)" in page.text


def test_the_end_of_treatment_says_what_is_still_to_be_kept(scene: Scene) -> None:
    treatment = Treatment.objects.standing().get()
    form = boxes("ended_on", today()) | {"reason": "progression"}
    page = Desk(scene.prescriber).sends(address(scene.enrolment, "treatment", treatment.id, "end"), form)
    assert f"Keep up contraception until {written(28)}" in page.text
    assert f"Last pregnancy test, not before {written(28)}" in page.text


def test_a_one_name_person_is_listed_and_printed() -> None:
    doctor = a_prescriber()
    enrolment = a_patient(
        at=now(), by=doctor, identity=an_identity(family_name="", given_name="Ελένη", latin_name="Eleni")
    )
    desk = Desk(doctor)
    assert "Ελένη (Eleni)" in desk.opens("/patients/").text
    assert desk.opens(address(enrolment, "card", "print")).status == 200


def test_an_unknown_indication_is_told_apart_from_an_off_label_one() -> None:
    doctor = a_prescriber()
    enrolment = a_patient(at=now(), by=doctor)
    desk = Desk(doctor)
    form = an_indication_form(
        earlier="unknown", line_1=[], line_2=[], progressed="unknown", declared="unknown", reason="x"
    )
    page = desk.sends(address(enrolment, "indication"), form)
    assert "Cannot be told from what is recorded" in page.text
    assert an_indication().prior_regimens is not None
