"""Starts a process that cannot outlive the launcher, and stops it without leaving anything behind."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from launch.places import ROOT

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Recipe:
    """How one process is started and asked to end."""

    name: str
    command: Sequence[str]
    log: Path
    environment: dict[str, str]
    ends_on: signal.Signals = signal.SIGTERM
    user: int | None = None
    before: Callable[[], None] = field(default=lambda: None)
    """What must be set right before each start, such as the lock file of one that was killed."""


def start(recipe: Recipe) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, so that Ctrl-C reaches the launcher alone."""
    recipe.before()
    with recipe.log.open("ab") as log:
        return subprocess.Popen(
            list(recipe.command),
            cwd=ROOT if recipe.user is None else "/",
            env=recipe.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            user=recipe.user,
            group=recipe.user,
            extra_groups=None if recipe.user is None else [],
            preexec_fn=_end_with_parent(recipe.ends_on),  # noqa: PLW1509 (the launcher has one thread)
        )


def run(command: Sequence[str], environment: dict[str, str]) -> int:
    """Run a program of the project to its end, and answer its status; Ctrl-C ends it without a traceback."""
    with subprocess.Popen(
        list(command),
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_end_with_parent(signal.SIGTERM),  # noqa: PLW1509 (the launcher has one thread)
    ) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            stop(process, ends_on=signal.SIGTERM, patience=5)
            raise


def _end_with_parent(sign: signal.Signals) -> Callable[[], None] | None:
    """Ask Linux to pass a signal on to the child when the launcher dies, even by kill -9."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0)
        if os.getppid() != parent:  # it died before the question was put
            os._exit(1)

    return ask


def stop(process: subprocess.Popen[bytes], *, ends_on: signal.Signals, patience: float = 15) -> None:
    """Ask a process to end, wait, and take away whatever of its session is left."""
    if process.poll() is None:
        process.send_signal(ends_on)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def tail(log: Path, lines: int = 15) -> str:
    """Quote the end of a log, indented."""
    if not log.exists():
        return "    (it wrote nothing)"
    text = log.read_text(errors="replace").splitlines()[-lines:]
    return "\n".join(f"    {line[:300]}" for line in text)
