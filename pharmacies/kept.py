"""How an answer of the counter is kept: one verdict row for every check, yes, no or refusal."""

import datetime as dt
from collections.abc import Collection
from functools import partial
from typing import Any

from accounts.actor import Actor
from accounts.queries import local_day
from patients.care import care_of
from patients.dates import today_of
from patients.eligibility import judge_dispensing
from patients.hindsight import judge_in_hindsight
from patients.models import Card, Mode, Prescription, Refused, Verdict
from programmes.regimes import InForce, regime_in_force
from rulebook import Verdict as Judged


def ask(
    *,
    by: Actor,
    at: dt.datetime,
    mode: Mode,
    card: Card,
    prescription: Prescription,
    capsules: int,
    overruling: Collection[str] = (),
) -> Verdict:
    """Ask the rulebook, and keep its answer with the facts that it was given.

    The gates are those of the programme, and of what the authority has set it to at this moment.

    :param overruling: the reasons that two people of the pharmacy overrule; on a no they have overruled none.
    """
    regime = regime_in_force(programme=prescription.enrolment.programme, country=by.country, at=at)
    judge_moving = partial(
        judge_dispensing,
        prescription=prescription,
        capsules=capsules,
        card=card,
        pharmacy_id=by.organisation_id,
        on=today_of(enrolment=prescription.enrolment, at=at),
    )
    judgement = judge_moving(moved=regime.moves | set(overruling))
    if overruling and not judgement.verdict.dispense:
        overruling = ()
        judgement = judge_moving(moved=regime.moves)
    return Verdict.objects.create(
        mode=mode,
        capsules=capsules,
        **_place(by, at, card, prescription),
        **_judged(judgement.verdict, judgement.facts),
        **_moved(judgement.verdict, regime, overruling),
    )


def ask_late(
    *,
    by: Actor,
    at: dt.datetime,
    happened_at: dt.datetime,
    card: Card,
    prescription: Prescription,
    capsules: int,
) -> tuple[Verdict, dict[str, Any]]:
    """Ask about a supply that was made already, keep the answer, and give the facts recorded at that hour too."""
    regime = regime_in_force(programme=prescription.enrolment.programme, country=by.country, at=happened_at)
    on = today_of(enrolment=prescription.enrolment, at=happened_at)
    found = judge_in_hindsight(
        prescription=prescription,
        capsules=capsules,
        card=card,
        pharmacy_id=by.organisation_id,
        on=on,
        happened_at=happened_at,
        today=today_of(enrolment=prescription.enrolment, at=at),
        moved=regime.moves,
    )
    columns = _place(by, at, card, prescription) | {"on": on}
    verdict = Verdict.objects.create(
        mode=Mode.LATE,
        capsules=capsules,
        **columns,
        **_judged(found.verdict, found.facts),
        **_moved(found.verdict, regime, ()),
    )
    return verdict, found.facts_then


def refuse(
    *,
    by: Actor,
    at: dt.datetime,
    refusal: Refused,
    card: Card | None,
    prescription: Prescription | None,
    mode: Mode = Mode.CHECK,
) -> Verdict:
    """Keep a refusal of the counter's own."""
    return Verdict.objects.create(
        mode=mode,
        dispense=False,
        refusal=refusal,
        **_place(by, at, card, prescription),
    )


def day_of(*, by: Actor, at: dt.datetime, card: Card | None) -> dt.date:
    """Give today as the card's programme counts it; without a card, as the pharmacy does."""
    return local_day(by=by, at=at) if card is None else today_of(enrolment=card.enrolment, at=at)


def _place(by: Actor, at: dt.datetime, card: Card | None, prescription: Prescription | None) -> dict[str, Any]:
    """Give the columns that say who asked, where, about what."""
    enrolment = card.enrolment if card is not None else None
    return {
        "at": at,
        "on": day_of(by=by, at=at, card=card),
        "asked_by_id": by.user_id,
        "pharmacy_id": by.organisation_id,
        "country": by.country,
        "centre_id": care_of(enrolment=enrolment).centre_id if enrolment else None,
        "card": card,
        "enrolment": enrolment,
        "prescription": prescription,
        "programme": enrolment.programme if enrolment else None,
        "substance": enrolment.programme.substance if enrolment else "",
    }


def _judged(verdict: Judged, facts: dict[str, Any]) -> dict[str, Any]:
    """Give the columns that the rulebook's answer fills."""
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
        "facts": facts,
    }


def _moved(verdict: Judged, regime: InForce, overruling: Collection[str]) -> dict[str, Any]:
    """Give the columns that say what the authority had set, and which reasons stand in the advice on whose account."""
    return {
        "regime": regime.regime,
        "regime_set": regime.set_by,
        "moved": [code for code in verdict.advice if code in regime.moves],
        "overruled": [code for code in verdict.advice if code in overruling],
    }
