"""Mistakes put right: a superseding row with its reason; the old one stays to be seen."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from patients.access import changes_record
from patients.dates import require_not_after, today_of_patient
from patients.models import (
    Agreement,
    Contraception,
    PregnancyTest,
    Record,
    Result,
    Stop,
    Treatment,
)
from patients.operations.testing import open_pregnancy
from patients.refusals import NotForThisPatient, NothingToChange
from patients.stamp import copy_of, superseding

VOIDABLE = (Agreement, Contraception, PregnancyTest, Stop, Treatment)


@operation("patients.correct", guard=changes_record)
def void_record(*, by: Actor, at: dt.datetime, record: Record, reason: str) -> Record:
    """Say that a row was entered in error.

    :raises NotForThisPatient: for a kind of row that is ended or replaced, never voided.
    :raises NothingToChange: when it was superseded already.
    """
    if not isinstance(record, VOIDABLE):
        raise NotForThisPatient(_("This kind of entry is ended or replaced, not struck out."))
    _require_standing(record)
    row = copy_of(
        row=record,
        changes={"entered_in_error": True},
        made=superseding(row=record, because=reason, by=by, at=at),
    )
    row.save(force_insert=True)
    return row


@operation("patients.correct", guard=changes_record)
def correct_test(
    *,
    by: Actor,
    at: dt.datetime,
    test: PregnancyTest,
    sampled_on: dt.date,
    result: str,
    sensitivity_miu_ml: Decimal | None,
    supervised: bool,
    reason: str,
) -> PregnancyTest:
    """Correct a test; one that turns out not to be negative opens a pregnancy record at once."""
    _require_standing(test)
    require_not_after(day=sampled_on, today=today_of_patient(patient=test.patient, at=at))
    row = copy_of(
        row=test,
        changes={
            "sampled_on": sampled_on,
            "result": result,
            "sensitivity_miu_ml": sensitivity_miu_ml,
            "supervised": supervised,
        },
        made=superseding(row=test, because=reason, by=by, at=at),
    )
    row.save(force_insert=True)
    if result != Result.NEGATIVE and test.result == Result.NEGATIVE:
        open_pregnancy(by=by, at=at, patient=test.patient, test=row)
    return row


def _require_standing(record: Record) -> None:
    if not type(record).objects.standing().filter(id=record.id).exists():
        raise NothingToChange(
            _("This entry was changed meanwhile. Open the record again to see how it stands.")
        )
