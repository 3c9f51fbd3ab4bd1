"""The shelf of programme files: reads a folder of them from disk. Pure Python, so that no Django need start for it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from rulebook import ProgrammeError, ProgrammeFile, Programmes, read_programmes

SHIPPED: Final = Path(__file__).parent / "files"
"""The programme files that come with the registry."""


def load(folder: Path = SHIPPED, *, beside: Sequence[ProgrammeFile] = ()) -> Programmes:
    """Load every programme of a folder: one sub-folder a programme, one ``.toml`` a version.

    One broken file stops everything, so that no older version ever judges in its place. The files and their hashes
    stay at hand in ``Programmes.files``.

    :param beside: versions kept elsewhere; one that a release brought as a file too is read from the folder.

    :raises ProgrammeError: naming the file, the key and what was expected.
    """
    shipped = _files(folder)
    paths = {file.path for file in shipped}
    programmes = read_programmes((*shipped, *(file for file in beside if file.path not in paths)))
    if not programmes.ids:
        raise ProgrammeError(str(folder), "", "expected a folder for each programme, with .toml files in it")
    check_time_zones(programmes)
    return programmes


def _files(folder: Path) -> list[ProgrammeFile]:
    files: list[ProgrammeFile] = []
    try:
        for entry in sorted(folder.iterdir()):
            if entry.is_dir():
                files += [_file(entry.name, path) for path in sorted(entry.iterdir()) if _is_programme(path)]
            elif _is_programme(entry):
                raise ProgrammeError(entry.name, "", "expected to stand in the folder of its programme")
    except OSError as error:
        name = error.filename if isinstance(error.filename, str) else str(folder)
        raise ProgrammeError(name, "", f"expected to be readable: {error.strerror}") from None
    return files


def _is_programme(path: Path) -> bool:
    return path.suffix.lower() == ".toml"


def _file(folder: str, path: Path) -> ProgrammeFile:
    return ProgrammeFile(folder, path.name, path.read_bytes())


def check_time_zones(programmes: Programmes) -> None:
    """Refuse a time zone that does not exist, where this machine has the list of those that do.

    :raises ProgrammeError: naming the file.
    """
    if not _has_zone("UTC"):
        return
    for programme_id in programmes.ids:
        for version in programmes.versions(programme_id):
            if not _has_zone(version.time_zone):
                expected = f'expected a time zone such as Europe/Brussels, not "{version.time_zone}"'
                raise ProgrammeError(f"{version.version}.toml", "time_zone", expected)


def _has_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # a missing file, a path instead of a name, a name that is not there
        return False
    return True
