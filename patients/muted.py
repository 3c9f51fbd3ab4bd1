"""What a patient is not written about now."""

from collections.abc import Sequence

from django.db.models import QuerySet

from patients.models import Mute, Patient


def standing_mutes(*, patients: Sequence[Patient]) -> QuerySet[Mute]:
    """List what some patients are not written about, the oldest first."""
    return Mute.objects.filter(patient__in=patients, lifted_at__isnull=True).order_by("at", "id")
