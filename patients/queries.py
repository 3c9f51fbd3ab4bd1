"""Questions about the record; every opening of a patient's record is written down here."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.refusals import NotVisible
from audit.operations import write_read
from patients.access import visible_patients
from patients.models import (
    Card,
    CategoryAssessment,
    Dispensing,
    Enrolment,
    Patient,
    Prescription,
    Treatment,
)


def open_enrolment(*, by: Actor, at: dt.datetime, enrolment_id: UUID, act: str = "patients.read") -> Enrolment:
    """Open one patient's record in one programme, and write the look down.

    :raises NotVisible: when there is none within the actor's sight.
    """
    found = (
        visible_enrolments(by=by, at=at)
        .filter(id=enrolment_id)
        .select_related("patient", "programme", "centre")
        .first()
    )
    if found is None:
        raise NotVisible(_("There is no such record."))
    write_read(by=by, at=at, act=act, subjects=[found.patient_id])
    return found


def visible_enrolments(*, by: Actor, at: dt.datetime) -> QuerySet[Enrolment]:
    """List the enrolments of the patients within sight."""
    return Enrolment.objects.standing().filter(patient__in=visible_patients(by=by, at=at))


def current_category(*, enrolment: Enrolment) -> CategoryAssessment | None:
    """Give the latest assessment; of two on one day, the one recorded later."""
    return (
        CategoryAssessment.objects.standing()
        .filter(enrolment=enrolment)
        .order_by("-assessed_on", "-recorded_at")
        .first()
    )


def current_version(*, patient: Patient) -> int:
    """Give the version that the patient's record has now."""
    return Patient.objects.values_list("version", flat=True).get(id=patient.id)


def current_treatment(*, enrolment: Enrolment) -> Treatment | None:
    """Give the treatment begun last."""
    return Treatment.objects.standing().filter(enrolment=enrolment).order_by("-started_on", "-recorded_at").first()


def open_prescription(*, enrolment: Enrolment) -> Prescription | None:
    """Give the one prescription that is neither cancelled nor replaced; the database holds it to one."""
    return (
        Prescription.objects.standing()
        .filter(enrolment=enrolment, closure__isnull=True)
        .select_related("treatment", "enrolment__patient", "enrolment__programme", "prescriber")
        .first()
    )


def valid_card(*, enrolment: Enrolment) -> Card | None:
    """Give the card that is not revoked."""
    return Card.objects.standing().filter(enrolment=enrolment, revocation__isnull=True).first()


def capsules_given(*, prescription: Prescription) -> int:
    """Count the capsules dispensed on a prescription."""
    given = Dispensing.objects.standing().filter(prescription=prescription)
    return given.aggregate(total=Sum("capsules"))["total"] or 0
