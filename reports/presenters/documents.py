"""Reports as their pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actor import Actor
from foundation.tables import Column, Link, Table, Tag, table
from reports.models import Report
from reports.operations import RELEASED_BY
from reports.queries import (
    MOST_TRIES,
    PUBLISHED,
    entered_late,
    published_days_of,
    reversed_after,
    the_one_before,
)
from reports.scope import scope_of


@dataclass(frozen=True, slots=True)
class State:
    """How far a report is, in words; whether it still waits to be made, and whether it was released."""

    tag: Tag
    is_waiting: bool = False
    is_made: bool = False
    is_released: bool = False


def state_of(report: Report) -> State:
    """Say how far a report is."""
    if not report.files.exists():
        if report.failures.count() >= MOST_TRIES:
            return State(Tag(_("could not be made"), "no"))
        return State(Tag(_("being made"), "open"), is_waiting=True)
    approved = report.approvals.count()
    if approved >= RELEASED_BY:
        return State(Tag(_("released"), "yes"), is_made=True, is_released=True)
    if approved:
        return State(Tag(_("approved by one, waits for a second person"), "open"), is_made=True)
    return State(Tag(_("made, not released"), "open"), is_made=True)


def report_table(*, rows: Sequence[Report]) -> Table:
    """List reports."""
    columns = [Column(_("Period")), Column(_("Kind")), Column(_("As recorded until")), Column(_("State"))]
    cells = [
        (
            Link(_period(row), reverse("reports:document", args=[row.id])),
            row.get_kind_display(),
            _moment(row.cut_off),
            state_of(row).tag,
        )
        for row in rows
    ]
    return table(caption=_("Reports"), columns=columns, rows=cells)


def facts_of(report: Report, state: State) -> list[dict[str, Any]]:
    """Say what a report is, how far it is, and who approved it."""
    by = [
        _("%(name)s, %(moment)s") % {"name": one.approved_by.name, "moment": _moment(one.approved_at)}
        for one in report.approvals.select_related("approved_by").order_by("approved_at")
    ]
    told: list[tuple[str | Promise, Any]] = [
        (_("Period"), _period(report)),
        (_("Kind"), report.get_kind_display()),
        (_("As recorded until"), _moment(report.cut_off)),
        (_("State"), state.tag.text),
        (_("Approved by"), "; ".join(by) or _("nobody yet")),
    ]
    return [{"label": label, "value": value} for label, value in told]


def files_shown(report: Report, *, forms: Mapping[str, str]) -> list[dict[str, str]]:
    """List the files of a report with their hashes, in the order of the forms, which are given with their names."""
    return _files(report, forms, kept_as="", url="document")


def publication_shown(report: Report, *, forms: Mapping[str, str]) -> dict[str, Any]:
    """Say whether a report is published, may be, or cannot be since its days are in another publication."""
    files = _files(report, forms, kept_as=PUBLISHED, url="publication")
    other = None if files else published_days_of(report)
    return {"files": files, "other": other and _period(other), "made": report.publications.first()}


def _files(report: Report, forms: Mapping[str, str], *, kept_as: str, url: str) -> list[dict[str, str]]:
    found = dict(report.files.values_list("form", "sha256"))
    return [
        {
            "name": name,
            "url": reverse(f"reports:{url}_{code}", args=[report.id]),
            "sha256": found[f"{kept_as}{code}"],
        }
        for code, name in forms.items()
        if f"{kept_as}{code}" in found
    ]


def since_the_one_before(report: Report) -> list[str]:
    """Say what became known, since the report before this one, of the period of that one."""
    before = the_one_before(report)
    if before is None:
        return []
    scope = replace(scope_of(before), cut_off=report.cut_off)
    late, gone = entered_late(scope, since=before.cut_off), reversed_after(scope, since=before.cut_off)
    return [
        _("The report before this one is of %(period)s, as recorded until %(moment)s. Of that period:")
        % {"period": _period(before), "moment": _moment(before.cut_off)},
        ngettext(
            "%(number)s dispensing was entered late since.", "%(number)s dispensings were entered late since.", late
        )
        % {"number": late},
        ngettext("%(number)s dispensing was reversed since.", "%(number)s dispensings were reversed since.", gone)
        % {"number": gone},
    ]


def may_approve(report: Report, *, by: Actor, state: State) -> bool:
    """Say whether the actor can be one of the two who release a report."""
    mine = report.approvals.filter(approved_by=by.person_id)
    return state.is_made and not state.is_released and not mine.exists()


def _period(report: Report) -> str:
    return _("%(since)s to %(until)s") % {"since": date_format(report.since), "until": date_format(report.until)}


def _moment(at: Any) -> str:
    return _("%(moment)s UTC") % {"moment": date_format(at, "DATETIME_FORMAT")}
