"""What each message says: neutral words for a lock screen, and a link for those who may read on."""

import datetime as dt
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

from accounts.links import invitation_token, recovery_token
from accounts.models import Organisation
from accounts.operations.invitations import GOOD_FOR
from obligations.models import Obligation
from obligations.queries import overdue_now, owed
from outbox.models import Message
from patients.models import Dispensing, Notice, Prescription, Sending
from programmes.declaring import ANSWERED, TO_CHECK
from programmes.getting_there import REMINDER, SENT
from programmes.holding import is_acknowledged, last_day
from programmes.materials import TO_AGREE
from programmes.models import DeclarationAnswer, MaterialCopy, MaterialStep
from reminders.addresses import Address
from reminders.models import Reminder
from reminders.queries import LAID_ASIDE, open_notices_for, waiting_for_a_person
from safety.queries import overdue_cases, overdue_pregnancies


@dataclass(frozen=True, slots=True)
class Facts:
    """What a letter may say beside its fixed words: where to read on, and a number that tells nothing."""

    path: str
    reference: str = ""
    number: int = 0
    day: dt.date | None = None


class NothingToSay(LookupError):
    """What was to be told has come to nothing since: there is nothing to send."""


def letter(*, message: Message, to: Address) -> EmailMessage:
    """Write the mail of a message, in the recipient's language.

    No name, medicine, category or result stands in it: a mail is read on locked screens and by
    others. The Message-ID is made from the outbox key, so that a copy sent after a crash can be told
    as one.

    :raises LookupError: when there are no words for this kind, or no row to speak of.
    """
    facts = FACTS[message.kind](message)
    with translation.override(to.language):
        context = {
            "link": settings.SITE_URL.rstrip("/") + facts.path,
            "reference": facts.reference,
            "number": facts.number,
            "day": facts.day,
        }
        subject = render_to_string(f"emails/{message.kind}_subject.txt", context).strip()
        body = render_to_string(f"emails/{message.kind}.txt", context)
        return envelope(to=to.email, subject=subject, body=body, key=message.key)


def envelope(*, to: str, subject: str, body: str, key: str) -> EmailMessage:
    """Address a mail to one recipient, in the language that is active."""
    return EmailMessage(
        subject=subject,
        body=body,
        from_email=formataddr((_("The registry"), settings.DEFAULT_FROM_EMAIL)),
        to=[to],
        headers={"Message-ID": message_id(key=key), "Auto-Submitted": "auto-generated"},
    )


def provider_key(*, key: str) -> str:
    """Give the key under which a provider takes the message of an outbox key once: it tells nothing of what it is."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, key))


def message_id(*, key: str) -> str:
    """Give the identifier of the mail for an outbox key: always the same one."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{provider_key(key=key)}@{host}>"


def _record(enrolment_id: UUID) -> str:
    return reverse("prescribers:patient", args=[enrolment_id])


def _about(message: Message) -> UUID:
    if message.about_id is None:
        raise LookupError(f"{message.kind}: the message names no row to speak of")
    return message.about_id


def _of_dispensing(message: Message) -> Facts:
    row = Dispensing.objects.select_related("prescription").get(id=_about(message))
    return Facts(_record(row.enrolment_id), row.prescription.authorisation_number)


def _of_deviation(message: Message) -> Facts:
    """Lead an authority to its figures: of a patient it is told nothing, not even a number that others know."""
    _about(message)
    return Facts(reverse("reports:overview"))


def _of_enrolment(message: Message) -> Facts:
    return Facts(_record(_about(message)))


def _of_prescription(message: Message) -> Facts:
    row = Prescription.objects.get(id=_about(message))
    return Facts(reverse("pharmacies:counter"), row.authorisation_number)


def _of_sending(message: Message) -> Facts:
    row = Sending.objects.select_related("prescription").get(id=_about(message))
    return Facts(reverse("pharmacies:sent"), row.prescription.authorisation_number)


def _of_notice(message: Message) -> Facts:
    row = Notice.objects.select_related("verdict__prescription").get(id=_about(message))
    prescription = row.verdict.prescription
    page = reverse("prescribers:notice", args=[row.id])
    return Facts(page, prescription.authorisation_number if prescription else "")


def _of_transfer(_message: Message) -> Facts:
    return Facts(reverse("prescribers:transfers"))


def _of_invitation(message: Message) -> Facts:
    page = reverse("accounts:accept", args=[invitation_token(invitation_id=_about(message))])
    return Facts(page, number=GOOD_FOR.days)


def _of_recovery(message: Message) -> Facts:
    return Facts(reverse("accounts:recover", args=[recovery_token(recovery_id=_about(message))]))


def _of_counter(_message: Message) -> Facts:
    return Facts(reverse("pharmacies:counter"))


def _of_answer(_message: Message) -> Facts:
    return Facts(reverse("pharmacies:registration"))


