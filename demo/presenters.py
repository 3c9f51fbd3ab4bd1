"""The demo's people and cards as tables."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from demo.models import Kind
from demo.queries import Login, ShownCard, ShownPack
from foundation.tables import Column, Link, Table, Tag, table
from patients.models import WhyNot


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
            Column(_("What happened")), Column(_("Log in as")), Column(_("Patient’s own page, opened with")),
        ],
        rows=[(one.grouped, _answer(one.kind), one.code or "–", one.words, one.email, _page(one)) for one in rows],
    )  # fmt: skip


def packs_table(rows: Iterable[ShownPack]) -> Table:
    """Lay out the packs to scan: the code is copied into the field for packs, or scanned from the screen."""
    said = {
        None: Tag(_("fits"), "yes"),
        WhyNot.RECALLED: Tag(_("called back"), "no"),
        WhyNot.EXPIRED: Tag(_("expired"), "no"),
    }
    return table(
        caption=_("Packs to scan"),
        columns=[Column(_("Pack")), Column(_("State")), Column(_("Code"))],
        rows=[(one.name, said[one.why_not], one.code.text) for one in rows],
    )


def _page(one: ShownCard) -> Link | str:
    """Lead to the page as the card's square code does, with the birth date to type there."""
    if one.born is None:
        return "–"
    return Link(date_format(one.born), f"{reverse('portal:door')}#{one.number}")


def _answer(kind: str) -> Tag:
    if kind == Kind.YES:
        return Tag(_("Yes"), "yes")
    return Tag(_("No") if kind == Kind.REASON else _("Refused"), "no")
