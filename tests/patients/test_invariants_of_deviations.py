"""Invariants of what is dispensed in another way than on a plain yes, and of what an authority sets; each broken."""

from typing import Any

import pytest

from patients.models import Dispensing, LateEntry, Override, Verdict
from pharmacies.models import DowntimeSheet
from programmes.models import RegimeDecision, RegimeProposal
from tests.builders import Scene
from tests.patients.invariants import another, invariant, refused_by
from tests.patients.lives import DAY, NOON, Life

pytestmark = pytest.mark.django_db


def _verdict_of(kind: type[Any]) -> Verdict:
    found: Verdict = kind.objects.get().verdict
    return found


@invariant(
    "A reason whose gate may not be moved is never advice, whoever moved it",
    "patients_verdict_some_reasons_never_move",
)
@pytest.mark.parametrize(
    "change",
    [
        {"advice": ["pregnancy_suspected"], "overruled": []},
        {"advice": ["treatment_stopped"], "overruled": []},
        {"advice": ["prescription_cancelled"], "overruled": ["prescription_cancelled"]},
        {"advice": ["pharmacy_not_registered"], "overruled": ["pharmacy_not_registered"]},
    ],
)
def test_some_reasons_never_move(life: Life, change: dict[str, list[str]]) -> None:
    with refused_by("patients_verdict_some_reasons_never_move"):
        another(_verdict_of(Override), **change)


@invariant("What was moved or overruled stands among the advice", "patients_verdict_moved_is_advice")
def test_what_was_overruled_stands_among_the_advice(life: Life) -> None:
    with refused_by("patients_verdict_moved_is_advice"):
        another(_verdict_of(Override), advice=[])


@invariant("Only a regime that was set moves reasons", "patients_verdict_regime_was_set")
def test_only_a_regime_that_was_set_moves_reasons(life: Life) -> None:
    verdict = _verdict_of(Override)
    for change in (
        {"regime": "warn"},
        {"moved": verdict.overruled},
        {"regime_set_id": RegimeProposal.objects.get().id},
    ):
        with refused_by("patients_verdict_regime_was_set"):
            another(verdict, **change)


@invariant("Reasons are overruled while dispensing, on a yes", "patients_verdict_overruled_while_dispensing")
def test_reasons_are_overruled_while_dispensing(life: Life) -> None:
    verdict = _verdict_of(Override)
    for change in ({"mode": "check"}, {"dispense": False, "reasons": ["agreement_missing"]}):
        with refused_by("patients_verdict_overruled_while_dispensing"):
            another(verdict, **change)


@invariant(
    "What overruled a reason, and what was asked late, is dispensed on only with its row, signed by two",
    "patients_dispensing_stands_on_a_yes",
)
@pytest.mark.parametrize("kind", [Override, LateEntry])
def test_nothing_is_dispensed_on_it_without_its_row(life: Life, kind: type[Any]) -> None:
    verdict = _verdict_of(kind)
    unsigned = another(verdict)
    with refused_by("patients_dispensing_stands_on_a_yes"):
        another(Dispensing.objects.get(verdict=verdict), verdict_id=unsigned.pk)


@invariant(
    "More than was prescribed is told of only late, by a verdict that says so",
    "patients_dispensing_within_prescription",
)
def test_more_than_was_prescribed_is_told_of_only_where_the_verdict_says_so(life: Life) -> None:
    entry = LateEntry.objects.get()
    given = Dispensing.objects.get(verdict=entry.verdict)
    for number, reasons in enumerate((["test_missing"], ["prescription_exhausted"])):
        verdict = another(entry.verdict, capsules=21, dispense=False, reasons=reasons)
        another(entry, verdict_id=verdict.pk, happened_at=entry.happened_at - (number + 1) * DAY)
        if number == 0:
            with refused_by("patients_dispensing_within_prescription"):
                another(given, verdict_id=verdict.pk, capsules=21)
        else:
            another(given, verdict_id=verdict.pk, capsules=21)


@invariant(
    "A verdict is overruled once, and entered late once",
    "patients_override_verdict_id_key",
    "patients_lateentry_verdict_id_key",
)
def test_a_verdict_has_one_such_row(life: Life) -> None:
    with refused_by("patients_override_verdict_id_key"):
        another(Override.objects.get())
    entry = LateEntry.objects.get()
    with refused_by("patients_lateentry_verdict_id_key"):
        another(entry, happened_at=entry.happened_at - DAY)


@invariant(
    "An override and a late entry are signed by two people", "patients_override_by_two", "patients_lateentry_by_two"
)
@pytest.mark.parametrize(("kind", "name"), [(Override, "override"), (LateEntry, "lateentry")])
def test_two_people_sign(life: Life, kind: type[Any], name: str) -> None:
    row = kind.objects.get()
    with refused_by(f"patients_{name}_by_two"):
        another(row, second_person_id=row.recorded_by_id)


