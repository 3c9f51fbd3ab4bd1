"""An act that a real deadlock ended is begun anew, and succeeds; nobody is told."""

import threading
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection, connections

from accounts.giving_way import TRIES, again_where_it_gave_way
from patients.models import MergeProposal
from patients.operations import propose_merge
from tests import owner
from tests.builders import a_prescriber, a_woman_ready_for_dispensing, now


def _waits(process: int, *, asked_by: psycopg.Connection) -> bool:
    row = asked_by.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [process]).fetchone()
    return bool(row and row[0])


@pytest.mark.django_db(transaction=True)
def test_an_act_that_gave_way_in_a_deadlock_is_begun_anew(caplog: pytest.LogCaptureFixture) -> None:
    doctor = a_prescriber()
    one, other = sorted(
        (a_woman_ready_for_dispensing(prescriber=doctor).patient for _ in range(2)), key=lambda patient: patient.id
    )
    outcome: list[Any] = []
    process: list[int] = []
    known = threading.Event()

    def act() -> None:
        connection.ensure_connection()
        process.append(connection.connection.info.backend_pid)
        known.set()
        try:
            outcome.append(propose_merge(by=doctor, at=now(), kept=one, merged=other, reason="the same passport"))
        except OperationalError as error:
            outcome.append(error)
        finally:
            connections.close_all()

    locked = "SELECT 1 FROM patients_patient WHERE id = %s FOR UPDATE"
    with owner.connected() as rival, owner.connected() as watcher:  # connected before: the ring must close in a second
        with rival.transaction():
            rival.execute(locked, [other.id])
            acting = threading.Thread(target=act)
            acting.start()
            assert known.wait(20)
            while not _waits(process[0], asked_by=watcher):
                threading.Event().wait(0.01)
            rival.execute(locked, [one.id])  # the ring is closed; who waited first finds out first, and gives way
        acting.join(20)
    assert [type(one) for one in outcome] == [MergeProposal], outcome
    assert "deadlock" in caplog.text


def test_whatever_else_the_database_says_is_passed_on_at_once() -> None:
    tried: list[int] = []

    def attempt() -> None:
        tried.append(1)
        raise OperationalError("the server closed the connection")

    with pytest.raises(OperationalError):
        again_where_it_gave_way(attempt)
    assert len(tried) == 1 < TRIES
