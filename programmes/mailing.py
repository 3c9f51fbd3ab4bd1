"""When holders of a material are reminded, and how long they have: read from a data file, once."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from programmes.data_files import keys_of
from rulebook import ProgrammeError
from rulebook.programme_keys import Table


@dataclass(frozen=True, slots=True)
class Mailing:
    """How long after sending a holder is reminded, how long she has, and where that is written."""

    remind_after: tuple[dt.timedelta, ...]
    grace: dt.timedelta
    source: str


@lru_cache(maxsize=1)
def mailing() -> Mailing:
    """Give what the shipped file says.

    :raises ProgrammeError: when the file is broken.
    """
    return load_mailing(settings.MAILING_FILE)


def load_mailing(path: Path) -> Mailing:
    """Read a file of mailing.

    :raises ProgrammeError: naming the file, the key and what was expected.
    """
    table = Table(path.name, "", keys_of(path))
    table.only("remind_after_days", "grace_days", "source")
    days = table.numbers("remind_after_days")
    if any(day != int(day) or day < 1 for day in days) or list(days) != sorted(set(days)):
        raise ProgrammeError(path.name, "remind_after_days", "expected whole days, each later than the one before")
    return Mailing(
        tuple(dt.timedelta(days=int(day)) for day in days),
        dt.timedelta(days=table.whole("grace_days", least=1)),
        table.text("source"),
    )
