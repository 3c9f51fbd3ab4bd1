"""The clock asks for every task there is, and for nothing that is none."""

import importlib

from celery import current_app
from django.conf import settings

from tests.architecture.sources import ROOMS, ROOT


def _tasks() -> set[str]:
    """Name every task of the registry's rooms."""
    for room in ROOMS:
        if (ROOT / room / "tasks.py").is_file():
            importlib.import_module(f"{room}.tasks")
    return {name for name in current_app.tasks if name.partition(".")[0] in ROOMS}


def test_every_task_is_asked_for_by_the_clock_and_the_clock_asks_for_no_other() -> None:
    """A task that nobody asks for leaves its work undone without a word."""
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} == _tasks()
