"""What the scheduler asks for: the database knows what is due, so a task carries nothing."""

import structlog
from celery import shared_task
from django.utils import timezone

from accounts.actor import SCHEDULER
from reminders.operations import BATCH, send_batch

log = structlog.get_logger(__name__)

MOST_BATCHES = 20
"""Then the task ends; the next one goes on. Several workers share the rest between them meanwhile."""


@shared_task
def send_due() -> None:
    """Send what is due, batch by batch, each with the time it was claimed at."""
    for _batch in range(MOST_BATCHES):
        tally = send_batch(by=SCHEDULER, at=timezone.now())
        if tally.claimed:
            log.info("outbox", sent=tally.sent, failed=tally.failed, dropped=tally.dropped)
        if tally.claimed < BATCH:
            return
