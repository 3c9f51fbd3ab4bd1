"""Questions about the calendar: notices that are open, patients to be followed up, how the tasks stand."""

import datetime as dt
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Cover, Membership, Role
from accounts.queries import in_force
from accounts.refusals import NotVisible
from foundation.records import covering, day_in
from outbox.models import Message, Recipient
from outbox.queries import parked
from patients.models import Enrolment
from patients.queries import visible_enrolments
from patients.reach import is_silent
from reminders.feed_secrets import hash_of
from reminders.ladder import CENTRE, PATIENT, PRESCRIBER
from reminders.models import (
    ANY_MESSAGE,
    Delivered,
    DueDate,
    FeedAddress,
    FollowUp,
    Heartbeat,
    Plan,
    Receipt,
    Reminder,
)

LAID_ASIDE: Final = "laid_aside"
"""The kind of message that says that others were laid aside."""


def open_notices(*, among: QuerySet[Reminder] | None = None) -> QuerySet[Reminder]:
    """List what prescribers and centres were told of and what is due still, the longest overdue first."""
    rows = Reminder.objects.all() if among is None else among
    still = DueDate.objects.filter(
        enrolment=OuterRef("enrolment"), occasion=OuterRef("occasion"), due_on=OuterRef("due_on"), called_off=False
    )
    told = rows.filter(Exists(still), to__in=(PRESCRIBER, CENTRE))
    return told.select_related("enrolment__patient", "enrolment__programme").order_by("due_on", "id")


def notices_within_sight(*, by: Actor, at: dt.datetime) -> QuerySet[Reminder]:
    """List the open notices of the patients whom the actor sees, one a patient and matter."""
    seen = visible_enrolments(by=by, at=at)
    return open_notices(among=Reminder.objects.filter(enrolment__in=seen, to=PRESCRIBER))


def open_notices_for(*, user_id: UUID, at: dt.datetime) -> int:
    """Count the notices that are open for a prescriber, and for the colleagues she covers for."""
    covers = Cover.objects.filter(covering(day_in("organisation__time_zone", at=at)), colleague=user_id)
    readers = [user_id, *covers.values_list("absent_id", flat=True)]
    mine = Reminder.objects.filter(recipient=Recipient.USER, recipient_id__in=readers, to=PRESCRIBER)
    return open_notices(among=mine).count()


def follow_ups_within_sight(*, by: Actor, at: dt.datetime) -> QuerySet[FollowUp]:
    """List the patients within sight who are or were to be followed up, the one who has waited longest first.

    Who is to be telephoned because no way to her is confirmed leaves the list by herself, once one is.
    """
    found = FollowUp.objects.filter(enrolment__in=visible_enrolments(by=by, at=at))
    found = found.filter(~Q(occasion=ANY_MESSAGE, outcome="") | is_silent(subject="enrolment__patient__subject_id"))
    found = found.select_related("enrolment__patient", "enrolment__programme").prefetch_related("attempts")
    return found.order_by("due_on", "id")


def messages_about(*, enrolment: Enrolment, at: dt.datetime) -> list[tuple[Message, Reminder]]:
    """List what was to be sent to a patient in the last year, the latest first."""
    year_ago = at - dt.timedelta(days=365)
    reminders = Reminder.objects.filter(enrolment=enrolment, to=PATIENT, planned_at__gt=year_ago)
    by_id = {one.id: one for one in reminders}
    told = Receipt.objects.filter(message=OuterRef("pk")).values("outcome")[:1]
    found = Message.objects.filter(about_id__in=list(by_id)).annotate(receipt=Subquery(told))
    found = found.order_by("-created_at", "id")
    return [(one, by_id[one.about_id]) for one in found if one.about_id is not None]


def undelivered_since(*, at: dt.datetime) -> int:
    """Count the text messages of which a provider told since a moment that they were not delivered."""
    return Receipt.objects.filter(outcome=Delivered.NO, told_at__gt=at).count()


def untold_receipts(*, keys: Iterable[UUID]) -> QuerySet[Receipt]:
    """List the messages of which a provider was to tell and has not, of those that it names."""
    return Receipt.objects.filter(id__in=list(keys), outcome="").select_related("message")


def heartbeats() -> dict[str, dt.datetime]:
    """Say when each task was last heard of."""
    return dict(Heartbeat.objects.values_list("name", "at"))


def failed_plans() -> int:
    """Count the records that could not be planned when they were last looked at."""
    return Plan.objects.exclude(failed="").count()


def waiting_for_a_person() -> int:
    """Count what the registry cannot go on with alone: messages laid aside, and records that could not be planned."""
    return parked().exclude(kind=LAID_ASIDE).count() + failed_plans()


def own_feed(*, by: Actor) -> FeedAddress | None:
    """Give the address that stands for somebody's present role."""
    return FeedAddress.objects.filter(membership=by.membership_id, revoked_at__isnull=True).first()


def feed_at(*, secret: str, at: dt.datetime) -> FeedAddress | None:
    """Find the feed of a secret address, while it is not revoked and its owner prescribes at that centre still."""
    held = Membership.objects.filter(in_force(at=at), role=Role.PRESCRIBER)
    found = FeedAddress.objects.filter(secret_hash=hash_of(secret), revoked_at__isnull=True, membership__in=held)
    return found.select_related("membership__user", "membership__organisation").first()


def parked_message(*, message_id: UUID) -> Message:
    """Find a message that was laid aside.

    :raises NotVisible: when there is none.
    """
    found = parked().filter(id=message_id).first()
    if found is None:
        raise NotVisible(_("There is no such message. It may have been taken up again meanwhile."))
    return found
