"""What the scheduler asks for: the database knows what is due, so a task carries nothing."""

import time
from itertools import cycle

import structlog
from celery import shared_task
from django.utils import timezone

from accounts.actor import SCHEDULER
from reminders.operations import PATIENCE, beat, plan, send_batch, tell_who_watches

log = structlog.get_logger(__name__)

MOST_LOOKED_AT = 5_000
"""The same for planning: well within the task's time."""


@shared_task
def send_due() -> None:
    """Send what is due, batch by batch, as long as there is time; where nothing of a batch goes out, leave the rest.

    What a dead sender left goes one by one, in turn with what waits: where its channel is down too, a hundred of those
    would hold up everybody else. That one of them failed says nothing of the rest, as a whole batch does.

    The task ends by itself, well before its time is up: cut off in the midst of a message, it would count as failed
    what the provider has taken.
    """
    end = time.monotonic() + PATIENCE
    for abandoned_first in cycle((True, False)):
        left = end - time.monotonic()
        if left <= 0:
            break
        tally = send_batch(by=SCHEDULER, at=timezone.now(), patience=left, abandoned_first=abandoned_first)
        if tally.claimed:
            log.info("outbox", sent=tally.sent, failed=tally.failed, dropped=tally.dropped)
        if tally.failed == tally.claimed != 1:
            break
    tell_who_watches(at=timezone.now())
    beat(at=timezone.now())


@shared_task
def plan_due() -> None:
    """Write down what is due by now: what changed, what a new day brings, what was missed while nobody asked."""
    looked_at = plan(by=SCHEDULER, at=timezone.now(), most=MOST_LOOKED_AT)
    if looked_at:
        log.info("plan", looked_at=looked_at)
