"""Who has a material, and what waits for a holder to confirm it."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.tables import Column, Link, Table, Tag, table
from programmes.holding import Awaited, Hold


def hold_table(*, rows: Iterable[Hold], zone: str, is_late: bool) -> Table:
    """Lay out the holders of a material; the days are those of the programme's clock."""
    open_tag = Tag(_("late"), "no") if is_late else Tag(_("not yet"), "wait")
    return table(
        caption=_("Who should have it"),
        columns=[Column(_("Name")), Column(_("Who")), Column(_("Mail left on")), Column(_("Confirmed on"))],
        rows=[
            (
                one.holder.name,
                _("Pharmacy") if one.holder.is_pharmacy else _("Prescriber"),
                _sent(one, zone),
                _day(one.acknowledged_at, zone) if one.acknowledged_at else open_tag,
            )
            for one in rows
        ],
    )


def awaited_table(*, rows: Iterable[Awaited]) -> Table:
    """Lay out what a holder has not confirmed yet."""
    return table(
        caption=_("For you to confirm"),
        columns=[Column(_("Title")), Column(_("Kind")), Column(_("Version")), Column(_("Read it by"))],
        rows=[
            (
                Link(one.material.title, reverse("programmes:acknowledge", args=[one.material.id])),
                one.material.get_kind_display(),
                one.material.version,
                date_format(one.until) if one.until else "–",
            )
            for one in rows
        ],
    )


def _sent(one: Hold, zone: str) -> str:
    if one.sent_at is not None:
        return _day(one.sent_at, zone)
    return _("waiting to leave") if one.copied_at else _("not sent")


def _day(at: dt.datetime, zone: str) -> str:
    return date_format(at.astimezone(ZoneInfo(zone)).date())
