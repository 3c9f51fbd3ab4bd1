"""What the side effects say together: by reaction and month, by who reports, how soon they began, how timely."""

import datetime as dt
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Min

from patients.models import Dispensing, SideEffectTold
from programmes.queries import civil_day
from safety.models import PassedOn, SideEffectReport

OTHER = ""
"""The reaction of a report that names none of the label's list, and of what patients tell in their own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One reaction: how often, how often serious, and after how many days of treatment, where both days are known."""

    reaction: str
    reports: int
    serious: int
    onset_days: tuple[int, ...]

    @property
    def median_onset(self) -> float | None:
        """Give the median of the days to onset."""
        return statistics.median(self.onset_days) if self.onset_days else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """All of it, counted over everything that stands in the record."""

    terms: list[Term]
    months: list[tuple[dt.date, int, int]]
    places: list[tuple[str, str, int]]
    passed_on: int
    in_time: int


def signals() -> Signals:
    """Count what stands of reports and of what patients told; what was practised is left out."""
    reports = list(
        SideEffectReport.objects.standing()
        .filter(organisation__practice_of__isnull=True)
        .select_related("organisation")
        .order_by("recorded_at")
    )
    told = list(
        SideEffectTold.objects.standing()
        .filter(organisation__practice_of__isnull=True)
        .select_related("organisation")
        .order_by("recorded_at")
    )
    rows = [_Seen(one, one.reaction, one.known_on, one.is_serious is not False) for one in reports]
    rows += [_Seen(one, OTHER, one.told_on, one.serious) for one in told]
    passed = list(PassedOn.objects.not_rejected().select_related("version__case__programme"))
    return Signals(
        terms=_terms(rows),
        months=_months(rows),
        places=_places(rows),
        passed_on=len(passed),
        in_time=sum(_in_time(one) for one in passed),
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    row: Any
    reaction: str
    known_on: dt.date
    serious: bool


def _terms(rows: Iterable[_Seen]) -> list[Term]:
    by_reaction: dict[str, list[_Seen]] = defaultdict(list)
    for one in rows:
        by_reaction[one.reaction].append(one)
    first = _first_doses({one.row.enrolment_id for found in by_reaction.values() for one in found})
    terms = [
        Term(
            reaction=reaction,
            reports=len(found),
            serious=sum(one.serious for one in found),
            onset_days=tuple(
                (one.row.began_on - first[one.row.enrolment_id]).days
                for one in found
                if one.row.began_on
                and one.row.enrolment_id in first
                and one.row.began_on >= first[one.row.enrolment_id]
            ),
        )
        for reaction, found in by_reaction.items()
    ]
    return sorted(terms, key=lambda one: (-one.serious, -one.reports, one.reaction))


def _first_doses(enrolments: Iterable[UUID]) -> dict[UUID, dt.date]:
    rows = Dispensing.objects.standing().filter(enrolment__in=list(enrolments))
    return dict(rows.values("enrolment").annotate(first=Min("dispensed_on")).values_list("enrolment", "first"))


def _months(rows: Iterable[_Seen]) -> list[tuple[dt.date, int, int]]:
    every: Counter[dt.date] = Counter()
    serious: Counter[dt.date] = Counter()
    for one in rows:
        month = one.known_on.replace(day=1)
        every[month] += 1
        serious[month] += one.serious
    return [(month, every[month], serious[month]) for month in sorted(every, reverse=True)]


def _places(rows: Iterable[_Seen]) -> list[tuple[str, str, int]]:
    counted = Counter((one.row.organisation.name, one.row.organisation.kind) for one in rows)
    return [(name, kind, n) for (name, kind), n in sorted(counted.items(), key=lambda item: (-item[1], item[0]))]


def _in_time(one: PassedOn) -> bool:
    programme = one.version.case.programme
    day = civil_day(programme=programme, at=one.passed_at) if programme else one.passed_at.astimezone(dt.UTC).date()
    return day <= one.version.due_on
