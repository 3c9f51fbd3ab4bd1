"""What she is written about is her choice, and so is her number; somebody is to telephone where no way is left."""

import pytest

from accounts.actor import PATIENT_ACCOUNT, SCHEDULER
from patients.models import OPTIONAL, Contact, Mute, Patient
from patients.operations import change_contacts
from reminders.ladder import PATIENT, ladders
from reminders.models import FollowUp
from reminders.operations import plan
from reminders.operations.choices import mute
from tests.builders import Scene, an_identity, now
from tests.portal.hand import Hand
from tests.portal.reading import grade
from tests.reminders.scenes import MOBILE, confirm

pytestmark = pytest.mark.django_db

MESSAGES, DELETE = "messages/", "number/delete/"


@pytest.fixture
def hand(scene: Scene) -> Hand:
    found = Hand()
    found.shows(scene.card)
    return found


@pytest.fixture
def reminded(scene: Scene) -> Scene:
    """Let her be reminded by text messages at a number that she has not confirmed yet."""
    new = an_identity(mobile=MOBILE, reminder="sms", agrees_to_reminders=True)
    change_contacts(by=scene.prescriber, at=now(), patient=_fresh(scene), new=new)
    return scene


def _fresh(scene: Scene) -> Patient:
    return Patient.objects.get(id=scene.patient_id)


def _is_off(scene: Scene) -> set[str]:
    return set(Mute.objects.filter(patient=scene.patient_id, lifted_at=None).values_list("occasion", flat=True))


def test_what_she_may_choose_is_what_no_ladder_holds_for_her_safety() -> None:
    for ladder in ladders().by_programme.values():
        told = [one for one in ladder.occasions if any(step.to == PATIENT for step in one.steps)]
        assert {one.id for one in told if not one.safety} == set(OPTIONAL)


def test_she_takes_a_tick_away_and_sets_it_again(reminded: Scene, hand: Hand) -> None:
    page = hand.opens(MESSAGES)
    assert page.source.count("checked") == 2
    assert hand.presses(MESSAGES, MESSAGES, wanted=["supply"]).heading == "We have your choice"
    assert _is_off(reminded) == {"visit"}
    assert Mute.objects.get().by_id == PATIENT_ACCOUNT
    assert hand.opens(MESSAGES).source.count("checked") == 1
    assert hand.presses(MESSAGES, MESSAGES, wanted=["visit", "supply"]).heading == "We have your choice"
    assert _is_off(reminded) == set()
    assert hand.presses(MESSAGES, MESSAGES).heading == "We have your choice"
    assert _is_off(reminded) == set(OPTIONAL)


@pytest.mark.parametrize("wanted", [["protection"], ["visit", "last_test"], ["'; DROP"], [""]])
def test_what_is_for_her_safety_is_no_choice(wanted: list[str], reminded: Scene, hand: Hand) -> None:
    assert hand.presses(MESSAGES, MESSAGES, wanted=wanted).status == 422
    assert _is_off(reminded) == set()


def test_what_she_chose_before_is_told_and_stays(reminded: Scene, hand: Hand) -> None:
    answer = hand.presses(MESSAGES, MESSAGES, wanted=["visit", "supply"])
    assert "This is what you have now." in answer.text
    assert not Mute.objects.exists()


def test_what_others_keep_back_altogether_stays_so_and_her_page_is_the_same(reminded: Scene, hand: Hand) -> None:
    before = hand.opens(MESSAGES).text
    mute(by=reminded.prescriber, at=now(), patient=_fresh(reminded), occasion="", reason="her partner reads her texts")
    assert hand.opens(MESSAGES).text == before
    hand.presses(MESSAGES, MESSAGES, wanted=["visit"])
    assert _is_off(reminded) == {"", "supply"}


def test_who_wants_none_is_told_whom_to_ask(scene: Scene, hand: Hand) -> None:
    page = hand.opens(MESSAGES)
    assert "We send you no messages, as you asked." in page.text
    assert "Keep my choice" not in page.text
    assert "We have no phone number of yours." in page.text
    assert "Delete my phone number" not in hand.opens("number/").text
    assert "Delete my number" not in hand.opens(DELETE).text


def test_a_number_that_nobody_confirmed_is_shown_as_one(reminded: Scene, hand: Hand) -> None:
    assert "We do not know yet if it is yours." in hand.opens(MESSAGES).text
    confirm(reminded, at=now())
    page = hand.opens(MESSAGES)
    assert "We do not know yet" not in page.text
    assert "We have a number that ends in: 456" in page.text
    assert "Delete my phone number" in hand.opens("number/").text
    assert "12345" not in page.text.replace(" ", "")


def test_she_deletes_her_number_and_somebody_is_to_telephone_at_once(reminded: Scene, hand: Hand) -> None:
    confirm(reminded, at=now())
    plan(by=SCHEDULER, at=now())
    assert not FollowUp.objects.exists()
    answer = hand.presses(DELETE, DELETE)
    assert answer.heading == "Your number is deleted"
    assert "Keep the day of your next visit in mind." in answer.text
    assert not Contact.objects.standing().exists()
    plan(by=SCHEDULER, at=now())
    line = FollowUp.objects.get()
    assert (line.why, line.occasion, line.enrolment_id) == ("telephone", "any", reminded.enrolment.id)


def test_who_has_a_mail_address_beside_it_is_written_to_there(scene: Scene, hand: Hand) -> None:
    new = an_identity(mobile=MOBILE, email="she@example.org", reminder="sms", agrees_to_reminders=True)
    change_contacts(by=scene.prescriber, at=now(), patient=_fresh(scene), new=new)
    confirm(scene, at=now())
    assert "We write to you by mail from now on." in hand.presses(DELETE, DELETE).text
    plan(by=SCHEDULER, at=now())
    assert not FollowUp.objects.exists()


def test_a_number_that_is_gone_cannot_be_deleted_again(reminded: Scene, hand: Hand) -> None:
    form = hand.opens(DELETE).hidden
    hand.sends(DELETE, form)
    again = hand.sends(DELETE, hand.opens("number/").hidden)
    assert (again.status, "There is no number to delete." in again.text) == (409, True)


@pytest.mark.parametrize("path", [MESSAGES, DELETE, "number/deleted/", "messages/kept/"])
def test_each_page_as_a_whole_can_be_read_after_six_years_at_school(path: str, reminded: Scene, hand: Hand) -> None:
    assert grade(hand.opens(path).text) <= 6
