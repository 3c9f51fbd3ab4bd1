"""Invariants of her record: enrolment, card, prescription, dispensing; each broken."""

import pytest

from patients.models import (
    CardRevocation,
    NoticeAnswer,
    PregnancyTest,
    PrescriptionClosure,
    Sending,
    SideEffectTold,
    Visit,
    Withdrawal,
)
from programmes.models import Programme
from tests.builders import Scene, a_check, a_dispensing
from tests.patients.invariants import another, invariant, refused_by
from tests.patients.lives import DAY, NOON, Life

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
YEARS = 365 * DAY


# --- enrolment -----------------------------------------------------------------------------------------


@invariant("A patient is enrolled once in a programme", "patients_enrolment_one_in_a_programme")
def test_a_patient_is_enrolled_once_in_a_programme(scene: Scene) -> None:
    with refused_by("patients_enrolment_one_in_a_programme"):
        another(scene.enrolment)


@invariant("She may be enrolled again after a withdrawal, once after each", "patients_enrolment_follows_id_key")
def test_one_enrolment_follows_a_withdrawal(life: Life) -> None:
    withdrawal = Withdrawal.objects.get()
    another(life.scene.enrolment, follows_id=withdrawal.id)
    with refused_by("patients_enrolment_follows_id_key"):
        another(life.scene.enrolment, follows_id=withdrawal.id)


@invariant("A new enrolment follows her own withdrawal from that programme", "patients_enrolment_follows_its_own")
def test_an_enrolment_follows_her_own_withdrawal(life: Life, stranger: Scene) -> None:
    withdrawal = Withdrawal.objects.get()
    elsewhere = Programme.objects.exclude(id=life.scene.enrolment.programme_id)[0]
    with refused_by("patients_enrolment_follows_its_own"):
        another(stranger.enrolment, follows_id=withdrawal.id)
    with refused_by("patients_enrolment_follows_its_own"):
        another(life.scene.enrolment, follows_id=withdrawal.id, programme_id=elsewhere.id)


@invariant("An enrolment ends once", "patients_withdrawal_once")
def test_an_enrolment_ends_once(life: Life) -> None:
    with refused_by("patients_withdrawal_once"):
        another(Withdrawal.objects.get())


@invariant("Nobody is withdrawn before she was enrolled", "patients_withdrawal_after_enrolment")
def test_nobody_is_withdrawn_before_she_was_enrolled(life: Life) -> None:
    with refused_by("patients_withdrawal_after_enrolment"):
        another(Withdrawal.objects.get(), withdrawn_on=TODAY - YEARS)


@invariant("A death has its day, and nothing else has one", "patients_withdrawal_death_has_its_day")
@pytest.mark.parametrize(
    "wrong", [{"cause": "death"}, {"died_on": TODAY}, {"cause": "death", "died_on": TODAY + YEARS}]
)
def test_a_death_has_its_day(life: Life, wrong: dict[str, object]) -> None:
    with refused_by("patients_withdrawal_death_has_its_day"):
        another(Withdrawal.objects.get(), **wrong)


@invariant("Leaving for a reason that is none of the list says why", "patients_withdrawal_other_says_why")
def test_another_reason_for_leaving_says_why(life: Life) -> None:
    with refused_by("patients_withdrawal_other_says_why"):
        another(Withdrawal.objects.get(), why="")


# --- card ----------------------------------------------------------------------------------------------


@invariant("An enrolment has at most one valid card", "patients_card_one_first", "patients_card_follows_id_key")
def test_an_enrolment_has_one_valid_card(life: Life) -> None:
    with refused_by("patients_card_one_first"):
        another(life.scene.card, number="0" * 12)
    revocation = CardRevocation.objects.get()
    another(life.scene.card, number="0" * 12, follows_id=revocation.id)
    with refused_by("patients_card_follows_id_key"):
        another(life.scene.card, number="1" * 12, follows_id=revocation.id)


@invariant("A card follows the revocation of her own card", "patients_card_follows_its_own")
def test_a_card_follows_a_revocation_of_its_own_enrolment(life: Life, stranger: Scene) -> None:
    with refused_by("patients_card_follows_its_own"):
        another(stranger.card, number="0" * 12, follows_id=CardRevocation.objects.get().id)


