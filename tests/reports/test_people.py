"""Who takes part, and how long patients stay, counted by hand and against a textbook's curve."""

import datetime as dt
from typing import Any

import pytest

from patients.operations import end_treatment
from patients.queries import running_treatment
from reports.people import enrolled, on_treatment, pharmacies, prescribers
from reports.persistence import Stay, kaplan_meier, stays
from tests.builders import BEFORE_TREATMENT, LONG_AGO, a_man_ready_for_dispensing, a_pharmacy, a_prescriber
from tests.reports.registry import AT, LATER, a_kept_dispensing, a_scope, reverse

MAN: dict[str, Any] = {"category": "male", "judged_as": "male"}
STARTED = (AT - BEFORE_TREATMENT).date()


@pytest.mark.django_db
def test_on_treatment_is_who_was_dispensed_to_and_has_not_ended() -> None:
    treated, reversed_, ended, _never = (a_man_ready_for_dispensing(at=AT) for _each in range(4))
    a_kept_dispensing(treated, **MAN)
    reverse(reversed_, a_kept_dispensing(reversed_, **MAN))
    a_kept_dispensing(ended, **MAN)
    treatment = running_treatment(enrolment=ended.enrolment)
    assert treatment is not None
    end_treatment(by=ended.prescriber, at=AT + LATER, treatment=treatment, ended_on=AT.date(), reason="progression")
    assert on_treatment(a_scope(until=AT.date())) == {"male": 1}
    assert enrolled(a_scope(since=STARTED, until=STARTED)) == {"male": 4}
    cohort = a_scope(since=STARTED, until=STARTED, cut_off=AT + dt.timedelta(days=10))
    assert sorted((stay.days, stay.has_ended, stay.count) for stay in stays(cohort)) == [(60, True, 1), (70, False, 3)]


@pytest.mark.django_db
def test_who_is_accredited_on_the_last_day() -> None:
    before = prescribers(a_scope()).held, pharmacies(a_scope()).held
    a_prescriber()
    a_pharmacy()
    a_pharmacy(country="DE")
    assert (prescribers(a_scope()).held, pharmacies(a_scope()).held) == (before[0] + 1, before[1] + 1)
    assert prescribers(a_scope(since=LONG_AGO, until=LONG_AGO)).began == before[0] + 1


def test_the_curve_is_kaplan_and_meiers() -> None:
    """Freireich's trial of 6-mercaptopurine in acute leukaemia (1963), the example of every textbook."""
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    seen = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    steps = kaplan_meier([*(Stay(day, has_ended=True) for day in ended), *(Stay(day, has_ended=False) for day in seen)])
    assert [(step.day, step.at_risk, round(step.share, 4)) for step in steps] == [
        (6, 21, 0.8571), (7, 17, 0.8067), (10, 15, 0.7529), (13, 12, 0.6902), (16, 11, 0.6275), (22, 7, 0.5378),
        (23, 6, 0.4482),
    ]  # fmt: skip
    assert (round(steps[0].low, 4), round(steps[0].high, 4)) == (0.6197, 0.9516)


def test_when_all_have_ended_nothing_goes_on() -> None:
    assert [(step.share, step.low, step.high) for step in kaplan_meier([Stay(3, has_ended=True, count=2)])] == [
        (0, 0, 0)
    ]
