"""What each message says: neutral words for a lock screen, and a link for those who may read on."""

import uuid
from dataclasses import dataclass
from email.utils import formataddr
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from outbox.models import Message
from patients.models import Dispensing, Notice, Prescription
from reminders.addresses import Address


@dataclass(frozen=True, slots=True)
class Facts:
    """What a letter may say beside its fixed words: where to read on, and a number that tells nothing."""

    path: str
    reference: str = ""


def letter(*, message: Message, to: Address) -> EmailMessage:
    """Write the mail of a message, in the recipient's language.

    No name, medicine, category or result stands in it: a mail is read on locked screens and by
    others. The Message-ID is made from the outbox key, so that a copy sent after a crash can be told
    as one.

    :raises LookupError: when there are no words for this kind, or no row to speak of.
    """
    facts = FACTS[message.kind](message)
    with translation.override(to.language):
        context = {"link": settings.SITE_URL.rstrip("/") + facts.path, "reference": facts.reference}
        subject = render_to_string(f"emails/{message.kind}_subject.txt", context).strip()
        body = render_to_string(f"emails/{message.kind}.txt", context)
        sender = formataddr((_("The registry"), settings.DEFAULT_FROM_EMAIL))
    return EmailMessage(
        subject=subject,
        body=body,
        from_email=sender,
        to=[to.email],
        headers={"Message-ID": message_id(key=message.key), "Auto-Submitted": "auto-generated"},
    )


def message_id(*, key: str) -> str:
    """Give the identifier of the mail for an outbox key: always the same one."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{uuid.uuid5(uuid.NAMESPACE_URL, key)}@{host}>"


def _record(enrolment_id: UUID) -> str:
    return reverse("prescribers:patient", args=[enrolment_id])


def _about(message: Message) -> UUID:
    if message.about_id is None:
        raise LookupError(f"{message.kind}: the message names no row to speak of")
    return message.about_id


def _of_dispensing(message: Message) -> Facts:
    row = Dispensing.objects.select_related("prescription").get(id=_about(message))
    return Facts(_record(row.enrolment_id), row.prescription.authorisation_number)


def _of_enrolment(message: Message) -> Facts:
    return Facts(_record(_about(message)))


def _of_prescription(message: Message) -> Facts:
    row = Prescription.objects.get(id=_about(message))
    return Facts(reverse("pharmacies:counter"), row.authorisation_number)


def _of_notice(message: Message) -> Facts:
    row = Notice.objects.select_related("verdict__prescription").get(id=_about(message))
    prescription = row.verdict.prescription
    page = reverse("prescribers:notice", args=[row.id])
    return Facts(page, prescription.authorisation_number if prescription else "")


def _of_invitation(message: Message) -> Facts:
    return Facts(reverse("account_reset_password"))


FACTS = {
    "dispensed": _of_dispensing,
    "supply_stopped": _of_enrolment,
    "please_check_record": _of_enrolment,
    "supply_stopped_pharmacy": _of_prescription,
    "pharmacy_could_not_dispense": _of_notice,
    "invitation": _of_invitation,
}
