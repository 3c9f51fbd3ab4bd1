"""Keeps a row of processes running: starts them in order, brings back one that ends, stops them in reverse."""

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from launch.processes import Recipe, start, stop, tail

Wait = Callable[[subprocess.Popen[bytes]], None]

LOOK_EVERY = 0.2
SHORT_LIFE = 10.0
LONGEST_PAUSE = 10.0
STOPPING = (signal.SIGTERM, signal.SIGHUP)


def _wait_for_nothing(_process: subprocess.Popen[bytes]) -> None:
    return


@dataclass
class Kept:
    """A process and how it has fared."""

    recipe: Recipe
    wait: Wait
    process: subprocess.Popen[bytes]
    started: float
    pause: float = 0.5
    due: float | None = None
    """When it is to be started again, while it is down."""


@dataclass
class Supervisor:
    """The one parent of everything that runs."""

    say: Callable[[str], None]
    kept: list[Kept] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Let a polite kill and a closed terminal end everything as Ctrl-C does.

        Ctrl-C is set too: whoever starts the launcher in the background of a script has it ignored.
        """
        for sign in (signal.SIGINT, *STOPPING):
            signal.signal(sign, _interrupt)

    def start(self, recipe: Recipe, wait: Wait = _wait_for_nothing) -> None:
        """Start a process and wait until it is ready.

        :raises Refusal: when it does not become ready.
        """
        process = start(recipe)
        self.kept.append(Kept(recipe, wait, process, time.monotonic()))
        wait(process)

    def watch(self) -> None:
        """Bring back whatever ends, until interrupted."""
        while True:
            for kept in self.kept:
                self._look_after(kept)
            time.sleep(LOOK_EVERY)

    def stop(self) -> None:
        """Stop everything, the last started first; a second interruption does not leave half of it running."""
        for sign in (signal.SIGINT, *STOPPING):
            signal.signal(sign, signal.SIG_IGN)
        for kept in reversed(self.kept):
            stop(kept.process, ends_on=kept.recipe.ends_on)
        self.kept.clear()

    def _look_after(self, kept: Kept) -> None:
        now = time.monotonic()
        if kept.due is not None:
            if now >= kept.due:
                kept.process, kept.started, kept.due = start(kept.recipe), now, None
                self.say(f"{kept.recipe.name} is started again (process {kept.process.pid}).")
        elif kept.process.poll() is not None:
            self._plan_return(kept, now)

    def _plan_return(self, kept: Kept, now: float) -> None:
        """Start it again soon; one that keeps ending waits longer each time and shows why."""
        stop(kept.process, ends_on=kept.recipe.ends_on)
        died_young = now - kept.started < SHORT_LIFE
        kept.pause = min(kept.pause * 2, LONGEST_PAUSE) if died_young else 0.5
        kept.due = now + kept.pause
        self.say(f"{kept.recipe.name} ended ({_how(kept.process.returncode)}).")
        if kept.pause > 2:
            self.say(f"It keeps ending. Its last lines, from {kept.recipe.log}:\n{tail(kept.recipe.log)}")


def _interrupt(_sign: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _how(status: int) -> str:
    return f"status {status}" if status >= 0 else f"killed by {signal.Signals(-status).name}"
