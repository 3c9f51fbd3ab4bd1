"""What the clock asks of reports: the database knows which are due or were asked for, so a task carries nothing."""

from celery import shared_task
from django.utils import timezone

from accounts.actor import SCHEDULER
from reports.making import make_waiting
from reports.operations import plan_reports

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
