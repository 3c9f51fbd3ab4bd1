"""The administrator's day: places, people, a suspension, a lost second step; and everybody's time at the desk."""

import datetime as dt
import re

import pytest
from django.core import mail
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actor import SCHEDULER, Actor
from accounts.models import Membership, Organisation, Role, Session, User
from patients.models import Stop
from reminders.operations import send_batch
from tests.builders import (
    a_centre,
    a_place_for,
    a_prescriber,
    a_programme,
    a_woman_ready_for_dispensing,
    an_actor,
    now,
    user_of,
)
from tests.journeys.administrator import AtTheOffice

pytestmark = pytest.mark.django_db(transaction=True)

SENTENCE = "nine green geese on the roof"
TWO_MINUTES_BEFORE = dt.timedelta(minutes=29)
LOOKED_AGAIN = 6_000
"""Milliseconds, after which the dialog has asked the server once more."""


def _page(browser: Browser, *, scripts: bool, width: int = 1280) -> Page:
    context = browser.new_context(
        viewport=ViewportSize(width=width, height=900), java_script_enabled=scripts, locale="en-GB"
    )
    return context.new_page()


def _administrator() -> Actor:
    return an_actor(Role.ADMINISTRATOR, a_place_for(Role.ADMINISTRATOR))


def _mailed_link() -> str:
    send_batch(by=SCHEDULER, at=now(), limit=20)
    found = re.search(r"http://testserver(\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 320)])
def test_a_day_of_the_administrator(browser: Browser, live_server: LiveServer, *, scripts: bool, width: int) -> None:
    first, second = _administrator(), _administrator()
    she = AtTheOffice(_page(browser, scripts=scripts, width=width), live_server.url, scripts=scripts)
    she.logs_in(first)
    _she_opens_a_centre(she)
    _she_invites_a_nurse_to_a_role_that_does_not_fit_first(she)
    nurse = AtTheOffice(_page(browser, scripts=scripts, width=width), live_server.url, scripts=scripts)
    _the_nurse_sets_her_password_and_comes_in(nurse)
    other = AtTheOffice(_page(browser, scripts=scripts, width=width), live_server.url, scripts=scripts)
    other.logs_in(second)
    nora = Membership.objects.get(user__email="nora@neuf.example").user
    _two_administrators_help_her_to_a_new_second_step(she, other, nurse, nora)
    _she_leaves_and_is_out_at_once(she, nurse, nora)
    _the_place_is_closed_and_opened_again(she)


def _she_opens_a_centre(she: AtTheOffice) -> None:
    she.follows("Organisations")
    she.sees_heading("Organisations")
    she.follows("Add an organisation")
    she.presses("Add the organisation")
    she.sees_heading("Add an organisation")  # with its errors
    she.chooses("What it is", "centre")
    she.types("Name", "Hôpital Neuf, Namur")
    she.picks("Country", "Belgium")
    she.picks("Time zone", "Europe/Brussels")
    she.types("Telephone", "+32 81 555 100")
    she.types("E-mail address", "desk@neuf.example")
    she.presses("Add the organisation")
    she.sees_heading("Hôpital Neuf, Namur")
    she.follows("Change the details")
    she.types("Telephone", "+32 81 555 10 00")
    she.types("Why it changes", "A digit was missing")
    she.presses("Save the details")
    she.sees("A digit was missing")


def _she_invites_a_nurse_to_a_role_that_does_not_fit_first(she: AtTheOffice) -> None:
    she.follows("Invite somebody")
    she.sees_heading("Invite somebody")
    she.types("E-mail address", "nora@neuf.example")
    she.types("Name", "Nora Neu")
    she.picks("Organisation", "Hôpital Neuf")
    she.chooses("Role", "pharmacist")
    she.presses("Send the invitation")
    she.sees("is not a role of this kind of organisation")
    she.chooses("Role", "delegate")
    she.presses("Send the invitation")
    she.sees_heading("Nora Neu")


def _the_nurse_sets_her_password_and_comes_in(nurse: AtTheOffice) -> None:
    nurse.opens(_mailed_link())
    nurse.types("Password", SENTENCE)
    nurse.types("The same password again", SENTENCE)
    nurse.presses("Save the password")
    nurse.types("Email", "nora@neuf.example")
    nurse.types("Password", SENTENCE)
    nurse.presses("Log in")
    nurse.sees_heading("Patients")
    nurse.opens("/you/")
    nurse.sees("this browser")


def _two_administrators_help_her_to_a_new_second_step(
    she: AtTheOffice, other: AtTheOffice, nurse: AtTheOffice, nora: User
) -> None:
    she.opens(f"/people/{nora.id}/")
    she.follows("The second step is lost")
    she.chooses("How did you make sure who asks?", "Seen in person")
    she.types("What did you see or hear?", "Identity card; her ward sister was there")
    she.presses("Ask another administrator to confirm")
    she.sees("Another administrator must confirm")
    other.opens(f"/people/{nora.id}/")
    other.presses("Confirm, and send the link")
    other.sees("The link is on its way")
    nurse.opens(_mailed_link())
    nurse.types("Your password", SENTENCE)
    nurse.presses("Go on")
    nurse.sees_heading("Sign-in security")


def _she_leaves_and_is_out_at_once(she: AtTheOffice, nurse: AtTheOffice, nora: User) -> None:
    she.opens(f"/people/{nora.id}/")
    she.follows("Suspend")
    she.types("Reason", "Left the hospital")
    she.presses("Suspend this person")
    she.sees("Suspended: logged out everywhere")
    nurse.opens("/patients/")
    nurse.sees_heading("Log in")


def _the_place_is_closed_and_opened_again(she: AtTheOffice) -> None:
    place = Organisation.objects.get(name__startswith="Hôpital Neuf")
    she.opens(f"/organisations/{place.id}/")
    she.follows("Suspend it")
    she.types("Reason", "Licence withdrawn")
    she.presses("Suspend the organisation")
    she.sees("Suspended: nobody can act for it")
    she.looks()
    she.follows("Lift the suspension")
    she.types("Reason", "Licence given back")
    she.presses("Lift the suspension")
    she.sees("Licence given back")


def test_the_dialog_asks_before_the_time_is_over_and_one_button_or_another_window_goes_on(
    browser: Browser, live_server: LiveServer
) -> None:
    page = _page(browser, scripts=True)
    page.clock.install()
    she = AtTheOffice(page, live_server.url)
    she.logs_in(a_prescriber())
    she.sees_heading("Patients")
    _let_pass(page, TWO_MINUTES_BEFORE)
    dialog = page.get_by_role("alertdialog", name="Are you still there?")
    expect(dialog).to_be_visible()
    stay = page.get_by_role("button", name="Stay logged in")
    expect(stay).to_be_focused()
    she.looks()
    stay.press("Enter")
    expect(dialog).to_be_hidden()
    _let_pass(page, TWO_MINUTES_BEFORE)
    expect(dialog).to_be_visible()
    elsewhere = page.context.new_page()
    elsewhere.goto(f"{live_server.url}/patients/")
    page.clock.run_for(LOOKED_AGAIN)
    expect(dialog).to_be_hidden()
    elsewhere.close()
    she.follows("Register a patient")
    she.sees_heading("Register")


def _let_pass(page: Page, span: dt.timedelta) -> None:
    """Let the browser's clock and the server's memory of this person go on together."""
    for row in Session.objects.filter(user_id__isnull=False):
        store = row.get_session_store_class()(row.session_key)
        store["seen"] = store["seen"] - span.total_seconds()
        store.save()
    page.clock.run_for(int(span.total_seconds() * 1000))


@pytest.mark.parametrize("scripts", [True, False])
def test_what_was_typed_comes_back_after_a_log_out_and_nothing_was_acted_on(
    browser: Browser, live_server: LiveServer, *, scripts: bool
) -> None:
    scene = a_woman_ready_for_dispensing(prescriber=a_prescriber(centre=a_centre()))
    page = _page(browser, scripts=scripts, width=320)
    she = AtTheOffice(page, live_server.url, scripts=scripts)
    she.logs_in(scene.prescriber)
    she.opens(f"/patients/{scene.enrolment.id}/interrupt/")
    page.locator("textarea[name=reason]").fill("An operation on Friday")
    for row in Session.objects.filter(user_id=scene.prescriber.person_id):
        store = row.get_session_store_class()(row.session_key)
        store["seen"] = store["seen"] - 31 * 60
        store.save()
    page.locator("main form button[type=submit]").first.click()
    she.sees_heading("Log in")
    assert not Stop.objects.exists()
    she.logs_in_here(scene.prescriber)
    she.sees("What you had typed before you were logged out is back")
    expect(page.locator("textarea[name=reason]")).to_have_value("An operation on Friday")
    she.looks()
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    assert Stop.objects.count() == 1


def test_a_prescriber_practises_and_goes_back_to_her_work(browser: Browser, live_server: LiveServer) -> None:
    she = AtTheOffice(_page(browser, scripts=False, width=320), live_server.url, scripts=False)
    she.logs_in(a_prescriber())
    she.opens("/you/")
    she.follows("Practise with a test patient")
    she.sees_heading("Practise with a test patient")
    she.presses("Start practising")
    she.sees_heading("Patients")
    expect(she.page.get_by_role("note").filter(has_text="PRACTICE")).to_be_visible()
    she.page.get_by_role("link", name="Back to my work").click()
    she.sees_heading("Choose the role you work in now")
    she.page.get_by_role("button", name=re.compile("Work here.*prescriber, centre")).click()
    she.sees_heading("Patients")
    expect(she.page.get_by_text("PRACTICE", exact=True)).to_be_hidden()


def test_the_programme_office_certifies_and_suspends(browser: Browser, live_server: LiveServer) -> None:
    doctor = a_prescriber(certified=False, name="Dr Ada Neu")
    a_programme()
    she = AtTheOffice(_page(browser, scripts=True), live_server.url)
    she.logs_in(an_actor(Role.PROGRAMME_MANAGER, a_place_for(Role.PROGRAMME_MANAGER)))
    she.follows("Certify a prescriber")
    she.types("E-mail address of the prescriber", user_of(doctor).email)
    she.picks("Country", "Belgium")
    she.picks("Programme", "omalidomide")
    she.types_date("First day", now().date())
    she.presses("Certify")
    she.sees_heading("Dr Ada Neu")
    she.follows("Suspend it")
    she.sees_heading("Suspend it for Dr Ada Neu")
    she.types("Reason", "Licence under review")
    she.presses("Suspend it")
    she.sees("Licence under review")
    she.looks()
