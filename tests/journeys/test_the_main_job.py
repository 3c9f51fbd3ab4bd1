"""The whole main job in one browser: registered, prescribed, dispensed; three weeks on the same card is refused."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.conf import LazySettings
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from patients.models import Card, Dispensing, Verdict
from tests.builders import a_pharmacist, a_prescriber, now
from tests.journeys.pharmacist import AtTheCounter
from tests.journeys.prescriber import AtTheDesk
from tests.journeys.test_registration_journey import (
    days_ago,
    issues_the_card,
    records_a_negative_test,
    records_an_implant,
    records_myeloma_with_dexamethasone,
    registers_a_woman,
    says_that_she_can_become_pregnant,
    signs_a_prescription,
    talks_the_risks_through,
)
from tests.journeys.ways import IN_TWO_WAYS, Way

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(browser: Browser, way: Way) -> Iterator[Page]:
    """Give one browser, used by the prescriber first and by the pharmacist after her."""
    context = browser.new_context(
        viewport=ViewportSize(width=way.width, height=900), java_script_enabled=way.scripts, locale="en-GB"
    )
    yield context.new_page()
    context.close()


@IN_TWO_WAYS
def test_from_a_blank_form_to_a_dispensing_and_to_a_refusal_three_weeks_on(
    page: Page, live_server: LiveServer, way: Way, settings: LazySettings
) -> None:
    desk = AtTheDesk(page, live_server.url, scripts=way.scripts, keyboard=way.keyboard)
    desk.logs_in(a_prescriber())
    registers_a_woman(desk)
    says_that_she_can_become_pregnant(desk)
    records_myeloma_with_dexamethasone(desk)
    talks_the_risks_through(desk)
    records_an_implant(desk, since=days_ago(40))
    records_a_negative_test(desk)
    issues_the_card(desk)
    signs_a_prescription(desk)
    desk.presses("Log out")
    expect(page.get_by_role("button", name="Log in")).to_be_visible()  # she is out before the next one sits down

    card = Card.objects.get().number
    pharmacist = a_pharmacist()
    counter = AtTheCounter(page, live_server.url, scripts=way.scripts, keyboard=way.keyboard)
    counter.logs_in(pharmacist)
    counter.scans(card)
    counter.sees_heading("YES – dispense")
    counter.ticks("The patient was counselled")
    counter.presses("Record dispensing")
    counter.sees_heading("Dispensing recorded")
    assert Dispensing.objects.get().capsules == 21

    settings.COUNTER_MOST_SECONDS_APART = dt.timedelta(weeks=4).total_seconds()  # the database's clock stays
    with time_machine.travel(now() + dt.timedelta(weeks=3)):
        page.context.clear_cookies()  # she went home meanwhile
        counter.logs_in(pharmacist)
        counter.scans(card)
        counter.sees_heading("NO – do not dispense")
        counter.sees("This prescription is too old")
        counter.sees("All capsules of this prescription were dispensed")
        counter.sees("Who can put it right: the prescriber")
    last = Verdict.objects.latest("at")
    assert last.reasons == ["prescription_expired", "prescription_exhausted"]
    assert Dispensing.objects.count() == 1
