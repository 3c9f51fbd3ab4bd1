"""From when a reason would be gone by the mere passing of time."""

from datetime import date, timedelta
from typing import Any

import pytest

from rulebook import MalformedQuestion, from_when, parse_due_question, parse_question
from tests.rulebook.trial import (
    PRESCRIBED,
    abstinence,
    assessed,
    contraception,
    dispensing,
    elder,
    man,
    on,
    prescription,
    programme_text,
    programmes,
    question,
    sampled,
    span,
    sterilised,
)


def days_until(code: str, asked: dict[str, Any], *texts: str) -> int | None:
    """Ask from when a reason would be gone, in days from D."""
    found = from_when(parse_question(asked), programmes(*texts), code)
    return None if found is None else (found - PRESCRIBED).days


def prescribing(**changes: Any) -> dict[str, Any]:
    """Ask whether to prescribe."""
    return question(ask="prescribe", **changes)


@pytest.mark.parametrize(
    ("code", "asked", "day"),
    [
        ("supply_overlaps", question(dispensings=[dispensing(-10)]), 11),
        ("supply_overlaps", question(), 0),
        ("supply_overlaps", question(dispensings=[dispensing(0, days=4000)]), None),
        ("supply_overlaps", question(dispensings=[dispensing(0, days=407)]), 400),
        ("supply_overlaps", question(dispensings=[dispensing(0, days=408)]), None),
        ("treatment_stopped", question(stops=[span(-5, 9)]), 9),
        ("treatment_stopped", question(stops=[span(-5)]), None),
        ("prescription_in_future", question(at=-4), 0),
        ("prescription_expired", question(at=8), None),
        ("pharmacy_not_registered", question(pharmacy={"registered": [span(5)]}), 5),
        ("contraception_too_recent", question(contraception=[contraception(started=-5)]), None),
        ("test_missing", question(tests=[]), None),
        ("card_missing", question(cards=[]), None),
        ("category_missing", question(categories=[]), None),
        ("contraception_missing", question(categories=[], contraception=[]), 0),
    ],
)
def test_asked_to_dispense_only_the_day_asked_about_moves_on(code: str, asked: dict[str, Any], day: int | None) -> None:
    assert days_until(code, asked) == day


@pytest.mark.parametrize(
    ("code", "asked", "day"),
    [
        ("contraception_too_recent", prescribing(contraception=[contraception(started=-5)]), 23),
        ("contraception_too_recent", prescribing(contraception=[contraception(started=-5)], tests=[]), 23),
        ("contraception_too_recent", prescribing(contraception=[contraception(started=-5, ended_on=on(23))]), None),
        ("contraception_too_recent", prescribing(contraception=[contraception(started=-5, ended_on=on(24))]), 23),
        ("contraception_too_recent", prescribing(contraception=[abstinence()]), None),
        ("contraception_missing", prescribing(contraception=[contraception(started=5)]), 5),
        ("abstinence_not_confirmed", prescribing(contraception=[abstinence()]), None),
        ("abstinence_not_confirmed", prescribing(contraception=[abstinence(ended_on=on(9))]), None),
        ("test_missing", prescribing(tests=[]), None),
        ("test_not_qualifying", prescribing(tests=[sampled(0, supervised=False)]), None),
        ("prescriber_not_certified", prescribing(prescriber={"certified": [span(7)]}), 7),
        ("treatment_stopped", prescribing(stops=[span(-5, 9)]), 9),
        ("agreement_missing", prescribing(agreements=[]), None),
        ("supply_too_long", prescribing(prescriptions=[prescription(days_supply=99)]), None),
    ],
)
def test_asked_to_prescribe_the_prescription_moves_on_too(code: str, asked: dict[str, Any], day: int | None) -> None:
    assert days_until(code, asked) == day


def test_contraception_that_lapsed_does_not_come_back_by_itself() -> None:
    asked = question(contraception=[contraception(ended_on=on(1))], at=2)
    assert days_until("contraception_lapsed", asked) is None


def test_the_lead_time_is_counted_alike_in_a_programme_without_tests() -> None:
    asked = prescribing(contraception=[contraception(started=-5)])
    assert days_until("contraception_too_recent", asked, programme_text("test")) == 23


def test_an_exempt_woman_waits_for_the_lead_time_too() -> None:
    asked = prescribing(contraception=[sterilised(-20)], tests=[sampled(-20)], dispensings=[dispensing(-20)])
    assert days_until("contraception_too_recent", asked) == 8


def test_a_moved_gate_plays_no_part() -> None:
    moved = programme_text(gates='\n[gates]\nsupply_overlaps = "warn"\n')
    assert days_until("supply_overlaps", question(dispensings=[dispensing(-10)]), moved) == 11


def test_the_version_of_a_later_day_judges_the_later_day() -> None:
    longer = programme_text(
        head=programme_text().split("[test]")[0].replace("2020-01-01", on(10)),
        contraception=programme_text().split("[contraception]")[1].split("[male]")[0].join(["\n[contraception]", ""]),
    ).replace("lead_days = 28", "lead_days = 40")
    asked = prescribing(contraception=[contraception(started=-5)])
    assert days_until("contraception_too_recent", asked, programme_text(), longer) == 35


def test_a_question_without_a_prescription_is_asked_day_by_day() -> None:
    asked = parse_due_question({**question(stops=[span(-5, 3)]), "prescription": None})
    assert from_when(asked, programmes(), "treatment_stopped") == PRESCRIBED + timedelta(days=3)


def test_others_than_women_of_childbearing_potential_are_not_kept_waiting() -> None:
    for asked in (man(ask="prescribe"), elder(ask="prescribe")):
        assert days_until("contraception_too_recent", asked) == 0
    unjustified = elder(ask="prescribe", categories=[assessed(-60, "non_childbearing")])
    assert days_until("category_not_justified", unjustified) is None


def test_an_unknown_code_and_an_unknown_programme_are_errors() -> None:
    with pytest.raises(KeyError, match="off_label"):
        days_until("off_label", question())
    with pytest.raises(MalformedQuestion):
        days_until("card_missing", question(programme="nowhere"))


def test_the_last_day_of_the_calendar_is_no_error() -> None:
    asked = question(stops=[span(-5)], prescriptions=[prescription(prescribed_on="9999-12-31")])
    assert from_when(parse_question({**asked, "on": "9999-12-31"}), programmes(), "treatment_stopped") is None
    assert from_when(parse_question({**asked, "on": "9999-12-31"}), programmes(), "card_missing") == date.max
