"""Sending a prescription to the pharmacy that the patient chose."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from accounts.operation import operation
from outbox.models import Recipient
from outbox.operations import put
from patients.access import changes_record
from patients.dates import today_of
from patients.models import Prescription, PrescriptionClosure, Sending
from patients.queries import capsules_given
from patients.refusals import NotForThisPatient, NothingToChange
from patients.sendings import pharmacies_for, require_waiting
from patients.stamp import stamp


@operation("patients.send_prescription", guard=changes_record)
def send_prescription(*, by: Actor, at: dt.datetime, prescription: Prescription, pharmacy: Organisation) -> Sending:
    """Tell a pharmacy of a prescription; it learns number, medicine and capsules, and not whose they are.

    :raises NothingToChange: when nothing is left to dispense, its last day is over, or it was sent there already.
    :raises NotForThisPatient: while the supply is held; when the pharmacy may not dispense to her.
    """
    is_closed = PrescriptionClosure.objects.filter(prescription=prescription).exists()
    if is_closed or capsules_given(prescription=prescription) >= prescription.capsules:
        raise NothingToChange(_("Nothing is left to dispense on this prescription. Open the record again."))
    today = today_of(enrolment=prescription.enrolment, at=at)
    require_waiting(prescription=prescription, on=today)
    if not pharmacies_for(enrolment=prescription.enrolment, on=today).filter(id=pharmacy.id).exists():
        raise NotForThisPatient(
            _("This pharmacy is not registered for the programme today. Choose another with the patient.")
        )
    if Sending.objects.filter(prescription=prescription, pharmacy=pharmacy).exists():
        raise NothingToChange(_("This prescription was sent to that pharmacy already. Choose another, or go back."))
    made = Sending.objects.create(
        enrolment=prescription.enrolment, prescription=prescription, pharmacy=pharmacy, **stamp(by=by, at=at)
    )
    put(
        key=f"prescription_sent:{made.id}",
        kind="prescription_sent",
        recipient=Recipient.ORGANISATION,
        recipient_id=pharmacy.id,
        about_id=made.id,
        at=at,
    )
    return made
