"""What the scheduler asks for: the database knows what is due, so a task carries nothing."""

import structlog
from celery import shared_task
from django.utils import timezone

from accounts.actor import SCHEDULER
from reminders.operations import BATCH, beat, plan, send_batch

log = structlog.get_logger(__name__)

MOST_BATCHES = 40
"""Then the task ends, and the next one goes on."""

MOST_LOOKED_AT = 5_000
"""The same for planning: well within the task's time."""


@shared_task
def send_due() -> None:
    """Send what is due, batch by batch; where the mail server fails, leave the rest to the next task."""
    for _batch in range(MOST_BATCHES):
        tally = send_batch(by=SCHEDULER, at=timezone.now())
        if tally.claimed:
            log.info("outbox", sent=tally.sent, failed=tally.failed, dropped=tally.dropped)
        if tally.failed or tally.put_off or tally.claimed < BATCH:
            break
    beat(at=timezone.now())


@shared_task
def plan_due() -> None:
    """Write down what is due by now: what changed, what a new day brings, what was missed while nobody asked."""
    looked_at = plan(by=SCHEDULER, at=timezone.now(), most=MOST_LOOKED_AT)
    if looked_at:
        log.info("plan", looked_at=looked_at)
