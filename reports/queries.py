"""What is counted: verdicts as they were kept, never judged again, and the dispensings that stand on them."""

import datetime as dt
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.refusals import NotVisible
from patients.models import CameBack, CapsuleReturn, Dispensing, Mode, ScannedPack, Treatment, Verdict
from reports.models import Kind, Report, ReportFile
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


MOST_TRIES: Final = 3
"""How often a report is tried to be made."""


def waiting() -> QuerySet[Report]:
    """List the reports that are to be made: neither made nor failed too often, the longest waiting first."""
    open_ones = Report.objects.filter(files__isnull=True).annotate(tries=Count("failures"))
    return open_ones.filter(tries__lt=MOST_TRIES).order_by("cut_off", "id")


def reports_of(*, authority_id: UUID) -> QuerySet[Report]:
    """List the reports of an authority, the newest first."""
    return Report.objects.filter(authority=authority_id).order_by("-cut_off", "-until", "kind", "id")


def report_of(*, by: Actor, report_id: UUID) -> Report:
    """Find a report of the actor's own authority.

    :raises NotVisible: when there is none.
    """
    found = reports_of(authority_id=by.place_id).filter(id=report_id).first()
    if found is None:
        raise NotVisible(_("There is no such report."))
    return found


def file_of(*, report: Report, form: str) -> ReportFile:
    """Find a report's file in a form.

    :raises NotVisible: when there is none.
    """
    found = report.files.filter(form=form).first()
    if found is None:
        raise NotVisible(_("There is no such file. The report may not be made yet."))
    return found


PUBLISHED: Final = "pub-"
"""Before the form of a file of the version for publication."""


def published_days_of(report: Report) -> Report | None:
    """Give the published report of the same country that has days of this report's period, which may be itself."""
    shared = Report.objects.filter(country=report.country, since__lte=report.until, until__gte=report.since)
    return shared.filter(publications__isnull=False).order_by("since").first()


def alone_with(country: str) -> None:
    """Wait until nobody else publishes for this country, and keep others waiting until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"reports.publish:{country}"])


def the_one_before(report: Report) -> Report | None:
    """Give the report that this one follows: the last made of its kind and language, of an earlier end or cut-off."""
    earlier = reports_of(authority_id=report.authority_id).filter(
        kind=report.kind, language=report.language, cut_off__lt=report.cut_off, files__isnull=False
    )
    if report.kind == Kind.ASKED:
        earlier = earlier.filter(since=report.since, until=report.until)
    return earlier.distinct().first()


def entered_late(scope: Scope, *, since: dt.datetime) -> int:
    """Count the dispensings of a period that were entered late after a moment, up to the scope's cut-off."""
    return dispensings(scope).filter(mode=Mode.LATE, at__gt=since).count()


def reversed_after(scope: Scope, *, since: dt.datetime) -> int:
    """Count the dispensings of a period that were counted at a moment and are not at the scope's cut-off."""
    then = replace(scope, cut_off=since)
    still = dispensings(scope).values("id")
    return dispensings(then).exclude(id__in=still).count()
