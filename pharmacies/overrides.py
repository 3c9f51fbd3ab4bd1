"""Dispensing against a reason, where the programme allows it in the country: by two people, bounded, told at once."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actor import Actor
from accounts.operation import operation
from accounts.queries import authorities_of
from patients.access import changes_record
from patients.merged import everybody_joined
from patients.models import Card, Dispensing, Enrolment, Mode, Override, Prescription, Verdict, WhyOverruled
from patients.refusals import NothingToChange
from patients.stamp import stamp
from pharmacies.by_two import Account, require_second_pharmacist, tell_authority
from pharmacies.handing_over import hand_over, one_batch, refuse_packs, require_open
from pharmacies.kept import ask, day_of
from pharmacies.pack_codes import PackCode
from pharmacies.packs import JudgedPack, hold_serials, judge_packs, keep_packs, require_batch_not_recalled, share_out
from pharmacies.refusals import NotCounselled, OverrideNotPossible, PacksDoNotFit
from pharmacies.unscanned import require_said_why
from programmes.controls import controls_of
from rulebook.controls import OverrideRules


def override_rules(*, by: Actor, prescription: Prescription | None) -> OverrideRules | None:
    """Give what may be overruled under a prescription's programme in the actor's country; None where nothing may."""
    if prescription is None:
        return None
    return controls_of(programme_id=prescription.enrolment.programme_id).overrides.get(by.country)


def may_be_overruled(*, by: Actor, check: Verdict) -> bool:
    """Say whether every reason of a no may be overruled by two people here; a refusal never is."""
    rules = override_rules(by=by, prescription=check.prescription)
    return rules is not None and bool(check.reasons) and rules.reasons.issuperset(check.reasons)


def capsules_allowed(*, enrolment: Enrolment, rules: OverrideRules, on: dt.date) -> int:
    """Count the capsules that may still be overruled for a patient, by all her records and prescriptions."""
    given = Dispensing.objects.standing().filter(
        enrolment__patient__in=everybody_joined(patient_id=enrolment.patient_id),
        enrolment__programme_id=enrolment.programme_id,
        verdict__override__isnull=False,
        dispensed_on__gte=rules.since(on),
    )
    return rules.capsules_left(given=given.aggregate(total=Sum("capsules"))["total"] or 0)


@operation("pharmacies.override", guard=changes_record)
def dispense_against_reasons(
    *,
    by: Actor,
    at: dt.datetime,
    check: Verdict,
    capsules: int,
    counselled: bool,
    why: str,
    words: str,
    second: Actor,
    packs: Sequence[PackCode] = (),
    batch: str = "",
    why_unscanned: str = "",
) -> Verdict:
    """Dispense in spite of the reasons of a no, signed by two pharmacists; the rulebook is asked anew first.

    :param check: the no that both looked at; a reason that came to hold since is overruled by nobody.
    :param second: another pharmacist of the pharmacy, who signs by what she logs in with.
    :returns: the verdict it was dispensed on, what was overruled among its advice; or a no, and nothing dispensed.
    :raises OverrideNotPossible: when the country allows none, nobody is there to be told, or it is too much.
    :raises NothingToChange: when the answer is yes by now.
    :raises NotPermitted: when the second person is no other pharmacist of the pharmacy.
    :raises NotCounselled: when the patient was not.
    :raises PacksDoNotFit: as at a yes.
    :raises PackNotScanned: when a pack was refused, none is scanned, and nobody says why.
    """
    card, prescription = require_open(by, at, check)
    on = day_of(by=by, at=at, card=card)
    rules = _require_allowed(by, prescription)
    require_second_pharmacist(by=by, second=second, at=at)
    _require_answers(counselled, why, words, packs, batch)
    _require_not_too_much(prescription, rules, on, capsules)
    hold_serials(codes=packs)
    require_batch_not_recalled(batch=batch, prescription=prescription, on=on)
    word = "" if packs else require_said_why(by=by, prescription=prescription, batch=batch, why=why_unscanned)
    judged = judge_packs(codes=packs, prescription=prescription, by=by, on=on)
    refused = refuse_packs(by, at, card, prescription, judged, mode=Mode.DISPENSE)
    handed = _HandedOver(capsules, judged, batch or one_batch(judged), word)
    said, overruling = Account(why, words, second), rules.reasons & set(check.reasons)
    return refused or _overrule(by, at, prescription, handed, said, card=card, overruling=overruling)


@dataclass(frozen=True, slots=True)
class _HandedOver:
    """What two people hand over: how much, out of which packs, or of which batch and why none was scanned."""

    capsules: int
    packs: Sequence[JudgedPack]
    batch: str
    why_unscanned: str


def _require_answers(counselled: bool, why: str, words: str, packs: Sequence[PackCode], batch: str) -> None:
    if not counselled:
        raise NotCounselled(_("Counsel the patient first, and say so."))
    if not words.strip() or why not in WhyOverruled.values:
        raise OverrideNotPossible(_("Say why the supply cannot wait."))
    if packs and batch:
        raise PacksDoNotFit(_("Scan the packs or type the batch, not both."))


def _overrule(
    by: Actor,
    at: dt.datetime,
    prescription: Prescription,
    handed: _HandedOver,
    said: Account,
    *,
    card: Card,
    overruling: Collection[str],
) -> Verdict:
    """Ask the rulebook anew and, when nothing else stands against it, hand over and tell the authority."""
    packs, capsules = handed.packs, handed.capsules
    shares = share_out(packs=packs, capsules=capsules) if packs else []
    verdict = ask(
        by=by, at=at, mode=Mode.DISPENSE, card=card, prescription=prescription, capsules=capsules, overruling=overruling
    )
    if not verdict.dispense:
        return verdict
    if not verdict.overruled:
        raise NothingToChange(_("The answer is yes by now. Check the card again and dispense as always."))
    Override.objects.create(
        enrolment=prescription.enrolment,
        verdict=verdict,
        **said.fields,
        **stamp(by=by, at=at),
    )
    keep_packs(verdict=verdict, prescription=prescription, packs=packs, shares=shares, by=by, at=at)
    given = hand_over(
        by,
        at,
        verdict,
        prescription,
        handed.batch,
        told="dispensed_against_a_reason",
        why_unscanned=handed.why_unscanned,
    )
    tell_authority(by=by, at=at, dispensing=given)
    return verdict


def _require_allowed(by: Actor, prescription: Prescription) -> OverrideRules:
    rules = override_rules(by=by, prescription=prescription)
    if rules is None:
        raise OverrideNotPossible(_("This programme allows no override in your country. Call the prescriber."))
    if not by.practice and not authorities_of(country=by.country).exists():
        raise OverrideNotPossible(_("Your country has no authority here that could be told. Call the prescriber."))
    return rules


def _require_not_too_much(prescription: Prescription, rules: OverrideRules, on: dt.date, capsules: int) -> None:
    allowed = capsules_allowed(enrolment=prescription.enrolment, rules=rules, on=on)
    if not allowed:
        raise OverrideNotPossible(_("All that may be dispensed so for now has been. Call the prescriber."))
    if not 0 < capsules <= allowed:
        raise OverrideNotPossible(
            ngettext(
                "At most %(n)d capsule may be dispensed so now. Enter no more than that.",
                "At most %(n)d capsules may be dispensed so now. Enter no more than that.",
                allowed,
            )
            % {"n": allowed}
        )
