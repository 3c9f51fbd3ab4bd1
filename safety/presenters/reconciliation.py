"""Where two lists of cases differ."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from foundation.tables import Column, Table, table
from safety.reconciliation import Difference


def difference_table(*, rows: Iterable[Difference]) -> Table:
    """Lay out what is not the same in both lists."""
    heads = {"day_zero": _("Day zero"), "serious": _("Serious"), "nullified": _("Nullified")}
    return table(
        caption=_("Not the same in both"),
        columns=[Column(_("Case"), number=True), Column(_("What")), Column(_("Here")), Column(_("There"))],
        rows=[[one.case, heads[one.column], one.here or "–", one.there or "–"] for one in rows],
    )
