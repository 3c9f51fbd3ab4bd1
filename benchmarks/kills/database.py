"""The benchmark's own database as it is killed and started again, and the patients who wait at the counter."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from django.db import connections

from benchmarks.growth import as_superuser, grow
from benchmarks.kills.clients import seconds_until
from benchmarks.lives import People, a_man
from launch.processes import start
from launch.supervisor import Kept, Supervisor
from patients.models import Enrolment

PATIENCE = 30.0
"""Seconds in which what was killed must be gone."""


class Database:
    """PostgreSQL as the supervisor of the servers started it."""

    def __init__(self, supervisor: Supervisor) -> None:
        """Find its process."""
        self.kept: Kept = next(one for one in supervisor.kept if one.recipe.name == "postgres")
        self.pattern: Enrolment | None = None
        self.grown = 0

    def kill(self) -> None:
        """Kill the server and all its processes at once, as a failing machine does.

        It is halted first: a process that it began after its children were listed would live on, and hold the
        memory that the next server wants.
        """
        server = self.kept.process.pid
        os.kill(server, signal.SIGSTOP)
        children = _children(server)
        for process in (server, *children):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.kept.process.wait()
        seconds_until(lambda: not any(map(_is_at_work, children)), patience=PATIENCE)
        connections.close_all()

    def start_again(self) -> None:
        """Start it anew and wait until it has recovered."""
        self.kept.process = start(self.kept.recipe)
        self.kept.wait(self.kept.process)

    def fresh_cards(self, staff: People, wanted: int) -> list[str]:
        """Give the cards of new patients who may be supplied."""
        if self.pattern is None:
            self.pattern = a_man(prescriber=staff.prescriber, pharmacist=staff.pharmacist)
        numbers = range(self.grown, self.grown + wanted)
        self.grown += wanted
        return list(grow(pattern=self.pattern, numbers=numbers).cards.values())

    def let_commits_sleep(self) -> None:
        """Acknowledge commits before they are written: what the registry never does."""
        with as_superuser(autocommit=True) as server:
            server.execute("ALTER SYSTEM SET synchronous_commit = off")
            server.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
            server.execute("SELECT pg_reload_conf()")

    def doubled(self) -> int:
        """Count the prescriptions on which more was dispensed than was prescribed."""
        with as_superuser() as server:
            row = server.execute(
                "SELECT count(*) FROM (SELECT d.prescription_id FROM patients_dispensing d "
                "JOIN patients_prescription p ON p.id = d.prescription_id "
                "GROUP BY d.prescription_id, p.capsules HAVING count(*) > 1 OR sum(d.capsules) > p.capsules) twice"
            ).fetchone()
        return int(row[0]) if row else 0


def _is_at_work(process: int) -> bool:
    """Tell whether a process still holds anything: not when it is gone, nor when only its name is left."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _children(parent: int) -> list[int]:
    """List the processes that a process has started."""
    return [int(one) for one in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
