"""Questions about the checks of one pharmacy; those of another are not there."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import User
from accounts.refusals import NotVisible
from audit.operations import write_read
from patients.access import visible_patients
from patients.identity import Person, person_of
from patients.models import Dispensing, Notice, Verdict
from patients.queries import capsules_given

LAST_CHECKS = 5


def check_of(*, by: Actor, check_id: UUID) -> Verdict:
    """Give a check that this pharmacy made.

    :raises NotVisible: when there is none, or another pharmacy made it.
    """
    found = (
        Verdict.objects.filter(pharmacy_id=by.organisation_id, id=check_id)
        .select_related("enrolment__patient", "enrolment__prescriber", "prescription__prescriber", "card", "centre")
        .first()
    )
    if found is None:
        raise NotVisible(_("There is no such record."))
    return found


def last_checks(*, by: Actor) -> QuerySet[Verdict]:
    """List the pharmacy's last checks, newest first; each shows no more of a patient than a card's end."""
    mine = Verdict.objects.filter(pharmacy_id=by.organisation_id).select_related("card")
    return mine.order_by("-at", "id")[:LAST_CHECKS]


def person_at_counter(*, by: Actor, at: dt.datetime, check: Verdict) -> Person | None:
    """Give who the check is about while the scan opens sight of her, and write the look down; else None."""
    if check.enrolment is None:
        return None
    patient = check.enrolment.patient
    if not visible_patients(by=by, at=at).filter(id=patient.id).exists():
        return None
    write_read(by=by, at=at, act="pharmacies.counter", subjects=[patient.id])
    return person_of(patient=patient)


def capsules_left(*, check: Verdict) -> int:
    """Count the capsules still to be dispensed on the prescription of a check."""
    if check.prescription is None:
        return 0
    return check.prescription.capsules - capsules_given(prescription=check.prescription)


def is_over(*, check: Verdict, person: Person | None) -> bool:
    """Say whether an answer is to be asked for anew: its scan's sight has ended, or it was dispensed on.

    A yes never outlives either; the registry asks the rules again at every dispensing all the same.
    """
    if not check.dispense:
        return False
    later = Dispensing.objects.filter(prescription=check.prescription, recorded_at__gte=check.at)
    return person is None or later.exists()


def prescriber_of(*, check: Verdict) -> User | None:
    """Give who is told of a no: who prescribed; where nothing is open, who has the patient in her care."""
    if check.prescription is not None:
        return check.prescription.prescriber
    return check.enrolment.prescriber if check.enrolment is not None else None


def notice_of(*, check: Verdict) -> Notice | None:
    """Give the message that was sent to the prescriber on this check."""
    return Notice.objects.filter(verdict=check).first()


def dispensing_of(*, check: Verdict) -> Dispensing:
    """Give the dispensing that stands on a verdict.

    :raises NotVisible: when nothing was dispensed on it.
    """
    found: Dispensing | None = (
        Dispensing.objects.filter(verdict=check).select_related("prescription__prescriber").first()
    )
    if found is None:
        raise NotVisible(_("There is no such record."))
    return found
