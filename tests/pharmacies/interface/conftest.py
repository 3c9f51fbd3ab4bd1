"""Scenes made once for all tests of a file: each test's changes are rolled back to them."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

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
