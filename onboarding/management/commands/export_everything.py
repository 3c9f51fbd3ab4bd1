"""Write every row of the registry to a folder, one CSV a table, and read it back."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.actor import SCHEDULER
from audit.models import Outcome
from audit.operations import write
from onboarding.exporting import faults_of, write_everything


class Command(BaseCommand):
    """The folder holds health data of named people: it is made readable by its owner alone."""

    help = "Write every row of the registry to a new folder, one CSV a table, with their hashes in manifest.json"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, read it back, write a line in the trail, and say how much it was."""
        folder: Path = options["folder"]
        try:
            written = write_everything(folder=folder, rooms=settings.ROOMS)
        except FileExistsError as there:
            raise CommandError(f"{folder} is there already. Name a folder that is not.") from there
        if wrong := faults_of(folder=folder):
            raise CommandError(f"Not as it was written: {', '.join(wrong)}. Delete {folder} and start again.")
        rows = sum(one.rows for one in written)
        words = f"{len(written)} tables, {rows} rows"
        write(by=SCHEDULER, at=timezone.now(), act="onboarding.export", outcome=Outcome.DONE, reason=words)
        self.stdout.write(f"{words}, in {folder}")
