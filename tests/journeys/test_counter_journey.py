"""At the counter, in the browser: with and without scripts, by keyboard alone, at 320 px."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actor import Actor
from foundation.checksymbols import format_number
from patients.models import Contraception, Dispensing, PregnancyTest, ScannedPack
from patients.operations import interrupt_supply, record_treatment, void_record
from pharmacies.operations import check_card, say_cannot_confirm
from pharmacies.workstation import TEST_CODE_AND_SEPARATOR
from tests.builders import (
    Scene,
    a_man_ready_for_dispensing,
    a_woman_ready_for_dispensing,
    an_indication,
    now,
)
from tests.journeys.pharmacist import AtTheCounter
from tests.journeys.ways import IN_TWO_WAYS, Way, in_ways
from tests.pharmacies.shelf import a_code, a_pack, scanned, typed_on

pytestmark = pytest.mark.django_db(transaction=True)

TWO_MINUTES_LATER = "document.getAnimations().forEach((two_minutes) => two_minutes.finish())"

OLD_SCREEN = 620
"""What an old screen of 768 lines leaves to a page, in a browser with its bars."""

WITH_AND_WITHOUT_SCRIPTS = pytest.mark.parametrize(
    "way",
    [Way("old-screen", 1024), Way("narrow-without-scripts", 320, scripts=False)],
    ids=lambda way: way.name,
)


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, way: Way) -> Iterator[AtTheCounter]:
    context = browser.new_context(
        viewport=ViewportSize(width=way.width, height=OLD_SCREEN if way.width == 1024 else 900),
        java_script_enabled=way.scripts,
        locale="en-GB",
    )
    yield AtTheCounter(context.new_page(), live_server.url, scripts=way.scripts, keyboard=way.keyboard)
    context.close()


@IN_TWO_WAYS
def test_a_card_is_scanned_the_capsules_are_recorded_and_the_next_scan_is_refused(desk: AtTheCounter) -> None:
    scene = a_woman_ready_for_dispensing()
    desk.logs_in(scene.pharmacist)
    desk.looks()
    desk.scans(f"PPP:{scene.card.number}")
    desk.sees_heading("YES – dispense")
    desk.sees("Up to 21 capsules of pomalidomide 4 mg, until")
    desk.sees("14 March 1981")
    desk.presses("Record dispensing")
    desk.sees_heading("YES – dispense")
    desk.sees("Tick “The patient was counselled")
    desk.ticks("The patient was counselled")
    desk.presses("Record dispensing")
    desk.sees_heading("Dispensing recorded")
    desk.sees("Nothing is left on this prescription")
    assert Dispensing.objects.get().capsules == 21
    desk.follows("Check the next card")
    desk.scans(format_number(scene.card.number).lower())
    desk.sees_heading("NO – do not dispense")
    desk.sees("All capsules of this prescription were dispensed")
    desk.presses(f"Send these reasons to {scene.prescriber.name}")
    desk.sees(f"Sent to {scene.prescriber.name}")
    desk.looks()


@WITH_AND_WITHOUT_SCRIPTS
def test_two_scans_and_two_keys_are_a_dispensing(desk: AtTheCounter) -> None:
    scene, code = a_woman_ready_for_dispensing(), a_code(a_pack())
    desk.logs_in(scene.pharmacist)
    desk.scans(typed_on("azerty", f"]Q1PPP:{scene.card.number}"))
    expect(desk.page.get_by_role("heading", name="YES – dispense", exact=True)).to_be_in_viewport(ratio=1)
    desk.scans_pack(scanned(code))
    expect(desk.page.locator("main")).to_contain_text("21 of 21 capsules")
    expect(desk.page.get_by_role("heading", name="YES – dispense", exact=True)).to_be_in_viewport(ratio=1)
    expect(desk.page.locator(".verdict-who")).to_be_in_viewport(ratio=1)
    expect(desk.page.get_by_label("The patient was counselled")).to_be_focused()
    expect(desk.page.get_by_label("The patient was counselled")).to_be_in_viewport(ratio=1)
    desk.strikes("Space")
    desk.strikes("Enter")
    desk.sees_heading("Dispensing recorded")
    desk.sees("batch LOT42A: 21 capsules")
    assert (desk.scanned, desk.keys) == (2, 2)
    assert ScannedPack.objects.get().batch == Dispensing.objects.get().batch == "LOT42A"


@WITH_AND_WITHOUT_SCRIPTS
def test_a_pack_that_does_not_fit_is_refused_and_a_supply_comes_back(desk: AtTheCounter) -> None:
    scene, code = a_woman_ready_for_dispensing(), a_code(a_pack())
    weaker = a_code(a_pack(strength="3"), batch="WEAK1")
    desk.logs_in(scene.pharmacist)
    desk.scans(scene.card.number)
    desk.scans_pack(scanned(weaker))
    desk.sees_heading("YES – dispense")
    expect(desk.page.get_by_text("Not this pack: ")).to_be_in_viewport(ratio=1)
    desk.sees("The pack is of 3 mg; 4 mg are prescribed.")
    desk.scans_pack(scanned(code))
    desk.sees("21 of 21 capsules")
    desk.looks()
    desk.presses("Take off")
    desk.types("Capsules handed over", "14")
    desk.page.get_by_label("The pack’s code is damaged or missing").check()
    desk.types("Batch, if the pack cannot be scanned", "LOT42A")
    desk.ticks("The patient was counselled")
    desk.presses("Record dispensing")
    desk.sees_heading("Dispensing recorded")
    desk.sees("7 capsules are owing until")
    desk.follows("Check the next card")
    desk.scans(scene.card.number)
    desk.follows("The patient brings capsules back")
    desk.sees_heading("Capsules brought back")
    desk.page.get_by_role("radio").first.check()
    desk.types("Capsules brought back, counted", "4")
    desk.presses("Record capsules brought back")
    desk.sees("10 are out")
    desk.page.goto(f"{desk.address}/counter/scanner/")
    desk.looks()
    desk.types("Scan the test code into this field", typed_on("qwertz", TEST_CODE_AND_SEPARATOR.replace("\x1d", "|")))
    desk.presses("Read what arrived")
    desk.sees("Keyboard setting: qwertz")
    desk.looks()


def test_the_camera_fills_the_field_where_the_browser_reads_codes_itself(
    browser: Browser, live_server: LiveServer
) -> None:
    scene = a_woman_ready_for_dispensing()
    context = browser.new_context(locale="en-GB")
    context.add_init_script(
        # this browser has neither camera nor reader: both are stood in for, the page's own script is not
        f"""
        window.BarcodeDetector = class {{
          static async getSupportedFormats() {{ return ["qr_code"]; }}
          async detect() {{ return [{{ rawValue: "PPP:{scene.card.number}" }}]; }}
        }};
        const canvas = document.createElement("canvas");
        const brush = canvas.getContext("2d");
        setInterval(() => brush.fillRect(Math.random(), 0, 9, 9), 20);
        navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(30);
        """
    )
    desk = AtTheCounter(context.new_page(), live_server.url)
    desk.logs_in(scene.pharmacist)
    desk.presses("Use camera")
    expect(desk.page.get_by_role("heading", name="YES – dispense", exact=True)).to_be_visible()
    context.close()


@in_ways("wide", "narrow")
def test_every_other_answer_says_what_to_do_and_leaves_an_unattended_screen(desk: AtTheCounter) -> None:
    lacking = a_woman_ready_for_dispensing()
    by, pharmacist = lacking.prescriber, lacking.pharmacist
    for record in (PregnancyTest.objects.get(), Contraception.objects.get()):
        void_record(by=by, at=now(), record=record, reason="another patient's")
    stopped = a_woman_ready_for_dispensing(prescriber=by, pharmacist=pharmacist)
    interrupt_supply(by=by, at=now(), enrolment=stopped.enrolment, reason="low blood counts")
    advised = a_man_ready_for_dispensing(prescriber=by, pharmacist=pharmacist)
    _use_it_off_label(advised)
    unanswered = say_cannot_confirm(by=pharmacist, at=now(), number=lacking.card.number)
    desk.logs_in(pharmacist)
    _sees_every_reason_of_a_no(desk, lacking)
    _sees_a_stop_and_no_more(desk, stopped)
    desk.follows("Check another card")
    desk.scans(advised.card.number)
    desk.sees_heading("YES – dispense")
    desk.sees("The use is outside the approved indications.")
    _sees_her_leave_the_screen_and_come_back(desk)
    _says_that_she_is_somebody_else(desk, advised)
    desk.page.goto(f"{desk.address}/counter/{unanswered.id}/")
    desk.sees_heading("CANNOT CONFIRM – do not dispense yet")
    desk.sees("Do not hand over the capsules.")
    _tries_too_many_numbers(desk, pharmacist, advised)


def _use_it_off_label(scene: Scene) -> None:
    treatment = an_indication(disease="amyloidosis", declared_off_label=True, off_label_reason="tumour board")
    record_treatment(
        by=scene.prescriber, at=now(), enrolment=scene.enrolment, started_on=scene.prescription.treatment.started_on,
        indication=treatment, reason="corrected",
    )  # fmt: skip


def _sees_every_reason_of_a_no(desk: AtTheCounter, scene: Scene) -> None:
    desk.scans("7K3M")
    desk.sees_heading("Check a card")
    desk.sees("A card’s number has 12 letters and numbers")
    desk.scans(f"PPP:{scene.card.number}")
    desk.sees_heading("NO – do not dispense")
    desk.sees("2 things stop this supply.")
    desk.sees("Who can put it right: the prescriber")
    desk.sees("SmPC 4.4")
    desk.follows("Check another card")


def _sees_a_stop_and_no_more(desk: AtTheCounter, scene: Scene) -> None:
    desk.scans(scene.card.number)
    desk.sees_heading("NO – do not dispense")
    desk.sees("Treatment is stopped for this patient. Do not dispense. Call the prescriber now.")
    desk.does_not_see("low blood counts")


def _sees_her_leave_the_screen_and_come_back(desk: AtTheCounter) -> None:
    """See a task come back with what was typed into it, as often as it leaves."""
    answer, name = desk.page.get_by_role("heading", level=1), desk.page.locator(".patient-name")
    expect(name).to_be_visible()
    desk.page.evaluate(TWO_MINUTES_LATER)
    expect(name).to_be_hidden()
    expect(answer).to_have_text("Answer hidden")
    desk.looks()
    desk.follows("Show the answer again")
    expect(name).to_be_visible()
    expect(answer).to_have_text("YES – dispense")
    desk.follows("Report this card lost, stolen or copied")
    stolen = desk.page.get_by_label("It was stolen")
    stolen.check()
    for _time in range(3):
        desk.page.evaluate(TWO_MINUTES_LATER)
        expect(answer).to_have_text("Page hidden")
        expect(stolen).to_be_hidden()
        desk.follows("Show the page again")
        expect(answer).to_have_text("Report this card")
        expect(stolen).to_be_checked()
    desk.follows("Back to the answer")


def _says_that_she_is_somebody_else(desk: AtTheCounter, scene: Scene) -> None:
    desk.sees("TESTER")
    answer = desk.page.url
    desk.presses("Not this person")
    desk.sees_heading("NO – do not dispense")
    desk.does_not_see("TESTER")
    desk.page.goto(answer)
    desk.sees_heading("This answer has ended")
    desk.looks()


def _tries_too_many_numbers(desk: AtTheCounter, pharmacist: Actor, scene: Scene) -> None:
    """Be held up, and have a card in hand answered all the same."""
    desk.page.goto(f"{desk.address}/counter/")
    desk.scans("PPP:000000000000")
    desk.sees_heading("NO – do not dispense")
    desk.sees("No card has this number.")
    for _ in range(19):
        check_card(by=pharmacist, at=now(), number=None)
    desk.follows("Check another card")
    desk.looks()
    desk.scans("000000000000")
    desk.sees_heading("Too many unknown card numbers")
    desk.sees("The next unknown number is answered from")
    desk.looks()
    desk.follows("Check another card")
    desk.scans(scene.card.number)
    desk.sees_heading("YES – dispense")
