"""Close the registry for a while, or open it again."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """Writes or removes the file that every web process looks for, request by request; no restart is needed."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take on or off."""
        parser.add_argument("state", choices=["on", "off"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Close or open; saying it twice changes nothing."""
        if options["state"] == "on":
            settings.MAINTENANCE_FILE.parent.mkdir(parents=True, exist_ok=True)
            settings.MAINTENANCE_FILE.touch()
            self.stdout.write("The registry is closed. Counters answer CANNOT CONFIRM.")
        else:
            settings.MAINTENANCE_FILE.unlink(missing_ok=True)
            self.stdout.write("The registry is open.")
