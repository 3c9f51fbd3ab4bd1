"""The monthly visit on one page: carried over, asked, checked, signed once; or stopped."""

import datetime as dt
import html
import re
from typing import Any

import pytest

from audit.models import Entry, Outcome
from patients.models import Contraception, Patient, Pregnancy, PregnancyTest, Prescription, SideEffectTold, Visit
from patients.operations import (
    change_contacts,
    end_contraception,
    interrupt_supply,
    record_contraception,
)
from patients.queries import open_prescription
from tests.builders import (
    Scene,
    a_dispensing,
    a_man_ready_for_dispensing,
    a_patient,
    a_prescriber,
    a_test,
    a_woman_ready_for_dispensing,
    an_identity,
    an_implant,
    now,
)
from tests.prescribers.desk import Answer, Desk, address, boxes
from tests.prescribers.forms import today

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
MONTH = 26 * DAY


@pytest.fixture
def her() -> Scene:
    """Give a woman whose last supply was dispensed 26 days ago."""
    scene = a_woman_ready_for_dispensing(at=now() - MONTH)
    a_dispensing(scene)
    return scene


@pytest.fixture
def him() -> Scene:
    scene = a_man_ready_for_dispensing(at=now() - MONTH)
    a_dispensing(scene)
    return scene


def visit_of(scene: Scene) -> str:
    return address(scene.enrolment, "visit")


def a_visit_form(**changes: Any) -> dict[str, Any]:
    """Give the answers of an ordinary visit."""
    facts = {
        "result": "negative",
        **boxes("sampled_on", today()),
        "specimen": "urine",
        "sensitivity_miu_ml": "25",
        "contraception": "unchanged",
        "counselled": "on",
        "side_effects": "none",
        "told": "",
        "strength": "4",
        "capsules_a_day": "1",
        "cycle": "21/28",
        "days_supply": "28",
    }
    return facts | changes


def carried(page: Answer) -> dict[str, str]:
    """Read everything that a page sends unseen, but for its token."""
    found = {}
    for tag in re.findall(r'<input type="hidden"[^>]*>', page.source):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name.group(1) != "csrfmiddlewaretoken":
            found[name.group(1)] = html.unescape(value.group(1)) if value else ""
    return found


def ticked_in(page: Answer) -> set[str]:
    """Name the fields that have an answer chosen."""
    tags = re.findall(r"<input[^>]* checked[^>]*>", page.source)
    return {found.group(1) for found in (re.search(r'name="([^"]*)"', tag) for tag in tags) if found}


def checks(desk: Desk, scene: Scene, **changes: Any) -> Answer:
    """Fill the visit in and come to the page that is signed."""
    return desk.sends(visit_of(scene), a_visit_form(**changes))


def signs(desk: Desk, scene: Scene, page: Answer, **changes: Any) -> Answer:
    return desk.sends_again(visit_of(scene), carried(page) | {"checked": "on"} | changes)


# --- what the page shows, and what it never gives beforehand -----------------------------------------------


def test_dose_cycle_and_kind_of_test_are_as_last_time_and_nothing_is_answered_beforehand(her: Scene) -> None:
    page = Desk(her.prescriber).opens(visit_of(her))
    assert page.heading.startswith("Monthly visit")
    assert "pomalidomide 4 mg, 4 mg a day, on 21 of 28 days, for 28 days: 21 capsules" in page.text
    assert "Day 27 of 28 since the supply of" in page.text
    assert "Last pregnancy test" in page.text
    assert "Covers until" in page.text
    assert "Dispense by" in page.text
    assert ticked_in(page) == {"specimen", "strength", "cycle"}


def test_a_man_is_asked_neither_test_nor_contraception_and_may_have_twelve_weeks(him: Scene) -> None:
    desk = Desk(him.prescriber)
    page = desk.opens(visit_of(him))
    assert page.heading.startswith("Visit, ")
    assert "Pregnancy test" not in page.text
    assert "Protection" not in page.text
    assert "84 at most" in page.text
    answers = {"counselled": "on", "side_effects": "none", "told": ""}
    dose = {"strength": "3", "capsules_a_day": "1", "cycle": "21/28", "days_supply": "84"}
    check = desk.sends(visit_of(him), answers | dose)
    assert check.heading == "Check and sign the visit"
    assert signs(desk, him, check).heading == "Prescription authorised"
    signed = Visit.objects.get()
    assert (signed.contraception_unchanged, signed.test) == (None, None)
    assert signed.prescription.days_supply == 84


