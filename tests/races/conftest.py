"""A race as it is run twice: the registry as it is served, and a control with the lock and the guards taken out."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests import owner
from tests.races.course import AT_ONCE, CONTROL, GUARDED, WARMING_UP, Report
from tests.server import Server, serve

MOSTLY = 0.9
APPLICATIONS = {GUARDED: "ppp_registry.wsgi:application", CONTROL: "tests.races.unguarded:application"}
PROCESSES = {GUARDED: 2, CONTROL: 1}


@pytest.fixture(scope="package", params=[GUARDED, CONTROL])
def running(request: pytest.FixtureRequest, django_db_setup: None) -> Iterator[tuple[str, Server]]:
    """Serve the registry as it is for all races, and then without its guards.

    What the control remembers it remembers in one process: in two, whichever was asked for the first time after an end
    would remember the end, and how often that is, the load of the machine decides.
    """
    with serve(APPLICATIONS[request.param], processes=PROCESSES[request.param]) as server:
        yield request.param, server


@pytest.fixture
def served(running: tuple[str, Server]) -> Iterator[tuple[str, Server]]:
    """Give how it is served, with the guarding triggers out where the lock is."""
    with ExitStack() as stack:
        if running[0] == CONTROL:
            stack.enter_context(owner.guards_off("patients_dispensing", "patients_patient"))
        yield running


@pytest.fixture
def at_once(served: tuple[str, Server]) -> int:
    """Give how many races run beside each other."""
    return AT_ONCE[served[0]]


@pytest.fixture
def judge(served: tuple[str, Server], capsys: pytest.CaptureFixture[str]) -> Report:
    """Print the count, and hold it against what is demanded: nothing wrong, or nearly all."""
    how, _server = served

    def report(race: str, wrong: list[bool], *, met: int | None = None) -> None:
        counted = wrong[WARMING_UP:]
        count = sum(counted)
        told = f"{race}, {how}: {len(counted)} races, {count} wrong ({count / len(counted):.1%})"
        with capsys.disabled():
            sys.stdout.write(f"\n{told}{'' if met is None else f', met {met} times'}\n")
        if how == GUARDED:
            assert not any(wrong)
            assert met is None or met >= MOSTLY * len(wrong)  # a race in which nobody meets proves nothing
        else:
            assert count >= MOSTLY * len(counted)

    return report
