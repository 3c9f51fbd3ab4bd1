"""A supply judged after it was made: by what holds of its day and by what was recorded at its hour, the stricter."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from patients.eligibility import Judgement, judge_dispensing
from patients.gathering import Facts
from patients.models import Card, Prescription
from rulebook import ADVICE, REASONS, Verdict

EXHAUSTED = "prescription_exhausted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindsight:
    """The verdict on a past supply, the facts that hold of its day, and those that were recorded at its hour."""

    verdict: Verdict
    facts: Facts
    facts_then: Facts


def judge_in_hindsight(
    *,
    prescription: Prescription,
    capsules: int,
    card: Card,
    pharmacy_id: UUID | None,
    on: dt.date,
    happened_at: dt.datetime,
    today: dt.date,
    moved: Collection[str] = (),
) -> Hindsight:
    """Judge a supply that was made on a day of the past: it is a yes only if it was one and still is.

    What came to be known since counts against it, and what was recorded since does not speak for it. Together with
    what was handed over since, it may not exceed the prescription either.

    :param on: the civil date of ``happened_at`` in the programme's zone.
    """
    ask = partial(
        judge_dispensing, prescription=prescription, capsules=capsules, card=card, pharmacy_id=pharmacy_id, moved=moved
    )
    holds, then = ask(on=on), ask(on=on, known_at=happened_at)
    found = [*_parts(holds), *_parts(then)]
    against = {code for one in found for code in one.reasons}
    if any(EXHAUSTED in one.reasons for one in _parts(ask(on=max(on, today)))):
        against.add(EXHAUSTED)
    advised = {code for one in found for code in one.advice} - against
    verdict = replace(
        holds.verdict,
        dispense=not against,
        reasons=tuple([code for code in REASONS if code in against]),
        advice=tuple([code for code in (*REASONS, *ADVICE) if code in advised]),
    )
    return Hindsight(verdict=verdict, facts=holds.facts, facts_then=then.facts)


def _parts(judgement: Judgement) -> list[Verdict]:
    """Give the verdicts on every record of the person."""
    return [one.verdict for one in judgement.parts or (judgement,)]
