"""`make test`: everything that the tests need, then the tests."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from launch import browser, install
from launch.places import PYTHON, ROOT, TEST
from launch.refusal import Refusal
from launch.say import say
from launch.servers import bring_up
from launch.supervisor import Supervisor

WHOLE = ["--numprocesses=auto", "--dist=worksteal"]
"""How the whole suite is run: one process for each core, each with a database of its own."""


def run(arguments: list[str]) -> int:
    """Set up, start the tests' own servers, and run pytest with the arguments given, or all tests on every core."""
    install.everything()
    chromium = browser.find_or_install()
    with _servers() as environment:
        return subprocess.run(
            [str(PYTHON), "-m", "pytest", *(arguments or WHOLE)],
            cwd=ROOT,
            env=environment | ({"CHROMIUM": chromium} if chromium else {}),
            check=False,
        ).returncode


def keep_servers(_arguments: list[str]) -> int:
    """Keep the tests' servers running until Ctrl-C, for those who call pytest themselves."""
    install.everything()
    claim = TEST.claim()
    if claim is None:
        raise Refusal("The tests' servers of this folder are running already.")
    supervisor = Supervisor(say=say)
    try:
        bring_up(TEST, supervisor, forgetful=True)
        say("The tests' servers are up: .venv/bin/python -m pytest finds them. Ctrl-C stops them.")
        supervisor.watch()
    except KeyboardInterrupt:
        pass
    finally:
        _take_down(supervisor)
        claim.close()
    return 0


@contextmanager
def _servers() -> Iterator[dict[str, str]]:
    """Lend the environment of running servers: those of another process that keeps them, or one's own."""
    claim = TEST.claim()
    if claim is None:
        yield install.children_environment()
        return
    supervisor = Supervisor(say=say)
    try:
        yield bring_up(TEST, supervisor, forgetful=True).environment()
    finally:
        _take_down(supervisor)
        claim.close()


def _take_down(supervisor: Supervisor) -> None:
    supervisor.stop()
    TEST.addresses.unlink(missing_ok=True)
