"""Where things lie: the project's folder, what is installed, and the state of its own servers."""

import fcntl
import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from launch.refusal import Refusal

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
TOOLS = ROOT / ".tools"
STATE_FOLDER = Path(os.environ.get("STATE_FOLDER", ROOT / "var")).resolve()
"""Where the servers keep their data; the settings read the same variable."""

CLAIM = "claim"

LONGEST_SOCKET_FOLDER = 80
"""A socket's path may have 107 bytes on Linux and 103 on a Mac, its own name included."""


@dataclass(frozen=True)
class Place:
    """One set of servers with its own data: the demo's or the tests'."""

    name: str

    @property
    def state(self) -> Path:
        """The folder that holds everything of this set."""
        return STATE_FOLDER / self.name

    @property
    def addresses(self) -> Path:
        """The file that tells the settings where the servers listen."""
        return self.state / "servers.env"

    @property
    def sockets(self) -> Path:
        """A folder for sockets whose path is short enough for the operating system."""
        if len(os.fsencode(self.state)) <= LONGEST_SOCKET_FOLDER:
            return self.state
        return Path("/tmp") / f"ppp-{os.getuid()}-{self.fingerprint}"  # noqa: S108 (made with mode 0700 below)

    @property
    def shelter(self) -> Path:
        """Where PostgreSQL and its data lie when it must truly run as nobody, who may not enter other folders."""
        return Path("/var/tmp") / f"ppp-{self.fingerprint}"  # noqa: S108 (made closed, and owned by nobody)

    @property
    def fingerprint(self) -> str:
        """A short name for this folder on this machine."""
        return hashlib.sha256(os.fsencode(self.state)).hexdigest()[:10]

    def log(self, name: str) -> Path:
        """Name the file that a process writes what it says to."""
        return self.state / f"{name}.log"

    def make(self) -> None:
        """Create the folders, closed to everybody else."""
        for folder in {self.state, self.sockets}:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if folder.stat().st_uid != os.getuid():
                raise Refusal(f"{folder} belongs to another user. Remove it, or run as that user.")

    def claim(self) -> IO[str] | None:
        """Become the one that runs these servers; None when another process does already.

        The claim ends with the process, however it ends.
        """
        self.make()
        claim = (self.state / CLAIM).open("w")
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            claim.close()
            return None
        return claim

    def clear(self) -> None:
        """Forget all data of this set; the claim on it stays."""
        if self.shelter.exists():
            shutil.rmtree(self.shelter)
        for item in {*self.state.iterdir(), *self.sockets.iterdir()}:
            if item.is_dir() and not item.is_symlink():
                shutil.rmtree(item)
            elif item.name != CLAIM:
                item.unlink(missing_ok=True)


DEMO = Place("demo")
TEST = Place("test")
