"""``manage.py downtime_sheets``: makes the sheets of today by hand, for the night on which the clock did not."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pharmacies.nightly import make_sheets_wanted


class Command(BaseCommand):
    """Make the downtime sheets of today that are not made yet."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the clock does."""
        make_sheets_wanted(at=timezone.now())
