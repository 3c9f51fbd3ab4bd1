"""Invariants that want what was committed: they share no ground with the tests of one transaction."""

import pytest
from django.db import transaction

from tests.builders import Scene, a_dispensing
from tests.patients.invariants import another, invariant, refused_by

pytestmark = pytest.mark.django_db(transaction=True)


@invariant("A dispensing stands on a verdict asked in its own transaction", "patients_dispensing_asked_at_that_moment")
def test_a_dispensing_stands_on_no_yes_of_before(scene: Scene) -> None:
    dispensing = a_dispensing(scene, capsules=7).dispensing
    yes = another(dispensing.verdict)  # committed: the next statement is another transaction
    with refused_by("patients_dispensing_asked_at_that_moment"):
        another(dispensing, verdict_id=yes.pk)
    with transaction.atomic():
        another(dispensing, verdict_id=another(dispensing.verdict).pk)
