"""Fill the table of programme versions from the programme files."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programmes.library import load
from programmes.operations import ChangedFile, take_in
from rulebook import ProgrammeError


class Command(BaseCommand):
    """Read every programme file; a broken or changed one stops it all, with its name and the remedy."""

    help = "Fill the table of programme versions from the programme files"

    def handle(self, *args: Any, **options: Any) -> None:
        """Take in what is new, and say how many."""
        try:
            added = take_in(programmes=load(settings.PROGRAMME_FILES), at=timezone.now())
        except (ProgrammeError, ChangedFile) as broken:
            raise CommandError(str(broken)) from broken
        if options["verbosity"]:
            self.stdout.write(f"{len(added)} programme version(s) taken in")