@invariant("A card is revoked once", "patients_cardrevocation_card_id_key")
def test_a_card_is_revoked_once(life: Life) -> None:
    with refused_by("patients_cardrevocation_card_id_key"):
        another(CardRevocation.objects.get())


@invariant("A card is revoked in its own enrolment, on its day of issue or later", "patients_cardrevocation_of_its_own")
def test_a_revocation_is_of_its_own_card_and_not_before_its_issue(life: Life, stranger: Scene) -> None:
    with refused_by("patients_cardrevocation_of_its_own"):
        another(CardRevocation.objects.get(), card_id=stranger.card.id)
    with refused_by("patients_cardrevocation_of_its_own"):
        another(CardRevocation.objects.get(), revoked_on=TODAY - YEARS)


@invariant("A card number is given once", "patients_card_number_key")
def test_a_card_number_is_given_once(life: Life) -> None:
    with refused_by("patients_card_number_key"):
        another(life.scene.card, follows_id=CardRevocation.objects.get().id)


@invariant("A card number is twelve signs of the alphabet without look-alikes", "patients_card_number_form")
@pytest.mark.parametrize("number", ["", "12345", "IL0000000000", "abcdefghjkmn", "0000-0000-00"])
def test_a_card_number_has_its_form(scene: Scene, number: str) -> None:
    with refused_by("patients_card_number_form"):
        another(scene.card, number=number)


# --- prescription --------------------------------------------------------------------------------------


@invariant(
    "An enrolment has at most one open prescription",
    "patients_prescription_one_open",
    "patients_prescription_follows_id_key",
)
def test_an_enrolment_has_one_open_prescription(life: Life) -> None:
    first, closure = life.scene.prescription, PrescriptionClosure.objects.get()
    with refused_by("patients_prescription_one_open"):
        another(first, authorisation_number="RX-2")
    another(first, authorisation_number="RX-3", follows_id=closure.id)
    with refused_by("patients_prescription_follows_id_key"):
        another(first, authorisation_number="RX-4", follows_id=closure.id)


@invariant("A prescription follows the closure of her own last one", "patients_prescription_follows_its_own")
def test_a_prescription_follows_a_closure_of_its_own_enrolment(life: Life, stranger: Scene) -> None:
    with refused_by("patients_prescription_follows_its_own"):
        another(stranger.prescription, authorisation_number="RX-2", follows_id=PrescriptionClosure.objects.get().id)


@invariant("A prescription is for a treatment of its own enrolment", "patients_prescription_for_its_treatment")
def test_a_prescription_is_for_her_own_treatment(scene: Scene, stranger: Scene) -> None:
    with refused_by("patients_prescription_for_its_treatment"):
        another(scene.prescription, treatment_id=stranger.prescription.treatment_id)


@invariant("A prescription is closed once", "patients_prescriptionclosure_prescription_id_key")
def test_a_prescription_is_closed_once(life: Life) -> None:
    with refused_by("patients_prescriptionclosure_prescription_id_key"):
        another(PrescriptionClosure.objects.get())


@invariant(
    "A prescription is closed in its own enrolment, not before its date", "patients_prescriptionclosure_of_its_own"
)
def test_a_closure_is_of_its_own_prescription_and_not_before_it(life: Life, stranger: Scene) -> None:
    closure = PrescriptionClosure.objects.get()
    with refused_by("patients_prescriptionclosure_of_its_own"):
        another(closure, prescription_id=stranger.prescription.id)
    with refused_by("patients_prescriptionclosure_of_its_own"):
        another(closure, closed_on=TODAY - YEARS)


@invariant("An authorisation number is given once", "patients_prescription_authorisation_number_key")
def test_an_authorisation_number_is_given_once(life: Life) -> None:
    with refused_by("patients_prescription_authorisation_number_key"):
        another(life.scene.prescription, follows_id=PrescriptionClosure.objects.get().id)


