"""The same request many times at the same moment, and the database away: on real transactions."""

import json
import threading
from uuid import uuid4

import pytest
from django.db import connection

from patients.models import Dispensing
from tests.builders import a_woman_ready_for_dispensing
from tests.pharmacies.interface.caller import PROBLEM, Said, System
from tests.pharmacies.test_outage import database_away
from tests.server import serve

pytestmark = pytest.mark.django_db(transaction=True)

CROWD = 6


def test_the_same_request_at_the_same_moment_has_one_effect_and_one_answer() -> None:
    scene = a_woman_ready_for_dispensing()
    system, key = System(scene.pharmacist), str(uuid4())
    check = system.check(scene.card.number).json["id"]
    together, answers = threading.Barrier(CROWD), list[Said]()

    def send() -> None:
        try:
            together.wait(timeout=10)
            answers.append(system.dispense(check, 7, key=key))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(CROWD)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert {one.status for one in answers} == {200}
    assert len({one.response.content for one in answers}) == 1
    assert Dispensing.objects.get().capsules == 7


def test_a_database_that_is_away_is_cannot_confirm_and_the_same_request_is_good_afterwards() -> None:
    scene = a_woman_ready_for_dispensing()
    system, key = System(scene.pharmacist), str(uuid4())
    check = system.check(scene.card.number).json["id"]
    body = {"pharmacist": system.pharmacist, "check": check, "capsules": 7, "counselled": True}
    card = {"pharmacist": system.pharmacist, "card": scene.card.number}
    headers = {"Authorization": f"Bearer {system.token}", "Idempotency-Key": key}
    with serve() as server:
        with database_away():
            for name, sent in {"check": card, "dispense": body}.items():
                answer = server.call(f"/api/v1/{name}", sent, headers)
                assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
                assert answer.headers["Content-Type"] == PROBLEM
                assert (json.loads(answer.page)["code"], "dispense" in json.loads(answer.page)) == (
                    "cannot_confirm",
                    False,
                )
        assert not Dispensing.objects.exists()
        answer = server.call("/api/v1/dispense", body, headers)
        assert (answer.status, json.loads(answer.page)["dispense"]) == (200, True)
    assert Dispensing.objects.get().capsules == 7
