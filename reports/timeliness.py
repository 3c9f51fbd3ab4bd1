"""How long it took (table T13), and who was told of by whom in time (O2, T12): from rows and what was passed on."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from patients.models import PartnerPregnancy, Pregnancy
from programmes.queries import civil_day
from programmes.reactions import groups
from reports.coded_terms import coded
from reports.outcomes import of_patients
from reports.scope import Scope, as_recorded
from reports.waits import Wait
from rulebook.pregnancy import CONFIRMED_WITHIN
from safety.models import Case, CaseVersion, PassedOn, PregnancyReport, SideEffectReport

STOP_TO_REPORT, PREGNANCY_ON, SERIOUS_ON, OTHERS_ON = "stop_to_report", "pregnancy_on", "serious_on", "others_on"
DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What became of one row: when it began, when it was done if it was, and whether that was in time."""

    began: dt.datetime
    done: dt.datetime | None
    in_time: bool
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One row of T12: reports by seriousness, deaths, patients, and how many were passed on in time of those due.

    :param organ: the class that a licensed dictionary gives the coded term, else our own group of the reaction, by its
        code; empty where neither is known.
    :param term: the coded term's name, else the code of the reaction on the label's list; empty for other words.
    """

    organ: str
    term: str
    serious: int
    others: int
    unsaid: int
    fatal: int
    patients: int
    in_time: int
    due: int


def waits(scope: Scope) -> list[Wait]:
    """Count what T13 tells of the safety desk: of what was suspected or reported in the period."""
    suspicions = [
        *of_patients(Pregnancy.objects.filter(suspected_on__range=scope.period), scope),
        *of_patients(PartnerPregnancy.objects.filter(known_on__range=scope.period), scope),
    ]
    told = _first_reports({one.series for one in suspicions}, scope)
    passed = passed_on([one.series for one in suspicions], scope)
    effects = of_side_effects(scope)
    serious = [way for row, way in effects if row.is_serious is not False]
    return [
        _wait(STOP_TO_REPORT, [_reported(one, told.get(one.series), scope) for one in suspicions]),
        _wait(PREGNANCY_ON, [passed[one.series] for one in suspicions if one.series in passed]),
        _wait(SERIOUS_ON, serious),
        _wait(OTHERS_ON, [way for row, way in effects if row.is_serious is False]),
    ]


def of_side_effects(scope: Scope) -> list[tuple[SideEffectReport, Way]]:
    """List what professionals reported in the period and has a case, with what became of it."""
    rows = list(_side_effects(scope))
    passed = passed_on([one.series for one in rows], scope)
    return [(one, passed[one.series]) for one in rows if one.series in passed]


def terms(scope: Scope) -> list[Term]:
    """Count T12, the term with most serious reports on top; the reporter's own words are under no term."""
    return _counted(scope, by_term=True)


def organs(scope: Scope) -> list[Term]:
    """Count T12 by organ class alone, in the same order; the term is empty."""
    return _counted(scope, by_term=False)


def _counted(scope: Scope, *, by_term: bool) -> list[Term]:
    rows = list(_side_effects(scope))
    passed = passed_on([one.series for one in rows], scope)
    known = coded([one.series for one in rows], scope)
    found: dict[tuple[str, str], list[SideEffectReport]] = defaultdict(list)
    for one in rows:
        said = known.get(one.series)
        organ = (said and said.organ_class) or groups().get(one.reaction, "")
        term = said.name if said else one.reaction
        found[organ, term if by_term else ""].append(one)
    counted = [_term(organ, term, its, passed) for (organ, term), its in found.items()]
    return sorted(counted, key=lambda one: (-one.serious, -(one.others + one.unsaid), one.organ, one.term))


def passed_on(series: Iterable[UUID], scope: Scope) -> dict[UUID, Way]:
    """Say of rows of the record that have a case what became of it: passed on, in time, or waited for."""
    cases = list(
        Case.objects.filter(source_series__in=list(series), opened_at__lte=scope.cut_off).select_related("programme")
    )
    first: dict[UUID, PassedOn] = {}
    taken = PassedOn.objects.not_rejected(by=scope.cut_off)
    sent = taken.filter(version__case__in=cases, passed_at__lte=scope.cut_off).select_related("version")
    for one in sent.order_by("passed_at"):
        first.setdefault(one.version.case_id, one)
    last = CaseVersion.objects.filter(case__in=cases, written_at__lte=scope.cut_off)
    told = {one.case_id: one for one in last.order_by("case_id", "-number").distinct("case_id")}
    return {
        one.source_series: _way(one, first.get(one.id), told[one.id], scope)
        for one in cases
        if one.id in told and not told[one.id].nullified
    }


def _way(case: Case, sent: PassedOn | None, last: CaseVersion, scope: Scope) -> Way:
    began = dt.datetime.combine(case.day_zero, dt.time(), dt.UTC)
    if sent is None:
        return Way(began=began, done=None, in_time=False, late=_day(case, scope.cut_off) > last.due_on)
    on = _day(case, sent.passed_at)
    done = dt.datetime.combine(on, dt.time(), dt.UTC)
    return Way(began=began, done=done, in_time=on <= sent.version.due_on, late=False)


def _day(case: Case, at: dt.datetime) -> dt.date:
    return civil_day(programme=case.programme, at=at) if case.programme else at.astimezone(dt.UTC).date()


def _reported(suspicion: Any, at: dt.datetime | None, scope: Scope) -> Way:
    began = suspicion.recorded_at
    if at is None:
        return Way(began=began, done=None, in_time=False, late=scope.cut_off > began + CONFIRMED_WITHIN)
    return Way(began=began, done=at, in_time=at <= began + CONFIRMED_WITHIN, late=False)


def _first_reports(matters: set[UUID], scope: Scope) -> dict[UUID, dt.datetime]:
    first = PregnancyReport.objects.filter(matter__in=matters, supersedes__isnull=True, recorded_at__lte=scope.cut_off)
    return dict(first.values_list("matter", "recorded_at"))


def _wait(row: str, ways: list[Way]) -> Wait:
    return Wait(
        row=row,
        days=tuple((one.done - one.began) / DAY for one in ways if one.done is not None),
        in_time=sum(one.in_time for one in ways),
        waiting=sum(one.done is None for one in ways),
        late=sum(one.late for one in ways),
    )


def _side_effects(scope: Scope) -> QuerySet[SideEffectReport]:
    rows = SideEffectReport.objects.filter(scope.of_enrolment_rows(on="known_on")).select_related("enrolment")
    return as_recorded(rows, scope.cut_off)


def _term(organ: str, term: str, rows: list[SideEffectReport], passed: dict[UUID, Way]) -> Term:
    ways = [passed[one.series] for one in rows if one.series in passed]
    return Term(
        organ=organ,
        term=term,
        serious=sum(bool(one.is_serious) for one in rows),
        others=sum(one.is_serious is False for one in rows),
        unsaid=sum(one.is_serious is None for one in rows),
        fatal=sum(one.outcome == "fatal" for one in rows),
        patients=len({one.enrolment.patient_id for one in rows}),
        in_time=sum(one.in_time for one in ways),
        due=sum(one.done is not None or one.late for one in ways),
    )
