"""Data quality as its page shows it."""

import datetime as dt

from django.utils.translation import gettext as _

from reports.names import Names
from reports.quality import of_dispensings, of_treatments
from reports.scope import Scope
from reports.shares import Share
from reports.sheets import Head, Kind, Sheet, Value, cells_of
from rulebook.indicators import ENTERED_VERY_LATE


def missing(scope: Scope, names: Names) -> Sheet:
    """Lay out what was entered late and what was not recorded."""
    dispensed, started = of_dispensings(scope), of_treatments(scope)
    very_late = ENTERED_VERY_LATE // dt.timedelta(hours=1)
    rows = [
        (_("Dispensings entered late"), dispensed["late"]),
        (_("Dispensings entered more than %(hours)s hours late") % {"hours": very_late}, dispensed["very_late"]),
        (_("Dispensings with no category in force"), dispensed["category"]),
        (_("Dispensings whose verdict names no programme version"), dispensed["version"]),
        (_("Dispensings with no centre recorded"), dispensed["centre"]),
        (_("Dispensings with no pack scanned: the brand is not known"), dispensed["pack"]),
        (_("Treatments whose label status cannot be told"), started["label"]),
        (_("Treatments that no counter has asked about yet"), started["not_asked"]),
        (_("Treatments of which nothing was declared"), started["declaration"]),
    ]
    return Sheet(
        name="quality",
        caption=_("What was entered late or not recorded"),
        sentence=_(
            "Late entries and missing facts, each of all dispensings or of all treatments started in the period."
        ),
        heads=[
            Head(_("What"), Kind.TEXT),
            Head(_("Number")),
            Head(_("Of")),
            Head(_("Share"), Kind.SHARE),
            Head(_("95 % from"), Kind.SHARE),
            Head(_("95 % to"), Kind.SHARE),
        ],
        rows=[(label, *_cells(share)) for label, share in rows],
    )


def _cells(share: Share) -> tuple[Value, ...]:
    return cells_of(share)[:-1]
