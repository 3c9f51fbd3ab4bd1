"""A check asks a fixed number of questions of the database, however many patients there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from patients.identity import keep
from patients.models import Patient
from tests.builders import (
    Scene,
    a_dispensing,
    a_man_ready_for_dispensing,
    a_patient,
    a_woman_ready_for_dispensing,
    an_identity,
    now,
)
from tests.pharmacies.desk import Desk

pytestmark = pytest.mark.django_db

MOST_FOR_A_CHECK = 40
"""Two requests, the answer's page included."""


def _queries_of_a_check(desk: Desk, scene: Scene) -> int:
    with CaptureQueriesContext(connection) as captured:
        page = desk.check(scene.card.number)
    assert page.title == "YES – dispense"
    return len(captured)


def test_the_number_of_queries_of_a_check_does_not_grow_with_the_registry() -> None:
    scene = a_woman_ready_for_dispensing()
    desk = Desk(scene.pharmacist)
    desk.check(scene.card.number)
    a_patient(at=now(), by=scene.prescriber)
    with_one = _queries_of_a_check(desk, scene)
    for _ in range(40):
        a_patient(at=now(), by=scene.prescriber)
    for number in range(160):
        patient = Patient.objects.create(created_at=now())
        keep(
            patient=patient,
            new=an_identity(family_name=f"Other{number}"),
            by=scene.prescriber,
            at=now(),
            today=now().date(),
        )
    for _ in range(5):
        a_dispensing(a_man_ready_for_dispensing(prescriber=scene.prescriber, pharmacist=scene.pharmacist))
    assert _queries_of_a_check(desk, scene) == with_one <= MOST_FOR_A_CHECK
