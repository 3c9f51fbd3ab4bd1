"""A supply against a reason: two people, few capsules, told at once, and never against what nobody may move."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from accounts.refusals import NotPermitted, NotVisible
from audit.models import Entry, Outcome
from outbox.models import Message
from patients.access import SCAN_OPENS_FOR
from patients.models import Agreement, Dispensing, Override, Verdict
from patients.operations import (
    cancel_prescription,
    interrupt_supply,
    suspect_pregnancy,
    void_record,
)
from patients.refusals import NotForThisPatient, NothingToChange
from pharmacies.refusals import AnswerEnded, NotCounselled, OverrideNotPossible, PacksDoNotFit
from programmes.controls import controls
from programmes.in_force import programmes
from rulebook import REASONS, judge, parse_question
from rulebook.controls import MAY_BE_OVERRULED, NEVER_OVERRULED
from tests.builders import (
    Scene,
    a_check,
    a_man_ready_for_dispensing,
    a_pharmacist,
    a_pharmacy,
    a_woman_ready_for_dispensing,
)
from tests.patients.lives import DAY, NOON
from tests.pharmacies.shelf import a_code, a_pack
from tests.pharmacies.two_people import Authority, a_second_pharmacist, an_authority, an_override

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)
LATE = NOON + 9 * DAY
"""The prescription is too old by then, and nothing else stands against it."""


@pytest.fixture
def authority() -> Authority:
    return an_authority()


@pytest.fixture
def expired(authority: Authority) -> Scene:
    return a_woman_ready_for_dispensing(at=NOON)


def test_two_pharmacists_overrule_what_the_programme_allows(expired: Scene) -> None:
    verdict = an_override(expired, at=LATE)
    assert (verdict.dispense, verdict.reasons, verdict.overruled) == (True, [], ["prescription_expired"])
    assert verdict.advice[0] == "prescription_expired"
    given = Dispensing.objects.get(verdict=verdict)
    assert (given.capsules, given.dispensed_on) == (7, LATE.date())
    row = Override.objects.get(verdict=verdict)
    assert (row.why, row.recorded_by_id) == ("nothing_left", expired.pharmacist.user_id)
    assert row.second_person_id != row.recorded_by_id
    [entry] = Entry.objects.filter(act="pharmacies.override", outcome=Outcome.DONE)
    assert entry.subjects == [expired.patient_id]


def test_what_was_overruled_is_judged_again_as_it_was(expired: Scene) -> None:
    verdict = an_override(expired, at=LATE)
    again = judge(parse_question(verdict.facts), programmes(), moved=verdict.overruled)
    assert (again.dispense, list(again.advice)) == (True, verdict.advice)
    assert judge(parse_question(verdict.facts), programmes()).reasons == ("prescription_expired",)


def test_the_prescriber_and_every_authority_of_the_country_are_told_at_once(
    authority: Authority, expired: Scene
) -> None:
    elsewhere = an_authority(country="DE")
    an_override(expired, at=LATE)
    told = {(one.kind, one.recipient_id) for one in Message.objects.filter(created_at=LATE, due_at=LATE)}
    assert ("dispensed_against_a_reason", expired.prescriber.user_id) in told
    assert ("deviation", authority.one.organisation_id) in told
    assert elsewhere.one.organisation_id not in {recipient for _kind, recipient in told}
    assert "dispensed" not in {kind for kind, _recipient in told}


def _refused(scene: Scene, error: type[Exception], *, at: dt.datetime = LATE, **changes: Any) -> Exception:
    """Expect a refusal that leaves nothing behind but its line in the trail."""
    check = changes.pop("check", None) or a_check(scene, at=at)
    kept = Verdict.objects.count()
    with pytest.raises(error) as refusal:
        an_override(scene, at=at, check=check, **changes)
    assert not Dispensing.objects.exists()
    assert not Override.objects.exists()
    assert Verdict.objects.count() == kept
    assert Entry.objects.filter(act="pharmacies.override", outcome=Outcome.REFUSED).exists()
    return refusal.value


def test_the_second_person_is_another_pharmacist_of_the_pharmacy(expired: Scene) -> None:
    for second in (expired.pharmacist, a_pharmacist(), expired.prescriber):
        _refused(expired, NotPermitted, second=second)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"counselled": False}, NotCounselled),
        ({"words": "  "}, OverrideNotPossible),
        ({"why": "because"}, OverrideNotPossible),
        ({"capsules": 8}, OverrideNotPossible),
        ({"capsules": 0}, OverrideNotPossible),
        ({"capsules": -7}, OverrideNotPossible),
    ],
)
def test_what_is_missing_or_too_much_is_refused(
    expired: Scene, changes: dict[str, Any], error: type[Exception]
) -> None:
    _refused(expired, error, **changes)


def test_it_is_refused_where_the_country_allows_none(authority: Authority) -> None:
    abroad = a_pharmacist(pharmacy=a_pharmacy(country="FR"))
    an_authority(country="FR")
    _refused(a_woman_ready_for_dispensing(at=NOON, pharmacist=abroad), OverrideNotPossible)


def test_it_is_refused_where_nobody_can_be_told() -> None:
    _refused(a_woman_ready_for_dispensing(at=NOON), OverrideNotPossible)


def test_an_answer_that_has_ended_carries_no_override(expired: Scene) -> None:
    check = a_check(expired, at=LATE)
    _refused(expired, NotVisible, check=check, at=LATE + SCAN_OPENS_FOR)
    a_check(expired, at=LATE + SCAN_OPENS_FOR)
    _refused(expired, AnswerEnded, check=check, at=LATE + SCAN_OPENS_FOR)


def test_one_no_carries_one_override(expired: Scene) -> None:
    no = a_check(expired, at=LATE)
    an_override(expired, at=LATE + MINUTE, check=no, capsules=3)
    with pytest.raises(AnswerEnded):
        an_override(expired, at=LATE + 2 * MINUTE, check=no, capsules=4)
    an_override(expired, at=LATE + 2 * MINUTE, check=a_check(expired, at=LATE + 2 * MINUTE), capsules=4)


def test_a_refusal_before_the_rules_is_never_overruled(expired: Scene) -> None:
    check = a_check(expired, at=LATE)
    cancel_prescription(by=expired.prescriber, at=LATE, prescription=expired.prescription, reason="another dose")
    nothing_open = a_check(expired, at=LATE)
    assert nothing_open.refusal == "no_open_prescription"
    _refused(expired, NotForThisPatient, check=nothing_open)
    verdict = an_override(expired, at=LATE, check=check)
    assert (verdict.dispense, "prescription_cancelled" in verdict.reasons) == (False, True)


def test_a_yes_needs_no_override(authority: Authority) -> None:
    _refused(a_woman_ready_for_dispensing(at=NOON), NothingToChange, at=NOON)


@pytest.mark.parametrize("how", ["pregnancy_suspected", "treatment_stopped"])
@pytest.mark.parametrize("when", ["before the check", "after it"])
def test_a_stop_is_never_overruled(expired: Scene, how: str, when: str) -> None:
    check = a_check(expired, at=LATE)
    if how == "pregnancy_suspected":
        suspect_pregnancy(by=expired.prescriber, at=LATE, patient=expired.patient, reason="late")
    else:
        interrupt_supply(by=expired.prescriber, at=LATE, enrolment=expired.enrolment, reason="operation")
    verdict = an_override(expired, at=LATE, check=check if when == "after it" else None)
    assert (verdict.dispense, verdict.mode, how in verdict.reasons) == (False, "dispense", True)
    assert not Dispensing.objects.exists()
    assert not Message.objects.filter(kind="deviation").exists()


def test_a_reason_that_nobody_looked_at_is_not_overruled(expired: Scene) -> None:
    check = a_check(expired, at=LATE)
    agreement = Agreement.objects.get(enrolment=expired.enrolment)
    void_record(by=expired.prescriber, at=LATE, record=agreement, reason="unsigned")
    verdict = an_override(expired, at=LATE, check=check)
    assert (verdict.dispense, verdict.reasons) == (False, ["agreement_missing", "prescription_expired"])
    assert not Dispensing.objects.exists()
    both = an_override(expired, at=LATE)
    assert both.overruled == ["agreement_missing", "prescription_expired"]


def test_what_may_be_overruled_in_a_month_is_counted_over_all_prescriptions(expired: Scene) -> None:
    second = a_second_pharmacist(expired)
    an_override(expired, at=LATE, capsules=4, second=second)
    with pytest.raises(OverrideNotPossible, match="At most 3 capsules"):
        an_override(expired, at=LATE, capsules=4, second=second)
    assert an_override(expired, at=LATE, capsules=3, second=second).dispense
    with pytest.raises(OverrideNotPossible, match="All that may be dispensed so for now has been"):
        an_override(expired, at=LATE + 27 * DAY, capsules=1, second=second)
    freed = LATE + 28 * DAY
    assert an_override(expired, at=freed, capsules=7, second=second).dispense


def test_packs_are_held_against_the_prescription_here_too(expired: Scene) -> None:
    wrong = an_override(expired, at=LATE, packs=[a_code(a_pack(strength="3"))])
    assert (wrong.dispense, wrong.refusal) == (False, "pack_mismatch")
    _refused(expired, PacksDoNotFit, packs=[a_code(a_pack())], batch="A1")
    verdict = an_override(expired, at=LATE, packs=[a_code(a_pack())])
    assert [row.capsules for row in verdict.packs.all()] == [7]


def test_a_man_is_no_other_case(authority: Authority) -> None:
    man = a_man_ready_for_dispensing(at=NOON)
    agreement = Agreement.objects.get(enrolment=man.enrolment)
    void_record(by=man.prescriber, at=NOON, record=agreement, reason="unsigned")
    assert an_override(man, at=NOON).overruled == ["agreement_missing"]


def test_nothing_that_may_not_be_moved_is_in_any_shipped_file() -> None:
    assert NEVER_OVERRULED | MAY_BE_OVERRULED | {code for code, one in REASONS.items() if not one.is_movable} == set(
        REASONS
    )
    for programme_id, one in controls().items():
        for country, rules in one.overrides.items():
            assert rules.reasons <= MAY_BE_OVERRULED, (programme_id, country)


@pytest.mark.parametrize("code", sorted(set(REASONS) - {code for code in REASONS if REASONS[code].is_movable}))
def test_the_rulebook_itself_moves_no_fixed_gate(expired: Scene, code: str) -> None:
    question = parse_question(a_check(expired, at=LATE).facts)
    with pytest.raises(ValueError, match=code):
        judge(question, programmes(), moved=[code])


def test_two_tests_have_one_gate() -> None:
    version = programmes().versions("pomalidomide-eu")[-1]
    for one in ("test_missing", "test_not_qualifying"):
        moved = version.moving([one])
        assert {moved.gate("test_missing"), moved.gate("test_not_qualifying")} == {"warn"}
    assert version.moving([]) is version


def test_somebody_elses_check_is_not_there(expired: Scene) -> None:
    elsewhere = a_pharmacist()
    second = a_second_pharmacist(replace(expired, pharmacist=elsewhere))
    check = a_check(expired, at=LATE)
    a_check(replace(expired, pharmacist=elsewhere), at=LATE)
    with pytest.raises(NotVisible):
        an_override(expired, at=LATE, check=check, by=elsewhere, second=second)
