"""Processes of the desk killed at their statements: no report is lost, none has two cases, nothing is told twice."""

import datetime as dt
import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from outbox.models import Message
from safety.models import Case, CaseVersion
from safety.operations import tell_overdue
from safety.pulling import pull
from safety.sources import how_many_without_case
from tests.builders import a_woman_ready_for_dispensing
from tests.safety.pregnancies import a_suspicion
from tests.safety.reports import a_reported_side_effect, an_officer

pytestmark = pytest.mark.django_db(transaction=True)
_kept: list[Any] = []
"""The parent's connections as its children see them: nobody may close them there."""


def killed_before(statement: int, work: Callable[[], object]) -> bool:
    """Let a child of this process work until it comes to a statement, and die there; say whether it came so far."""
    child = os.fork()
    if child == 0:
        _kept.append(connection.connection)
        connection.connection = None
        connection.in_atomic_block = False
        seen = [0]

        def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            seen[0] += 1
            if seen[0] == statement:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(count):
                work()
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def killed_everywhere(work: Callable[[], object], *, each: int) -> int:
    """Kill it before every so many statements, until one attempt comes to its end; give how often it was killed."""
    kills = 0
    while killed_before(1 + kills * each, work):
        kills += 1
        assert CaseVersion.objects.filter(number=1).count() == Case.objects.count()
    return kills


def test_whatever_dies_every_report_gets_one_case_and_what_is_overdue_one_message() -> None:
    scene = a_woman_ready_for_dispensing()
    officer = an_officer()
    late = scene.at - dt.timedelta(days=20)
    for number in range(3):
        a_reported_side_effect(scene, words=f"Rash {number}", known_on=late.date())
    a_suspicion(a_woman_ready_for_dispensing(at=late))
    assert killed_everywhere(lambda: pull(at=scene.at), each=9) > 5
    pull(at=scene.at)
    assert (Case.objects.count(), how_many_without_case()) == (4, 0)
    assert CaseVersion.objects.count() == 4
    assert killed_everywhere(lambda: tell_overdue(at=scene.at), each=2) > 2
    tell_overdue(at=scene.at)
    told = Message.objects.filter(kind__in=["safety_overdue", "follow_up_overdue"])
    assert sorted(told.values_list("kind", flat=True)) == ["follow_up_overdue", "safety_overdue"]
    assert told.get(kind="safety_overdue").recipient_id == officer.person_id
