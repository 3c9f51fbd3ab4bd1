"""The calendar's tables: open notices, patients to be followed up, what was sent to one, how the outbox stands."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.moments import moment_in_words
from foundation.tables import Column, Link, Table, Tag, Value, table
from outbox.models import Message, State
from outbox.queries import Standing
from patients.identity import Person
from patients.models import Enrolment
from prescribers.presenters.banner import shown_name
from reminders.models import ContactAttempt, Delivered, FollowUp, Reminder
from reminders.words import NOT_SENT, OCCASIONS, STATES, said


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a summary."""

    label: str
    value: str


def notice_table(*, notices: Iterable[Reminder], persons: Mapping[UUID, Person], today: dt.date) -> Table:
    """Lay out what waits for a prescriber, the longest overdue first."""
    return table(
        caption=_("What waits for you"),
        columns=[Column(_("Patient")), Column(_("What")), Column(_("Due")), Column(_("Since"))],
        rows=[_notice(one, persons, today) for one in notices],
    )


def follow_up_table(*, follow_ups: Iterable[FollowUp], persons: Mapping[UUID, Person]) -> Table:
    """Lay out who is to be followed up, and what was tried."""
    return table(
        caption=_("Patients to be followed up"),
        columns=[
            Column(_("Patient")),
            Column(_("What")),
            Column(_("Due")),
            Column(_("Why")),
            Column(_("Attempts"), numeric=True),
        ],
        rows=[
            [
                Link(_name(persons, one.enrolment), reverse("reminders:follow_up", args=[one.id])),
                said(OCCASIONS, one.occasion),
                date_format(one.due_on),
                Tag(one.get_why_display(), "no"),
                str(len(one.attempts.all())),
            ]
            for one in follow_ups
        ],
    )


def attempt_table(*, attempts: Iterable[ContactAttempt]) -> Table:
    """Lay out every attempt to reach one patient, the latest first."""
    return table(
        caption=_("Attempts so far"),
        columns=[Column(_("When")), Column(_("How")), Column(_("Reached")), Column(_("By")), Column(_("Remarks"))],
        rows=[
            [
                moment_in_words(one.at),
                one.get_means_display(),
                _("yes") if one.reached else _("no"),
                one.by.name,
                one.words,
            ]
            for one in attempts
        ],
    )


def message_table(*, messages: Iterable[tuple[Message, Reminder]]) -> Table:
    """Lay out what was sent to one patient and what was not, with the reason, the latest first."""
    return table(
        caption=_("Messages of the last year"),
        columns=[Column(_("When")), Column(_("What")), Column(_("Due")), Column(_("Sent?"))],
        rows=[
            [
                moment_in_words(message.finished_at or message.due_at),
                said(OCCASIONS, reminder.occasion),
                date_format(reminder.due_on),
                _became(message),
            ]
            for message, reminder in messages
        ],
    )


def standing_facts(*, standing: Standing, heartbeats: Mapping[str, dt.datetime], undelivered: int) -> list[Fact]:
    """Say how the outbox and its tasks stand."""
    return [
        Fact(_("Due now"), str(standing.due)),
        Fact(_("Late by more than five minutes"), str(standing.late)),
        Fact(_("To come"), str(standing.to_come)),
        Fact(_("Laid aside for a person"), str(standing.parked)),
        Fact(_("Sent in the last 24 hours"), str(standing.sent_today)),
        Fact(_("Text messages of the last 24 hours that did not arrive"), str(undelivered)),
        Fact(_("The sender was last heard of"), _heard(heartbeats.get("send"))),
        Fact(_("The planner was last heard of"), _heard(heartbeats.get("plan"))),
    ]


def parked_table(*, messages: Iterable[Message]) -> Table:
    """Lay out what was laid aside, each with the way to look at it."""
    return table(
        caption=_("Laid aside"),
        columns=[Column(_("Kind")), Column(_("Since")), Column(_("Tries"), numeric=True), Column(_("Last error"))],
        rows=[
            [
                Link(one.kind.replace("_", " "), reverse("reminders:parked", args=[one.id])),
                _heard(one.finished_at),
                str(one.attempts),
                one.last_error,
            ]
            for one in messages
        ],
    )


def _notice(one: Reminder, persons: Mapping[UUID, Person], today: dt.date) -> list[Value]:
    assert one.enrolment is not None  # notices speak of patients
    days = (today - one.due_on).days
    since = ngettext("%(number)d day", "%(number)d days", days) % {"number": days} if days > 0 else _("to come")
    return [
        Link(
            _name(persons, one.enrolment),
            reverse("prescribers:patient", args=[one.enrolment.id]),
        ),
        said(OCCASIONS, one.occasion),
        date_format(one.due_on),
        Tag(since, "no" if days > 0 else "wait"),
    ]


def _became(message: Message) -> Value:
    if message.state == State.SENT:
        became = getattr(message, "receipt", None) or message.state
        return Tag(said(STATES, became), "no" if became == Delivered.NO else "yes")
    if message.state in (State.DROPPED, State.PARKED):
        return Tag(said(NOT_SENT, message.last_error), "no")
    return Tag(said(STATES, message.state), "wait")


def _heard(at: dt.datetime | None) -> str:
    return moment_in_words(at) if at else _("never")


def _name(persons: Mapping[UUID, Person], enrolment: Enrolment) -> str:
    return shown_name(persons[enrolment.patient.subject_id])
