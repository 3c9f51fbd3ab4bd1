"""Programme files in which some countries begin with a warning where others say no."""

import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

MOVED = (
    "pharmacy_not_registered", "contraception_missing", "contraception_too_recent", "contraception_lapsed",
    "abstinence_not_confirmed", "test_missing", "test_not_qualifying", "supply_overlaps", "prescription_expired",
)  # fmt: skip


def files_that_warn(folder: Path, *, countries: Sequence[str], reasons: Sequence[str] = MOVED) -> Path:
    """Copy the shipped files and put beside them, for each country and substance, one that moves some gates."""
    files = folder / "files"
    shutil.copytree(settings.PROGRAMME_FILES, files)
    gates = "".join(f'{reason} = "warn"\n' for reason in reasons)
    for country in countries:
        for substance in ("pomalidomide", "lenalidomide", "thalidomide"):
            first = min((files / f"{substance}-eu").glob("*.toml"))
            own = files / f"{substance}-{country.lower()}"
            begins = date.fromisoformat(first.stem)
            if own.exists():
                begins += timedelta(days=1)  # a version that was taken in is never written anew
            own.mkdir(exist_ok=True)
            (own / f"{begins}.toml").write_text(
                f'id = "{own.name}"\nextends = "{substance}-eu"\ntitle = "{own.name}"\nvalid_from = {begins}\n'
                f'source = "invented"\n[gates]\n{gates}',
                encoding="utf-8",
            )
    return files
