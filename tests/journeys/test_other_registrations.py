"""A man with one name, off label, and a Greek woman past child-bearing, from a blank form to the first prescription."""

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from patients.models import CategoryAssessment, Signature, Treatment
from tests.builders import a_prescriber
from tests.foundation.pictures import a_picture
from tests.journeys.prescriber import AtTheDesk
from tests.journeys.test_registration_journey import issues_the_card

pytestmark = pytest.mark.django_db(transaction=True)

BOTH_WAYS = pytest.mark.parametrize("way", [(1280, True), (320, False)], ids=["wide", "narrow-without-scripts"])


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, way: tuple[int, bool]) -> Iterator[AtTheDesk]:
    width, scripts = way
    context = browser.new_context(
        viewport=ViewportSize(width=width, height=900), java_script_enabled=scripts, locale="en-GB"
    )
    desk = AtTheDesk(context.new_page(), live_server.url, scripts=scripts)
    desk.logs_in(a_prescriber())
    desk.follows("Register a patient")
    yield desk
    context.close()


@BOTH_WAYS
def test_a_man_of_one_name_is_treated_off_label_and_a_representative_signs(desk: AtTheDesk) -> None:
    desk.types("Family name", "Suharto")
    desk.types_date("Date of birth", dt.date(1958, 6, 8))
    desk.chooses("Sex recorded at birth", "Male")
    desk.presses("Register")
    desk.sees_heading("Registration in progress")
    desk.follows("Say if the patient can become pregnant")
    desk.sees_heading("Category: man")
    desk.presses("Record this category")
    is_treated_off_label(desk)
    lets_a_daughter_sign_and_keeps_the_scan(desk)
    issues_the_card(desk)
    signs_twelve_weeks(desk)


def is_treated_off_label(desk: AtTheDesk) -> None:
    desk.follows("Record the indication")
    desk.chooses("What is treated?", "Another disease")
    desk.ticks_in("Given together with", "Nothing: taken alone")
    desk.chooses("Earlier lines of treatment", "None")
    desk.chooses("Did the disease progress on the last of them?", "No, or there was none")
    desk.chooses("In your own judgement", "No, off label")
    desk.presses("Save and continue")
    desk.sees("Say why it is used off label: one line is enough.")
    desk.looks()
    desk.types("If it is off label: why", "E85.8 AL amyloidosis, nothing else helped")
    desk.presses("Save and continue")
    desk.sees_task("Record the indication", "Completed")
    desk.sees("Outside the approved indication (off label)")
    assert Treatment.objects.get().declared_off_label


def lets_a_daughter_sign_and_keeps_the_scan(desk: AtTheDesk) -> None:
    desk.follows("Talk through the risks and sign")
    desk.ticks_everything()
    desk.chooses("Who signs?", "A representative, for the patient")
    desk.types("Representative: full name", "Ayu Suharto")
    desk.types("Representative: relation to the patient", "daughter, with power of attorney")
    desk.types("Why does the patient not sign?", "He cannot hold a pen.")
    desk.chooses("How was it signed?", "On paper, and a scan of it is kept here")
    desk.page.get_by_label("Scan of the signed page").set_input_files(
        {"name": "signed.png", "mimeType": "image/png", "buffer": a_picture("PNG")}
    )
    desk.looks()
    desk.presses("Record as signed today")
    desk.sees_task("Talk through the risks and sign", "Completed")
    assert Signature.objects.get().means == "scan"


def signs_twelve_weeks(desk: AtTheDesk) -> None:
    desk.sees_heading("Ready for first prescription")
    desk.follows("Authorise the prescription")
    desk.chooses("Strength of one capsule", "4 mg")
    desk.chooses("Cycle", "21 days of intake in every 28")
    desk.page.get_by_label("Days").last.fill("84")
    desk.presses("Check and sign")
    desk.sees_heading("Check and sign")
    desk.sees("63")
    desk.ticks("I have checked this and sign")
    desk.presses("Sign and authorise")
    desk.sees_heading("Prescription authorised")


@BOTH_WAYS
def test_a_greek_woman_past_child_bearing_is_registered_by_her_two_names(desk: AtTheDesk) -> None:
    desk.types("Family name", "Παπαδοπούλου")
    desk.types("Given name", "Ελένη")
    desk.types_date("Date of birth", dt.date(1960, 2, 29))
    desk.chooses("Sex recorded at birth", "Female")
    desk.presses("Register")
    desk.sees("Compare it with the passport, and put it right here.")
    latin = desk.page.get_by_label("Name in Latin letters")
    expect(latin).to_have_value("Papadopoulou Eleni")
    desk.looks()
    desk.presses("Register")
    desk.sees_heading("Registration in progress")
    desk.follows("Say if the patient can become pregnant")
    desk.chooses("Does one of these apply?", "50 or older")
    desk.presses("Save and continue")
    desk.looks()
    desk.types("What shows it", "Letter of her gynaecologist")
    desk.types_date("Date of the document", dt.date(2026, 3, 3))
    desk.types("Who wrote it", "Dr Wit")
    desk.presses("Save and continue")
    desk.sees_task("Say if the patient can become pregnant", "Completed")
    assessment = CategoryAssessment.objects.get()
    assert (assessment.category, assessment.evidence_by) == ("non_childbearing", "Dr Wit")
    desk.does_not_see("Record the pregnancy test")
    desk.does_not_see("Record contraception")
    issues_the_card(desk)
    expect(desk.page.locator(".patient")).to_contain_text("Papadopoulou Eleni")
