"""The counter's own refusals in the browser, wide with scripts and narrow without; and the screen left alone."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Role
from accounts.queries import actor_of
from patients.operations import cancel_prescription, revoke_card
from programmes.operations import recall_batch, start_practice
from tests.builders import (
    Scene,
    a_man_ready_for_dispensing,
    a_place_for,
    a_prescriber,
    a_woman_ready_for_dispensing,
    an_actor,
    now,
)
from tests.journeys.pharmacist import AtTheCounter
from tests.journeys.ways import Way
from tests.pharmacies.shelf import a_code, a_pack, scanned

pytestmark = pytest.mark.django_db(transaction=True)

BOTH_WAYS = pytest.mark.parametrize(
    "way", [Way("wide", 1280), Way("narrow-without-scripts", 320, scripts=False)], ids=lambda way: way.name
)


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, way: Way) -> Iterator[AtTheCounter]:
    context = browser.new_context(
        viewport=ViewportSize(width=way.width, height=900), java_script_enabled=way.scripts, locale="en-GB"
    )
    yield AtTheCounter(context.new_page(), live_server.url, scripts=way.scripts)
    context.close()


def _lost(scene: Scene) -> str:
    revoke_card(by=scene.prescriber, at=now(), card=scene.card, reason="lost")
    return scene.card.number


def _cancelled(scene: Scene) -> str:
    cancel_prescription(by=scene.prescriber, at=now(), prescription=scene.prescription, reason="blood counts")
    return scene.card.number


def _practised(_scene: Scene) -> str:
    learner = actor_of(membership=start_practice(by=a_prescriber(), at=now()))
    return a_man_ready_for_dispensing(prescriber=learner).card.number


REFUSALS: dict[str, tuple[Callable[[Scene], str], str]] = {
    "card_unknown": (lambda _scene: "PPP:000000000000", "No card has this number."),
    "card_not_valid": (_lost, "This card is no longer valid"),
    "no_open_prescription": (_cancelled, "There is no open prescription for this patient."),
    "practice": (_practised, "only for practice"),
}


@BOTH_WAYS
def test_each_refusal_says_what_it_is_and_who_can_put_it_right(desk: AtTheCounter) -> None:
    pharmacist = None
    for make, words in REFUSALS.values():
        scene = a_woman_ready_for_dispensing(pharmacist=pharmacist)
        number = make(scene)
        if pharmacist is None:
            pharmacist = scene.pharmacist
            desk.logs_in(pharmacist)
        desk.scans(number)
        desk.sees_heading("NO – do not dispense")
        desk.sees(words)
        desk.sees("Who can put it right")


@BOTH_WAYS
def test_each_refusal_of_a_pack_is_of_that_pack_alone(desk: AtTheCounter) -> None:
    scene, pack = a_woman_ready_for_dispensing(), a_pack()
    office = an_actor(Role.PROGRAMME_MANAGER, a_place_for(Role.PROGRAMME_MANAGER))
    recall_batch(by=office, at=now(), product=pack.product, number="BAD1", from_on=now().date(), reason="not sterile")
    desk.logs_in(scene.pharmacist)
    desk.scans(scene.card.number)
    yesterday = now().date() - dt.timedelta(days=1)
    for code, words in (
        (a_code(a_pack(programme="lenalidomide-eu")), "is not of a pack of"),
        (a_code(a_pack(strength="3")), "The pack is of 3 mg; 4 mg are prescribed."),
        (a_code(pack, expires_on=yesterday), "The pack was good until"),
        (a_code(pack, batch="BAD1"), "Batch BAD1 was called back."),
    ):
        desk.scans_pack(scanned(code))
        desk.sees("Not this pack")
        desk.sees(words)
        desk.looks()
    desk.scans_pack(scanned(a_code(pack)))
    desk.sees("21 of 21 capsules")
    desk.sees_heading("YES – dispense")


def test_the_answer_goes_by_the_style_sheet_alone_also_where_nothing_may_move(
    browser: Browser, live_server: LiveServer
) -> None:
    scene = a_woman_ready_for_dispensing()
    context = browser.new_context(java_script_enabled=False, reduced_motion="reduce", locale="en-GB")
    desk = AtTheCounter(context.new_page(), live_server.url, scripts=False)
    desk.logs_in(scene.pharmacist)
    desk.scans(scene.card.number)
    name = desk.page.locator(".patient-name")
    expect(name).to_be_visible()
    delays = desk.page.evaluate("document.getAnimations().map((one) => one.effect.getTiming().delay)")
    assert delays == [120_000, 120_000]
    desk.page.evaluate("document.getAnimations().forEach((two_minutes) => two_minutes.finish())")
    expect(name).to_be_hidden()
    expect(desk.page.get_by_role("button", name="Record dispensing")).to_be_hidden()
    desk.follows("Show the answer again")
    expect(name).to_be_visible()
    context.close()
