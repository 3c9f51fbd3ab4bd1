"""The counter's acts: check a card, dispense on a fresh yes, send a no to the prescriber."""

import datetime as dt
from collections.abc import Callable, Sequence

import structlog
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import User
from accounts.operation import operation
from accounts.refusals import NotVisible, Refusal
from patients.access import SCAN_OPENS_FOR, changes_record, sees_record
from patients.care import tell_who_treats
from patients.eligibility import NOT_REGISTERED, may_serve
from patients.models import (
    AccessGrant,
    Card,
    Enrolment,
    GrantKind,
    Mode,
    Notice,
    Refused,
    Verdict,
)
from patients.queries import capsules_given, open_prescription
from patients.refusals import NotForThisPatient
from patients.stamp import stamp
from pharmacies.handing_over import hand_over, one_batch, refuse_packs, require_open
from pharmacies.kept import ask, day_of, refuse
from pharmacies.pack_codes import PackCode
from pharmacies.packs import (
    hold_serials,
    judge_packs,
    keep_packs,
    require_batch_not_recalled,
    share_out,
)
from pharmacies.queries import card_of, prescriber_of
from pharmacies.refusals import NotCounselled, PacksDoNotFit
from pharmacies.throttle import require_few_unknown_cards
from pharmacies.unscanned import require_said_why

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
    return refuse(by=by, at=at, refusal=Refused.CANNOT_CONFIRM, card=card_of(number=number), prescription=None)


@operation("pharmacies.check_card")
def check_card(*, by: Actor, at: dt.datetime, number: str | None) -> Verdict:
    """Answer whether what is open on this card may be dispensed now; every answer is a row.

    A card that is known opens sight of its patient for half an hour to a pharmacy that is registered.
    One that was revoked opens nothing, and her prescriber is told that somebody showed it.

    :param number: the number in its plain form, or None when what was typed is no card number.
    :raises TooManyUnknownCards: when guessing is more likely than mistyping; a known card is always answered.
    """
    card = card_of(number=number)
    if card is None:
        require_few_unknown_cards(by=by, at=at)
        return refuse(by=by, at=at, refusal=Refused.CARD_UNKNOWN, card=None, prescription=None)
    if card.enrolment.centre.is_practice != by.practice:
        return refuse(by=by, at=at, refusal=Refused.PRACTICE, card=card, prescription=None)
    if hasattr(card, "revocation"):
        refused = refuse(by=by, at=at, refusal=Refused.CARD_NOT_VALID, card=card, prescription=None)
        _tell_of_revoked_card(by, at, refused)
        return refused
    prescription = open_prescription(enrolment=card.enrolment)
    if prescription is None:
        if may_serve(enrolment=card.enrolment, pharmacy_id=by.organisation_id, on=day_of(by=by, at=at, card=card)):
            _open_sight(by, at, card)
        return refuse(by=by, at=at, refusal=Refused.NO_OPEN_PRESCRIPTION, card=card, prescription=None)
    left = prescription.capsules - capsules_given(prescription=prescription)
    # What was dispensed in full is asked about once more in full, so that the rulebook says so.
    verdict = ask(
        by=by, at=at, mode=Mode.CHECK, card=card, prescription=prescription, capsules=left or prescription.capsules
    )
    if NOT_REGISTERED not in verdict.reasons:
        _open_sight(by, at, card)
    return verdict


@operation("pharmacies.check_pack", guard=sees_record)
def check_pack(*, by: Actor, at: dt.datetime, check: Verdict, code: PackCode) -> Verdict | None:
    """Hold a scanned pack against the prescription of a check.

    :returns: nothing when it may be handed over; else the refusal, which is for this pack alone.
    :raises AnswerEnded: when the check's page says so too.
    """
    card, prescription = require_open(by, at, check)
    judged = judge_packs(codes=[code], prescription=prescription, by=by, on=day_of(by=by, at=at, card=card))
    return refuse_packs(by, at, card, prescription, judged, mode=Mode.CHECK)


