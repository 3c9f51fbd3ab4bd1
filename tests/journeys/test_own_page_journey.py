"""A patient opens her page with her card, in the browser: at 320 px and wide, with and without scripts, by keyboard."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Request, ViewportSize
from pytest_django.live_server_helper import LiveServer

from patients.models import CardRevocation, Contact, Mute, PhoneCode, Pregnancy, SideEffectTold
from patients.operations import change_contacts
from patients.phone_codes import code_of
from tests.builders import (
    a_check,
    a_dispensing,
    a_man_ready_for_dispensing,
    a_woman_ready_for_dispensing,
    an_identity,
    now,
)
from tests.journeys.patient import WithHerCard
from tests.journeys.ways import Way

pytestmark = pytest.mark.django_db(transaction=True)

PHONE, WITHOUT = Way("phone", 320), Way("phone-without-scripts", 320, scripts=False)
BY_KEYBOARD = Way("wide-by-keyboard", 1280, keyboard=True)
WITH_AXE = frozenset({"en-gb", "de", "pl"})
SAFETY_OFFICER_READS = "My feet are numb."

ways = pytest.mark.parametrize("way", [WITHOUT, BY_KEYBOARD], ids=lambda way: way.name)
"""A telephone with scripts opens her page in every language, below."""


@pytest.fixture
def her(browser: Browser, live_server: LiveServer, way: Way) -> Iterator[WithHerCard]:
    context = browser.new_context(
        viewport=ViewportSize(width=way.width, height=900), java_script_enabled=way.scripts, locale="en-GB"
    )
    yield WithHerCard(context.new_page(), live_server.url, scripts=way.scripts, keyboard=way.keyboard)
    context.close()


@ways
def test_she_scans_her_card_reads_what_comes_next_and_stops_her_medicine_in_one_press(her: WithHerCard) -> None:
    scene = a_woman_ready_for_dispensing()
    a_dispensing(scene, capsules=7)
    asked: list[Request] = []
    her.page.on("request", lambda one: asked.append(one))  # noqa: PLW0108  a method of a list cannot be wrapped
    her.scans(scene.card)
    her.looks()
    her.opens_page_of(scene.card)
    her.sees("Come to your next visit by")
    her.sees("Keep using your birth control")
    her.presses("I think I am pregnant")
    her.sees_heading("Your medicine is stopped")
    her.sees("Take no more capsules.")
    step = her.page.locator("ol.steps li").first.bounding_box()
    assert step is not None
    assert step["x"] >= 32, "the number before it stands inside the page"
    her.sees("+32 2 555 10 20")
    assert Pregnancy.objects.get().patient_id == scene.patient_id
    assert "pregnancy_suspected" in a_check(scene, at=now()).reasons
    her.follows("Back to my page")
    her.sees("See what to do now")
    her.presses("Close my page")
    her.sees_heading("Your page is closed")
    assert [one.url for one in asked if scene.card.number in one.url.partition("#")[0]] == []


@ways
def test_she_answers_five_questions_chooses_how_she_is_reached_and_blocks_her_card(her: WithHerCard) -> None:
    reminded = an_identity(mobile="+32 470 65 43 21", reminder="sms", agrees_to_reminders=True)
    scene = a_woman_ready_for_dispensing(identity=reminded)
    her.opens_page_of(scene.card)
    her.follows("I feel unwell from my medicine")
    her.presses("Send")
    her.sees("Tell us what happened.")
    her.looks()
    her.types("1. What happened to you?", SAFETY_OFFICER_READS)
    her.types_date("2. When did it start?", now().date() - dt.timedelta(days=2))
    her.chooses("3. How is it now?", "It is better")
    her.ticks_in("4. Did any of these happen?", "None of these")
    her.chooses("5. Do you still take your capsules?", "I still take them")
    her.presses("Send")
    her.sees_heading("Thank you. We have it.")
    assert SideEffectTold.objects.get().words == SAFETY_OFFICER_READS
    her.follows("Back to my page")
    her.follows("I have a new phone number")
    her.types("Your new mobile number", "+32 470 12 34 56")
    her.presses("Send me a code")
    her.sees_heading("Type the code")
    her.types("The code we sent you", code_of(PhoneCode.objects.get()))
    her.presses("Keep my new number")
    her.sees_heading("We have your new number")
    assert Contact.objects.standing().get().value == "+32470123456"
    her.follows("Back to my page")
    _chooses_how_she_is_reached(her)
    her.follows("Back to my page")
    her.follows("I lost my card")
    her.sees_heading("I lost my card")
    her.presses("Block my card now")
    her.sees_heading("Your card is blocked")
    assert CardRevocation.objects.get().why == "lost"


def _chooses_how_she_is_reached(her: WithHerCard) -> None:
    """Let her want no text for her visits, and delete her number."""
    her.follows("I want to choose my messages")
    her.looks()
    her.page.get_by_role("checkbox", name="My next visit").uncheck()
    her.presses("Keep my choice")
    her.sees_heading("We have your choice")
    assert Mute.objects.get().occasion == "visit"
    her.follows("Back to my page")
    her.follows("I want to choose my messages")
    her.follows("Delete my phone number")
    her.looks()
    her.presses("Delete my number")
    her.sees_heading("Your number is deleted")
    assert not Contact.objects.standing().exists()


@pytest.mark.parametrize("way", [WITHOUT], ids=lambda way: way.name)
def test_she_takes_a_copy_and_reads_who_keeps_it(her: WithHerCard) -> None:
    scene = a_woman_ready_for_dispensing()
    new = an_identity(mobile="+32 470 65 43 21")
    change_contacts(by=scene.prescriber, at=now(), patient=scene.patient, new=new)
    her.opens_page_of(scene.card)
    her.follows("I want a copy of my data")
    her.sees_heading("I want a copy of my data")
    her.presses("Send me a code")
    her.types("The code we sent you", code_of(PhoneCode.objects.get()))
    her.presses("Show my copy")
    her.sees_heading("My copy")
    her.sees("negative")
    for page, words in (("privacy", "Who keeps my data"), ("on-paper", "Do it on paper")):
        her.page.goto(f"{her.address}/card/{page}/")
        her.sees_heading(words)


@pytest.mark.parametrize("way", [PHONE], ids=lambda way: way.name)
def test_what_does_not_fit_opens_nothing_and_a_man_is_asked_about_his_partner(her: WithHerCard) -> None:
    scene = a_man_ready_for_dispensing()
    her.scans(scene.card)
    for _ in range(3):
        her.types_date("Your date of birth", dt.date(1950, 1, 1))
        her.presses("Open my page")
        her.sees_heading("Open my page")
        her.sees("do not open a page")
        her.scans(scene.card)
    her.types_date("Your date of birth", dt.date(1950, 1, 1))
    her.presses("Open my page")
    her.sees_heading("Please wait")
    other = a_man_ready_for_dispensing()
    her.opens_page_of(other.card)
    her.sees("Use a condom each time")
    her.presses("My partner may be pregnant")
    her.sees_heading("We told your doctor")


def test_the_page_is_fit_to_be_read_in_every_language_there_is(browser: Browser, live_server: LiveServer) -> None:
    """Each at 320 px, opened and stopped; with axe in three: what it looks for is in templates, not in words."""
    for language, _name in settings.LANGUAGES:
        context = browser.new_context(viewport=ViewportSize(width=PHONE.width, height=900), locale=language)
        _opens_her_page_and_stops(WithHerCard(context.new_page(), live_server.url), language)
        context.close()


def _opens_her_page_and_stops(her: WithHerCard, language: str) -> None:
    scene = a_woman_ready_for_dispensing(identity=an_identity(language=language))
    look = her.looks if language in WITH_AXE else her.looks_at_the_width
    her.page.goto(f"{her.address}/card/#{scene.card.number}")
    look()
    for name, part in (("day", 14), ("month", 3), ("year", 1981)):
        her.page.locator(f"input[name=birth_date_{name}]").fill(str(part))
    her.page.locator("main form button").click()
    her.page.wait_for_url("**/card/mine/")
    assert (her.page.locator("html").get_attribute("lang") or "").startswith(language.split("-", maxsplit=1)[0])
    look()
    her.page.locator("form.pregnant button").click()
    her.page.wait_for_url("**/card/stopped/")
    look()
    assert Pregnancy.objects.filter(patient=scene.patient).exists()
