"""A signature stands under what was shown, and under nothing else; a dose above the label's is asked about."""

import re
from typing import Any

import pytest

from audit.models import Entry, Outcome
from patients.models import Prescription
from tests.builders import Scene, a_woman_ready_for_dispensing
from tests.prescribers.desk import Answer, Desk, address
from tests.prescribers.forms import a_draft_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_woman_ready_for_dispensing()


def drafts(desk: Desk, scene: Scene, **changes: Any) -> Answer:
    """Come to the page on which a draft is checked."""
    return desk.sends(address(scene.enrolment, "prescription"), a_draft_form(**changes))


def signs(desk: Desk, scene: Scene, page: Answer, **answers: str) -> Answer:
    """Sign exactly the page that was shown."""
    return desk.sends_again(
        address(scene.enrolment, "prescription", "check"), page.hidden | {"checked": "on"} | answers
    )


def test_a_draft_changed_in_another_window_is_shown_and_not_signed(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    first = drafts(desk, scene, strength="1", days_supply="7")
    drafts(desk, scene, strength="4", days_supply="28")
    answer = signs(desk, scene, first)
    assert answer.status == 409
    assert "The draft changed while this page was open" in answer.text
    assert "4 mg a day, on 21 of 28 days, for 28 days" in answer.text
    assert not re.search(r"<input[^>]* checked\b", answer.source)
    assert Prescription.objects.count() == 1
    assert signs(desk, scene, answer).heading == "Prescription authorised"
    assert Prescription.objects.get(closure__isnull=True).days_supply == 28


def test_a_page_that_does_not_say_what_it_showed_signs_nothing(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    page = drafts(desk, scene)
    assert signs(desk, scene, page, shown="").status == 409
    assert signs(desk, scene, page, shown="2020-01-01 strength=4").status == 409
    assert Prescription.objects.count() == 1


def test_a_draft_that_is_gone_is_asked_for_again(scene: Scene) -> None:
    page = drafts(Desk(scene.prescriber), scene)
    answer = signs(Desk(scene.prescriber), scene, page)
    assert answer.heading == "Authorise a prescription"
    assert "Nothing was signed" in answer.text
    assert Prescription.objects.count() == 1


def test_what_was_signed_is_not_signed_again_with_another_draft(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    first = drafts(desk, scene)
    assert signs(desk, scene, first).status == 200
    second = drafts(desk, scene, days_supply="7")
    answer = signs(desk, scene, first, shown=second.hidden["shown"])
    assert answer.status == 409
    assert "already sent with other answers" in answer.text
    assert Prescription.objects.count() == 2


def test_a_dose_above_the_label_is_confirmed_with_a_reason_that_is_written_down(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    page = drafts(desk, scene, capsules_a_day="20")
    assert "The dose is above the label's and is meant" in page.text
    silent = signs(desk, scene, page)
    assert silent.status == 422
    assert "Tick “The dose is above the label's and is meant” to go on." in silent.text
    assert "“Why is the dose above the label's?” is empty" in silent.text
    assert Prescription.objects.count() == 1
    done = signs(desk, scene, page, dose_meant="on", dose_reason="trial arm B")
    assert done.heading == "Prescription authorised"
    assert Entry.objects.get(act="patients.authorise", outcome=Outcome.DONE, reason="trial arm B")


def test_a_dose_of_the_label_is_not_asked_about(scene: Scene) -> None:
    assert "is meant" not in drafts(Desk(scene.prescriber), scene).text
