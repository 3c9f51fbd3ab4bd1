"""What a patient does on her own page and nobody does for her: a verified number, and a copy of her record."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from patients.access import changes_record, sees_record
from patients.contacts import read_mobile
from patients.identity_changes import supersede_contacts, written_of
from patients.models import Channel, Patient, PhoneCode
from patients.models.identity import CodeFor
from patients.phone_codes import send_code, use_code
from patients.refusals import NotForThisPatient

CHANGE, COPY = "patients.change_own_number", "patients.copy_own"


@operation(CHANGE, guard=sees_record)
def ask_for_new_number(*, by: Actor, at: dt.datetime, patient: Patient, number: str) -> PhoneCode:
    """Send a code to the number that a patient wants to be reached at; nothing is changed before it comes back.

    :raises UnsoundIdentity: when it is no number, or a text message cannot reach it.
    :raises TooManyTries: when three codes were sent within a day.
    """
    read = read_mobile(number=number, country=by.country)
    return send_code(patient=patient, opens=CodeFor.NUMBER, number=read, at=at)


@operation(CHANGE, guard=changes_record)
def confirm_new_number(*, by: Actor, at: dt.datetime, patient: Patient, code: str) -> PhoneCode:
    """Keep the number as hers, verified, because she holds the telephone that the code went to.

    :raises CodeDoesNotFit: when it is another code, or none waits.
    :raises TooManyTries: after three wrong ones.
    """
    used = use_code(patient=patient, opens=CodeFor.NUMBER, typed=code, act=CHANGE, at=at)
    supersede_contacts(patient=patient, values={Channel.SMS: used.value}, by=by, at=at, verified_at=at)
    return used


@operation(COPY, guard=sees_record)
def ask_for_copy(*, by: Actor, at: dt.datetime, patient: Patient) -> PhoneCode:
    """Send a code to the number on record: a card and a birth date alone open no results.

    :raises NotForThisPatient: when no number is on record; her centre then gives the copy on paper.
    :raises TooManyTries: when three codes were sent within a day.
    """
    number = written_of(patient=patient).mobile
    if not number:
        raise NotForThisPatient(_("We have no phone number of yours. Ask your centre for a copy on paper."))
    return send_code(patient=patient, opens=CodeFor.COPY, number=number, at=at)
