"""What other rules would mean for the treatments that run: asked of the rulebook over their records, kept nowhere."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from patients.care import cares_of
from patients.eligibility import DRAFT
from patients.gathering import Asked, Facts, gather_all
from patients.halves import separate
from patients.models import Dispensing, Treatment, Withdrawal
from rulebook import Programme, Programmes, judge, parse_question
from rulebook.programme import Timeline

AT_A_TIME: Final = 200
"""Histories in memory at once."""

MOST: Final = 2_000
"""Treatments judged for one page. Of more, those of the first ids are taken: ids are random, so it is a sample."""

Reasons = frozenset[str]


@dataclass(slots=True)
class Turned:
    """How verdicts would turn at one occasion: of how many, how many from yes to no and back, and for which reasons."""

    asked: int = 0
    stopped: int = 0
    freed: int = 0
    more: Counter[str] = field(default_factory=Counter)
    """By reason, the treatments that would have it and have it not now: whether or not something else stops them."""

    def count(self, before: Reasons, after: Reasons) -> None:
        """Take up one treatment."""
        self.asked += 1
        self.stopped += not before and bool(after)
        self.freed += bool(before) and not after
        self.more.update(after - before)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a change of rules would do to the treatments that run, at three occasions.

    ``last_supply`` judges the last dispensing of each anew, on the facts kept with it, as if the rules had been these:
    it alone sees windows that open and close around a visit. ``today`` and ``begins`` ask for the same prescription
    anew on that day, from the record as it is: of the second, what is not recorded yet is missing under both rules.
    """

    running: int
    last_supply: Turned
    today: Turned
    begins: Turned

    @property
    def refused(self) -> int:
        """Give how many treatments are refused at the occasion that refuses most: so many at least."""
        return max(one.stopped for one in (self.last_supply, self.today, self.begins))

    @property
    def stops_somebody(self) -> bool:
        """Say whether any treatment would be refused that is not refused now, or for a reason more."""
        return any(one.stopped or one.more for one in (self.last_supply, self.today, self.begins))


def what_if(*, before: Programme, after: Programme, country: str | None, today: dt.date, begins: dt.date) -> WhatIf:
    """Judge the treatments that run under one programme by its rules as they are and as they would be.

    :param country: of the centre; None for every country.
    :param begins: the day from which the new rules would hold.
    """
    rows = _last_supplies(before.id, country)
    found = WhatIf(rows.count(), Turned(), Turned(), Turned())
    laws = _alone(before), _alone(after)
    for some in _in_parts(list(rows[:MOST])):
        for row in some:
            found.last_supply.count(*(_reasons(row.verdict.facts, law) for law in laws))
        for day, turned in ((today, found.today), (begins, found.begins)):
            for facts in _asked_anew(some, day):
                turned.count(*(_reasons(facts, law) for law in laws))
    return found


def _last_supplies(programme_id: str, country: str | None) -> QuerySet[Dispensing]:
    """Give the last supply of each enrolment whose treatment was not ended."""
    supplied = Dispensing.objects.standing().filter(
        whole_return__isnull=True,
        enrolment__programme_id=programme_id,
        enrolment__centre__practice_of__isnull=True,
    )
    ended = Treatment.objects.standing().filter(
        series=OuterRef("prescription__treatment__series"), ended_on__isnull=False
    )
    withdrawn = Withdrawal.objects.standing().filter(enrolment=OuterRef("enrolment"))
    rows = supplied.filter(~Exists(ended), ~Exists(withdrawn))
    if country is not None:
        rows = rows.filter(enrolment__centre__country=country)
    last = rows.order_by("enrolment_id", "-dispensed_on", "-recorded_at").distinct("enrolment_id")
    return last.select_related("verdict", "enrolment__patient", "enrolment__programme", "enrolment__centre")


def _in_parts(rows: Sequence[Dispensing]) -> Iterator[Sequence[Dispensing]]:
    for first in range(0, len(rows), AT_A_TIME):
        yield rows[first : first + AT_A_TIME]


def _asked_anew(rows: Sequence[Dispensing], day: dt.date) -> list[Facts]:
    """Ask for what was prescribed last, on a day, by whoever has each patient in her care."""
    cares = cares_of(enrolments=[row.enrolment for row in rows])
    asked = [
        Asked(enrolment=row.enrolment, on=day, prescriber_id=cares[row.enrolment_id].prescriber_id) for row in rows
    ]
    return [_anew(facts) for facts in gather_all(asked=asked) if facts["prescriptions"]]


def _anew(facts: Facts) -> Facts:
    anew = facts["prescriptions"][-1] | {"id": DRAFT, "prescribed_on": facts["on"], "cancelled_on": None}
    return facts | {
        "ask": "prescribe",
        "prescription": DRAFT,
        "capsules": anew["capsules"],
        "prescriptions": [*facts["prescriptions"], anew],
    }


def _alone(version: Programme) -> Programmes:
    """Give a law in which this version judges every day."""
    return Programmes(MappingProxyType({version.id: Timeline((1,), (version,))}), ())


def _reasons(facts: Facts, law: Programmes) -> Reasons:
    """Give every reason of a question; of several records of one person, those of each."""
    return frozenset(code for one in separate(facts) for code in judge(parse_question(one), law).reasons)
