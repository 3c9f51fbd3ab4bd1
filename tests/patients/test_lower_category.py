"""A lower category: proposed by one, approved by another, judged by neither before; a higher one acts at once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actor import Actor
from accounts.refusals import NotPermitted, Refusal
from patients.models import CategoryAssessment, CategoryDecision, CategoryProposal, Decided
from patients.operations import (
    approve_category,
    assess_category,
    correct_category,
    interrupt_supply,
    refuse_category,
    suspect_pregnancy,
    withdraw_proposal,
)
from patients.queries import current_category, open_proposal
from patients.refusals import NothingToChange, NotJustified, ProposalOutdated, SecondPrescriberWanted
from tests.builders import Scene, a_check, a_man_ready_for_dispensing, a_woman_ready_for_dispensing
from tests.patients.lives import DAY, NOON
from tests.patients.proposals import WOMB_REMOVED, a_proposal, a_second

pytestmark = pytest.mark.django_db

CAN: dict[str, Any] = {"category": "childbearing", "criterion": None, "specialist_confirmed": False, "evidence": ""}


def _proposed(scene: Scene, **changes: Any) -> CategoryProposal:
    return a_proposal(by=scene.prescriber, at=NOON, enrolment=scene.enrolment, **changes)


def _category(scene: Scene) -> str:
    found = current_category(enrolment=scene.enrolment)
    assert found is not None
    return found.category


def _can_after_all(scene: Scene) -> CategoryAssessment:
    return assess_category(by=scene.prescriber, at=NOON, enrolment=scene.enrolment, **CAN)


def test_the_approval_of_a_second_prescriber_puts_the_lower_category_in_force(scene: Scene) -> None:
    second = a_second(scene.prescriber)
    row = approve_category(by=second, at=NOON, proposal=_proposed(scene))
    assert (row.category, row.criterion, row.evidence_by) == ("non_childbearing", "hysterectomy", "Dr Wit")
    assert row.recorded_by_id == second.user_id
    assert _category(scene) == "non_childbearing"


def test_nothing_is_judged_by_a_category_that_is_only_proposed() -> None:
    old = a_woman_ready_for_dispensing(at=NOON, prescribed=NOON - 20 * DAY)
    before = a_check(old)
    _proposed(old)
    after = a_check(old)
    assert "prescription_expired" in after.reasons  # a rule of women who can become pregnant
    assert (after.dispense, after.reasons) == (before.dispense, before.reasons)
    approve_category(by=a_second(old.prescriber), at=NOON, proposal=CategoryProposal.objects.get())
    assert _category(old) == "non_childbearing"


def test_who_proposed_it_cannot_approve_or_refuse_it(scene: Scene) -> None:
    proposal = _proposed(scene)
    with pytest.raises(NotPermitted):
        approve_category(by=scene.prescriber, at=NOON, proposal=proposal)
    with pytest.raises(NotPermitted):
        refuse_category(by=scene.prescriber, at=NOON, proposal=proposal, reason="mine")
    assert _category(scene) == "childbearing"


def test_only_who_proposed_it_takes_it_back(scene: Scene) -> None:
    with pytest.raises(NotPermitted):
        withdraw_proposal(by=a_second(scene.prescriber), at=NOON, proposal=_proposed(scene))


def test_a_proposal_is_decided_on_once(scene: Scene) -> None:
    proposal, second = _proposed(scene), a_second(scene.prescriber)
    refuse_category(by=second, at=NOON, proposal=proposal, reason="another woman's report")
    with pytest.raises(NothingToChange):
        approve_category(by=second, at=NOON, proposal=proposal)
    with pytest.raises(NothingToChange):
        withdraw_proposal(by=scene.prescriber, at=NOON, proposal=proposal)


def test_a_second_proposal_waits_for_the_end_of_the_first(scene: Scene) -> None:
    first = _proposed(scene)
    with pytest.raises(NothingToChange):
        _proposed(scene)
    withdraw_proposal(by=scene.prescriber, at=NOON, proposal=first)
    assert _proposed(scene).follows == first.decision


def test_a_newer_assessment_outdates_a_proposal(scene: Scene) -> None:
    proposal = _proposed(scene)
    _can_after_all(scene)
    assert CategoryDecision.objects.get(proposal=proposal).how == Decided.OUTDATED
    with pytest.raises(NothingToChange):
        approve_category(by=a_second(scene.prescriber), at=NOON, proposal=proposal)


def test_a_suspected_pregnancy_holds_the_approval_up(scene: Scene) -> None:
    proposal = _proposed(scene)
    suspect_pregnancy(by=scene.prescriber, at=NOON, patient=scene.patient, reason="late")
    with pytest.raises(ProposalOutdated):
        approve_category(by=a_second(scene.prescriber), at=NOON, proposal=proposal)
    assert _category(scene) == "childbearing"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"criterion": "age_50_amenorrhoea_1_year"}, "The patient is 45. This criterion needs 50 or over."),
        ({"criterion": "premature_ovarian_failure"}, "needs a specialist's confirmation"),
        ({"criterion": "menopause"}, "None of the programme's criteria"),
        ({"criterion": None}, "None of the programme's criteria"),
        ({"evidence": " "}, "Say what shows it"),
    ],
)
def test_what_nothing_carries_is_not_even_proposed(scene: Scene, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(NotJustified, match=said):
        _proposed(scene, **changes)


@pytest.mark.parametrize("category", ["non_childbearing", "male"])
def test_a_correction_never_asks_for_less(scene: Scene, category: str) -> None:
    row = CategoryAssessment.objects.get(enrolment=scene.enrolment)
    with pytest.raises(SecondPrescriberWanted):
        correct_category(
            by=scene.prescriber, at=NOON, assessment=row, reason="mistyped", **WOMB_REMOVED | {"category": category}
        )


def test_a_higher_category_acts_at_once_and_closes_the_prescription_at_the_counter() -> None:
    man = a_man_ready_for_dispensing(at=NOON, prescribed=NOON - DAY)
    assert a_check(man).dispense is True
    _can_after_all(man)
    assert "category_changed" in a_check(man).reasons


# --- any sequence of acts ------------------------------------------------------------------------------------

Act = Callable[[Scene, Actor], object]


def _waiting(scene: Scene) -> CategoryProposal:
    found = open_proposal(enrolment=scene.enrolment)
    if found is None:
        raise NothingToChange("nothing waits")
    return found


ACTS: dict[str, Act] = {
    "propose": lambda scene, by: a_proposal(by=by, at=NOON, enrolment=scene.enrolment),
    "approve": lambda scene, by: approve_category(by=by, at=NOON, proposal=_waiting(scene)),
    "refuse": lambda scene, by: refuse_category(by=by, at=NOON, proposal=_waiting(scene), reason="no"),
    "withdraw": lambda scene, by: withdraw_proposal(by=by, at=NOON, proposal=_waiting(scene)),
    "raise": lambda scene, by: assess_category(by=by, at=NOON, enrolment=scene.enrolment, **CAN),
    "lower": lambda scene, by: assess_category(by=by, at=NOON, enrolment=scene.enrolment, **WOMB_REMOVED),
    "stop": lambda scene, by: interrupt_supply(by=by, at=NOON, enrolment=scene.enrolment, reason="operation"),
}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 1)), min_size=2, max_size=10))
def test_no_sequence_of_acts_lowers_the_category_without_two_prescribers(steps: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        scene = a_woman_ready_for_dispensing(at=NOON)
        people = [scene.prescriber, a_second(scene.prescriber)]
        for name, who in steps:
            before = _category(scene)
            try:
                ACTS[name](scene, people[who])
            except Refusal:
                assert _category(scene) == before
                continue
            if before == "childbearing" != _category(scene):
                last = current_category(enrolment=scene.enrolment)
                assert last is not None
                assert last.approval is not None
                assert last.approval.proposal.recorded_by_id != last.approval.recorded_by_id
        transaction.set_rollback(True)
