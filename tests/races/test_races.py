"""Two acts at the same moment, against the served registry: never wrong with the guards, mostly wrong without.

Each race is run twice: as the registry is served, and as a control with the lock and the guarding triggers taken out.
Both have the same pause between judgement and record, so that what the guards prevent has every chance to happen.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from uuid import uuid4

import pytest
from django.db.models import Sum

from outbox.models import Message
from patients.models import Dispensing, Pregnancy, PregnancyTest, Verdict
from pharmacies.operations import check_card
from tests import owner
from tests.builders import (
    Scene,
    a_check,
    a_man_ready_for_dispensing,
    a_pharmacist,
    a_prescriber,
    a_woman_ready_for_dispensing,
    now,
)
from tests.races.course import RACES, Outcome, Request, run
from tests.server import Server, logged_in, serve

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.races]

PAUSE = 0.25
WARMING_UP = 4
"""Races run first and not counted: a process that has answered nothing yet is too slow to meet anybody."""

RUNS = RACES + WARMING_UP
MOSTLY = 0.9
GUARDED, CONTROL = "as served", "lock taken out"
Report = Callable[[str, list[bool]], None]


@pytest.fixture(params=[GUARDED, CONTROL])
def served(request: pytest.FixtureRequest) -> Iterator[tuple[str, Server]]:
    """Serve the registry as it is, and then without its guards; either way slowly."""
    with ExitStack() as stack:
        if request.param == CONTROL:
            stack.enter_context(owner.guards_off("patients_dispensing", "patients_patient"))
        slow = owner.pause_before("patients_verdict", seconds=PAUSE, condition="NEW.mode = 'dispense'")
        stack.enter_context(slow)
        application = "tests.races.unguarded:application" if request.param == CONTROL else None
        yield request.param, stack.enter_context(serve(application) if application else serve())


@pytest.fixture
def judge(served: tuple[str, Server], capsys: pytest.CaptureFixture[str]) -> Report:
    """Print the count, and hold it against what is demanded: nothing wrong, or nearly all."""
    how, _server = served

    def report(race: str, wrong: list[bool]) -> None:
        counted = wrong[WARMING_UP:]
        assert how == CONTROL or not any(wrong)
        count = sum(counted)
        with capsys.disabled():
            sys.stdout.write(f"\n{race}, {how}: {len(counted)} races, {count} wrong ({count / len(counted):.1%})\n")
        assert count == 0 if how == GUARDED else count >= MOSTLY * len(counted)

    return report


def _dispense(server: Server, check: Verdict, login: str, *, nonce: str = "") -> Request:
    fields = {"capsules": "21", "counselled": "on", "nonce": nonce or str(uuid4())}
    return partial(server.ask, "POST", f"/counter/{check.id}/dispense/", login=login, fields=fields)


def _was_dispensed(outcome: Outcome) -> list[bool]:
    for answer in (outcome.first, outcome.second):
        assert answer.status < 500 or "CANNOT CONFIRM" in answer.page
    return [one.location.endswith("/dispensed/") for one in (outcome.first, outcome.second)]


def test_two_pharmacists_and_one_prescription(served: tuple[str, Server], judge: Report) -> None:
    _how, server = served
    prescriber, one, other = a_prescriber(), a_pharmacist(), a_pharmacist()
    logins = logged_in(one), logged_in(other)
    scenes = [a_man_ready_for_dispensing(prescriber=prescriber, pharmacist=one) for _ in range(RUNS)]
    pairs = []
    for scene in scenes:
        theirs = check_card(by=other, at=now(), number=scene.card.number)
        pairs.append((_dispense(server, a_check(scene), logins[0]), _dispense(server, theirs, logins[1])))
    outcomes = run(pairs)
    judge(
        "two pharmacists, one prescription",
        [_too_much(scene, outcome) for scene, outcome in zip(scenes, outcomes, strict=True)],
    )


def _too_much(scene: Scene, outcome: Outcome) -> bool:
    """Say whether more than one dispensing was recorded, or more than was prescribed, or two were told yes."""
    given = Dispensing.objects.filter(prescription=scene.prescription)
    capsules = given.aggregate(total=Sum("capsules"))["total"] or 0
    return given.count() != 1 or capsules > scene.prescription.capsules or sum(_was_dispensed(outcome)) != 1


def test_dispensing_and_a_positive_test(served: tuple[str, Server], judge: Report) -> None:
    _how, server = served
    prescriber, pharmacist = a_prescriber(), a_pharmacist()
    logins = logged_in(pharmacist), logged_in(prescriber)
    scenes = [a_woman_ready_for_dispensing(prescriber=prescriber, pharmacist=pharmacist) for _ in range(RUNS)]
    pairs = [
        (_dispense(server, a_check(scene), logins[0]), _record_positive(server, scene, logins[1])) for scene in scenes
    ]
    with owner.pause_before("patients_pregnancytest", seconds=PAUSE / 2):
        outcomes = run(pairs)
    judge(
        "dispensing against a positive test",
        [_is_silent(scene, outcome) for scene, outcome in zip(scenes, outcomes, strict=True)],
    )


def _record_positive(server: Server, scene: Scene, login: str) -> Request:
    today = now().date().isoformat()
    fields = {
        "nonce": str(uuid4()),
        "version": str(type(scene.patient).objects.get(id=scene.patient_id).version),
        "sampled_on_day": today,
        "result": "positive",
        "specimen": "blood",
        "sensitivity_miu_ml": "25",
        "supervised": "yes",
    }
    return partial(server.ask, "POST", f"/patients/{scene.enrolment.id}/test/", login=login, fields=fields)


def _is_silent(scene: Scene, outcome: Outcome) -> bool:
    """Say whether capsules went out beside a positive test without anybody being told."""
    assert PregnancyTest.objects.filter(patient=scene.patient, result="positive").exists(), outcome.second
    dispensed = Dispensing.objects.filter(prescription=scene.prescription).exists()
    pregnancy = Pregnancy.objects.get(patient=scene.patient)
    told = Message.objects.filter(
        kind="supply_stopped_pharmacy", key=f"stopped:{pregnancy.id}:{scene.pharmacist.organisation_id}"
    ).exists()
    return dispensed != told or dispensed != _was_dispensed(outcome)[0]


def test_one_form_sent_twice(served: tuple[str, Server], judge: Report) -> None:
    _how, server = served
    prescriber, pharmacist = a_prescriber(), a_pharmacist()
    login = logged_in(pharmacist)
    scenes = [a_man_ready_for_dispensing(prescriber=prescriber, pharmacist=pharmacist) for _ in range(RUNS)]
    pairs = []
    for scene in scenes:
        request = _dispense(server, a_check(scene), login, nonce=str(uuid4()))
        pairs.append((request, request))
    outcomes = run(pairs)
    judge(
        "one form sent twice",
        [
            outcome.first.location != outcome.second.location
            or not all(_was_dispensed(outcome))
            or Dispensing.objects.filter(prescription=scene.prescription).count() != 1
            for scene, outcome in zip(scenes, outcomes, strict=True)
        ],
    )
