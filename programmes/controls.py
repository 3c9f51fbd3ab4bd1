"""The controls of the programmes of this process: read from their files once, and checked like the law."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.conf import settings

from programmes.data_files import keys_of
from rulebook import ProgrammeError
from rulebook.controls import Controls, read_controls
from rulebook.programme_file import lay_over
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

    A file that `extends` another has its tables beneath its own, key by key, but for the overrides: what the authority
    of one programme agreed to is agreed to by no other.

    :raises ProgrammeError: naming the file, the key and what was expected.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".toml")
    except OSError as error:
        raise ProgrammeError(str(error.filename or folder), "", f"expected to be readable: {error.strerror}") from None
    read = {path.stem: keys_of(path) for path in paths}
    return MappingProxyType(
        {name: read_controls(Table(f"{name}.toml", "", _whole(name, read))) for name in sorted(read)}
    )


def _whole(name: str, read: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Lay a file over the one that it extends."""
    own = read[name]
    if "extends" not in own:
        return own
    base = read.get(own["extends"]) if isinstance(own["extends"], str) else None
    if base is None or "extends" in base:
        expected = "expected the name of a file of controls that extends none itself, such as pomalidomide-eu"
        raise ProgrammeError(f"{name}.toml", "extends", expected)
    kept = {key: table for key, table in base.items() if key != "override"}
    return lay_over(kept, {key: table for key, table in own.items() if key != "extends"})
