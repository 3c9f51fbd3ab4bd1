"""The counter's acts: check a card, dispense on a fresh yes, send a no to the prescriber."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from accounts.queries import local_day
from accounts.refusals import NotVisible, Refusal
from outbox.models import Recipient
from outbox.operations import put
from patients.access import SCAN_OPENS_FOR, changes_record
from patients.dates import today_of
from patients.eligibility import NOT_REGISTERED, Judgement, judge_dispensing, may_serve
from patients.models import (
    AccessGrant,
    Card,
    Dispensing,
    GrantKind,
    Mode,
    Notice,
    Prescription,
    Refused,
    Verdict,
)
from patients.queries import capsules_given, open_prescription
from patients.refusals import NotForThisPatient
from patients.stamp import stamp
from patients.supply import days_of_part
from pharmacies.queries import has_ended, prescriber_of
from pharmacies.refusals import AnswerEnded
from pharmacies.throttle import require_few_unknown_cards

log = structlog.get_logger(__name__)


def answer(question: Callable[[], Verdict], *, by: Actor, at: dt.datetime, number: str | None) -> Verdict:
    """Ask a question of the counter, and let whatever breaks in it be CANNOT CONFIRM, kept as a row.

    :raises Refusal: what the question refuses; its words are for the person.
    :raises OperationalError: when the database is away: then nothing can be kept either.
    """
    try:
        return question()
    except (Refusal, OperationalError, InterfaceError):
        raise
    except Exception:  # whatever it is, the counter never says yes for it and never shows it
        log.exception("the counter could not answer")
        return say_cannot_confirm(by=by, at=at, number=number)


@operation("pharmacies.check_card")
def say_cannot_confirm(*, by: Actor, at: dt.datetime, number: str | None) -> Verdict:
    """Keep that the registry could not answer; it opens sight of nobody."""
    return _refuse(by, at, Refused.CANNOT_CONFIRM, card=_card(number), prescription=None)


@operation("pharmacies.check_card")
def check_card(*, by: Actor, at: dt.datetime, number: str | None) -> Verdict:
    """Answer whether what is open on this card may be dispensed now; every answer is a row.

    A card that is known opens sight of its patient for half an hour to a pharmacy that is registered.

    :param number: the number in its plain form, or None when what was typed is no card number.
    :raises TooManyUnknownCards: when guessing is more likely than mistyping; a known card is always answered.
    """
    card = _card(number)
    if card is None:
        require_few_unknown_cards(by=by, at=at)
        return _refuse(by, at, Refused.CARD_UNKNOWN, card=None, prescription=None)
    if hasattr(card, "revocation"):
        return _refuse(by, at, Refused.CARD_NOT_VALID, card=card, prescription=None)
    prescription = open_prescription(enrolment=card.enrolment)
    if prescription is None:
        if may_serve(enrolment=card.enrolment, pharmacy_id=by.organisation_id, on=_day(by, at, card)):
            _open_sight(by, at, card)
        return _refuse(by, at, Refused.NO_OPEN_PRESCRIPTION, card=card, prescription=None)
    left = prescription.capsules - capsules_given(prescription=prescription)
    # What was dispensed in full is asked about once more in full, so that the rulebook says so.
    verdict = _ask(by, at, Mode.CHECK, card, prescription, capsules=left or prescription.capsules)
    if NOT_REGISTERED not in verdict.reasons:
        _open_sight(by, at, card)
    return verdict


@operation("pharmacies.dispense", guard=changes_record)
def record_dispensing(*, by: Actor, at: dt.datetime, check: Verdict, capsules: int, batch: str = "") -> Verdict:
    """Record capsules handed over, on a verdict asked anew under the patient's lock.

    :returns: the new verdict; on a yes its dispensing stands beside it, on a no nothing was dispensed.
    :raises NotVisible: when the check was made at another pharmacy.
    :raises NotForThisPatient: when the check was a refusal: there is nothing to dispense on.
    :raises AnswerEnded: when its page says so too, even where another scan has opened sight since.
    """
    if check.pharmacy_id != by.organisation_id:
        raise NotVisible(_("There is no such record."))
    if check.refusal or check.card is None or check.prescription is None:
        raise NotForThisPatient(_("Check the card again first."))
    if has_ended(check=check, at=at):
        raise AnswerEnded(_("This answer has ended. Scan the card again."))
    verdict = _ask(by, at, Mode.DISPENSE, check.card, check.prescription, capsules=capsules)
    if verdict.dispense:
        _hand_over(by, at, verdict, check.prescription, capsules, batch)
    return verdict


@operation("pharmacies.wrong_person", guard=changes_record)
def say_wrong_person(*, by: Actor, at: dt.datetime, check: Verdict) -> Verdict:
    """Record that the person at the counter is not the one on the card; sight of her ends at once."""
    if check.pharmacy_id != by.organisation_id or check.enrolment is None:
        raise NotVisible(_("There is no such record."))
    AccessGrant.objects.in_force(at).filter(
        patient_id=check.enrolment.patient_id,
        organisation_id=by.organisation_id,
        kind=GrantKind.CARD_SCAN,
    ).update(until_at=at)
    return _refuse(by, at, Refused.WRONG_PERSON, card=check.card, prescription=check.prescription)


@operation("pharmacies.tell_prescriber", guard=changes_record)
def tell_prescriber(*, by: Actor, at: dt.datetime, check: Verdict) -> Notice:
    """Send a no with its reasons to who prescribed, or else to who enrolled; asked twice, sent once.

    :raises NotForThisPatient: when there is nobody to tell, or nothing to tell.
    """
    if check.pharmacy_id != by.organisation_id:
        raise NotVisible(_("There is no such record."))
    prescriber = prescriber_of(check=check)
    if prescriber is None or check.enrolment is None or check.dispense:
        raise NotForThisPatient(_("There is nothing here to send to a prescriber."))
    earlier: Notice | None = Notice.objects.filter(verdict=check).first()
    if earlier is not None:
        return earlier
    notice = Notice.objects.create(
        enrolment=check.enrolment,
        verdict=check,
        prescriber=prescriber,
        **stamp(by=by, at=at),
    )
    put(
        key=f"notice:{notice.id}",
        kind="pharmacy_could_not_dispense",
        recipient=Recipient.USER,
        recipient_id=notice.prescriber_id,
        about_id=notice.id,
        at=at,
    )
    return notice


def _card(number: str | None) -> Card | None:
    if number is None:
        return None
    return (
        Card.objects.standing()
        .filter(number=number)
        .select_related("revocation", "enrolment__patient", "enrolment__programme")
        .first()
    )


def _open_sight(by: Actor, at: dt.datetime, card: Card) -> None:
    AccessGrant.objects.create(
        patient_id=card.enrolment.patient_id,
        organisation_id=by.place_id,
        country=by.country,
        kind=GrantKind.CARD_SCAN,
        from_at=at,
        until_at=at + SCAN_OPENS_FOR,
        granted_by_id=by.person_id,
    )


def _ask(
    by: Actor,
    at: dt.datetime,
    mode: Mode,
    card: Card,
    prescription: Prescription,
    *,
    capsules: int,
) -> Verdict:
    judgement = judge_dispensing(
        prescription=prescription,
        capsules=capsules,
        card=card,
        pharmacy_id=by.organisation_id,
        on=today_of(enrolment=prescription.enrolment, at=at),
    )
    return Verdict.objects.create(
        mode=mode,
        capsules=capsules,
        **_place(by, at, card, prescription),
        **_judged(judgement),
    )


def _refuse(
    by: Actor,
    at: dt.datetime,
    refusal: Refused,
    *,
    card: Card | None,
    prescription: Prescription | None,
) -> Verdict:
    return Verdict.objects.create(
        mode=Mode.CHECK,
        dispense=False,
        refusal=refusal,
        **_place(by, at, card, prescription),
    )


def _place(by: Actor, at: dt.datetime, card: Card | None, prescription: Prescription | None) -> dict[str, Any]:
    """Give the columns that say who asked, where, about what."""
    enrolment = card.enrolment if card is not None else None
    return {
        "at": at,
        "on": _day(by, at, card),
        "asked_by_id": by.user_id,
        "pharmacy_id": by.organisation_id,
        "country": by.country,
        "centre_id": enrolment.centre_id if enrolment else None,
        "card": card,
        "enrolment": enrolment,
        "prescription": prescription,
        "programme": enrolment.programme if enrolment else None,
        "substance": enrolment.programme.substance if enrolment else "",
    }


def _day(by: Actor, at: dt.datetime, card: Card | None) -> dt.date:
    """Give today as the card's programme counts it; without a card, as the pharmacy does."""
    return local_day(by=by, at=at) if card is None else today_of(enrolment=card.enrolment, at=at)


