"""The controls of the programmes of this process: read from their files once, and checked like the law."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from django.conf import settings

from programmes.data_files import keys_of
from rulebook import ProgrammeError
from rulebook.controls import Controls, read_controls
from rulebook.programme_keys import Table


@lru_cache(maxsize=1)
def controls() -> Mapping[str, Controls]:
    """Give what the shipped files say, by the id of the programme.

    :raises ProgrammeError: when a file is broken.
    """
    return load_controls(settings.CONTROL_FILES)


def controls_of(*, programme_id: str) -> Controls:
    """Give the controls of one programme.

    :raises LookupError: when it has none: nothing beside the rules may be done then.
    """
    found = controls().get(programme_id)
    if found is None:
        raise LookupError(f"{programme_id} has no file of controls")
    return found


def hours_to_enter_late() -> int:
    """Give the shortest time, in whole hours, in which any programme lets a dispensing be entered late.

    It is told where the medicine is not known: on a printed sheet, and when the registry cannot answer.
    """
    return min(one.late_within for one in controls().values()) // dt.timedelta(hours=1)


def load_controls(folder: Path) -> Mapping[str, Controls]:
    """Read a folder of controls, one file a programme and named after it.

    :raises ProgrammeError: naming the file, the key and what was expected.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".toml")
    except OSError as error:
        raise ProgrammeError(str(error.filename or folder), "", f"expected to be readable: {error.strerror}") from None
    return MappingProxyType({path.stem: read_controls(Table(path.name, "", keys_of(path))) for path in paths})
