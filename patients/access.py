"""Who may see a patient: dated grants, asked before anything of her is read or changed."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.refusals import NotVisible, Stale
from patients.merged import group_ids, groups_of
from patients.models import AccessGrant, GrantKind, Patient

SIGHT_OF: dict[str, tuple[str, ...]] = {
    Role.PRESCRIBER: (GrantKind.ENROLMENT,),
    Role.DELEGATE: (GrantKind.ENROLMENT,),
    Role.PHARMACIST: (GrantKind.CARD_SCAN,),
}
"""Which grants of her organisation a person may use, by her role; a role that is not here sees nobody."""

SCAN_OPENS_FOR = dt.timedelta(minutes=30)


def sight(*, by: Actor, at: dt.datetime) -> QuerySet[AccessGrant]:
    """List the grants by which this actor's organisation sees patients now, of the kind its role goes with."""
    if by.organisation_id is None:
        return AccessGrant.objects.none()
    return AccessGrant.objects.in_force(at).filter(
        organisation_id=by.organisation_id, kind__in=SIGHT_OF.get(by.role, ())
    )


def visible_patients(*, by: Actor, at: dt.datetime) -> QuerySet[Patient]:
    """List the patients that this actor's organisation may see now; a patient who acts sees herself alone."""
    if by.patient_id is not None:
        return Patient.objects.filter(id__in=group_ids(by.patient_id))
    return Patient.objects.filter(id__in=sight(by=by, at=at).values("patient_id"))


def require_sight(*, by: Actor, at: dt.datetime, patient_id: UUID) -> None:
    """Refuse whoever may not see the patient, in the words used when she does not exist.

    :raises NotVisible: when no grant is in force.
    """
    if not visible_patients(by=by, at=at).filter(id=patient_id).exists():
        raise NotVisible(_("There is no such record."))


def lock(*, patient_id: UUID) -> Patient:
    """Lock the patient's row until the transaction ends: every change of her record waits here.

    Other records of the same person are locked with it; the one asked for is given.
    ``FOR UPDATE``, not ``FOR NO KEY UPDATE``: it also holds back writers who only refer to her.
    """
    return lock_all(patient_ids=[patient_id])[patient_id]


def lock_all(*, patient_ids: Iterable[UUID]) -> dict[UUID, Patient]:
    """Lock some patients, and whoever is one person with them, in the order of their ids.

    Who that is is asked again once the locks are held: they may have been joined while this waited.

    :raises Patient.DoesNotExist: when one of them does not exist.
    """
    wanted = frozenset(patient_ids)
    while True:
        rows = Patient.objects.select_for_update().filter(id__in=_with_others(wanted)).order_by("id")
        locked = {row.id: row for row in rows}
        if not wanted <= locked.keys():
            raise Patient.DoesNotExist
        if _with_others(wanted) <= locked.keys():
            return locked


def changes_record(by: Actor, at: dt.datetime, values: dict[str, Any]) -> int:
    """Guard an operation that changes a patient's record: lock, sight, version.

    The patient is found from the first value that names her. Sight is asked under the lock: whoever waited for it
    while she was handed on to another centre comes too late.

    :returns: the version that her record has from now on; the trail keeps it beside the act.
    :raises NotVisible: when she is out of sight.
    :raises Stale: when the version is not the current one.
    """
    patient = lock(patient_id=_patient_of(values))
    require_sight(by=by, at=at, patient_id=patient.id)
    return raise_version(patient=patient, values=values)


def raise_version(*, patient: Patient, values: dict[str, Any]) -> int:
    """Raise the version of a locked record, and of others of the same person.

    One that changed since the form was opened (``version=``) is refused.

    :raises Stale: when the version is not the current one.
    """
    version = values.pop("version", None)
    if version is not None and version != patient.version:
        raise Stale(
            _(
                "The record changed while this page was open. Nothing was stored. "
                "Open the record again to see what changed, then enter this once more."
            )
        )
    Patient.objects.filter(id__in=group_ids(patient.id)).update(version=F("version") + 1)
    return patient.version + 1


def _with_others(patient_ids: frozenset[UUID]) -> frozenset[UUID]:
    groups = groups_of(patient_ids=patient_ids).values()
    return patient_ids.union(*(group.patients for group in groups))


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
