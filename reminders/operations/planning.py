"""Planning: what changed is looked at again, and what a new day brings; whoever is told, is told once."""

import datetime as dt
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Final
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.acts import carries
from accounts.covering import running_cover
from accounts.models import Organisation
from accounts.operation import operation
from accounts.refusals import NotPermitted
from foundation.faults import OF_NO_ROW
from outbox.models import Message, Recipient
from outbox.operations import put_all
from patients.care import Care, cares_of
from patients.dates import today_of
from patients.merged import joins_of
from patients.models import ChangedRecord, Enrolment, Mute
from patients.reach import reach_of, silent_since
from patients.upcoming import ONE_DAY, Upcoming, upcoming
from prescribers.keeping import law
from programmes.models import Programme
from programmes.queries import civil_day
from reminders.accreditation import days_of_certifications, ends_of_accreditation, ends_of_certifications
from reminders.hours import next_digest
from reminders.ladder import CERTIFICATION, PRESCRIBER, Ladder, ladders
from reminders.models import ANY_MESSAGE, DueDate, FollowUp, Heartbeat, Plan, Reminder, Why
from reminders.planning import follow_up_of, message_of, next_day, occasions_of, reminder_of, steps_due

log = structlog.get_logger(__name__)

BATCH: Final = 200
"""So many enrolments are looked at in one transaction; more would only hold more histories in memory."""

PLAN: Final = "plan"
ACCREDITATION: Final = "accreditation"
DIGEST: Final = "digest"
REWRITTEN: Final = ("due_on", "called_off", "sequence", "changed_at")


def plan(*, by: Actor, at: dt.datetime, most: int | None = None) -> int:
    """Write down everything that is due by now and was not written yet; answer how many enrolments were looked at.

    Two at once share the work: each takes what the other has not locked. Missed days are caught up, because a step is
    due from its day on and stays so until it is written.

    :param most: leave the rest to the next call, once so many were looked at.
    :raises NotPermitted: for everybody but the scheduler.
    """
    if not carries(by.role, "reminders.plan"):
        raise NotPermitted(_("Only the scheduler plans what falls due."))
    _look_at_everybody_if_the_law_changed(at)
    looked_at = 0
    for take in (_take_changed, _take_due):
        while most is None or looked_at < most:
            taken = _plan_some(by=by, at=at, take=take)
            looked_at += taken
            if not taken:
                break
    _look_at_accreditation_once_a_day(by, at)
    Heartbeat.objects.filter(name=PLAN).update(at=at)
    return looked_at


def _plan_some(*, by: Actor, at: dt.datetime, take: Callable[[dt.datetime], Sequence[Enrolment] | None]) -> int:
    """Take some enrolments and plan them, in one transaction; a record that cannot be read is left for tomorrow."""
    with transaction.atomic():
        found = take(at)
        if found is None:
            return 0
        try:
            with transaction.atomic():
                plan_enrolments(by=by, at=at, enrolments=found)
        except OF_NO_ROW:
            raise
        except Exception as error:  # noqa: BLE001  (one of them cannot be read: each is tried alone, so that it stops nobody)
            log.warning("planned one by one", number=len(found), error=type(error).__name__)
            for one in found:
                _plan_alone(by, at, one)
        return max(len(found), 1)


@operation("reminders.plan")
def plan_enrolments(*, by: Actor, at: dt.datetime, enrolments: Sequence[Enrolment]) -> None:
    """Look at some enrolments: write the steps that are due, the dates for the calendars, and when to look again.

    :param enrolments: with patients, programmes and centres; the versions were read before the records are.
    """
    wanted = _that_remind(enrolments)
    days = [today_of(enrolment=one, at=at) for one in wanted]
    found = upcoming(enrolments=wanted, on=days)
    cares = cares_of(enrolments=wanted)
    zones = {key: one.time_zone for key, one in reach_of(subject_ids=[e.patient.subject_id for e in wanted]).items()}
    dates = {one.enrolment.id: occasions_of(found=one, ladder=_ladder(one)) for one in found}
    made = [
        reminder_of(taken=taken, found=one, care=cares[one.enrolment.id], at=at)
        for one in found
        for taken in steps_due(dates=dates[one.enrolment.id], ladder=_ladder(one), on=one.on)
    ]
    _write(made, zones, at)
    _write_digests(found, cares, made, at)
    _let_the_silent_be_telephoned(found, dates, at)
    _write_dates(enrolments, dates, at)
    _write_plans(enrolments, found, dates, at)


