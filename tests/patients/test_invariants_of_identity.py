"""Invariants of who a patient is, and of records that are joined: each broken."""

from typing import Any
from uuid import uuid4

import pytest

from accounts.actor import Actor
from patients.models import HealthId, MergeDecision, MergeProposal, ReminderChoice
from patients.operations import decide_merge, propose_merge
from patients.stamp import copy_of, stamp, superseding
from tests.accounts.acts_on_the_record import a_colleague
from tests.builders import Scene, a_patient
from tests.patients.invariants import another, invariant, refused_by
from tests.patients.lives import NOON

pytestmark = pytest.mark.django_db

NUMBER = {"scheme": "national:BE", "value": "85073003328"}


def _numbered(scene: Scene, **changes: Any) -> HealthId:
    made = stamp(by=scene.prescriber, at=NOON)
    return HealthId.objects.create(**{"subject_id": scene.patient.subject_id} | NUMBER | made | changes)


def _proposal(scene: Scene, by: Actor | None = None) -> MergeProposal:
    other = a_patient(by=scene.prescriber, at=NOON)
    return propose_merge(
        by=by or scene.prescriber, at=NOON, kept=scene.patient, merged=other.patient, reason="papers seen"
    )


def _joined(scene: Scene) -> MergeDecision:
    return decide_merge(by=a_colleague(scene.prescriber), at=NOON, proposal=_proposal(scene), agreed=True)


def _decides(scene: Scene, proposal: MergeProposal, by: Actor | None = None, **facts: Any) -> MergeDecision:
    made = stamp(by=by or a_colleague(scene.prescriber), at=NOON)
    return MergeDecision.objects.create(**{"proposal": proposal, "agreed": True} | made | facts)


# --- numbers and reminders ---------------------------------------------------------------------------------


@invariant(
    "A number of one scheme stands for one record at most, a corrected one too", "patients_healthid_one_standing"
)
def test_a_number_stands_for_one_record(scene: Scene, stranger: Scene) -> None:
    _numbered(scene)
    with refused_by("patients_healthid_one_standing"):
        _numbered(stranger)
    other = _numbered(stranger, value="93051822361")
    with refused_by("patients_healthid_one_standing"):
        _correct(other, stranger, value=NUMBER["value"])


def test_a_number_that_was_corrected_or_struck_out_is_free_for_whose_it_is(scene: Scene, stranger: Scene) -> None:
    mistyped = _numbered(scene)
    _correct(mistyped, scene, value="93051822361")
    hers = _numbered(stranger)
    _correct(hers, stranger, entered_in_error=True)
    assert _numbered(scene, subject_id=uuid4()).value == NUMBER["value"]


def _correct(row: HealthId, scene: Scene, **changes: Any) -> None:
    made = superseding(row=row, because="mistyped", by=scene.prescriber, at=NOON)
    copy_of(row=row, changes=changes, made=made).save(force_insert=True)


@invariant("A subject has one choice of reminders that stands", "patients_reminderchoice_one_a_subject")
def test_a_subject_has_one_choice_of_reminders(scene: Scene) -> None:
    with refused_by("patients_reminderchoice_one_a_subject"):
        another(ReminderChoice.objects.get(subject_id=scene.patient.subject_id))


@invariant("Nobody is reminded who did not agree to it", "patients_reminderchoice_is_agreed_to")
@pytest.mark.parametrize("facts", [{"channel": "sms"}, {"agreed_on": NOON.date()}])
def test_nobody_is_reminded_without_agreeing(scene: Scene, facts: dict[str, Any]) -> None:
    with refused_by("patients_reminderchoice_is_agreed_to"):
        another(ReminderChoice.objects.get(subject_id=scene.patient.subject_id), subject_id=uuid4(), **facts)


# --- records that are joined --------------------------------------------------------------------------------


@invariant("Two records are joined, not one with itself", "patients_merge_of_two")
def test_a_record_is_not_joined_with_itself(scene: Scene) -> None:
    with refused_by("patients_merge_of_two"):
        another(_proposal(scene), merged_id=scene.patient_id)


@invariant("Only a merge of the same two records is undone", "patients_mergeproposal_undoes_its_own")
def test_only_a_merge_of_the_same_two_is_undone(scene: Scene, stranger: Scene) -> None:
    decision = _joined(scene)
    with refused_by("patients_mergeproposal_undoes_its_own"):
        another(decision.proposal, merged_id=stranger.patient_id, undoes_id=decision.id)


@invariant("A proposal to join or part is decided once", "patients_mergedecision_proposal_id_key")
def test_a_merge_is_decided_once(scene: Scene) -> None:
    proposal = _proposal(scene)
    _decides(scene, proposal, agreed=False, words="a cousin")
    with refused_by("patients_mergedecision_proposal_id_key"):
        _decides(scene, proposal, agreed=False, words="a cousin")


@invariant("Whoever refuses to join or part records says why", "patients_merge_refused_says_why")
def test_a_refusal_says_why(scene: Scene) -> None:
    with refused_by("patients_merge_refused_says_why"):
        _decides(scene, _proposal(scene), agreed=False)


@invariant("Records are joined and parted by two people", "patients_mergedecision_by_two")
def test_records_are_joined_by_two(scene: Scene) -> None:
    with refused_by("patients_mergedecision_by_two"):
        _decides(scene, _proposal(scene), by=scene.prescriber)


@invariant(
    "A decision ends the merge that was to be undone, and no other", "patients_mergedecision_ends_what_was_asked"
)
def test_a_decision_ends_what_was_asked(scene: Scene, stranger: Scene) -> None:
    joined = _joined(scene)
    with refused_by("patients_mergedecision_ends_what_was_asked"):
        _decides(stranger, _proposal(stranger), ends=joined)
    parting = another(joined.proposal, undoes_id=joined.id)
    assert isinstance(parting, MergeProposal)
    with refused_by("patients_mergedecision_ends_what_was_asked"):
        _decides(scene, parting)


@invariant("A merge is ended once", "patients_mergedecision_ends_id_key")
def test_a_merge_is_ended_once(scene: Scene) -> None:
    joined = _joined(scene)
    for _time in range(2):
        parting = another(joined.proposal, undoes_id=joined.id)
        assert isinstance(parting, MergeProposal)
        if not MergeDecision.objects.filter(ends=joined).exists():
            _decides(scene, parting, ends=joined)
            continue
        with refused_by("patients_mergedecision_ends_id_key"):
            _decides(scene, parting, ends=joined)


@invariant("A record is joined to one other, which is joined to none", "patients_mergedecision_joined_once")
@pytest.mark.parametrize("turned", [False, True])
def test_no_chain_of_records_is_made(scene: Scene, stranger: Scene, *, turned: bool) -> None:
    first = _joined(scene).proposal
    again = another(first) if not turned else another(first, kept_id=stranger.patient_id, merged_id=first.kept_id)
    assert isinstance(again, MergeProposal)
    with refused_by("patients_mergedecision_joined_once"):
        _decides(scene, again)
