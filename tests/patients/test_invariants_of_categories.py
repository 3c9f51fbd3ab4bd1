"""Invariants of lower categories, of signatures and their scans, and of an off-label approval; each broken."""

from typing import Any

import pytest

from patients.models import (
    Agreement,
    CategoryAssessment,
    CategoryDecision,
    CategoryProposal,
    Decided,
    Means,
    Scan,
    Signature,
    Treatment,
)
from patients.operations import approve_category, refuse_category, withdraw_proposal
from tests.builders import Scene
from tests.patients.invariants import another, invariant, refused_by, superseding
from tests.patients.lives import DAY, NOON, Life
from tests.patients.proposals import a_proposal, a_second

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
LOWERED = "patients_categoryassessment_lowered_by_two"


def _in_force(scene: Scene) -> CategoryAssessment:
    row: CategoryAssessment = CategoryAssessment.objects.standing().get(enrolment=scene.enrolment)
    return row


def _proposed(scene: Scene) -> CategoryProposal:
    return a_proposal(by=scene.prescriber, at=NOON, enrolment=scene.enrolment)


def _decision(scene: Scene) -> CategoryDecision:
    """Give a refusal by a second prescriber."""
    return refuse_category(by=a_second(scene.prescriber), at=NOON, proposal=_proposed(scene), reason="not hers")


# --- the category ----------------------------------------------------------------------------------------


@invariant("A category is lowered only by a proposal that a second prescriber approved", LOWERED)
@pytest.mark.parametrize("category", ["non_childbearing", "male"])
@pytest.mark.parametrize("days", [-400, 0, 1])
def test_no_row_lowers_the_category_by_itself(scene: Scene, category: str, days: int) -> None:
    with refused_by(LOWERED):
        another(_in_force(scene), category=category, criterion="hysterectomy", assessed_on=TODAY + days * DAY)


@invariant("What another proposal, a refusal or another enrolment's approval says lowers nothing", LOWERED)
@pytest.mark.parametrize("ends", [refuse_category, withdraw_proposal])
def test_only_an_approval_of_this_very_proposal_lowers(scene: Scene, stranger: Scene, ends: Any) -> None:
    proposal = _proposed(scene)
    second = a_second(scene.prescriber)
    if ends is refuse_category:
        ends(by=second, at=NOON, proposal=proposal, reason="not hers")
    else:
        ends(by=scene.prescriber, at=NOON, proposal=proposal)
    elsewhere = approve_category(by=a_second(stranger.prescriber), at=NOON, proposal=_proposed(stranger))
    lower: dict[str, Any] = {"category": "non_childbearing", "criterion": "hysterectomy"}
    for approval in (proposal.decision.id, elsewhere.approval_id):
        with refused_by(LOWERED):
            another(_in_force(scene), approval_id=approval, **lower)


@invariant("An approval is for its own category and criterion, and is used once", LOWERED)
def test_an_approval_is_used_once_and_as_it_was_given(scene: Scene) -> None:
    first = _in_force(scene)
    lowered = approve_category(by=a_second(scene.prescriber), at=NOON, proposal=_proposed(scene))
    another(first, assessed_on=TODAY, recorded_at=NOON + DAY)  # she can become pregnant after all
    with refused_by(LOWERED):
        another(lowered)
    with refused_by(LOWERED):
        another(lowered, category="male", criterion=None)


@invariant("A correction of an assessment asks for no less, and keeps its day", LOWERED)
@pytest.mark.parametrize("change", [{"category": "non_childbearing"}, {"assessed_on": TODAY - 900 * DAY}])
def test_a_correction_neither_lowers_nor_moves(scene: Scene, change: dict[str, Any]) -> None:
    with refused_by(LOWERED):
        superseding(_in_force(scene), **change)


@invariant("An assessment is never struck out", "patients_categoryassessment_never_struck_out")
def test_an_assessment_is_never_struck_out(scene: Scene) -> None:
    with refused_by("patients_categoryassessment_never_struck_out"):
        superseding(_in_force(scene), entered_in_error=True)


@invariant("A category is one of three", "patients_categoryassessment_one_of_three")
def test_a_category_is_one_of_three(scene: Scene) -> None:
    with refused_by("patients_categoryassessment_one_of_three"):
        another(_in_force(scene), category="unknown")


# --- proposals and decisions -------------------------------------------------------------------------------


@invariant(
    "An enrolment has one open proposal", "patients_proposal_one_open", "patients_categoryproposal_follows_id_key"
)
def test_one_proposal_is_open(scene: Scene) -> None:
    first = _proposed(scene)
    with refused_by("patients_proposal_one_open"):
        another(first)
    decision = withdraw_proposal(by=scene.prescriber, at=NOON, proposal=first)
    another(first, follows_id=decision.id)
    with refused_by("patients_categoryproposal_follows_id_key"):
        another(first, follows_id=decision.id)


@invariant("A proposal is of a lower category, with its criterion", "patients_proposal_is_of_a_lower_category")
@pytest.mark.parametrize("change", [{"category": "childbearing"}, {"criterion": None}])
def test_a_proposal_is_of_a_lower_category(scene: Scene, change: dict[str, Any]) -> None:
    with refused_by("patients_proposal_is_of_a_lower_category"):
        another(_proposed(scene), **change)


@invariant("A proposal says what shows it", "patients_proposal_says_what_shows_it")
def test_a_proposal_says_what_shows_it(scene: Scene) -> None:
    with refused_by("patients_proposal_says_what_shows_it"):
        another(_proposed(scene), evidence="")


