"""The database away before and in the middle of a check: CANNOT CONFIRM, never a yes, never a traceback."""

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections
from psycopg import sql

from patients.models import Dispensing, Verdict
from tests import owner
from tests.builders import Scene, a_check, a_woman_ready_for_dispensing
from tests.server import Answer, Server, logged_in, serve

pytestmark = pytest.mark.django_db(transaction=True)

ANSWERS_AGAIN_WITHIN = 5
"""Seconds."""


@pytest.fixture
def scene() -> Scene:
    return a_woman_ready_for_dispensing()


@pytest.fixture(scope="module")
def server(django_db_setup: None) -> Iterator[Server]:
    """Serve once for all outages: after each of them the counter must go on.

    Its patience is shorter than in earnest, and longer than the database waits for a lock: each limit has its test.
    """
    with serve(COUNTER_PATIENCE_SECONDS="6") as running:
        yield running


def _is_cannot_confirm(answer: Answer) -> bool:
    assert "Traceback" not in answer.page
    assert "YES – dispense" not in answer.page
    assert answer.status == 503, answer.page
    assert answer.headers["Retry-After"] == "60"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    return "CANNOT CONFIRM – do not dispense yet" in answer.page and "Do not hand over the capsules." in answer.page


def _cut_connections() -> int:
    """End every connection of the application but this one, as a server that dies does."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


@contextmanager
def database_away() -> Iterator[None]:
    """Let the database take no connection, and end those it has."""
    with _no_new_connections():
        _cut_connections()
        yield


@contextmanager
def _no_new_connections() -> Iterator[None]:
    """Let the database take no connection; those it has go on."""
    name = sql.Identifier(connections["default"].settings_dict["NAME"])
    with owner.connected(elsewhere=True) as server:
        server.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(name))
        try:
            yield
        finally:
            server.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(name))


def test_a_database_that_is_away_before_the_check_is_cannot_confirm_and_then_the_counter_goes_on(
    scene: Scene, server: Server
) -> None:
    login, check = logged_in(scene.pharmacist), a_check(scene)
    kept = Verdict.objects.count()
    number = {"number": scene.card.number}
    dispensing = {"capsules": "21", "counselled": "on", "nonce": "7d0c1a52-9a0b-4d39-8f1c-3c1d3a6a7f10"}
    with database_away():
        assert _is_cannot_confirm(server.ask("GET", "/counter/", login=login))
        assert _is_cannot_confirm(server.ask("POST", "/counter/", login=login, fields=number))
        assert _is_cannot_confirm(server.ask("GET", f"/counter/{check.id}/", login=login))
        sent = server.ask("POST", f"/counter/{check.id}/dispense/", login=login, fields=dispensing)
        assert _is_cannot_confirm(sent)
        elsewhere = server.ask("GET", "/", login=login)
        assert (elsewhere.status, "CANNOT CONFIRM" in elsewhere.page) == (503, False)
        assert "The registry does not answer" in elsewhere.page
    assert Verdict.objects.count() == kept
    assert not Dispensing.objects.exists()
    answer = server.ask("POST", f"/counter/{check.id}/dispense/", login=login, fields=dispensing)
    assert (answer.status, answer.location.endswith("/dispensed/")) == (302, True)
    assert Dispensing.objects.count() == 1


def test_a_connection_cut_while_the_dispensing_is_written_is_cannot_confirm_and_nothing_is_stored(
    scene: Scene, server: Server
) -> None:
    login, check = logged_in(scene.pharmacist), a_check(scene)
    fields = {"capsules": "21", "counselled": "on", "nonce": "0f7c3b0e-27a8-4a7e-9d4c-51b7d2f0c111"}
    answers: list[Answer] = []

    def send() -> None:
        answers.append(server.ask("POST", f"/counter/{check.id}/dispense/", login=login, fields=fields))

    with owner.pause_before("patients_dispensing", seconds=20):
        sending = threading.Thread(target=send)
        sending.start()
        owner.wait_until_somebody_pauses()
        assert _cut_connections() >= 1
        sending.join()
    assert _is_cannot_confirm(answers[0])
    assert not Dispensing.objects.exists()
    assert Verdict.objects.count() == 1
    send()
    assert answers[1].location.endswith("/dispensed/")


def test_a_record_locked_by_somebody_for_too_long_is_cannot_confirm(scene: Scene, server: Server) -> None:
    login, check = logged_in(scene.pharmacist), a_check(scene)
    fields = {"capsules": "21", "counselled": "on", "nonce": "1f7c3b0e-27a8-4a7e-9d4c-51b7d2f0c112"}
    with owner.connected() as other, other.transaction():
        other.execute("SELECT 1 FROM patients_patient WHERE id = %s FOR UPDATE", [scene.patient_id])
        assert _is_cannot_confirm(server.ask("POST", f"/counter/{check.id}/dispense/", login=login, fields=fields))
    assert not Dispensing.objects.exists()


@contextmanager
def _database_frozen() -> Iterator[None]:
    """Let the server processes behind the application's connections stand still, as a machine that hangs does."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
            "AND usename = current_user AND pid <> pg_backend_pid()"
        )
        frozen = [int(pid) for (pid,) in cursor.fetchall()]
    assert frozen, "the served counter has no connection yet"
    try:
        for pid in frozen:
            os.kill(pid, signal.SIGSTOP)
        yield
    except (PermissionError, ProcessLookupError):
        pytest.skip("the database server's processes belong to another user or machine, and cannot be frozen from here")
    finally:
        for pid in frozen:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGCONT)


def test_a_database_that_stands_still_is_cannot_confirm_before_the_queue_gives_up(scene: Scene, server: Server) -> None:
    login = logged_in(scene.pharmacist)
    number = {"number": scene.card.number}
    answers: list[Answer] = []

    def send() -> None:
        answers.append(server.ask("POST", "/counter/", login=login, fields=number, patience=40))

    def send_through_every_thread() -> None:
        sending = [threading.Thread(target=send) for _ in range(8)]
        for one in sending:
            one.start()
        for one in sending:
            one.join()

    send_through_every_thread()  # so that the threads that answer have their connections
    assert {one.status for one in answers} == {302}
    answers.clear()
    with _no_new_connections(), _database_frozen():
        send_through_every_thread()
        assert len(answers) == 8
        assert all(_is_cannot_confirm(one) for one in answers)
    until = time.monotonic() + ANSWERS_AGAIN_WITHIN
    while (again := server.ask("POST", "/counter/", login=login, fields=number)).status != 302:
        assert _is_cannot_confirm(again)
        assert time.monotonic() < until
