"""The suspicion of a man is kept and stops nothing, and the page does not say otherwise."""

import pytest

from patients.models import Pregnancy
from tests.builders import a_man_ready_for_dispensing
from tests.prescribers.desk import Desk, address

pytestmark = pytest.mark.django_db


def test_a_suspicion_of_a_man_does_not_say_that_it_stops() -> None:
    man = a_man_ready_for_dispensing()
    page = Desk(man.prescriber).sends(address(man.enrolment, "suspicion"), {})
    assert page.heading == "A suspicion is recorded, and stops nothing"
    assert "nothing can be dispensed" not in page.text
    assert Pregnancy.objects.get().patient == man.patient
