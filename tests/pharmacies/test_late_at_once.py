"""Two colleagues enter the same supply late at the same moment: one of them is told so; without the lock, both do."""

import threading
from contextlib import suppress
from typing import Any

import pytest
from django.db import connections

from accounts.actor import Actor
from patients.models import Dispensing, Patient
from pharmacies import late
from pharmacies.kept import ask_late
from pharmacies.refusals import LateEntryNotPossible
from tests.builders import Scene, a_woman_ready_for_dispensing
from tests.patients.lives import DAY, NOON
from tests.pharmacies.two_people import a_late_entry, a_second_pharmacist, an_authority

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5
TOGETHER_WITHIN = 1.0
"""Seconds that one waits for the other between looking and writing; under the lock the other never comes."""


def _both_at_once(scene: Scene, colleagues: list[Actor], monkeypatch: pytest.MonkeyPatch) -> int:
    """Let both enter it, five minutes apart by their clocks, meeting before they write; count what was recorded."""
    meeting = threading.Barrier(len(colleagues))

    def ask_together(**values: Any) -> Any:
        with suppress(threading.BrokenBarrierError):
            meeting.wait(TOGETHER_WITHIN)
        return ask_late(**values)

    with monkeypatch.context() as patch:
        patch.setattr(late, "ask_late", ask_together)
        threads = [
            threading.Thread(target=_enter, args=(scene, by, colleagues[1 - number], number))
            for number, by in enumerate(colleagues)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return Dispensing.objects.filter(prescription=scene.prescription).count()


def _enter(scene: Scene, by: Actor, second: Actor, number: int) -> None:
    happened_at = NOON.replace(minute=5 * number + 1)
    try:
        with suppress(LateEntryNotPossible):
            a_late_entry(scene, at=NOON + DAY, happened_at=happened_at, by=by, second=second, capsules=7)
    finally:
        connections.close_all()


def _rounds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    an_authority()
    found = []
    for _round in range(ROUNDS):
        scene = a_woman_ready_for_dispensing(at=NOON)
        found.append(_both_at_once(scene, [scene.pharmacist, a_second_pharmacist(scene)], monkeypatch))
    return found


def test_one_supply_is_entered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _rounds(monkeypatch) == [1] * ROUNDS


def test_without_the_lock_it_is_entered_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: nobody waits for the patient's row."""

    def unlocked(*, patient_id: Any) -> Patient:
        return Patient.objects.get(id=patient_id)

    monkeypatch.setattr(late, "lock", unlocked)
    monkeypatch.setattr(late, "raise_version", lambda *, patient, values: patient.version)
    assert _rounds(monkeypatch).count(2) >= ROUNDS - 1
