"""Pregnancies followed, counted (tables T10 and T11): what was reported of them, how early, and how they ended."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef

from patients.models import (
    Category,
    CategoryAssessment,
    Contraception,
    PartnerPregnancy,
    Pregnancy,
    PregnancyResolution,
    Record,
    Resolved,
)
from reports.outcomes import of_patients
from reports.scope import Scope, as_recorded
from rulebook.pregnancy import BEFORE, FIRST, SECOND, THIRD, UNDATED, conceived_on, trimester_of
from safety.models import Anomaly, Case, Certainty, Ending, PregnancyOutcome, PregnancyReport, RootCause
from safety.queries import PREGNANCIES

R = TypeVar("R", bound=Record)

SUSPECTED, FALSE_ALARM, IN_PATIENT, IN_PARTNER = "suspected", "false_alarm", "in_patient", "in_partner"
PROSPECTIVE, RETROSPECTIVE = "prospective", "retrospective"
ROWS: Final = (
    SUSPECTED, FALSE_ALARM, IN_PATIENT, IN_PARTNER, PROSPECTIVE, RETROSPECTIVE, BEFORE, FIRST, SECOND, THIRD, UNDATED,
)  # fmt: skip
ONGOING, WITH_ANOMALY = "ongoing", "live_birth_with_anomaly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One suspicion with what was told of it up to the cut-off; ``number`` is that of its case, which names nobody."""

    number: str
    on: dt.date
    by_father: bool
    patient: UUID
    closed_as: str
    report: PregnancyReport | None
    outcomes: tuple[PregnancyOutcome, ...]
    cause: str

    @property
    def is_false_alarm(self) -> bool:
        """Say whether there was no pregnancy."""
        reported = self.report is not None and self.report.certainty == Certainty.FALSE_ALARM
        return reported or self.closed_as == Resolved.FALSE_ALARM

    @property
    def is_confirmed(self) -> bool:
        """Say whether there was one: reported as confirmed, or known by how it ended."""
        if self.is_false_alarm:
            return False
        reported = self.report is not None and self.report.certainty == Certainty.CONFIRMED
        return reported or any(one.ending != Ending.LOST for one in self.outcomes)

    @property
    def conceived_on(self) -> dt.date:
        """Give the likely day of conception; where it was not dated, that of the suspicion."""
        return (self.report and conceived_on(expected=self.report.expected)) or self.on

    @property
    def children(self) -> int:
        """Say how many children it is about."""
        told = (self.report.children if self.report else None) or 1
        return max([told, *(one.child for one in self.outcomes)])

    @property
    def is_known(self) -> bool:
        """Say whether the outcome of every child is known; lost is not."""
        return len([one for one in self.outcomes if one.ending != Ending.LOST]) >= self.children

    @property
    def trimester(self) -> str:
        """Say when in the pregnancy the exposure began."""
        report = self.report
        if report is None:
            return UNDATED
        return trimester_of(expected=report.expected, first=report.exposed_from, last=report.exposed_until)


