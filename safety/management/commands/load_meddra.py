"""Load a licensee's own MedDRA files, so that codes are offered while somebody types."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from safety.models import MeddraTerm

FILE, ENCODINGS = "llt.asc", ("utf-8-sig", "latin-1")
CODE, NAME, CURRENT = 0, 1, 9
"""Places in a line of llt.asc, whose parts end with a dollar sign (MedDRA distribution file format)."""
AT_ONCE = 5_000


class Command(BaseCommand):
    """Read llt.asc whole, or nothing of it; a version that is there already is left as it is."""

    help = "Load the lowest level terms of a licensed MedDRA distribution"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the folder and the version."""
        parser.add_argument("folder", type=Path, help="the folder that holds llt.asc")
        parser.add_argument("--release", required=True, help="the version, like 27.1")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the terms, and say how many."""
        release = options["release"]
        if MeddraTerm.objects.filter(version=release).exists():
            raise CommandError(f"MedDRA {release} is loaded already. Load another version.")
        terms = [_term(release, number, line) for number, line in enumerate(_lines(options["folder"]), start=1)]
        with transaction.atomic():
            MeddraTerm.objects.bulk_create(terms, batch_size=AT_ONCE)
        if options["verbosity"]:
            self.stdout.write(f"{len(terms)} terms of MedDRA {release} loaded")


def _lines(folder: Path) -> list[str]:
    try:
        body = (folder / FILE).read_bytes()
    except OSError as error:
        raise CommandError(
            f"{folder / FILE} cannot be read: {error.strerror}. Name the folder that holds it."
        ) from None
    for encoding in ENCODINGS:
        try:
            return [line for line in body.decode(encoding).splitlines() if line.strip()]
        except UnicodeDecodeError:
            continue
    raise CommandError(f"{FILE} is in no encoding that MedDRA is delivered in.")


def _term(release: str, number: int, line: str) -> MeddraTerm:
    parts = line.split("$")
    if len(parts) <= CURRENT or len(parts[CODE]) != 8 or not parts[CODE].isdigit() or not parts[NAME]:
        raise CommandError(f"{FILE}, line {number}: expected a code of 8 digits, a name and more, parted by $.")
    return MeddraTerm(version=release, code=parts[CODE], name=parts[NAME], current=parts[CURRENT] == "Y")
