"""Load a licensee's own MedDRA files, so that codes are offered while somebody types."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from safety.models import MeddraTerm

FILE, HIERARCHY, ENCODINGS = "llt.asc", "mdhier.asc", ("utf-8-sig", "latin-1")
CODE, NAME, PREFERRED, CURRENT = 0, 1, 2, 9
"""Places in a line of llt.asc, whose parts end with a dollar sign (MedDRA distribution file format)."""
OF_PREFERRED, CLASS_CODE, CLASS, PRIMARY_CODE, IS_PRIMARY = 0, 3, 7, 10, 11
"""Places in a line of mdhier.asc: the code of the preferred term, code and name of the class, the code of the term's
primary class, and whether this is it. The twelve parts are in order: pt_code, hlt_code, hlgt_code, soc_code, pt_name,
hlt_name, hlgt_name, soc_name, soc_abbrev, null_field, pt_soc_code, primary_soc_fg (MedDRA Distribution File Format
Document of the MSSO, table MDHIER; read so too by KAZU and by the R package vigicaen). The two codes let each line show
by itself that it is read rightly."""
AT_ONCE = 5_000


class Command(BaseCommand):
    """Read llt.asc whole, or nothing of it; a version that is there already is left as it is.

    Where mdhier.asc lies beside it, each term is kept with the primary organ class that it gives.
    """

    help = "Load the lowest level terms of a licensed MedDRA distribution"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the folder and the version."""
        parser.add_argument("folder", type=Path, help="the folder that holds llt.asc, and mdhier.asc for the classes")
        parser.add_argument("--release", required=True, help="the version, like 27.1")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the terms, and say how many."""
        release = options["release"]
        if MeddraTerm.objects.filter(version=release).exists():
            raise CommandError(f"MedDRA {release} is loaded already. Load another version.")
        folder = options["folder"]
        classes = _classes(folder) if (folder / HIERARCHY).exists() else {}
        lines = enumerate(_lines(folder / FILE), start=1)
        terms = [_term(release, number, line, classes) for number, line in lines]
        with transaction.atomic():
            MeddraTerm.objects.bulk_create(terms, batch_size=AT_ONCE)
        if options["verbosity"]:
            self.stdout.write(f"{len(terms)} terms of MedDRA {release} loaded")


def _lines(file: Path) -> list[str]:
    try:
        body = file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}. Name the folder that holds it.") from None
    for encoding in ENCODINGS:
        try:
            return [line for line in body.decode(encoding).splitlines() if line.strip()]
        except UnicodeDecodeError:
            continue
    raise CommandError(f"{file.name} is in no encoding that MedDRA is delivered in.")


def _classes(folder: Path) -> dict[str, str]:
    """Give the primary class of each preferred term."""
    found = {}
    for number, line in enumerate(_lines(folder / HIERARCHY), start=1):
        parts = line.split("$")
        if len(parts) <= IS_PRIMARY or not parts[OF_PREFERRED].isdigit() or not parts[CLASS]:
            raise CommandError(f"{HIERARCHY}, line {number}: expected twelve parts, parted by $.")
        if parts[IS_PRIMARY] == "Y":
            if parts[CLASS_CODE] != parts[PRIMARY_CODE]:
                raise CommandError(f"{HIERARCHY}, line {number}: a primary class of another code than it says.")
            found[parts[OF_PREFERRED]] = parts[CLASS]
    return found


def _term(release: str, number: int, line: str, classes: dict[str, str]) -> MeddraTerm:
    parts = line.split("$")
    if len(parts) <= CURRENT or len(parts[CODE]) != 8 or not parts[CODE].isdigit() or not parts[NAME]:
        raise CommandError(f"{FILE}, line {number}: expected a code of 8 digits, a name and more, parted by $.")
    return MeddraTerm(
        version=release, code=parts[CODE], name=parts[NAME], current=parts[CURRENT] == "Y",
        organ_class=classes.get(parts[PREFERRED], ""),
    )  # fmt: skip
