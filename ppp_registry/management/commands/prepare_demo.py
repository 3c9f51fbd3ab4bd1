"""Make a demo ready in one process: database, files for the browser, demo data."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Safe to run at every start; data that is there stays."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the three steps; the demo's settings only."""
        if not settings.DEMO:
            raise CommandError("These settings are not a demo's. Use prepare_database and collectstatic.")
        call_command("prepare_database", verbosity=0, stdout=self.stdout)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("demo_data")
