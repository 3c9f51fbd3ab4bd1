"""Somebody who guesses card numbers is held up; whoever holds a card never is."""

import datetime as dt
import os
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pytest
from django.conf import LazySettings

from accounts.models import Organisation, Role
from audit.models import Entry, Outcome
from foundation.checksymbols import ALPHABET, LENGTH, PAYLOAD_LENGTH, make_number
from outbox.models import Message
from patients.models import Refused, Verdict
from pharmacies.operations import check_card
from pharmacies.refusals import TooManyUnknownCards
from tests.builders import Scene, a_pharmacist, a_place_for, a_woman_ready_for_dispensing, an_actor, now
from tests.pharmacies.desk import Desk

pytestmark = pytest.mark.django_db

NOBODYS = "000000000000"
SPAN = dt.timedelta(minutes=10)


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
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


WRONG_NUMBERS = int(os.environ.get("WRONG_NUMBERS", "120"))
"""How many wrong numbers are sent; ``make wrong-numbers`` sends ten thousand, in some minutes."""

OF_ONE_REQUEST = re.compile(r'csrfmiddlewaretoken" value="[^"]+"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')
"""What differs between two answers to the very same request: the token of its forms, the ids in its addresses."""


def _wrong_numbers(card: str, draw: random.Random) -> Iterator[str]:
    """Draw numbers that are not this card's: at random, at random with check symbols that fit, and one sign from it."""
    while True:
        place = draw.randrange(LENGTH)
        yield card[:place] + draw.choice(ALPHABET.replace(card[place], "")) + card[place + 1 :]
        yield make_number("".join(draw.choices(ALPHABET, k=PAYLOAD_LENGTH)))
        yield "".join(draw.choices(ALPHABET, k=LENGTH))


def test_wrong_numbers_are_answered_alike_to_the_letter_and_held_up_and_a_card_in_hand_is_answered(
    scene: Scene, settings: LazySettings
) -> None:
    # A long run must not outlast the span: with it ends the holding up, and the hour that the page names is another.
    settings.UNKNOWN_CARDS_WITHIN = dt.timedelta(days=1)
    draw = random.Random(27)  # noqa: S311  a seeded draw, so that the test says the same every time
    desk = Desk(scene.pharmacist)
    answers: dict[int, set[str]] = defaultdict(set)
    times: Counter[int] = Counter()
    for typed in islice(_wrong_numbers(scene.card.number, draw), WRONG_NUMBERS):
        page = desk.check(f"PPP:{typed}")
        answers[page.status].add(OF_ONE_REQUEST.sub("", page.source))
        times[page.status] += 1
    assert {status: len(pages) for status, pages in answers.items()} == {200: 1, 429: 1}
    assert "No card has this number." in answers[200].pop()
    assert times[200] == settings.UNKNOWN_CARDS_AT_MOST
    assert not Verdict.objects.filter(card__isnull=False).exists()
    known = desk.check(scene.card.number)
    assert known.title == "YES – dispense", "the control: a card's own number is told from all of them"
