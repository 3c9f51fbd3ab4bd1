"""What every way to a dispensing shares: the answer it stands on may still be used, the packs fit, the row is kept."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.refusals import NotVisible
from patients.care import tell_who_treats
from patients.models import Card, Dispensing, Mode, Prescription, Refused, Verdict
from patients.queries import capsules_given
from patients.refusals import NotForThisPatient
from patients.stamp import stamp
from patients.supply import days_of_part
from pharmacies.kept import refuse
from pharmacies.packs import JudgedPack, keep_packs
from pharmacies.queries import has_ended
from pharmacies.refusals import AnswerEnded


def require_open(by: Actor, at: dt.datetime, check: Verdict) -> tuple[Card, Prescription]:
    """Give the card and the prescription of a check of this pharmacy that may still be acted on."""
    if check.pharmacy_id != by.organisation_id:
        raise NotVisible(_("There is no such record."))
    if check.refusal or check.card is None or check.prescription is None:
        raise NotForThisPatient(_("Check the card again first."))
    if has_ended(check=check, at=at):
        raise AnswerEnded(_("This answer has ended. Scan the card again."))
    return check.card, check.prescription


def refuse_packs(
    by: Actor, at: dt.datetime, card: Card, prescription: Prescription, judged: Sequence[JudgedPack], *, mode: Mode
) -> Verdict | None:
    """Keep the refusal of the packs that speak against themselves; None when all may be handed over."""
    against = [one for one in judged if one.why_not]
    if not against:
        return None
    refused = refuse(by=by, at=at, refusal=Refused.PACK_MISMATCH, card=card, prescription=prescription, mode=mode)
    keep_packs(verdict=refused, prescription=prescription, packs=against, shares=[0] * len(against), by=by, at=at)
    return refused


def one_batch(judged: Sequence[JudgedPack]) -> str:
    """Give the batch of a dispensing where all its packs are of one; else each pack's row tells."""
    batches = {one.code.batch for one in judged}
    return batches.pop() if len(batches) == 1 else ""


def hand_over(
    by: Actor,
    at: dt.datetime,
    verdict: Verdict,
    prescription: Prescription,
    batch: str,
    *,
    told: str = "dispensed",
    why_unscanned: str = "",
) -> Dispensing:
    """Keep the dispensing of a verdict, and tell who treats her.

    :param told: the kind of message, where it is not the plain one.
    :param why_unscanned: why no pack was scanned, where one had been refused.
    """
    given, capsules = capsules_given(prescription=prescription), verdict.capsules or 0
    dispensing = Dispensing.objects.create(
        enrolment=prescription.enrolment,
        prescription=prescription,
        verdict=verdict,
        dispensed_on=verdict.on,
        capsules=capsules,
        days=days_of_part(prescription=prescription, given=given, capsules=capsules),
        batch=batch,
        counselled=True,
        why_unscanned=why_unscanned,
        **stamp(by=by, at=at),
    )
    tell_who_treats(
        enrolment=prescription.enrolment,
        kind=told,
        event=f"dispensed:{dispensing.id}",
        about_id=dispensing.id,
        at=at,
        prescription=prescription,
    )
    return dispensing
