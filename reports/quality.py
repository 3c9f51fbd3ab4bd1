"""How whole the data are: what was entered late, and what was not recorded."""

from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q

from patients.models import Mode, ScannedPack
from reports.indicators import NOT_JUDGED
from reports.labels import LABEL_UNKNOWN, NOT_ASKED, Labelled, labelled, total
from reports.queries import dispensings
from reports.scope import Scope
from reports.shares import Share
from rulebook.indicators import ENTERED_VERY_LATE


def of_dispensings(scope: Scope) -> dict[str, Share]:
    """Count what is late or missing among the dispensings: under ``late``, ``very_late``, ``category`` and so on."""
    lateness = ExpressionWrapper(
        F("late_entry__recorded_at") - F("late_entry__happened_at"), output_field=DurationField()
    )
    packs = ScannedPack.objects.filter(verdict=OuterRef("pk"), why_not=[])
    wanted = {
        "late": Q(mode=Mode.LATE),
        "very_late": Q(mode=Mode.LATE, lateness__gt=ENTERED_VERY_LATE),
        "category": NOT_JUDGED,
        "version": Q(programme_version=""),
        "centre": Q(centre__isnull=True),
        "pack": Q(is_scanned=False),
    }
    rows = dispensings(scope).annotate(lateness=lateness, is_scanned=Exists(packs))
    found = rows.aggregate(all=Count("id"), **{name: Count("id", filter=one) for name, one in wanted.items()})
    return {name: Share(found[name], found["all"]) for name in wanted}


def of_treatments(scope: Scope) -> dict[str, Share]:
    """Count what is missing among the treatments started: label status, a question at a counter, declaration."""
    rows: list[Labelled] = labelled(scope)
    everyone = sum(row.count for row in rows)
    undeclared = sum(row.count for row in rows if row.declared_off_label is None)
    return {
        "label": Share(total(rows, LABEL_UNKNOWN), everyone),
        "not_asked": Share(total(rows, NOT_ASKED), everyone),
        "declaration": Share(undeclared, everyone),
    }
