"""Contraception: begun, confirmed again, ended."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from patients.access import changes_record
from patients.dates import require_not_after, today_of_patient
from patients.models import Contraception, Patient
from patients.refusals import NothingToChange
from patients.stamp import copy_of, stamp, superseding


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
    """
    today = today_of_patient(patient=patient, at=at)
    for day in (started_on, *confirmed_on):
        require_not_after(day=day, today=today)
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
    """Record that she confirmed abstinence again today."""
    _require_standing(contraception)
    today = today_of_patient(patient=contraception.patient, at=at)
    row = copy_of(
        row=contraception,
        changes={"confirmed_on": [*contraception.confirmed_on, today]},
        made=superseding(row=contraception, because="confirmed again", by=by, at=at),
    )
    row.save(force_insert=True)
    return row


@operation("patients.record_contraception", guard=changes_record)
def end_contraception(
    *, by: Actor, at: dt.datetime, contraception: Contraception, ended_on: dt.date
) -> Contraception:
    """Record the first day on which the method no longer protects."""
    _require_standing(contraception)
    require_not_after(
        day=ended_on, today=today_of_patient(patient=contraception.patient, at=at)
    )
    row = copy_of(
        row=contraception,
        changes={"ended_on": ended_on},
        made=superseding(row=contraception, because="ended", by=by, at=at),
    )
    row.save(force_insert=True)
    return row


def _require_standing(contraception: Contraception) -> None:
    if not Contraception.objects.standing().filter(id=contraception.id).exists():
        raise NothingToChange(
            _("This entry was changed meanwhile. Open the record again to see how it stands.")
        )
