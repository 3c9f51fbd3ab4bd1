"""A pharmacy that is not registered: from the no at its counter to the yes, in the browser, each stroke counted."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize
from pytest_django.live_server_helper import LiveServer

from accounts.actor import Actor
from accounts.models import Role
from tests.builders import a_pharmacist, a_pharmacy, a_place_for, a_woman_ready_for_dispensing, an_actor
from tests.journeys.pharmacist import AtTheCounter
from tests.journeys.test_visit_journey import Counted
from tests.journeys.ways import Way

pytestmark = pytest.mark.django_db(transaction=True)

WAYS = pytest.mark.parametrize(
    "way",
    [
        Way("mouse", 1280),
        Way("keyboard alone", 1280, keyboard=True),
        Way("narrow-without-scripts", 320, scripts=False),
    ],
    ids=lambda way: way.name,
)
THREE_MINUTES = 180
TO_READ = 45
"""Seconds: the page's three statements and hints, about 90 words, at 120 a minute."""

LICENCE = "BE 123-456"


class Applicant(AtTheCounter, Counted):
    """A pharmacist whose presses are counted."""

    def writes(self, label: str, words: str) -> None:
        """Type into a field of the page."""
        field = self.page.get_by_label(label, exact=True)
        if self.keyboard:
            self.strokes.keys += self._keys_to(field)
        else:
            field.click()
            self.strokes.clicks += 1
        self.page.keyboard.type(words)
        self.strokes.keys += len(words)
        self.strokes.questions += 1


class AtTheOffice(AtTheCounter):
    """The programme manager at her first page."""

    first_page = "Programmes"


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, way: Way) -> Iterator[Applicant]:
    context = browser.new_context(
        viewport=ViewportSize(width=way.width, height=900), java_script_enabled=way.scripts, locale="en-GB"
    )
    yield Applicant(context.new_page(), live_server.url, scripts=way.scripts, keyboard=way.keyboard)
    context.close()


@WAYS
def test_a_pharmacy_applies_in_three_minutes_and_its_next_card_is_a_yes(
    desk: Applicant, browser: Browser, live_server: LiveServer, way: Way
) -> None:
    scene = a_woman_ready_for_dispensing(pharmacist=a_pharmacist(pharmacy=a_pharmacy(registered=False)))
    desk.logs_in(scene.pharmacist)
    desk.sees("not registered for any programme")
    desk.looks()
    desk.scans(scene.card.number)
    desk.sees_heading("NO – do not dispense")
    _applies(desk)
    assert desk.strokes.seconds < THREE_MINUTES
    print(desk.strokes.said(way.name))  # noqa: T201  the table of docs/measurements.md
    _is_accepted(browser, live_server, by=an_actor(Role.PROGRAMME_MANAGER, a_place_for(Role.PROGRAMME_MANAGER)))
    desk.scans(scene.card.number)
    desk.sees_heading("YES – dispense")


def _applies(desk: Applicant) -> None:
    desk.begins()
    desk.goes("Register this pharmacy", role="link")
    desk.sees_heading("Registration of this pharmacy")
    desk.answers("Pomalidomide, European Union")
    desk.writes("Licence number of the responsible pharmacist", LICENCE)
    for statement in (
        "The responsible pharmacist knows",
        "Capsules leave this pharmacy only",
        "Everybody who dispenses",
    ):
        desk.answers(statement)
    desk.goes("Apply for registration")
    desk.strokes.read += TO_READ
    desk.sees("Applied, waits for the programme office")
    desk.looks()


def _is_accepted(browser: Browser, live_server: LiveServer, *, by: Actor) -> None:
    """Let the programme office read the application and register the pharmacy."""
    context = browser.new_context(viewport=ViewportSize(width=1280, height=900), locale="en-GB")
    office = AtTheOffice(context.new_page(), live_server.url)
    office.logs_in(by)
    office.page.get_by_role("table", name="Pharmacies that applied").get_by_role("link").click()
    office.sees(LICENCE)
    office.looks()
    office.follows("Register")
    office.sees("Compare the licence number")
    office.looks()
    office.presses("Register")
    office.follows("Open the registration")
    office.sees(LICENCE)
    office.looks()
    context.close()
