"""Two pharmacists against a no, and after an outage; two people of an authority: in the browser."""

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actor import Actor
from patients.models import Dispensing, LateEntry, Override
from patients.operations import interrupt_supply
from pharmacies.operations import say_cannot_confirm
from programmes.models import RegimeDecision
from tests.builders import PASSWORD, a_programme, a_woman_ready_for_dispensing, now, user_of
from tests.journeys.pharmacist import AtTheCounter
from tests.journeys.ways import Way, in_ways
from tests.pharmacies.two_people import a_second_pharmacist, an_authority

pytestmark = pytest.mark.django_db(transaction=True)

DAY = dt.timedelta(days=1)


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, way: Way) -> Iterator[AtTheCounter]:
    context = browser.new_context(
        viewport=ViewportSize(width=way.width, height=900), java_script_enabled=way.scripts, locale="en-GB"
    )
    yield AtTheCounter(context.new_page(), live_server.url, scripts=way.scripts, keyboard=way.keyboard)
    context.close()


def _both_sign(desk: AtTheCounter, second: Actor, button: str) -> None:
    desk.types("Second pharmacist of this pharmacy: e-mail address", user_of(second).email)
    desk.types("Second pharmacist: password", PASSWORD)
    desk.presses(button)


@in_ways("wide-by-keyboard")
def test_two_pharmacists_dispense_against_a_reason(desk: AtTheCounter) -> None:
    an_authority()
    scene = a_woman_ready_for_dispensing(prescribed=now() - 9 * DAY)
    second = a_second_pharmacist(scene)
    desk.logs_in(scene.pharmacist)
    desk.scans(f"PPP:{scene.card.number}")
    desk.sees_heading("NO – do not dispense")
    desk.follows("It cannot wait")
    desk.sees_heading("Dispense against a reason")
    desk.types("Capsules handed over", "9")
    desk.ticks("The patient was counselled")
    desk.chooses("Why can the supply not wait?", "The patient travels")
    desk.types("In your words", "Flies tonight; Dr Maes agreed on the telephone.")
    _both_sign(desk, second, "We both sign")
    desk.sees_heading("Dispense against a reason")
    desk.sees("At most 7 capsules may be dispensed so now.")
    desk.types("Capsules handed over", "7")
    _both_sign(desk, second, "We both sign")
    desk.sees_heading("Recorded: dispensed against a reason")
    desk.sees(f"Signed by {scene.pharmacist.name} and {second.name}.")
    desk.does_not_see("YES – dispense")
    assert Override.objects.get().verdict.dispensing.capsules == 7


@in_ways("narrow-without-scripts")
def test_after_an_outage_what_was_handed_over_is_entered_late(desk: AtTheCounter) -> None:
    an_authority()
    scene = a_woman_ready_for_dispensing(prescribed=now() - DAY)
    second = a_second_pharmacist(scene)
    unanswered = say_cannot_confirm(by=scene.pharmacist, at=now(), number=scene.card.number)
    desk.logs_in(scene.pharmacist)
    desk.page.goto(f"{desk.address}/counter/{unanswered.id}/")
    desk.sees_heading("CANNOT CONFIRM")
    desk.sees("take last night’s downtime sheet")
    desk.page.goto(f"{desk.address}/counter/")
    desk.follows("Enter a dispensing late")
    desk.sees_heading("Enter a dispensing late")
    local = now() - dt.timedelta(hours=3)
    desk.types("The card’s number, as you wrote it down", scene.card.number)
    desk.types_date("Day on which it was handed over", local.date())
    desk.types("Time at which it was handed over", f"{local:%H:%M}")
    desk.types("Capsules handed over", "21")
    desk.ticks("The patient was counselled")
    desk.chooses("Why could it not be asked about?", "The registry did not answer")
    desk.types("In your words", "By the sheet; Dr Maes said that nothing had changed.")
    _both_sign(desk, second, "We both sign")
    desk.sees_heading("Dispensing recorded")
    desk.sees("Entered late:")
    assert LateEntry.objects.get().verdict.dispense


@in_ways("wide-by-keyboard")
def test_what_was_handed_over_after_a_stop_is_recorded_and_never_a_yes(desk: AtTheCounter) -> None:
    an_authority()
    scene = a_woman_ready_for_dispensing(prescribed=now() - DAY)
    interrupt_supply(by=scene.prescriber, at=now() - dt.timedelta(hours=9), enrolment=scene.enrolment, reason="counts")
    second = a_second_pharmacist(scene)
    desk.logs_in(scene.pharmacist)
    desk.page.goto(f"{desk.address}/counter/late/")
    local = now() - dt.timedelta(hours=3)
    desk.types("The card’s number, as you wrote it down", scene.card.number.lower())
    desk.types_date("Day on which it was handed over", local.date())
    desk.types("Time at which it was handed over", f"{local:%H:%M}")
    desk.types("Capsules handed over", "7")
    desk.ticks("The patient was counselled")
    desk.chooses("Why could it not be asked about?", "The registry did not answer")
    desk.types("In your words", "By the sheet.")
    _both_sign(desk, second, "We both sign")
    desk.sees_heading("Recorded: dispensed against a reason")
    desk.sees("Treatment stopped")
    desk.does_not_see("Dispensing recorded")
    assert not Dispensing.objects.get().verdict.dispense


@in_ways("narrow-without-scripts")
def test_two_people_of_an_authority_set_a_programme_to_warn(
    desk: AtTheCounter, browser: Browser, live_server: LiveServer, way: Way
) -> None:
    a_programme()
    authority = an_authority()
    _comes_in(desk, authority.one)
    desk.follows("Set a programme to normal, warn or suspended")
    desk.sees_heading("How strictly Belgium keeps to the programmes")
    desk.follows("Propose a change")
    desk.sees_heading("Propose a change")
    desk.page.get_by_label("Programme").select_option("pomalidomide-eu")
    desk.chooses("Set it to", "Warn")
    desk.types_date("Last day", now().date() + 5 * DAY)
    desk.types("What every counter of the country is told", "Certificates are being renewed this week.")
    desk.presses("Propose")
    desk.sees("It holds as soon as a colleague of your authority agrees.")
    context = browser.new_context(
        viewport=ViewportSize(width=way.width, height=900), java_script_enabled=way.scripts, locale="en-GB"
    )
    other = AtTheCounter(context.new_page(), live_server.url, scripts=way.scripts, keyboard=way.keyboard)
    _comes_in(other, authority.other)
    other.page.goto(f"{live_server.url}/programmes/regimes/")
    other.follows("Pomalidomide, European Union")
    other.sees_heading("A proposed change")
    other.chooses("Do you agree?", "Yes: it holds from now on")
    other.presses("Record my answer")
    other.sees_heading("How strictly Belgium keeps to the programmes")
    other.sees("Warn")
    context.close()
    assert RegimeDecision.objects.get().agreed


def _comes_in(desk: AtTheCounter, actor: Actor) -> None:
    """Log in at an authority's desk."""
    desk.page.goto(f"{desk.address}/account/login/")
    desk._enters("login", user_of(actor).email)
    desk._enters("password", PASSWORD)
    desk.presses("Log in")
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("Figures of Belgium")
