"""What is due, in calendars: a feed is made, asked and revoked in a browser, and a patient takes her visit along."""

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, ViewportSize
from pytest_django.live_server_helper import LiveServer

from accounts.actor import SCHEDULER
from reminders.models import DueDate
from reminders.operations import plan
from tests.builders import now
from tests.journeys.patient import WithHerCard
from tests.journeys.prescriber import AtTheDesk
from tests.reminders.scenes import DAY, a_patient_in_treatment

NARROW = ViewportSize(width=320, height=900)


def _days(file: bytes) -> list[tuple[object, str]]:
    return [(one.decoded("dtstart"), str(one["summary"])) for one in Calendar.from_ical(file).walk("VEVENT")]


@pytest.mark.django_db(transaction=True)
def test_a_prescriber_and_her_patient_have_the_visit_in_calendars_of_their_own(
    browser: Browser, live_server: LiveServer
) -> None:
    at = now()
    scene = a_patient_in_treatment(at=at - 2 * DAY)
    plan(by=SCHEDULER, at=at)
    visit = DueDate.objects.get(enrolment=scene.enrolment, occasion="visit").due_on
    context = browser.new_context(viewport=NARROW, locale="en-GB")

    desk = AtTheDesk(context.new_page(), live_server.url)
    desk.logs_in(scene.prescriber)
    desk.page.goto(f"{live_server.url}/reminders/")
    desk.looks()
    desk.follows("Dates in my own calendar")
    desk.sees_heading("Dates in my own calendar")
    desk.presses("Make the address")
    desk.sees_heading("The address, shown once")
    path = desk.page.locator("code.secret").inner_text().partition("/feed/")[2]
    feed = f"{live_server.url}/feed/{path}"
    desk.follows("It is copied")
    told = context.request.get(feed)
    assert told.status == 200
    assert (visit, "Appointment") in _days(told.body())
    desk.follows("Revoke the address")
    desk.sees_heading("Revoke the address")
    desk.presses("Revoke the address")
    desk.sees("You have no such address.")
    gone = context.request.get(feed)
    never = context.request.get(f"{live_server.url}/feed/nobodys.ics")
    assert (gone.status, gone.body()) == (never.status, never.body())

    her = WithHerCard(context.new_page(), live_server.url)
    her.opens_page_of(scene.card)
    with her.page.expect_download() as download:
        her.page.get_by_role("link", name="Add to my calendar").click()
    assert [day for day, _word in _days(download.value.path().read_bytes())] == [visit]
    her.follows("Show my card at the pharmacy")
    her.sees_heading("My card")
    context.close()
