"""The door: a card and a birth date open it, three tries make it wait, and nothing tells whether a card exists."""

import datetime as dt
import re
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Entry, Outcome
from foundation.checksymbols import format_number, make_number
from patients.identity import NewIdentity
from patients.models import Card
from patients.operations import correct_identity, decide_merge, issue_card, propose_merge, revoke_card, withdraw
from portal.models import Attempt, Opening
from tests.accounts.acts_on_the_record import a_colleague
from tests.builders import Scene, a_patient, a_woman_ready_for_dispensing, an_identity, now, user_of
from tests.portal.hand import BORN, DOOR, Hand

pytestmark = pytest.mark.django_db

NO_CARD = make_number("0000000001")
WRONG_DAY = dt.date(1981, 3, 15)
SHUT = "This card and this date of birth do not open a page."


def _plain(source: str) -> str:
    """Leave out what differs on every page: tokens, and what was typed."""
    return re.sub(r'value="[^"]*"', "", source)


def _later(by: dt.timedelta) -> Any:
    moment = timezone.now() + by
    return patch("django.utils.timezone.now", lambda: moment)


def test_a_card_and_the_birth_date_of_its_owner_open_her_page(scene: Scene) -> None:
    page = Hand().shows(scene.card)
    assert page.address == "/card/mine/"
    opened = Entry.objects.get(act="portal.open", outcome=Outcome.DONE)
    assert (opened.role, opened.subjects, opened.actor_name) == ("patient", [scene.patient_id], "The patient")
    assert opened.organisation_id == scene.prescriber.organisation_id


@pytest.mark.parametrize("typed", ["{}", "]Q3https://registry.example/card/#{}", "PPP:{}"])
def test_the_number_is_read_however_it_arrives(scene: Scene, typed: str) -> None:
    assert Hand().tries(typed.format(scene.card.number)).heading == "My page"


def test_what_does_not_fit_is_answered_in_one_way(scene: Scene) -> None:
    """No card, another's birth date, a blocked card, a patient who left: the same page, the same status."""
    by, at = scene.prescriber, now()
    blocked, left = (a_woman_ready_for_dispensing(prescriber=by, pharmacist=scene.pharmacist) for _ in range(2))
    revoke_card(by=by, at=at, card=blocked.card, reason="stolen")
    withdraw(by=by, at=at, enrolment=left.enrolment, cause="patient_wish")
    tries = [
        (NO_CARD, BORN), (scene.card.number, WRONG_DAY), (blocked.card.number, BORN), (left.card.number, BORN),
    ]  # fmt: skip
    answers = [Hand().tries(number, born) for number, born in tries]
    assert {answer.status for answer in answers} == {422}
    assert len({_plain(answer.source) for answer in answers}) == 1
    assert SHUT in answers[0].text
    assert "Stop your capsules" in answers[0].text.replace("stop", "Stop")
    assert not Opening.objects.exists()


def test_what_does_not_fit_costs_the_same_questions_to_the_database(scene: Scene) -> None:
    counts: set[int] = set()
    for number, born in [(NO_CARD, BORN), (scene.card.number, WRONG_DAY), (NO_CARD, WRONG_DAY)]:
        with CaptureQueriesContext(connection) as asked:
            Hand(network=f"198.51.{len(counts)}.1").tries(number, born)
        counts.add(len(asked))
    assert len(counts) == 1


def test_a_card_number_that_is_none_is_sent_back_where_it_was_typed_and_is_no_try(scene: Scene) -> None:
    answer = Hand().tries(scene.card.number[:-1] + ("0" if scene.card.number[-1] != "0" else "1"))
    assert answer.status == 422
    assert "This is not the number of a card." in answer.text
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("number", [NO_CARD, "hers"])
def test_after_three_tries_there_is_a_wait_for_a_card_that_exists_and_for_one_that_does_not(
    scene: Scene, number: str
) -> None:
    tried = scene.card.number if number == "hers" else number
    for place in range(3):
        assert Hand(network=f"198.51.{place}.1").tries(tried, WRONG_DAY).status == 422
    held_up = Hand(network="198.51.100.1").tries(tried)  # from anywhere, and the right day too
    assert held_up.status == 429
    assert "You can try again in 15 minutes." in held_up.text
    assert 0 < int(held_up.response["Retry-After"]) <= 15 * 60
    assert "stop your capsules now" in held_up.text


def test_after_the_wait_the_right_day_opens_it(scene: Scene) -> None:
    for _ in range(3):
        Hand().tries(scene.card.number, WRONG_DAY)
    with _later(dt.timedelta(minutes=14)):
        assert Hand().tries(scene.card.number).status == 429
    with _later(dt.timedelta(minutes=15, seconds=1)):
        assert Hand().tries(scene.card.number).heading == "My page"


