"""Fill the table of obligations from the files of conditions."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from obligations.library import conditions
from obligations.operations import take_in
from rulebook import ProgrammeError


class Command(BaseCommand):
    """Take in what is new; what is there already is changed in the application and stays as it is."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Take in what is new, and say how many."""
        try:
            added = take_in(conditions=conditions(), at=timezone.now())
        except ProgrammeError as broken:
            raise CommandError(str(broken)) from broken
        if options["verbosity"]:
            self.stdout.write(f"{len(added)} obligation(s) taken in")
