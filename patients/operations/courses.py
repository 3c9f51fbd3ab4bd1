"""The course of a treatment: begun, interrupted, resumed, ended; and the end of an enrolment."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.utils import formats
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from patients.access import changes_record
from patients.dates import require_not_after, require_not_before, today_of
from patients.models import Enrolment, Stop, Treatment, Withdrawal
from patients.queries import running_treatment
from patients.refusals import NothingToChange, WrongOrder
from patients.stamp import copy_of, stamp, superseding


@dataclass(frozen=True, slots=True, kw_only=True)
class Indication:
    """What is treated, with which partners, after which lines; None is: cannot be told."""

    disease: str | None
    partners: list[str] | None
    prior_regimens: list[list[str]] | None
    progressed_on_last: bool | None
    declared_off_label: bool | None
    off_label_reason: str = ""


@operation("patients.record_treatment", guard=changes_record)
def record_treatment(
    *,
    by: Actor,
    at: dt.datetime,
    enrolment: Enrolment,
    started_on: dt.date,
    indication: Indication,
    reason: str = "",
) -> Treatment:
    """Record the treatment, or correct the one that runs, with a reason.

    :raises NothingToChange: when a treatment runs and no reason for the correction is given.
    :raises WrongOrder: when it would start before an earlier one ended.
    """
    require_not_after(day=started_on, today=today_of(enrolment=enrolment, at=at))
    _require_after_the_last(enrolment, started_on)
    running: Treatment | None = running_treatment(enrolment=enrolment)
    facts = {"started_on": started_on, **asdict(indication)}
    if running is None:
        return Treatment.objects.create(enrolment=enrolment, **facts, **stamp(by=by, at=at))
    if not reason:
        raise NothingToChange(_("A treatment is recorded already. Say why you correct it."))
    row = copy_of(row=running, changes=facts, made=superseding(row=running, because=reason, by=by, at=at))
    row.save(force_insert=True)
    return row


@operation("patients.interrupt", guard=changes_record)
def interrupt_supply(*, by: Actor, at: dt.datetime, enrolment: Enrolment, reason: str) -> Stop:
    """Stop the supply from today until it is resumed; contraception and tests go on (SmPC 4.4)."""
    return Stop.objects.create(
        enrolment=enrolment,
        from_on=today_of(enrolment=enrolment, at=at),
        why=reason,
        **stamp(by=by, at=at),
    )


@operation("patients.interrupt", guard=changes_record)
def resume_supply(*, by: Actor, at: dt.datetime, stop: Stop) -> Stop:
    """End an interruption: from today the supply may go on.

    :raises NothingToChange: when it was ended before.
    """
    if not Stop.objects.standing().filter(id=stop.id, until_on__isnull=True).exists():
        raise NothingToChange(_("This interruption has already ended."))
    row = copy_of(
        row=stop,
        changes={"until_on": today_of(enrolment=stop.enrolment, at=at)},
        made=superseding(row=stop, because="resumed", by=by, at=at),
    )
    row.save(force_insert=True)
    return row


@operation("patients.end_treatment", guard=changes_record)
def end_treatment(*, by: Actor, at: dt.datetime, treatment: Treatment, ended_on: dt.date, reason: str) -> Treatment:
    """End a treatment on a day, for a reason.

    :raises NothingToChange: when it has ended already.
    :raises WrongOrder: when it would end before it started.
    """
    require_not_after(day=ended_on, today=today_of(enrolment=treatment.enrolment, at=at))
    running = Treatment.objects.standing().filter(series=treatment.series, ended_on__isnull=True)
    row: Treatment | None = running.first()
    if row is None:
        raise NothingToChange(_("This treatment has already ended."))
    require_not_before(day=ended_on, start=row.started_on)
    ended = copy_of(
        row=row,
        changes={"ended_on": ended_on, "end_reason": reason},
        made=superseding(row=row, because="ended", by=by, at=at),
    )
    ended.save(force_insert=True)
    return ended


@operation("patients.withdraw", guard=changes_record)
def withdraw(*, by: Actor, at: dt.datetime, enrolment: Enrolment, reason: str) -> Withdrawal:
    """End an enrolment today.

    :raises NothingToChange: when it has ended already.
    """
    if Withdrawal.objects.standing().filter(enrolment=enrolment).exists():
        raise NothingToChange(_("This patient is withdrawn already."))
    return Withdrawal.objects.create(
        enrolment=enrolment,
        withdrawn_on=today_of(enrolment=enrolment, at=at),
        why=reason,
        **stamp(by=by, at=at),
    )


def _require_after_the_last(enrolment: Enrolment, started_on: dt.date) -> None:
    """Treatments follow each other: the one begun last is the one that is judged."""
    ended = Treatment.objects.standing().filter(enrolment=enrolment, ended_on__gt=started_on)
    last: Treatment | None = ended.order_by("-ended_on").first()
    if last is not None and last.ended_on is not None:
        raise WrongOrder(
            _("An earlier treatment ended on %(day)s. Enter a start from then on.")
            % {"day": formats.date_format(last.ended_on)}
        )
