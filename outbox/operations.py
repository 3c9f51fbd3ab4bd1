"""Putting a message into the outbox, claiming it for sending, and saying what became of it."""

import datetime as dt
import uuid
from uuid import UUID

from django.db.models import F, Q, QuerySet

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

    A message whose lease ran out (its sender died) can be claimed again. A try is counted as it
    begins, so that a message that kills its sender is parked too.
    """
    _park_the_deadly(at)
    free = Q(state=State.WAITING) | Q(state=State.CLAIMED, leased_until__lt=at)
    candidates = list(
        Message.objects.filter(free, due_at__lte=at).order_by("due_at", "id").values_list("id", flat=True)[:limit]
    )
    lease = uuid.uuid4()
    Message.objects.filter(free, id__in=candidates).update(
        state=State.CLAIMED, lease=lease, leased_until=at + LEASE, attempts=F("attempts") + 1
    )
    return list(Message.objects.filter(lease=lease, state=State.CLAIMED).order_by("due_at", "id"))


def mark_sent(*, message: Message, at: dt.datetime) -> bool:
    """Say that the message was handed over; False when somebody else holds it by now."""
    return _finish(_held(message), State.SENT, at=at, error="")


def mark_dropped(*, message: Message, at: dt.datetime, why: str) -> bool:
    """Say that there is nothing to send any more, and why."""
    return _finish(_held(message), State.DROPPED, at=at, error=why)


def mark_failed(*, message: Message, at: dt.datetime, error: str) -> bool:
    """Let a failed try wait and be tried again, or park it after the last for a person to see."""
    if message.attempts >= TRIES:
        return _finish(_held(message), State.PARKED, at=at, error=error)
    return bool(
        _held(message).update(
            state=State.WAITING,
            lease=None,
            leased_until=None,
            due_at=at + dt.timedelta(minutes=BACKOFF[message.attempts - 1]),
            last_error=error[:200],
        )
    )


def _park_the_deadly(at: dt.datetime) -> None:
    """Park what was tried for the last time by a sender that never came back."""
    abandoned = Message.objects.filter(state=State.CLAIMED, leased_until__lt=at, attempts__gte=TRIES)
    _finish(abandoned, State.PARKED, at=at, error="its sender never came back")


def _held(message: Message) -> QuerySet[Message]:
    return Message.objects.filter(id=message.id, lease=message.lease, state=State.CLAIMED)


def _finish(messages: QuerySet[Message], state: State, *, at: dt.datetime, error: str) -> bool:
    return bool(messages.update(state=state, finished_at=at, lease=None, leased_until=None, last_error=error[:200]))
