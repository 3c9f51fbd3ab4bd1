"""The monthly visit in the browser: clicks and keys counted, with and without scripts, by keyboard, at 320 px."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actor import Actor
from accounts.models import Submission
from patients.models import PregnancyTest, SideEffectTold, Visit
from tests.builders import Scene, a_dispensing, a_woman_ready_for_dispensing, now, user_of
from tests.journeys.keystrokes import Strokes
from tests.journeys.prescriber import AtTheDesk
from tests.journeys.ways import IN_TWO_WAYS, Way, in_ways
from tests.prescribers.desk import a_delegate_of
from tests.prescribers.forms import today
from tests.second_steps import App, Passkey

pytestmark = pytest.mark.django_db(transaction=True)

TAPPED = 3.0
"""Seconds to show a finger or a PIN to the passkey."""

CHECKED = 8.0
"""Seconds to read the page that is signed, as the estimate of the whole visit takes them."""

MOST_CLICKS = 6
BUDGET = 40
"""Seconds for the whole visit, prescription included."""


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, way: Way) -> Iterator["Counted"]:
    context = browser.new_context(
        viewport=ViewportSize(width=way.width, height=900), java_script_enabled=way.scripts, locale="en-GB"
    )
    yield Counted(context.new_page(), live_server.url, scripts=way.scripts, keyboard=way.keyboard)
    context.close()


class Counted(AtTheDesk):
    """The desk, with a count of every press."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Begin with nothing done."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # the same as the desk takes
        self.strokes = Strokes()

    def begins(self) -> None:
        """Count from here on."""
        self.strokes = Strokes()
        self._skips()

    def has_a_passkey(self, of: Actor) -> None:
        """Put a passkey into the browser, whose owner is always there."""
        key = Passkey(of=user_of(of), host="localhost")
        devices = self.page.context.new_cdp_session(self.page)
        devices.send("WebAuthn.enable")
        made = devices.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        devices.send(
            "WebAuthn.addCredential", {"authenticatorId": made["authenticatorId"], "credential": key.in_a_browser()}
        )

    def types_a_code(self, code: str) -> None:
        """Type what the app shows."""
        control = self.page.get_by_label("Your signature: a code of your app")
        if self.keyboard:
            self.strokes.keys += self._keys_to(control)
        else:
            control.click()
            self.strokes.clicks += 1
        self.page.keyboard.type(code)
        self.strokes.keys += len(code)
        self.strokes.questions += 1

    def _skips(self) -> None:
        """Leave head and ways behind by the first link of a page; after a form the browser is there already."""
        if self.keyboard and not self.page.url.endswith("#main"):
            self.page.keyboard.press("Tab")
            self.page.keyboard.press("Enter")
            self.strokes.keys += 2

    def answers(self, name: str) -> None:
        """Answer one question by one press: the name of an answer leads to it."""
        control = self.page.locator("main").get_by_label(name).first
        if self.keyboard:
            self.strokes.keys += self._keys_to(control)
            self.page.keyboard.press("Space")
            self.strokes.keys += 1
        else:
            control.click()
            self.strokes.clicks += 1
        self.strokes.questions += 1
        expect(control).to_be_checked()

    def goes(self, name: str, *, role: str = "button") -> None:
        """Go on to the next page."""
        control = self.page.locator("main").get_by_role(role, name=name).first  # type: ignore[arg-type]  # button or link
        if self.keyboard:
            self.strokes.keys += self._keys_to(control) + 1
        else:
            self.strokes.clicks += 1
        with self.page.expect_navigation():
            if self.keyboard:
                self.page.keyboard.press("Enter")
            else:
                control.click()
        self.strokes.questions += 1
        self.strokes.pages += 1
        self._skips()

    def _keys_to(self, control: object) -> int:
        """Tab to a control, and walk within its group by the arrows; give the presses it took."""
        focused = "(element) => element === document.activeElement"
        in_group = "(e) => e.type === 'radio' && document.activeElement.name === e.name && document.activeElement !== e"
        for presses in range(120):
            if control.evaluate(focused):  # type: ignore[attr-defined]  # a locator
                return presses
            self.page.keyboard.press("ArrowDown" if control.evaluate(in_group) else "Tab")  # type: ignore[attr-defined]
        raise AssertionError(f"no key reaches {control}")


def due_to_be_seen() -> Scene:
    scene = a_woman_ready_for_dispensing(at=now() - dt.timedelta(days=26))
    a_dispensing(scene)
    return scene