@operation("pharmacies.dispense", guard=changes_record)
def record_dispensing(
    *,
    by: Actor,
    at: dt.datetime,
    check: Verdict,
    capsules: int,
    counselled: bool,
    packs: Sequence[PackCode] = (),
    batch: str = "",
    why_unscanned: str = "",
) -> Verdict:
    """Record capsules handed over, on a verdict asked anew under the patient's lock.

    :param packs: what was scanned; every pack is held against the prescription anew.
    :param batch: the batch as it was typed, where nothing could be scanned.
    :param why_unscanned: why nothing was scanned; asked for where a pack was refused here for this prescription.
    :returns: the new verdict; on a yes its dispensing stands beside it, on a no nothing was dispensed.
    :raises NotCounselled: when the patient was not.
    :raises NotVisible: when the check was made at another pharmacy.
    :raises NotForThisPatient: when the check was a refusal: there is nothing to dispense on.
    :raises AnswerEnded: when its page says so too, even where another scan has opened sight since.
    :raises PacksDoNotFit: when packs and capsules do not go together, or the batch typed was called back.
    :raises PackNotScanned: when a pack was refused, none is scanned, and nobody says why.
    """
    card, prescription = require_open(by, at, check)
    _require_answers(counselled, packs, batch)
    hold_serials(codes=packs)
    on = day_of(by=by, at=at, card=card)
    require_batch_not_recalled(batch=batch, prescription=prescription, on=on)
    said = "" if packs else require_said_why(by=by, prescription=prescription, batch=batch, why=why_unscanned)
    judged = judge_packs(codes=packs, prescription=prescription, by=by, on=on)
    refused = refuse_packs(by, at, card, prescription, judged, mode=Mode.DISPENSE)
    if refused is not None:
        return refused
    shares = share_out(packs=judged, capsules=capsules) if judged else []
    verdict = ask(by=by, at=at, mode=Mode.DISPENSE, card=card, prescription=prescription, capsules=capsules)
    if verdict.dispense:
        keep_packs(verdict=verdict, prescription=prescription, packs=judged, shares=shares, by=by, at=at)
        hand_over(by, at, verdict, prescription, batch or one_batch(judged), why_unscanned=said)
    return verdict


def _require_answers(counselled: bool, packs: Sequence[PackCode], batch: str) -> None:
    if not counselled:
        raise NotCounselled(_("Counsel the patient first, and say so."))
    if packs and batch:
        raise PacksDoNotFit(_("Scan the packs or type the batch, not both."))


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
    return refuse(by=by, at=at, refusal=Refused.WRONG_PERSON, card=check.card, prescription=check.prescription)


@operation("pharmacies.tell_prescriber", guard=changes_record)
def tell_prescriber(*, by: Actor, at: dt.datetime, check: Verdict) -> Notice:
    """Send a no with its reasons to who prescribed, or else to who enrolled; asked twice, sent once.

    :raises NotForThisPatient: when there is nobody to tell, or nothing to tell.
    """
    if check.pharmacy_id != by.organisation_id:
        raise NotVisible(_("There is no such record."))
    prescriber = prescriber_of(check=check)
    if prescriber is None or check.enrolment is None or check.dispense:
        raise NotForThisPatient(_("There is nothing here to send to a prescriber. Check the card again."))
    earlier: Notice | None = Notice.objects.filter(verdict=check).first()
    return earlier or _send(by, at, check, check.enrolment, prescriber)


def _tell_of_revoked_card(by: Actor, at: dt.datetime, check: Verdict) -> None:
    """Tell the prescriber that a lost or replaced card was shown, once until she answers."""
    prescriber = prescriber_of(check=check)
    waiting = Notice.objects.filter(verdict__card=check.card, verdict__refusal=check.refusal, answer__isnull=True)
    if prescriber is not None and check.enrolment is not None and not waiting.exists():
        _send(by, at, check, check.enrolment, prescriber)


def _send(by: Actor, at: dt.datetime, check: Verdict, enrolment: Enrolment, prescriber: User) -> Notice:
    notice = Notice.objects.create(
        enrolment=enrolment,
        verdict=check,
        prescriber=prescriber,
        **stamp(by=by, at=at),
    )
    tell_who_treats(
        enrolment=enrolment,
        kind="pharmacy_could_not_dispense",
        event=f"notice:{notice.id}",
        about_id=notice.id,
        at=at,
        prescription=check.prescription,
    )
    return notice


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
