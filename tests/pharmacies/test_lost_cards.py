"""A card reported at the counter is refused everywhere at once, and who treats its owner is told."""

import datetime as dt

import pytest

from accounts.refusals import NotVisible
from outbox.models import Message
from patients.models import Card, CardRevocation, Dispensing
from patients.operations import issue_card
from patients.refusals import NothingToChange
from pharmacies.lost_cards import report_card
from pharmacies.refusals import AnswerEnded
from tests.builders import (
    Scene,
    a_check,
    a_pharmacist,
    a_pharmacy,
    a_woman_ready_for_dispensing,
    now,
)
from tests.pharmacies.desk import Desk, check_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_woman_ready_for_dispensing()


@pytest.mark.parametrize("reason", ["lost", "stolen", "copied"])
def test_a_card_reported_at_the_counter_is_refused_from_then_on_and_its_prescriber_is_told(
    scene: Scene, reason: str
) -> None:
    form = check_at(scene).follow("report-card")
    assert f"{scene.prescriber.name} is told at once and can issue a new card." in form.text
    done = form.fill(reason=reason)
    assert done.title == "Check a card"
    assert f"The card ending in {scene.card.number[-4:]} is reported." in done.text
    ended = CardRevocation.objects.get(card=scene.card)
    assert (ended.why, ended.recorded_by_id) == (reason, scene.pharmacist.user_id)
    assert Message.objects.filter(key__contains=f"card_lost:{ended.id}").exists()
    again = check_at(scene)
    assert again.title == "NO – do not dispense"
    assert "no longer valid" in again.text
    assert "Report this card" not in again.text


def test_the_yes_that_was_given_on_it_ends_and_nothing_is_dispensed_on_it(scene: Scene) -> None:
    page = check_at(scene)
    page.follow("report-card").fill(reason="copied")
    assert "This answer has ended" in page.desk.client.get(page.response.request["PATH_INFO"]).content.decode()
    assert page.dispense().title == "NO – do not dispense"
    assert not Dispensing.objects.exists()


def test_the_prescription_is_dispensed_on_the_new_card(scene: Scene) -> None:
    check_at(scene).follow("report-card").fill(reason="lost")
    new = issue_card(by=scene.prescriber, at=now(), enrolment=scene.enrolment)
    assert Desk(scene.pharmacist).check(new.number).title == "YES – dispense"


def test_a_pharmacy_that_may_not_serve_her_reports_a_found_card_and_reads_no_name(scene: Scene) -> None:
    finder = a_pharmacist(pharmacy=a_pharmacy(registered=False))
    page = Desk(finder).check(scene.card.number).follow("report-card")
    assert "TESTER" not in page.text
    assert scene.prescriber.name not in page.text
    assert page.fill(reason="lost").title == "Check a card"
    assert CardRevocation.objects.filter(card=scene.card).exists()


def test_without_a_reason_the_form_comes_back_and_the_card_stays_valid(scene: Scene) -> None:
    page = check_at(scene).follow("report-card").fill()
    assert (page.status, page.title) == (422, "Report this card")
    assert not CardRevocation.objects.exists()


def test_an_unknown_card_is_reported_by_nobody(scene: Scene) -> None:
    page = Desk(scene.pharmacist).check("000000000000")
    assert "Report this card" not in page.text


def test_a_check_of_another_pharmacy_or_of_long_ago_reports_nothing(scene: Scene) -> None:
    old = a_check(scene, at=now() - dt.timedelta(minutes=31))
    with pytest.raises(AnswerEnded):
        report_card(by=scene.pharmacist, at=now(), check=old, reason="lost")
    stranger = a_pharmacist()
    with pytest.raises(NotVisible):
        report_card(by=stranger, at=now(), check=a_check(scene), reason="lost")
    assert Desk(stranger).open("report_card", old).status == 404
    assert Desk(scene.pharmacist).open("report_card", old).status == 302
    assert not CardRevocation.objects.exists()


def test_a_card_is_reported_once(scene: Scene) -> None:
    check = a_check(scene)
    report_card(by=scene.pharmacist, at=now(), check=check, reason="lost")
    with pytest.raises(NothingToChange):
        report_card(by=scene.pharmacist, at=now(), check=check, reason="stolen")
    assert [card.revocation.why for card in Card.objects.all()] == ["lost"]
