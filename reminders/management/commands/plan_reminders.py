"""Write down what falls due by now, and send nothing: the task does the same every minute."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.actor import SCHEDULER
from reminders.operations import plan


class Command(BaseCommand):
    """Plan without the clock: after an import, or where the scheduler is down."""

    help = "Write down what falls due by now and was not written yet"

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, and say how many enrolments were looked at."""
        looked_at = plan(by=SCHEDULER, at=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"{looked_at} enrolment(s) looked at")
