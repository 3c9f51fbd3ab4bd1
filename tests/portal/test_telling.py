"""What she tells: a suspicion stops the supply by the one operation there is, and everybody who must know is told."""

import datetime as dt
from http.cookies import SimpleCookie
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.formats import date_format

from accounts.models import Organisation, Role
from audit.models import Entry, Outcome
from outbox.models import Message, State
from patients.identity import person_of
from patients.models import (
    CardRevocation,
    Contact,
    PartnerPregnancy,
    PhoneCode,
    Pregnancy,
    SideEffectTold,
    Verdict,
)
from patients.operations import decide_merge, propose_merge, resolve_pregnancy
from patients.phone_codes import code_of
from safety.models import ReportDraft
from tests.accounts.acts_on_the_record import a_colleague
from tests.builders import (
    Scene,
    a_check,
    a_dispensing,
    a_man_ready_for_dispensing,
    a_place_for,
    a_prescriber,
    a_test,
    a_woman_ready_for_dispensing,
    an_actor,
    now,
)
from tests.portal.hand import Hand
from tests.practice.test_practice import practising
from tests.prescribers.desk import Desk, boxes

pytestmark = pytest.mark.django_db

FIVE = {"words": "My feet are numb.", "now_is": "worse", "led_to": ["hospital"], "capsules": "stopped"}


def _stops(scene: Scene) -> bool:
    check: Verdict = a_check(scene, at=now())
    return "pregnancy_suspected" in check.reasons


# --- I think I am pregnant -------------------------------------------------------------------------------


def test_one_press_stops_the_supply_at_once(scene: Scene, hand: Hand) -> None:
    assert not _stops(scene)
    answer = hand.presses("pregnant/")
    assert answer.heading == "Your medicine is stopped"
    assert "Take no more capsules." in answer.text
    assert _stops(scene)
    row = Pregnancy.objects.get(patient=scene.patient)
    assert (row.recorded_by.name, row.organisation_id) == ("The patient", scene.prescriber.organisation_id)


def test_her_prescriber_and_the_pharmacy_of_the_last_supply_are_told(scene: Scene, hand: Hand) -> None:
    a_dispensing(scene, at=now(), capsules=7)
    hand.presses("pregnant/")
    told = Message.objects.filter(kind__startswith="supply_stopped")
    assert {(one.kind, one.recipient_id) for one in told} == {
        ("supply_stopped", scene.prescriber.user_id),
        ("supply_stopped_pharmacy", scene.pharmacist.organisation_id),
    }


def test_the_trail_names_the_patient_as_the_one_who_did_it(scene: Scene, hand: Hand) -> None:
    hand.presses("pregnant/")
    done = Entry.objects.get(act="patients.suspect_pregnancy", outcome=Outcome.DONE)
    assert (done.role, done.actor_name, done.subjects) == ("patient", "The patient", [scene.patient_id])


def test_pressed_twice_it_is_one_suspicion(scene: Scene, hand: Hand) -> None:
    hidden = hand.opens("mine/").hidden
    for _ in range(2):
        assert hand.sends("pregnant/", hidden).heading == "Your medicine is stopped"
    assert hand.sends("pregnant/", {"nonce": str(uuid4())}).heading == "Your medicine is stopped"
    assert Pregnancy.objects.filter(patient=scene.patient).count() == 1


@pytest.mark.parametrize("nonce", ["", "x", "0" * 36, None])
def test_no_damage_to_the_form_keeps_the_stop_back(scene: Scene, hand: Hand, nonce: str | None) -> None:
    hand.sends("pregnant/", {} if nonce is None else {"nonce": nonce})
    assert _stops(scene)


def test_a_number_that_another_form_used_keeps_the_stop_back_neither(scene: Scene, hand: Hand) -> None:
    nonce = hand.opens("number/").hidden["nonce"]
    hand.sends("number/", {"nonce": nonce, "number": "+32 470 12 34 56"})
    hand.sends("pregnant/", {"nonce": nonce})
    assert _stops(scene)


