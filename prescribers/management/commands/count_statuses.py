"""Count every patient's status anew where the kept one is not current."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from prescribers.counting import count_anew


class Command(BaseCommand):
    """Fill the worklists' kept statuses, after an import or a new release; the task does the same every minute."""

    help = "Count every patient's status anew where the kept one is not current"

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, and say how many."""
        counted = count_anew(at=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"{counted} status(es) counted anew")
