"""One small simulated registry for all tests of this folder."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from demo.simulator.making import Wanted, simulate
from tests import database

WANTED = Wanted(patients=200, months=12, seed=11, until=dt.date(2026, 10, 31), able=0.5)


@pytest.fixture(scope="package")
def truth(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    """Simulate as the command does, and take it all away after the last test."""
    with django_db_blocker.unblock():
        planted = simulate(wanted=WANTED, now=timezone.now(), processes=1)
    yield planted
    with django_db_blocker.unblock():
        database.empty()
