"""`make lost`: 1,500 reminders while everything is killed, and the control that keeps them in the broker alone."""

import os
import random
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import psycopg

from benchmarks.own_servers import BENCH, own_servers
from launch.install import children_environment
from launch.places import PYTHON, ROOT
from launch.processes import Recipe, start, stop
from launch.refusal import Refusal
from launch.supervisor import Supervisor
from tests.reminders.provider import Provider, a_provider

REMINDERS = int(os.environ.get("REMINDERS", "1500"))
LAG, PAUSE, PATIENCE = 0.05, (0.2, 4.0), max(900, 3 * REMINDERS)
"""Seconds that the provider takes, that a worker sends before it is killed, and for the whole of it at most."""
STARTS_WITHIN, LOOK_EVERY = 120, 0.2
"""Seconds that a worker may take before it is killed anyway, and between two looks.

One that was killed before it sent anything is followed by one that may take twice as long: on a machine that is busy
with other things it would otherwise be killed for ever, and what it held would look lost.
"""

SETTINGS = "benchmarks.reminders.settings"


def main() -> int:
    """Run both, and fail unless the outbox lost nothing and the control lost something."""
    random.seed(4)
    try:
        with own_servers() as supervisor, a_provider(lag=LAG) as provider:
            environment = _prepare(provider)
            kept = _with_the_outbox(supervisor, provider, environment)
            lost = _in_the_broker_alone(supervisor, provider, environment)
    except Refusal as refusal:
        sys.stderr.write(f"\n{refusal}\n")
        return 1
    return 0 if kept and lost else 1


def _prepare(provider: Provider) -> dict[str, str]:
    """Make the registry and 1,500 patients of whom a reminder is due today."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": SETTINGS, "SMSAPI_URL": provider.url, "LOG_LEVEL": "WARNING"}
    import django

    django.setup()
    from django.core.management import call_command

    call_command("prepare_database", verbosity=0)
    from benchmarks.growth import grow, look_again
    from tests.builders import now
    from tests.reminders.scenes import DAY, a_patient_in_treatment
    from tests.reminders.test_killed import where_it_is_day

    scene = a_patient_in_treatment(at=now() - 21 * DAY, time_zone=where_it_is_day(now()))
    grow(pattern=scene.enrolment, numbers=range(REMINDERS - 1))
    look_again()
    from django.db import connections

    connections.close_all()
    return children_environment() | dict(os.environ)


def _with_the_outbox(supervisor: Supervisor, provider: Provider, environment: dict[str, str]) -> bool:
    """Plan and send with two schedulers, and kill one thing after another until everything is sent."""
    began = time.monotonic()
    with _celery(provider, environment, beats=2) as worker:
        kills, to_come = _kill(worker, supervisor, until=lambda: _all_sent() >= REMINDERS)
    calls, sent = sum(provider.calls.values()), len(provider.sent)
    doubled = calls - len(provider.calls)
    print(f"\nOutbox: {REMINDERS} reminders, the worker killed {kills} times, the broker emptied and restarted, the")
    print(f"database restarted, two schedulers: {REMINDERS - sent} lost, 0 sent twice by the provider, which was asked")
    print(f"{calls} times ({doubled} of them again for a key that it had taken). {_seconds(began)}")
    if to_come:
        print(f"Not valid: {to_come} of these faults never came.")
    for row in _not_sent():
        print(f"Not sent: {row}")
    return sent == REMINDERS and not to_come


def _in_the_broker_alone(supervisor: Supervisor, provider: Provider, environment: dict[str, str]) -> bool:
    """Put the same number into the broker alone, under the same faults."""
    provider.sent.clear()
    provider.calls.clear()
    began = time.monotonic()
    _empty_the_broker()  # of what the clocks left there
    with _celery(provider, environment, beats=0) as worker:
        _enqueue(environment)
        quiet = _Quiet(provider)
        kills, _to_come = _kill(worker, supervisor, until=quiet.is_over)
    lost, twice = REMINDERS - len(provider.sent), sum(calls > 1 for calls in provider.calls.values())
    print(f"Control, in the broker alone: the worker killed {kills} times, the broker emptied after a fifth was sent:")
    print(f"{lost} lost, {twice} sent twice. {_seconds(began)}")
    if not 0 < lost < REMINDERS:
        print("Not valid: the control must send some and lose some.")
    return 0 < lost < REMINDERS


class _Quiet:
    """Nothing was sent for a minute, once anything was: what is not there yet does not come."""

    def __init__(self, provider: Provider) -> None:
        self.provider, self.count, self.since = provider, -1, time.monotonic()

    def is_over(self) -> bool:
        count = sum(self.provider.calls.values())
        if count != self.count:
            self.count, self.since = count, time.monotonic()
        return count > 0 and time.monotonic() - self.since > 60


class _Worker:
    """A Celery worker that is started again as often as it is killed."""

    def __init__(self, environment: dict[str, str], provider: Provider, beats: int) -> None:
        self.provider = provider
        clock = [str(PYTHON), "-m", "celery", "--app=ppp_registry", "--quiet", "beat", "--pidfile="]
        schedules = [BENCH.state / f"beat-{uuid.uuid4()}" for _beat in range(beats)]
        self.recipes = [
            Recipe("beat", [*clock, f"--schedule={one}"], BENCH.log("beat"), environment) for one in schedules
        ]
        self.beats = [start(one) for one in self.recipes]
        command = [str(PYTHON), "-m", "celery", "--app=benchmarks.reminders.worker", "--quiet", "worker"]
        options = ["--concurrency=2", "--without-gossip", "--without-mingle", "--loglevel=WARNING"]
        self.recipe = Recipe("worker", [*command, *options], BENCH.log("worker"), environment)
        self.starts_within = STARTS_WITHIN
        self.process = start(self.recipe)

    def handed_over(self) -> float:
        """Say which share of the messages was handed over at least once."""
        return len(self.provider.calls) / REMINDERS

    def work_for(self, seconds: float, *, until: Callable[[], bool]) -> None:
        """Let it begin to send, which takes it some seconds, and then send for so long; look after the clocks."""
        before, end = sum(self.provider.calls.values()), time.monotonic() + self.starts_within
        while sum(self.provider.calls.values()) == before and time.monotonic() < end and not until():
            self.beats = [
                one if one.poll() is None else start(recipe)
                for one, recipe in zip(self.beats, self.recipes, strict=True)
            ]
            time.sleep(LOOK_EVERY)
        began = sum(self.provider.calls.values()) > before
        self.starts_within = STARTS_WITHIN if began else 2 * self.starts_within
        end = time.monotonic() + seconds
        while time.monotonic() < end and not until():
            time.sleep(LOOK_EVERY)

    def kill(self) -> None:
        """Kill it with its children, and start another."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = start(self.recipe)


