"""How a patient is reached: in which language, at which hours, by which ways that are known to be hers.

The third leaf of the door to the identity tables, for whoever writes to many: a fixed number of queries.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q

from patients.models import Channel, Contact, Identity, Reminder, ReminderChoice

ORDER: Final = (Channel.SMS, Channel.EMAIL)
"""Which way is tried first where she has not chosen it."""


@dataclass(frozen=True, slots=True)
class Way:
    """A number or address that she has confirmed, and the row it stands in."""

    channel: str
    value: str
    contact_id: UUID


@dataclass(frozen=True, slots=True)
class Reach:
    """How one patient is reached; ``ways`` are those she confirmed, the one she chose first."""

    language: str
    time_zone: str
    wants_messages: bool
    ways: tuple[Way, ...]


def reach_of(*, subject_ids: Iterable[UUID]) -> dict[UUID, Reach]:
    """Tell how many are reached, by subject id."""
    wanted = list(subject_ids)
    choices = {one.subject_id: one.channel for one in ReminderChoice.objects.standing().filter(subject_id__in=wanted)}
    ways: dict[UUID, list[Way]] = {}
    confirmed = Contact.objects.standing().filter(subject_id__in=wanted, verified_at__isnull=False)
    for one in confirmed.order_by("recorded_at"):
        ways.setdefault(one.subject_id, []).append(Way(one.channel, one.value, one.id))
    return {
        row.subject_id: _reach(row, choices.get(row.subject_id, Reminder.NONE), ways.get(row.subject_id, []))
        for row in Identity.objects.standing().filter(subject_id__in=wanted)
    }


def contacts_of(*, subject_id: UUID) -> list[Contact]:
    """List the number and the address that stand, confirmed or not."""
    return list(Contact.objects.standing().filter(subject_id=subject_id).order_by("channel"))


def ways_to(*, channel: str, value: str) -> list[Way]:
    """List the rows in which a number or address stands, whoever's it is."""
    rows = Contact.objects.standing().filter(channel=channel, value__iexact=value)
    return [Way(one.channel, one.value, one.id) for one in rows]


def silent_since(*, subject_ids: Iterable[UUID]) -> dict[UUID, dt.datetime]:
    """Tell who wants to be written to and has confirmed no way, by subject id, and when that last changed."""
    choices = ReminderChoice.objects.standing().filter(subject_id__in=list(subject_ids)).exclude(channel=Reminder.NONE)
    wanted = dict(choices.values_list("subject_id", "recorded_at"))
    contacts = Contact.objects.filter(subject_id__in=list(wanted))
    reached = set(contacts.standing().filter(verified_at__isnull=False).values_list("subject_id", flat=True))
    changed = dict(contacts.values("subject_id").annotate(at=Max("recorded_at")).values_list("subject_id", "at"))
    return {
        subject: max(chosen_at, changed.get(subject, chosen_at))
        for subject, chosen_at in wanted.items()
        if subject not in reached
    }


def is_silent(*, subject: str) -> Q:
    """Say in a query whether whoever a path leads to wants to be written to and has confirmed no way."""
    wants = ReminderChoice.objects.standing().filter(subject_id=OuterRef(subject)).exclude(channel=Reminder.NONE)
    reached = Contact.objects.standing().filter(subject_id=OuterRef(subject), verified_at__isnull=False)
    return Q(Exists(wants)) & ~Q(Exists(reached))


def _reach(row: Identity, choice: str, ways: list[Way]) -> Reach:
    ordered = sorted(ways, key=lambda way: (way.channel != choice, ORDER.index(Channel(way.channel))))
    return Reach(row.language, row.time_zone, choice != Reminder.NONE, tuple(ordered))
