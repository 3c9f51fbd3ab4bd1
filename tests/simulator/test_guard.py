"""No simulation goes beside anybody who may be real, and none goes in twice."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation
from demo.simulator.making import NotSimulated, require_nobody_real
from ppp_registry.settings import base
from tests.builders import a_patient, a_prescriber, now
from tests.simulator.conftest import WANTED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("truth")]


def test_another_seed_may_go_beside_what_was_simulated() -> None:
    require_nobody_real(seed=WANTED.seed + 1)


def test_a_seed_goes_in_once() -> None:
    with pytest.raises(NotSimulated, match="simulated here already"):
        require_nobody_real(seed=WANTED.seed)


def test_one_patient_of_a_centre_keeps_every_simulation_out() -> None:
    a_patient(at=now(), by=a_prescriber())
    before = Organisation.objects.count()
    with pytest.raises(CommandError, match=f"holds {WANTED.patients + 1} patients"):
        call_command("simulate", patients=5, seed=WANTED.seed + 1)
    assert Organisation.objects.count() == before


@pytest.mark.parametrize("size", [{"patients": 0}, {"patients": 5, "months": 0}, {"patients": 5, "processes": 0}])
def test_a_size_that_is_none_is_refused_with_what_to_ask_for(size: dict[str, int]) -> None:
    with pytest.raises(CommandError, match="Ask for one patient or more"):
        call_command("simulate", **size)


def test_the_room_is_not_in_the_registry_that_production_runs() -> None:
    assert "demo" not in base.INSTALLED_APPS