@operation("reminders.plan")
def plan_accreditation(*, by: Actor, at: dt.datetime, reminders: Sequence[Reminder]) -> None:
    """Tell prescribers and pharmacies that their certification or registration ends."""
    Reminder.objects.bulk_create(reminders, ignore_conflicts=True)
    put_all(
        messages=[
            Message(
                key=f"reminder:{one.id}", kind=f"{one.occasion}_ends", recipient=one.recipient,
                recipient_id=one.recipient_id, about_id=one.id, created_at=at, due_at=at,
            )
            for one in reminders
        ],
        at=at,
    )  # fmt: skip


@operation("reminders.plan")
def write_certification_dates(*, by: Actor, at: dt.datetime, ends: Sequence[tuple[UUID, dt.date]]) -> None:
    """Keep the last day of each certification for its prescriber's calendar; call off what was renewed or suspended.

    One whose day has passed stays as it was: it did end. A day passes where its programme is.
    """
    kept = {one.accreditation_id: one for one in DueDate.objects.filter(accreditation_id__isnull=False)}
    days = days_of_certifications(ids=[row for row in kept if row], at=at)
    fresh = [
        DueDate(accreditation_id=row, occasion=CERTIFICATION, due_on=end, changed_at=at)
        for row, end in ends
        if row not in kept
    ]
    stands = dict(ends)
    moved = [one for row, one in kept.items() if row and one.due_on >= days[row] and _moves(one, stands.get(row))]
    _keep_dates(fresh, moved, at)


def _mark() -> str:
    """Give one mark for what a plan follows from: the programmes, the code that reads them, and the ladders."""
    return sha256(f"{law()} {ladders().mark}".encode()).hexdigest()


def _look_at_everybody_if_the_law_changed(at: dt.datetime) -> None:
    """Let a new programme file, ladder or release be looked at by everybody's plan."""
    now = _mark()
    Heartbeat.objects.get_or_create(name=PLAN, defaults={"at": at, "mark": now})
    with transaction.atomic():
        beat = Heartbeat.objects.select_for_update().get(name=PLAN)
        if beat.mark != now:
            Plan.objects.update(next_on=dt.date.min)
            Heartbeat.objects.filter(name=PLAN).update(mark=now)


def _look_at_accreditation_once_a_day(by: Actor, at: dt.datetime) -> None:
    """Ask who is certified and registered until when, as a day begins in any programme; two at once write the same."""
    day = " ".join(sorted({civil_day(programme=one, at=at).isoformat() for one in Programme.objects.all()}))
    if Heartbeat.objects.filter(name=ACCREDITATION, mark=day).exists():
        return
    if fresh := _not_there(ends_of_accreditation(at=at)):
        plan_accreditation(by=by, at=at, reminders=fresh)
    write_certification_dates(by=by, at=at, ends=ends_of_certifications(at=at))
    Heartbeat.objects.update_or_create(name=ACCREDITATION, defaults={"at": at, "mark": day})


def _take_changed(at: dt.datetime) -> list[Enrolment] | None:
    """Take records that changed; a second planner passes over those that are taken already."""
    rows = list(ChangedRecord.objects.select_for_update(skip_locked=True).order_by("id")[:BATCH])
    if not rows:
        return None
    patients = {one.patient_id for one in rows}
    patients |= {one for join in joins_of(patient_ids=patients) for one in (join.kept, join.merged)}
    ChangedRecord.objects.filter(id__in=[one.id for one in rows]).delete()
    return list(_readable().filter(patient__in=patients))


