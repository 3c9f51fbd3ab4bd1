"""What falls due for prescribers and pharmacies: when certifications and registrations end, by the rulebook."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from uuid import UUID

from outbox.models import Recipient
from programmes.in_force import programmes
from programmes.models import PharmacyRegistration, PrescriberCertification, Programme
from programmes.queries import civil_day
from reminders.hours import ONE_DAY
from reminders.ladder import ladders
from reminders.models import Reminder
from reminders.planning import NAMESPACE, steps_due
from rulebook import due, parse_due_question

Accreditation = PrescriberCertification | PharmacyRegistration


def ends_of_accreditation(*, at: dt.datetime) -> list[Reminder]:
    """List the steps that are due by now for everybody whose certification or registration has an end.

    They are few: one a person and programme, whatever the number of patients.
    """
    made: list[Reminder] = []
    for programme in Programme.objects.all():
        day = civil_day(programme=programme, at=at)
        for row, end in _ending(programme, day):
            made += _steps(row, end, day, at)
    return made


def ends_of_certifications(*, at: dt.datetime) -> list[tuple[UUID, dt.date]]:
    """Give the last day of every certification in force that has one, with its id."""
    return [
        (row.id, end)
        for programme in Programme.objects.all()
        for row, end in _ending(programme, civil_day(programme=programme, at=at))
        if isinstance(row, PrescriberCertification)
    ]


def days_of_certifications(*, ids: Sequence[UUID], at: dt.datetime) -> dict[UUID, dt.date]:
    """Give the civil day of a moment where the programme of each certification is."""
    rows = PrescriberCertification.objects.filter(id__in=ids).select_related("programme")
    return {row.id: civil_day(programme=row.programme, at=at) for row in rows}


def still_ends(*, reminder: Reminder, at: dt.datetime) -> bool:
    """Say whether what a reminder speaks of ends on that day still: it may have been renewed, or suspended."""
    for kind in (PrescriberCertification, PharmacyRegistration):
        row = kind.objects.filter(id=reminder.accreditation_id or reminder.id).select_related("programme").first()
        if row is not None:
            day = civil_day(programme=row.programme, at=at)
            ends = {found.id: end for found, end in _ending(row.programme, day)}
            return ends.get(row.id) == reminder.due_on
    return False


def _ending(programme: Programme, day: dt.date) -> Iterator[tuple[Accreditation, dt.date]]:
    """Give every span in force that the rulebook lets end, with its last good day; none that another follows at once.

    The rulebook names the end of the span in force. To whom it was renewed beforehand, nothing ends on that day.
    """
    certifications = PrescriberCertification.objects.filter(programme=programme, prescriber__is_active=True)
    registrations = PharmacyRegistration.objects.filter(programme=programme, pharmacy__practice_of__isnull=True)
    for rows, kind in ((certifications, "certification"), (registrations, "registration")):
        by_holder: dict[tuple[object, ...], list[Accreditation]] = {}
        for row in rows.filter(suspended=False):
            by_holder.setdefault(_holder(row), []).append(row)
        for own in by_holder.values():
            end = _due(programme, kind, own, day)
            if end is None or any(row.covers(end + ONE_DAY) for row in own):
                continue
            yield from ((row, end) for row in own if row.covers(day) and row.covers(end))


def _holder(row: Accreditation) -> tuple[object, ...]:
    if isinstance(row, PrescriberCertification):
        return row.prescriber_id, row.country
    return (row.pharmacy_id,)


def _due(programme: Programme, kind: str, rows: list[Accreditation], day: dt.date) -> dt.date | None:
    """Ask the rulebook about the spans of one holder, in the words of a history that has nothing else."""
    spans = [
        {"from": row.valid_from.isoformat(), "until": row.valid_until.isoformat() if row.valid_until else None}
        for row in rows
    ]
    holder = {"certification": ("prescriber", "certified"), "registration": ("pharmacy", "registered")}[kind]
    facts = {"case": "accreditation", "programme": programme.id, "on": day.isoformat(), "prescriptions": []}
    question = parse_due_question(facts | {holder[0]: {holder[1]: spans}})
    return {one.kind: one.date for one in due(question, programmes())}.get(kind)


def _steps(row: Accreditation, end: dt.date, day: dt.date, at: dt.datetime) -> Iterator[Reminder]:
    occasion = "certification" if isinstance(row, PrescriberCertification) else "registration"
    recipient, reader = (
        (Recipient.USER, row.prescriber_id)
        if isinstance(row, PrescriberCertification)
        else (Recipient.ORGANISATION, row.pharmacy_id)
    )
    for taken in steps_due(dates={occasion: end}, ladder=ladders().of(row.programme_id), on=day):
        key = f"{occasion}:{end}:{taken.step.name}:{row.id}:{reader}"
        yield Reminder(
            id=uuid.uuid5(NAMESPACE, key), key=key, accreditation_id=row.id, occasion=occasion, due_on=end,
            step=taken.step.name, to=taken.step.to, recipient=recipient, recipient_id=reader, planned_at=at,
        )  # fmt: skip