def _of_pharmacy(message: Message) -> Facts:
    return Facts(reverse("accounts:home"), Organisation.objects.get(id=_about(message)).name)


def _of_person(message: Message) -> Facts:
    return Facts(reverse("accounts:person", args=[_about(message)]))


def _of_desk(message: Message) -> Facts:
    return Facts(reverse("accounts:home"))


def _of_reminder(message: Message) -> Facts:
    row = Reminder.objects.get(id=_about(message))
    assert row.enrolment_id is not None  # of a patient's record
    return Facts(_record(row.enrolment_id), day=row.due_on)


def _of_accreditation(message: Message) -> Facts:
    row = Reminder.objects.get(id=_about(message))
    return Facts(reverse("accounts:home"), day=row.due_on)


def _of_digest(message: Message) -> Facts:
    number = open_notices_for(user_id=message.recipient_id, at=message.due_at)
    if not number:
        raise NothingToSay("no notice is open any more")
    return Facts(reverse("reminders:notices"), number=number)


def _of_question(message: Message) -> Facts:
    return Facts(reverse("safety:questions", args=[_about(message)]))


def _of_the_desk(message: Message) -> Facts:
    number = len(overdue_cases(at=message.due_at)) + len(overdue_pregnancies(at=message.due_at))
    if not number:
        raise NothingToSay("nothing is overdue any more")
    return Facts(reverse("safety:inbox"), number=number)


def _of_what_waits(_message: Message) -> Facts:
    number = waiting_for_a_person()
    if not number:
        raise NothingToSay("nothing waits for a person any more")
    return Facts(reverse("reminders:watch"), number=number)


def _of_report(message: Message) -> Facts:
    return Facts(reverse("reports:document", args=[_about(message)]))


def _of_obligation(message: Message) -> Facts:
    one = owed(rows=Obligation.objects.filter(id=_about(message)), at=message.due_at)[0]
    if not one.is_asked:
        raise NothingToSay("it is met, or no longer asked")
    return Facts(reverse("obligations:obligation", args=[one.obligation.id]), day=one.due_on)


def _of_obligations(message: Message) -> Facts:
    number = len(overdue_now(at=message.due_at))
    if not number:
        raise NothingToSay("nothing is overdue any more")
    return Facts(reverse("obligations:list"), number=number)


def _of_draft(message: Message) -> Facts:
    if MaterialStep.objects.filter(material_id=_about(message)).exists():
        raise NothingToSay("it is answered")
    return Facts(reverse("accounts:home"))


def _of_declaration(message: Message) -> Facts:
    if DeclarationAnswer.objects.filter(declaration_id=_about(message)).exists():
        raise NothingToSay("it is answered")
    return Facts(reverse("accounts:home"))


def _of_material(message: Message) -> Facts:
    """Tell a holder that something waits to be confirmed; once it is, or is not in force, there is nothing to say.

    It leads to her desk: the address of the page itself would say what it is about.
    """
    copy = MaterialCopy.objects.select_related("material__programme").get(id=_about(message))
    if is_acknowledged(copy=copy, at=message.due_at):
        raise NothingToSay("it is confirmed, or not in force any more")
    return Facts(reverse("accounts:home"), day=last_day(material=copy.material))


FACTS = {
    "prescription_sent": _of_sending,
    "dispensed": _of_dispensing,
    "dispensed_late": _of_dispensing,
    "dispensed_against_a_reason": _of_dispensing,
    "deviation": _of_deviation,
    "called_back_supply": _of_dispensing,
    "called_back_deviation": _of_deviation,
    "not_collected": _of_dispensing,
    "supply_stopped": _of_enrolment,
    "please_check_record": _of_enrolment,
    "supply_stopped_pharmacy": _of_prescription,
    "pharmacy_could_not_dispense": _of_notice,
    "second_prescriber_wanted": _of_enrolment,
    "proposal_decided": _of_enrolment,
    "partner_suspected": _of_enrolment,
    "transfer_to_answer": _of_transfer,
    "transfer_answered": _of_transfer,
    "invitation": _of_invitation,
    "factor_recovery": _of_recovery,
    "role_given": _of_desk,
    "pharmacy_applied": _of_desk,
    TO_CHECK: _of_declaration,
    ANSWERED: _of_desk,
    "cards_guessed": _of_pharmacy,
    "records_guessed": _of_person,
    "pharmacy_answered": _of_answer,
    "follow_up_overdue": _of_enrolment,
    "safety_overdue": _of_the_desk,
    "question_asked": _of_question,
    "question_to_pharmacy": _of_counter,
    "digest": _of_digest,
    "report_made": _of_report,
    "obligation_due": _of_obligation,
    "obligations_overdue": _of_obligations,
    TO_AGREE: _of_draft,
    SENT: _of_material,
    REMINDER: _of_material,
    LAID_ASIDE: _of_what_waits,
    "centre_overdue": _of_reminder,
    "certification_ends": _of_accreditation,
    "registration_ends": _of_accreditation,
}
