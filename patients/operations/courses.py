"""The course of a treatment: begun, interrupted, resumed, ended; and the end of an enrolment."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Final

from django.utils import formats
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from patients.access import changes_record
from patients.answers import require_reason
from patients.dates import require_not_after, require_not_before, require_within_life, today_of
from patients.eligibility import what_falls_due
from patients.models import Enrolment, Leaving, Patient, Stop, Treatment, Withdrawal
from patients.operations.testing import open_suspicion_of
from patients.own_pregnancy import ENDED_BY_PREGNANCY, is_own_pregnancy
from patients.queries import open_suspicion, running_treatment
from patients.refusals import NotForThisPatient, NothingToChange, WrongOrder
from patients.stamp import copy_of, stamp, superseding

LAST_TEST: Final = "last_test"
KEPT_UP: Final = ("contraception_until", "condom_until", "semen_donation_until", "blood_donation_until")
"""What the rulebook names as due after a treatment: one test to be done, and habits to be kept up until a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indication:
    """What is treated, with which partners, after which lines; None is: cannot be told."""

    disease: str | None
    partners: list[str] | None
    prior_regimens: list[list[str]] | None
    progressed_on_last: bool | None
    declared_off_label: bool | None
    off_label_reason: str = ""
    off_label_approval: str = ""


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
    :raises NotForThisPatient: when off-label use is declared without a reason, or approved without being declared.
    :raises FutureDate: when it would start after today.
    :raises WrongOrder: when it would start before an earlier one ended, or before the patient was born.
    """
    today = today_of(enrolment=enrolment, at=at)
    require_within_life(patient=enrolment.patient, days=[started_on], today=today)
    _require_after_the_last(enrolment, started_on)
    if indication.off_label_approval and not indication.declared_off_label:
        raise NotForThisPatient(_("An approval goes with off-label use only. Declare that, or take the approval out."))
    if indication.declared_off_label and not indication.off_label_reason.strip():
        raise NotForThisPatient(_("Say why it is used off label: one line is enough."))
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
    """Stop the supply from today until it is resumed; contraception and tests go on (SmPC 4.4).

    :raises WithoutReason: when nothing is said.
    """
    require_reason(reason=reason)
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
        raise NothingToChange(_("This interruption has already ended. Open the record again to see how it stands."))
    row = copy_of(
        row=stop,
        changes={"until_on": today_of(enrolment=stop.enrolment, at=at)},
        made=superseding(row=stop, because="resumed", by=by, at=at),
    )
    row.save(force_insert=True)
    return row


@operation("patients.end_treatment", guard=changes_record)
def end_treatment(*, by: Actor, at: dt.datetime, treatment: Treatment, ended_on: dt.date, reason: str) -> Treatment:
    """End a treatment on a day, for a reason; a pregnancy of her own is a suspicion too, and is told like one.

    :raises NothingToChange: when it has ended already.
    :raises WrongOrder: when it would end before it started.
    :raises WithoutReason: when nothing is said.
    """
    require_reason(reason=reason)
    require_not_after(day=ended_on, today=today_of(enrolment=treatment.enrolment, at=at))
    running = Treatment.objects.standing().filter(series=treatment.series, ended_on__isnull=True)
    row: Treatment | None = running.first()
    if row is None:
        raise NothingToChange(_("This treatment has already ended. Open the record again to see how it stands."))
    require_not_before(day=ended_on, start=row.started_on)
    ended = copy_of(
        row=row,
        changes={"ended_on": ended_on, "end_reason": reason},
        made=superseding(row=row, because="ended", by=by, at=at),
    )
    ended.save(force_insert=True)
    if reason == ENDED_BY_PREGNANCY:
        _follow_pregnancy(by=by, at=at, patient=treatment.enrolment.patient)
    return ended


def _follow_pregnancy(*, by: Actor, at: dt.datetime, patient: Patient) -> None:
    """Open what the safety desk follows, in the caller's transaction, unless it is open already."""
    if is_own_pregnancy(patient=patient) and open_suspicion(patient=patient) is None:
        open_suspicion_of(by=by, at=at, patient=patient, why="treatment ended for a pregnancy")


@operation("patients.withdraw", guard=changes_record)
def withdraw(
    *,
    by: Actor,
    at: dt.datetime,
    enrolment: Enrolment,
    reason: str = "",
    cause: str = Leaving.OTHER,
    died_on: dt.date | None = None,
) -> Withdrawal:
    """End an enrolment today; a death ends the treatment that runs with it.

    :raises NothingToChange: when it has ended already.
    :raises NotForThisPatient: when what is to be kept up after treatment is not over, or a reason is incomplete.
    :raises FutureDate: when the day of death is after today.
    :raises WrongOrder: when it is before the patient was born.
    """
    if Withdrawal.objects.standing().filter(enrolment=enrolment).exists():
        raise NothingToChange(_("This patient is withdrawn already. Open the record again to see how it stands."))
    today = today_of(enrolment=enrolment, at=at)
    _require_complete(cause, died_on, reason)
    if died_on is not None:
        require_within_life(patient=enrolment.patient, days=[died_on], today=today)
    if cause == Leaving.FOLLOWED_UP:
        _require_followed_up(enrolment, today)
    running = running_treatment(enrolment=enrolment)
    if died_on is not None and running is not None:
        last = max(died_on, running.started_on)
        end_treatment(by=by, at=at, treatment=running, ended_on=last, reason="death")
    return Withdrawal.objects.create(
        enrolment=enrolment,
        withdrawn_on=today,
        cause=cause,
        died_on=died_on,
        why=reason,
        **stamp(by=by, at=at),
    )


def _require_complete(cause: str, died_on: dt.date | None, reason: str) -> None:
    if (cause == Leaving.DEATH) != (died_on is not None):
        raise NotForThisPatient(_("A death has its day, and no other reason has one. Enter both, or neither."))
    if cause == Leaving.OTHER and not reason.strip():
        raise NotForThisPatient(_("Say in a few words why the patient leaves the programme."))


def _require_followed_up(enrolment: Enrolment, today: dt.date) -> None:
    """Ask the rulebook whether anything after the treatment is still to be kept up or done."""
    if running_treatment(enrolment=enrolment) is not None:
        raise NotForThisPatient(_("Treatment still runs. End it first; follow-up begins with the last capsule."))
    due = {one.kind: one.date for one in what_falls_due(enrolment=enrolment, prescription=None, on=today)}
    open_until = [day for kind, day in due.items() if kind == LAST_TEST or (kind in KEPT_UP and day >= today)]
    if open_until:
        raise NotForThisPatient(
            _("Follow-up is not over: see what falls due on the patient's page, the last of it on %(day)s.")
            % {"day": formats.date_format(max(open_until))}
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
