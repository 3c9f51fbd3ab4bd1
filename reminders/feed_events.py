"""What stands in a prescriber's feed: her patients' dates, the end of her certification, and what fell away."""

import datetime as dt
from dataclasses import dataclass
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from accounts.actor import Actor
from patients.care import handed_on_by, in_care_of, times_handed_on
from patients.queries import visible_enrolments
from programmes.models import PrescriberCertification
from reminders.ladder import PRESCRIBER, ladders
from reminders.models import DueDate

SHOWN_FOR: Final = dt.timedelta(days=31)
"""A calendar that asks once in so long still learns that a date was called off."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One date as a calendar shows it; ``record`` is the enrolment to read on in, none where it is over."""

    id: UUID
    day: dt.date
    sequence: int
    changed_at: dt.datetime
    called_off: bool
    record: UUID | None


@dataclass(frozen=True, slots=True)
class Entries:
    """A whole feed, and the patients whose dates are in it."""

    entries: list[Entry]
    subjects: set[UUID]


def entries_for(*, by: Actor, at: dt.datetime) -> Entries:
    """List what a prescriber's feed holds at a moment, in a fixed number of queries.

    Of a patient who was handed on since, the date is not hers to read any more: the entry is called off, on the day of
    the handing on. Each handing on counts in the sequence, so that it only ever rises.
    """
    hers = in_care_of(prescriber_ids=[by.person_id], among=visible_enrolments(by=by, at=at))
    lately = Q(called_off=False) | Q(changed_at__gt=at - SHOWN_FOR)
    rows = list(_told().filter(lately, enrolment__in=hers).select_related("enrolment"))
    gone = handed_on_by(prescriber_id=by.person_id, since=at - SHOWN_FOR)
    left = list(_told().filter(enrolment__in=gone))
    moves = times_handed_on(enrolment_ids={_record(row) for row in (*rows, *left)})
    entries = [_entry(row, moves.get(_record(row), 0)) for row in rows]
    entries += [_entry(row, 0) for row in _of_herself(by, at).filter(lately)]
    entries += [_farewell(row, moves[_record(row)], gone[_record(row)], by.time_zone) for row in left]
    seen = {row.enrolment.patient_id for row in rows if row.enrolment is not None and not row.called_off}
    return Entries(sorted(entries, key=lambda one: (one.day, one.id)), seen)


def _told() -> QuerySet[DueDate]:
    """List the dates of which some step of the ladder tells a prescriber."""
    told = Q(pk__in=[])
    for programme_id, ladder in ladders().by_programme.items():
        names = [one.id for one in ladder.occasions if any(step.to == PRESCRIBER for step in one.steps)]
        told |= Q(enrolment__programme=programme_id, occasion__in=names)
    return DueDate.objects.filter(told).order_by("due_on", "id")


def _of_herself(by: Actor, at: dt.datetime) -> QuerySet[DueDate]:
    """List the last days of her certifications in the country of the feed's role; not those long past."""
    hers = PrescriberCertification.objects.filter(prescriber=by.person_id, country=by.country)
    return DueDate.objects.filter(accreditation_id__in=hers.values("id"), due_on__gt=(at - SHOWN_FOR).date())


def _record(row: DueDate) -> UUID:
    assert row.enrolment_id is not None  # of a patient
    return row.enrolment_id


def _entry(row: DueDate, moves: int) -> Entry:
    record = None if row.called_off else row.enrolment_id  # of her certification there is none
    return Entry(row.id, row.due_on, row.sequence + moves, row.changed_at, row.called_off, record)


def _farewell(row: DueDate, moves: int, when: dt.datetime, time_zone: str) -> Entry:
    return Entry(row.id, when.astimezone(ZoneInfo(time_zone)).date(), row.sequence + moves, when, True, None)
