"""A colleague changes the record while a form is open: she sees what changed, keeps what she typed, sends it again."""

import datetime as dt

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organisation
from patients.models import Stop
from tests.builders import a_prescriber, a_test, a_woman_ready_for_dispensing, now
from tests.journeys.prescriber import AtTheDesk
from tests.prescribers.desk import address

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (320, False)], ids=["desktop", "narrow, without scripts"])
def test_row_51_a_form_that_went_stale_shows_the_difference_and_is_sent_again(
    browser: Browser, live_server: LiveServer, width: int, *, scripts: bool
) -> None:
    scene = a_woman_ready_for_dispensing(at=now() - dt.timedelta(hours=1))
    centre = Organisation.objects.get(id=scene.prescriber.place_id)
    colleague = a_prescriber(centre=centre, name="Dr Agatha Colleague")
    context = browser.new_context(viewport=ViewportSize(width=width, height=900), java_script_enabled=scripts)
    she = AtTheDesk(context.new_page(), live_server.url, scripts=scripts)
    she.logs_in(scene.prescriber)
    she.page.goto(live_server.url + address(scene.enrolment, "interrupt"))
    she.types("Reason", "low counts")
    a_test(by=colleague, at=now(), patient=scene.patient, sampled_on=now().date())
    she.presses("Interrupt")
    changed = she.page.get_by_role("region", name="What changed since you opened this page")
    expect(changed).to_contain_text("Dr Agatha Colleague")
    expect(changed).to_contain_text("Pregnancy test: Negative")
    expect(she.page.get_by_label("Reason", exact=True)).to_have_value("low counts")
    she.looks()
    assert not Stop.objects.exists()
    she.presses("Interrupt")
    she.looks()
    assert Stop.objects.get().why == "low counts"
    context.close()