@IN_TWO_WAYS
def test_a_visit_takes_six_clicks_and_one_signature(desk: Counted, way: Way, settings: Any) -> None:
    settings.MFA_TOTP_TOLERANCE = 1  # half a minute may end between showing a code and sending it
    scene = due_to_be_seen()
    desk.logs_in(scene.prescriber)
    taps = way.scripts and not way.keyboard
    app = None if taps else App(of=scene.prescriber)
    if taps:
        desk.has_a_passkey(scene.prescriber)
    desk.begins()
    desk.goes("Visit", role="link")
    desk.sees_heading("Monthly visit")
    desk.sees("Day 27 of 28 since the supply of")
    desk.answers("Negative")
    desk.answers("No change")
    desk.answers("Counselled again today")
    desk.answers("None new")
    desk.goes("Check and sign")
    before_signing = desk.strokes.clicks
    desk.sees_heading("Check and sign the visit")
    for words in ("Negative, sample of", "No change: Implant", "agrees to go on", "None new", "Covers until"):
        desk.sees(words)
    desk.answers("I have checked this and sign")
    if app is not None:
        desk.types_a_code(app.code())
    desk.goes("Sign and authorise")
    desk.strokes.read += CHECKED if app is not None else CHECKED + TAPPED
    desk.sees_heading("Prescription authorised")
    assert desk.page.evaluate("document.activeElement.tagName") in {"H1", "MAIN"}
    assert before_signing <= MOST_CLICKS
    assert desk.strokes.seconds <= BUDGET
    assert Visit.objects.count() == 1
    signed = Submission.objects.get(act="patients.record_visit").signed_with
    assert signed == ("passkey" if taps else "code")
    print(desk.strokes.said(way.name))  # noqa: T201  the table of docs/measurements.md
    desk.goes("Next patient due", role="link")
    desk.sees("Nobody else of this list is due to be seen now.")


@in_ways("narrow")
def test_a_positive_result_typed_into_the_visit_stops_and_loses_nothing(desk: Counted) -> None:
    scene = due_to_be_seen()
    desk.logs_in(scene.prescriber)
    desk.goes("Visit", role="link")
    desk.answers("Positive")
    desk.answers("Yes: in the patient's own words")
    desk.page.get_by_text("Write a side effect down").click()
    desk.types("If there are side effects: what happened, in the patient's own words", "No period for 6 weeks")
    desk.chooses("If there are side effects: is it serious?", "No")
    desk.presses("Check and sign")
    desk.sees_heading("Stopped: nothing can be dispensed")
    desk.sees("The result is recorded. No prescription was signed.")
    assert SideEffectTold.objects.get().words == "No period for 6 weeks"
    assert Visit.objects.count() == 0


@in_ways("wide", "narrow-without-scripts")
def test_a_delegates_day_she_prepares_all_of_a_visit_and_signs_nothing_of_it(desk: Counted) -> None:
    scene = due_to_be_seen()
    desk.logs_in(a_delegate_of(scene.prescriber))
    desk.follows("TESTER")
    _changes_the_telephone(desk, scene)
    desk.page.goto(f"{desk.address}/patients/")
    desk.goes("Visit", role="link")
    desk.sees_heading("Monthly visit")
    desk.does_not_see("I have checked this and sign")
    desk.answers("Negative")
    desk.answers("No change")
    desk.answers("None new")
    desk.presses(f"Keep for {scene.prescriber.name} to sign")
    desk.sees(f"Kept for {scene.prescriber.name} to sign.")
    assert PregnancyTest.objects.filter(patient=scene.patient).count() == 2
    assert Visit.objects.count() == 0
    desk.follows("To sign")
    desk.sees_heading("To sign")
    desk.page.context.clear_cookies()  # the delegate goes home
    desk.logs_in(scene.prescriber)
    desk.sees("1 thing waits for a signature")
    desk.follows("To sign")
    desk.page.locator("main").get_by_role("link", name=": Visit").first.click()
    desk.sees_heading("Monthly visit")
    desk.sees("Check every answer: it is yours once you sign.")
    desk.answers("No change")
    desk.answers("Counselled again today")
    desk.answers("None new")
    desk.goes("Check and sign")
    desk.sees("Recorded already: Negative")
    desk.answers("I have checked this and sign")
    desk.goes("Sign and authorise")
    desk.sees_heading("Prescription authorised")
    assert Visit.objects.get().recorded_by_id == scene.prescriber.person_id
    desk.follows("To sign")
    desk.sees("Nothing waits for a signature")


def _changes_the_telephone(desk: Counted, scene: Scene) -> None:
    desk.page.goto(f"{desk.address}/patients/{scene.enrolment.id}/record/")
    desk.follows("New telephone, e-mail or reminders")
    desk.sees_heading("Telephone, e-mail and reminders")
    desk.types("Mobile telephone (optional)", "0470 12 34 56")
    desk.presses("Save")
    desk.sees("+32 470 12 34 56")


@in_ways("narrow-without-scripts")
def test_a_death_is_recorded_with_its_day_and_closes_the_record(desk: Counted) -> None:
    scene = due_to_be_seen()
    desk.logs_in(scene.prescriber)
    desk.page.goto(f"{desk.address}/patients/{scene.enrolment.id}/")
    desk.follows("End treatment")
    desk.sees_heading("End treatment")
    desk.follows("The patient died: record the day instead")
    desk.sees_heading("Withdraw from the programme today")
    desk.chooses("Why does the patient leave the programme?", "Death")
    desk.presses("Withdraw")
    desk.sees("Enter the day of death.")
    desk.types_date("If the patient died: the day of death", today())
    desk.presses("Withdraw")
    desk.sees_heading("Closed")
    desk.sees("died on")
