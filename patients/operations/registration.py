"""Registering a patient in a programme."""

import datetime as dt

from accounts.actor import Actor
from accounts.models import Role
from accounts.operation import operation
from patients.dates import require_not_after
from patients.identity import NewIdentity, keep
from patients.matching import require_nobody_like
from patients.models import AccessGrant, Enrolment, GrantKind, Patient
from patients.stamp import stamp
from programmes.models import Programme
from programmes.queries import civil_day


@operation("patients.register")
def register_patient(
    *, by: Actor, at: dt.datetime, programme: Programme, new: NewIdentity, reason: str = ""
) -> Enrolment:
    """Register a new patient at the actor's centre, in one programme, from today.

    The centre gets sight of her with the enrolment.

    :param reason: why this is a different person than the one of the same name and birth date; it stands in the trail.
    :raises PossibleMatch: when she may be registered already.
    :raises FutureDate: when she would be born after today.
    """
    today = civil_day(programme=programme, at=at)
    if new.birth_date is not None:
        require_not_after(day=new.birth_date, today=today)
    require_nobody_like(new=new, by=by, at=at, reason=reason)
    patient = Patient.objects.create(created_at=at)
    keep(patient=patient, new=new, by=by, at=at)
    enrolment = Enrolment.objects.create(
        patient=patient,
        programme=programme,
        centre_id=by.place_id,
        prescriber_id=by.person_id if by.role == Role.PRESCRIBER else None,
        enrolled_on=today,
        **stamp(by=by, at=at),
    )
    AccessGrant.objects.create(
        patient=patient,
        organisation_id=by.place_id,
        country=by.country,
        kind=GrantKind.ENROLMENT,
        from_at=at,
        granted_by_id=by.person_id,
    )
    return enrolment
