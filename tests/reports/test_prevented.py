"""What was prevented and what was done against a reason (B1, B2), by hand, with the traps of each definition."""

import datetime as dt

import pytest

from patients.models import Mode
from reports.prevented import answers, by_reason, by_refusal, deviations, overrides
from tests.builders import Scene, a_man_ready_for_dispensing, a_woman_ready_for_dispensing
from tests.reports.registry import AT, LATER, a_kept_dispensing, a_late_dispensing, a_no, a_scope, a_verdict, reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def her() -> Scene:
    """Give a woman with an open prescription of 21 capsules."""
    return a_woman_ready_for_dispensing(at=AT)


def test_a_yes_asked_again_while_dispensing_is_one_question_and_a_no_given_then_is_another(her: Scene) -> None:
    a_verdict(her)
    a_kept_dispensing(her)
    a_no(her, "prescription_cancelled", mode=Mode.DISPENSE)
    a_verdict(her, dispense=False, refusal="wrong_person", enrolment=None, card=None, prescription=None)
    a_late_dispensing(her, "not_enrolled")
    found = answers(a_scope())
    assert (found.asked, found.yes, found.no, found.refused) == (3, 1, 1, 1)
    assert [(row.code, row.verdicts) for row in by_refusal(a_scope())] == [("wrong_person", 1)]


def test_a_no_counts_once_under_every_reason_and_a_patient_once_under_each(her: Scene) -> None:
    him = a_man_ready_for_dispensing(at=AT)
    a_no(her, "test_missing", "prescription_expired")
    a_no(her, "test_missing", at=AT + LATER)
    a_no(him, "prescription_expired")
    found = [(row.code, row.verdicts, row.patients) for row in by_reason(a_scope())]
    assert found == [("test_missing", 2, 1), ("prescription_expired", 2, 2)]


@pytest.mark.parametrize(
    ("later", "changes", "put_right"),
    [
        (dt.timedelta(hours=3), {}, 1),
        (dt.timedelta(days=7, hours=14), {}, 1),
        (dt.timedelta(days=7, hours=15), {}, 0),  # the eighth day, by the calendar
        (-LATER, {}, 0),
        (LATER, {"mode": Mode.LATE}, 0),
    ],
)
def test_put_right_is_a_plain_yes_within_seven_days(
    her: Scene, later: dt.timedelta, changes: dict[str, str], put_right: int
) -> None:
    a_no(her, "test_missing")
    a_verdict(her, at=AT + later, **changes)
    (row,) = by_reason(a_scope())
    assert row.put_right == put_right
    assert row.median == (later if put_right else None)


def test_an_override_puts_nothing_right(her: Scene) -> None:
    a_no(her, "supply_overlaps")
    a_verdict(her, at=AT + LATER, mode=Mode.DISPENSE, advice=["supply_overlaps"], overruled=["supply_overlaps"])
    assert by_reason(a_scope())[0].put_right == 0


def test_a_yes_to_another_patient_puts_nothing_right(her: Scene) -> None:
    a_no(her, "test_missing")
    a_verdict(a_man_ready_for_dispensing(at=AT), at=AT + LATER)
    assert by_reason(a_scope())[0].put_right == 0


def test_what_was_put_right_after_the_cut_off_is_not_known_at_it(her: Scene) -> None:
    a_no(her, "test_missing")
    a_verdict(her, at=AT + LATER)
    assert by_reason(a_scope(cut_off=AT + LATER / 2))[0].put_right == 0


def test_the_median_is_the_middle_of_those_put_right(her: Scene) -> None:
    for hours in (0, 1, 2):
        a_no(her, "test_missing", at=AT + hours * LATER)
    a_verdict(her, at=AT + 5 * LATER)
    (row,) = by_reason(a_scope())
    assert (row.put_right, row.median) == (3, 4 * LATER)


def test_deviations_are_counted_of_the_dispensings_that_stand(her: Scene) -> None:
    a_kept_dispensing(her)
    a_late_dispensing(her)
    a_late_dispensing(her, "prescription_expired", at=AT + LATER)
    reverse(her, a_kept_dispensing(her, at=AT + LATER), at=AT + 2 * LATER)
    found = deviations(a_scope())
    assert (found.dispensings, found.late, found.late_against_reasons, found.reversed) == (3, 2, 1, 1)
    assert found.median_lateness == 5 * LATER
    assert overrides(a_scope()) == []