@invariant(
    "A proposal is on an assessment of the same enrolment, and follows a decision of the same",
    "patients_categoryproposal_of_its_own",
    "patients_categoryproposal_follows_its_own",
)
def test_a_proposal_is_of_its_own_enrolment(scene: Scene, stranger: Scene) -> None:
    first = _proposed(scene)
    with refused_by("patients_categoryproposal_of_its_own"):
        another(first, replaces_id=_in_force(stranger).id)
    with refused_by("patients_categoryproposal_follows_its_own"):
        another(first, follows_id=_decision(stranger).id)


@invariant("A proposal is decided on once", "patients_categorydecision_proposal_id_key")
def test_a_proposal_is_decided_on_once(scene: Scene) -> None:
    with refused_by("patients_categorydecision_proposal_id_key"):
        another(_decision(scene))


@invariant("A lower category is approved by a second person of the same centre", "patients_categorydecision_by_two")
def test_nobody_approves_what_she_proposed_nor_what_another_centre_did(scene: Scene, stranger: Scene) -> None:
    decision = _decision(scene)
    facts = {"how": Decided.APPROVED, "follows": None}
    proposal = another(decision.proposal, follows_id=decision.id)
    for who, where in (
        (scene.prescriber.person_id, scene.prescriber.place_id),
        (stranger.prescriber.person_id, stranger.prescriber.place_id),
    ):
        with refused_by("patients_categorydecision_by_two"):
            another(decision, proposal_id=proposal.pk, how=facts["how"], recorded_by_id=who, organisation_id=where)


@invariant(
    "A decision is on a proposal of the same enrolment, and not before it", "patients_categorydecision_of_its_own"
)
def test_a_decision_is_of_its_own_proposal(scene: Scene, stranger: Scene) -> None:
    decision = _decision(scene)
    for change in ({"enrolment_id": stranger.enrolment.id}, {"decided_on": TODAY - DAY}):
        with refused_by("patients_categorydecision_of_its_own"):
            another(decision, **change)


@invariant("A decision is one of four, and a refusal says why", "patients_decision_is_one_of_four",
           "patients_decision_no_says_why")  # fmt: skip
def test_a_decision_says_what_it_is(scene: Scene) -> None:
    decision = _decision(scene)
    with refused_by("patients_decision_is_one_of_four"):
        another(decision, how="perhaps")
    with refused_by("patients_decision_no_says_why"):
        another(decision, words="")


# --- signatures ----------------------------------------------------------------------------------------------


@invariant("Of a signature something can be shown", "patients_signature_can_be_shown")
@pytest.mark.parametrize(
    "change",
    [{"file_reference": ""}, {"means": Means.TYPED}, {"means": Means.DRAWN}, {"means": Means.SCAN}, {"means": "word"}],
)
def test_of_a_signature_something_can_be_shown(scene: Scene, change: dict[str, Any]) -> None:
    with refused_by("patients_signature_can_be_shown"):
        another(Signature.objects.get(enrolment=scene.enrolment), **change)


@invariant("Who signs for a patient is named, with relation and reason", "patients_signature_represented_says_why")
@pytest.mark.parametrize("name", ["representative", "relation", "why_represented"])
def test_who_signs_for_a_patient_says_why(scene: Scene, name: str) -> None:
    with refused_by("patients_signature_represented_says_why"):
        another(Signature.objects.get(enrolment=scene.enrolment), **{name: "somebody"})


@invariant("An agreement is signed once, and a scan is of one signature", "patients_signature_agreement_id_key",
           "patients_signature_scan_id_key")  # fmt: skip
def test_an_agreement_is_signed_once(life: Life) -> None:
    scanned = Signature.objects.get(means=Means.SCAN)
    with refused_by("patients_signature_agreement_id_key"):
        another(scanned, scan_id=another(Scan.objects.get()).pk)
    with refused_by("patients_signature_scan_id_key"):
        another(scanned, agreement_id=another(scanned.agreement).pk)


@invariant("A signature and its scan are of the agreement's own enrolment", "patients_signature_of_its_own")
def test_a_signature_is_of_its_own_enrolment(scene: Scene, stranger: Scene) -> None:
    signature = Signature.objects.get(enrolment=scene.enrolment)
    foreign = Agreement.objects.get(enrolment=stranger.enrolment)
    with refused_by("patients_signature_of_its_own"):
        another(signature, agreement_id=foreign.id)


@invariant("A scan is a PDF, JPEG or PNG of 5 MB at most", "patients_scan_form")
@pytest.mark.parametrize("change", [{"kind": "text/html"}, {"size": 0}, {"size": 5_000_001}])
def test_a_scan_has_its_form(life: Life, change: dict[str, Any]) -> None:
    with refused_by("patients_scan_form"):
        another(Scan.objects.get(), **change)


# --- the label -------------------------------------------------------------------------------------------------


@invariant("Only an off-label use is approved as one", "patients_treatment_approval_is_of_off_label")
@pytest.mark.parametrize("declared", [False, None])
def test_only_an_off_label_use_is_approved_as_one(scene: Scene, declared: bool | None) -> None:
    treatment = Treatment.objects.get(enrolment=scene.enrolment)
    with refused_by("patients_treatment_approval_is_of_off_label"):
        superseding(treatment, declared_off_label=declared, off_label_approval="ethics")
