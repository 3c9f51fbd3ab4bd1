"""A patient moves to another centre, a colleague covers: in a browser, by keyboard, with and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, ViewportSize
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organisation
from foundation.checksymbols import format_number
from tests.builders import Scene, a_prescriber, a_woman_ready_for_dispensing, now
from tests.journeys.prescriber import AtTheDesk

pytestmark = pytest.mark.django_db(transaction=True)

Sits = Callable[..., AtTheDesk]


@pytest.fixture
def sits_down(browser: Browser, live_server: LiveServer) -> Sits:
    """Seat somebody at a browser of her own."""

    def sit(*, scripts: bool, width: int, keyboard: bool = False) -> AtTheDesk:
        context = browser.new_context(
            java_script_enabled=scripts, viewport=ViewportSize(width=width, height=900), locale="en-GB"
        )
        return AtTheDesk(context.new_page(), live_server.url, scripts=scripts, keyboard=keyboard)

    return sit


def _asks_for(desk: AtTheDesk, her: Scene) -> None:
    today = now().date()
    desk.follows("Transfers")
    desk.sees("No transfer waits")
    desk.looks()
    desk.follows("Ask for a patient of another centre")
    desk.sees_heading("Ask for a patient of another centre")
    desk.types("Number of the patient card", format_number(her.card.number))
    desk.types_date("Date of birth", today.replace(year=1981, month=3, day=14))
    desk.ticks("The patient agrees to the move")
    desk.types_date("Agreed on", today)
    desk.chooses("How did the patient agree?", "She or he said so to me")
    desk.presses("Ask for the transfer")
    desk.sees_heading("Transfers")
    desk.sees("the patient's present centre")


@pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 320)], ids=["scripts", "no scripts"])
def test_she_moves_with_her_card_and_her_history_moves_along(sits_down: Sits, scripts: bool, width: int) -> None:
    her = a_woman_ready_for_dispensing(prescriber=a_prescriber(name="Dr Old"))
    new = a_prescriber(name="Dr New")

    there = sits_down(scripts=scripts, width=width, keyboard=scripts)
    there.logs_in(new)
    _asks_for(there, her)

    here = sits_down(scripts=scripts, width=width)
    here.logs_in(her.prescriber)
    here.sees("Transfer pending")
    here.follows("TESTER")
    here.sees("asked for this patient")
    here.looks()
    here.follows("Open the transfer")
    here.sees_heading("Another centre asks for your patient")
    here.chooses("Your answer", "Accept")
    here.presses("Send the answer")
    here.sees_heading("Transfers")
    here.sees("Accepted")

    there.follows("Patients")
    there.follows("TESTER")
    there.sees("Dr New")
    there.follows("Who looked, and who changed it")
    there.sees_heading("Who looked, and who changed it")
    there.sees("Dr Old")
    there.sees("Looked")


def test_a_colleague_covers_for_a_week_and_finds_those_patients_marked(sits_down: Sits) -> None:
    doctor = a_prescriber(name="Dr Away")
    a_woman_ready_for_dispensing(prescriber=doctor)
    colleague = a_prescriber(name="Dr Cover", centre=Organisation.objects.get(id=doctor.place_id))
    desk = sits_down(scripts=True, width=1280, keyboard=True)
    desk.logs_in(colleague)
    desk.follows("Cover")
    desk.sees_heading("Cover for an absent colleague")
    desk.chooses("Who is away?", "A colleague is away, and I cover")
    desk.page.get_by_label("Colleague", exact=True).select_option(label="Dr Away")
    desk.types_date("First day", now().date())
    desk.types_date("Last day", now().date())
    desk.presses("Arrange the cover")
    desk.sees("Dr Away")
    desk.looks()
    desk.follows("Patients")
    desk.sees("for Dr Away")
    desk.page.get_by_label("Whose patients").select_option(label="Patients I cover")
    desk.presses("Show")
    desk.sees("1 patient")
    desk.looks()