# --- the visit itself --------------------------------------------------------------------------------------


def test_one_signature_records_test_attestation_and_prescription(her: Scene) -> None:
    desk = Desk(her.prescriber)
    check = checks(desk, her, strength="3")
    for words in (
        "Negative, sample of", "25 mIU/mL, under medical supervision", "No change: Implant since",
        "She understands, and agrees to go on.", "None new", "pomalidomide 3 mg", "Covers until",
        "Must be dispensed by", "Within the approved indication",
    ):  # fmt: skip
        assert words in check.text
    assert Visit.objects.count() == 0
    assert PregnancyTest.objects.filter(patient=her.patient).count() == 1
    done = signs(desk, her, check)
    assert done.heading == "Prescription authorised"
    signed = Visit.objects.get()
    assert signed.prescription == open_prescription(enrolment=her.enrolment)
    assert signed.prescription.strength_mg == 3
    assert signed.test is not None
    assert signed.test.sampled_on == today()
    assert signed.agreed_to.startswith("childbearing-")
    done_acts = set(
        Entry.objects.filter(outcome=Outcome.DONE, subjects__contains=[her.patient_id]).values_list("act", flat=True)
    )
    assert {"patients.record_visit", "patients.record_test", "patients.authorise"} <= done_acts


def test_signed_twice_is_one_visit_and_one_prescription(her: Scene) -> None:
    desk = Desk(her.prescriber)
    check = checks(desk, her)
    first, second = signs(desk, her, check), signs(desk, her, check)
    assert first.address == second.address
    assert Visit.objects.count() == 1
    assert Prescription.objects.count() == 2


def test_nothing_is_signed_without_the_tick(her: Scene) -> None:
    desk = Desk(her.prescriber)
    check = checks(desk, her)
    answer = signs(desk, her, check, checked="")
    assert answer.status == 422
    assert "Tick “I have checked this and sign” to go on." in answer.text
    assert Visit.objects.count() == 0
    assert signs(desk, her, answer).heading == "Prescription authorised"


def test_what_is_changed_behind_the_shown_page_is_not_signed(her: Scene) -> None:
    desk = Desk(her.prescriber)
    check = checks(desk, her)
    answer = signs(desk, her, check, strength="1")
    assert answer.status == 409
    assert Visit.objects.count() == 0
    assert "pomalidomide 1 mg" in answer.text


def test_a_record_that_changed_before_the_signature_is_told_of_in_one_way_and_stores_nothing(her: Scene) -> None:
    desk = Desk(her.prescriber)
    check = checks(desk, her)
    new = an_identity(mobile="+32470000000", reminder="none")
    change_contacts(by=her.prescriber, at=now(), patient=Patient.objects.get(id=her.patient_id), new=new)
    answer = signs(desk, her, check)
    assert answer.status == 409
    assert "See above what changed, then send this once more if it is still right." in answer.text
    assert "Open the record again" not in answer.text
    assert Visit.objects.count() == 0


def test_changing_something_asks_result_and_counselling_again(her: Scene) -> None:
    desk = Desk(her.prescriber)
    check = checks(desk, her, strength="2", capsules_a_day="2")
    back = desk.sends_again(visit_of(her), carried(check) | {"step": "change"})
    assert back.heading.startswith("Monthly visit")
    assert 'value="2" id="id_strength_1" checked' in back.source or re.search(
        r'id_strength_1"[^>]* checked', back.source
    )


def test_row_51_a_record_that_changed_meanwhile_is_shown_and_nothing_is_signed(her: Scene) -> None:
    desk = Desk(her.prescriber)
    check = checks(desk, her)
    a_test(by=her.prescriber, at=now(), patient=her.patient)
    answer = signs(desk, her, check)
    assert answer.status == 409
    assert "What changed since you opened this page" in answer.text
    assert Visit.objects.count() == 0


