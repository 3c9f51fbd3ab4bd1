"""What the clock asks of obligations: their rows say what is due, so a task carries nothing."""

from celery import shared_task
from django.utils import timezone

from obligations.operations import tell_obligations


@shared_task
def tell_what_falls_due() -> None:
    """Put a message for whoever answers for what is due soon, or overdue."""
    tell_obligations(at=timezone.now())
