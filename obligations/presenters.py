"""Obligations as their pages show them."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.countries import COUNTRIES
from accounts.models import Role
from foundation.tables import Column, Link, Table, Tag, table
from obligations.models import Step, What
from obligations.queries import Owed
from rulebook.obligations import Standing

SAID: Final = {
    Standing.OPEN: (gettext_lazy("open"), "open"),
    Standing.SOON: (gettext_lazy("due soon"), "wait"),
    Standing.OVERDUE: (gettext_lazy("overdue"), "no"),
    Standing.MET: (gettext_lazy("met"), "yes"),
    Standing.DROPPED: (gettext_lazy("no longer asked"), "open"),
}
"""Each standing in words, and the tone of its tag."""


def owed_table(*, caption: str, rows: Sequence[Owed]) -> Table:
    """List obligations."""
    columns = [
        Column(_("Condition")),
        Column(_("Owed to")),
        Column(_("Owner")),
        Column(_("Due on")),
        Column(_("State")),
    ]
    cells = [
        (
            Link(one.obligation.get_kind_display(), reverse("obligations:obligation", args=[one.obligation.id])),
            _owed_to(one),
            _owner(one),
            date_format(one.due_on),
            tag_of(one),
        )
        for one in rows
    ]
    return table(caption=caption, columns=columns, rows=cells)


def tag_of(one: Owed) -> Tag:
    """Say how one stands."""
    words, tone = SAID[one.standing]
    return Tag(words, tone)


def facts_of(one: Owed) -> list[dict[str, Any]]:
    """Say what one is, and how it stands."""
    told = [
        (_("Programme"), one.obligation.programme.title),
        (_("Owed to"), _owed_to(one)),
        (_("Where it is asked"), one.obligation.source),
        (_("Owner"), _owner(one)),
        (_("Due on"), date_format(one.due_on)),
        (_("State"), tag_of(one).text),
    ]
    if one.obligation.every_months:
        told.insert(5, (_("Comes again after"), _("%(number)s months") % {"number": one.obligation.every_months}))
    return [{"label": label, "value": value} for label, value in told]


def history_of(one: Owed) -> Table:
    """List all that was done about one, the newest first."""
    columns = [Column(_("When")), Column(_("What")), Column(_("Details")), Column(_("By"))]
    cells = [
        (_moment(step), step.get_what_display(), "; ".join(_details(step)) or "–", step.by.name)
        for step in reversed(one.steps)
    ]
    return table(caption=_("What was done"), columns=columns, rows=cells)


def documents_of(one: Owed) -> list[dict[str, str]]:
    """List what was shown, with the address of what is kept here."""
    return [
        {
            "reference": step.reference,
            "sha256": step.sha256,
            "url": reverse("obligations:document", args=[step.id]) if step.content_type else "",
        }
        for step in one.steps
        if step.what == What.MET
    ]


def _details(step: Step) -> Iterable[str]:
    if step.what == What.MOVED and step.due_on is not None:
        yield _("due on %(day)s") % {"day": date_format(step.due_on)}
    if step.what == What.OWNED:
        yield step.owner.name if step.owner is not None else _("everybody with the role")
    yield from (text for text in (step.reference, step.reason) if text)


def _owed_to(one: Owed) -> str:
    country = one.obligation.country
    return str(dict(COUNTRIES).get(country, country)) if country else _("European Union")


def _owner(one: Owed) -> str:
    return one.owner.name if one.owner is not None else str(Role(one.obligation.owner_role).label)


def _moment(step: Step) -> str:
    return _("%(moment)s UTC") % {"moment": date_format(step.at, "DATETIME_FORMAT")}
