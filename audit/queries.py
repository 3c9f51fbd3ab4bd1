"""Questions about the trail."""

import datetime as dt
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from audit.models import Entry, Outcome


def changes_about(*, subject: UUID, after: int) -> QuerySet[Entry]:
    """Keep the acts that changed one patient's record after a version of it; a line names the version it made."""
    return Entry.objects.filter(subjects__contains=[subject], version__gt=after)


def trail_of(
    *, subjects: Iterable[UUID], outcome: Outcome | None = None, looks: Collection[str] = ()
) -> QuerySet[Entry]:
    """List what was done, read and refused about one patient, under any of her ids, the latest first.

    :param outcome: to keep the lines of one kind alone.
    :param looks: the acts that count as reading although they are written down as done.
    """
    lines = Entry.objects.filter(subjects__overlap=list(subjects))
    looked = Q(outcome=Outcome.DONE, act__in=looks)
    if outcome == Outcome.READ:
        lines = lines.filter(Q(outcome=outcome) | looked)
    elif outcome is not None:
        lines = lines.filter(Q(outcome=outcome) & ~looked)
    return lines.order_by("-at", "-id")


def refusals_of(*, actor_id: UUID, reasons: Iterable[str], since: dt.datetime, act: str = "") -> QuerySet[Entry]:
    """List how often somebody was refused for some reasons since a moment, the latest first.

    :param act: to keep the refusals of one act alone.
    """
    refused = Entry.objects.filter(at__gt=since, outcome=Outcome.REFUSED, actor_id=actor_id, reason__in=list(reasons))
    return (refused.filter(act=act) if act else refused).order_by("-at")