@invariant("A prescription is for some days, some capsules of some strength", "patients_prescription_is_for_something")
@pytest.mark.parametrize("column", ["days_supply", "capsules", "strength_mg"])
def test_a_prescription_is_for_something(scene: Scene, column: str) -> None:
    with refused_by("patients_prescription_is_for_something"):
        another(scene.prescription, **{column: 0})


@invariant("A count is never below nothing", "*_check")
@pytest.mark.parametrize("column", ["days_supply", "capsules", "cycle_days", "intake_days"])
def test_a_count_is_never_below_nothing(scene: Scene, column: str) -> None:
    with refused_by(f"patients_prescription_{column}_check"):
        another(scene.prescription, **{column: -1})


# --- verdict and dispensing ----------------------------------------------------------------------------


@invariant("A yes has no reason and no refusal, and is about a prescription", "patients_verdict_yes_has_no_reason")
def test_a_yes_has_no_reason_against_it(scene: Scene) -> None:
    yes = a_check(scene)
    assert yes.dispense
    changes = ({"reasons": ["test_missing"]}, {"refusal": "wrong_person"}, {"prescription_id": None})
    for change in changes:
        with refused_by("patients_verdict_yes_has_no_reason"):
            another(yes, **change)


@invariant("A no has a reason or is a refusal", "patients_verdict_no_has_a_reason")
def test_a_no_has_a_reason(scene: Scene) -> None:
    with refused_by("patients_verdict_no_has_a_reason"):
        another(a_check(scene), dispense=False)


@invariant("The card of a verdict is of its enrolment", "patients_verdict_of_one_enrolment")
def test_a_verdict_is_of_the_cards_enrolment(scene: Scene, stranger: Scene) -> None:
    with refused_by("patients_verdict_of_one_enrolment"):
        another(a_check(scene), card_id=stranger.card.id)


@invariant("The prescription of a verdict is of its enrolment", "patients_verdict_on_its_prescription")
def test_a_verdict_is_on_a_prescription_of_its_enrolment(scene: Scene, stranger: Scene) -> None:
    with refused_by("patients_verdict_on_its_prescription"):
        another(a_check(scene), prescription_id=stranger.prescription.id)


@invariant(
    "A dispensing stands on a yes for exactly it: that prescription, pharmacy, day and number of capsules",
    "patients_dispensing_stands_on_a_yes",
)
def test_a_dispensing_stands_on_a_yes_for_exactly_it(life: Life, stranger: Scene) -> None:
    dispensing, elsewhere = life.verdict.dispensing, stranger.pharmacist.organisation_id
    yes = another(life.verdict)
    merely_asked = another(life.verdict, mode="check")
    refused = another(life.verdict, dispense=False, reasons=["test_missing"])
    for change in (
        {"verdict_id": merely_asked.pk},
        {"verdict_id": refused.pk},
        {"verdict_id": yes.pk, "capsules": dispensing.capsules + 1},
        {"verdict_id": yes.pk, "dispensed_on": TODAY + DAY},
        {"verdict_id": yes.pk, "organisation_id": elsewhere},
        {"verdict_id": yes.pk, "prescription_id": stranger.prescription.id},
    ):
        with refused_by("patients_dispensing_stands_on_a_yes"):
            another(dispensing, **change)


@invariant("A yes is dispensed on once", "patients_dispensing_verdict_id_key")
def test_a_yes_is_dispensed_on_once(life: Life) -> None:
    with refused_by("patients_dispensing_verdict_id_key"):
        another(life.verdict.dispensing)


@invariant("No dispensing beyond the prescription", "patients_dispensing_within_prescription")
def test_nothing_is_dispensed_beyond_the_prescription(scene: Scene) -> None:
    verdict = a_dispensing(scene)
    assert verdict.dispense
    with refused_by("patients_dispensing_within_prescription"):
        another(verdict.dispensing, verdict_id=another(verdict).pk)


@invariant("A dispensing is of at least one capsule", "patients_dispensing_is_of_something")
def test_a_dispensing_is_of_something(life: Life) -> None:
    nothing = another(life.verdict, capsules=0)
    with refused_by("patients_dispensing_is_of_something"):
        another(life.verdict.dispensing, verdict_id=nothing.pk, capsules=0)


