"""The programmes of this process: read from their files and from what was agreed here, the law every judgement asks."""

import datetime as dt
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from programmes.library import load
from programmes.models import RuleInForce
from rulebook import ProgrammeFile, Programmes


class _Agreed:
    """What this process knows of the versions that were agreed to in the application."""

    files: tuple[ProgrammeFile, ...] = ()


def programmes() -> Programmes:
    """Give the shipped programmes, with the versions agreed to in the application beside them.

    :raises rulebook.ProgrammeError: when a file is broken; one broken file lets nothing be judged.
    """
    return _loaded(settings.PROGRAMME_FILES, _Agreed.files)


def keep_up() -> None:
    """Read which versions were agreed to: what this process judges by from now on.

    Such a version begins on a later day than that of its last agreement, so a process that reads a minute later
    judges no day by another law than its neighbours.
    """
    rows = RuleInForce.objects.order_by("version__programme_id", "version__valid_from").values_list(
        "version__programme_id", "version__valid_from", "version__text"
    )
    _Agreed.files = tuple(_file(*row) for row in rows)


def read_anew() -> None:
    """Forget what was read, files and agreements: the next question reads the files again."""
    _Agreed.files = ()
    _loaded.cache_clear()


def _file(programme_id: str, begins: dt.date, text: str) -> ProgrammeFile:
    return ProgrammeFile(programme_id, f"{begins.isoformat()}.toml", text.encode())


@lru_cache(maxsize=2)
def _loaded(folder: Path, agreed: tuple[ProgrammeFile, ...]) -> Programmes:
    return load(folder, beside=agreed)
