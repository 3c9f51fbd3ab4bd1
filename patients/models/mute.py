"""What a patient is not written about."""

from typing import ClassVar, Final
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from patients.models.patient import Patient

OPTIONAL: Final = ("visit", "supply")
"""The occasions that a patient may opt out of; the others are for her safety. The ladders say the same of each."""


class Mute(models.Model):
    """What a patient is not written about: one occasion that she opted out of, or nothing at all (restricted).

    Kept by those who treat her, who can say anything here, and by herself for what is not for her safety.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=40, blank=True)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["patient", "occasion"],
                condition=Q(lifted_at__isnull=True),
                name="patients_mute_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="patients_mute_lifted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.occasion or "restricted"

    @property
    def subject_of_trail(self) -> UUID:
        """Give the patient whom the trail must name."""
        return self.patient_id
