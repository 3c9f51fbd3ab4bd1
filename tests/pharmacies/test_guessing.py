"""Somebody who guesses card numbers is held up; whoever holds a card never is."""

import datetime as dt
import random
from dataclasses import replace

import pytest
from django.conf import LazySettings

from accounts.models import Organisation, Role
from audit.models import Entry, Outcome
from foundation.checksymbols import ALPHABET, LENGTH, make_number
from outbox.models import Message
from patients.models import Refused, Verdict
from pharmacies.forms import CardForm
from pharmacies.operations import check_card
from pharmacies.refusals import TooManyUnknownCards
from tests.builders import Scene, a_pharmacist, a_place_for, a_woman_ready_for_dispensing, an_actor, now
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


def test_the_programme_office_is_told_once_an_hour_with_the_last_number_that_is_answered(scene: Scene) -> None:
    manager = an_actor(Role.PROGRAMME_MANAGER, a_place_for(Role.PROGRAMME_MANAGER))
    at = now().replace(minute=10)
    _guess(scene, at=at, times=19)
    assert not Message.objects.filter(kind="cards_guessed").exists()
    _guess(scene, at=at, times=1)
    _guess(scene, at=at + SPAN, times=20)
    told = Message.objects.get(kind="cards_guessed", recipient_id=manager.person_id)
    assert told.about_id == scene.pharmacist.organisation_id


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


def test_a_number_that_fits_and_one_that_does_not_are_answered_alike(scene: Scene) -> None:
    fitting, wrong = make_number("ZZZZZZZZZZ"), NOBODYS
    pages = [Desk(scene.pharmacist).check(number) for number in (fitting, wrong)]
    assert pages[0].title == pages[1].title == "NO – do not dispense"
    assert pages[0].text == pages[1].text
    kept = Verdict.objects.filter(refusal=Refused.CARD_UNKNOWN)
    assert [check for check in kept if check.card is None and check.enrolment is None] == list(kept)
    assert kept.count() == 2


def _wrong_numbers(card: str) -> list[str]:
    """Draw ten thousand numbers that are not this card's: most at random, the others one sign away from it."""
    draw = random.Random(27)  # noqa: S311  a seeded draw, so that the test says the same every time
    at_random = ["".join(draw.choices(ALPHABET, k=LENGTH)) for _ in range(8_000)]
    near = []
    for _ in range(2_000):
        place = draw.randrange(LENGTH)
        near.append(card[:place] + draw.choice(ALPHABET.replace(card[place], "")) + card[place + 1 :])
    return at_random + near


def test_of_ten_thousand_wrong_numbers_none_is_a_card_and_the_answer_is_the_same_until_it_is_held_up(
    scene: Scene, settings: LazySettings
) -> None:
    settings.UNKNOWN_CARDS_AT_MOST = 6
    read: dict[bool, list[str]] = {True: [], False: []}
    for typed in _wrong_numbers(scene.card.number):
        form = CardForm({"number": f"PPP:{typed}"}, hosts=(), layout="")
        if form.is_valid():
            number = form.cleaned_data["number"]
            assert number != scene.card.number
            read[number is not None].append(typed)
    assert len(read[True]) + len(read[False]) > 9_900
    assert len(read[True]) > 3, "a few of those at random have check symbols that fit"
    desk = Desk(scene.pharmacist)
    pages = [desk.check(f"PPP:{typed}") for fitting in (True, False) for typed in read[fitting][:3]]
    assert {page.status for page in pages} == {200}
    assert {page.title for page in pages} == {"NO – do not dispense"}
    assert len({page.text for page in pages}) == 1
    held_up = [desk.check(f"PPP:{read[fitting][-1]}") for fitting in (True, False)]
    assert [page.status for page in held_up] == [429, 429]
    assert held_up[0].text == held_up[1].text
    assert Verdict.objects.filter(card__isnull=False).count() == 0