def test_a_page_that_is_only_opened_stops_nothing(scene: Scene, hand: Hand) -> None:
    assert hand.opens("pregnant/").heading == "My page"
    assert hand.opens("stopped/").heading == "My page"
    assert not Pregnancy.objects.exists()


def test_without_a_token_of_the_form_nothing_is_done(scene: Scene) -> None:
    hand = Hand(client=Client(enforce_csrf_checks=True))
    hand.client.cookies = _open_cookies(scene)
    assert hand.sends("pregnant/", {}).status == 403
    assert not Pregnancy.objects.exists()


def test_a_wrong_stop_is_put_right_by_two_people_and_not_by_her(scene: Scene, hand: Hand) -> None:
    hand.presses("pregnant/")
    row, by, at = Pregnancy.objects.get(patient=scene.patient), scene.prescriber, now()
    resolve_pregnancy(by=by, at=at, pregnancy=row, how="false_alarm", second=a_colleague(by))
    assert not _stops(scene)  # her test of today stands
    assert "I think I am pregnant" in hand.opens("mine/").text
    hand.presses("pregnant/")
    assert _stops(scene)


def test_a_stop_of_her_centre_is_shown_and_no_second_one_made(scene: Scene, hand: Hand) -> None:
    a_test(by=scene.prescriber, at=now(), patient=scene.patient, result="positive")
    page = hand.opens("mine/")
    assert "Your medicine is stopped" in page.text
    assert "positive" not in page.text.lower()
    hand.sends("pregnant/", {})
    assert Pregnancy.objects.count() == 1


def test_on_joined_records_both_are_stopped_and_both_prescribers_told() -> None:
    kept = a_woman_ready_for_dispensing()
    colleague = a_prescriber(centre=Organisation.objects.get(id=kept.prescriber.place_id))
    merged = a_woman_ready_for_dispensing(prescriber=colleague, pharmacist=kept.pharmacist)
    pair = {"kept": kept.patient, "merged": merged.patient}
    proposal = propose_merge(by=colleague, at=now(), reason="one passport", **pair)
    decide_merge(by=kept.prescriber, at=now(), proposal=proposal, agreed=True)
    hand = Hand()
    hand.shows(merged.card)
    hand.presses("pregnant/")
    assert _stops(kept)
    assert _stops(merged)
    told = Message.objects.filter(kind="supply_stopped").values_list("recipient_id", flat=True)
    assert {kept.prescriber.user_id, merged.prescriber.user_id} <= set(told)


def test_a_man_opens_a_case_of_his_partner_and_his_supply_goes_on() -> None:
    scene = a_man_ready_for_dispensing()
    hand = Hand()
    hand.shows(scene.card)
    answer = hand.presses("pregnant/")
    assert answer.heading == "We told your doctor"
    assert PartnerPregnancy.objects.get().patient_id == scene.patient_id
    assert a_check(scene, at=now()).dispense
    assert Message.objects.filter(kind="partner_suspected", recipient_id=scene.prescriber.person_id).exists()


def test_of_a_practice_patient_nobody_is_told() -> None:
    centre, counter = practising(a_prescriber(), at=now())
    scene = a_woman_ready_for_dispensing(prescriber=centre, pharmacist=counter)
    hand = Hand()
    hand.shows(scene.card)
    hand.presses("pregnant/")
    assert {one.state for one in Message.objects.filter(kind="supply_stopped")} == {State.DROPPED}


def test_another_patients_ids_in_the_form_reach_nobody(scene: Scene, hand: Hand) -> None:
    other = a_woman_ready_for_dispensing(prescriber=scene.prescriber, pharmacist=scene.pharmacist)
    named = {"patient": other.patient_id, "enrolment_id": other.enrolment.id, "card": other.card.number}
    hand.sends("pregnant/", {**hand.opens("mine/").hidden, **named})
    assert Pregnancy.objects.get().patient_id == scene.patient_id
    assert not _stops(other)


# --- a side effect ---------------------------------------------------------------------------------------


