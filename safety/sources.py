"""What a case is opened for: every report and every pregnancy of the record that is not practised, by one series each.

Nothing can be lost: :func:`without_case` asks the tables of the record themselves, and holds no list of its own.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from patients.models import Enrolment, PartnerPregnancy, Patient, Pregnancy, Record, SideEffectTold
from programmes.models import Programme
from programmes.queries import civil_day
from rulebook.clocks import day_zero
from safety.models import Case, CaseVersion, SideEffectReport, Source

TABLES: Final[dict[str, type[Record]]] = {
    Source.PREGNANCY: Pregnancy,
    Source.PARTNER: PartnerPregnancy,
    Source.REPORT: SideEffectReport,
    Source.TOLD: SideEffectTold,
}
"""The tables of the record that cases are opened for, what is due at once on top."""

SAID_ON: Final = {
    Source.PREGNANCY: "suspected_on", Source.PARTNER: "known_on", Source.REPORT: "known_on", Source.TOLD: "told_on",
}  # fmt: skip
"""The day that a row names as the one on which it was known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One matter of the record, with whose it is and when anyone first knew."""

    source: str
    row: Any
    patient: Patient
    enrolment: Enrolment
    day_zero: dt.date

    @property
    def programme(self) -> Programme:
        """Give the programme in whose time zone the clock runs."""
        return self.enrolment.programme


def without_case(*, source: str) -> QuerySet[Any]:
    """List the standing rows of one table that no case was opened for, the oldest first."""
    opened = Case.objects.filter(source=source, source_series=OuterRef("series"))
    rows = TABLES[source].objects.standing().filter(organisation__practice_of__isnull=True)
    found: QuerySet[Any] = rows.filter(~Exists(opened)).order_by("recorded_at", "id")
    return found


def with_news(*, source: str) -> list[tuple[Case, Any]]:
    """List the cases whose matter the record tells otherwise than their last version, with the row that stands now."""
    last = CaseVersion.objects.filter(case=OuterRef("pk")).order_by("-number")
    cases = (
        Case.objects.filter(source=source)
        .select_related("programme", "patient")
        .annotate(drafted_from=Subquery(last.values("source_row")[:1]), is_none=Subquery(last.values("nullified")[:1]))
    )
    drafted = (
        Case.objects.filter(source=source, source_series=OuterRef("series"))
        .annotate(drafted_from=Subquery(last.values("source_row")[:1]))
        .filter(drafted_from=OuterRef("id"))
    )
    opened = Case.objects.filter(source=source, source_series=OuterRef("series"))
    rows = TABLES[source].objects.standing().filter(Exists(opened), ~Exists(drafted))
    by_series = {one.source_series: one for one in cases.filter(source_series__in=rows.values("series"), is_none=False)}
    return [(by_series[row.series], row) for row in rows if row.series in by_series]


def how_many_without_case() -> int:
    """Count what the desk has not pulled yet."""
    return sum(without_case(source=source).count() for source in TABLES)


def standing_row(*, case: Case) -> Any:
    """Give the row that tells of a case's matter now, or None: struck out, or a message from elsewhere."""
    if case.source not in TABLES:
        return None
    return TABLES[case.source].objects.standing().filter(series=case.source_series).first()


def matter_of(*, source: str, row: Any) -> Matter:
    """Say whose a row is, and when anyone first knew: the earliest day that any row of its series names."""
    enrolment = row.enrolment if source in {Source.REPORT, Source.TOLD} else _enrolment_of(row.patient_id)
    series = TABLES[source].objects.filter(series=row.series)
    known = [getattr(one, SAID_ON[Source(source)]) for one in series]
    known += [civil_day(programme=enrolment.programme, at=one.recorded_at) for one in series]
    return Matter(source=source, row=row, patient=enrolment.patient, enrolment=enrolment, day_zero=day_zero(known))


def serious_from(*, matter: Matter) -> dt.date | None:
    """Give the day on which anyone first said that it is serious; None where nobody has.

    What was said at first was known on the day it names; what was added, on the day it was recorded.
    """
    if matter.source == Source.REPORT:
        rows = [one for one in SideEffectReport.objects.filter(series=matter.row.series) if one.is_serious]
    elif matter.source == Source.TOLD:
        rows = list(SideEffectTold.objects.filter(series=matter.row.series, serious=True))
    else:
        return None
    said = [civil_day(programme=matter.programme, at=one.recorded_at) for one in rows if one.supersedes_id]
    if any(one.supersedes_id is None for one in rows):
        said.append(matter.day_zero)
    return min(said, default=None)


def _enrolment_of(patient_id: UUID) -> Enrolment:
    """Give the enrolment that a pregnancy is told under: the latest of a patient who may be in two programmes."""
    rows = Enrolment.objects.filter(patient_id=patient_id).select_related("patient", "programme", "centre")
    found: Enrolment = rows.order_by("-enrolled_on", "-recorded_at")[0]
    return found
