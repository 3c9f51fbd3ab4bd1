"""The list by single keys, without a mouse: rows, their next step, the ways of the desk, one switch for all keys."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actor import Actor
from prescribers.presenters.keys import KEYS
from tests.builders import a_patient, a_prescriber, an_identity, now
from tests.journeys.prescriber import AtTheDesk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def doctor() -> Actor:
    """Give a prescriber with two patients, told apart by their names."""
    by = a_prescriber()
    for name in ("Keyone", "Keytwo"):
        a_patient(at=now(), by=by, identity=an_identity(family_name=name))
    return by


@pytest.fixture(params=[1280, 320])
def desk(browser: Browser, live_server: LiveServer, request: pytest.FixtureRequest) -> Iterator[AtTheDesk]:
    """Sit at a wide screen or a narrow one, with the keyboard alone."""
    context = browser.new_context(viewport=ViewportSize(width=request.param, height=900), locale="en-GB")
    yield AtTheDesk(context.new_page(), live_server.url, keyboard=True)
    context.close()


def strikes(desk: AtTheDesk, *keys: str) -> None:
    desk.page.wait_for_load_state()
    for key in keys:
        desk.page.keyboard.press(key)


def test_twelve_keys_walk_the_desk_and_never_leave_a_form_that_was_begun(desk: AtTheDesk, doctor: Actor) -> None:
    assert len(KEYS) == 12
    desk.logs_in(doctor)
    focused = desk.page.locator(":focus")
    rows = desk.page.locator("[data-row]")
    strikes(desk, "j")
    expect(rows.nth(0)).to_be_focused()
    strikes(desk, "j", "j")
    expect(rows.nth(1)).to_be_focused()
    strikes(desk, "k")
    expect(rows.nth(0)).to_be_focused()
    strikes(desk, "Enter")
    desk.sees_heading("Registration in progress")
    strikes(desk, "u")
    desk.sees_heading("Patients")
    for way, heading in (("s", "To sign"), ("t", "Transfers"), ("c", "Cover"), ("w", "Patients")):
        strikes(desk, "g", way)
        expect(desk.page.get_by_role("heading", level=1)).to_contain_text(heading)
    strikes(desk, "/")
    expect(focused).to_have_attribute("name", "name")
    strikes(desk, "n", "j")
    assert desk.page.get_by_label("Find a patient by name").input_value() == "nj"
    desk.page.locator("h1").click()
    strikes(desk, "n")
    desk.sees_heading("Register a patient")
    desk.types("Family name", "Begun")
    desk.page.locator("h1").click()
    strikes(desk, "g", "w")
    strikes(desk, "u")
    assert desk.page.get_by_label("Family name").input_value() == "Begun"


def test_the_next_step_of_a_row_is_one_key_away(desk: AtTheDesk, doctor: Actor) -> None:
    desk.logs_in(doctor)
    step = desk.page.locator("[data-row-action]").first.get_attribute("href")
    strikes(desk, "j", "v")
    desk.page.wait_for_url(f"**{step}")


def test_the_keys_are_listed_over_the_page_and_one_switch_turns_all_of_them_off(desk: AtTheDesk, doctor: Actor) -> None:
    desk.logs_in(doctor)
    strikes(desk, "?")
    dialog = desk.page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    assert dialog.locator("dd").count() == len(KEYS)
    desk.looks()
    strikes(desk, "j", "g", "s", "Escape")
    expect(dialog).to_be_hidden()
    desk.sees_heading("Patients")
    desk.page.goto(f"{desk.address}/patients/keys/")
    desk.sees_heading("Keys")
    desk.presses("Switch all keys off")
    desk.sees("Off.")
    desk.looks()
    desk.page.goto(f"{desk.address}/patients/")
    strikes(desk, "j", "g", "s", "n", "?")
    assert desk.page.url.endswith("/patients/")
    assert desk.page.locator("[data-row]:focus").count() == 0
    desk.page.goto(f"{desk.address}/you/")
    desk.presses("Switch on")
    desk.sees("On.")


def test_the_list_is_narrowed_in_place_and_its_new_count_takes_the_focus(desk: AtTheDesk, doctor: Actor) -> None:
    desk.logs_in(doctor)
    desk.page.evaluate("window.stayed = true")
    desk.page.get_by_label("Order", exact=True).select_option("newest")
    desk.presses("Show")
    heading = desk.page.locator("#list-heading")
    expect(heading).to_be_focused()
    expect(heading).to_have_text("2 patients")
    assert desk.page.evaluate("window.stayed")
    assert "order=newest" in desk.page.url
    assert desk.page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)").lower().find("key") < 0
    desk.looks()
    desk.page.go_back()
    expect(desk.page.get_by_label("Order", exact=True)).to_have_value("urgency")
