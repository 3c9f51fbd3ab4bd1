"""Count the sums behind the authority's figures anew from the record, and compare them with those that are kept."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reports.keeping import count_anew, differences
from reports.sums import kept_until

SHOWN = 20
"""So many differences are listed."""


class Command(BaseCommand):
    """Ends with 1 where the two differ."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask whether to throw the kept sums away."""
        parser.add_argument("--anew", action="store_true", help="throw the kept sums away and count everything first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count anew where that is wanted, then compare."""
        if options["anew"]:
            count_anew(at=timezone.now())
        until = kept_until()
        if until is None:
            self.stdout.write("No sums are kept: every figure is counted from the record. To keep them: --anew")
            return
        found = differences()
        for month, country, *_alike, fresh, kept in found[:SHOWN]:
            self.stdout.write(f"{country} {month:%Y-%m}: {fresh} counted, {kept} kept")
        if found:
            raise CommandError(f"{len(found)} sums differ from the record. To put them right: kept_sums --anew")
        self.stdout.write(f"The sums kept until {until.isoformat(timespec='seconds')} are those of the record.")
