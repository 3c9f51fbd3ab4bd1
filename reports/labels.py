"""Use within the label (L1): treatments by what the rulebook said of them, beside what the prescriber declared."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, F
from django.db.models.functions import TruncMonth

from reports.queries import CENTRE, COUNTRY, MONTH, PROGRAMME, treatments
from reports.scope import Scope
from reports.shares import Share

ON_LABEL, PARTNER_LABEL, OFF_LABEL, LABEL_UNKNOWN = "on_label", "partner_label", "off_label", "label_unknown"
NOT_ASKED: Final = ""
"""No counter asked about this treatment yet, so nothing was judged."""
STATUSES: Final = (ON_LABEL, PARTNER_LABEL, OFF_LABEL, LABEL_UNKNOWN, NOT_ASKED)

_KEYS: Final = {
    MONTH: TruncMonth("started_on"), CENTRE: "enrolment__centre_id", COUNTRY: "country",
    PROGRAMME: "enrolment__programme_id",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labelled:
    """Treatments that were alike: where they belong, their label status, the indication, what was declared."""

    key: Any
    label: str
    indication: str
    declared_off_label: bool | None
    count: int


def labelled(scope: Scope, *, by: str | None = None) -> list[Labelled]:
    """Count the treatments started in the period, laid apart by one dimension.

    :raises KeyError: for a dimension that treatments do not have.
    """
    rows, names = treatments(scope), ["label", "matched", "declared_off_label"]
    if by is not None:
        key = _KEYS[by]
        rows, names = rows.annotate(key=F(key) if isinstance(key, str) else key), [*names, "key"]
    found = rows.values(*names).annotate(count=Count("id")).order_by(*names)
    return [
        Labelled(
            row.get("key"), row["label"] or NOT_ASKED, row["matched"] or "", row["declared_off_label"], row["count"]
        )
        for row in found
    ]


def share_of(rows: list[Labelled], status: str) -> Share:
    """Give the share of one label status; missing are the treatments whose status cannot be told or was not asked."""
    missing = total(rows, LABEL_UNKNOWN) + total(rows, NOT_ASKED)
    return Share(total(rows, status), sum(row.count for row in rows), missing)


def total(rows: list[Labelled], status: str) -> int:
    """Count the treatments of one label status."""
    return sum(row.count for row in rows if row.label == status)
