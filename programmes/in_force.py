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

    files: tuple[ProgrammeFile, ...] | None = None
    """None: not read yet, or not to be read when it was asked last. Then nothing is judged by what is left."""


def programmes() -> Programmes:
    """Give the shipped programmes, with the versions agreed to in the application beside them.

    :raises rulebook.ProgrammeError: when a file is broken; one broken file lets nothing be judged.
    :raises django.db.DatabaseError: when it cannot be read what was agreed to: no older version judges in its place.
    """
    agreed = _Agreed.files
    if agreed is None:
        agreed = () if settings.RULES_READ_SECONDS is None else keep_up()
    return _loaded(settings.PROGRAMME_FILES, agreed)


def shipped() -> Programmes:
    """Give the programmes of the files alone, for what is asked before there is a database; nobody is judged by them.

    :raises rulebook.ProgrammeError: when a file is broken.
    """
    return _loaded(settings.PROGRAMME_FILES, ())


def keep_up() -> tuple[ProgrammeFile, ...]:
    """Read which versions were agreed to: what this process judges by from now on.

    Such a version begins on a later day than that of its last agreement, so a process that reads a minute later
    judges no day by another law than its neighbours.

    :raises django.db.DatabaseError: when they cannot be read; what was read before is forgotten then.
    """
    _Agreed.files = None
    rows = RuleInForce.objects.order_by("version__programme_id", "version__valid_from").values_list(
        "version__programme_id", "version__valid_from", "version__text"
    )
    _Agreed.files = agreed = tuple(_file(*row) for row in rows)
    return agreed


def read_anew() -> None:
    """Forget what was read, files and agreements: the next question reads the files again."""
    _Agreed.files = None
    _loaded.cache_clear()


def _file(programme_id: str, begins: dt.date, text: str) -> ProgrammeFile:
    return ProgrammeFile(programme_id, f"{begins.isoformat()}.toml", text.encode())


@lru_cache(maxsize=2)
def _loaded(folder: Path, agreed: tuple[ProgrammeFile, ...]) -> Programmes:
    return load(folder, beside=agreed)
