"""Imports as their pages show them."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.countries import COUNTRIES
from accounts.models import Organisation, User
from foundation.tables import Column, Link, Table, Tag, table
from onboarding.columns import COLUMNS
from onboarding.models import How, Import, Kind, StagedRow
from onboarding.queries import Counted


def import_table(*, rows: Iterable[Import]) -> Table:
    """List imports."""
    columns = [
        Column(_("List")),
        Column(_("Rows"), numeric=True),
        Column(_("When")),
        Column(_("By")),
        Column(_("State")),
    ]
    cells = [
        (
            Link(title_of(one), reverse("onboarding:import", args=[one.id])),
            str(one.rows),
            _moment(one.staged_at),
            one.staged_by.name,
            state_of(one),
        )
        for one in rows
    ]
    return table(caption=_("Lists"), columns=columns, rows=cells)


def title_of(one: Import) -> str:
    """Name an import."""
    country = dict(COUNTRIES).get(one.country, one.country)
    return _("%(country)s: %(kind)s") % {"country": country, "kind": one.get_kind_display()}


def state_of(one: Import) -> Tag:
    """Say how an import stands."""
    if hasattr(one, "undoing"):
        return Tag(_("undone"), "no")
    if not hasattr(one, "ending"):
        return Tag(_("looked at"), "wait")
    return Tag(one.ending.get_how_display(), "yes" if one.ending.how == How.APPLIED else "open")


def facts_of(one: Import, count: Counted) -> list[dict[str, Any]]:
    """Say what an import is, and what its rows come to."""
    told = [
        (_("Uploaded by"), _("%(name)s, %(moment)s") % {"name": one.staged_by.name, "moment": _moment(one.staged_at)}),
        (_("SHA-256 of the file"), one.sha256),
        (_("State"), state_of(one).text),
        (_("Rows"), str(one.rows)),
    ]
    if not hasattr(one, "ending"):
        told += [
            (_("Rows that are wrong"), str(count.faulty)),
            (_("Rows that wait for an answer"), str(count.unanswered)),
            (_("New"), str(count.new)),
            (_("There already"), str(count.there)),
        ]
    elif one.ending.how == How.APPLIED:
        told.append((_("Applied by"), one.ending.by.name))
    if hasattr(one, "undoing"):
        told.append((_("Why it is undone"), one.undoing.reason))
    return [{"label": label, "value": value} for label, value in told]


def fault_table(*, rows: Iterable[StagedRow]) -> Table:
    """List what is wrong, row by row as the file has them."""
    cells = [(str(row.line), column or "–", words) for row in rows for column, words in row.faults]
    columns = [Column(_("Row")), Column(_("Column")), Column(_("What is wrong, and what to do"))]
    return table(caption=_("Rows that are wrong"), columns=columns, rows=cells)


def alike_table(one: Import, *, rows: Iterable[StagedRow]) -> Table:
    """List rows that may be something the registry has."""
    said = {"same": Tag(_("there already"), "yes"), "new": Tag(_("new"), "yes"), "": Tag(_("to be answered"), "wait")}
    cells = [
        (
            Link(row.values["name"], reverse("onboarding:match", args=[one.id, row.id])),
            str(row.line),
            said[row.answer],
        )
        for row in rows
    ]
    columns = [Column(_("Name")), Column(_("Row")), Column(_("State"))]
    return table(caption=_("Perhaps there already"), columns=columns, rows=cells)


def left_table(one: Import) -> Table:
    """List what an import brought and was used since, so that it stays."""
    columns = [Column(_("Row")), Column(_("Why it stays"))]
    cells = [(str(line), why) for line, why in one.undoing.left]
    return table(caption=_("Used since, and not undone"), columns=columns, rows=cells)


def compared(row: StagedRow, found: Organisation | User, *, kind: str) -> Table:
    """Lay a row beside what the registry has."""
    names = ["name", "email", "telephone"] + (["time_zone"] if kind == Kind.PLACES else [])
    cells = [(name, row.values[name] or "–", str(getattr(found, name)) or "–") for name in names]
    columns = [Column(_("Column")), Column(_("In the list")), Column(_("In the registry"))]
    return table(caption=_("Compare"), columns=columns, rows=cells)


def columns_shown() -> list[dict[str, Any]]:
    """Say which columns each list has."""
    return [
        {
            "title": Kind(kind).label,
            "needed": ", ".join(name for name, column in columns.items() if column.is_needed),
            "others": ", ".join(name for name, column in columns.items() if not column.is_needed),
        }
        for kind, columns in COLUMNS.items()
    ]


def _moment(at: Any) -> str:
    return _("%(moment)s UTC") % {"moment": date_format(at, "DATETIME_FORMAT")}
