"""What is counted: verdicts as they were kept, never judged again, and the dispensings that stand on them."""

import datetime as dt
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncMonth

from patients.models import CameBack, CapsuleReturn, Dispensing, Mode, ScannedPack, Treatment, Verdict
from reports.scope import Scope, as_recorded

REAL: Final = Q(pharmacy__practice_of__isnull=True) & (Q(centre__isnull=True) | Q(centre__practice_of__isnull=True))
"""Verdicts in which nobody only practised: no other is ever counted."""

MONTH, CENTRE, CATEGORY, COUNTRY, PROGRAMME = "month", "centre", "category", "country", "programme"
BRAND: Final = "brand"
DIMENSIONS: Final[dict[str, Any]] = {
    MONTH: TruncMonth("on"), CENTRE: "centre_id", CATEGORY: "category", COUNTRY: "country", PROGRAMME: "programme_id",
    BRAND: Subquery(
        ScannedPack.objects.filter(verdict=OuterRef("pk"), why_not=[])
        .order_by("pack__product")
        .values("pack__product")[:1]
    ),
}  # fmt: skip
"""By what verdicts can be laid apart, as they kept it."""


def verdicts(scope: Scope) -> QuerySet[Verdict]:
    """List the verdicts of a scope."""
    return Verdict.objects.filter(REAL).filter(scope.of_verdicts())


def checks(scope: Scope) -> QuerySet[Verdict]:
    """List the questions asked at counters.

    A yes given again while dispensing answers the question of before; a no given then is a question of its own. What
    was entered late was asked at no counter.
    """
    return verdicts(scope).filter(Q(mode=Mode.CHECK) | Q(mode=Mode.DISPENSE, dispense=False))


def dispensings(scope: Scope) -> QuerySet[Verdict]:
    """List the verdicts on which a dispensing stands that was not reversed, each with whether it was the first.

    ``is_first``: the patient's first in this programme, of whatever country, centre and period.
    """
    given = counted(scope.cut_off).filter(verdict=OuterRef("pk"))
    return verdicts(scope).filter(Exists(given)).annotate(is_first=~Exists(_earlier(scope.cut_off)))


def counted(cut_off: dt.datetime) -> QuerySet[Dispensing]:
    """List the dispensings that count: those recorded and not reversed by the cut-off."""
    back = CapsuleReturn.objects.filter(how=CameBack.NOT_COLLECTED, recorded_at__lte=cut_off)
    return as_recorded(Dispensing.objects.all(), cut_off).filter(~Exists(back.filter(dispensing=OuterRef("pk"))))


def started(scope: Scope) -> QuerySet[Treatment]:
    """List the treatments started in the period."""
    return as_recorded(Treatment.objects.filter(scope.of_enrolment_rows(on="started_on")), scope.cut_off)


def treatments(scope: Scope) -> QuerySet[Treatment]:
    """List the treatments started in the period, with the label status and indication of the last verdict about each.

    Both are empty where no counter has asked yet.
    """
    last = (
        Verdict.objects.filter(enrolment=OuterRef("enrolment"), prescription__treatment__series=OuterRef("series"))
        .filter(at__lte=scope.cut_off)
        .exclude(label="")
        .order_by("-at", "-id")
    )
    return started(scope).annotate(
        label=Subquery(last.values("label")[:1]), matched=Subquery(last.values("indication")[:1])
    )


def _earlier(cut_off: dt.datetime) -> QuerySet[Dispensing]:
    """List what the patient was dispensed before in the same programme; of one day, by the moment it was asked."""
    same_day = Q(dispensed_on=OuterRef("on"))
    before: Any = (
        Q(dispensed_on__lt=OuterRef("on"))
        | same_day & Q(verdict__at__lt=OuterRef("at"))
        | same_day & Q(verdict__at=OuterRef("at"), verdict_id__lt=OuterRef("pk"))
    )
    return counted(cut_off).filter(
        before, enrolment__patient=OuterRef("enrolment__patient"), verdict__programme=OuterRef("programme")
    )


def versions_behind(scope: Scope) -> list[str]:
    """List the programme versions on which the dispensings of a scope were judged."""
    found = dispensings(scope).exclude(programme_version="").order_by("programme_version")
    return list(found.values_list("programme_version", flat=True).distinct())
