"""Who may see a patient: dated grants, asked before anything of her is read or changed."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.refusals import NotVisible, Stale
from patients.models import AccessGrant, GrantKind, Patient

SIGHT_OF: dict[str, tuple[str, ...]] = {
    Role.PRESCRIBER: (GrantKind.ENROLMENT,),
    Role.DELEGATE: (GrantKind.ENROLMENT,),
    Role.PHARMACIST: (GrantKind.CARD_SCAN,),
}
"""Which grants of her organisation a person may use, by her role; a role that is not here sees nobody."""

SCAN_OPENS_FOR = dt.timedelta(minutes=30)


def visible_patients(*, by: Actor, at: dt.datetime) -> QuerySet[Patient]:
    """List the patients that this actor's organisation may see now, by the kind its role goes with."""
    if by.organisation_id is None:
        return Patient.objects.none()
    grants = AccessGrant.objects.in_force(at).filter(
        organisation_id=by.organisation_id, kind__in=SIGHT_OF.get(by.role, ())
    )
    return Patient.objects.filter(id__in=grants.values("patient_id"))


def require_sight(*, by: Actor, at: dt.datetime, patient_id: UUID) -> None:
    """Refuse whoever may not see the patient, in the words used when she does not exist.

    :raises NotVisible: when no grant is in force.
    """
    if not visible_patients(by=by, at=at).filter(id=patient_id).exists():
        raise NotVisible(_("There is no such record."))


def lock(*, patient_id: UUID) -> Patient:
    """Lock the patient's row until the transaction ends: every change of her record waits here.

    ``FOR UPDATE``, not ``FOR NO KEY UPDATE``: it also holds back writers who only refer to her.
    """
    return Patient.objects.select_for_update().get(id=patient_id)


def changes_record(by: Actor, at: dt.datetime, values: dict[str, Any]) -> None:
    """Guard an operation that changes a patient's record: sight, lock, version.

    The patient is found from the first value that names her. With ``version=`` given, a record
    that changed since the form was opened is refused.

    :raises NotVisible: when she is out of sight.
    :raises Stale: when the version is not the current one.
    """
    patient_id = _patient_of(values)
    require_sight(by=by, at=at, patient_id=patient_id)
    patient = lock(patient_id=patient_id)
    version = values.pop("version", None)
    if version is not None and version != patient.version:
        raise Stale(
            _(
                "The record changed while this page was open. Nothing was stored. "
                "Open the record again to see what changed, then enter this once more."
            )
        )
    Patient.objects.filter(id=patient_id).update(version=F("version") + 1)


def sees_record(by: Actor, at: dt.datetime, values: dict[str, Any]) -> None:
    """Guard an operation that concerns a patient without changing her record."""
    require_sight(by=by, at=at, patient_id=_patient_of(values))


def _patient_of(values: dict[str, Any]) -> UUID:
    """Find the one patient that all values speak of; two different ones are refused."""
    found = (getattr(value, "subject_of_trail", None) for value in values.values())
    named: set[UUID] = {one for one in found if one is not None}
    if len(named) != 1:
        raise NotVisible(_("There is no such record."))
    return named.pop()
