"""Questions about the outbox for those who watch over it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from outbox.models import Message, State

LATE_AFTER: Final = dt.timedelta(minutes=5)
"""A message that should have left so long ago is late, and whoever watches must hear of it."""

UNFINISHED: Final = (State.WAITING, State.CLAIMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the outbox stands at a moment."""

    at: dt.datetime
    due: int
    to_come: int
    late: int
    parked: int
    sent_today: int
    oldest_due_at: dt.datetime | None

    @property
    def oldest_waits(self) -> dt.timedelta:
        """Give how long the oldest due message has waited."""
        return dt.timedelta() if self.oldest_due_at is None else self.at - self.oldest_due_at

    @property
    def is_late(self) -> bool:
        """Say whether something that should have left waits too long."""
        return self.oldest_waits > LATE_AFTER


def standing(*, at: dt.datetime) -> Standing:
    """Count what is due, to come, late, parked, and sent in the last 24 hours."""
    due, late = Q(due_at__lte=at), Q(due_at__lt=at - LATE_AFTER)
    open_ones = Message.objects.filter(state__in=UNFINISHED).aggregate(
        due=Count("id", filter=due), to_come=Count("id", filter=~due), late=Count("id", filter=late),
        oldest_due_at=Min("due_at", filter=due),
    )  # fmt: skip
    day_before = at - dt.timedelta(days=1)
    return Standing(
        at=at,
        parked=parked().count(),
        sent_today=Message.objects.filter(state=State.SENT, finished_at__gt=day_before).count(),
        **open_ones,
    )


def parked() -> QuerySet[Message]:
    """List what was laid aside, the latest first."""
    return Message.objects.filter(state=State.PARKED).order_by("-finished_at", "id")


def sent_about(*, ids: Collection[UUID]) -> dict[UUID, dt.datetime]:
    """Give when the first message about each of these rows was handed over; those of which none was are not there."""
    sent = Message.objects.filter(about_id__in=ids, state=State.SENT).order_by("-finished_at")
    return {about: at for about, at in sent.values_list("about_id", "finished_at") if about and at}