def test_five_answers_are_kept_for_the_safety_desk_and_her_doctor_is_told(scene: Scene, hand: Hand) -> None:
    answer = hand.presses("side-effect/", "side-effect/", **FIVE, **boxes("began_on", now().date()))
    assert answer.heading == "Thank you. We have it."
    told = SideEffectTold.objects.get()
    assert (told.words, told.serious, told.led_to) == ("My feet are numb.", True, ["hospital"])
    assert (told.began_on, told.now_is, told.capsules) == (now().date(), "worse", "stopped")
    assert Message.objects.filter(kind="please_check_record", recipient_id=scene.prescriber.person_id).exists()


def test_what_is_not_serious_and_began_nobody_knows_when_is_kept_too(hand: Hand) -> None:
    hand.presses("side-effect/", "side-effect/", **FIVE | {"led_to": ["none"]}, **boxes("began_on", None))
    told = SideEffectTold.objects.get()
    assert (told.serious, told.led_to, told.began_on) == (False, [], None)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"words": ""}, "Tell us what happened."),
        ({"now_is": "unclear"}, "choose one of the answers listed"),
        ({"now_is": ""}, "Say how it is now."),
        ({"led_to": []}, "Tick what happened"),
        ({"led_to": ["hospital", "none"]}, "Take one of them away."),
        ({"led_to": ["death"]}, "choose one of the answers listed"),
        ({"capsules": ""}, "Say if you still take your capsules."),
        ({"began_on_year": "3000"}, "Check the year."),
        ({"began_on_year": "1980"}, "is before you were born, "),
        ({"words": "x" * 2001}, "at most 2000"),
    ],
)
def test_what_is_missing_is_asked_for_and_what_was_typed_stays(hand: Hand, wrong: dict[str, Any], words: str) -> None:
    filled = FIVE | boxes("began_on", now().date()) | wrong
    answer = hand.presses("side-effect/", "side-effect/", **filled)
    assert answer.status == 422
    assert words in answer.text
    assert not SideEffectTold.objects.exists()


def test_the_same_answers_sent_twice_are_told_once(hand: Hand) -> None:
    data = hand.opens("side-effect/").hidden | FIVE
    for _ in range(2):
        hand.sends("side-effect/", data)
    assert SideEffectTold.objects.count() == 1


def test_the_same_told_again_is_answered_with_what_she_told_and_anything_new_in_it_is_kept(hand: Hand) -> None:
    day = boxes("began_on", now().date())
    hand.presses("side-effect/", "side-effect/", **FIVE | {"now_is": "better"} | day)
    again = hand.presses(
        "side-effect/", "side-effect/", **FIVE | {"now_is": "better", "words": " my FEET are numb. "} | day
    )
    assert again.status == 409
    assert (
        f"on {date_format(now().date())} already: “My feet are numb.”, started: {date_format(now().date())}"
        in again.text
    )
    for new in ({"now_is": "worse"}, {"led_to": ["none"]}, boxes("began_on", None)):
        answer = hand.presses("side-effect/", "side-effect/", **FIVE | {"now_is": "better"} | day | new)
        assert answer.heading == "Thank you. We have it."
    assert SideEffectTold.objects.count() == 4


@pytest.mark.parametrize("pressed", ["1", "left"])
def test_an_unfinished_report_waits_for_her_alone_until_it_is_sent(scene: Scene, hand: Hand, pressed: str) -> None:
    half = {"words": "My feet are nu", "led_to": ["hospital"], "keep": pressed} | boxes("began_on", now().date())
    hand.presses("side-effect/", "side-effect/", **half)
    assert not SideEffectTold.objects.exists()
    other = Hand()
    other.shows(a_woman_ready_for_dispensing().card)
    assert "My feet are nu" not in other.opens("side-effect/").text
    again = Hand()
    again.shows(scene.card)
    assert "You have not sent it yet." in again.opens("side-effect/").text
    form = again.client.get("/card/side-effect/").context["form"]
    assert (form["words"].value(), form["led_to"].value()) == ("My feet are nu", ["hospital"])
    again.presses("side-effect/", "side-effect/", **FIVE)
    assert not ReportDraft.objects.exists()
    assert "You have not sent it yet." not in again.opens("side-effect/").text


