"""What the clock asks of reports: the database knows which are due or were asked for, so a task carries nothing."""

import structlog
from celery import shared_task
from django.utils import timezone

from accounts.actor import SCHEDULER
from reports.keeping import count_anew, differences, keep
from reports.making import make_waiting
from reports.operations import plan_reports

log = structlog.get_logger(__name__)

LONGEST = 1_800
"""Seconds that the reports of one task may take, far more than any other task."""


@shared_task(soft_time_limit=LONGEST, time_limit=LONGEST + 60)
def make_reports() -> None:
    """Make the reports that wait."""
    make_waiting(clock=timezone.now)


@shared_task
def plan_regular() -> None:
    """Have the reports of the periods that are over made."""
    plan_reports(by=SCHEDULER, at=timezone.now())


@shared_task(soft_time_limit=LONGEST, time_limit=LONGEST + 60)
def keep_sums() -> None:
    """Bring the kept sums forward by what was recorded since."""
    keep(at=timezone.now())


@shared_task(soft_time_limit=LONGEST, time_limit=LONGEST + 60)
def compare_sums() -> None:
    """Compare the kept sums with the record; where they differ, say so to who runs the registry and count anew."""
    if found := differences():
        log.error("kept sums differ from the record", sums=len(found))
        count_anew(at=timezone.now())
