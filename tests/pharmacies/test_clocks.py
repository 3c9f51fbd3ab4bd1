"""A web server whose clock is not the database's: CANNOT CONFIRM at page and interface, and never a yes."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine

from patients.models import Dispensing, Verdict
from tests.builders import Scene, a_check, a_woman_ready_for_dispensing, now
from tests.pharmacies.desk import Desk
from tests.pharmacies.interface.caller import System

pytestmark = pytest.mark.django_db

APART = [dt.timedelta(seconds=150), dt.timedelta(hours=1), dt.timedelta(days=1)]


@pytest.fixture
def scene() -> Scene:
    return a_woman_ready_for_dispensing(at=now() - dt.timedelta(hours=2))


@pytest.mark.parametrize("apart", [sign * one for one in APART for sign in (1, -1)], ids=str)
def test_hazard_8_no_yes_is_given_while_the_clocks_differ(scene: Scene, apart: dt.timedelta) -> None:
    check = a_check(scene, at=now())
    kept = Verdict.objects.count()
    desk, system = Desk(scene.pharmacist), System(scene.pharmacist)
    fields = {"capsules": 21, "counselled": "on", "nonce": str(uuid4())}
    with time_machine.travel(now() + apart):
        pages = [
            desk.client.post("/counter/", {"number": scene.card.number}),
            desk.client.post(f"/counter/{check.id}/dispense/", fields),
            desk.client.post(f"/counter/{check.id}/override/", fields),
            desk.client.post("/counter/late/", fields),
        ]
        calls = [system.check(scene.card.number), system.dispense(check.id)]
    for page in pages:
        assert (page.status_code, "CANNOT CONFIRM" in page.content.decode()) == (503, True)
    for said in calls:
        assert (said.status, said.json["code"], said.is_problem) == (503, "cannot_confirm", True)
    assert (Verdict.objects.count(), Dispensing.objects.count()) == (kept, 0)


@pytest.mark.parametrize("seconds", [-50, 0, 50])
def test_clocks_that_differ_by_less_than_a_minute_hold_nobody_up(scene: Scene, seconds: int) -> None:
    """The control: the same card, asked about in the same way."""
    desk = Desk(scene.pharmacist)
    with time_machine.travel(now() + dt.timedelta(seconds=seconds)):
        assert desk.check(scene.card.number).title == "YES – dispense"
