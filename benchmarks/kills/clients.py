"""Pharmacists at work through the web server, who note what they were told and repeat what they are not sure of."""

import http.client
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, Queue
from urllib.parse import urlencode
from uuid import UUID, uuid4

from benchmarks.load import TOKEN
from benchmarks.own_servers import HOST, Web

CANNOT_CONFIRM = "CANNOT CONFIRM"
YES = "YES – dispense"
REST = 0.05
"""Seconds before the same is asked again where the registry could not answer."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, cut down to what is judged."""

    status: int
    location: str
    page: str

    @property
    def is_cannot_confirm(self) -> bool:
        """Say whether the counter said so, in its own words."""
        return self.status == http.client.SERVICE_UNAVAILABLE and CANNOT_CONFIRM in self.page

    @property
    def is_wrong(self) -> bool:
        """Say whether this is no answer of the counter at all: a traceback, a server's error, a yes with an error."""
        if self.status >= http.client.INTERNAL_SERVER_ERROR:
            return not self.is_cannot_confirm or YES in self.page or "Traceback" in self.page
        return self.status >= http.client.BAD_REQUEST


def ask(web: Web, path: str, login: str, fields: dict[str, str] | None = None) -> Told:
    """Send one request as a browser does."""
    line = http.client.HTTPConnection(HOST, web.port, timeout=30)
    headers = {"Cookie": f"csrftoken={TOKEN}; sessionid={login}", "Connection": "close"}
    body = None
    if fields is not None:
        body = urlencode(fields | {"csrfmiddlewaretoken": TOKEN})
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        line.request("GET" if body is None else "POST", path, body=body, headers=headers)
        answer = line.getresponse()
        return Told(answer.status, answer.headers.get("Location", ""), answer.read().decode())
    finally:
        line.close()


def key_of(location: str) -> UUID:
    """Give the key of the check to which an answer leads."""
    return UUID(location.split("/counter/")[1].split("/", maxsplit=1)[0])


@dataclass(slots=True)
class Noted:
    """What all clients were told so far."""

    acknowledged: list[UUID] = field(default_factory=list)
    """The verdicts on which capsules were recorded, as the pages said."""

    answers: Counter[str] = field(default_factory=Counter)
    wrong: list[Told] = field(default_factory=list)

    def note(self, told: Told) -> Told:
        """Count an answer."""
        kind = "cannot confirm" if told.is_cannot_confirm else "wrong" if told.is_wrong else "answered"
        self.answers[kind] += 1
        if kind == "wrong":
            self.wrong.append(told)
        return told


@dataclass(slots=True)
class Clients:
    """Threads that serve one card after the other, until they are told to stop or no card is left."""

    web: Web
    login: str
    cards: Queue[str]
    noted: Noted
    stopped: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def begin(self, how_many: int) -> None:
        """Let them work."""
        self.threads = [threading.Thread(target=self._work) for _ in range(how_many)]
        for one in self.threads:
            one.start()

    def stop(self) -> None:
        """Let each finish the card in hand."""
        self.stopped.set()
        for one in self.threads:
            one.join()

    def _work(self) -> None:
        while not self.stopped.is_set():
            try:
                self._serve(self.cards.get_nowait())
            except Empty:
                return

    def _serve(self, card: str) -> None:
        """Check a card and dispense, each repeated with the same words until it is answered."""
        check = self._until_answered("/counter/", {"number": card})
        fields = {"capsules": "21", "counselled": "on", "nonce": str(uuid4())}
        told = self._until_answered(f"/counter/{key_of(check.location)}/dispense/", fields)
        if told.location.endswith("/dispensed/"):
            self.noted.acknowledged.append(key_of(told.location))

    def _until_answered(self, path: str, fields: dict[str, str]) -> Told:
        while True:
            told = self.noted.note(ask(self.web, path, self.login, fields))
            if not told.is_cannot_confirm:
                return told
            time.sleep(REST)


def seconds_until(happens: Callable[[], bool], *, patience: float) -> float:
    """Measure how long something takes to come true.

    :raises AssertionError: when it does not within the patience.
    """
    began = time.monotonic()
    while not happens():
        assert time.monotonic() - began < patience, f"it did not come true in {patience:.0f} s"
        time.sleep(REST)
    return time.monotonic() - began
