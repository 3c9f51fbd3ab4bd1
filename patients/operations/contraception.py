"""Contraception: begun, confirmed again, ended."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from patients.access import changes_record
from patients.dates import require_not_after, require_not_before, today_of_patient
from patients.methods import runs_out
from patients.models import Contraception, Patient
from patients.refusals import NothingToChange, WithoutLastDay
from patients.stamp import copy_of, require_standing, stamp, superseding


@operation("patients.record_contraception", guard=changes_record)
def record_contraception(
    *,
    by: Actor,
    at: dt.datetime,
    patient: Patient,
    method: str,
    started_on: dt.date,
    valid_until: dt.date | None,
    confirmed: bool,
    confirmed_on: list[dt.date],
) -> Contraception:
    """Record a method in use since a day, up to its last good day where it runs out.

    :raises FutureDate: when it starts after today: what is planned does not protect yet.
    :raises WrongOrder: when it runs out before it starts.
    :raises WithoutLastDay: when it is a method that runs out, and nobody says when.
    """
    today = today_of_patient(patient=patient, at=at)
    for day in (started_on, *confirmed_on):
        require_not_after(day=day, today=today)
    if valid_until is not None:
        require_not_before(day=valid_until, start=started_on)
    elif runs_out(method):
        raise WithoutLastDay(_("This method runs out. Enter the last day on which it protects."))
    return Contraception.objects.create(
        patient=patient,
        method=method,
        started_on=started_on,
        valid_until=valid_until,
        confirmed=confirmed,
        confirmed_on=confirmed_on,
        **stamp(by=by, at=at),
    )


@operation("patients.record_contraception", guard=changes_record)
def confirm_abstinence(*, by: Actor, at: dt.datetime, contraception: Contraception) -> Contraception:
    """Record that she confirmed abstinence again today.

    :raises NothingToChange: when the entry was superseded or has ended: what ended is begun anew.
    """
    require_standing(row=contraception)
    if contraception.ended_on is not None:
        raise NothingToChange(_("This method has ended. Record it anew from the day it began."))
    today = today_of_patient(patient=contraception.patient, at=at)
    row = copy_of(
        row=contraception,
        changes={"confirmed_on": [*contraception.confirmed_on, today]},
        made=superseding(row=contraception, because="confirmed again", by=by, at=at),
    )
    row.save(force_insert=True)
    return row


@operation("patients.record_contraception", guard=changes_record)
def end_contraception(*, by: Actor, at: dt.datetime, contraception: Contraception, ended_on: dt.date) -> Contraception:
    """Record the first day on which the method no longer protects.

    :raises NothingToChange: when the entry was superseded meanwhile.
    :raises WrongOrder: when it would end before it started.
    """
    require_standing(row=contraception)
    require_not_after(day=ended_on, today=today_of_patient(patient=contraception.patient, at=at))
    require_not_before(day=ended_on, start=contraception.started_on)
    row = copy_of(
        row=contraception,
        changes={"ended_on": ended_on},
        made=superseding(row=contraception, because="ended", by=by, at=at),
    )
    row.save(force_insert=True)
    return row
