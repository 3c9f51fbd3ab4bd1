"""From what falls due to rows: which steps of which ladder are due by a day, for whom, and when to look again."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from outbox.models import Message, Recipient
from patients.care import Care
from patients.upcoming import Upcoming
from reminders.hours import allowed_from
from reminders.ladder import CENTRE, FOLLOW_UP, PATIENT, PRESCRIBER, Ladder, Occasion, Step
from reminders.models import FollowUp, Reminder, Why

TO_PATIENT, TO_CENTRE = "reminder", "centre_overdue"
"""The kinds of message that a step becomes; a prescriber's is a notice and a line of the day's mail."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A step whose day has come, for one occasion on one date."""

    occasion: Occasion
    due_on: dt.date
    step: Step


def occasions_of(*, found: Upcoming, ladder: Ladder) -> dict[str, dt.date]:
    """Give the occasions of a patient with the date of each; none once she has left, few while she is interrupted."""
    if found.has_left:
        return {}
    due = found.due
    if found.is_interrupted:
        due = {kind: day for kind, day in due.items() if kind in ladder.while_interrupted}
    dates = {one.id: one.due_on(due) for one in ladder.of_patients()}
    return {name: day for name, day in dates.items() if day is not None}


def occasions_for_her(*, found: Upcoming, ladder: Ladder) -> dict[str, dt.date]:
    """Give the same as she is told of it: no visit that she came to before its day, whose capsules wait for her.

    Her page and the calendars of those who treat her go on naming the last day with medicine in hand.
    """
    if not found.is_prescribed_anew:
        return occasions_of(found=found, ladder=ladder)
    due = {kind: day for kind, day in found.due.items() if kind != "visit"}
    return occasions_of(found=replace(found, due=due), ladder=ladder)


def steps_due(*, dates: Mapping[str, dt.date], ladder: Ladder, on: dt.date) -> Iterable[Taken]:
    """List the steps whose day has come: to each reader only the last of several, so that none is told in heaps.

    A step that was missed is still listed; the rows' keys see to it that nobody is told twice.
    """
    for name, due_on in dates.items():
        occasion = ladder.occasion(name)
        assert occasion is not None  # the dates were read from this ladder
        for reader in dict.fromkeys(step.to for step in occasion.steps):
            come = [step for step in occasion.steps if step.to == reader and step.day(due_on) <= on]
            if come:
                yield Taken(occasion, due_on, max(come, key=lambda step: step.days))


def next_day(*, found: Upcoming, dates: Mapping[str, dt.date], ladder: Ladder) -> dt.date | None:
    """Give the next day on which a step comes or the passing of time may change something."""
    days = [found.changes_on] if found.changes_on is not None else []
    for name, due_on in dates.items():
        occasion = ladder.occasion(name)
        assert occasion is not None  # the dates were read from this ladder
        days += [step.day(due_on) for step in occasion.steps if step.day(due_on) > found.on]
    return min(days, default=None)


NAMESPACE: Final = uuid.UUID("7a3f3f0e-5b1e-4c53-9a55-1f6f1d1b7c11")


def reminder_of(*, taken: Taken, found: Upcoming, care: Care, at: dt.datetime) -> Reminder:
    """Make the row of a step for its reader, with an id that follows from its key, so that it is made once."""
    recipient, recipient_id = _reader(taken.step, found, care)
    key = f"{taken.occasion.id}:{taken.due_on}:{taken.step.name}:{found.enrolment.id}:{recipient_id}"
    return Reminder(
        id=uuid.uuid5(NAMESPACE, key),
        key=key,
        enrolment=found.enrolment,
        occasion=taken.occasion.id,
        due_on=taken.due_on,
        step=taken.step.name,
        to=taken.step.to,
        text=taken.step.text,
        recipient=recipient,
        recipient_id=recipient_id,
        planned_at=at,
    )


def message_of(*, reminder: Reminder, time_zone: str, ladder: Ladder, at: dt.datetime) -> Message | None:
    """Make the message of a step, where it is one: to the patient by day, to the centre at once."""
    kind = {PATIENT: TO_PATIENT, CENTRE: TO_CENTRE}.get(reminder.to)
    if kind is None:
        return None
    due_at = allowed_from(at=at, time_zone=time_zone, hours=ladder.hours) if reminder.to == PATIENT else at
    return Message(
        key=f"reminder:{reminder.id}",
        kind=kind,
        recipient=reminder.recipient,
        recipient_id=reminder.recipient_id,
        about_id=reminder.id,
        created_at=at,
        due_at=due_at,
    )


def follow_up_of(*, reminder: Reminder, at: dt.datetime) -> FollowUp | None:
    """Make the line of the worklist that a step is, where it is one."""
    if reminder.to != FOLLOW_UP:
        return None
    return FollowUp(
        enrolment=reminder.enrolment, why=Why.LOST, occasion=reminder.occasion, due_on=reminder.due_on, opened_at=at
    )


def _reader(step: Step, found: Upcoming, care: Care) -> tuple[Recipient, UUID]:
    """Give who hears of a step; where no prescriber is named the centre does: it must reach somebody."""
    if step.to == PATIENT:
        return Recipient.PATIENT, found.enrolment.patient_id
    if step.to == PRESCRIBER and care.prescriber_id is not None:
        return Recipient.USER, care.prescriber_id
    return Recipient.ORGANISATION, care.centre_id
