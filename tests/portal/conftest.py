"""One patient for all tests of a file: each test's changes are rolled back."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.builders import Scene, a_woman_ready_for_dispensing
from tests.portal.hand import Hand


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """Make a woman with a card and an open prescription, and take her away after the last test of the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_woman_ready_for_dispensing()
        transaction.set_rollback(True)


@pytest.fixture
def hand(scene: Scene) -> Hand:
    """Hold her card before the page."""
    found = Hand()
    found.shows(scene.card)
    return found
