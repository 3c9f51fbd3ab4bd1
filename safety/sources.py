"""What a case is opened for: every report and every pregnancy of the record that is not practised, by one series each.

Nothing can be lost: :func:`without_case` asks the tables of the record themselves, and holds no list of its own.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from patients.models import Enrolment, PartnerPregnancy, Patient, Pregnancy, Record, SideEffectTold
from programmes.models import Programme
from programmes.queries import civil_day
from rulebook.clocks import day_zero
from safety.models import (
    Anomaly,
    Case,
    CaseVersion,
    PregnancyContact,
    PregnancyOutcome,
    PregnancyReport,
    SideEffectReport,
    Source,
)

TABLES: Final[dict[str, type[Record]]] = {
    Source.PREGNANCY: Pregnancy,
    Source.PARTNER: PartnerPregnancy,
    Source.REPORT: SideEffectReport,
    Source.TOLD: SideEffectTold,
    Source.CHILD: PregnancyOutcome,
}
"""The tables of the record that cases are opened for, what is due at once on top."""

SAID_ON: Final = {
    Source.PREGNANCY: "suspected_on", Source.PARTNER: "known_on", Source.REPORT: "known_on", Source.TOLD: "told_on",
}  # fmt: skip
"""The day that a row names as the one on which it was known; of a child, it is the day on which it was recorded."""


OF_A_PATIENT: Final = (Source.PREGNANCY, Source.PARTNER)
"""What the record keeps of a patient, and not of one enrolment."""

TELLING: Final = (PregnancyReport, PregnancyOutcome, PregnancyContact)
"""The tables of what is told later of a pregnancy; a case is drafted anew for each row of them that tells something: an
attempt that nobody answered is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One matter of the record, with whose it is, when anyone first knew, and which rows told more since."""

    source: str
    row: Any
    patient: Patient
    enrolment: Enrolment
    day_zero: dt.date
    drawn_from: tuple[UUID, ...] = ()

    @property
    def programme(self) -> Programme:
        """Give the programme in whose time zone the clock runs."""
        return self.enrolment.programme


def without_case(*, source: str) -> QuerySet[Any]:
    """List the standing rows of one table that no case was opened for, the oldest first."""
    opened = Case.objects.filter(source=source, source_series=OuterRef("series"))
    rows = _standing(source).filter(organisation__practice_of__isnull=True)
    return rows.filter(~Exists(opened)).order_by("recorded_at", "id")


def _standing(source: str) -> QuerySet[Any]:
    """List the rows of one table that make a case: of how a pregnancy ended, those that tell of an anomaly."""
    rows: QuerySet[Any] = TABLES[source].objects.standing()
    return rows.filter(anomaly=Anomaly.YES) if source == Source.CHILD else rows


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
    rows = _standing(source).filter(Exists(opened), ~Exists(drafted))
    by_series = {one.source_series: one for one in cases.filter(source_series__in=rows.values("series"), is_none=False)}
    found = [(by_series[row.series], row) for row in rows if row.series in by_series]
    known = {case.id for case, _row in found}
    return found + [(case, row) for case, row in _with_more_told(source) if case.id not in known]


def _with_more_told(source: str) -> list[tuple[Case, Any]]:
    """List the cases of pregnancies of which more was told than their last version was drawn from."""
    if source not in {Source.PREGNANCY, Source.PARTNER, Source.CHILD}:
        return []
    last = CaseVersion.objects.filter(case=OuterRef("pk")).order_by("-number")
    cases = (
        Case.objects.filter(source=source)
        .select_related("programme", "patient")
        .annotate(drawn=Subquery(last.values("drawn_from")[:1]), is_none=Subquery(last.values("nullified")[:1]))
        .filter(is_none=False)
    )
    told = _told(series=None)
    of_children = dict(PregnancyOutcome.objects.values_list("series", "matter")) if source == Source.CHILD else {}
    news = [
        case
        for case in cases
        if set(told.get(of_children.get(case.source_series, case.source_series), ())) != set(case.drawn)
    ]
    found = [(case, standing_row(case=case)) for case in news]
    return [(case, row) for case, row in found if row is not None]


def _told(*, series: UUID | None) -> dict[UUID, list[UUID]]:
    """Give the ids of the rows that tell of pregnancies by now, by what they tell of; of one, or of all."""
    found: dict[UUID, list[UUID]] = {}
    for kind in TELLING:
        rows = kind.objects.standing()
        chosen = rows if series is None else rows.filter(matter=series)
        if kind is PregnancyContact:
            chosen = chosen.filter(answered=True)
        for matter, own in chosen.values_list("matter", "id"):
            found.setdefault(matter, []).append(own)
    return found


def how_many_without_case() -> int:
    """Count what the desk has not pulled yet."""
    return sum(without_case(source=source).count() for source in TABLES)


def standing_row(*, case: Case) -> Any:
    """Give the row that tells of a case's matter now, or None: struck out, or a message from elsewhere."""
    if case.source not in TABLES:
        return None
    return _standing(case.source).filter(series=case.source_series).first()


def matter_of(*, source: str, row: Any) -> Matter:
    """Say whose a row is, and when anyone first knew: the earliest day that any row of its series names."""
    enrolment = enrolment_of(patient_id=row.patient_id) if source in OF_A_PATIENT else row.enrolment
    told_of = row.matter if source == Source.CHILD else row.series
    return Matter(
        source=source, row=row, patient=enrolment.patient, enrolment=enrolment,
        day_zero=day_zero(_known_on(source, row, enrolment.programme)),
        drawn_from=tuple(sorted(_told(series=told_of).get(told_of, ()))),
    )  # fmt: skip


def _known_on(source: str, row: Any, programme: Programme) -> list[dt.date]:
    """List the days on which anybody knew of a matter; of a child's anomaly, since a row first told of one."""
    rows = list(TABLES[source].objects.filter(series=row.series))
    if source == Source.CHILD:
        rows = [one for one in rows if one.anomaly == Anomaly.YES]
    named = [getattr(one, SAID_ON[Source(source)]) for one in rows] if source in SAID_ON else []
    return named + [civil_day(programme=programme, at=one.recorded_at) for one in rows]


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


def enrolment_of(*, patient_id: UUID) -> Enrolment:
    """Give the enrolment that a pregnancy is told under: the latest of a patient who may be in two programmes."""
    return enrolments_of(patient_ids=[patient_id])[patient_id]


def enrolments_of(*, patient_ids: Iterable[UUID]) -> dict[UUID, Enrolment]:
    """Give that of some patients, in one question."""
    rows = Enrolment.objects.filter(patient_id__in=set(patient_ids)).select_related("patient", "programme", "centre")
    return {one.patient_id: one for one in rows.order_by("enrolled_on", "recorded_at")}