def _take_due(at: dt.datetime) -> list[Enrolment] | None:
    """Take enrolments on whose day something happens: today where their programme is, or a day that was missed."""
    come = Q(pk__in=[])
    for programme in Programme.objects.all():
        come |= Q(enrolment__programme=programme, next_on__lte=civil_day(programme=programme, at=at))
    rows = Plan.objects.filter(come, next_on__isnull=False).select_for_update(skip_locked=True, of=("self",))
    ids = list(rows.order_by("next_on").values_list("enrolment_id", flat=True)[:BATCH])
    return list(_readable().filter(id__in=ids)) if ids else None


def _readable() -> QuerySet[Enrolment]:
    return Enrolment.objects.standing().select_related("patient", "programme", "centre").order_by("id")


def _that_remind(enrolments: Sequence[Enrolment]) -> list[Enrolment]:
    """Leave out those that only practise, and records joined to another that reminds in the same programme."""
    merged = {join.merged: join.kept for join in joins_of(patient_ids=[one.patient_id for one in enrolments])}
    kept = Enrolment.objects.standing().filter(patient__in=merged.values()) if merged else []
    served = {(one.patient_id, one.programme_id) for one in kept}
    return [
        one
        for one in enrolments
        if not one.centre.is_practice and (merged.get(one.patient_id), one.programme_id) not in served
    ]


def _ladder(found: Upcoming) -> Ladder:
    return ladders().of(found.enrolment.programme_id)


def _not_there(made: Sequence[Reminder]) -> list[Reminder]:
    there = set(Reminder.objects.filter(id__in=[one.id for one in made]).values_list("id", flat=True))
    return [one for one in made if one.id not in there]


def _write(made: Sequence[Reminder], zones: dict[UUID, str], at: dt.datetime) -> None:
    """Write the steps that were not written before, with their messages and lines of the worklist."""
    fresh = _not_there(made)
    Reminder.objects.bulk_create(fresh, ignore_conflicts=True)
    messages = []
    for one in fresh:
        assert one.enrolment is not None  # steps of a record
        zone = zones.get(one.enrolment.patient.subject_id, one.enrolment.programme.time_zone)
        messages.append(
            message_of(reminder=one, time_zone=zone, ladder=ladders().of(one.enrolment.programme_id), at=at)
        )
    put_all(messages=[one for one in messages if one is not None], at=at)
    follow_ups = [follow_up_of(reminder=one, at=at) for one in fresh]
    FollowUp.objects.bulk_create([one for one in follow_ups if one is not None], ignore_conflicts=True)


