"""Make the demo's data: people, places, some sixty patients and a year of their lives."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from demo.operations import make_demo_data


class Command(BaseCommand):
    """Safe to run again: data that is there stays as it is."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the clock once; every date of the demo counts from it."""
        made = make_demo_data(now=timezone.now())
        self.stdout.write("The demo's data is made." if made else "The demo's data is there already.")
