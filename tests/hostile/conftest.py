"""Scenes made once for all tests of a file: each test's changes are rolled back to them."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.accounts.address_book import House, a_house
from tests.builders import Scene, a_woman_ready_for_dispensing, now


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Hold one transaction over a whole file; it is rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


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
