"""One patient reminded by one way, the next way where that fails, and somebody to telephone where none is left."""

import datetime as dt
from smtplib import SMTPRecipientsRefused
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from outbox.models import Message, Recipient
from outbox.operations import put
from patients.contact_codes import code_of
from patients.models import Channel, Contact, Patient
from patients.models.identity import PhoneCode
from patients.phone_codes import KIND as OWN_CODE
from patients.phone_codes import code_of as code_of_page
from patients.practice import only_practised
from patients.reach import Reach, Way, reach_of
from reminders.gateways import NeverReached, gateway
from reminders.judging import Case
from reminders.letters import envelope, provider_key
from reminders.models import ANY_MESSAGE, FollowUp, Receipt, Why
from reminders.wording import Said, say

CODE: Final = "contact_code"
"""The kind of message that takes a code to a number or address."""
CODES: Final = frozenset({CODE, OWN_CODE})
CODE_TEXT: Final = "code"

KEYED: Final = frozenset({Channel.SMS})
"""The ways that take a key, so that what is handed over twice arrives once."""


def way_of(*, message: Message, case: Case) -> Way | None:
    """Give the way that a message goes: the one it names, else the first that is not known to be dead."""
    assert case.reach is not None  # a case without one is stopped
    alive = [way for way in case.reach.ways if way.contact_id not in case.dead]
    if message.channel:
        alive = [way for way in alive if way.channel == message.channel]
    return alive[0] if alive else None


def remind(*, message: Message, case: Case, way: Way, at: dt.datetime) -> None:
    """Hand one reminder over.

    :raises NoWords: when there is no text that may be sent in her language.
    :raises NeverReached: when this way reaches nobody.
    """
    assert case.reach is not None  # found with the way
    assert case.today is not None
    said = say(text=case.reminder.text, language=case.reach.language, on=case.today, due_on=case.reminder.due_on)
    hand_over(said=said, way=way, message=message, at=at)


def hand_over(*, said: Said, way: Way, message: Message, at: dt.datetime) -> None:
    """Send a text by a way, under a key that stays the same for every try.

    What a provider is to tell of it is kept before it is handed over: it may tell sooner than it has answered.

    :raises NeverReached: when this way reaches nobody.
    """
    if way.channel == Channel.SMS:
        key = provider_key(key=message.key)
        if settings.SMS_RECEIPTS_SECRET:
            row = Receipt(id=UUID(key), message=message, contact_id=way.contact_id, handed_at=at)
            Receipt.objects.bulk_create([row], ignore_conflicts=True)
        gateway().send(to=way.value, text=said.sms, key=key)
        return
    mail: EmailMessage = envelope(to=way.value, subject=said.subject, body=said.email, key=message.key)
    try:
        mail.send()
    except SMTPRecipientsRefused as refused:
        raise NeverReached("refused by the mail server") from refused


def send_code(*, message: Message, at: dt.datetime) -> bool:
    """Send a code to a number or address; False when it stands no more, or was only practised.

    :raises NoWords: when there is no text that may be sent in her language.
    """
    patient = Patient.objects.filter(id=message.recipient_id).first()
    found = _way_and_code(message)
    if patient is None or found is None or only_practised(patient=patient):
        return False
    way, code = found
    reach = reach_of(subject_ids=[patient.subject_id])[patient.subject_id]
    said = say(text=CODE_TEXT, language=reach.language, on=message.created_at.date(), code=code)
    hand_over(said=said, way=way, message=message, at=at)
    return True


def _way_and_code(message: Message) -> tuple[Way, str] | None:
    """Find where a code goes and which it is: that of a contact kept, or one that a patient asked for on her page."""
    if message.about_id is None:
        return None
    if message.kind == OWN_CODE:
        row = PhoneCode.objects.filter(id=message.about_id, used_at__isnull=True).first()
        return None if row is None else (Way(Channel.SMS, row.value, row.id), code_of_page(row))
    contact = Contact.objects.standing().filter(id=message.about_id).first()
    return None if contact is None else (Way(contact.channel, contact.value, contact.id), code_of(contact=contact))


def fall_back(*, message: Message, case: Case, failed: Way | None, at: dt.datetime) -> None:
    """Let the next way be tried, or put her on the list of those to be telephoned; in the caller's transaction.

    Where she stands on it already, because she has confirmed no way at all, she is not put there for each message.
    """
    assert case.reach is not None  # a case without one is stopped
    left, reminder = _left(case.reach, failed), case.reminder
    if left:
        put(
            key=f"reminder:{reminder.id}:{left[0]}", kind=message.kind, recipient=Recipient(message.recipient),
            recipient_id=message.recipient_id, about_id=reminder.id, channel=left[0], at=at,
        )  # fmt: skip
        return
    if FollowUp.objects.filter(enrolment=reminder.enrolment, occasion=ANY_MESSAGE, outcome="").exists():
        return
    FollowUp.objects.bulk_create(
        [
            FollowUp(
                enrolment=reminder.enrolment, why=Why.TELEPHONE, occasion=reminder.occasion,
                due_on=reminder.due_on, opened_at=at,
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _left(reach: Reach, failed: Way | None) -> list[str]:
    """Give the ways after one that failed; all of them, where that one is hers no more."""
    ways = [way.channel for way in reach.ways]
    if failed is None:
        return []
    return ways[ways.index(failed.channel) + 1 :] if failed.channel in ways else ways