@contextmanager
def _celery(provider: Provider, environment: dict[str, str], *, beats: int) -> Iterator[_Worker]:
    worker = _Worker(environment, provider, beats)
    try:
        yield worker
    finally:
        for process in [*worker.beats, worker.process]:
            stop(process, ends_on=signal.SIGKILL)


def _kill(worker: _Worker, supervisor: Supervisor, *, until: Callable[[], bool]) -> tuple[int, int]:
    """Kill the worker in the midst of its work, and at certain shares of the work a server too.

    Answer how often the worker was killed, and how many of the other faults never came. They come by what was handed
    over and not by the clock, so that a fast machine is not done before them, and a slow one not spared.
    """
    began, kills = time.monotonic(), 0
    faults: list[tuple[float, Callable[[], None]]] = [
        (0.2, _empty_the_broker),
        (0.4, lambda: _restart(supervisor, "valkey")),
        (0.6, lambda: _restart(supervisor, "postgres")),
    ]
    while not until() and time.monotonic() - began < PATIENCE:
        next_at = faults[0][0] if faults else 1.0
        worker.work_for(random.uniform(*PAUSE), until=partial(_is_over_or_at, until, worker, next_at))
        if until():
            break
        worker.kill()
        kills += 1
        while faults and worker.handed_over() >= faults[0][0]:
            faults.pop(0)[1]()
    return kills, len(faults)


def _is_over_or_at(until: Callable[[], bool], worker: _Worker, share: float) -> bool:
    return worker.handed_over() >= share or until()


def _empty_the_broker() -> None:
    import redis

    redis.Redis.from_url(os.environ["REDIS_URL"]).flushall()


def _restart(supervisor: Supervisor, name: str) -> None:
    """Kill one of the servers, and start it again as the supervisor does."""
    kept = next(one for one in supervisor.kept if one.recipe.name == name)
    stop(kept.process, ends_on=signal.SIGQUIT if name == "postgres" else signal.SIGKILL)
    kept.process = start(kept.recipe)
    kept.wait(kept.process)


def _seconds(began: float) -> str:
    return f"It took {time.monotonic() - began:.0f} s."


def _all_sent() -> int:
    """Count what the outbox calls sent; a database that is just coming back has not answered."""
    try:
        with psycopg.connect(os.environ["DATABASE_URL"]) as database:
            row = database.execute("SELECT count(*) FROM outbox_message WHERE kind = 'reminder' AND state = 'sent'")
            return int((row.fetchone() or (0,))[0])
    except psycopg.OperationalError:
        return 0


def _not_sent() -> list[str]:
    """Say of each reminder that was not sent how it stands, and what the senders last did."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as database:
        rows = database.execute(
            "SELECT key, state, attempts, due_at, leased_until, last_error, now(), (SELECT max(at) FROM"
            " reminders_heartbeat WHERE name = 'send') FROM outbox_message WHERE kind = 'reminder' AND state <> 'sent'"
        )
        names = ("key", "state", "tries", "due", "leased until", "error", "now", "a sender was alive at")
        return [", ".join(f"{name} {value}" for name, value in zip(names, row, strict=True)) for row in rows]


def _enqueue(environment: dict[str, str]) -> None:
    """Hand every message to the broker, from a process of its own."""
    command = [str(PYTHON), "-m", "benchmarks.reminders.enqueue", str(REMINDERS)]
    subprocess.run(command, env=environment, cwd=ROOT, check=True)  # noqa: S603


if __name__ == "__main__":
    began = time.monotonic()
    status = main()
    print(f"{time.monotonic() - began:.0f} s in all.")
    sys.exit(status)
