"""The demo's people and cards as tables."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from demo.models import Kind
from demo.queries import Login, ShownCard
from foundation.tables import Column, Table, Tag, table


def logins_table(rows: Iterable[Login]) -> Table:
    """Lay out who can log in."""
    return table(
        caption=_("Who can log in"),
        columns=[
            Column(_("Address")), Column(_("Name")), Column(_("Role")), Column(_("Works for")),
            Column(_("Country")),
        ],
        rows=[(one.email, one.name, one.role, one.organisation, one.country) for one in rows],
    )  # fmt: skip


def cards_table(rows: Iterable[ShownCard]) -> Table:
    """Lay out which card leads to which answer."""
    return table(
        caption=_("Cards to try at the counter"),
        columns=[
            Column(_("Card"), number=True), Column(_("Answer")), Column(_("Code")),
            Column(_("What happened")), Column(_("Log in as")),
        ],
        rows=[(one.grouped, _answer(one.kind), one.code or "–", one.words, one.email) for one in rows],
    )  # fmt: skip


def _answer(kind: str) -> Tag:
    if kind == Kind.YES:
        return Tag(_("Yes"), "yes")
    return Tag(_("No") if kind == Kind.REASON else _("Refused"), "no")
