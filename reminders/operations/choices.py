"""What a patient is not written about: an occasion that she opted out of, or nothing at all."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from accounts.refusals import Refusal
from patients.access import changes_record
from patients.models import Mute, Patient


class NothingToLift(Refusal):
    """What is to be lifted or kept stands that way already."""


@operation("reminders.choose", guard=changes_record)
def mute(*, by: Actor, at: dt.datetime, patient: Patient, occasion: str, reason: str) -> Mute:
    """Keep that she is not written to of an occasion; with none, of nothing at all, safety included.

    :raises NothingToLift: when it stands so already.
    """
    if Mute.objects.filter(patient=patient, occasion=occasion, lifted_at__isnull=True).exists():
        raise NothingToLift(_("This is kept already. Open the page again to see it."))
    return Mute.objects.create(patient=patient, occasion=occasion, reason=reason, at=at, by_id=by.person_id)


@operation("reminders.choose", guard=changes_record)
def lift_mute(*, by: Actor, at: dt.datetime, mute: Mute) -> Mute:
    """Let her be written to of it again.

    :raises NothingToLift: when it was lifted already.
    """
    standing = Mute.objects.filter(id=mute.id, lifted_at__isnull=True)
    if not standing.update(lifted_at=at, lifted_by_id=by.person_id):
        raise NothingToLift(_("This was lifted already. Open the page again to see it."))
    mute.refresh_from_db()
    return mute
