"""What the clock asks of the safety desk: the record itself says what has no case, so a task carries nothing."""

from celery import shared_task
from django.utils import timezone

from safety.pulling import pull


@shared_task
def open_cases() -> None:
    """Open a case for every report and pregnancy that has none."""
    pull(at=timezone.now())
