"""What is counted: verdicts as they were kept, never judged again, in one statement and so one snapshot."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from patients.models import Dispensing, Mode, Verdict

REAL = Q(pharmacy__practice_of__isnull=True) & (Q(centre__isnull=True) | Q(centre__practice_of__isnull=True))
"""Verdicts in which nobody only practised: no other is ever counted."""


ALIKE = (
    "mode", "dispense", "refusal", "reasons", "advice", "overruled", "moved", "label", "programme_version", "dispensed",
)  # fmt: skip
"""What a figure may ask of a verdict."""


@dataclass(frozen=True, slots=True)
class Group:
    """Verdicts that were alike in everything that a figure asks, and how many they were."""

    mode: str
    dispense: bool
    refusal: str
    reasons: tuple[str, ...]
    advice: tuple[str, ...]
    overruled: tuple[str, ...]
    moved: tuple[str, ...]
    label: str
    programme_version: str
    dispensed: bool
    count: int

    @property
    def is_check(self) -> bool:
        """Say whether this was the question at the counter, not the one asked again while dispensing."""
        return self.mode == Mode.CHECK


def verdict_groups(*, country: str, since: dt.date, until: dt.date, recorded_until: dt.datetime) -> list[Group]:
    """Count a country's verdicts of a period, both days included, as recorded up to the cut-off.

    A verdict counts as dispensed when its dispensing stands: what was entered in error does not.
    """
    standing = Dispensing.objects.standing().filter(verdict=OuterRef("pk"), recorded_at__lte=recorded_until)
    rows = (
        Verdict.objects.filter(REAL, country=country, on__range=(since, until), at__lte=recorded_until)
        .annotate(dispensed=Exists(standing))
        .values_list(
            "mode",
            "dispense",
            "refusal",
            "reasons",
            "advice",
            "overruled",
            "moved",
            "label",
            "programme_version",
            "dispensed",
        )
        .annotate(count=Count("id"))
        .order_by()
    )
    return [_group(*values) for values in rows]


def _group(mode: str, dispense: bool, refusal: str, *rest: Any) -> Group:
    """Make the group of a row, in the order of ``ALIKE``."""
    *lists, label, version, dispensed, count = rest
    reasons, advice, overruled, moved = (tuple(codes) for codes in lists)
    return Group(mode, dispense, refusal, reasons, advice, overruled, moved, label, version, dispensed, count)
