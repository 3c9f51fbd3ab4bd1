"""The outbox: told once, claimed by one, tried five times, never lost with its sender."""

import datetime as dt
import threading
from uuid import uuid4

import pytest
from django.db import connection, transaction

from outbox.models import Message, Recipient, State
from outbox.operations import (
    BACKOFF,
    LEASE,
    TRIES,
    claim,
    mark_all_sent,
    mark_dropped,
    mark_failed,
    mark_parked,
    mark_sent,
    pause_after,
    put,
    put_off,
    retry,
)
from outbox.queries import standing
from tests.patients.lives import NOON

MINUTE = dt.timedelta(minutes=1)


def _put(key: str = "one", *, due_at: dt.datetime | None = None) -> None:
    put(
        key=key, kind="dispensed", recipient=Recipient.USER, recipient_id=uuid4(), about_id=uuid4(), at=NOON,
        due_at=due_at,
    )  # fmt: skip


def _claim_one(at: dt.datetime = NOON) -> Message:
    [message] = claim(at=at, limit=10)
    return message


@pytest.mark.django_db
def test_the_same_event_is_told_once() -> None:
    _put("dispensed:1")
    _put("dispensed:1")
    _put("dispensed:2")
    assert sorted(Message.objects.values_list("key", flat=True)) == ["dispensed:1", "dispensed:2"]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_told() -> None:
    with transaction.atomic():
        _put()
        transaction.set_rollback(True)
    assert claim(at=NOON, limit=10) == []


@pytest.mark.django_db
def test_what_is_due_is_claimed_in_its_order_and_up_to_the_limit() -> None:
    for minutes in (3, 1, 2):
        _put(f"due {minutes}", due_at=NOON + minutes * MINUTE)
    assert claim(at=NOON, limit=10) == []
    assert [one.key for one in claim(at=NOON + 5 * MINUTE, limit=2)] == ["due 1", "due 2"]
    assert [one.key for one in claim(at=NOON + 5 * MINUTE, limit=2)] == ["due 3"]


@pytest.mark.django_db
def test_what_was_sent_or_dropped_is_not_claimed_again() -> None:
    _put("sent")
    _put("dropped", due_at=NOON + MINUTE)
    assert mark_sent(message=_claim_one(), at=NOON)
    assert mark_dropped(message=_claim_one(NOON + MINUTE), at=NOON, why="no address")
    assert claim(at=NOON + 365 * 24 * 60 * MINUTE, limit=10) == []
    states = dict(Message.objects.values_list("key", "state"))
    assert states == {"sent": State.SENT, "dropped": State.DROPPED}
    assert Message.objects.filter(finished_at=NOON, lease=None).count() == 2


@pytest.mark.django_db
def test_a_claim_holds_until_its_lease_runs_out_and_then_passes_on() -> None:
    _put()
    first = _claim_one()
    assert claim(at=NOON + LEASE, limit=10) == []
    late = NOON + LEASE + dt.timedelta(microseconds=1)
    second = _claim_one(late)
    assert first.lease != second.lease
    assert not mark_sent(message=first, at=late)
    assert not mark_failed(message=first, at=late, error="slow")
    assert mark_sent(message=second, at=late)
    assert Message.objects.get().attempts == 2


@pytest.mark.django_db
def test_of_those_marked_together_one_that_another_sender_holds_is_left_to_it() -> None:
    for number in range(3):
        _put(f"{number}")
    slow = claim(at=NOON, limit=3)
    late = NOON + LEASE + MINUTE
    [taken] = claim(at=late, limit=1)
    left = {"0", "1", "2"} - {taken.key}
    assert {one.key for one in mark_all_sent(messages=slow, at=late)} == left
    assert dict(Message.objects.values_list("key", "state")) == dict.fromkeys(left, "sent") | {taken.key: "claimed"}
    assert mark_sent(message=taken, at=late)


