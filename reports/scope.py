"""What figures are asked for: country, period, filters and data cut-off, and how they narrow rows down."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery

from patients.models import CategoryAssessment, Record, ScannedPack
from reports.models import Report

Row = TypeVar("Row", bound=Record)
Counted = TypeVar("Counted", bound=Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One country (None: all), a period with both its days, filters (empty: all), the moment up to which rows count."""

    country: str | None
    since: dt.date
    until: dt.date
    cut_off: dt.datetime
    centre: UUID | None = None
    category: str = ""
    programme: str = ""
    brand: UUID | None = None

    @property
    def period(self) -> tuple[dt.date, dt.date]:
        """Give the first and the last day."""
        return self.since, self.until

    def of_verdicts(self) -> Q:
        """Narrow verdicts: by the country of the counter, the centre and the recorded category kept with them."""
        wanted = Q(on__range=self.period, at__lte=self.cut_off) & self.of_rows("centre_id", "programme_id")
        if self.category:
            wanted &= Q(category=self.category)
        if self.brand:
            given = ScannedPack.objects.filter(verdict=OuterRef("pk"), why_not=[], pack__product=self.brand)
            wanted &= Q(Exists(given))
        return wanted

    def of_enrolment_rows(self, *, on: str) -> Q:
        """Narrow rows of an enrolment by a day of theirs: by the country that recorded them and the enrolment's centre.

        The category is the one recorded and in force on that day. The brand is not asked: no such row has one.
        """
        wanted = Q(**{f"{on}__range": self.period}) & self.of_enrolments()
        return wanted & Q(Exists(self._in_category(on))) if self.category else wanted

    def of_enrolments(self) -> Q:
        """Narrow rows of an enrolment by country, centre and programme alone; who only practised is not among them."""
        return self.of_rows("enrolment__centre_id", "enrolment__programme_id") & Q(
            enrolment__centre__practice_of__isnull=True
        )

    def _in_category(self, on: str) -> QuerySet[CategoryAssessment]:
        """Ask whether the assessment in force on a row's day is of the category wanted."""
        known = as_recorded(CategoryAssessment.objects.filter(assessed_on__lte=OuterRef(OuterRef(on))), self.cut_off)
        latest = known.filter(enrolment=OuterRef(OuterRef("enrolment"))).order_by("-assessed_on", "-recorded_at")
        return CategoryAssessment.objects.filter(id=Subquery(latest.values("id")[:1]), category=self.category)

    def of_rows(self, centre: str, programme: str) -> Q:
        """Narrow rows by the country they bear, and by the centre and the programme under these names."""
        asked: dict[str, Any] = {"country": self.country, centre: self.centre, programme: self.programme}
        return Q(**{name: value for name, value in asked.items() if value})


def scope_of(report: Report) -> Scope:
    """Give what the figures of a report are asked for."""
    return Scope(country=report.country, since=report.since, until=report.until, cut_off=report.cut_off)


def as_recorded(rows: QuerySet[Row], cut_off: dt.datetime) -> QuerySet[Row]:
    """Keep the rows that stood at the cut-off: recorded by then, and neither superseded nor struck out by then."""
    later = rows.model._default_manager.filter(supersedes=OuterRef("pk"), recorded_at__lte=cut_off)
    return rows.filter(~Exists(later), recorded_at__lte=cut_off, entered_in_error=False)
