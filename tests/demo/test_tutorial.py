"""The tutorial, walked as it is written: a change of the screens that breaks it breaks this."""

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from demo.cast import PASSWORD
from foundation.checksymbols import format_number
from patients.models import Card
from reminders.tasks import send_due
from tests.builders import now
from tests.journeys.prescriber import AtTheDesk
from tests.journeys.test_registration_journey import (
    issues_the_card,
    records_a_negative_test,
    records_an_implant,
    records_myeloma_with_dexamethasone,
    says_that_she_can_become_pregnant,
    signs_a_prescription,
    talks_the_risks_through,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo_data")]

OTHERS = {
    "hilde@authority-be.example": "Figures",
    "sofia@safety-desk.example": "Inbox",
    "pieter@programme-office.example": "Programmes",
    "berthe@programme-office.example": "People and roles",
    "noor@aldegonde.example": "Choose the role you work in now",
}

TUTORIAL = (Path(__file__).parents[2] / "docs" / "tutorial.md").read_text()


@pytest.fixture
def desk(page: Page, live_server: LiveServer, settings: Settings, tmp_path: Path) -> AtTheDesk:
    """Sit a stranger down at the demo, which catches mail in files."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    return AtTheDesk(page, live_server.url)


def test_the_tutorial_leads_where_it_says(desk: AtTheDesk) -> None:
    _logs_in(desk, "anneke@aldegonde.example")
    _registers(desk)
    says_that_she_can_become_pregnant(desk)
    records_myeloma_with_dexamethasone(desk)
    talks_the_risks_through(desk)
    records_an_implant(desk, since=now().date() - dt.timedelta(days=60))
    records_a_negative_test(desk)
    issues_the_card(desk)
    signs_a_prescription(desk)
    number = format_number(Card.objects.filter(recorded_at__lte=now()).latest("recorded_at").number)

    _logs_in(desk, "dries@delinde.example")
    _checks(desk, number)
    desk.sees_heading("YES – dispense")
    desk.sees("Up to 21 capsules of pomalidomide 4 mg")
    desk.ticks("The patient was counselled")
    desk.presses("Record dispensing")
    desk.follows("Check the next card")
    _checks(desk, number)
    desk.sees_heading("NO – do not dispense")
    desk.presses("Send these reasons to Dr Anneke Verstraeten")

    send_due()
    desk.page.goto(f"{desk.address}/demo/mailbox/")
    _looks_at_both_widths(desk)
    desk.sees("A supply was recorded")
    desk.sees("A pharmacy needs your answer")
    _logs_in(desk, "anneke@aldegonde.example")
    desk.sees("Pharmacies that could not dispense")
    desk.sees("LÓPEZ, Ana")
    _sees_the_others(desk)


def _sees_the_others(desk: AtTheDesk) -> None:
    """Log in as everybody else whom the tutorial names."""
    for email, heading in OTHERS.items():
        _logs_in(desk, email)
        desk.sees_heading(heading)
        _looks_at_both_widths(desk)
    for path in ("/demo/", "/demo/cards/", "/help/", "/accessibility/"):
        desk.page.goto(f"{desk.address}{path}")
        _looks_at_both_widths(desk)


def _looks_at_both_widths(desk: AtTheDesk) -> None:
    """Look at the page as it stands on a telephone and on a screen: nothing runs off its side, axe finds nothing."""
    for width in (320, 1280):
        desk.page.set_viewport_size({"width": width, "height": 900})
        desk.looks()


def _logs_in(desk: AtTheDesk, email: str) -> None:
    assert f"`{email}`" in TUTORIAL
    assert f"`{PASSWORD}`" in TUTORIAL
    desk.page.context.clear_cookies()
    desk.page.goto(f"{desk.address}/account/login/")
    desk.types("Email", email)
    desk.types("Password", PASSWORD)
    desk.presses("Log in")


def _registers(desk: AtTheDesk) -> None:
    desk.follows("Register a patient")
    desk.chooses("Programme", "Pomalidomide, European Union")
    desk.types("Family name", "López")
    desk.types("Given name", "Ana")
    desk.types_date("Date of birth", dt.date(1990, 3, 14))
    desk.chooses("Sex recorded at birth", "Female")
    desk.presses("Register")
    desk.sees_heading("Registration in progress")


def _checks(desk: AtTheDesk, number: str) -> None:
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Check a card")
    desk.types("Scan the card or type its number", number)
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_load_state()
