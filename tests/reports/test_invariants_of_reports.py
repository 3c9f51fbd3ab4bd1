"""What the database itself refuses of reports."""

import datetime as dt
from typing import Any

import pytest

from accounts.actor import SCHEDULER
from reports.models import KeptSum, KeptUntil, Report, ReportApproval, ReportFile, ReportPublication
from reports.operations import plan_reports
from tests.builders import now
from tests.patients.invariants import another, invariant, refused_by
from tests.reports.kept import a_published_report, a_report, an_approved_report, an_authority_of

pytestmark = pytest.mark.django_db


@invariant("A report's period ends on its first day or later", "reports_report_ends_after_start")
def test_a_period_runs_forward() -> None:
    report = a_report(by=an_authority_of(), at=now())
    with refused_by("reports_report_ends_after_start"):
        another(report, until=report.since - dt.timedelta(days=1))


@invariant("A regular report of a period is planned once for each authority", "reports_regular_once")
def test_a_regular_report_is_planned_once() -> None:
    an_authority_of()
    plan_reports(by=SCHEDULER, at=now())
    with refused_by("reports_regular_once"):
        another(Report.objects.filter(kind="monthly").first() or pytest.fail("none was planned"))


@invariant("A report has one file of each form", "reports_file_once")
def test_a_report_has_one_file_of_each_form() -> None:
    an_approved_report(by=an_authority_of(), at=now())
    with refused_by("reports_file_once"):
        another(ReportFile.objects.filter(form="json").get())


@invariant("Two people release a report: nobody approves it twice", "reports_approved_once_by_each")
def test_nobody_approves_a_report_twice() -> None:
    an_approved_report(by=an_authority_of(), at=now())
    with refused_by("reports_approved_once_by_each"):
        another(ReportApproval.objects.get())


@invariant("No report is approved that is not made", "reports_reportapproval_made")
def test_no_report_is_approved_that_is_not_made() -> None:
    authority = an_authority_of()
    an_approved_report(by=authority, at=now())
    unmade = a_report(by=authority, at=now())
    with refused_by("reports_reportapproval_made"):
        another(ReportApproval.objects.get(), report_id=unmade.id)


@invariant("Nothing is published that two people have not released", "reports_reportpublication_released")
def test_nothing_is_published_that_is_not_released() -> None:
    authority = an_authority_of()
    a_published_report(by=authority, at=now())
    by_one = an_approved_report(by=an_authority_of("FR"), at=now())
    with refused_by("reports_reportpublication_released"):
        another(ReportPublication.objects.get(), report_id=by_one.id)


@invariant("No day of a country is published twice", "reports_reportpublication_once")
def test_no_day_is_published_twice() -> None:
    a_published_report(by=an_authority_of(), at=now())
    with refused_by("reports_reportpublication_once"):
        another(ReportPublication.objects.get())


@invariant("Dispensings that are alike are kept as one sum, also without a centre or pack", "reports_sum_kept_once")
def test_a_sum_is_kept_once() -> None:
    facts: dict[str, Any] = dict.fromkeys(KeptSum.ALIKE, "")
    facts |= {"month": now().date(), "country": "BE", "exempt": False, "is_first": True, "reasons": [], "advice": []}
    facts |= {"centre_id": None, "brand": None, "count": 1}
    KeptSum.objects.create(**facts)
    with refused_by("reports_sum_kept_once"):
        KeptSum.objects.create(**facts)


@invariant("All sums are kept until one moment", "reports_kept_until_is_one")
def test_sums_are_kept_until_one_moment() -> None:
    KeptUntil.objects.create(until=now())
    with refused_by("reports_kept_until_is_one"):
        KeptUntil.objects.create(only=False, until=now())
