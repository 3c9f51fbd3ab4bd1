"""The downtime sheet of a pharmacy: what was a yes one night, sealed."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from accounts.models import Organisation
from foundation.records import AppendOnly


class DowntimeSheet(AppendOnly):
    """What a pharmacy may go by when the registry cannot be asked, as it was one night.

    ``lines`` are what is printed, without a name; ``subjects`` are the patients behind them, for the trail alone.
    ``seal`` is a keyed hash over number, pharmacy, hours and lines.
    """

    pharmacy = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    made_at = models.DateTimeField()
    holds_until = models.DateTimeField()
    lines = models.JSONField()
    subjects = models.JSONField()
    seal = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pharmacy", "made_on"], name="pharmacies_sheet_once_a_day"),
            models.CheckConstraint(condition=Q(holds_until__gt=F("made_at")), name="pharmacies_sheet_ends_later"),
            models.CheckConstraint(condition=Q(seal__regex=r"^[0-9a-f]{64}$"), name="pharmacies_sheet_is_sealed"),
        ]

    @property
    def patients(self) -> list[UUID]:
        """Give the patients whom the trail names when the sheet is opened."""
        return [UUID(one) for one in self.subjects]

    def __str__(self) -> str:
        return f"{self.made_on}"
