"""Rows 28 to 38 and 46 to 49: numbers, dates and texts as people, other systems and enemies send them in a form."""

import datetime as dt
import html
import io
import json
import logging
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.core import mail
from django.utils.formats import date_format

from foundation.dates import ThreePartDateField
from patients.models import HealthId, Identity, PregnancyTest, Prescription, Stop
from patients.names import tokens
from prescribers.forms.base import RecordForm
from rulebook.days import age_on
from tests.builders import Scene, a_prescriber
from tests.hostile.holdings import holdings
from tests.prescribers.desk import Answer, Desk, address, boxes
from tests.prescribers.forms import a_draft_form, a_test_form, an_identity_form, today

pytestmark = pytest.mark.django_db

REGISTER = "/patients/register/"
DAY = dt.timedelta(days=1)


def sent_back(answer: Answer, words: str) -> None:
    assert answer.status == 422, answer.text
    assert words in answer.text, answer.text


@pytest.fixture(scope="module")
def registrar(ground: None) -> Desk:
    return Desk(a_prescriber())


@pytest.fixture(scope="module")
def desk(scene: Scene) -> Desk:
    return Desk(scene.prescriber)


# --- 28: national numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["85.07.30-033 28", "85073003328", "８５０７３００３３２８", " 85 07 30 033 28 "])
def test_row_28_a_national_number_is_kept_in_one_form_however_it_is_typed(registrar: Desk, typed: str) -> None:
    answer = registrar.sends(REGISTER, an_identity_form(health_id=typed, health_id_country="BE"))
    assert answer.status == 200, answer.text
    assert HealthId.objects.latest("recorded_at").value == "85073003328"


@pytest.mark.parametrize("typed", ["85073003329", "8507300332B", "O5073003328", "85", "'; DROP TABLE", "8" * 40])
def test_row_28_a_number_whose_check_digits_do_not_fit_is_sent_back_and_stays_in_its_field(
    registrar: Desk, typed: str
) -> None:
    before = holdings()
    answer = registrar.sends(REGISTER, an_identity_form(health_id=typed, health_id_country="BE"))
    assert answer.status == 422
    assert answer.value("health_id") == typed
    assert holdings() == before


# --- 29 to 38: dates -------------------------------------------------------------------------------------------

BAD_DATES = {
    "row 29, a leap day that was none": ("2023-02-29", "is no real date"),
    "row 31, the year 1": ("0001-01-01", "which is before 1 Jan 1900"),
    "row 31, the last day before 1900": ("1899-12-31", "which is before 1 Jan 1900"),
    "row 31, the year 9999": ("9999-12-31", "Check the year"),
    "row 31, a year of five figures": ("+10000-01-01", "has no month"),
    "row 32, a time without a zone": ("0001-01-01T00:00", "1900"),
    "row 33, fourteen hours ahead": ("0001-01-01T00:00+14:00", "has a time"),
    "row 33, fourteen hours behind": ("9999-12-31T00:00-14:00", "has a time"),
    "row 34, an hour that does not exist": ("2026-03-29T02:30", "has a time"),
    "row 35, an hour that comes twice": ("2026-10-25T02:30", "has a time"),
    "row 37, either may be the month": ("01/02/2026", "can be read in two ways"),
    "row 37, a spreadsheet's number": ("46054", "has no month"),
    "row 37, a Buddhist year": ("14.3.2569", "Check the year"),
    "row 37, a year of the Hijra": ("14.3.1447", "1900"),
    "row 38, a second that leaps": ("2016-12-31T23:59:60Z", "has a time"),
    "row 38, a week": ("2026-W11-6", "has no month"),
    "row 38, a day of the year": ("2026-073", "has no month"),
    "a month in words": ("14 March 1981", "has no month"),
    "NUL": ("1981-03-1\x004", "has no month"),
}


@pytest.mark.parametrize("what", BAD_DATES)
def test_rows_29_to_38_a_date_that_is_none_or_two_is_sent_back_with_what_to_do(registrar: Desk, what: str) -> None:
    typed, words = BAD_DATES[what]
    before = holdings()
    sent_back(registrar.sends(REGISTER, an_identity_form(**boxes("birth_date", typed))), words)
    assert holdings() == before


GOOD_DATES = {
    "ISO": "1981-03-14",
    "ISO with the midnight of another system": "1981-03-14T00:00:00Z",
    "day first with dots": "3.4.1981",
    "with slashes, where only one can be the month": "14/03/1981",
    "with slashes, the same either way": "4/4/1981",
}


@pytest.mark.parametrize("what", GOOD_DATES)
def test_row_37_a_date_that_can_be_read_in_one_way_is_shown_back_with_its_month_in_letters(
    registrar: Desk, what: str
) -> None:
    answer = registrar.sends(REGISTER, an_identity_form(**boxes("birth_date", GOOD_DATES[what])))
    born = Identity.objects.latest("recorded_at").birth_date
    assert born is not None
    assert date_format(born) in answer.text
    assert re.search(r"[A-Z][a-z]{2}", date_format(born))