def _judged(judgement: Judgement) -> dict[str, Any]:
    """Give the columns that the rulebook's answer fills."""
    verdict = judgement.verdict
    return {
        "dispense": verdict.dispense,
        "reasons": list(verdict.reasons),
        "advice": list(verdict.advice),
        "label": verdict.label,
        "indication": verdict.indication or "",
        "programme_version": verdict.programme,
        "category": verdict.category or "",
        "judged_as": verdict.judged_as or "",
        "exempt": verdict.exempt,
        "facts": judgement.facts,
    }


def _hand_over(
    by: Actor,
    at: dt.datetime,
    verdict: Verdict,
    prescription: Prescription,
    capsules: int,
    batch: str,
) -> Dispensing:
    given = capsules_given(prescription=prescription)
    dispensing = Dispensing.objects.create(
        enrolment=prescription.enrolment,
        prescription=prescription,
        verdict=verdict,
        dispensed_on=verdict.on,
        capsules=capsules,
        days=days_of_part(prescription=prescription, given=given, capsules=capsules),
        batch=batch,
        **stamp(by=by, at=at),
    )
    put(
        key=f"dispensed:{dispensing.id}",
        kind="dispensed",
        recipient=Recipient.USER,
        recipient_id=prescription.prescriber_id,
        about_id=dispensing.id,
        at=at,
    )
    return dispensing
