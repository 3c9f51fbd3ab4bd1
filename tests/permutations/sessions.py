"""Sessions that act step by step on the real database, in the manner of PostgreSQL's isolation tester.

An act runs in a thread of its own until a stop: before it takes the lock, before its first row, before the trail and
the commit. A step lets it go on to the next stop. After each step all sessions are waited for: each stands at a stop,
has ended, or waits for another inside the database.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection, connections

from accounts.refusals import Refusal

LOCK, WRITE, COMMIT = "lock", "write", "commit"
STEPS: Final = (LOCK, WRITE, COMMIT)
PATIENCE: Final = 20

Act = Callable[[], Any]


def _is_stop(step: str, text: str) -> bool:
    """Say whether an act stands before a step when it is about to send a statement."""
    if step == LOCK:
        return " FOR UPDATE" in text or '"patients_accessgrant"' in text
    if step == WRITE:
        return text.startswith(('INSERT INTO "patients_', 'UPDATE "programmes_'))
    return text.startswith('INSERT INTO "audit_entry"')


@dataclass(slots=True)
class Session:
    """One act under way: the steps it may still take, where it stands, and what came of it."""

    act: Act
    news: threading.Condition
    allowed: int = 0
    taken: int = 0
    stands: bool = False
    ended: bool = False
    process: int = 0
    outcome: Any = None
    thread: threading.Thread = field(init=False)

    def begin(self) -> None:
        """Run the act up to its first stop."""
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            connection.ensure_connection()
            self.process = connection.connection.info.backend_pid
            with connection.execute_wrapper(self._stop):
                self.outcome = self.act()
        except Refusal as refusal:
            self.outcome = refusal
        except Exception as error:  # noqa: BLE001  it is handed over to the test
            self.outcome = error
        finally:
            connections.close_all()
            with self.news:
                self.ended = True
                self.news.notify_all()

    def _stop(self, execute: Callable[..., Any], text: str, values: Any, many: bool, context: Any) -> Any:
        """Stand before a step until it is allowed."""
        if self.taken < len(STEPS) and _is_stop(STEPS[self.taken], text):
            with self.news:
                self.stands = self.allowed <= self.taken
                self.news.notify_all()
                assert self.news.wait_for(lambda: self.allowed > self.taken, PATIENCE), "nobody allows a step"
                self.stands = False
                self.taken += 1
        return execute(text, values, many, context)


@contextmanager
def begun(acts: Sequence[Act]) -> Iterator[list[Session]]:
    """Begin some acts, each up to its first stop, and wait for all of them at the end."""
    news = threading.Condition()
    sessions = [Session(act, news) for act in acts]
    for one in sessions:
        one.begin()
    settle(sessions)
    yield sessions
    for one in sessions:
        allow(one, len(STEPS))
    for one in sessions:
        one.thread.join(PATIENCE)
        assert one.ended


def allow(session: Session, steps: int = 1) -> None:
    """Let a session take its next step, now or as soon as the database lets it."""
    with session.news:
        session.allowed += steps
        session.stands = False
        session.news.notify_all()


def settle(sessions: Sequence[Session]) -> None:
    """Wait until every session stands, has ended, or is held up by another."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        with sessions[0].news:
            sessions[0].news.wait_for(lambda: all(one.stands or one.ended for one in sessions), 0.01)
            going = [one for one in sessions if not (one.stands or one.ended)]
        if not going or all(_is_held_up(one) for one in going):
            return
    raise AssertionError("the sessions do not come to rest")


def _is_held_up(session: Session) -> bool:
    if not session.process:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [session.process])
        return bool(cursor.fetchone()[0])
