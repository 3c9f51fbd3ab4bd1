"""Contraception that runs out has a last day; a span that no product has is asked about, and may be confirmed."""

import datetime as dt
from typing import Any

import pytest

from patients.models import Contraception, Enrolment
from patients.operations import record_contraception
from patients.refusals import WithoutLastDay
from tests.builders import a_patient, a_prescriber, now
from tests.prescribers.desk import Answer, Desk, address, boxes
from tests.prescribers.forms import a_contraception_form, today

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
DEPOT = "medroxyprogesterone_depot"


def a_depot(*, since: int, until: int, **more: Any) -> dict[str, Any]:
    """Fill the form with a depot since so many days ago, good for so many days from today."""
    dates = boxes("started_on", today() - since * DAY) | boxes("valid_until", today() + until * DAY)
    return a_contraception_form(method=DEPOT, **dates, **more)


def records(enrolment: Enrolment, desk: Desk, form: dict[str, Any]) -> Answer:
    return desk.sends(address(enrolment, "contraception"), form)


def test_one_depot_is_taken_for_thirteen_weeks_without_a_question() -> None:
    doctor = a_prescriber()
    enrolment = a_patient(at=now(), by=doctor)
    page = records(enrolment, Desk(doctor), a_depot(since=40, until=51))
    assert page.status == 200
    assert Contraception.objects.get().valid_until == today() + 51 * DAY


def test_a_depot_renewed_each_time_is_taken_once_it_is_confirmed() -> None:
    doctor = a_prescriber()
    enrolment, desk = a_patient(at=now(), by=doctor), Desk(doctor)
    asked = records(enrolment, desk, a_depot(since=400, until=30))
    assert "Both dates are right: it was renewed in time, each time" in asked.text
    assert Contraception.objects.count() == 0
    assert records(enrolment, desk, a_depot(since=400, until=30, span_meant="on")).status == 200
    assert Contraception.objects.get().started_on == today() - 400 * DAY


def test_what_does_not_run_out_needs_no_last_day() -> None:
    doctor = a_prescriber()
    enrolment = a_patient(at=now(), by=doctor)
    form = a_contraception_form(method="tubal_sterilisation", **boxes("valid_until", None))
    assert records(enrolment, Desk(doctor), form).status == 200
    assert Contraception.objects.get().valid_until is None


@pytest.mark.parametrize("method", ["implant", "levonorgestrel_ius", "copper_iud", DEPOT])
def test_no_screen_and_no_program_records_for_ever_what_runs_out(method: str) -> None:
    doctor = a_prescriber()
    enrolment = a_patient(at=now(), by=doctor)
    with pytest.raises(WithoutLastDay):
        record_contraception(
            by=doctor, at=now(), patient=enrolment.patient, method=method, started_on=today(), valid_until=None,
            confirmed=True, confirmed_on=[],
        )  # fmt: skip
