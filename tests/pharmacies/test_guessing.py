"""Somebody who guesses card numbers is held up; whoever holds a card never is."""

import datetime as dt
from dataclasses import replace

import pytest
from django.conf import LazySettings

from accounts.models import Organisation
from audit.models import Entry, Outcome
from patients.models import Refused, Verdict
from pharmacies.operations import check_card
from pharmacies.refusals import TooManyUnknownCards
from tests.builders import Scene, a_pharmacist, a_woman_ready_for_dispensing, now
from tests.pharmacies.desk import Desk

pytestmark = pytest.mark.django_db

NOBODYS = "000000000000"
SPAN = dt.timedelta(minutes=10)


@pytest.fixture
def scene() -> Scene:
    return a_woman_ready_for_dispensing()


def _guess(scene: Scene, *, at: dt.datetime, times: int = 20) -> None:
    for _ in range(times):
        check_card(by=scene.pharmacist, at=at, number=None)


def test_after_twenty_unknown_numbers_the_next_is_told_from_when_and_whom_to_call(
    scene: Scene, settings: LazySettings
) -> None:
    settings.HELP_TELEPHONE = "+32 2 555 00 00"
    _guess(scene, at=now() - dt.timedelta(minutes=4))
    page = Desk(scene.pharmacist).check(NOBODYS)
    assert page.status == 429
    assert page.title == "Too many unknown card numbers"
    assert "is answered from" in page.text
    assert "call the help telephone" in page.text
    assert "+32 2 555 00 00" in page.text
    assert 0 < int(page.response["Retry-After"]) <= 6 * 60
    assert Verdict.objects.filter(refusal=Refused.CARD_UNKNOWN).count() == 20


def test_who_is_held_up_stands_in_the_trail(scene: Scene) -> None:
    _guess(scene, at=now())
    Desk(scene.pharmacist).check(NOBODYS)
    line = Entry.objects.get(act="pharmacies.check_card", outcome=Outcome.REFUSED)
    assert (line.reason, line.actor_id) == ("TooManyUnknownCards", scene.pharmacist.user_id)
    assert line.organisation_id == scene.pharmacist.organisation_id


def test_a_known_card_is_answered_all_the_same(scene: Scene) -> None:
    _guess(scene, at=now())
    assert Desk(scene.pharmacist).check(scene.card.number).title == "YES – dispense"


def test_the_twentieth_unknown_number_is_answered_and_ten_minutes_later_the_next(scene: Scene) -> None:
    at = now()
    _guess(scene, at=at, times=19)
    assert check_card(by=scene.pharmacist, at=at, number=None).refusal == Refused.CARD_UNKNOWN
    with pytest.raises(TooManyUnknownCards) as held_up:
        check_card(by=scene.pharmacist, at=at + SPAN - dt.timedelta(seconds=1), number=None)
    assert held_up.value.until == at + SPAN
    assert check_card(by=scene.pharmacist, at=at + SPAN, number=None).refusal == Refused.CARD_UNKNOWN


def test_the_whole_pharmacy_is_held_up_and_another_one_is_not(scene: Scene) -> None:
    at = now()
    _guess(scene, at=at)
    colleague = a_pharmacist(pharmacy=Organisation.objects.get(id=scene.pharmacist.place_id))
    with pytest.raises(TooManyUnknownCards):
        check_card(by=colleague, at=at, number=None)
    assert check_card(by=a_pharmacist(), at=at, number=None).refusal == Refused.CARD_UNKNOWN


def test_a_pharmacist_is_held_up_wherever_she_goes_on(scene: Scene) -> None:
    at = now()
    _guess(scene, at=at)
    elsewhere = a_pharmacist()
    moved = replace(elsewhere, user_id=scene.pharmacist.user_id)
    with pytest.raises(TooManyUnknownCards):
        check_card(by=moved, at=at, number=None)


def test_the_settings_say_how_many_in_how_long(scene: Scene, settings: LazySettings) -> None:
    settings.UNKNOWN_CARDS_AT_MOST, settings.UNKNOWN_CARDS_WITHIN = 2, dt.timedelta(minutes=1)
    at = now()
    _guess(scene, at=at, times=2)
    with pytest.raises(TooManyUnknownCards):
        check_card(by=scene.pharmacist, at=at, number=None)
    assert check_card(by=scene.pharmacist, at=at + dt.timedelta(minutes=1), number=None)
