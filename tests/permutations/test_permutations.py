"""Every order of the steps of two or three acts on one patient, and what must come of it by a model of the lock.

`make permutations` runs all; `make test` those of two acts.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from patients import access
from patients.access import _patient_of, require_sight
from tests import owner
from tests.permutations.acts import Patient, a_scene, patients, put_right, shown
from tests.permutations.model import (
    CANCEL,
    CATEGORY,
    CERTIFICATE,
    DISPENSE,
    POSITIVE,
    REVOKE,
    WITHOUT_THE_LOCK,
    Schedule,
    expected,
    schedules,
)
from tests.permutations.sessions import allow, begun, settle

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.races]

OTHERS = (POSITIVE, REVOKE, CANCEL, CATEGORY, CERTIFICATE)
PAIRS = tuple((DISPENSE, other) for other in (*OTHERS, DISPENSE))
THREES = tuple((DISPENSE, one, other) for one in (*OTHERS, DISPENSE) for other in OTHERS if one != other)
ALL = "PERMUTATIONS" in os.environ


def play(one: Patient, acts: tuple[str, ...], schedule: Schedule, *, steps: int = 1) -> bool:
    """Play a schedule on a patient; say whether what came of it is what the model says."""
    with begun([one.act(name) for name in acts]) as sessions:
        for number in schedule:
            allow(sessions[number], steps)
            settle(sessions)
    wanted = expected(acts, schedule, steps=steps)
    return shown(one, acts, [session.outcome for session in sessions], wanted) == wanted


def _play_all(acts: tuple[str, ...], orders: list[Schedule], *, steps: int = 1) -> list[Schedule]:
    """Play all schedules of some acts, each on a patient of its own; give those that came out otherwise."""
    scene, check = a_scene()
    wrong = []
    for one, schedule in zip(patients(scene, check, len(orders)), orders, strict=True):
        if not play(one, acts, schedule, steps=steps):
            wrong.append(schedule)
        put_right(scene)
    return wrong


@pytest.mark.parametrize("acts", PAIRS, ids="-".join)
def test_every_order_of_the_steps_of_two_acts(acts: tuple[str, ...]) -> None:
    orders = list(schedules(2))
    assert len(orders) == 20
    assert _play_all(acts, orders) == []


@pytest.mark.skipif(not ALL, reason="some thousands: make permutations")
@pytest.mark.parametrize("acts", THREES, ids="-".join)
def test_every_order_of_three_acts(acts: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """Each act in two steps: up to its first row, and from there to the commit."""
    orders = list(schedules(3, steps=2))
    assert len(orders) == 90
    wrong = _play_all(acts, orders, steps=2)
    with capsys.disabled():
        sys.stdout.write(f"\n{', '.join(acts)}: {len(orders)} orders, {len(wrong)} not as the model says")
    assert wrong == []


def _asks_for_sight_alone(by, at, values):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    require_sight(by=by, at=at, patient_id=_patient_of(values))
    values.pop("version", None)


@contextmanager
def _without_the_lock() -> Iterator[None]:
    guard = access.changes_record
    code = guard.__code__
    guard.__code__ = _asks_for_sight_alone.__code__
    try:
        with owner.guards_off("patients_dispensing", "patients_patient"):
            yield
    finally:
        guard.__code__ = code


def test_without_the_lock_every_pair_comes_out_otherwise() -> None:
    """Both judge before either is stored, the dispensing second: with the lock it would have waited for the other."""
    orders = [one for one in schedules(2) if one[:2] == (1, 0)]
    pairs = [acts for acts in PAIRS if acts[1] not in WITHOUT_THE_LOCK]
    with _without_the_lock():
        right = {acts: len(orders) - len(_play_all(acts, orders)) for acts in pairs}
    assert len(orders) == 6
    assert right == dict.fromkeys(pairs, 0)
