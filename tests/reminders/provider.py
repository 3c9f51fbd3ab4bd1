"""A double of the text message provider on the loopback: it answers as its documentation says, and takes a key once."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

SENT_BEFORE = {"error": 53, "message": "Not unique idx parameter, message with the same idx has been already sent"}

NUMBERS = {
    "NOT_FOUND": "401", "EXPIRED": "402", "SENT": "403", "DELIVERED": "404", "UNDELIVERED": "405", "FAILED": "406",
    "REJECTED": "407", "UNKNOWN": "408", "QUEUE": "409", "ACCEPTED": "410", "STOP": "412",
}  # fmt: skip
"""The number that stands beside each word of a receipt."""


@dataclass
class Provider:
    """What was handed over: every call by its key, every message that was sent on, and what to answer next."""

    port: int = 0
    calls: Counter[str] = field(default_factory=Counter)
    sent: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    answers: list[tuple[int, str]] = field(default_factory=list)
    """What to answer instead, the first first."""
    pause: threading.Event = field(default_factory=threading.Event)
    lag: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        """Give the address for the settings."""
        return f"http://127.0.0.1:{self.port}/sms.do"

    def receipt(self, word: str) -> tuple[str, dict[str, str]]:
        """Give the address that came with the messages, and what is told there of all that were sent, in one call."""
        number = word if word.isdigit() else NUMBERS.get(word, "")
        fields = {
            "MsgId": ",".join(f"msg{number}" for number in range(len(self.sent))),
            "to": ",".join(one["to"] for one in self.sent.values()),
            "donedate": ",".join("1774429200" for _sent in self.sent),
            "status": ",".join(number for _sent in self.sent),
            "status_name": ",".join(("" if word.isdigit() else word) for _sent in self.sent),
            "idx": ",".join(self.sent),
            "username": "registry",
            "points": ",".join("0.16" for _sent in self.sent),
        }
        return next(iter(self.sent.values()))["notify_url"], fields

    def take(self, asked: dict[str, str]) -> tuple[int, str]:
        """Take a message, unless its key was taken before."""
        self.pause.wait(self.lag)
        with self.lock:
            key = asked["idx"]
            self.calls[key] += 1
            if self.answers:
                return self.answers.pop(0)
            if asked.get("check_idx") == "1" and key in self.sent:
                return 200, json.dumps(SENT_BEFORE)
            self.sent[key] = asked
            return 200, json.dumps({"count": 1, "list": [{"id": key, "status": "QUEUE", "error": None}]})


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a caller that was killed while it was answered."""


@contextmanager
def a_provider(*, lag: float = 0.0) -> Iterator[Provider]:
    """Serve a provider until the block ends; each answer takes so many seconds."""
    provider = Provider(lag=lag)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            provider.tokens.add(self.headers.get("Authorization", ""))
            status, text = provider.take({name: values[0] for name, values in parse_qs(body).items()})
            answer = text.encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
            return

    server = _Server(("127.0.0.1", 0), Handler)
    provider.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