LEAP_DAY = dt.date(2000, 2, 29).toordinal()
BIRTHDAYS = [
    ("2018-02-28", 17), ("2018-03-01", 18), ("2020-02-28", 19), ("2020-02-29", 20), ("2050-02-28", 49),
    ("2050-03-01", 50),
]  # fmt: skip


@pytest.mark.parametrize(("day", "years"), BIRTHDAYS)
def test_row_30_who_is_born_on_a_leap_day_grows_older_on_the_first_of_march(day: str, years: int) -> None:
    assert age_on(LEAP_DAY, dt.date.fromisoformat(day).toordinal()) == years


@pytest.mark.parametrize(
    ("age", "status"), [(dt.timedelta(0), 200), (-DAY, 422), (121 * dt.timedelta(days=366), 422)], ids=str
)
def test_row_31_whoever_is_born_today_is_registered_and_nobody_sooner_or_120_years_before(
    registrar: Desk, age: dt.timedelta, status: int
) -> None:
    form = an_identity_form(**boxes("birth_date", today() - age), family_name="Infant", young="on")
    assert registrar.sends(REGISTER, form).status == status


def test_row_31_a_child_is_asked_about_once_more_and_registered_when_the_date_is_right(registrar: Desk) -> None:
    """A year mistyped by a decade makes a child of a woman; a child is treated off label, and not refused."""
    before = holdings()
    form = an_identity_form(**boxes("birth_date", "14.3.2011"), family_name="Child")
    answer = registrar.sends(REGISTER, form)
    sent_back(answer, "Born on 14 Mar 2011, the patient is younger than 18")
    assert "The date of birth is right" in answer.text
    assert holdings() == before
    assert registrar.sends(REGISTER, form | {"young": "on"}).status == 200


def test_rows_34_and_35_only_the_late_entry_asks_for_a_time_of_day() -> None:
    """So no hour can be missing or come twice: what happened at a moment is stamped by the registry itself.

    What was handed over while the registry could not be asked has only the pharmacy's own clock; both hours are
    refused there (tests/pharmacies/test_late.py).
    """
    asked = {
        f"{kind.__module__}.{kind.__name__}.{name}"
        for kind in _forms(forms.Form)
        for name, field in kind.base_fields.items()
        if isinstance(field, forms.DateTimeField | forms.TimeField | forms.SplitDateTimeField | forms.DateField)
    }
    assert asked == {"pharmacies.forms_by_two.LateForm.clock"}
    assert any(isinstance(one, ThreePartDateField) for kind in _forms(RecordForm) for one in kind.base_fields.values())


def _forms(base: type[forms.Form]) -> list[type[forms.Form]]:
    found = [base]
    for kind in base.__subclasses__():
        found += _forms(kind)
    return [kind for kind in found if not kind.__module__.startswith(("django", "tests", "allauth"))]


@pytest.mark.parametrize(
    ("form", "field", "day", "words"),
    [
        ("test", "sampled_on", lambda: today() + DAY, "which is after today"),
        ("test", "sampled_on", lambda: dt.date(1980, 1, 1), "14 Mar 1981"),
        ("indication", "started_on", lambda: today() + DAY, "which is after today"),
    ],
)
def test_row_36_a_day_in_the_wrong_order_is_sent_back(
    scene: Scene, desk: Desk, form: str, field: str, day: Any, words: str
) -> None:
    before = holdings()
    sent_back(desk.sends(address(scene.enrolment, form), a_test_form(**boxes(field, day()))), words)
    assert holdings() == before


def test_row_36_an_end_before_its_beginning_shows_both_days(scene: Scene, desk: Desk) -> None:
    treatment = scene.prescription.treatment
    path = address(scene.enrolment, "treatment", treatment.id, "end")
    early = treatment.started_on - 30 * DAY
    answer = desk.sends(path, boxes("ended_on", early) | {"reason": "completed"})
    assert answer.status == 422
    assert date_format(early) in answer.text
    assert date_format(treatment.started_on) in answer.text


# --- 46 to 48: text --------------------------------------------------------------------------------------------


def test_row_46_a_megabyte_of_text_is_sent_back_with_its_limit(scene: Scene, desk: Desk) -> None:
    before = holdings()
    sent_back(
        desk.sends(address(scene.enrolment, "interrupt"), {"reason": "a" * 1_000_000}),
        "at most 500 characters",
    )
    assert holdings() == before


