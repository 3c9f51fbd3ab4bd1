"""Mistakes put right: a superseding row with its reason; the old one stays to be seen."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.acts import carries
from accounts.operation import operation
from accounts.refusals import NotPermitted
from patients.access import changes_record
from patients.answers import require_one_of
from patients.dates import require_within_life, today_of_patient
from patients.models import (
    Agreement,
    Contraception,
    PartnerPregnancy,
    Pregnancy,
    PregnancyTest,
    Prescription,
    Record,
    Result,
    Stop,
    Treatment,
)
from patients.operations.testing import open_pregnancy
from patients.refusals import NotForThisPatient
from patients.stamp import copy_of, require_standing, superseding

RECORDED_BY: dict[type[Record], str] = {
    Agreement: "patients.sign_agreement",
    Contraception: "patients.record_contraception",
    PartnerPregnancy: "patients.tell_partner_pregnancy",
    PregnancyTest: "patients.record_test",
    Stop: "patients.interrupt",
    Treatment: "patients.record_treatment",
}
"""The kinds of rows that can be voided, and the act that records each: who may not say it may not unsay it."""


@operation("patients.correct", guard=changes_record)
def void_record(*, by: Actor, at: dt.datetime, record: Record, reason: str) -> Record:
    """Say that a row was entered in error.

    :raises NotForThisPatient: for a row that is ended or replaced, never voided.
    :raises NotPermitted: when the role could not have recorded it.
    :raises NothingToChange: when it was superseded already.
    """
    act = RECORDED_BY.get(type(record))
    if act is None or _carries_prescriptions(record):
        raise NotForThisPatient(_("This entry is not struck out. End it, or record a new one."))
    if not carries(by.role, act):
        raise NotPermitted(_("Your role cannot strike this out, as it could not have entered it. Ask a prescriber."))
    require_standing(row=record)
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
    """Correct a test; one that turns out not to be negative opens a pregnancy record at once.

    So does one that turns from unclear to positive after the suspicion was resolved.

    :raises NothingToChange: when the test was superseded meanwhile.
    :raises FutureDate: when the sample is dated after today.
    :raises WrongOrder: when it is dated before she was born.
    :raises UnknownWord: for a result that there is none of.
    :raises WithoutReason: when nobody says why.
    """
    require_one_of(word=result, words=Result.values)
    require_standing(row=test)
    require_within_life(patient=test.patient, days=[sampled_on], today=today_of_patient(patient=test.patient, at=at))
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
    if result not in {Result.NEGATIVE, test.result} and not _is_suspected(test):
        open_pregnancy(by=by, at=at, patient=test.patient, test=row)
    return row


def _is_suspected(test: PregnancyTest) -> bool:
    """Say whether the suspicion of this test stands unresolved."""
    opened = Pregnancy.objects.standing().filter(source_series=test.series)
    return opened.filter(resolutions__isnull=True).exists()


def _carries_prescriptions(record: Record) -> bool:
    """Say whether prescriptions stand on a treatment: without it, no rule could judge them."""
    return Prescription.objects.filter(treatment__series=record.series).exists()
