"""What the side effects say together, as tables."""

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from accounts.models import Kind
from foundation.tables import Column, Table, table
from programmes.reactions import WORDS
from safety.signals import Signals


def term_table(found: Signals) -> Table:
    """Lay out the reactions, those with most serious reports on top."""
    return table(
        caption=_("By reaction"),
        columns=[
            Column(_("Reaction")),
            Column(_("Reports"), numeric=True),
            Column(_("Serious, or not said"), numeric=True),
            Column(_("Days to onset, median"), numeric=True),
        ],
        rows=[
            [
                str(WORDS.get(one.reaction, _("Other, in the reporter's words"))), str(one.reports), str(one.serious),
                "–" if one.median_onset is None else number_format(one.median_onset, use_l10n=True),
            ]
            for one in found.terms
        ],
    )  # fmt: skip


def month_table(found: Signals) -> Table:
    """Lay out the months, the latest on top."""
    return table(
        caption=_("By month"),
        columns=[
            Column(_("Month")),
            Column(_("Reports"), numeric=True),
            Column(_("Serious, or not said"), numeric=True),
        ],
        rows=[
            [date_format(month, "YEAR_MONTH_FORMAT"), str(reports), str(serious)]
            for month, reports, serious in found.months
        ],
    )


def place_table(found: Signals) -> Table:
    """Lay out who reports, and how much."""
    return table(
        caption=_("By who reports"),
        columns=[Column(_("Place")), Column(_("Kind")), Column(_("Reports"), numeric=True)],
        rows=[[name, str(Kind(kind).label), str(reports)] for name, kind, reports in found.places],
    )