def test_row_46_a_line_break_in_a_reason_makes_no_header(scene: Scene, desk: Desk) -> None:
    mail.outbox.clear()
    reason = "a\r\nBcc: x@evil.example\r\n\r\nbody"
    answer = desk.sends(address(scene.enrolment, "interrupt"), {"reason": reason})
    assert answer.status == 200
    assert "Bcc" not in answer.response.headers
    assert Stop.objects.latest("recorded_at").why == "a\nBcc: x@evil.example\n\nbody"
    assert not any("evil.example" in one for message in mail.outbox for one in message.recipients())


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Catch what the registry's own handlers write."""
    written = io.StringIO()
    own = [one for one in logging.getLogger().handlers if type(one) is logging.StreamHandler]
    before = [one.setStream(written) for one in own]
    yield written
    for one, stream in zip(own, before, strict=True):
        one.setStream(stream)


def test_row_47_a_line_break_makes_no_second_line_in_the_log(registrar: Desk, log: io.StringIO) -> None:
    registrar.client.get("/patients/\n2026-11-24 ELIGIBLE/", headers={"X-Request-ID": "x\n2026 ELIGIBLE"})
    registrar.sends("/patients/search/", {"name": "x\n2026-11-24 ELIGIBLE"}, page="/patients/")
    lines = log.getvalue().splitlines()
    assert len(lines) >= 3
    assert all(isinstance(json.loads(line), dict) for line in lines)


SLOW = ["a" * 79 + "!", "(" * 80, "-" * 80, "+" + "1 " * 39 + "x", "a@" * 40, "%" * 80, "\\" * 80, "́" * 80]


@pytest.mark.parametrize("typed", SLOW, ids=lambda typed: typed[:4])
def test_row_48_no_text_keeps_a_search_or_a_registration_busy(registrar: Desk, typed: str) -> None:
    """Time of this process's own work, not of the machine's other guests; a bomb takes hours, not half a second."""
    began = time.process_time()
    tokens(typed)
    assert registrar.sends("/patients/search/", {"name": typed}, page="/patients/").status in (200, 422)
    form = an_identity_form(mobile=typed[:40], email=typed, health_id=typed[:40], health_id_country="BE")
    assert registrar.sends(REGISTER, form).status == 422
    assert time.process_time() - began < 2


# --- 49: numbers -----------------------------------------------------------------------------------------------

STRENGTHS = ["0.4", "-4", "40", "4mg", "4,00,0", "1e0", "NaN", "", "4\x00"]
CAPSULES = ["0", "-1", "21", "210", "1.5", "1,5", "1e1", "NaN", "２１", "9" * 5000, "", "0x1"]


@pytest.mark.parametrize("typed", STRENGTHS)
def test_row_49_a_strength_that_nobody_makes_is_sent_back(scene: Scene, desk: Desk, typed: str) -> None:
    before = holdings()
    answer = desk.sends(address(scene.enrolment, "prescription"), a_draft_form(strength=typed))
    sent_back(answer, "Strength of one capsule")
    assert holdings() == before


@pytest.mark.parametrize("typed", CAPSULES)
def test_row_49_capsules_a_day_that_no_label_knows_are_asked_about_or_sent_back(
    scene: Scene, desk: Desk, typed: str
) -> None:
    answer = desk.sends(address(scene.enrolment, "prescription"), a_draft_form(capsules_a_day=typed))
    assert answer.status == 422, answer.text


def test_row_49_more_than_the_label_says_is_a_hard_question_and_not_signed_in_silence(scene: Scene, desk: Desk) -> None:
    page = desk.sends(address(scene.enrolment, "prescription"), a_draft_form(capsules_a_day="2"))
    assert "The dose is above the label's and is meant" in page.text
    before = holdings()
    sent_back(desk.sends(address(scene.enrolment, "prescription", "check"), {"checked": "on"}), "above the label")
    assert holdings() == before
    assert Prescription.objects.filter(enrolment=scene.enrolment).count() == 1


@pytest.mark.parametrize(("typed", "kept"), [("25", "25.00"), ("25,0", "25.00"), ("25.0", "25.00"), ("２５", "25.00")])
def test_row_49_a_number_is_read_with_point_or_comma_and_any_digits(
    scene: Scene, desk: Desk, typed: str, kept: str
) -> None:
    form = a_test_form(sensitivity_miu_ml=typed)
    assert desk.sends(address(scene.enrolment, "test"), form).status == 200
    assert str(PregnancyTest.objects.latest("recorded_at").sensitivity_miu_ml) == kept


@pytest.mark.parametrize("typed", ["-25", "0", "1e400", "NaN", "Infinity", "2.5.0", "25 mIU", "9" * 5000, "1,000.5"])
def test_row_49_a_sensitivity_that_no_kit_has_is_sent_back(scene: Scene, desk: Desk, typed: str) -> None:
    before = holdings()
    answer = desk.sends(address(scene.enrolment, "test"), a_test_form(sensitivity_miu_ml=typed))
    sent_back(answer, "Enter the number that stands on the kit")
    assert html.escape(typed[:100]) in answer.source
    assert holdings() == before
