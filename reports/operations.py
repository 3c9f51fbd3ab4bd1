"""Reports asked for, planned, kept with their files, and released by two people."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.operation import operation
from accounts.queries import authorities, members_of
from outbox.models import Recipient
from outbox.operations import put
from reports.models import Kind, Report, ReportApproval, ReportFailure, ReportFile, ReportPublication
from reports.queries import PUBLISHED, alone_with, published_days_of, waiting
from reports.refusals import NotToBePublished, NotToBeReleased, TooManyWaiting
from rulebook.periods import MONTHS, SETTLED_AFTER, last_over

MOST_WAITING: Final = 5
"""Reports that one person may have waiting at a time."""
RELEASED_BY: Final = 2
"""People who approve a report before it is released."""


@operation("reports.ask")
def ask_report(*, by: Actor, at: dt.datetime, since: dt.date, until: dt.date, language: str) -> Report:
    """Ask for a report of one's own country, of what is recorded by now; it is made in the background.

    :raises TooManyWaiting: when several that one asked for are not made yet.
    """
    if waiting().filter(asked_by=by.person_id).count() >= MOST_WAITING:
        raise TooManyWaiting(
            _("%(number)s reports you asked for are not made yet. Wait until one of them is.")
            % {"number": MOST_WAITING}
        )
    return Report.objects.create(
        authority_id=by.place_id, kind=Kind.ASKED, country=by.country, since=since, until=until, language=language,
        cut_off=at, asked_by_id=by.person_id,
    )  # fmt: skip


@operation("reports.make")
def plan_reports(*, by: Actor, at: dt.datetime) -> None:
    """Have a report made of every period that is over and settled, once for each authority, in its language."""
    for place in authorities():
        settled = at.astimezone(ZoneInfo(place.time_zone)).date() - SETTLED_AFTER
        for kind in MONTHS:
            since, until = last_over(kind, settled)
            Report.objects.get_or_create(
                authority=place, kind=kind, since=since,
                defaults={"country": place.country, "until": until, "language": place.language, "cut_off": at},
            )  # fmt: skip


@operation("reports.make")
def keep_report(*, by: Actor, at: dt.datetime, report: Report, files: Mapping[str, bytes]) -> Report:
    """Keep the files of a report, and tell who asked for it, or where nobody did, everybody at the authority."""
    _keep(report, files, at)
    for reader in sorted(_readers(report, at)):
        put(
            key=f"report:{report.id}:{reader}", kind="report_made", recipient=Recipient.USER, recipient_id=reader,
            about_id=report.id, at=at,
        )  # fmt: skip
    return report


def _readers(report: Report, at: dt.datetime) -> set[UUID]:
    """Give who hears of a report: who asked for it, or everybody at the authority."""
    if report.asked_by_id is not None:
        return {report.asked_by_id}
    return set(members_of(organisation_id=report.authority_id, role=Role.AUTHORITY, at=at))


@operation("reports.make")
def keep_failure(*, by: Actor, at: dt.datetime, report: Report, what: str) -> ReportFailure:
    """Keep that a report could not be made."""
    return ReportFailure.objects.create(report=report, failed_at=at, what=what)


@operation("reports.release", signed=True)
def approve_report(*, by: Actor, at: dt.datetime, report: Report) -> ReportApproval:
    """Approve a report; with the second person's approval it is released.

    :raises NotToBeReleased: when it is not made, is released, or was approved by this person.
    """
    if not report.files.exists():
        raise NotToBeReleased(_("This report is not made yet. Wait until its files are there, and read them first."))
    if report.approvals.count() >= RELEASED_BY:
        raise NotToBeReleased(_("This report is released already. Open the page again to see by whom."))
    made, is_new = ReportApproval.objects.get_or_create(
        report=report, approved_by_id=by.person_id, defaults={"approved_at": at}
    )
    if not is_new:
        raise NotToBeReleased(_("You approved this report. Somebody else must be the second: ask a colleague."))
    return made


@operation("reports.release", signed=True)
def publish_report(*, by: Actor, at: dt.datetime, report: Report, files: Mapping[str, bytes]) -> ReportPublication:
    """Keep the version of a released report that anybody may read.

    :param files: that version in every form, with small counts hidden.
    :raises NotToBePublished: when the report is not released, or shares a day with one that was published before.
    """
    if report.approvals.count() < RELEASED_BY:
        raise NotToBePublished(_("Two people must release this report first. Approve it, or ask a colleague to."))
    alone_with(report.country)
    before = published_days_of(report)
    if before is not None:
        raise NotToBePublished(
            _(
                "The days from %(since)s to %(until)s are published already. Two publications that share days could be "
                "subtracted from each other. Choose a report of other days."
            )
            % {"since": date_format(before.since), "until": date_format(before.until)}
        )
    _keep(report, {f"{PUBLISHED}{form}": content for form, content in files.items()}, at)
    return ReportPublication.objects.create(report=report, published_by_id=by.person_id, published_at=at)


def _keep(report: Report, files: Mapping[str, bytes], at: dt.datetime) -> None:
    for form, content in files.items():
        ReportFile.objects.create(
            report=report, form=form, content=content, sha256=hashlib.sha256(content).hexdigest(), made_at=at
        )
