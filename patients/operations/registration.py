"""Registering a patient in a programme, and enrolling one who is known in another."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.operation import operation
from patients.access import changes_record
from patients.delegation import require_somebody_certified
from patients.identity import NewIdentity, keep
from patients.matching import require_nobody_like
from patients.models import AccessGrant, Enrolment, GrantKind, Patient, Withdrawal
from patients.refusals import NothingToChange
from patients.soundness import sound
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
    :raises UnsoundIdentity: when a name, number or address cannot be one.
    :raises FutureDate: when she would be born after today.
    :raises NobodyCertified: for a delegate of a centre where no prescriber is certified.
    """
    require_somebody_certified(by=by, at=at)
    today = civil_day(programme=programme, at=at)
    read = sound(new=new, today=today, country=by.country)
    require_nobody_like(new=read, by=by, at=at, reason=reason)
    patient = Patient.objects.create(created_at=at)
    keep(patient=patient, new=read, by=by, at=at, today=today)
    AccessGrant.objects.create(
        patient=patient,
        organisation_id=by.place_id,
        country=by.country,
        kind=GrantKind.ENROLMENT,
        from_at=at,
        granted_by_id=by.person_id,
    )
    return _enrol(patient, programme, by, at)


@operation("patients.enrol", guard=changes_record)
def enrol_patient(*, by: Actor, at: dt.datetime, patient: Patient, programme: Programme) -> Enrolment:
    """Enrol a patient who is known in another programme, or anew in one from which she was withdrawn.

    She keeps her one identity; category, agreement and card begin anew.

    :raises NothingToChange: when she is in the programme already.
    :raises NobodyCertified: for a delegate of a centre where no prescriber is certified.
    """
    require_somebody_certified(by=by, at=at)
    earlier = Enrolment.objects.standing().filter(patient=patient, programme=programme).order_by("recorded_at").last()
    withdrawal = None if earlier is None else Withdrawal.objects.standing().filter(enrolment=earlier).first()
    if earlier is not None and withdrawal is None:
        raise NothingToChange(_("This patient is in the programme already. Open the record of that programme."))
    return _enrol(patient, programme, by, at, follows=withdrawal)


def _enrol(
    patient: Patient, programme: Programme, by: Actor, at: dt.datetime, *, follows: Withdrawal | None = None
) -> Enrolment:
    return Enrolment.objects.create(
        patient=patient,
        programme=programme,
        centre_id=by.place_id,
        prescriber_id=by.person_id if by.role == Role.PRESCRIBER else None,
        enrolled_on=civil_day(programme=programme, at=at),
        follows=follows,
        **stamp(by=by, at=at),
    )
