"""The number of a new card reads in one way only."""

import random

import pytest

from foundation.checksymbols import PAYLOAD_LENGTH, make_number, read_number
from foundation.keyboards import LAYOUTS
from foundation.new_number import has_one_reading, random_number
from pharmacies.scans import Kind, Scan, read_card


def _reads_twice() -> list[str]:
    """Find numbers with two readings; drawn with a seed, so that the test says the same every time."""
    draw = random.Random(2026)  # noqa: S311  nothing secret
    drawn = (make_number("".join(draw.choices("0YZ", k=PAYLOAD_LENGTH))) for _ in range(20_000))
    return [number for number in drawn if read_card(number).kind is Kind.TWO_READINGS]


def test_new_numbers_fit_and_differ() -> None:
    numbers = {random_number() for _ in range(1000)}
    assert len(numbers) == 1000
    assert all(read_number(number) == number for number in numbers)


def test_a_new_number_is_known_for_what_it_is_on_every_keyboard() -> None:
    for number in (random_number() for _ in range(300)):
        for text in (number, number.lower(), *(layout.show(number) for layout in LAYOUTS)):
            assert read_card(text) == Scan(Kind.CARD, number), text


def test_a_number_that_reads_twice_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = _reads_twice()
    assert twice
    assert not any(map(has_one_reading, twice))
    draws = iter([*twice[0][:PAYLOAD_LENGTH], *"7K3M9QXT4H"])
    monkeypatch.setattr("foundation.new_number.secrets.choice", lambda _alphabet: next(draws))
    assert random_number() == make_number("7K3M9QXT4H")
