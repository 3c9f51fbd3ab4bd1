"""P1 to P11, against registries counted by hand; each with what a wrong definition would have counted."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from patients.operations import end_treatment
from patients.queries import running_treatment
from reports.compliance import ALL, compliance, last_tests
from reports.shares import Share
from rulebook import REASONS
from tests.builders import (
    Scene,
    a_man_ready_for_dispensing,
    a_pharmacist,
    a_pharmacy,
    a_programme,
    a_test,
    a_woman_ready_for_dispensing,
)
from tests.reports.registry import AT, LATER, a_kept_dispensing, a_late_dispensing, a_no, a_scope, a_verdict, reverse

pytestmark = pytest.mark.django_db
MAN: dict[str, Any] = {"category": "male", "judged_as": "male"}
OLDER: dict[str, Any] = {"category": "non_childbearing", "judged_as": "non_childbearing"}


@pytest.fixture
def her() -> Scene:
    """Give a woman with an open prescription of 21 capsules."""
    return a_woman_ready_for_dispensing(at=AT)


def of(code: str, **scope: object) -> tuple[int, int, int | None]:
    """Give numerator, denominator and missing of an indicator; None where the verdicts do not tell what was missing."""
    share = compliance(a_scope(**scope), codes=[code])[ALL][code]
    return share.numerator, share.denominator, share.missing


def test_p1_asks_each_patients_first_dispensing_alone(her: Scene) -> None:
    a_kept_dispensing(her)
    a_kept_dispensing(her, "agreement_missing", at=AT + LATER)  # her second: not asked
    a_kept_dispensing(a_man_ready_for_dispensing(at=AT), "agreement_missing", **MAN)
    assert of("P1") == (1, 2, 0)


def test_p1_takes_the_first_of_a_lifetime_not_of_the_period(her: Scene) -> None:
    a_kept_dispensing(her, at=AT - dt.timedelta(days=60))
    a_kept_dispensing(her)
    assert of("P1") == (0, 0, 0)


def test_p1_takes_the_next_one_when_the_first_was_reversed(her: Scene) -> None:
    reverse(her, a_kept_dispensing(her))
    a_kept_dispensing(her, "agreement_missing", at=AT + LATER)
    assert of("P1") == (0, 1, 0)


def test_p1_a_patient_without_a_category_could_not_be_asked_and_counts_as_missing(her: Scene) -> None:
    a_late_dispensing(her, "category_missing", category="", judged_as="")
    assert of("P1") == (0, 1, 1)


def test_p2_asks_women_recorded_as_unable_to_become_pregnant_however_they_were_judged(her: Scene) -> None:
    a_kept_dispensing(her, **OLDER)
    a_kept_dispensing(her, "category_not_justified", category="non_childbearing", judged_as="childbearing")
    a_kept_dispensing(her)
    assert of("P2") == (1, 2, None)


def test_p3_any_of_four_reasons_counts_and_a_missing_method_is_shown(her: Scene) -> None:
    a_kept_dispensing(her)
    for code in ("missing", "too_recent", "lapsed"):
        a_kept_dispensing(her, f"contraception_{code}")
    a_kept_dispensing(her, "abstinence_not_confirmed")
    a_kept_dispensing(her, "contraception_missing", **MAN)
    assert of("P3") == (1, 5, 1)


def test_p3_goes_by_the_category_judged_not_the_one_recorded(her: Scene) -> None:
    a_kept_dispensing(her, category="non_childbearing", judged_as="childbearing")
    assert of("P3") == (1, 1, 0)


def test_p4_leaves_out_the_exempt_and_counts_a_missing_test_as_not_compliant(her: Scene) -> None:
    a_kept_dispensing(her)
    a_kept_dispensing(her, "test_missing")
    a_kept_dispensing(her, "test_not_qualifying")
    a_kept_dispensing(her, exempt=True)
    assert of("P4") == (1, 3, 1)


def test_p5_leaves_out_the_first_and_the_exempt(her: Scene) -> None:
    a_kept_dispensing(her, "test_interval_exceeded")
    a_kept_dispensing(her, at=AT + LATER)
    a_kept_dispensing(her, "test_interval_exceeded", at=AT + 2 * LATER)
    a_kept_dispensing(her, at=AT + 3 * LATER, exempt=True)
    assert of("P5") == (1, 2, None)


def test_p6_asks_only_where_the_version_sets_a_window(her: Scene) -> None:
    a_kept_dispensing(her)
    a_kept_dispensing(her, "prescription_expired")
    a_kept_dispensing(her, **MAN)  # the European version sets none for men
    a_kept_dispensing(her, programme_version="pomalidomide-de/2013-08-05", **MAN)  # the German one does
    assert of("P6") == (2, 3, None)


def test_p7_counts_who_was_not_judged_as_missing(her: Scene) -> None:
    a_kept_dispensing(her)
    a_kept_dispensing(her, "supply_too_long")
    a_late_dispensing(her, "category_missing", category="", judged_as="")
    assert of("P7") == (1, 3, 1)


def test_p8_wants_both_accredited(her: Scene) -> None:
    a_kept_dispensing(her)
    a_kept_dispensing(her, "prescriber_not_certified")
    a_late_dispensing(her, "pharmacy_not_registered")
    assert of("P8") == (1, 3, None)


def test_p9_no_reason_at_all_blocking_moved_or_overruled_and_advice_of_its_own_is_none(her: Scene) -> None:
    movable = [code for code, reason in REASONS.items() if reason.is_movable]
    a_kept_dispensing(her, "not_same_day", "off_label")
    for code in movable[:15]:
        a_kept_dispensing(her, code)
    a_late_dispensing(her, "not_enrolled")
    assert of("P9") == (1, 17, 0)


def test_p11_asks_only_where_a_qualifying_test_was(her: Scene) -> None:
    a_kept_dispensing(her)
    a_kept_dispensing(her, "not_same_day")
    a_kept_dispensing(her, "test_missing")
    a_kept_dispensing(her, exempt=True)
    assert of("P11") == (1, 2, None)


def test_what_was_reversed_does_not_count_and_what_was_reversed_after_the_cut_off_does(her: Scene) -> None:
    reverse(her, a_kept_dispensing(her))
    assert of("P9") == (0, 0, 0)
    assert of("P9", cut_off=AT + LATER / 2) == (1, 1, 0)


def test_what_was_recorded_after_the_cut_off_does_not_count(her: Scene) -> None:
    a_late_dispensing(her)
    assert of("P9", cut_off=AT + LATER) == (0, 0, 0)
    assert of("P9") == (1, 1, 0)


def test_checks_and_noes_are_no_dispensings(her: Scene) -> None:
    a_verdict(her)
    a_no(her, "test_missing")
    assert of("P9") == (0, 0, 0)


def test_the_filters_narrow_and_both_days_of_the_period_count(her: Scene) -> None:
    for days in (0, 1, 2):
        a_kept_dispensing(her, at=AT + dt.timedelta(days=days))
    german = a_woman_ready_for_dispensing(at=AT, pharmacist=a_pharmacist(pharmacy=a_pharmacy(country="DE")))
    a_kept_dispensing(german)
    first, last = AT.date(), AT.date() + dt.timedelta(days=1)
    assert of("P7")[1] == 3
    assert of("P7", country=None)[1] == 4
    assert of("P7", country="DE")[1] == 1
    assert of("P7", since=first, until=last)[1] == 2
    assert of("P7", centre=her.enrolment.centre_id)[1] == 3
    assert of("P7", centre=german.enrolment.centre_id)[1] == 0
    assert of("P7", category="male")[1] == 0
    assert of("P7", programme=a_programme().id)[1] == 3
    assert of("P7", programme="thalidomide-eu")[1] == 0


def test_laid_apart_by_centre_the_parts_are_the_whole_in_one_statement_beside_the_question_for_sums(her: Scene) -> None:
    other = a_woman_ready_for_dispensing(at=AT)
    a_kept_dispensing(her)
    a_kept_dispensing(other)
    a_kept_dispensing(other, "test_missing")
    with CaptureQueriesContext(connection) as asked:
        found = compliance(a_scope(), by="centre")
    assert {key: row["P9"].numerator for key, row in found.items()} == {
        her.enrolment.centre_id: 1,
        other.enrolment.centre_id: 1,
    }
    assert sum(row["P9"].denominator for row in found.values()) == 3
    assert len(asked) == 2


def test_laid_apart_by_month(her: Scene) -> None:
    a_kept_dispensing(her)
    a_kept_dispensing(her, "test_missing", at=AT + dt.timedelta(days=30))
    found = compliance(a_scope(), codes=["P9"], by="month")
    assert [(month.month, row["P9"].numerator) for month, row in found.items()] == [(5, 1), (6, 0)]


def _end(scene: Scene, at: dt.datetime) -> None:
    treatment = running_treatment(enrolment=scene.enrolment)
    assert treatment is not None
    end_treatment(by=scene.prescriber, at=at, treatment=treatment, ended_on=at.date(), reason="progression")


def _ended(at: dt.datetime, **test: object) -> None:
    """End a woman's treatment at a moment, with a test 28 days later, or other facts of it."""
    her = a_woman_ready_for_dispensing(at=at - LATER)
    a_kept_dispensing(her, at=at - LATER)
    _end(her, at)
    after = int(str(test.pop("after", 28)))
    a_test(by=her.prescriber, patient=her.patient, at=at + dt.timedelta(days=after), **test)  # type: ignore[arg-type]


def test_p10_wants_a_qualifying_test_on_or_after_the_twenty_eighth_day() -> None:
    _ended(AT)
    _ended(AT, after=27)
    _ended(AT, supervised=False)
    _ended(AT, sensitivity_miu_ml=None)
    man = a_man_ready_for_dispensing(at=AT - LATER)
    a_kept_dispensing(man, at=AT - LATER, **MAN)
    _end(man, AT)
    assert last_tests(a_scope()) == Share(1, 4, missing=3)


@pytest.mark.parametrize(("days", "counted"), [(41, 0), (42, 1)])
def test_p10_waits_fourteen_days_beyond_the_first_good_day(days: int, counted: int) -> None:
    _ended(AT)
    assert last_tests(a_scope(cut_off=AT + dt.timedelta(days=days))).denominator == counted
