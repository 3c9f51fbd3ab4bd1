"""Pregnancy tests, and the suspicion that stops the supply in the same transaction."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.operation import operation
from accounts.queries import members_of
from accounts.refusals import NotPermitted
from outbox.models import Recipient
from outbox.operations import put
from patients.access import changes_record
from patients.answers import require_one_of
from patients.care import tell_who_treats
from patients.dates import require_within_life, today_of_patient
from patients.merged import group_ids
from patients.models import (
    Dispensing,
    Enrolment,
    Patient,
    Pregnancy,
    PregnancyResolution,
    PregnancyTest,
    Resolved,
    Result,
    Specimen,
)
from patients.queries import is_of_a_man
from patients.refusals import NotForThisPatient, NothingToChange
from patients.stamp import stamp


@operation("patients.record_test", guard=changes_record)
def record_test(
    *,
    by: Actor,
    at: dt.datetime,
    patient: Patient,
    sampled_on: dt.date,
    result: str,
    specimen: str,
    sensitivity_miu_ml: Decimal | None,
    supervised: bool,
) -> PregnancyTest:
    """Record a pregnancy test. Anything but negative stops the supply in this same transaction.

    :raises FutureDate: when the sample is dated after today.
    :raises WrongOrder: when it is dated before she was born.
    :raises NotForThisPatient: for a man.
    :raises UnknownWord: for a result or a specimen that there is none of.
    """
    require_one_of(word=result, words=Result.values)
    require_one_of(word=specimen, words=Specimen.values)
    _require_woman(patient)
    require_within_life(patient=patient, days=[sampled_on], today=today_of_patient(patient=patient, at=at))
    test = PregnancyTest.objects.create(
        patient=patient,
        sampled_on=sampled_on,
        result=result,
        specimen=specimen,
        sensitivity_miu_ml=sensitivity_miu_ml,
        supervised=supervised,
        **stamp(by=by, at=at),
    )
    if result != Result.NEGATIVE:
        open_pregnancy(by=by, at=at, patient=patient, test=test)
    return test


@operation("patients.suspect_pregnancy", guard=changes_record)
def suspect_pregnancy(*, by: Actor, at: dt.datetime, patient: Patient, reason: str) -> Pregnancy:
    """Stop the supply today for a suspicion, whatever its ground.

    The suspicion of a man is kept too, and stops nothing: the rule does not hold for men.
    """
    return open_suspicion_of(by=by, at=at, patient=patient, why=reason)


@operation("patients.resolve_pregnancy", guard=changes_record, signed=True)
def resolve_pregnancy(
    *, by: Actor, at: dt.datetime, pregnancy: Pregnancy, how: str, second: Actor
) -> PregnancyResolution:
    """Close a suspicion today, by two people of the centre; a new negative test is still needed.

    :raises NotPermitted: when the second person is the first, or not a prescriber of the centre.
    :raises NothingToChange: when it is closed already.
    :raises UnknownWord: when it says neither that it was a false alarm nor that the pregnancy ended.
    """
    require_one_of(word=how, words=Resolved.values)
    colleagues = members_of(organisation_id=by.organisation_id, role=Role.PRESCRIBER, at=at)
    if second.user_id == by.user_id or second.user_id not in colleagues:
        raise NotPermitted(_("A second prescriber of your centre must confirm this."))
    if PregnancyResolution.objects.filter(pregnancy=pregnancy).exists():
        raise NothingToChange(_("This suspicion is closed already. Open the record again to see how it stands."))
    return PregnancyResolution.objects.create(
        patient=pregnancy.patient,
        pregnancy=pregnancy,
        resolved_on=today_of_patient(patient=pregnancy.patient, at=at),
        how=how,
        second_person_id=second.person_id,
        **stamp(by=by, at=at),
    )


def open_suspicion_of(*, by: Actor, at: dt.datetime, patient: Patient, why: str) -> Pregnancy:
    """Open the record of a suspicion of today, in the caller's transaction."""
    pregnancy = Pregnancy.objects.create(
        patient=patient, suspected_on=today_of_patient(patient=patient, at=at), why=why, **stamp(by=by, at=at)
    )
    _tell(patient, pregnancy, at)
    return pregnancy


def open_pregnancy(*, by: Actor, at: dt.datetime, patient: Patient, test: PregnancyTest) -> Pregnancy:
    """Open the pregnancy record of a test that is not negative, in the caller's transaction."""
    pregnancy = Pregnancy.objects.create(
        patient=patient,
        suspected_on=test.sampled_on,
        source_series=test.series,
        why=f"test: {test.result}",
        **stamp(by=by, at=at),
    )
    _tell(patient, pregnancy, at)
    return pregnancy


def _tell(patient: Patient, pregnancy: Pregnancy, at: dt.datetime) -> None:
    """Tell the prescribers of all her enrolments, on whatever record of hers, and the pharmacies of the last supply.

    Where an enrolment has no prescriber yet its centre is told: a stop must reach somebody. For a
    man nothing is stopped, and nobody is told so: who prescribes is asked to look at the record.
    """
    for enrolment in Enrolment.objects.standing().filter(patient_id__in=group_ids(patient.id)):
        if is_of_a_man(enrolment=enrolment):
            _tell_the_prescriber(enrolment, "please_check_record", f"suspected:{pregnancy.id}", at)
            continue
        _tell_the_prescriber(enrolment, "supply_stopped", f"stopped:{pregnancy.id}", at)
        _tell_the_pharmacy(enrolment, f"stopped:{pregnancy.id}", at)


def _tell_the_prescriber(enrolment: Enrolment, kind: str, event: str, at: dt.datetime) -> None:
    tell_who_treats(enrolment=enrolment, kind=kind, event=event, about_id=enrolment.id, at=at)


def _tell_the_pharmacy(enrolment: Enrolment, event: str, at: dt.datetime) -> None:
    last = Dispensing.objects.standing().filter(enrolment=enrolment).order_by("-dispensed_on", "-recorded_at").first()
    if last is not None:
        put(
            key=f"{event}:{last.organisation_id}",
            kind="supply_stopped_pharmacy",
            recipient=Recipient.ORGANISATION,
            recipient_id=last.organisation_id,
            about_id=last.prescription_id,
            at=at,
        )


def _require_woman(patient: Patient) -> None:
    for enrolment in Enrolment.objects.standing().filter(patient=patient):
        if is_of_a_man(enrolment=enrolment):
            raise NotForThisPatient(_("Pregnancy tests are recorded for women. Check that this is the right patient."))
