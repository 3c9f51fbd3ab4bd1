"""What every test may use: the database as the application sees it, and a browser."""

import gc
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import TransactionTestCase
from playwright.sync_api import expect
from pytest_django import DjangoDbBlocker

from launch import browser
from tests import database

# Playwright keeps an event loop running in the tests' own thread, where Django then suspects a mistake.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PATIENCE = 20_000
"""Milliseconds in which a page must come to show what is expected: two cores may be busy with other things."""

GARBAGE = 50_000
"""Objects made before the tests' process looks for those that nobody needs; Python's own number is 700."""

expect.set_options(timeout=PATIENCE)

NO_BROWSER = "there is no Chromium on this machine"

LAUNCH = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make this run's database as the owner; the tests use it as the application."""
    with django_db_blocker.unblock():
        name = database.make()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: database.empty())
        yield
    with django_db_blocker.unblock():
        database.drop(name)


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Hold one transaction over a whole file, in which scenes are made once; each test's changes are rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Drive the machine's own Chromium; without one, skip, or fail where CI must not be fooled."""
    executable = browser.find()
    if executable is None and os.environ.get("CI"):
        pytest.fail(NO_BROWSER)
    if executable is None:
        pytest.skip(NO_BROWSER)
    return {**browser_type_launch_args, "executable_path": executable, "args": LAUNCH}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that drive a browser, so that `-m "not browser"` leaves them out; and bring the demo's together.

    The demo's year takes twenty seconds to make. Its tests come first and one after the other, those in the browser
    too, or each of two processes would make it.
    """
    for item in items:
        if {"page", "context", "browser", "new_context"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: "demo_data" not in getattr(item, "fixturenames", ()))


def pytest_collection_finish() -> None:
    """Look for garbage seldom: what was imported stays to the end, and looking through it took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE, 20, 20)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that the browser tests did not run, and which command changes that."""
    skipped = terminalreporter.getreports("skipped")
    if any(NO_BROWSER in str(report.longrepr) for report in skipped):
        terminalreporter.write(browser.MISSING, red=True, bold=True)
