"""PostgreSQL refuses to run as root: how the launcher gives it another user's clothes when it must."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from launch.places import Place
from launch.refusal import Refusal

NOBODY = pwd.getpwnam("nobody").pw_uid

NAMESPACE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
"""Inside, root is seen as nobody; outside, the files stay root's and closed folders stay open to it."""


@dataclass(frozen=True)
class Clothes:
    """How a server's programs are run, and where they and their data must then lie."""

    wrapper: tuple[str, ...]
    user: int | None
    folder: Path
    programs: Path


def clothes_for(place: Place, programs: Path) -> Clothes:
    """Choose: as oneself; or as root in a user namespace; or, where that is forbidden, truly as nobody."""
    if os.getuid() != 0:
        return Clothes((), None, place.state, programs)
    if _namespaces_work():
        return Clothes(NAMESPACE, None, place.state, programs)
    folder = place.shelter
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid not in {0, NOBODY}:
        raise Refusal(f"{folder} belongs to another user. Remove it, and start again.")
    os.chown(folder, NOBODY, NOBODY)
    return Clothes((), NOBODY, folder, _within_reach(programs, folder))


@cache
def _namespaces_work() -> bool:
    if shutil.which("unshare") is None or os.environ.get("LAUNCH_WITHOUT_NAMESPACE"):
        return False
    return subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode == 0


def _within_reach(programs: Path, folder: Path) -> Path:
    """Copy the programs where nobody can reach them, with the libraries that lie beside them."""
    package = programs.parent.parent
    copied = folder / "programs"
    if not (copied / package.name / "pginstall" / "bin" / "postgres").exists():
        for part in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(part, copied / part.name, dirs_exist_ok=True, symlinks=True)
        for item in [copied, *copied.rglob("*")]:
            os.chown(item, NOBODY, NOBODY, follow_symlinks=False)
    return copied / package.name / "pginstall" / "bin"
