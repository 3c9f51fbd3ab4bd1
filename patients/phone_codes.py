"""Codes sent to a telephone: good once, for a quarter of an hour, and for three tries."""

import datetime as dt
from typing import Final

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from audit.models import Outcome
from audit.queries import trail_of
from outbox.models import Recipient
from outbox.operations import put
from patients.models import Patient
from patients.models.identity import CodeFor, PhoneCode
from patients.refusals import CodeDoesNotFit, TooManyTries

DIGITS: Final = 6
GOOD_FOR: Final = dt.timedelta(minutes=15)
TRIES: Final = 3
CODES_A_DAY: Final = 3
KIND: Final = "phone_code"
"""The kind of the message that brings a code; its sender finds the number and the code by the row it is about."""


def code_of(row: PhoneCode) -> str:
    """Give the code of a row: made from its id and the registry's secret, so that no table holds it."""
    number = int(salted_hmac("patients.phone_code", str(row.id), algorithm="sha256").hexdigest(), 16)
    return str(number % 10**DIGITS).zfill(DIGITS)


def send_code(*, patient: Patient, opens: CodeFor, number: str, at: dt.datetime) -> PhoneCode:
    """Let a code be sent to a number, in the caller's transaction.

    :raises TooManyTries: when three were sent within a day: messages cost money and patience.
    """
    sent = PhoneCode.objects.filter(subject_id=patient.subject_id, sent_at__gt=at - dt.timedelta(days=1))
    if sent.count() >= CODES_A_DAY:
        raise TooManyTries(_("We have sent three codes today. Try again tomorrow, or ask your centre."))
    row = PhoneCode.objects.create(subject_id=patient.subject_id, opens=opens, value=number, sent_at=at)
    put(
        key=f"{KIND}:{row.id}",
        kind=KIND,
        recipient=Recipient.PATIENT,
        recipient_id=patient.id,
        about_id=row.id,
        at=at,
    )
    return row


def waiting_code(*, patient: Patient, opens: CodeFor, at: dt.datetime) -> PhoneCode | None:
    """Give the code sent last, while it is good and was not used."""
    sent = PhoneCode.objects.filter(subject_id=patient.subject_id, opens=opens, used_at__isnull=True)
    return sent.filter(sent_at__gt=at - GOOD_FOR).order_by("-sent_at", "-id").first()


def use_code(*, patient: Patient, opens: CodeFor, typed: str, act: str, at: dt.datetime) -> PhoneCode:
    """Use the code that waits, once.

    :param act: under which wrong tries stand in the trail, where they are counted.
    :raises CodeDoesNotFit: when it is another code, or none waits.
    :raises TooManyTries: after three wrong ones.
    """
    row = waiting_code(patient=patient, opens=opens, at=at)
    if row is None:
        raise CodeDoesNotFit(_("This code is no longer good. Ask for a new one."))
    wrong = trail_of(subjects=[patient.id], outcome=Outcome.REFUSED).filter(
        act=act, reason=CodeDoesNotFit.__name__, at__gte=row.sent_at
    )
    if wrong.count() >= TRIES:
        raise TooManyTries(_("That was wrong three times. Wait a little, then ask for a new code."))
    if not constant_time_compare(typed, code_of(row)):
        raise CodeDoesNotFit(_("This is not the code we sent. Look at the message again."))
    row.used_at = at
    row.save(update_fields=["used_at"])
    return row
