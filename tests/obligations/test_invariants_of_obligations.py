"""What the database itself refuses of obligations."""

import pytest

from obligations.models import Step
from obligations.operations import drop_obligation, move_obligation
from tests.builders import now
from tests.obligations.owed import a_met_obligation, an_obligation, an_officer_of_the_company
from tests.patients.invariants import another, invariant, refused_by

pytestmark = pytest.mark.django_db


@invariant("Each turn of a condition is there once", "obligations_each_turn_once")
def test_each_turn_is_there_once() -> None:
    with refused_by("obligations_each_turn_once"):
        another(an_obligation())


@invariant("Somebody of the company answers for an obligation", "obligations_owned_by_the_company")
def test_an_obligation_is_the_companys() -> None:
    with refused_by("obligations_owned_by_the_company"):
        another(an_obligation(), number=2, owner_role="authority")


@invariant("What is done about an obligation has an order", "obligations_steps_one_after_another")
def test_steps_come_one_after_another() -> None:
    with refused_by("obligations_steps_one_after_another"):
        another(a_met_obligation())


@invariant("An obligation is moved to a day", "obligations_a_move_has_a_day")
def test_a_move_has_a_day() -> None:
    one, by = an_obligation(), an_officer_of_the_company()
    moved = move_obligation(by=by, at=now(), obligation=one, due_on=now().date(), reason="agreed")
    with refused_by("obligations_a_move_has_a_day"):
        another(moved, number=2, due_on=None)


@invariant("An owner is named only where one is given", "obligations_owner_only_where_given")
def test_an_owner_is_named_where_one_is_given() -> None:
    met = a_met_obligation()
    owner = Step.objects.get(obligation=met.obligation, what="owned").owner_id
    with refused_by("obligations_owner_only_where_given"):
        another(met, number=3, owner_id=owner)


@invariant("An obligation is met with evidence and its hash, or not at all", "obligations_met_with_evidence")
@pytest.mark.parametrize("changes", [{"sha256": ""}, {"sha256": "x" * 64}, {"reference": ""}])
def test_it_is_met_with_evidence(changes: dict[str, str]) -> None:
    met = a_met_obligation()
    with refused_by("obligations_met_with_evidence"):
        another(met, number=3, **changes)


@invariant("An obligation is moved, dropped or asked again for a reason", "obligations_steps_say_why")
def test_steps_say_why() -> None:
    one, by = an_obligation(), an_officer_of_the_company()
    dropped = drop_obligation(by=by, at=now(), obligation=one, reason="not asked")
    with refused_by("obligations_steps_say_why"):
        another(dropped, number=2, reason="")
