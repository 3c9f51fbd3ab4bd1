"""Sends requests to the benchmark's own web server, some at a time, and takes their times."""

import http.client
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from urllib.parse import urlencode

from django.test import Client

from accounts.actor import Actor
from benchmarks.own_servers import HOST, Web
from tests.builders import user_of

TOKEN = "a" * 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request; without fields it is a GET."""

    path: str
    login: str
    fields: dict[str, str] | None = None
    expected: int = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """How long it took, and where it led."""

    seconds: float
    location: str


@dataclass(frozen=True, slots=True)
class Lot:
    """Requests that ran together: the time of the whole, and each answer in the order asked."""

    seconds: float
    answers: list[Answer] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Give how many were answered a second."""
        return len(self.answers) / self.seconds

    @property
    def middle(self) -> float:
        """Give the median time of one answer, in milliseconds."""
        return 1000 * median(answer.seconds for answer in self.answers)


def send(web: Web, requests: Sequence[Request], *, at_once: int) -> Lot:
    """Send them, so many at a time, each on a connection of its own.

    :raises AssertionError: when one is answered otherwise than expected.
    """
    with ThreadPoolExecutor(at_once) as pool:
        began = time.perf_counter()
        answers = list(pool.map(partial(_send, web), requests))
        return Lot(time.perf_counter() - began, answers)


def logged_in(actor: Actor) -> str:
    """Open a session for somebody and give its cookie."""
    client = Client()
    client.force_login(user_of(actor))
    return client.cookies["sessionid"].value


def _send(web: Web, request: Request) -> Answer:
    headers = {"Cookie": f"csrftoken={TOKEN}; sessionid={request.login}", "Connection": "close"}
    body = None
    if request.fields is not None:
        body = urlencode(request.fields | {"csrfmiddlewaretoken": TOKEN})
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    began = time.perf_counter()
    line = http.client.HTTPConnection(HOST, web.port, timeout=30)
    try:
        line.request("GET" if body is None else "POST", request.path, body=body, headers=headers)
        answer = line.getresponse()
        page = answer.read()
    finally:
        line.close()
    seconds = time.perf_counter() - began
    assert answer.status == request.expected, (request.path, answer.status, page[:300])
    return Answer(seconds, answer.headers.get("Location", ""))
