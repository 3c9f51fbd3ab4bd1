"""The registry as it is really served: several processes of the demo's web server, on the tests' database."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from django.db import connections
from django.test import Client

from accounts.actor import Actor
from accounts.models import Session
from tests.builders import user_of

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser would get: the status, where it is sent, the headers and the page."""

    status: int
    location: str
    headers: dict[str, str]
    page: str


@dataclass(frozen=True, slots=True)
class Server:
    """A running server, by its port."""

    port: int

    def ask(
        self, method: str, path: str, *, login: str = "", fields: dict[str, str] | None = None, patience: float = 30
    ) -> Answer:
        """Send one request as a browser does, without following where it leads."""
        line = self._send(method, path, login, fields, patience)
        try:
            answer = line.getresponse()
            page = answer.read().decode()
            return Answer(answer.status, answer.headers.get("Location", ""), dict(answer.headers), page)
        finally:
            line.close()

    def send_and_hang_up(self, path: str, *, login: str, fields: dict[str, str]) -> None:
        """Send a form and cut the connection before anything is answered."""
        self._send("POST", path, login, fields, 30).close()

    def _send(
        self, method: str, path: str, login: str, fields: dict[str, str] | None, patience: float
    ) -> http.client.HTTPConnection:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
        headers = {"Cookie": f"csrftoken={_TOKEN}; sessionid={login}"}
        body = None
        if fields is not None:
            body = urlencode(fields | {"csrfmiddlewaretoken": _TOKEN})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line.request(method, path, body=body, headers=headers)
        except BaseException:
            line.close()
            raise
        return line

    def call(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> Answer:
        """Send one call of a system: JSON, without a cookie."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request("POST", path, json.dumps(body), headers | {"Content-Type": "application/json"})
            answer = line.getresponse()
            return Answer(answer.status, "", dict(answer.headers), answer.read().decode())
        finally:
            line.close()


_TOKEN = "a" * 32


def logged_in(actor: Actor) -> str:
    """Open a session for somebody and give its cookie."""
    client = Client()
    client.force_login(user_of(actor))
    return client.cookies["sessionid"].value


def logged_in_often(actor: Actor, wanted: int) -> list[str]:
    """Open so many sessions of one person, each a row of its own, and give their cookies."""
    pattern = Session.objects.get(session_key=logged_in(actor))
    keys = [f"{pattern.session_key[:24]}{number:08d}" for number in range(wanted)]
    Session.objects.bulk_create(
        Session(
            session_key=key,
            session_data=pattern.session_data,
            expire_date=pattern.expire_date,
            user_id=pattern.user_id,
            opened_at=pattern.opened_at,
        )
        for key in keys
    )
    return keys


@contextmanager
def serve(
    application: str = "ppp_registry.wsgi:application", *, processes: int = 2, **settings: str
) -> Iterator[Server]:
    """Serve an application as the demo does (two processes of four threads) until the block ends.

    :param processes: among which the eight threads are shared out.
    :param settings: what its environment says besides.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    options = ["--worker-class=gthread", "--timeout=60", "--no-control-socket"]
    options += [f"--workers={processes}", f"--threads={8 // processes}", "--preload"]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *options, f"--bind=127.0.0.1:{port}", "--log-level=warning", application],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url("default"), "DJANGO_SETTINGS_MODULE": _settings()} | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        server = Server(port)
        _wait_until_ready(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)


def database_url(alias: str) -> str:
    """Write the address of this run's database as the settings read it."""
    described = connections[alias].settings_dict
    who = ":".join(quote(described[part], safe="") for part in ("USER", "PASSWORD") if described[part])
    host, port = described["HOST"], described["PORT"]
    if host.startswith("/"):
        port_of_socket = f"&port={port}" if port else ""
        return f"postgresql://{who}@/{described['NAME']}?host={quote(host)}{port_of_socket}"
    return f"postgresql://{who}@{host}{f':{port}' if port else ''}/{described['NAME']}"


def _settings() -> str:
    return os.environ.get("DJANGO_SETTINGS_MODULE", "ppp_registry.settings.test")


def _wait_until_ready(server: Server, process: subprocess.Popen[bytes]) -> None:
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        assert process.poll() is None, "the web server ended before it served its first page"
        try:
            if server.ask("GET", "/health/").status == http.client.OK:
                return
        except OSError:
            pass
    raise AssertionError("the web server did not serve its first page in a minute")