def _let_the_silent_be_telephoned(
    found: Sequence[Upcoming], dates: dict[UUID, dict[str, dt.date]], at: dt.datetime
) -> None:
    """Put whoever is to be reminded, and has confirmed no way, on the list of those to be telephoned: at once, once.

    A line belongs to the day since when it is so: it is not written again after its outcome, until she changes a way.
    """
    wanted = [one for one in found if dates[one.enrolment.id] and not one.is_suspected]
    since = silent_since(subject_ids=[one.enrolment.patient.subject_id for one in wanted])
    if not since:
        return
    silent = [one.enrolment for one in wanted if one.enrolment.patient.subject_id in since]
    restricted = Mute.objects.filter(patient__in=[one.patient_id for one in silent], occasion="", lifted_at=None)
    held_back = set(restricted.values_list("patient_id", flat=True))
    FollowUp.objects.bulk_create(
        [
            FollowUp(
                enrolment=one, why=Why.TELEPHONE, occasion=ANY_MESSAGE, opened_at=at,
                due_on=today_of(enrolment=one, at=since[one.patient.subject_id]),
            )
            for one in silent
            if one.patient_id not in held_back
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _write_digests(
    found: Sequence[Upcoming], cares: dict[UUID, Care], made: Sequence[Reminder], at: dt.datetime
) -> None:
    """Put the day's mail of every prescriber who has a new notice, and of whoever covers for her."""
    of_enrolment = {one.enrolment.id: one for one in found}
    readers: dict[UUID, dt.datetime] = {}
    for one in made:
        if one.to != PRESCRIBER or one.recipient != Recipient.USER or one.enrolment_id is None:
            continue
        care = cares[one.enrolment_id]
        centre = Organisation.objects.get(id=care.centre_id)
        hours = _ladder(of_enrolment[one.enrolment_id]).hours
        due_at = next_digest(at=at, time_zone=centre.time_zone, hours=hours)
        cover = running_cover(absent_id=one.recipient_id, organisation_id=care.centre_id, at=at)
        readers |= dict.fromkeys([one.recipient_id, *([cover.colleague_id] if cover else [])], due_at)
    put_all(
        messages=[
            Message(
                key=f"{DIGEST}:{reader}:{due_at:%Y-%m-%d}", kind=DIGEST, recipient=Recipient.USER,
                recipient_id=reader, about_id=None, created_at=at, due_at=due_at,
            )
            for reader, due_at in readers.items()
        ],
        at=at,
    )  # fmt: skip


def _write_dates(enrolments: Sequence[Enrolment], dates: dict[UUID, dict[str, dt.date]], at: dt.datetime) -> None:
    """Keep the dates that calendars show: a new one, one that moved, one that is called off.

    Of an enrolment that reminds of nothing any more, because another of the same person does, all are called off.
    """
    kept = {(one.enrolment_id, one.occasion): one for one in DueDate.objects.filter(enrolment__in=enrolments)}
    fresh, moved = [], []
    for one in enrolments:
        for occasion, due_on in dates.get(one.id, {}).items():
            row = kept.pop((one.id, occasion), None)
            if row is None:
                fresh.append(DueDate(enrolment=one, occasion=occasion, due_on=due_on, changed_at=at))
            elif _moves(row, due_on):
                moved.append(row)
    moved += [row for row in kept.values() if _moves(row, None)]
    _keep_dates(fresh, moved, at)


def _moves(row: DueDate, due_on: dt.date | None) -> bool:
    """Put a kept date on its day, or call it off where it has none any more; say whether that changed it."""
    was = row.due_on, row.called_off
    row.due_on, row.called_off = due_on or row.due_on, due_on is None
    return (row.due_on, row.called_off) != was


def _keep_dates(fresh: Sequence[DueDate], moved: Sequence[DueDate], at: dt.datetime) -> None:
    for row in moved:
        row.sequence, row.changed_at = row.sequence + 1, at
    DueDate.objects.bulk_create(fresh, ignore_conflicts=True)
    DueDate.objects.bulk_update(moved, REWRITTEN)


def _write_plans(
    enrolments: Sequence[Enrolment], found: Sequence[Upcoming], dates: dict[UUID, dict[str, dt.date]], at: dt.datetime
) -> None:
    """Note on which version each was looked at, and when to look again: never, for whoever never reminds."""
    again = {one.enrolment.id: next_day(found=one, dates=dates[one.enrolment.id], ladder=_ladder(one)) for one in found}
    _keep([(one, again.get(one.id), "") for one in enrolments], at)


def _plan_alone(by: Actor, at: dt.datetime, enrolment: Enrolment) -> None:
    """Plan one; where even that fails, note it for the page that watches, and look again tomorrow."""
    try:
        with transaction.atomic():
            plan_enrolments(by=by, at=at, enrolments=[enrolment])
    except OF_NO_ROW:
        raise
    except Exception as error:  # noqa: BLE001  (whatever else it is, it is this record's, and the others go on)
        log.warning("cannot be planned", enrolment=str(enrolment.id), error=type(error).__name__)
        _keep([(enrolment, today_of(enrolment=enrolment, at=at) + ONE_DAY, type(error).__name__)], at)


def _keep(rows: Sequence[tuple[Enrolment, dt.date | None, str]], at: dt.datetime) -> None:
    Plan.objects.bulk_create(
        [
            Plan(
                enrolment=one,
                version=one.patient.version,
                looked_on=today_of(enrolment=one, at=at),
                next_on=next_on,
                failed=failed,
            )
            for one, next_on, failed in rows
        ],
        update_conflicts=True,
        unique_fields=["enrolment"],
        update_fields=["version", "looked_on", "next_on", "failed"],
    )
