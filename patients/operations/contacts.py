"""A number or address confirmed: a code is sent there, and whoever reads it out can be reached there."""

import datetime as dt
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from outbox.models import Recipient
from outbox.operations import put
from patients.access import changes_record
from patients.contact_codes import fits
from patients.identity_changes import standing_contact, supersede_confirmed
from patients.models import Contact, Patient
from patients.refusals import CodeDoesNotFit, NothingToChange


@operation("patients.change_contacts", guard=changes_record)
def send_contact_code(*, by: Actor, at: dt.datetime, patient: Patient, channel: str) -> Patient:
    """Send a code to her number or address; at most one a minute to each.

    :raises NothingToChange: when she has none, or it is confirmed already.
    """
    contact = _unconfirmed(patient.subject_id, channel)
    put(
        key=f"contact_code:{contact.id}:{at:%Y-%m-%dT%H:%M}",
        kind="contact_code",
        recipient=Recipient.PATIENT,
        recipient_id=patient.id,
        about_id=contact.id,
        channel=channel,
        at=at,
    )
    return patient


@operation("patients.change_contacts", guard=changes_record)
def confirm_contact(*, by: Actor, at: dt.datetime, patient: Patient, channel: str, code: str) -> Patient:
    """Keep that a number or address is hers, because she read out the code that was sent there.

    :raises NothingToChange: when she has none, or it is confirmed already.
    :raises CodeDoesNotFit: when this is not the code.
    """
    contact = _unconfirmed(patient.subject_id, channel)
    if not fits(contact=contact, code=code):
        raise CodeDoesNotFit(_("This is not the code that was sent. Type the six figures once more, or send it anew."))
    supersede_confirmed(contact=contact, by=by, at=at)
    return patient


def _unconfirmed(subject_id: UUID, channel: str) -> Contact:
    contact = standing_contact(subject_id=subject_id, channel=channel)
    if contact is None or contact.verified_at is not None:
        raise NothingToChange(_("There is no number or address here that waits to be confirmed. Open the page again."))
    return contact
