"""At the counter, in the browser: with and without scripts, by keyboard alone, at 320 px."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from foundation.checksymbols import format_number
from patients.models import Contraception, Dispensing, PregnancyTest
from patients.operations import interrupt_supply, record_treatment, void_record
from pharmacies.operations import check_card, say_cannot_confirm
from tests.builders import (
    a_man_ready_for_dispensing,
    a_pharmacist,
    a_pharmacy,
    a_woman_ready_for_dispensing,
    an_indication,
    now,
)
from tests.journeys.pharmacist import AtTheCounter
from tests.journeys.test_registration_journey import EVERY_WAY, WIDE_AND_NARROW, Way

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, way: Way) -> Iterator[AtTheCounter]:
    context = browser.new_context(
        viewport=ViewportSize(width=way.width, height=900), java_script_enabled=way.scripts, locale="en-GB"
    )
    yield AtTheCounter(context.new_page(), live_server.url, scripts=way.scripts, keyboard=way.keyboard)
    context.close()


@EVERY_WAY
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


@WIDE_AND_NARROW
def test_a_no_says_every_reason_and_who_can_put_it_right(desk: AtTheCounter) -> None:
    pharmacist = a_pharmacist(pharmacy=a_pharmacy(registered=False))
    scene = a_woman_ready_for_dispensing(pharmacist=pharmacist)
    by, at = scene.prescriber, now()
    void_record(by=by, at=at, record=PregnancyTest.objects.get(), reason="another patient's")
    void_record(by=by, at=at, record=Contraception.objects.get(), reason="another patient's")
    desk.logs_in(pharmacist)
    desk.scans(scene.card.number)
    desk.sees_heading("NO – do not dispense")
    desk.sees("3 things stop this supply.")
    desk.sees("Who can put it right: the pharmacy")
    desk.sees("SmPC 4.4")


@WIDE_AND_NARROW
def test_a_stop_says_to_call_the_prescriber_and_no_more(desk: AtTheCounter) -> None:
    scene = a_woman_ready_for_dispensing()
    interrupt_supply(by=scene.prescriber, at=now(), enrolment=scene.enrolment, reason="low blood counts")
    desk.logs_in(scene.pharmacist)
    desk.scans(scene.card.number)
    desk.sees_heading("NO – do not dispense")
    desk.sees("Treatment is stopped for this patient. Do not dispense. Call the prescriber now.")
    desk.does_not_see("low blood counts")


@WIDE_AND_NARROW
def test_advice_stands_beneath_a_yes(desk: AtTheCounter) -> None:
    scene = a_man_ready_for_dispensing()
    treatment = an_indication(disease="amyloidosis", declared_off_label=True, off_label_reason="tumour board")
    record_treatment(
        by=scene.prescriber, at=now(), enrolment=scene.enrolment, started_on=scene.prescription.treatment.started_on,
        indication=treatment, reason="corrected",
    )  # fmt: skip
    desk.logs_in(scene.pharmacist)
    desk.scans(scene.card.number)
    desk.sees_heading("YES – dispense")
    desk.sees("The use is outside the approved indications.")


@WIDE_AND_NARROW
def test_the_card_of_somebody_else_shows_her_no_longer(desk: AtTheCounter) -> None:
    scene = a_woman_ready_for_dispensing()
    desk.logs_in(scene.pharmacist)
    desk.scans(scene.card.number)
    desk.sees("TESTER")
    answer = desk.page.url
    desk.presses("Not this person")
    desk.sees_heading("NO – do not dispense")
    desk.does_not_see("TESTER")
    desk.page.goto(answer)
    desk.sees_heading("This answer has ended")
    desk.looks()


@WIDE_AND_NARROW
def test_who_tries_too_many_numbers_reads_when_to_go_on_and_a_card_in_hand_is_answered(desk: AtTheCounter) -> None:
    scene = a_woman_ready_for_dispensing()
    for _ in range(20):
        check_card(by=scene.pharmacist, at=now(), number=None)
    desk.logs_in(scene.pharmacist)
    desk.scans("000000000000")
    desk.sees_heading("Too many unknown card numbers")
    desk.sees("The next unknown number is answered from")
    desk.looks()
    desk.follows("Check another card")
    desk.scans(scene.card.number)
    desk.sees_heading("YES – dispense")


@WIDE_AND_NARROW
def test_a_number_mistyped_says_what_a_number_looks_like_and_an_unknown_one_is_a_no(desk: AtTheCounter) -> None:
    scene = a_woman_ready_for_dispensing()
    desk.logs_in(scene.pharmacist)
    desk.scans("7K3M")
    desk.sees_heading("Check a card")
    desk.sees("A card’s number has 12 letters and numbers")
    desk.scans("PPP:000000000000")
    desk.sees_heading("NO – do not dispense")
    desk.sees("No card has this number.")


@WIDE_AND_NARROW
def test_an_answer_that_could_not_be_given_says_what_to_do(desk: AtTheCounter) -> None:
    scene = a_woman_ready_for_dispensing()
    unanswered = say_cannot_confirm(by=scene.pharmacist, at=now(), number=scene.card.number)
    desk.logs_in(scene.pharmacist)
    desk.page.goto(f"{desk.address}/counter/{unanswered.id}/")
    desk.sees_heading("CANNOT CONFIRM – do not dispense yet")
    desk.sees("Do not hand over the capsules.")
    desk.page.goto(f"{desk.address}/counter/")
    desk.looks()


@WIDE_AND_NARROW
def test_the_name_leaves_an_unattended_screen_and_can_be_called_back(desk: AtTheCounter) -> None:
    scene = a_woman_ready_for_dispensing()
    desk.logs_in(scene.pharmacist)
    desk.scans(scene.card.number)
    name = desk.page.locator(".patient-name")
    expect(name).to_be_visible()
    desk.page.evaluate("document.getAnimations().forEach((two_minutes) => two_minutes.finish())")
    expect(name).to_be_hidden()
    desk.sees_heading("YES – dispense")
    desk.follows("Show the person again")
    expect(name).to_be_visible()
