"""Questions about the checks of one pharmacy; those of another are not there."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import User
from accounts.queries import local_day
from accounts.refusals import NotVisible
from audit.operations import write_read
from patients.access import SCAN_OPENS_FOR, visible_patients
from patients.care import care_of
from patients.identity import Person, person_of
from patients.models import Card, CardRevocation, Dispensing, Mode, Notice, Refused, Verdict
from patients.queries import capsules_given

LAST_CHECKS = 5


def check_of(*, by: Actor, check_id: UUID) -> Verdict:
    """Give a check that this pharmacy made.

    :raises NotVisible: when there is none, or another pharmacy made it.
    """
    found = (
        Verdict.objects.filter(pharmacy_id=by.organisation_id, id=check_id)
        .select_related(
            "enrolment__patient",
            "prescription__prescriber",
            "prescription__enrolment__programme",
            "card__revocation",
            "centre",
            "regime_set",
        )
        .first()
    )
    if found is None:
        raise NotVisible(_("There is no such record."))
    return found


def card_of(*, number: str | None) -> Card | None:
    """Find a card by its number in the plain form, valid or not."""
    if number is None:
        return None
    found: Card | None = (
        Card.objects.standing()
        .filter(number=number)
        .select_related("revocation", "enrolment__patient", "enrolment__programme", "enrolment__centre")
        .first()
    )
    return found


def last_checks(*, by: Actor, at: dt.datetime) -> list[Verdict]:
    """List the pharmacy's last checks, newest first, and write the look at them down as one.

    Each shows no more of a patient than a card's end.
    """
    mine = Verdict.objects.filter(pharmacy_id=by.organisation_id).select_related("card", "enrolment")
    found = list(mine.order_by("-at", "id")[:LAST_CHECKS])
    subjects = {check.enrolment.patient_id for check in found if check.enrolment is not None}
    write_read(by=by, at=at, act="pharmacies.counter", subjects=subjects)
    return found


@dataclass(frozen=True, slots=True)
class Today:
    """What a pharmacy did since its midnight: cards checked, the answers, and supplies recorded."""

    checked: int
    yes: int
    no: int
    unanswered: int
    supplies: int


def counted_today(*, by: Actor, at: dt.datetime) -> Today:
    """Count what this pharmacy asked and recorded today, by its own clock; packs held up are no answers on a card."""
    midnight = dt.datetime.combine(local_day(by=by, at=at), dt.time.min, tzinfo=ZoneInfo(by.time_zone))
    mine = Verdict.objects.filter(pharmacy_id=by.organisation_id, at__gte=midnight)
    on_a_card = Q(mode=Mode.CHECK) & ~Q(refusal__in=[Refused.PACK_MISMATCH, Refused.WRONG_PERSON])
    unanswered = Q(refusal=Refused.CANNOT_CONFIRM)
    counts = mine.aggregate(
        checked=Count("id", filter=on_a_card),
        yes=Count("id", filter=on_a_card & Q(dispense=True)),
        no=Count("id", filter=on_a_card & Q(dispense=False) & ~unanswered),
        unanswered=Count("id", filter=on_a_card & unanswered),
        supplies=Count("id", filter=Q(dispensing__isnull=False)),
    )
    return Today(**counts)


def open_answer(*, by: Actor, at: dt.datetime, check: Verdict) -> Person | None:
    """Give who an answer is about, while a scan opens sight of her; the look at the answer is written down."""
    if check.enrolment is None:
        return None
    patient = check.enrolment.patient
    write_read(by=by, at=at, act="pharmacies.counter", subjects=[patient.id])
    if not visible_patients(by=by, at=at).filter(id=patient.id).exists():
        return None
    return person_of(patient=patient)


def capsules_left(*, check: Verdict) -> int:
    """Count the capsules still to be dispensed on the prescription of a check."""
    if check.prescription is None:
        return 0
    return check.prescription.capsules - capsules_given(prescription=check.prescription)


def has_ended(*, check: Verdict, at: dt.datetime) -> bool:
    """Say whether an answer is to be asked for anew: then it neither shows its reasons nor carries a dispensing.

    It ends with the half hour that its scan opened, with the word that the person is another one,
    and with the first capsule dispensed on it.
    """
    return is_past(check=check, at=at) or _was_denied(check) or _was_used(check)


def has_lost_its_card(*, check: Verdict) -> bool:
    """Say whether the card of an answer was revoked since: its page says to scan anew, a dispensing is judged anew."""
    revocation: CardRevocation | None = getattr(check.card, "revocation", None)
    return revocation is not None and revocation.recorded_at > check.at


def is_past(*, check: Verdict, at: dt.datetime) -> bool:
    """Say whether the half hour that a scan opens has passed since an answer."""
    return at >= check.at + SCAN_OPENS_FOR


def _was_denied(check: Verdict) -> bool:
    if check.enrolment_id is None:
        return False
    denials = Verdict.objects.filter(
        enrolment_id=check.enrolment_id, pharmacy_id=check.pharmacy_id, refusal=Refused.WRONG_PERSON, at__gte=check.at
    )
    return denials.exclude(id=check.id).exists()


def _was_used(check: Verdict) -> bool:
    if check.prescription_id is None:
        return False
    later = Dispensing.objects.filter(prescription=check.prescription, recorded_at__gt=check.at)
    return (check.dispense and check.mode == Mode.DISPENSE) or later.exists()


def prescriber_of(*, check: Verdict) -> User | None:
    """Give who is told of a no: who prescribed, or who has the patient in her care where nothing is open.

    Once she was handed on to another centre, it is her prescriber there, whoever signed before.
    """
    if check.enrolment is None:
        return None
    doctor = care_of(enrolment=check.enrolment).signer(check.prescription)
    if check.prescription is not None and check.prescription.prescriber_id == doctor:
        return check.prescription.prescriber
    return User.objects.filter(id=doctor).first() if doctor is not None else None


def notice_of(*, check: Verdict) -> Notice | None:
    """Give the message that was sent to the prescriber on this check."""
    return Notice.objects.filter(verdict=check).first()


def supply_between(*, by: Actor, ids: tuple[UUID, UUID]) -> Dispensing | None:
    """Find the supply of this pharmacy whose id lies in a range; those of others are not there."""
    found: Dispensing | None = Dispensing.objects.filter(organisation_id=by.place_id, id__range=ids).first()
    return found


def dispensing_of(*, check: Verdict) -> Dispensing:
    """Give the dispensing that stands on a verdict.

    :raises NotVisible: when nothing was dispensed on it.
    """
    found: Dispensing | None = (
        Dispensing.objects.filter(verdict=check)
        .select_related("prescription__prescriber", "prescription__enrolment__programme")
        .first()
    )
    if found is None:
        raise NotVisible(_("There is no such record."))
    return found


def supply_of(*, check: Verdict, supply_id: UUID) -> Dispensing:
    """Give a supply of the patient that a check is about, wherever it was dispensed.

    :raises NotVisible: when she has no such supply.
    """
    found: Dispensing | None = Dispensing.objects.filter(id=supply_id).first()
    if found is None or found.enrolment_id != check.enrolment_id:
        raise NotVisible(_("There is no such record."))
    return found
