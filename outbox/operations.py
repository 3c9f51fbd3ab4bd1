"""Putting a message into the outbox, claiming it for sending, and saying what became of it."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from outbox.models import Message, Recipient, State

LEASE = dt.timedelta(minutes=2)
TRIES = 5
BACKOFF = (1, 5, 15, 60)
"""Minutes after each failed try but the last."""
SPREAD = 0.25

WAITING = Q(state=State.WAITING)

_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


@contextmanager
def keeping_quiet(*, when: bool) -> Iterator[None]:
    """Let nothing that is put inside be sent: it is written down as dropped, because it was only practised."""
    before = _quiet.set(when)
    try:
        yield
    finally:
        _quiet.reset(before)


def put(
    *,
    key: str,
    kind: str,
    recipient: Recipient,
    recipient_id: UUID,
    about_id: UUID | None,
    at: dt.datetime,
    due_at: dt.datetime | None = None,
    channel: str = "",
) -> None:
    """Write one row to be sent, in the caller's transaction; a key already there is left as it is.

    :param key: deterministic, so that the same event is never told twice.
    :param about_id: the row the message is about; the sender reads the facts from there.
    """
    message = Message(
        key=key, kind=kind, recipient=recipient, recipient_id=recipient_id, about_id=about_id, channel=channel,
        created_at=at, due_at=due_at or at,
    )  # fmt: skip
    put_all(messages=[message], at=at)


def put_all(*, messages: Iterable[Message], at: dt.datetime) -> None:
    """Write many rows to be sent, as :func:`put` writes one."""
    rows = list(messages)
    if _quiet.get():
        for one in rows:
            one.state, one.finished_at, one.last_error = State.DROPPED, at, "practice"
    Message.objects.bulk_create(rows, ignore_conflicts=True)


def claim(*, at: dt.datetime, limit: int, abandoned_first: bool = True) -> list[Message]:
    """Take due messages for sending, by a conditional UPDATE: who changes the row has it.

    A message whose lease ran out (its sender died) can be claimed again, and is then claimed alone: one of those that a
    dead sender held may have killed it, and the others must not be counted a try for each time that it does so. A
    try is counted as it begins, so that a message that kills its sender is parked too. What another sender is claiming
    at this moment is passed over, so that senders at work together do not wait for one another.

    :param abandoned_first: whether what a dead sender left goes before what waits, or after it.
    """
    _park_the_deadly(at)
    if not abandoned_first and (waiting := _take(WAITING, at=at, limit=limit)):
        return waiting
    abandoned = Q(state=State.CLAIMED, leased_until__lt=at)
    return _take(abandoned, at=at, limit=1) or _take(WAITING, at=at, limit=limit)


def mark_sent(*, message: Message, at: dt.datetime) -> bool:
    """Say that the message was handed over; False when somebody else holds it by now."""
    return _finish(_held(message), State.SENT, at=at, error="")


def mark_all_sent(*, messages: Sequence[Message], at: dt.datetime) -> list[Message]:
    """Say that messages claimed together were handed over; answer with those that nobody else holds by now."""
    leases = {one.lease for one in messages}
    ids = [one.id for one in messages]
    rows = Message.objects.filter(id__in=ids, lease__in=leases, state=State.CLAIMED).select_for_update()
    held = set(rows.order_by("id").values_list("id", flat=True))
    _finish(Message.objects.filter(id__in=held), State.SENT, at=at, error="")
    return [one for one in messages if one.id in held]


def mark_dropped(*, message: Message, at: dt.datetime, why: str) -> bool:
    """Say that there is nothing to send any more, and why."""
    return _finish(_held(message), State.DROPPED, at=at, error=why)


def mark_failed(*, message: Message, at: dt.datetime, error: str) -> bool:
    """Let a failed try wait and be tried again, or park it after the last for a person to see."""
    if message.attempts >= TRIES:
        return mark_parked(message=message, at=at, error=error)
    return _wait(message, due_at=at + pause_after(message=message), error=error)


def mark_parked(*, message: Message, at: dt.datetime, error: str) -> bool:
    """Lay a message aside for a person to see: another try would end as this one did."""
    return _finish(_held(message), State.PARKED, at=at, error=error)


def put_off(*, message: Message, due_at: dt.datetime) -> bool:
    """Let a message wait for another moment; this was no try."""
    return _wait(message, due_at=due_at, error=message.last_error, attempts=message.attempts - 1)


def retry(*, message_id: UUID, at: dt.datetime) -> bool:
    """Take up a parked message again, with all its tries; False when it is not parked any more."""
    parked = Message.objects.filter(id=message_id, state=State.PARKED)
    return bool(parked.update(state=State.WAITING, attempts=0, due_at=at, finished_at=None))


def pause_after(*, message: Message) -> dt.timedelta:
    """Give how long a message waits after a failed try: longer each time, and each message a little differently.

    The difference follows from the id, up to a quarter, so that what failed together does not come back together.
    """
    base = dt.timedelta(minutes=BACKOFF[message.attempts - 1])
    return base * (1 + SPREAD * (message.id.int % 1000) / 1000)


def _take(free: Q, *, at: dt.datetime, limit: int) -> list[Message]:
    lease = uuid.uuid4()
    with transaction.atomic():
        due = Message.objects.filter(free, due_at__lte=at).order_by("due_at", "id").select_for_update(skip_locked=True)
        candidates = list(due.values_list("id", flat=True)[:limit])
        taken = Message.objects.filter(free, id__in=candidates)
        if not candidates or not taken.update(
            state=State.CLAIMED, lease=lease, leased_until=at + LEASE, attempts=F("attempts") + 1
        ):
            return []
    return list(Message.objects.filter(lease=lease, state=State.CLAIMED).order_by("due_at", "id"))


def _park_the_deadly(at: dt.datetime) -> None:
    """Park what was tried for the last time by a sender that never came back."""
    abandoned = Message.objects.filter(state=State.CLAIMED, leased_until__lt=at, attempts__gte=TRIES)
    _finish(abandoned, State.PARKED, at=at, error="its sender never came back")


def _wait(message: Message, *, due_at: dt.datetime, error: str, **changes: int) -> bool:
    return bool(
        _held(message).update(
            state=State.WAITING, lease=None, leased_until=None, due_at=due_at, last_error=error[:200], **changes
        )
    )


def _held(message: Message) -> QuerySet[Message]:
    return Message.objects.filter(id=message.id, lease=message.lease, state=State.CLAIMED)


def _finish(messages: QuerySet[Message], state: State, *, at: dt.datetime, error: str) -> bool:
    return bool(messages.update(state=state, finished_at=at, lease=None, leased_until=None, last_error=error[:200]))