def test_who_goes_on_guessing_waits_a_day_and_then_a_month(scene: Scene) -> None:
    for place in range(10):
        with _later(dt.timedelta(minutes=16 * place)):
            assert Hand(network=f"198.51.{place}.1").tries(scene.card.number, WRONG_DAY).status == 422
    with _later(dt.timedelta(hours=4)):
        answer = Hand(network="203.0.113.1").tries(scene.card.number)
    assert (answer.status, "You can try again in 20 hours." in answer.text) == (429, True)


def test_a_network_from_which_many_cards_are_tried_is_held_up_and_another_is_not(scene: Scene) -> None:
    limit = settings.PORTAL_TRIES_OF_A_NETWORK[0][0]
    for one in range(limit):
        assert Hand(network="203.0.113.7").tries(make_number(f"{one:010}"), BORN).status == 422
    assert Hand(network="203.0.113.99").tries(scene.card.number).status == 429
    assert Hand(network="192.0.2.9").tries(scene.card.number).heading == "My page"


def test_a_forged_header_is_no_other_network(scene: Scene) -> None:
    for one in range(settings.PORTAL_TRIES_OF_A_NETWORK[0][0]):
        hand = Hand(network="203.0.113.7", client=Client(HTTP_X_FORWARDED_FOR=f"198.51.100.{one}"))
        hand.tries(make_number(f"{one:010}"), BORN)
    assert Hand(network="203.0.113.7").tries(scene.card.number).status == 429


def test_right_tries_are_not_counted_against_anybody(scene: Scene) -> None:
    for _ in range(5):
        Hand().shows(scene.card)


def test_tries_are_kept_without_number_or_address_and_forgotten(scene: Scene) -> None:
    Hand().tries(scene.card.number, WRONG_DAY)
    kept = Attempt.objects.get()
    assert scene.card.number not in str(vars(kept))
    assert "192.0.2" not in str(vars(kept))
    with _later(dt.timedelta(days=31)):
        Hand().tries(NO_CARD)
    assert not Attempt.objects.filter(id=kept.id).exists()


def test_a_try_on_her_card_stands_in_her_trail_and_not_under_her_name(scene: Scene) -> None:
    Hand().tries(scene.card.number, WRONG_DAY)
    line = Entry.objects.get(act="portal.open")
    assert (line.outcome, line.subjects, line.actor_id, line.role) == ("refused", [scene.patient_id], None, "")


def test_of_joined_records_the_birth_date_of_either_opens_the_card(scene: Scene) -> None:
    by, at = scene.prescriber, now()
    other = a_patient(at=at, by=by, identity=an_identity(birth_date=WRONG_DAY)).patient
    proposal = propose_merge(by=a_colleague(by), at=at, kept=other, merged=scene.patient, reason="one passport")
    decide_merge(by=by, at=at, proposal=proposal, agreed=True)
    assert Hand().tries(scene.card.number, WRONG_DAY).heading == "My page"
    assert Hand().tries(scene.card.number, BORN).heading == "My page"


def test_once_one_of_her_records_says_that_she_died_no_card_of_hers_opens(scene: Scene) -> None:
    by, at = scene.prescriber, now()
    other = a_patient(at=at, by=by)
    proposal = propose_merge(by=a_colleague(by), at=at, kept=other.patient, merged=scene.patient, reason="one")
    decide_merge(by=by, at=at, proposal=proposal, agreed=True)
    withdraw(by=by, at=at, enrolment=other, cause="death", died_on=at.date())
    assert Hand().tries(scene.card.number).status == 422


def test_a_patient_without_a_birth_date_on_record_has_no_page(scene: Scene) -> None:
    nobody_knows = a_patient(at=now(), by=scene.prescriber, identity=an_identity(birth_date=None))
    card = Card.objects.get(enrolment=nobody_knows)
    assert Hand().tries(card.number, BORN).status == 422


def test_a_corrected_birth_date_is_the_one_that_opens(scene: Scene) -> None:
    by = scene.prescriber
    new: NewIdentity = an_identity(birth_date=WRONG_DAY)
    correct_identity(by=by, at=now(), patient=scene.patient, new=new, reason="passport seen")
    assert Hand().tries(scene.card.number, BORN).status == 422
    assert Hand().tries(scene.card.number, WRONG_DAY).heading == "My page"


