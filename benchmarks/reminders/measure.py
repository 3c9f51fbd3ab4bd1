"""One day planned in registries of growing size, beside the same rows inserted by hand; and how fast they are sent."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Final

from django.db import connection, transaction

from accounts.actor import SCHEDULER
from benchmarks.reminders.registry import Registry, a_registry
from benchmarks.table import number
from launch.install import children_environment
from launch.places import PYTHON, ROOT
from outbox.models import Message, State
from reminders.models import Reminder
from reminders.operations import plan

SIZES: Final = (10_000, 100_000)
MILLION: Final = 1_000_000
DAYS: Final = ((200, 50), (800, 200), (200, 50))
"""Whose day it is, and whose record changed: a small day, one four times as large, and the small one again."""

HEAD: Final = (
    "patients", "due", "changed", "told", "by the registry, s", "by hand, s", "times as long", "ms for each",
    "processor, ms for each",
)  # fmt: skip

SENDERS: Final = 2
AIM: Final = 200
"""Messages a second."""

BY_HAND = """
    WITH due AS (
        SELECT d.enrolment_id, e.patient_id, d.due_on FROM reminders_plan p
        JOIN reminders_duedate d ON d.enrolment_id = p.enrolment_id AND d.occasion = 'visit' AND NOT d.called_off
        JOIN patients_enrolment e ON e.id = p.enrolment_id
        WHERE p.next_on <= %(today)s
           OR e.patient_id IN (SELECT patient_id FROM patients_changedrecord)
    ), made AS (
        INSERT INTO reminders_reminder
            (id, key, enrolment_id, accreditation_id, occasion, due_on, step, "to", text, recipient, recipient_id,
             planned_at)
        SELECT gen_random_uuid(), 'hand:' || enrolment_id, enrolment_id, NULL, 'visit', due_on, 'patient-7', 'patient',
               'appointment', 'patient', patient_id, now()
        FROM due RETURNING id, recipient_id
    )
    INSERT INTO outbox_message
        (id, key, kind, recipient, recipient_id, about_id, channel, created_at, due_at, state, attempts, last_error)
    SELECT gen_random_uuid(), 'hand:' || id, 'reminder', 'patient', recipient_id, id, '', now(), now(), 'waiting', 0, ''
    FROM made
"""


def measure(words: Sequence[str]) -> None:
    """Plan days of two sizes among ten thousand patients, then among more; send what was planned, and print it all."""
    registry = a_registry()
    wanted = [int(one) for one in words if one.isdecimal()] or [*SIZES, *([MILLION] if "million" in words else [])]
    print(f"\nOne day planned\n\n| {' | '.join(HEAD)} |\n|{' --- |' * len(HEAD)}", flush=True)
    for size in wanted:
        for row in _days(registry, size):
            print(f"| {' | '.join(row)} |", flush=True)
    _send()


def _days(registry: Registry, size: int) -> Iterator[list[str]]:
    began = time.monotonic()
    registry.grow_to(size)
    print(f"<!-- {size:,} patients after {time.monotonic() - began:.0f} s -->", file=sys.stderr, flush=True)
    for due, changed in DAYS:
        registry.let_happen(due=due, changed=changed)
        by_hand = _by_hand(registry)
        before, began, used = Reminder.objects.count(), time.monotonic(), time.process_time()
        looked_at = plan(by=SCHEDULER, at=registry.at)
        spent, used = time.monotonic() - began, time.process_time() - used
        told = Reminder.objects.count() - before
        if not looked_at == told == due + changed:
            raise RuntimeError(f"{due + changed} were due or had changed: {looked_at} looked at, {told} told")
        ratio = number(spent / by_hand)
        figures = [number(spent), f"{by_hand:.3f}", ratio, number(1000 * spent / told), number(1000 * used / told)]
        yield [f"{size:,}", str(due), str(changed), str(told), *figures]


def _by_hand(registry: Registry) -> float:
    """Insert the same reminders and messages in one statement, without a rulebook, and take them back."""
    with transaction.atomic(), connection.cursor() as cursor:
        began = time.monotonic()
        cursor.execute(BY_HAND, {"today": registry.at.date()})
        spent = time.monotonic() - began
        transaction.set_rollback(True)
    return spent


def _send() -> None:
    """Let two senders send all that was planned through what catches text messages, and say how many a second."""
    waiting = Message.objects.filter(kind="reminder", state=State.WAITING).count()
    command = [str(PYTHON), "-m", "benchmarks.reminders.sender"]
    senders = [
        subprocess.Popen(  # noqa: S603  (our own module)
            command, cwd=ROOT, env=children_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _sender in range(SENDERS)
    ]
    for one in senders:  # each says when it is ready: starting is no part of sending
        assert one.stdout is not None
        one.stdout.readline()
    began = time.monotonic()
    used = sum(float(one.communicate(b"go\n")[0]) for one in senders)
    spent = time.monotonic() - began
    sent = Message.objects.filter(kind="reminder", state=State.SENT).count()
    if sent != waiting or any(one.returncode for one in senders):
        raise RuntimeError(f"{waiting} messages were waiting, {sent} are sent")
    print(f"\n{sent:,} messages sent through the capture channel by {SENDERS} senders in {spent:.1f} s:")
    print(f"{sent / spent:.0f} a second (aim: {AIM}) beside a load of {os.getloadavg()[0]:.0f};", end=" ")
    print(f"{1000 * used / sent:.1f} ms of the senders' processor for each.")
