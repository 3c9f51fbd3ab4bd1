"""Invariants of proposed changes of the rules: the database holds to them, whoever writes."""

import pytest

from programmes.models import RuleInForce
from tests.patients.invariants import another, invariant, refused_by
from tests.patients.lives import NOON
from tests.programmes.rules import a_rule_answer, a_rule_in_force, a_rule_proposal, its_version

pytestmark = pytest.mark.django_db


@invariant("A proposed change of the rules says why", "programmes_ruleproposal_says_why")
def test_a_proposal_says_why() -> None:
    with refused_by("programmes_ruleproposal_says_why"):
        a_rule_proposal(at=NOON, why="")


@invariant("A proposed change is answered once by the office, and once by each authority", "programmes_ruleanswer_once")
def test_a_proposal_is_answered_once_by_each() -> None:
    one = a_rule_proposal(at=NOON)
    for country in ("", "BE", "DE"):
        a_rule_answer(at=NOON, proposal=one, country=country)
    with refused_by("programmes_ruleanswer_once"):
        a_rule_answer(at=NOON, proposal=one, country="BE")


@invariant("Who refuses a proposed change says why", "programmes_ruleanswer_says_why")
def test_a_refusal_says_why() -> None:
    one = a_rule_proposal(at=NOON)
    with refused_by("programmes_ruleanswer_says_why"):
        a_rule_answer(at=NOON, proposal=one, agreed=False)


@invariant("Nobody agrees to a change of the rules that she proposed", "programmes_ruleanswer_by_another")
def test_nobody_agrees_to_her_own_proposal() -> None:
    one = a_rule_proposal(at=NOON)
    with refused_by("programmes_ruleanswer_by_another"):
        a_rule_answer(at=NOON, proposal=one, answered_by_id=one.proposed_by_id)
    a_rule_answer(at=NOON, proposal=one, answered_by_id=one.proposed_by_id, agreed=False, why="Taken back")


@invariant(
    "A change of the rules holds once the office and every authority asked agreed to it",
    "programmes_ruleinforce_agreed_by_all",
)
@pytest.mark.parametrize("agreed", [(), ("",), ("BE", "DE"), ("", "BE"), ("", "BE", "DE", "FR")])
def test_a_change_holds_once_all_agreed(agreed: tuple[str, ...]) -> None:
    one = a_rule_proposal(at=NOON, countries=["BE", "DE"])
    for country in agreed:
        a_rule_answer(at=NOON, proposal=one, country=country, agreed=country != "FR", why="no")
    version = its_version(at=NOON, proposal=one)
    with refused_by("programmes_ruleinforce_agreed_by_all"):
        RuleInForce.objects.create(proposal=one, version=version)


@invariant("What holds is the file that was proposed", "programmes_ruleinforce_as_proposed")
def test_what_holds_is_what_was_proposed() -> None:
    one = a_rule_proposal(at=NOON)
    for country in ("", "BE"):
        a_rule_answer(at=NOON, proposal=one, country=country)
    other = its_version(at=NOON, proposal=one, sha256="1" * 64)
    with refused_by("programmes_ruleinforce_as_proposed"):
        RuleInForce.objects.create(proposal=one, version=other)


@invariant("A proposal comes to one version", "programmes_ruleinforce_proposal_id_key")
def test_a_proposal_comes_to_one_version() -> None:
    one = a_rule_in_force(at=NOON)
    with refused_by("programmes_ruleinforce_proposal_id_key"):
        another(one)
