"""Who a patient is, put right: names, birth date and numbers with a reason, contact data without one."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from patients.access import changes_record
from patients.dates import today_of_patient
from patients.identity import NewIdentity
from patients.identity_changes import (
    CORRECTED,
    identity_row,
    own_schemes,
    supersede_contacts,
    supersede_identity,
    supersede_numbers,
    supersede_reminder,
    written_of,
)
from patients.matching import require_numbers_free
from patients.models import Channel, Patient, Reminder
from patients.refusals import NothingToChange, UnsoundIdentity
from patients.soundness import sound, sound_contacts


@operation("patients.correct_identity", guard=changes_record)
def correct_identity(*, by: Actor, at: dt.datetime, patient: Patient, new: NewIdentity, reason: str) -> Patient:
    """Correct names, birth date, sex, language or numbers; what stood there stays to be seen.

    Contact data are left as they are. A birth date is a fact that the rules look at: the version rises, as always.

    :raises UnsoundIdentity: when a name or number cannot be one, or no reason is given.
    :raises FutureDate: when she would be born after today.
    :raises NumberTaken: when a number is another record's.
    :raises NothingToChange: when everything is as it stands.
    """
    if not reason.strip():
        raise UnsoundIdentity(_("Write why it is corrected: one line is enough."), field="reason")
    read = sound(new=new, today=today_of_patient(patient=patient, at=at), country=by.country)
    standing = written_of(patient=patient).numbers
    own = dict.fromkeys(own_schemes(standing, centre_id=by.place_id), "")
    numbers = own | read.numbers(centre_id=by.place_id)
    require_numbers_free(numbers=numbers, by=by, at=at, but=patient)
    named_anew = _differs(patient, read)
    if named_anew:
        supersede_identity(patient=patient, new=read, because=reason, by=by, at=at)
    if any(standing.get(scheme, "") != value for scheme, value in numbers.items()):
        supersede_numbers(patient=patient, numbers=numbers, because=reason, by=by, at=at)
    elif not named_anew:
        raise NothingToChange(_("Nothing differs from what stands in the record. Change what is wrong, or go back."))
    return patient


@operation("patients.change_contacts", guard=changes_record)
def change_contacts(*, by: Actor, at: dt.datetime, patient: Patient, new: NewIdentity) -> Patient:
    """Keep a new telephone number, address or way to be reminded; no reason is asked for, as people move.

    :raises UnsoundIdentity: when one is no way to reach anybody, or reminders are not agreed to.
    """
    read = sound_contacts(new=new, country=by.country)
    supersede_contacts(patient=patient, values={Channel.SMS: read.mobile, Channel.EMAIL: read.email}, by=by, at=at)
    today = today_of_patient(patient=patient, at=at)
    agreed_on = None if read.reminder == Reminder.NONE else today
    supersede_reminder(patient=patient, channel=read.reminder, agreed_on=agreed_on, by=by, at=at)
    return patient


def _differs(patient: Patient, new: NewIdentity) -> bool:
    row = identity_row(patient=patient)
    return any(getattr(row, name) != getattr(new, name) for name in CORRECTED)
