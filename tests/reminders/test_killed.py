"""The sender is killed again and again, and there is no broker at all: nothing is lost, nothing is sent twice.

`make lost` does the same with 1,500 reminders, Celery, a broker that is emptied and a database that is restarted.
"""

import datetime as dt
import os
import signal
import subprocess
import sys
import uuid
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from accounts.actor import SCHEDULER
from audit.models import Entry, Outcome
from outbox.models import Message, Recipient, State
from outbox.operations import put
from reminders.models import Reminder
from reminders.operations import plan
from tests.builders import Scene, now
from tests.reminders.provider import Provider, a_provider
from tests.reminders.scenes import DAY, LAST_DAY, SUPPLY, a_patient_in_treatment
from tests.server import database_url

ROOT = Path(__file__).resolve().parents[2]
REMINDERS, KILLS = 60, 3
AT_ONCE = 5
"""So many does the sender claim together, and may therefore hand over again after a kill."""
SENDER, LATER = "tests.reminders.sender", "tests.reminders.scheduler"
ZONES = ("Europe/Brussels", "America/New_York", "Asia/Tokyo", "Pacific/Auckland", "America/Anchorage")


def where_it_is_day(at: dt.datetime) -> str:
    """Give a time zone in which nobody sleeps now."""
    return next(zone for zone in ZONES if 9 <= at.astimezone(ZoneInfo(zone)).hour <= 18)


def _remind(scene: Scene, number: int) -> None:
    due_on = (scene.at + (SUPPLY - 1) * DAY).date()
    for _number in range(number):
        key = uuid.uuid4()
        row = Reminder.objects.create(
            id=key, key=str(key), enrolment=scene.enrolment, occasion="visit", due_on=due_on, step="patient-7",
            to="patient", text="appointment", recipient=Recipient.PATIENT, recipient_id=scene.patient_id,
            planned_at=now(),
        )  # fmt: skip
        put(
            key=f"reminder:{key}", kind="reminder", recipient=Recipient.PATIENT, recipient_id=scene.patient_id,
            about_id=row.id, at=now(),
        )  # fmt: skip


def _process(module: str, provider: Provider, *words: str) -> subprocess.Popen[str]:
    environment = os.environ | {
        "DATABASE_URL": database_url("default"),
        "DJANGO_SETTINGS_MODULE": "tests.reminders.sender_settings",
        "SMSAPI_URL": provider.url,
        "SMSAPI_TOKEN": "secret",
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", module, *words]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def _wait_for_another_call(provider: Provider) -> None:
    """Wait until the sender is in the midst of a batch: one was handed over since, and is not marked yet."""
    before = sum(provider.calls.values())
    while sum(provider.calls.values()) == before:
        provider.pause.wait(0.002)


@pytest.mark.django_db(transaction=True)
def test_a_sender_killed_again_and_again_loses_nothing_and_the_provider_sends_nothing_twice() -> None:
    scene = a_patient_in_treatment(at=now() - 21 * DAY, time_zone=where_it_is_day(now()))
    _remind(scene, REMINDERS)
    with a_provider(lag=0.02) as provider:
        for _kill in range(KILLS):
            sender = _process(SENDER, provider, str(AT_ONCE))
            assert sender.stdout is not None
            assert sender.stdout.readline() == "sent\n"
            _wait_for_another_call(provider)
            sender.send_signal(signal.SIGKILL)
            sender.communicate()
        last = _process(SENDER, provider, str(AT_ONCE))
        last.communicate(timeout=120)
        assert last.returncode == 0
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
    assert len(provider.sent) == REMINDERS
    again = sum(provider.calls.values()) - REMINDERS
    assert 0 < again <= KILLS * AT_ONCE, "the control: without keys, so many would have arrived twice"
    lines = Entry.objects.filter(act="outbox.send", outcome=Outcome.DONE)
    sent = sorted(str(one) for one in Message.objects.values_list("id", flat=True))
    assert sorted(lines.values_list("object_id", flat=True)) == sent


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_started_three_days_later_catch_up_and_tell_once() -> None:
    """None was at work on the seventh, sixth and fifth day before her visit; two begin on the fourth, at once.

    They are processes with a clock of their own, set by time-machine: libfaketime comes with Debian and not with
    Python, and the tests need nothing but Python, PostgreSQL and Redis.
    """
    a_patient_in_treatment()
    plan(by=SCHEDULER, at=LAST_DAY - 8 * DAY)
    assert not Message.objects.filter(kind="reminder").exists()
    with a_provider() as provider:
        started = [_process(LATER, provider, (LAST_DAY - 4 * DAY).isoformat()) for _one in range(2)]
        for one in started:
            one.communicate(timeout=120)
    assert [one.returncode for one in started] == [0, 0]
    assert (len(provider.sent), sum(provider.calls.values())) == (1, 1)
    assert Reminder.objects.filter(to="patient").count() == 1