def test_the_safety_desk_reads_all_five_and_who_told_and_sees_no_more_than_she_was_told(
    scene: Scene, hand: Hand
) -> None:
    before = hand.opens("side-effect/").text
    assert "Your doctor and your centre read it. They see your name." in before
    assert "It sees your first letters, your age and your sex, but not your name." in before
    hand.presses("side-effect/", "side-effect/", **FIVE)
    page = Desk(an_actor(Role.SAFETY_OFFICER, a_place_for(Role.SAFETY_OFFICER))).opens("/safety/side-effects/").text
    for words in ("My feet are numb.", "It is worse", "I had to go to hospital", "I have stopped", "The patient"):
        assert words in page
    assert person_of(patient=scene.patient).name.upper() not in page.upper()


# --- a lost card -----------------------------------------------------------------------------------------


def test_a_lost_card_is_blocked_at_once_her_centre_is_told_and_the_page_is_closed(scene: Scene, hand: Hand) -> None:
    assert "Block my card now" in hand.opens("lost/").text
    assert not CardRevocation.objects.exists()
    assert hand.sends("lost/", {}).heading == "Your card is blocked"
    assert CardRevocation.objects.get().why == "lost"
    assert not a_check(scene, at=now()).dispense
    assert Message.objects.filter(kind="please_check_record", recipient_id=scene.prescriber.person_id).exists()
    assert hand.opens("mine/").status == 403
    assert hand.tries(scene.card.number).status == 422


# --- a new number ----------------------------------------------------------------------------------------


def test_a_new_number_is_kept_when_its_telephone_answers(scene: Scene, hand: Hand) -> None:
    answer = hand.presses("number/", "number/", number="+32 470 12 34 56")
    assert answer.heading == "Type the code"
    assert not Contact.objects.exists()
    sent = PhoneCode.objects.get()
    message = Message.objects.get(kind="phone_code")
    assert (message.recipient_id, message.about_id) == (scene.patient_id, sent.id)
    assert hand.presses("number/code/", "number/code/", code=code_of(sent)).heading == "We have your new number"
    kept = Contact.objects.standing().get(channel="sms")
    assert (kept.value, kept.verified_at is not None) == ("+32470123456", True)


def test_a_wrong_code_keeps_nothing_and_after_three_even_the_right_one_does_not(hand: Hand) -> None:
    hand.presses("number/", "number/", number="+32 470 12 34 56")
    right = code_of(PhoneCode.objects.get())
    wrong = "000000" if right != "000000" else "000001"
    for _ in range(3):
        assert "This is not the code we sent." in hand.presses("number/code/", "number/code/", code=wrong).text
    answer = hand.presses("number/code/", "number/code/", code=right)
    assert (answer.status, "wrong three times" in answer.text) == (429, True)
    assert not Contact.objects.exists()


def test_a_code_is_good_once_and_for_a_quarter_of_an_hour(hand: Hand) -> None:
    hand.presses("number/", "number/", number="+32 470 12 34 56")
    right, late = code_of(PhoneCode.objects.get()), now() + dt.timedelta(minutes=14, seconds=50)
    with patch("django.utils.timezone.now", lambda: late):
        assert hand.presses("number/code/", "number/code/", code=right).heading == "We have your new number"
    assert "no longer good" in hand.presses("number/code/", "number/code/", code=right).text


def test_no_more_than_three_codes_leave_in_a_day(hand: Hand) -> None:
    for _ in range(3):
        assert hand.presses("number/", "number/", number="+32 470 12 34 56").heading == "Type the code"
    answer = hand.presses("number/", "number/", number="+32 470 12 34 56")
    assert "three codes today" in answer.text
    assert PhoneCode.objects.count() == 3


@pytest.mark.parametrize("number", ["", "12", "hello", "+32 2 555 01 00", "+999 1", "٣", "0" * 41, "'; DROP"])
def test_what_is_no_mobile_number_is_sent_back(hand: Hand, number: str) -> None:
    answer = hand.presses("number/", "number/", number=number)
    assert answer.status == 422
    assert not PhoneCode.objects.exists()


def _open_cookies(scene: Scene) -> SimpleCookie:
    hand = Hand()
    hand.shows(scene.card)
    return hand.client.cookies
