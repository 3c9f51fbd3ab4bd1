"""Start-up checks: the files of conditions can be read, and each is a programme's."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from obligations.library import conditions
from programmes.in_force import shipped
from rulebook import ProgrammeError

HINT = "Mend the file, or put it back as it was: without it nobody is reminded of what the authorisation asks."


@register("obligations")
def check_files(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse to start on a file of conditions that cannot be read, or that is of no programme."""
    try:
        unknown = {one.programme_id for one in conditions()} - set(shipped().ids)
    except ProgrammeError as broken:
        return [Error(f"File of conditions {broken}", hint=HINT, id="obligations.E001")]
    return [
        Error(f"File of conditions {one}.toml: expected a programme of that name", hint=HINT, id="obligations.E001")
        for one in sorted(unknown)
    ]
