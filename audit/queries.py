"""Questions about the trail."""

from uuid import UUID

from django.db.models import QuerySet

from audit.models import Entry


def lines_about(*, subject: UUID) -> QuerySet[Entry]:
    """List what was done, read or refused about one patient, the latest first."""
    return Entry.objects.filter(subjects__contains=[subject]).order_by("-at", "-id")
