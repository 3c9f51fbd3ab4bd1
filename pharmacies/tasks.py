"""What the clock asks of the counter: the database knows what is wanted, so a task carries nothing."""

from celery import shared_task
from django.utils import timezone

from pharmacies.nightly import make_sheets_wanted


@shared_task
def make_sheets() -> None:
    """Make the downtime sheets of today that are not made yet."""
    make_sheets_wanted(at=timezone.now())
