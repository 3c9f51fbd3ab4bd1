"""What the clock asks of the safety desk: the record itself says what has no case, so a task carries nothing."""

from celery import shared_task
from django.utils import timezone

from safety.operations import tell_overdue
from safety.pulling import pull


@shared_task
def open_cases() -> None:
    """Open a case for every report and pregnancy that has none."""
    pull(at=timezone.now())


@shared_task
def tell_what_is_overdue() -> None:
    """Put a message for whoever can help with a case, or a step of a follow-up, that is overdue."""
    tell_overdue(at=timezone.now())
