"""What a patient does on her own page: a verified number or none, what she is written about, a copy of her record."""

import datetime as dt
from collections.abc import Collection
from typing import Final

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from patients.access import changes_record, sees_record
from patients.contacts import read_mobile
from patients.identity_changes import supersede_contacts, written_of
from patients.models import OPTIONAL, Channel, Mute, Patient, PhoneCode
from patients.models.identity import CodeFor
from patients.muted import standing_mutes
from patients.own import number_that_opens_a_copy
from patients.phone_codes import send_code, use_code
from patients.refusals import NotForThisPatient, NothingToChange, UnknownWord

CHANGE, COPY = "patients.change_own_number", "patients.copy_own"

AS_SHE_WISHES: Final = "chosen on the patient's own page"
"""Why she is not written about something, as those who treat her read it."""


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


@operation(CHANGE, guard=changes_record)
def delete_own_number(*, by: Actor, at: dt.datetime, patient: Patient) -> Patient:
    """Let no number of hers stand any more: nothing is sent there, and her centre is to find another way to her.

    :raises NothingToChange: when there is none.
    """
    if not supersede_contacts(patient=patient, values={Channel.SMS: ""}, by=by, at=at):
        raise NothingToChange(_("There is no number to delete. Open your page again to see it."))
    return patient


@operation("patients.choose_own_messages", guard=changes_record)
def choose_own_messages(*, by: Actor, at: dt.datetime, patient: Patient, wanted: Collection[str]) -> Patient:
    """Keep about which occasions a patient wants to be written to; what is for her safety is no choice of hers.

    What those who treat her keep back altogether stays kept back, and she is not told of it: another may read this.

    :param wanted: of the occasions that she may opt out of.
    :raises UnknownWord: when another is among them.
    :raises NothingToChange: when it stands so already.
    """
    if not set(wanted) <= set(OPTIONAL):
        raise UnknownWord(_("This cannot be chosen. Open the page again and choose from the list."))
    standing = standing_mutes(patients=[patient]).filter(occasion__in=OPTIONAL)
    is_off, is_to_be_off = {one.occasion for one in standing}, set(OPTIONAL) - set(wanted)
    if is_off == is_to_be_off:
        raise NothingToChange(_("This is what you have now. Change a tick, then press the button again."))
    standing.filter(occasion__in=wanted).update(lifted_at=at, lifted_by_id=by.person_id)
    Mute.objects.bulk_create(
        Mute(patient=patient, occasion=one, reason=AS_SHE_WISHES, at=at, by_id=by.person_id)
        for one in sorted(is_to_be_off - is_off)
    )
    return patient


@operation(COPY, guard=sees_record)
def ask_for_copy(*, by: Actor, at: dt.datetime, patient: Patient) -> PhoneCode:
    """Send a code to the number that her centre has of her: a card and a birth date alone open no results.

    :raises NotForThisPatient: when there is none, or it was changed on her page; she then asks her centre.
    :raises TooManyTries: when three codes were sent within a day.
    """
    number = number_that_opens_a_copy(patient=patient)
    if not number and written_of(patient=patient).mobile:
        raise NotForThisPatient(_("Your phone number was changed on this page. Ask your centre for a copy on paper."))
    if not number:
        raise NotForThisPatient(_("We have no phone number of yours. Ask your centre for a copy on paper."))
    return send_code(patient=patient, opens=CodeFor.COPY, number=number, at=at)
