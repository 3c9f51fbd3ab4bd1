"""Putting a message into the outbox, claiming it for sending, and saying what became of it."""

import datetime as dt
import uuid
from uuid import UUID

from django.db.models import Q, QuerySet

from outbox.models import Message, Recipient, State

LEASE = dt.timedelta(minutes=2)
TRIES = 5
BACKOFF = (1, 5, 15, 60)


def put(
    *,
    key: str,
    kind: str,
    recipient: Recipient,
    recipient_id: UUID,
    about_id: UUID | None,
    at: dt.datetime,
    due_at: dt.datetime | None = None,
) -> None:
    """Write one row to be sent, in the caller's transaction; a key already there is left as it is.

    :param key: deterministic, so that the same event is never told twice.
    :param about_id: the row the message is about; the sender reads the facts from there.
    """
    Message.objects.bulk_create(
        [
            Message(
                key=key,
                kind=kind,
                recipient=recipient,
                recipient_id=recipient_id,
                about_id=about_id,
                created_at=at,
                due_at=due_at or at,
            )
        ],
        ignore_conflicts=True,
    )


def claim(*, at: dt.datetime, limit: int) -> list[Message]:
    """Take due messages for sending, by a conditional UPDATE: who changes the row has it.

    A message whose lease ran out (its sender died) can be claimed again.
    """
    free = Q(state=State.WAITING) | Q(state=State.CLAIMED, leased_until__lt=at)
    candidates = list(
        Message.objects.filter(free, due_at__lte=at)
        .order_by("due_at")
        .values_list("id", flat=True)[:limit]
    )
    lease = uuid.uuid4()
    Message.objects.filter(free, id__in=candidates).update(
        state=State.CLAIMED, lease=lease, leased_until=at + LEASE
    )
    return list(Message.objects.filter(lease=lease, state=State.CLAIMED).order_by("due_at"))


def mark_sent(*, message: Message, at: dt.datetime) -> bool:
    """Say that the message was handed over; False when somebody else holds it by now."""
    return _finish(message, State.SENT, at=at, error="")


def mark_dropped(*, message: Message, at: dt.datetime, why: str) -> bool:
    """Say that there is nothing to send any more, and why."""
    return _finish(message, State.DROPPED, at=at, error=why)


def mark_failed(*, message: Message, at: dt.datetime, error: str) -> bool:
    """Count a failed try: wait and try again, or park it after the last for a person to see."""
    tries = message.attempts + 1
    if tries >= TRIES:
        return _finish(message, State.PARKED, at=at, error=error, attempts=tries)
    return bool(
        _held(message).update(
            state=State.WAITING,
            attempts=tries,
            lease=None,
            leased_until=None,
            due_at=at + dt.timedelta(minutes=BACKOFF[tries - 1]),
            last_error=error[:200],
        )
    )


def _held(message: Message) -> QuerySet[Message]:
    return Message.objects.filter(id=message.id, lease=message.lease, state=State.CLAIMED)


def _finish(
    message: Message, state: State, *, at: dt.datetime, error: str, attempts: int | None = None
) -> bool:
    return bool(
        _held(message).update(
            state=state,
            finished_at=at,
            attempts=message.attempts + 1 if attempts is None else attempts,
            lease=None,
            leased_until=None,
            last_error=error[:200],
        )
    )