def test_a_new_card_opens_and_the_old_one_does_not(scene: Scene) -> None:
    new = issue_card(by=scene.prescriber, at=now(), enrolment=scene.enrolment)
    assert Hand().tries(scene.card.number).status == 422
    assert Hand().tries(new.number).heading == "My page"


@pytest.mark.parametrize("path", ["7K3M-9QXT-4HX7", "7k3m9qxt4hx7/", "mine/../../patients/", "<b>", "a" * 500])
def test_any_other_address_shows_the_door_and_tells_nothing(path: str) -> None:
    answer = Hand().opens(path)
    assert (answer.status, answer.heading) == (404, "Open my page")
    assert path.strip("/") not in answer.text.replace("It looks like 7K3M-9QXT-4HX7.", "")


@pytest.mark.parametrize("born", ["1.1.1881", "14/03/3000", "", "0001-01-01", "31.2.1981"])
def test_a_birth_date_that_is_none_is_sent_back_and_is_no_try(scene: Scene, born: str) -> None:
    assert Hand().tries(format_number(scene.card.number), born).status == 422
    assert not Attempt.objects.exists()


# --- the page stands apart -------------------------------------------------------------------------------


def test_an_open_page_opens_no_desk_and_a_desk_opens_no_page(scene: Scene) -> None:
    hand = Hand()
    hand.shows(scene.card)
    for desk in ("/patients/", "/counter/", "/people/", "/safety/", "/"):
        assert hand.client.get(desk).status_code in (302, 404)
    doctor = Hand()
    doctor.client.force_login(user_of(scene.prescriber))
    assert doctor.opens("mine/").status == 403
    assert scene.prescriber.name not in doctor.opens("").source
    assert doctor.client.get("/patients/").status_code == 200  # and her session is still there


def test_her_cookie_is_for_her_page_alone_and_no_script_reads_it(scene: Scene) -> None:
    hand = Hand()
    hand.shows(scene.card)
    cookie = hand.client.cookies[settings.PORTAL_COOKIE_NAME]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (DOOR, True, "Strict", "")
    assert settings.SESSION_COOKIE_NAME not in hand.client.cookies
    assert hand.token not in str(list(Opening.objects.values()))


@pytest.mark.parametrize("token", ["", "x", "0" * 43, "../../etc", "'; DROP TABLE", "\udce9"])
def test_a_forged_cookie_opens_nothing(scene: Scene, token: str) -> None:
    hand = Hand()
    hand.shows(scene.card)
    hand.client.cookies[settings.PORTAL_COOKIE_NAME] = token.encode("ascii", "replace").decode()
    answer = hand.opens("mine/")
    assert (answer.status, answer.heading) == (403, "Your page has closed")


def test_a_page_closes_by_itself_and_says_that_nothing_was_sent(scene: Scene) -> None:
    hand = Hand()
    page = hand.shows(scene.card)
    with _later(settings.PORTAL_IDLE + dt.timedelta(seconds=1)):
        answer = hand.sends("pregnant/", page.hidden)
    assert (answer.status, answer.heading) == (403, "Your page has closed")
    assert "Nothing was sent." in answer.text
    assert "Call your doctor today." in answer.text
    assert not Entry.objects.filter(act="patients.suspect_pregnancy").exists()


def test_a_page_in_use_closes_after_an_hour(scene: Scene) -> None:
    hand = Hand()
    hand.shows(scene.card)
    for minutes in range(10, 60, 10):
        with _later(dt.timedelta(minutes=minutes)):
            assert hand.opens("mine/").status == 200
    with _later(dt.timedelta(minutes=61)):
        assert hand.opens("mine/").status == 403


def test_she_can_close_it_herself_and_the_token_is_dead(scene: Scene) -> None:
    hand = Hand()
    hand.shows(scene.card)
    token = hand.token
    assert hand.presses("close/").heading == "Your page is closed"
    hand.client.cookies[settings.PORTAL_COOKIE_NAME] = token
    assert hand.opens("mine/").status == 403


def test_a_card_blocked_elsewhere_closes_the_page_at_once(scene: Scene) -> None:
    hand = Hand()
    hand.shows(scene.card)
    revoke_card(by=scene.prescriber, at=now(), card=scene.card, reason="stolen")
    assert hand.opens("mine/").status == 403


@pytest.mark.parametrize("path", ["", "mine/", "side-effect/", "copy/", "visit.ics", "nothing-here/", "privacy/"])
def test_nothing_is_kept_by_a_browser_and_no_address_is_passed_on(scene: Scene, path: str) -> None:
    hand = Hand()
    hand.shows(scene.card)
    response = hand.client.get(DOOR + path)
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