@pytest.mark.parametrize(("days", "in_hand"), [(26, True), (40, False)])
def test_no_medicine_is_said_to_last_until_a_day_gone_by(days: int, *, in_hand: bool) -> None:
    scene = a_woman_ready_for_dispensing(at=now() - dt.timedelta(days=days))
    a_dispensing(scene)
    desk = Desk(scene.prescriber)
    signed = signs(desk, scene, checks(desk, scene))
    assert "The worklist shows when the next visit is due" in signed.text
    assert ("Medicine in hand lasts until" in signed.text) is in_hand


def test_two_windows_sign_one_visit(her: Scene) -> None:
    desk = Desk(her.prescriber)
    one, other = checks(desk, her), checks(desk, her, strength="3")
    assert signs(desk, her, one).status == 200
    late = signs(desk, her, other)
    assert late.status == 409
    said = late.text.split("What changed since you opened this page")[1].split("Nothing of yours was stored")[0]
    assert said.count("sign a monthly visit") == said.count("Pregnancy test: Negative") == 1
    assert "authorise a prescription" not in said, "a visit is told once, with all that it wrote"
    assert Visit.objects.get().prescription.strength_mg == 4


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"result": ""}, "has no answer. Choose one."),
        ({"contraception": ""}, "“Contraception” has no answer. Choose one."),
        ({"counselled": ""}, "to go on."),
        ({"side_effects": ""}, "has no answer. Choose one."),
        ({"side_effects": "told"}, "Say what happened, in the patient's own words"),
        ({"told": "rash"}, "A side effect is written below."),
        ({"days_supply": "84"}, "28"),
        (boxes("sampled_on", today() + DAY), "which is after today"),
        (boxes("sampled_on", today() - 20 * DAY), "test"),
        ({"at_home": "on"}, "test"),
        ({"sensitivity_miu_ml": "50"}, "test"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_recorded(her: Scene, missing: dict[str, str], words: str) -> None:
    answer = checks(Desk(her.prescriber), her, **missing)
    assert answer.status == 422
    assert "Something needs to be put right" in answer.text
    assert words in answer.text
    assert PregnancyTest.objects.filter(patient=her.patient).count() == 1


def test_a_side_effect_is_kept_in_her_own_words(her: Scene) -> None:
    desk = Desk(her.prescriber)
    check = checks(desk, her, side_effects="told", told="Tired,\nand a rash", serious="no")
    assert "Not serious: Tired, and a rash" in check.text
    signs(desk, her, check)
    told = SideEffectTold.objects.get()
    assert (told.words.splitlines(), told.serious) == (["Tired,", "and a rash"], False)
    assert Visit.objects.get().side_effects


def test_a_first_visit_asks_for_kind_of_test_and_dose_in_the_open() -> None:
    doctor, early = a_prescriber(), now() - 60 * DAY
    enrolment = a_patient(at=early, by=doctor)
    an_implant(by=doctor, at=early, patient=enrolment.patient)
    desk, path = Desk(doctor), address(enrolment, "visit")
    page = desk.opens(path)
    assert page.source.count("<details open>") == 2
    assert ticked_in(page) == set()
    check = desk.sends(path, a_visit_form(cycle="14/21", days_supply="21"))
    assert "4 mg a day, on 14 of 21 days, for 21 days" in check.text
    assert desk.sends_again(path, carried(check) | {"checked": "on"}).heading == "Prescription authorised"
    assert Visit.objects.get().prescription.capsules == 14


def test_a_dose_above_the_label_is_confirmed_with_a_reason_that_is_written_down(her: Scene) -> None:
    desk = Desk(her.prescriber)
    check = checks(desk, her, capsules_a_day="2")
    assert "The dose is above the label's and is meant" in check.text
    assert signs(desk, her, check).status == 422
    done = signs(desk, her, check, dose_meant="on", dose_reason="trial arm B")
    assert done.heading == "Prescription authorised"
    assert Entry.objects.get(act="patients.record_visit", outcome=Outcome.DONE, reason="trial arm B")


# --- stops and leads on ------------------------------------------------------------------------------------


@pytest.mark.parametrize("result", ["positive", "inconclusive"])
def test_a_result_that_stops_is_recorded_at_once_whatever_else_is_missing(her: Scene, result: str) -> None:
    desk = Desk(her.prescriber)
    answer = checks(
        desk, her, result=result, counselled="", contraception="", side_effects="told", told="No period", serious="no"
    )
    assert answer.heading.startswith("Stopped")
    assert Pregnancy.objects.count() == 1
    assert SideEffectTold.objects.get().words == "No period"
    assert Visit.objects.count() == 0
    assert Prescription.objects.count() == 1


def test_a_result_that_stops_does_so_even_where_its_date_cannot_be_read(her: Scene) -> None:
    answer = checks(Desk(her.prescriber), her, result="positive", **boxes("sampled_on", "31"))
    assert answer.heading.startswith("Stopped")
    assert "Date or sample of the test could not be read" in answer.text
    assert Pregnancy.objects.get().why == "test: positive"
    assert PregnancyTest.objects.filter(patient=her.patient).count() == 1


def test_a_result_that_stops_sent_twice_is_one_stop_and_holds_on_an_older_page(her: Scene) -> None:
    desk = Desk(her.prescriber)
    data = carried(desk.opens(visit_of(her))) | a_visit_form(result="positive")
    record_contraception(
        by=her.prescriber, at=now(), patient=her.patient, method="abstinence", started_on=today(), valid_until=None,
        confirmed=False, confirmed_on=[],
    )  # fmt: skip
    for _time in range(2):
        assert desk.sends_again(visit_of(her), data).heading.startswith("Stopped")
    assert Pregnancy.objects.count() == 1


def test_a_result_behind_the_page_that_is_signed_stops_too(her: Scene) -> None:
    desk = Desk(her.prescriber)
    check = checks(desk, her)
    assert signs(desk, her, check, result="positive").heading.startswith("Stopped")
    assert Visit.objects.count() == 0


def test_changed_contraception_keeps_the_test_and_leads_to_where_it_is_recorded(her: Scene) -> None:
    desk = Desk(her.prescriber)
    answer = checks(desk, her, contraception="changed", counselled="on")
    assert answer.address == address(her.enrolment, "contraception")
    assert "The test and the side effects are recorded" in answer.text
    assert PregnancyTest.objects.filter(patient=her.patient).count() == 2
    again = desk.opens(visit_of(her))
    assert "No new test is wanted today" in again.text


def test_abstinence_is_confirmed_by_the_visit(her: Scene) -> None:
    by, at = her.prescriber, now() - MONTH
    implant = Contraception.objects.standing().get(patient=her.patient)
    record_contraception(
        by=by, at=at, patient=her.patient, method="abstinence", started_on=implant.started_on, valid_until=None,
        confirmed=False, confirmed_on=[implant.started_on],
    )  # fmt: skip
    end_contraception(by=by, at=at + DAY, contraception=implant, ended_on=(at + DAY).date())
    desk = Desk(by)
    assert "which she confirms today" in desk.opens(visit_of(her)).text
    signs(desk, her, checks(desk, her))
    standing = Contraception.objects.standing().get(patient=her.patient, method="abstinence")
    assert standing.confirmed_on[-1] == today()


def test_what_is_mended_elsewhere_stands_above_with_the_way_there(her: Scene) -> None:
    by = her.prescriber
    implant = Contraception.objects.standing().get(patient=her.patient)
    end_contraception(by=by, at=now() - DAY, contraception=implant, ended_on=today() - DAY)
    desk = Desk(by)
    page = desk.opens(visit_of(her))
    assert "Put right before you can sign" in page.text
    assert address(her.enrolment, "contraception") in page.source
    assert "No change:" not in page.text


def test_an_interrupted_patient_has_no_visit_to_sign(her: Scene) -> None:
    interrupt_supply(by=her.prescriber, at=now(), enrolment=her.enrolment, reason="low counts")
    assert Desk(her.prescriber).opens(visit_of(her)).heading == "Cannot prescribe yet"
