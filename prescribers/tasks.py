"""What the scheduler asks of this desk: the database knows whose status is not current, so a task carries nothing."""

import time
from typing import Final

import structlog
from celery import shared_task
from django.utils import timezone

from prescribers.counting import count_anew, forget_old_keys

log = structlog.get_logger(__name__)

LOT: Final = 500
"""So many are counted between two looks at the time."""

SPAN: Final = 40
"""Seconds after which no further lot is begun: the task ends within its time, and the next one goes on."""


@shared_task
def count_statuses() -> None:
    """Count anew what midnight, a new programme file or a certification has made old."""
    began, counted = time.monotonic(), 0
    while True:
        lot = count_anew(at=timezone.now(), most=LOT)
        counted += lot
        if lot < LOT or time.monotonic() - began > SPAN:
            break
    if counted:
        forget_old_keys(at=timezone.now())
        log.info("statuses", counted=counted)
