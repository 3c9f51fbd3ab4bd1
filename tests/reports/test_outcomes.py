"""Patient-time, pregnancies and side effects, counted by hand."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from patients.operations import end_treatment, suspect_pregnancy
from patients.queries import running_treatment
from reports.exposure import exposure
from reports.outcomes import OPEN, OUTSIDE, Reports, partners, pregnancies, side_effects, told, windows_of_exposure
from reports.people import names_in
from reports.presenters import outcomes as sheets
from reports.quality import of_dispensings, of_treatments
from reports.shares import Share
from tests.builders import (
    BEFORE_TREATMENT,
    POMALIDOMIDE,
    Scene,
    a_man_ready_for_dispensing,
    a_woman_ready_for_dispensing,
)
from tests.reports.registry import AT, LATER, a_kept_dispensing, a_late_dispensing, a_scope, a_verdict, reverse
from tests.safety.reports import a_reported_side_effect

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
MAN: dict[str, Any] = {"category": "male", "judged_as": "male"}


@pytest.fixture
def her() -> Scene:
    """Give a woman with an open prescription of 21 capsules."""
    return a_woman_ready_for_dispensing(at=AT)


def test_patient_time_runs_from_the_first_supply_to_the_end_of_the_last(her: Scene) -> None:
    a_kept_dispensing(her)
    a_kept_dispensing(her, at=AT + 10 * DAY)
    reverse(her, a_kept_dispensing(her, at=AT + 20 * DAY), at=AT + 21 * DAY)
    a_kept_dispensing(a_man_ready_for_dispensing(at=AT), **MAN)
    found = exposure(a_scope())
    assert (found.patients, found.childbearing, found.days) == (2, 1, 38 + 28)


def test_patient_time_is_cut_at_the_ends_of_the_period_and_of_the_treatment(her: Scene) -> None:
    a_kept_dispensing(her)
    first = AT.date()
    assert exposure(a_scope(since=first + 5 * DAY, until=first + 9 * DAY)).days == 5
    assert exposure(a_scope(since=first + 28 * DAY)).patients == 0
    treatment = running_treatment(enrolment=her.enrolment)
    assert treatment is not None
    end_treatment(
        by=her.prescriber, at=AT + 7 * DAY, treatment=treatment, ended_on=first + 7 * DAY, reason="progression"
    )
    assert exposure(a_scope()).days == 7
    assert exposure(a_scope(cut_off=AT + DAY)).days == 28


@pytest.mark.parametrize(("days", "told_as"), [(0, OPEN), (56, OPEN), (57, OUTSIDE)])
def test_a_suspicion_is_under_exposure_until_four_weeks_after_the_supply(her: Scene, days: int, told_as: str) -> None:
    a_kept_dispensing(her)
    suspect_pregnancy(by=her.prescriber, at=AT + days * DAY, patient=her.patient, reason="late")
    assert pregnancies(a_scope(until=dt.date(2026, 12, 31))) == {told_as: 1}
    assert pregnancies(a_scope(country="DE")) == {}
    assert partners(a_scope()) == 0


def test_the_page_says_whose_days_count_as_exposed() -> None:
    """The control is the programmes themselves: some medicine has other days, and they are not hers."""
    windows = windows_of_exposure()
    assert max(after for _before, after in windows.values()) > windows[POMALIDOMIDE][1]
    names = names_in("BE")
    assert "its own programme" in str(sheets.pregnancies(a_scope(), names).sentence)
    of_one = sheets.pregnancies(replace(a_scope(), programme=POMALIDOMIDE), names)
    assert f"from {windows[POMALIDOMIDE][0].days} days before a supply" in str(of_one.sentence)


def test_a_suspicion_noted_of_a_man_is_no_pregnancy_of_a_patient() -> None:
    him = a_man_ready_for_dispensing(at=AT)
    a_kept_dispensing(him, **MAN)
    suspect_pregnancy(by=him.prescriber, at=AT, patient=him.patient, reason="his partner is late")
    assert pregnancies(a_scope()) == {}


def test_side_effects_are_counted_by_term_and_seriousness(her: Scene) -> None:
    report = a_reported_side_effect(her, at=AT + LATER)
    found = side_effects(a_scope())
    serious = report.is_serious
    assert found == [Reports(report.reaction, 1, int(bool(serious)), int(serious is None))]
    assert told(a_scope()) == (0, 0)


def test_data_quality_counts_what_is_late_and_what_is_not_there(her: Scene) -> None:
    a_kept_dispensing(her)
    a_late_dispensing(her)
    a_late_dispensing(her, "category_missing", at=AT + LATER, category="", judged_as="", centre=None)
    a_kept_dispensing(her, programme_version="")
    found = of_dispensings(a_scope())
    assert {name: share.numerator for name, share in found.items()} == {
        "late": 2, "very_late": 0, "category": 1, "version": 1, "centre": 1, "pack": 4,
    }  # fmt: skip
    assert found["late"].denominator == 4


def test_data_quality_counts_what_is_not_known_of_treatments(her: Scene) -> None:
    a_verdict(her, label="label_unknown", indication="")
    a_man_ready_for_dispensing(at=AT)
    started = (AT - BEFORE_TREATMENT).date()
    found = of_treatments(a_scope(since=started))
    assert found == {"label": Share(1, 2), "not_asked": Share(1, 2), "declaration": Share(0, 2)}