@invariant(
    "An override and a late entry say why, by one of a list and in words",
    "patients_override_says_why",
    "patients_lateentry_says_why",
    "patients_override_why_is_listed",
    "patients_lateentry_why_is_listed",
)
@pytest.mark.parametrize(("kind", "name"), [(Override, "override"), (LateEntry, "lateentry")])
def test_both_say_why(life: Life, kind: type[Any], name: str) -> None:
    with refused_by(f"patients_{name}_says_why"):
        another(kind.objects.get(), words="")
    with refused_by(f"patients_{name}_why_is_listed"):
        another(kind.objects.get(), why="because")


@invariant(
    "An override and a late entry are of a verdict of their kind, of their own enrolment and pharmacy",
    "patients_override_of_its_verdict",
    "patients_lateentry_of_its_verdict",
)
@pytest.mark.parametrize(("kind", "name"), [(Override, "override"), (LateEntry, "lateentry")])
def test_both_are_of_their_verdict(life: Life, stranger: Scene, kind: type[Any], name: str) -> None:
    for change in (
        {"verdict_id": life.verdict.id},
        {"enrolment_id": stranger.enrolment.id},
        {"organisation_id": stranger.pharmacist.organisation_id},
    ):
        with refused_by(f"patients_{name}_of_its_verdict"):
            another(kind.objects.get(), **change)


@invariant(
    "A late entry is made after it happened, once a moment",
    "patients_lateentry_after_it_happened",
    "patients_lateentry_once",
)
def test_a_late_entry_comes_after_what_it_tells(life: Life) -> None:
    entry = LateEntry.objects.get()
    fresh = another(entry.verdict)
    with refused_by("patients_lateentry_after_it_happened"):
        another(entry, verdict_id=fresh.pk, happened_at=entry.recorded_at + DAY)
    with refused_by("patients_lateentry_once"):
        another(entry, verdict_id=fresh.pk)


@invariant("A regime says why", "programmes_regime_says_why")
def test_a_regime_says_why(life: Life) -> None:
    with refused_by("programmes_regime_says_why"):
        another(RegimeProposal.objects.get(), words="")


@invariant("Warn and suspended have a last day, normal has none", "programmes_regime_has_a_last_day")
def test_a_regime_has_a_last_day(life: Life) -> None:
    for change in ({"last_on": None}, {"regime": "normal"}, {"regime": "off"}):
        with refused_by("programmes_regime_has_a_last_day"):
            another(RegimeProposal.objects.get(), **change)


@invariant("A regime is proposed by an authority, for its own country", "programmes_regimeproposal_of_its_country")
def test_a_regime_is_of_its_authoritys_country(life: Life, stranger: Scene) -> None:
    for change in ({"country": "DE"}, {"authority_id": stranger.pharmacist.organisation_id}):
        with refused_by("programmes_regimeproposal_of_its_country"):
            another(RegimeProposal.objects.get(), **change)


@invariant(
    "A regime is agreed to once, by a second person of the same authority, after it was proposed",
    "programmes_regimedecision_by_two",
    "programmes_regimedecision_proposal_id_key",
)
def test_a_regime_is_agreed_to_by_a_second_person(life: Life, stranger: Scene) -> None:
    decision = RegimeDecision.objects.get()
    proposal = decision.proposal
    for change in (
        {"decided_by_id": proposal.proposed_by_id},
        {"authority_id": stranger.pharmacist.organisation_id},
        {"decided_at": proposal.proposed_at - DAY},
    ):
        with refused_by("programmes_regimedecision_by_two"):
            another(decision, proposal_id=another(proposal).pk, **change)
    with refused_by("programmes_regimedecision_proposal_id_key"):
        another(decision)


@invariant("A pharmacy has one downtime sheet a day", "pharmacies_sheet_once_a_day")
def test_a_pharmacy_has_one_sheet_a_day(life: Life) -> None:
    with refused_by("pharmacies_sheet_once_a_day"):
        another(DowntimeSheet.objects.get())


@invariant(
    "A downtime sheet is sealed and ends after it was made", "pharmacies_sheet_is_sealed", "pharmacies_sheet_ends_later"
)
def test_a_sheet_is_sealed_and_ends(life: Life) -> None:
    sheet = DowntimeSheet.objects.get()
    with refused_by("pharmacies_sheet_is_sealed"):
        another(sheet, made_on=(NOON + DAY).date(), seal="none")
    with refused_by("pharmacies_sheet_ends_later"):
        another(sheet, made_on=(NOON + DAY).date(), holds_until=sheet.made_at)
