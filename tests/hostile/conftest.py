"""Scenes made once for all tests of a file: each test's changes are rolled back to them."""

import datetime as dt

import pytest

from tests.accounts.address_book import House, a_house
from tests.builders import Scene, a_woman_ready_for_dispensing, now


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    """Make a woman with a card and an open prescription, two hours ago."""
    return a_woman_ready_for_dispensing(at=now() - dt.timedelta(hours=2))


@pytest.fixture(scope="module")
def house(ground: None) -> House:
    """Furnish a house: a row for every address that names one."""
    return a_house()


@pytest.fixture(scope="module")
def other_house(house: House) -> House:
    """Furnish a second patient of the same prescriber and pharmacist."""
    people = house.scene
    return a_house(a_woman_ready_for_dispensing(prescriber=people.prescriber, pharmacist=people.pharmacist))


@pytest.fixture(scope="module")
def strange_house(ground: None) -> House:
    """Furnish a patient of another centre."""
    return a_house()
