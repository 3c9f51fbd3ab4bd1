"""A pregnancy with all that was told of it: where it stands, and what the plan asks next."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from uuid import UUID

from patients.models import Enrolment, PartnerPregnancy, Pregnancy, PregnancyResolution
from programmes.queries import civil_day
from rulebook.pregnancy import CHILD_MONTHS, TERM, TRIMESTERS, Step, plan
from safety.models import Certainty, Ending, PregnancyContact, PregnancyOutcome, PregnancyReport, RootCause
from safety.sources import enrolments_of

Suspicion: TypeAlias = Pregnancy | PartnerPregnancy

CHILD_STEPS: Final = tuple(f"child_{months}_months" for months in CHILD_MONTHS)
STEPS: Final = ("confirm", *TRIMESTERS, "delivery", "birth", *CHILD_STEPS)
"""Every step that a plan can have, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """One suspicion, and the standing rows that tell of it."""

    suspicion: Suspicion
    enrolment: Enrolment
    report: PregnancyReport | None
    contacts: tuple[PregnancyContact, ...]
    outcomes: tuple[PregnancyOutcome, ...]
    cause: RootCause | None
    resolution: str

    @property
    def suspected_on(self) -> dt.date:
        """Give the day of the suspicion."""
        one = self.suspicion
        return one.suspected_on if isinstance(one, Pregnancy) else one.known_on

    @property
    def expected(self) -> dt.date | None:
        """Give the expected delivery, where it was dated."""
        return None if self.report is None else self.report.expected

    @property
    def began_on(self) -> dt.date | None:
        """Give the first day of the last period, as it was told or as the dating gives it."""
        return None if self.expected is None else self.expected - TERM

    @property
    def is_false_alarm(self) -> bool:
        """Say whether there was no pregnancy: by two prescribers for her, by the report for a partner."""
        reported = self.report is not None and self.report.certainty == Certainty.FALSE_ALARM
        return self.resolution == "false_alarm" or reported

    @property
    def children(self) -> int:
        """Say how many children it is about, as far as anybody told; one where nobody did."""
        told = (self.report.children if self.report else None) or 1
        return max([told, *(one.child for one in self.outcomes)])

    @property
    def awaited(self) -> tuple[int, ...]:
        """List the children whose outcome nobody has told yet, by number."""
        known = {one.child for one in self.outcomes}
        return tuple(child for child in range(1, self.children + 1) if child not in known)

    @property
    def is_lost(self) -> bool:
        """Say whether the desk has called all of it lost, and nobody told more since."""
        return not self.awaited and all(one.ending == Ending.LOST for one in self.outcomes)

    @property
    def born(self) -> tuple[PregnancyOutcome, ...]:
        """List the children who were born alive and are still asked about."""
        return tuple(one for one in self.outcomes if one.ending == Ending.LIVE_BIRTH and not one.child_lost)

    @property
    def plan(self) -> tuple[Step, ...]:
        """Give every step that still has to be asked, those that are late too, the next one first."""
        if self.is_false_alarm:
            return ()
        births = {one.child: one.ended_on for one in self.born}
        steps = plan(
            suspected_on=self.suspected_on, expected=self.expected,
            confirmed=self.report is not None and self.report.certainty == Certainty.CONFIRMED,
            children=self.children, ended={one.child: births.get(one.child) for one in self.outcomes},
        )  # fmt: skip
        answered = {_about(one) for one in self.contacts if one.answered and one.step not in {"confirm", "birth"}}
        return tuple(one for one in steps if (one.kind, one.child) not in answered)

    @property
    def unanswered(self) -> tuple[PregnancyContact, ...]:
        """List the attempts since anybody last told anything: an answer, or how it ended for a child."""
        told = [one.on for one in self.contacts if one.answered]
        told += [
            civil_day(programme=self.enrolment.programme, at=one.recorded_at)
            for one in self.outcomes
            if one.ending != Ending.LOST
        ]
        last = max(told, default=dt.date.min)
        return tuple(one for one in self.contacts if not one.answered and one.on >= last)


def _about(contact: PregnancyContact) -> tuple[str, int]:
    """Say what was asked, and of which child; an only child is the first."""
    return contact.step, (contact.child or 1) if contact.step in CHILD_STEPS else 0


def follow(*, suspicion: Suspicion) -> Followed:
    """Gather what was told of one pregnancy."""
    return follow_all(suspicions=[suspicion])[0]


def follow_all(*, suspicions: Iterable[Suspicion]) -> list[Followed]:
    """Gather what was told of some pregnancies, with the same few questions however many there are."""
    rows = list(suspicions)
    matters = {one.series for one in rows}
    reports = _by_matter(PregnancyReport, matters)
    contacts, outcomes = _by_matter(PregnancyContact, matters), _by_matter(PregnancyOutcome, matters)
    causes = _by_matter(RootCause, matters)
    enrolments = enrolments_of(patient_ids={one.patient_id for one in rows})
    resolved = dict(
        PregnancyResolution.objects.standing()
        .filter(pregnancy__series__in=matters)
        .values_list("pregnancy__series", "how")
    )
    return [
        Followed(
            suspicion=one,
            enrolment=enrolments[one.patient_id],
            report=next(iter(reports.get(one.series, ())), None),
            contacts=tuple(sorted(contacts.get(one.series, ()), key=lambda row: (row.on, row.recorded_at))),
            outcomes=tuple(sorted(outcomes.get(one.series, ()), key=lambda row: row.child)),
            cause=next(iter(causes.get(one.series, ())), None),
            resolution=resolved.get(one.series, ""),
        )
        for one in rows
    ]


def suspicion_told_of(*, row: PregnancyOutcome) -> Suspicion:
    """Give the suspicion in the record that a row tells of."""
    kinds: tuple[type[Any], ...] = (Pregnancy, PartnerPregnancy)
    found: Suspicion = next(
        one for kind in kinds for one in kind.objects.filter(series=row.matter, superseded_by__isnull=True)
    )
    return found


def _by_matter(kind: type[Any], matters: set[UUID]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in kind.objects.standing().filter(matter__in=matters):
        found.setdefault(row.matter, []).append(row)
    return found
