"""From a blank form to a signed prescription, in the browser: with and without scripts, by keyboard, at 320 px."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.utils.formats import date_format
from playwright.sync_api import Browser, ViewportSize
from pytest_django.live_server_helper import LiveServer

from tests.builders import a_prescriber, a_woman_ready_for_dispensing, an_identity
from tests.journeys.prescriber import AtTheDesk
from tests.journeys.ways import Way, in_ways
from tests.prescribers.desk import a_delegate_of
from tests.prescribers.forms import today

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, way: Way) -> Iterator[AtTheDesk]:
    context = browser.new_context(
        viewport=ViewportSize(width=way.width, height=900), java_script_enabled=way.scripts, locale="en-GB"
    )
    yield AtTheDesk(context.new_page(), live_server.url, scripts=way.scripts, keyboard=way.keyboard)
    context.close()


def days_ago(days: int) -> dt.date:
    return today() - dt.timedelta(days=days)


@in_ways("narrow", "wide-by-keyboard-without-scripts")
def test_a_woman_is_registered_and_her_first_prescription_is_signed(desk: AtTheDesk) -> None:
    desk.logs_in(a_prescriber())
    desk.looks()
    registers_a_woman(desk)
    says_that_she_can_become_pregnant(desk)
    records_myeloma_with_dexamethasone(desk)
    talks_the_risks_through(desk)
    records_an_implant(desk, since=days_ago(40))
    records_a_negative_test(desk)
    issues_the_card(desk)
    signs_a_prescription(desk)


@in_ways("narrow")
def test_an_implant_of_last_week_lets_her_wait_and_the_page_says_until_when(desk: AtTheDesk) -> None:
    desk.logs_in(a_prescriber())
    registers_a_woman(desk)
    says_that_she_can_become_pregnant(desk)
    records_myeloma_with_dexamethasone(desk)
    talks_the_risks_through(desk)
    issues_the_card(desk)
    records_an_implant(desk, since=days_ago(7))
    complete = date_format(today() + dt.timedelta(days=21))
    desk.sees_heading(f"Waiting: contraception until {complete}")
    desk.sees(f"4 weeks of contraception are complete on {complete}")
    desk.sees_task("Authorise the prescription", "Cannot start yet")


@in_ways("narrow")
def test_a_positive_test_stops_at_once_and_the_next_page_says_what_to_do(desk: AtTheDesk) -> None:
    scene = a_woman_ready_for_dispensing()
    desk.logs_in(scene.prescriber)
    desk.follows("TESTER")
    desk.follows("Record the pregnancy test")
    desk.chooses("Result", "Positive")
    desk.chooses("Sample", "Urine")
    desk.chooses("Was it done under medical supervision?", "Yes")
    desk.presses("Save and continue")
    desk.sees_heading("Stopped: nothing can be dispensed")
    desk.sees("Refer her to a doctor with experience in teratology")
    desk.follows("Close the suspicion with a second prescriber")
    desk.sees_heading("Close the suspicion")
    desk.page.goto(f"{desk.address}/patients/")
    desk.sees("Stopped: pregnancy suspected")


@in_ways("narrow")
def test_the_red_button_stops_at_one_press(desk: AtTheDesk) -> None:
    scene = a_woman_ready_for_dispensing()
    desk.logs_in(a_delegate_of(scene.prescriber))
    desk.follows("TESTER")
    desk.presses("Pregnancy suspected: stop now")
    desk.sees_heading("Stopped: nothing can be dispensed")
    desk.page.goto(f"{desk.address}/patients/{scene.enrolment.id}/")
    desk.sees_heading("Stopped: pregnancy suspected")


@in_ways("narrow")
def test_a_delegate_reads_what_needs_a_prescriber_and_meets_no_button_that_fails(desk: AtTheDesk) -> None:
    doctor = a_prescriber()
    desk.logs_in(a_delegate_of(doctor))
    registers_a_woman(desk)
    desk.follows("Say if the patient can become pregnant")
    desk.sees(f"Keep for {doctor.name} to sign")
    desk.page.go_back()
    desk.follows("Record the indication")
    desk.sees_heading("Record the indication")


@in_ways("narrow")
def test_a_form_with_mistakes_says_what_to_do_and_keeps_what_was_typed(desk: AtTheDesk) -> None:
    desk.logs_in(a_prescriber())
    desk.follows("Register a patient")
    desk.types("Given name", "María")
    desk.presses("Register")
    desk.sees_heading("Register a patient")
    desk.sees("Something needs to be put right")
    desk.page.locator(".summary-of-errors").get_by_role("link", name="Date of birth").click()
    assert desk.page.evaluate("document.activeElement.id") == "id_birth_date_0"
    assert desk.page.get_by_label("Given name").input_value() == "María"


@in_ways("narrow")
def test_every_other_page_of_the_desk_is_fit_to_be_read(desk: AtTheDesk) -> None:
    scene = a_woman_ready_for_dispensing(identity=an_identity(family_name="García López"))
    desk.logs_in(scene.prescriber)
    own = f"{desk.address}/patients/{scene.enrolment.id}"
    pages = {
        f"{own}/": "Prescribed: dispense by",
        f"{own}/record/": "Record",
        f"{own}/category/": "Can she become pregnant?",
        f"{own}/agreement/": "Talk through the risks",
        f"{own}/indication/": "Correct the indication",
        f"{own}/contraception/": "Record contraception",
        f"{own}/card/": "Patient card",
        f"{own}/prescription/": "Authorise a prescription",
        f"{own}/prescription/{scene.prescription.id}/": "Prescription authorised",
        f"{own}/prescription/{scene.prescription.id}/cancel/": "Cancel prescription",
        f"{own}/interrupt/": "Interrupt treatment",
        f"{own}/withdraw/": "Withdraw",
        f"{own}/stopped/": "No suspicion is open",
    }
    for address, heading in pages.items():
        desk.page.goto(address)
        desk.sees_heading(heading)
    desk.page.goto(f"{own}/record/")
    for link, heading in {"Strike out": "Strike out this entry", "Correct": "Correct", "End": "End this"}.items():
        desk.follows(link)
        desk.sees_heading(heading)
        desk.page.go_back()
    desk.page.goto(f"{own}/")
    for link, heading in {"End treatment": "End treatment"}.items():
        desk.follows(link)
        desk.sees_heading(heading)
    desk.page.goto(f"{desk.address}/patients/")
    desk.types("Find a patient by name", "garcia")
    desk.presses("Search")
    desk.sees_heading("Patients found")
    desk.sees("GARCÍA LÓPEZ")


def registers_a_woman(desk: AtTheDesk) -> None:
    desk.follows("Register a patient")
    desk.sees_heading("Register a patient")
    desk.types("Family name", "García López")
    desk.types("Given name", "María")
    desk.types_date("Date of birth", dt.date(1981, 3, 14))
    desk.chooses("Sex recorded at birth", "Female")
    desk.presses("Register")
    desk.sees_heading("Registration in progress")


def says_that_she_can_become_pregnant(desk: AtTheDesk) -> None:
    desk.follows("Say if the patient can become pregnant")
    desk.sees_heading("Can she become pregnant?")
    desk.chooses("Does one of these apply?", "None of these")
    desk.presses("Save and continue")
    desk.sees_task("Say if the patient can become pregnant", "Completed")


def records_myeloma_with_dexamethasone(desk: AtTheDesk) -> None:
    desk.follows("Record the indication")
    desk.sees_heading("Record the indication")
    desk.chooses("What is treated?", "Multiple myeloma")
    desk.ticks_in("Given together with", "dexamethasone")
    desk.chooses("Earlier lines of treatment", "These")
    desk.ticks_in("Line 1", "lenalidomide")
    desk.ticks_in("Line 2", "bortezomib")
    desk.chooses("Did the disease progress on the last of them?", "Yes")
    desk.chooses("In your own judgement", "Yes, within")
    desk.presses("Save and continue")
    desk.sees_task("Record the indication", "Completed")
    desk.sees("Within the approved indication")


def talks_the_risks_through(desk: AtTheDesk) -> None:
    desk.follows("Talk through the risks and sign")
    desk.sees_heading("Talk through the risks and sign")
    desk.ticks_everything()
    desk.chooses("Who signs?", "The patient")
    desk.chooses("How was it signed?", "On paper")
    desk.types("Kept in file number", "7-112")
    desk.presses("Record as signed today")
    desk.sees_task("Talk through the risks and sign", "Completed")


def records_an_implant(desk: AtTheDesk, *, since: dt.date) -> None:
    desk.follows("Record contraception")
    desk.sees_heading("Record contraception")
    desk.chooses("Method", "Implant")
    desk.types_date("In use since", since)
    desk.types_date("Last day on which it protects", since + dt.timedelta(days=3 * 365))
    desk.presses("Save and continue")
    desk.sees("Implant")


def records_a_negative_test(desk: AtTheDesk) -> None:
    desk.follows("Record the pregnancy test")
    desk.sees_heading("Record a pregnancy test")
    desk.chooses("Result", "Negative")
    desk.chooses("Sample", "Urine")
    desk.types("Sensitivity of the test in mIU/mL", "25")
    desk.chooses("Was it done under medical supervision?", "Yes")
    desk.presses("Save and continue")
    desk.sees_task("Record the pregnancy test", "Completed")


def issues_the_card(desk: AtTheDesk) -> None:
    desk.follows("Issue the card")
    desk.sees_heading("Patient card")
    desk.presses("Issue the card")
    desk.sees("Print the card (PDF)")
    desk.looks()
    desk.follows("Back")
    desk.sees_task("Issue the card", "Completed")


def signs_a_prescription(desk: AtTheDesk) -> None:
    desk.sees_heading("Ready for first prescription")
    desk.follows("Authorise the prescription")
    desk.sees_heading("Authorise a prescription")
    desk.chooses("Strength of one capsule", "4 mg")
    desk.chooses("Cycle", "21 days of intake in every 28")
    desk.presses("Check and sign")
    desk.sees_heading("Check and sign")
    desk.sees("21")
    desk.ticks("I have checked this and sign")
    desk.presses("Sign and authorise")
    desk.sees_heading("Prescription authorised")
    desk.sees("RX-")
    desk.sees("It must be dispensed by")
