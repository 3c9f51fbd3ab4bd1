"""Category, agreement, contraception, stop and partner in the browser, with scripts and without, wide and narrow."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.utils.formats import date_format
from playwright.sync_api import Browser, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from patients.models import Contraception, Signature
from tests.builders import Scene, a_man_ready_for_dispensing, a_woman_ready_for_dispensing, user_of
from tests.journeys.prescriber import AtTheDesk
from tests.patients.proposals import a_second
from tests.prescribers.forms import today

pytestmark = pytest.mark.django_db(transaction=True)

DAY = dt.timedelta(days=1)
BOTH_WAYS = pytest.mark.parametrize("way", [(1280, True), (320, False)], ids=["wide", "narrow-without-scripts"])


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, way: tuple[int, bool]) -> Iterator[AtTheDesk]:
    width, scripts = way
    context = browser.new_context(
        viewport=ViewportSize(width=width, height=900), java_script_enabled=scripts, locale="en-GB"
    )
    yield AtTheDesk(context.new_page(), live_server.url, scripts=scripts)
    context.close()


def opens(desk: AtTheDesk, scene: Scene, page: str = "") -> None:
    desk.page.goto(f"{desk.address}/patients/{scene.enrolment.id}/{page}")


@BOTH_WAYS
def test_a_lower_category_is_proposed_by_one_and_approved_by_another(desk: AtTheDesk) -> None:
    scene = a_woman_ready_for_dispensing()
    second = a_second(scene.prescriber)
    desk.logs_in(scene.prescriber)
    opens(desk, scene, "category/")
    desk.sees("If you choose a category that asks for less, it is proposed")
    desk.chooses("Does one of these apply?", "50 or older")
    desk.presses("Save and continue")
    desk.sees("The patient is 45. This criterion needs 50 or over.")
    desk.chooses("Does one of these apply?", "Womb removed")
    desk.types("What shows it", "Operation report")
    desk.types_date("Date of the document", dt.date(2026, 3, 3))
    desk.types("Who wrote it", "Dr Wit")
    desk.presses("Save and continue")
    desk.sees_heading("Waiting for a second prescriber")
    desk.follows("Take it back")
    desk.sees("You proposed this. Another prescriber of your centre")
    desk.looks()
    desk.page.context.clear_cookies()
    desk.logs_in(second)
    opens(desk, scene)
    desk.follows("A lower category is proposed")
    desk.sees_heading("A lower category is proposed")
    desk.chooses("Do you approve the lower category?", "Yes")
    desk.presses("Decide")
    desk.sees_heading("Woman who cannot become pregnant")
    desk.sees(f"by {user_of(second).name}")


@BOTH_WAYS
def test_a_man_found_to_be_able_to_become_pregnant_is_stopped_at_once(desk: AtTheDesk) -> None:
    scene = a_man_ready_for_dispensing()
    desk.logs_in(scene.prescriber)
    opens(desk, scene, "category/")
    desk.sees_heading("Category: man")
    desk.presses("The sex is recorded wrongly")
    desk.sees_heading("Woman who can become pregnant")
    desk.sees("can no longer be dispensed")
    desk.sees("Missing before a prescription")


@BOTH_WAYS
def test_the_agreement_is_signed_on_the_screen_drawn_or_typed(desk: AtTheDesk) -> None:
    scene = a_woman_ready_for_dispensing()
    desk.logs_in(scene.prescriber)
    opens(desk, scene, "agreement/")
    desk.follows("The patient cannot or will not keep")
    desk.sees_heading("Treatment is contraindicated")
    desk.follows("Talk it through again")
    desk.ticks_everything()
    desk.chooses("Who signs?", "The patient")
    desk.chooses("How was it signed?", "On this screen")
    if desk.scripts:
        draws(desk)
    else:
        name = desk.page.locator(".patient").inner_text().split("\n")[0].replace(",", "")
        desk.types("Full name, typed by who signs", name)
    desk.looks()
    desk.presses("Record as signed today")
    desk.sees_task("Talk through the risks and sign", "Completed")
    opens(desk, scene, "record/")
    desk.sees("drawn on the screen" if desk.scripts else "name typed on the screen")
    assert Signature.objects.filter(means="drawn" if desk.scripts else "typed").count() == 1


def draws(desk: AtTheDesk) -> None:
    pad = desk.page.locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    desk.page.mouse.move(box["x"] + 40, box["y"] + 60)
    desk.page.mouse.down()
    desk.page.mouse.move(box["x"] + 160, box["y"] + 30, steps=5)
    desk.page.mouse.up()


@BOTH_WAYS
def test_from_when_contraception_is_enough_is_said_before_it_is_stored(desk: AtTheDesk) -> None:
    scene = a_woman_ready_for_dispensing()
    desk.logs_in(scene.prescriber)
    opens(desk, scene, "contraception/")
    desk.follows("change it for another")
    desk.sees_heading("Change this method for another")
    desk.types_date("First day without the old method", today() - 5 * DAY)
    desk.chooses("Method", "Progestogen-only pill")
    desk.types_date("In use since", today() - 3 * DAY)
    if desk.scripts:
        desk.page.keyboard.press("Tab")
    else:
        desk.presses("From when is it enough?")
    complete = date_format(today() + 25 * DAY)
    expect(desk.page.locator("#says")).to_contain_text(f"complete on {complete}")
    desk.looks()
    assert Contraception.objects.count() == 1
    desk.presses("Record the change")
    desk.sees(f"4 weeks of contraception are complete on {complete}")


@BOTH_WAYS
def test_a_false_alarm_is_put_right_by_two_and_a_new_test(desk: AtTheDesk) -> None:
    scene = a_woman_ready_for_dispensing()
    second = a_second(scene.prescriber)
    desk.logs_in(scene.prescriber)
    opens(desk, scene)
    desk.presses("Pregnancy suspected: stop now")
    desk.sees_heading("Stopped: nothing can be dispensed")
    desk.sees("Tell the patient to stop the capsules today")
    desk.sees("The report has been started")
    desk.follows("Close the suspicion with a second prescriber")
    desk.chooses("How did it turn out?", "It was a false alarm")
    desk.types("Second prescriber of this centre: e-mail address", user_of(second).email)
    desk.types("Second prescriber: password", "a long enough password")
    desk.presses("We both sign")
    desk.sees("Suspicion closed by two people")


@BOTH_WAYS
def test_a_mans_partner_opens_a_case_and_his_supply_goes_on(desk: AtTheDesk) -> None:
    scene = a_man_ready_for_dispensing()
    desk.logs_in(scene.prescriber)
    opens(desk, scene)
    desk.follows("His partner may be pregnant")
    desk.sees_heading("His partner may be pregnant")
    desk.types("What is known", "A test at home was positive")
    desk.presses("Open the case")
    desk.sees_heading("The case is open")
    opens(desk, scene)
    desk.sees("His supply goes on")
