"""Pregnancies under exposure (O1) and side effects (O2), from the rows that there are."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from patients.models import (
    Category,
    CategoryAssessment,
    Enrolment,
    PartnerPregnancy,
    Pregnancy,
    PregnancyResolution,
    Resolved,
    SideEffectTold,
)
from programmes.in_force import programmes
from reports.exposure import supplied_until
from reports.queries import counted
from reports.scope import Scope, as_recorded
from rulebook.indicators import exposing
from safety.models import SideEffectReport

OPEN: Final = "open"
OUTSIDE: Final = "outside"
"""Suspected while she was not exposed: counted apart, and in no rate."""
FALSE_ALARM, ENDED = Resolved.FALSE_ALARM.value, Resolved.ENDED.value


@dataclass(frozen=True, slots=True)
class Reports:
    """Side effects of one term: reports, those of them that are serious, and those of which nobody has said so yet."""

    term: str
    reports: int
    serious: int
    unsaid: int


def pregnancies(scope: Scope) -> dict[str, int]:
    """Count the suspicions of the period in patients: by how they turned out if under exposure, else as outside it."""
    answers = as_recorded(PregnancyResolution.objects.filter(pregnancy=OuterRef("pk")), scope.cut_off)
    women = CategoryAssessment.objects.filter(enrolment__patient=OuterRef("patient")).exclude(category=Category.MALE)
    rows = of_patients(Pregnancy.objects.filter(Exists(women), suspected_on__range=scope.period), scope).annotate(
        how=Subquery(answers.values("how")[:1]), exposed=Exists(_exposing(scope))
    )
    told = Case(
        When(exposed=False, then=Value(OUTSIDE)), When(how=None, then=Value(OPEN)), default=F("how"),
        output_field=CharField(),
    )  # fmt: skip
    found = rows.annotate(told=told).values("told").annotate(count=Count("id")).order_by("told")
    return Counter({row["told"]: row["count"] for row in found})


def partners(scope: Scope) -> int:
    """Count the suspicions of the period in partners of men under treatment."""
    return of_patients(PartnerPregnancy.objects.filter(known_on__range=scope.period), scope).count()


def side_effects(scope: Scope) -> list[Reports]:
    """Count the side effects that professionals reported in the period, by the label's term; other words under none."""
    rows = as_recorded(SideEffectReport.objects.filter(scope.of_enrolment_rows(on="known_on")), scope.cut_off)
    found = rows.values("reaction").annotate(
        reports=Count("id"),
        serious=Count("id", filter=Q(criteria__len__gt=0)),
        unsaid=Count("id", filter=Q(criteria__isnull=True)),
    )
    return [Reports(row.pop("reaction"), **row) for row in found.order_by("-reports", "reaction")]


def told(scope: Scope) -> tuple[int, int]:
    """Count the side effects that patients told of in the period, and those of them that they called serious."""
    rows = as_recorded(SideEffectTold.objects.filter(scope.of_enrolment_rows(on="told_on")), scope.cut_off)
    found = rows.aggregate(all=Count("id"), serious=Count("id", filter=Q(serious=True)))
    return found["all"], found["serious"]


def windows_of_exposure() -> dict[str, tuple[dt.timedelta, dt.timedelta]]:
    """Give for each programme how long before a supply and after its end a pregnancy counts as exposed (O1)."""
    loaded = programmes()
    return {one: exposing(loaded.versions(one)) for one in loaded.ids}


def of_patients(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    """Narrow rows of a patient: by the country that recorded them, and by an enrolment of hers."""
    hers = Enrolment.objects.filter(
        scope.of_rows("centre_id", "programme_id"), centre__practice_of__isnull=True, patient=OuterRef("patient")
    )
    standing: QuerySet[Any] = as_recorded(rows, scope.cut_off).filter(Exists(hers))
    return standing.filter(country=scope.country) if scope.country else standing


def _exposing(scope: Scope) -> QuerySet[Any]:
    """Ask for a supply that a suspicion falls on: from the lead time before it to the time after its end (SmPC 4.6).

    Each supply by the days of its own programme: those of another medicine say nothing about it.
    """
    windows = windows_of_exposure()
    falls_on = Q(pk__in=[])
    for before, after in sorted(set(windows.values())):
        until = ExpressionWrapper(OuterRef("suspected_on") + before, output_field=DateField())
        since = ExpressionWrapper(OuterRef("suspected_on") - after, output_field=DateField())
        alike = [one for one, window in windows.items() if window == (before, after)]
        falls_on |= Q(enrolment__programme__in=alike, dispensed_on__lte=until, out_on__gte=since)
    supplies = counted(scope.cut_off).annotate(out_on=supplied_until())
    return supplies.filter(falls_on, enrolment__patient=OuterRef("patient"))