@dataclass(frozen=True, slots=True)
class Counted:
    """One row of T10: in the period, since the beginning, and of how many of these every outcome is known."""

    row: str
    in_period: int
    until_its_end: int
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """One row of T11: children of exposed mothers and fathers, weeks at the end, and how many need nothing more.

    ``described`` are the lines of the listing that describe an anomaly.
    """

    row: str
    maternal: int
    paternal: int
    weeks: tuple[int, ...]
    complete: int
    described: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One child in the listing of pregnancies, under the number of the case; no outcome: nobody has told of one yet."""

    pregnancy: Told
    child: int
    outcome: PregnancyOutcome | None


def told_of(scope: Scope) -> list[Told]:
    """Gather every suspicion up to the end of the period, with what was told of it by the cut-off."""
    women = CategoryAssessment.objects.filter(enrolment__patient=OuterRef("patient")).exclude(category=Category.MALE)
    hers = list(of_patients(Pregnancy.objects.filter(Exists(women), suspected_on__lte=scope.until), scope))
    his = list(of_patients(PartnerPregnancy.objects.filter(known_on__lte=scope.until), scope))
    matters = {one.series for one in (*hers, *his)}
    reports, outcomes = _of(PregnancyReport, matters, scope), _of(PregnancyOutcome, matters, scope)
    causes = _of(RootCause, matters, scope)
    closed = as_recorded(PregnancyResolution.objects.filter(pregnancy__series__in=matters), scope.cut_off)
    how = dict(closed.values_list("pregnancy__series", "how"))
    cases = Case.objects.filter(source__in=PREGNANCIES, source_series__in=matters, opened_at__lte=scope.cut_off)
    number = dict(cases.values_list("source_series", "number"))
    return [
        Told(
            number=number.get(series, ""), on=on, by_father=by_father, patient=patient, closed_as=how.get(series, ""),
            cause=next((one.element for one in causes[series]), ""), report=next(iter(reports[series]), None),
            outcomes=tuple(outcomes[series]),
        )
        for on, by_father, series, patient in [
            *((one.suspected_on, False, one.series, one.patient_id) for one in hers),
            *((one.known_on, True, one.series, one.patient_id) for one in his),
        ]
    ]  # fmt: skip


def reported(rows: Iterable[Told], scope: Scope) -> list[Counted]:
    """Count T10: suspicions, what became of them, when they were reported, and how early the exposure began."""
    found: dict[str, list[Told]] = defaultdict(list)
    for one in rows:
        for row in _rows_of(one):
            found[row].append(one)
    return [_counted(row, found[row], scope) for row in ROWS]


def by_cause(rows: Iterable[Told], scope: Scope) -> list[Counted]:
    """Count the confirmed ones by the step of the programme that the desk judged to have failed."""
    found: dict[str, list[Told]] = defaultdict(list)
    for one in rows:
        if one.is_confirmed:
            found[one.cause].append(one)
    return [_counted(row, found[row], scope) for row in sorted(found)]


def by_method(rows: Iterable[Told], scope: Scope) -> list[Counted]:
    """Count the confirmed ones of patients by each method that her record had in force at the conception.

    Where it had none the row is empty; a woman with two methods counts under both.
    """
    women = [one for one in rows if one.is_confirmed and not one.by_father]
    methods = as_recorded(Contraception.objects.filter(patient__in={one.patient for one in women}), scope.cut_off)
    hers: dict[UUID, list[Contraception]] = defaultdict(list)
    for method in methods:
        hers[method.patient_id].append(method)
    found: dict[str, list[Told]] = defaultdict(list)
    for one in women:
        for name in {each.method for each in hers[one.patient] if _in_force(each, one.conceived_on)} or {""}:
            found[name].append(one)
    return [_counted(row, found[row], scope) for row in sorted(found)]


def endings(rows: Iterable[Told]) -> list[Ended]:
    """Count T11: each child by how it ended; what nobody has told of yet goes on."""
    found: dict[str, list[tuple[Told, PregnancyOutcome | None]]] = defaultdict(list)
    for line in listing(rows):
        found[ONGOING if line.outcome is None else _row_of(line.outcome)].append((line.pregnancy, line.outcome))
    order = (ONGOING, Ending.LIVE_BIRTH, WITH_ANOMALY, *(one for one in Ending.values if one != Ending.LIVE_BIRTH))
    return [_ended(str(row), found[str(row)]) for row in order]


def listing(rows: Iterable[Told]) -> list[Line]:
    """List what T11 counts, child by child: every confirmed pregnancy, and each that has an outcome."""
    lines = []
    for one in sorted(rows, key=lambda one: (one.on, one.number)):
        if one.is_false_alarm or not (one.is_confirmed or one.outcomes):
            continue
        told = {each.child: each for each in one.outcomes}
        lines += [Line(pregnancy=one, child=child, outcome=told.get(child)) for child in range(1, one.children + 1)]
    return lines


def _ended(row: str, found: list[tuple[Told, PregnancyOutcome | None]]) -> Ended:
    return Ended(
        row=row,
        maternal=sum(not one.by_father for one, _outcome in found),
        paternal=sum(one.by_father for one, _outcome in found),
        weeks=tuple(
            outcome.weeks
            for _one, outcome in found
            if outcome is not None and outcome.weeks is not None and outcome.ending != Ending.LOST
        ),
        complete=sum(outcome is not None and outcome.ending != Ending.LOST for _one, outcome in found),
        described=tuple(one.number for one, outcome in found if outcome is not None and outcome.anomaly == Anomaly.YES),
    )


def _rows_of(one: Told) -> list[str]:
    rows = [SUSPECTED]
    if one.is_false_alarm:
        return [*rows, FALSE_ALARM]
    if not one.is_confirmed:
        return rows
    rows += [IN_PARTNER if one.by_father else IN_PATIENT, one.trimester]
    when = {True: [PROSPECTIVE], False: [RETROSPECTIVE], None: []}
    return rows + when[one.report.prospective if one.report else None]


def _row_of(outcome: PregnancyOutcome) -> str:
    if outcome.ending == Ending.LIVE_BIRTH and outcome.anomaly == Anomaly.YES:
        return WITH_ANOMALY
    return outcome.ending


def _counted(row: str, found: list[Told], scope: Scope) -> Counted:
    return Counted(row, sum(one.on >= scope.since for one in found), len(found), sum(one.is_known for one in found))


def _in_force(method: Contraception, on: dt.date) -> bool:
    last = min((day for day in (method.ended_on, method.valid_until) if day is not None), default=dt.date.max)
    return method.started_on <= on <= last


def _of(kind: type[Any], matters: set[UUID], scope: Scope) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in as_recorded(kind.objects.filter(matter__in=matters), scope.cut_off):
        found[row.matter].append(row)
    return found
