"""Patient-time: who had the medicine in hand in a period, and for how many days."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import (
    Case,
    Count,
    DateField,
    ExpressionWrapper,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, Least

from patients.models import Dispensing, Treatment
from reports.indicators import every_version
from reports.queries import counted
from reports.scope import Scope, as_recorded
from rulebook.words import CHILDBEARING

DAYS_OF_A_YEAR: Final = 365.25
MONTHS_OF_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """Patients with time under treatment in the period, those of them judged as childbearing, and the days of both."""

    patients: int
    childbearing: int
    days: int
    childbearing_days: int

    @property
    def years(self) -> float:
        """Give the time in years."""
        return self.days / DAYS_OF_A_YEAR

    @property
    def childbearing_months(self) -> float:
        """Give the time of those judged as childbearing in months, twelve to a year."""
        return self.childbearing_days / DAYS_OF_A_YEAR * MONTHS_OF_A_YEAR


def exposure(scope: Scope) -> Exposure:
    """Count patient-time of a scope.

    It runs for each treatment from its first dispensing to the end of its last supply or of the treatment, whichever
    comes first, cut at the period's ends. The filter for a brand is not asked.
    """
    able: dict[Any, bool] = {}
    days = {True: 0, False: 0}
    for patient, dispensed_as_able, first, last in _spans(scope).values_list(
        "enrolment__patient", "able", "first", "last"
    ):
        able[patient] = able.get(patient, False) or dispensed_as_able > 0
        days[dispensed_as_able > 0] += (last - first).days
    return Exposure(
        patients=len(able), childbearing=sum(able.values()), days=sum(days.values()), childbearing_days=days[True]
    )


def supplied_until() -> Any:
    """Give the first day without medicine: a supply without its days lasts as long as its category allows."""
    limits = [
        When(verdict__programme_version=version.version, verdict__judged_as=category, then=Value(supply.max_days))
        for version in every_version()
        for category in ("childbearing", "non_childbearing", "male")
        for supply in [version.supply(category)]
    ]
    days = Coalesce("days", Case(*limits, default=Value(0)), output_field=IntegerField())
    return ExpressionWrapper(F("dispensed_on") + days, output_field=DateField())


def given(scope: Scope) -> QuerySet[Dispensing]:
    """List what was dispensed up to the last day of a scope, in its country, centre, programme and category."""
    rows = counted(scope.cut_off).filter(
        scope.of_rows("verdict__centre_id", "verdict__programme_id"),
        organisation__practice_of__isnull=True,
        dispensed_on__lte=scope.until,
    )
    return rows.filter(verdict__category=scope.category) if scope.category else rows


def _spans(scope: Scope) -> Any:
    """Give each treatment's first and last day (not included) within the period."""
    treatment = as_recorded(
        Treatment.objects.filter(enrolment=OuterRef("enrolment"), series=OuterRef("prescription__treatment__series")),
        scope.cut_off,
    )
    after = Value(scope.until + dt.timedelta(days=1), output_field=DateField())
    return (
        given(scope)
        .annotate(out_on=supplied_until(), ended_on=Subquery(treatment.values("ended_on")[:1]))
        .values("prescription__treatment__series", "enrolment", "enrolment__patient", "ended_on")
        .annotate(
            began=Min("dispensed_on"),
            ran_out=Max("out_on"),
            able=Count("id", filter=Q(verdict__judged_as=CHILDBEARING)),
        )
        .annotate(
            first=Greatest("began", Value(scope.since, output_field=DateField())),
            last=Least("ran_out", Coalesce("ended_on", "ran_out"), after),
        )
        .filter(last__gt=F("first"))
        .order_by()
    )
