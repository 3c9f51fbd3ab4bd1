"""What is counted: verdicts as they were kept, never judged again, in one statement and so one snapshot."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from patients.models import Dispensing, Mode, Verdict


@dataclass(frozen=True, slots=True)
class Group:
    """Verdicts that were alike in everything that a figure asks, and how many they were."""

    mode: str
    dispense: bool
    refusal: str
    reasons: tuple[str, ...]
    advice: tuple[str, ...]
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
        Verdict.objects.filter(country=country, on__range=(since, until), at__lte=recorded_until)
        .annotate(dispensed=Exists(standing))
        .values_list("mode", "dispense", "refusal", "reasons", "advice", "label", "programme_version", "dispensed")
        .annotate(count=Count("id"))
        .order_by()
    )
    return [
        Group(mode, dispense, refusal, tuple(reasons), tuple(advice), label, version, dispensed, count)
        for mode, dispense, refusal, reasons, advice, label, version, dispensed, count in rows
    ]
