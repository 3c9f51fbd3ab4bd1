"""Fill the tables of programme versions and of materials from their files."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programmes.kit_shelf import load_kits
from programmes.library import load
from programmes.materials import take_in_materials
from programmes.operations import ChangedFile, take_in
from rulebook import ProgrammeError


class Command(BaseCommand):
    """Read every programme file; a broken or changed one stops it all, with its name and the remedy."""

    help = "Fill the tables of programme versions and of materials from their files"

    def handle(self, *args: Any, **options: Any) -> None:
        """Take in what is new, and say how many."""
        try:
            at = timezone.now()
            kits = load_kits(settings.MATERIAL_FILES)
            added = take_in(programmes=load(settings.PROGRAMME_FILES), at=at)
            samples = take_in_materials(files=kits, at=at)
        except (ProgrammeError, ChangedFile) as broken:
            raise CommandError(str(broken)) from broken
        if options["verbosity"]:
            self.stdout.write(f"{len(added)} programme version(s) taken in, {len(samples)} sample(s) of materials")
