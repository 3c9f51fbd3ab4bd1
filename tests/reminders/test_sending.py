"""Sending: once by many senders, again after a crash, five times against a dead server, on request of the clock."""

import datetime as dt
import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from celery.contrib.testing.worker import start_worker
from celery.signals import task_postrun
from django.core import mail
from django.db import connections
from pytest_django import Settings

from accounts.actor import SCHEDULER
from audit.models import Entry, Outcome
from outbox.models import Message, Recipient, State
from outbox.operations import LEASE, TRIES, claim, put
from ppp_registry.celery import app
from reminders.operations import LeaseLost, deliver, record_sent, send_batch
from reminders.tasks import send_due
from tests.builders import a_user, now

NOBODY_LISTENS = 9
"""The port of the discard service, where no mail server is."""


def _put(count: int, at: dt.datetime) -> None:
    """Put messages that speak of the recipient alone."""
    for _number in range(count):
        user = a_user()
        put(
            key=f"invitation:{uuid.uuid4()}",
            kind="invitation",
            recipient=Recipient.USER,
            recipient_id=user.id,
            about_id=user.id,
            at=at,
        )


@pytest.mark.django_db(transaction=True)
def test_senders_at_work_together_send_every_message_once() -> None:
    at, senders = now(), 4
    _put(40, at)
    ready = threading.Barrier(senders)

    def send_all() -> int:
        try:
            ready.wait(timeout=10)
            sent = 0
            while tally := send_batch(by=SCHEDULER, at=at, limit=3).sent:
                sent += tally
            return sent
        finally:
            connections.close_all()

    with ThreadPoolExecutor(senders) as pool:
        sent = [work.result(timeout=60) for work in [pool.submit(send_all) for _sender in range(senders)]]
    send_batch(by=SCHEDULER, at=at, limit=50)
    assert set(Counter(one.extra_headers["Message-ID"] for one in mail.outbox).values()) == {1}
    assert len(mail.outbox) == 40
    assert sum(sent) <= 40
    assert not Message.objects.exclude(state=State.SENT).exists()


@pytest.mark.django_db
def test_a_heap_that_a_dead_sender_left_and_that_fails_again_holds_up_nobody_behind_it() -> None:
    at, heap = now(), 5
    for number in range(heap):
        put(
            key=f"poison:{number}", kind="reminder", recipient=Recipient.PATIENT, recipient_id=uuid.uuid4(),
            about_id=None, at=at - 2 * LEASE,
        )  # fmt: skip
    assert len(claim(at=at - 2 * LEASE, limit=heap)) == heap
    _put(1, at)
    send_due()
    assert Message.objects.get(kind="invitation").state == State.SENT
    left = Message.objects.filter(kind="reminder").values_list("state", "attempts")
    assert list(left) == [(State.WAITING, 2)] * heap


@pytest.mark.django_db
def test_a_sender_that_dies_between_sending_and_marking_is_followed_by_one_with_the_same_message_id() -> None:
    at = now()
    _put(1, at)
    [lost] = claim(at=at, limit=1)
    deliver(message=lost, at=at)
    assert send_batch(by=SCHEDULER, at=at + LEASE / 2).claimed == 0
    assert send_batch(by=SCHEDULER, at=at + LEASE + dt.timedelta(seconds=1)).sent == 1
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


@pytest.mark.django_db
def test_who_lost_the_lease_cannot_say_what_became_of_the_message() -> None:
    at = now()
    _put(1, at)
    [slow] = claim(at=at, limit=1)
    later = at + LEASE + dt.timedelta(seconds=1)
    claim(at=later, limit=1)
    with pytest.raises(LeaseLost):
        record_sent(by=SCHEDULER, at=later, message=slow)


@pytest.mark.django_db
def test_a_dead_mail_server_is_tried_five_times_further_and_further_apart_and_then_parked(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", NOBODY_LISTENS
    at = now()
    _put(1, at)
    message, waits = Message.objects.get(), []
    for _try in range(TRIES):
        assert send_batch(by=SCHEDULER, at=at).failed == 1
        message.refresh_from_db()
        waits.append((message.due_at - at).total_seconds() / 60)
        at = message.due_at
    for wait, base in zip(waits, (1, 5, 15, 60), strict=False):
        assert base <= wait <= 1.25 * base
    assert (message.state, message.attempts, message.last_error) == (State.PARKED, TRIES, "ConnectionRefusedError")
    assert send_batch(by=SCHEDULER, at=at + dt.timedelta(days=1)).claimed == 0


@pytest.mark.django_db
def test_every_sending_is_written_down_as_the_schedulers() -> None:
    at = now()
    _put(2, at)
    send_batch(by=SCHEDULER, at=at)
    lines = Entry.objects.filter(act="outbox.send", outcome=Outcome.DONE)
    assert {(line.actor_name, line.object_kind) for line in lines} == {("scheduler", "outbox.Message")}
    assert {line.object_id for line in lines} == {str(one) for one in Message.objects.values_list("id", flat=True)}


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_sends_what_is_due_when_the_clock_asks(settings: Settings) -> None:
    _put(25, now())
    done = threading.Event()
    task_postrun.connect(lambda **_task: done.set(), weak=False, dispatch_uid="test")
    try:
        with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=30):
            send_due.delay()
            assert done.wait(timeout=30)
    finally:
        task_postrun.disconnect(dispatch_uid="test")
    assert len(mail.outbox) == 25
    assert not Message.objects.exclude(state=State.SENT).exists()