@invariant(
    "A word why no pack was scanned is one of those listed, and stands with the batch",
    "patients_dispensing_unscanned_has_a_batch",
)
def test_a_word_why_no_pack_was_scanned_stands_with_the_batch(life: Life) -> None:
    given = life.verdict.dispensing
    for change in ({"why_unscanned": "because", "batch": "L1"}, {"why_unscanned": "code_damaged", "batch": ""}):
        with refused_by("patients_dispensing_unscanned_has_a_batch"):
            another(given, **change)


@invariant("A notice tells of a no about its own enrolment", "patients_notice_of_a_no")
def test_a_notice_tells_of_a_no(life: Life, stranger: Scene) -> None:
    with refused_by("patients_notice_of_a_no"):
        another(life.notice, verdict_id=life.verdict.id)
    with refused_by("patients_notice_of_a_no"):
        another(life.notice, enrolment_id=stranger.enrolment.id)


@invariant("A no is sent to the prescriber once", "patients_notice_verdict_id_key")
def test_a_no_is_sent_once(life: Life) -> None:
    with refused_by("patients_notice_verdict_id_key"):
        another(life.notice)


@invariant("A notice is answered once, in its own enrolment", "patients_noticeanswer_*")
def test_a_notice_is_answered_once_in_its_own_enrolment(life: Life, stranger: Scene) -> None:
    answer = NoticeAnswer.objects.get()
    with refused_by("patients_noticeanswer_notice_id_key"):
        another(answer)
    with refused_by("patients_noticeanswer_of_its_own"):
        another(answer, enrolment_id=stranger.enrolment.id)


# --- the visit -----------------------------------------------------------------------------------------


@invariant("A visit signs one prescription", "patients_visit_prescription_id_key")
def test_a_prescription_is_signed_at_one_visit(life: Life) -> None:
    with refused_by("patients_visit_prescription_id_key"):
        another(Visit.objects.get())


@invariant("A visit names what the patient agreed to", "patients_visit_says_what_was_agreed")
def test_a_visit_says_what_was_agreed(life: Life) -> None:
    with refused_by("patients_visit_says_what_was_agreed"):
        another(Visit.objects.get(), agreed_to="")


@invariant("A visit is of the day and the enrolment of its prescription", "patients_visit_signed_that_day")
def test_a_visit_is_of_the_day_of_its_prescription(life: Life, stranger: Scene) -> None:
    with refused_by("patients_visit_signed_that_day"):
        another(Visit.objects.get(), visited_on=TODAY - DAY)
    with refused_by("patients_visit_signed_that_day"):
        another(Visit.objects.get(), prescription_id=stranger.prescription.id)


@invariant("A visit rests on a test of the same patient", "patients_visit_test_of_her_own")
def test_a_visit_rests_on_a_test_of_the_same_patient(life: Life, stranger: Scene) -> None:
    test = PregnancyTest.objects.filter(patient=stranger.patient)[0]
    with refused_by("patients_visit_test_of_her_own"):
        another(Visit.objects.get(), test_id=test.id)


@invariant("A side effect that is told has words", "patients_sideeffecttold_has_words")
def test_a_side_effect_has_words(life: Life) -> None:
    with refused_by("patients_sideeffecttold_has_words"):
        another(SideEffectTold.objects.get(), words="")


@invariant("A prescription is sent to each pharmacy once", "patients_sending_once_to_each")
def test_a_prescription_is_sent_to_each_pharmacy_once(life: Life) -> None:
    with refused_by("patients_sending_once_to_each"):
        another(Sending.objects.get())


@invariant("A prescription is sent from its own enrolment", "patients_sending_of_its_own")
def test_a_prescription_is_sent_from_its_own_enrolment(life: Life, stranger: Scene) -> None:
    with refused_by("patients_sending_of_its_own"):
        another(Sending.objects.get(), prescription_id=stranger.prescription.id)


@invariant("A prescription is sent to a pharmacy", "patients_sending_to_a_pharmacy")
def test_a_prescription_is_sent_to_a_pharmacy_and_nowhere_else(life: Life) -> None:
    with refused_by("patients_sending_to_a_pharmacy"):
        another(Sending.objects.get(), pharmacy_id=life.scene.prescriber.organisation_id)
