"""The demo's data, made once for all tests of it."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from demo.operations import make_demo_data
from tests import database


@pytest.fixture(scope="package")
def demo_data(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the data as the command does, and take it away after the last test."""
    with django_db_blocker.unblock():
        make_demo_data(now=timezone.now())
    yield
    with django_db_blocker.unblock():
        database.empty()