@pytest.mark.django_db
def test_a_failure_waits_longer_each_time_and_is_parked_after_the_fifth() -> None:
    _put()
    at = NOON
    for base in BACKOFF:
        message = _claim_one(at)
        pause = pause_after(message=message)
        assert base * MINUTE <= pause <= 1.25 * base * MINUTE
        assert mark_failed(message=message, at=at, error="refused " * 100)
        at += pause
        assert claim(at=at - dt.timedelta(seconds=1), limit=10) == []
    assert mark_failed(message=_claim_one(at), at=at, error="refused")
    message = Message.objects.get()
    assert (message.state, message.attempts, message.finished_at) == (State.PARKED, TRIES, at)
    assert claim(at=at + 1000 * MINUTE, limit=10) == []


@pytest.mark.django_db
def test_a_message_that_kills_its_sender_is_parked_too() -> None:
    _put()
    at = NOON
    for _ in range(TRIES):
        _claim_one(at)
        at += LEASE + MINUTE
    assert claim(at=at, limit=10) == []
    message = Message.objects.get()
    assert (message.state, message.last_error) == (State.PARKED, "its sender never came back")


@pytest.mark.django_db
def test_one_that_kills_its_sender_takes_none_of_those_with_it_that_were_claimed_together() -> None:
    for number in range(6):
        _put(key=f"{number}")
    deadly, at = "0", NOON  # the first in the line: every sender comes upon it before the others
    for _sender in range(40):
        for message in claim(at=at, limit=10):
            if message.key == deadly:
                break  # killed
            assert mark_sent(message=message, at=at)
        else:
            continue
        at += LEASE + MINUTE
    states = dict(Message.objects.values_list("key", "state"))
    assert states == {"0": State.PARKED} | {f"{number}": State.SENT for number in range(1, 6)}


@pytest.mark.django_db
def test_what_waits_takes_its_turn_before_what_a_dead_sender_left_and_neither_is_forgotten() -> None:
    _put("abandoned")
    _claim_one()
    at = NOON + LEASE + MINUTE
    _put("waiting", due_at=at)
    assert [one.key for one in claim(at=at, limit=10, abandoned_first=False)] == ["waiting"]
    assert [one.key for one in claim(at=at, limit=10, abandoned_first=False)] == ["abandoned"]
    assert claim(at=at, limit=10, abandoned_first=False) == []


@pytest.mark.django_db(transaction=True)
def test_many_senders_at_once_never_hold_the_same_message() -> None:
    messages, senders = 40, 4
    for number in range(messages):
        _put(f"key {number}")
    together = threading.Barrier(senders)
    held: list[list[Message]] = []

    def send() -> None:
        mine: list[Message] = []
        connection.ensure_connection()
        together.wait(timeout=10)
        while Message.objects.filter(state=State.WAITING).exists():
            mine += claim(at=NOON, limit=3)
        held.append(mine)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keys = [message.key for mine in held for message in mine]
    assert len(keys) == len(set(keys)) == messages
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.django_db
def test_what_failed_together_does_not_come_back_together() -> None:
    for number in range(20):
        _put(f"together {number}")
    for message in claim(at=NOON, limit=20):
        mark_failed(message=message, at=NOON, error="refused")
    assert len(set(Message.objects.values_list("due_at", flat=True))) > 10


@pytest.mark.django_db
def test_what_is_put_off_was_no_try() -> None:
    _put()
    assert put_off(message=_claim_one(), due_at=NOON + 60 * MINUTE)
    assert claim(at=NOON + 59 * MINUTE, limit=1) == []
    assert _claim_one(NOON + 60 * MINUTE).attempts == 1


@pytest.mark.django_db
def test_a_person_takes_up_what_was_parked_with_all_its_tries_and_only_once() -> None:
    _put()
    assert mark_parked(message=_claim_one(), at=NOON, error="no words")
    parked = Message.objects.get()
    assert retry(message_id=parked.id, at=NOON + MINUTE)
    assert not retry(message_id=parked.id, at=NOON + MINUTE)
    assert _claim_one(NOON + MINUTE).attempts == 1


@pytest.mark.django_db
def test_the_outbox_is_late_once_its_oldest_message_waits_for_more_than_five_minutes() -> None:
    _put("now")
    _put("later", due_at=NOON + 60 * MINUTE)
    assert not standing(at=NOON + 5 * MINUTE).is_late
    found = standing(at=NOON + 5 * MINUTE + dt.timedelta(seconds=1))
    assert (found.is_late, found.due, found.to_come, found.late, found.parked) == (True, 1, 1, 1, 0)
