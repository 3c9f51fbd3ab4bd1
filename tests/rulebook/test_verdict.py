"""The verdict as a whole: the order of its codes, the gates, who is judged as what, and the facts it names."""

import json
from datetime import date

import pytest

from rulebook import ADVICE, REASONS, Due, MalformedQuestion, ProgrammeError, held_by, judge, parse_question
from rulebook.verdict import HOLDING
from tests.rulebook.trial import (
    SECTIONS,
    assessed,
    contraception,
    dispensing,
    elder,
    falls_due,
    man,
    on,
    prescription,
    programme_text,
    programmes,
    question,
    sampled,
    signed,
    span,
    sterilised,
    treatment,
    verdict,
)


def gated(**gates: str) -> str:
    """Write the trial programme with gates."""
    return programme_text(gates="\n[gates]\n" + "".join(f'{code} = "{gate}"\n' for code, gate in gates.items()))


EVERYTHING_WRONG = question(
    at=9,
    patient={"birth_date": None},
    stops=[span(-5)],
    prescriber=None,
    pharmacy=None,
    cards=[],
    categories=[assessed(-60, "non_childbearing"), assessed(1)],
    agreements=[],
    pregnancies=[{"suspected_on": on(-5)}],
    contraception=[],
    tests=[],
    dispensings=[dispensing(0), dispensing(0, "rx")],
    prescriptions=[prescription(days_supply=29, strength_mg=9, cancelled_on=on(1))],
)


def test_every_reason_that_holds_is_given_in_the_order_of_the_table() -> None:
    answer = verdict(EVERYTHING_WRONG)
    assert answer.dispense is False
    assert answer.reasons == tuple(
        code
        for code in REASONS
        if code
        not in {
            "category_missing",
            "contraception_too_recent",
            "contraception_lapsed",
            "abstinence_not_confirmed",
            "test_not_qualifying",
            "prescription_in_future",
        }
    )


def test_without_a_category_the_reasons_that_want_none_are_still_asked() -> None:
    answer = verdict({**EVERYTHING_WRONG, "categories": []})
    wanted = [code for code, reason in REASONS.items() if not reason.needs_category]
    assert answer.reasons == tuple(code for code in wanted if code != "prescription_in_future")
    assert answer.advice == ("label_unknown",)
    assert (answer.category, answer.judged_as, answer.exempt) == (None, None, False)


def test_the_prescriber_is_not_asked_what_only_the_counter_can_answer() -> None:
    asked = {**EVERYTHING_WRONG, "on": on(0), "ask": "prescribe"}
    left_out = set(verdict({**asked, "ask": "dispense"}).reasons) - set(verdict(asked).reasons)
    assert left_out == {"pharmacy_not_registered", "supply_overlaps", "prescription_exhausted"}
    assert left_out == {code for code, reason in REASONS.items() if not reason.asked_when_prescribing}


@pytest.mark.parametrize("gate", ["warn", "record"])
def test_a_reason_whose_gate_is_moved_stands_before_the_advice(gate: str) -> None:
    asked = question(cards=[], card=None, tests=[sampled(-1)], treatment=None, agreements=[])
    answer = verdict(asked, gated(card_missing=gate))
    assert (answer.dispense, answer.reasons) == (False, ("agreement_missing",))
    assert answer.advice == ("card_missing", "label_unknown", "not_same_day")
    both = verdict(asked, gated(card_missing=gate, agreement_missing="warn"))
    assert (both.dispense, both.reasons) == (True, ())
    assert both.advice == ("card_missing", "agreement_missing", "label_unknown", "not_same_day")
    assert verdict(asked, gated(card_missing="block")).reasons == ("card_missing", "agreement_missing")


def test_a_moved_gate_changes_nothing_else() -> None:
    asked = elder(categories=[assessed(-60, "non_childbearing")])
    moved = verdict(asked, gated(category_not_justified="warn"))
    assert moved.judged_as == "childbearing"
    assert moved.reasons == verdict(asked).reasons[1:]


@pytest.mark.parametrize(
    ("asked", "category", "judged_as"),
    [
        (question(), "childbearing", "childbearing"),
        (man(), "male", "male"),
        (elder(), "non_childbearing", "non_childbearing"),
        (elder(categories=[assessed(-60, "non_childbearing")]), "non_childbearing", "childbearing"),
        (man(categories=[assessed(-60, "male"), assessed(1)], at=1), "male", "childbearing"),
        (man(categories=[assessed(-60, "male"), assessed(1)], at=0), "male", "male"),
        (man(categories=[assessed(-60, "male"), assessed(1, "non_childbearing")], at=1), "male", "male"),
        (question(categories=[assessed(-60), assessed(1, "male")], at=1), "childbearing", "childbearing"),
        (question(categories=[assessed(-60), assessed(0, "male")]), "male", "male"),
        (question(categories=[assessed(0, "male"), assessed(0)]), "childbearing", "childbearing"),
        (man(categories=[assessed(-60, "male"), assessed(-1)], at=-2), "male", "male"),
        (question(categories=[assessed(1)], at=2), None, None),
    ],
)
def test_who_is_judged_as_what(asked: dict[str, object], category: str | None, judged_as: str | None) -> None:
    answer = verdict(asked)
    assert (answer.category, answer.judged_as) == (category, judged_as)


def test_who_is_exempt_is_said() -> None:
    freed = question(contraception=[sterilised()], tests=[sampled(-28)], dispensings=[dispensing(-28)])
    assert verdict(freed).exempt is True
    assert verdict({**freed, "dispensings": []}).exempt is False
    assert verdict({**freed, "categories": [assessed(-60, "male")]}).exempt is False
    assert verdict(freed, programme_text("test")).exempt is False


@pytest.mark.parametrize(
    ("fields", "label", "indication"),
    [
        ({}, "on_label", "alone"),
        (
            {"partners": ["bortezomib", "dexamethasone"], "prior_regimens": [["lenalidomide"]]},
            "on_label",
            "with-bortezomib",
        ),
        ({"partners": ["isatuximab"]}, "partner_label", "isatuximab-label"),
        ({"partners": ["elotuzumab"]}, "label_unknown", None),
        ({"disease": None}, "label_unknown", None),
        ({"disease": "other"}, "off_label", None),
    ],
)
def test_the_label_is_named_with_what_matched(fields: dict[str, object], label: str, indication: str | None) -> None:
    answer = verdict(question(treatment=treatment(**fields)))
    assert (answer.label, answer.indication) == (label, indication)


def test_of_two_indications_that_match_the_first_is_named() -> None:
    twice = """
[[indications]]
id = "one"
disease = "multiple_myeloma"
partners = []
cycle_days = 28
intake_days = 21
[[indications]]
id = "two"
disease = "multiple_myeloma"
partners = []
cycle_days = 28
intake_days = 21
"""
    assert verdict(question(), programme_text(indications=twice)).indication == "one"


def test_the_answer_is_the_line_of_the_batch_interface() -> None:
    answer = verdict(question(at=1, case="c1"))
    assert json.dumps(answer.as_dict()) == (
        '{"case": "c1", "dispense": true, "reasons": [], "advice": ["not_same_day"], "label": "on_label", '
        '"indication": "alone", "programme": "trial/2020-01-01", "category": "childbearing", '
        '"judged_as": "childbearing", "exempt": false}'
    )


def test_every_code_has_its_source() -> None:
    for code, reason in REASONS.items():
        assert reason.code == code
        assert reason.source
    for code, advice in ADVICE.items():
        assert advice.code == code
        assert advice.source


def test_windows_that_reach_beyond_the_calendar_are_no_error() -> None:
    first, last = "0001-01-01", "9999-12-31"
    wide = programme_text(
        head=programme_text().split("[test]")[0].replace("2020-01-01", first),
        test=SECTIONS["test"].replace("= 3\n", "= 9999999\n").replace("= 28\n", "= 9999999\n"),
    )
    for day in (first, last):
        rx = prescription(prescribed_on=day, days_supply=10**30, capsules=10**30)
        asked = question(prescriptions=[rx], contraception=[contraception(ended_on=first)])
        judge(parse_question({**asked, "on": day}), programmes(wide))
        falls_due({**asked, "on": day}, wide)


def test_a_date_that_no_calendar_can_name_is_left_out() -> None:
    rx = prescription(prescribed_on="9999-12-30")
    asked = question(prescriptions=[rx], dispensings=[dispensing(0, days=10**9)], tests=[])
    asked = {**asked, "on": "9999-12-30", "pharmacy": {"registered": [{"from": on(0), "until": "9999-12-31"}]}}
    assert [row.kind for row in falls_due(asked)] == ["registration"]
    first = {**dispensing(0), "dispensed_on": "0001-01-01"}
    assert "visit" not in [row.kind for row in falls_due(question(dispensings=[{**first, "days": 0}]))]
    assert Due("visit", date.min) in falls_due(question(dispensings=[{**first, "days": 1}]))
    last = {**asked, "treatment": {"started_on": on(0), "ended_on": "9999-12-24"}, "categories": []}
    blood = programme_text(donation="\n[donation]\nblood_after_days = 7\n")
    assert falls_due({**last, "on": "9999-12-30"}, blood) == [Due("blood_donation_until", date.max)]
    assert isinstance(falls_due(question())[0], Due)


def test_what_falls_due_is_given_in_the_order_of_the_table() -> None:
    asked = question(
        contraception=[{**contraception("abstinence"), "confirmed_on": [on(0)], "ended_on": on(9)}],
        dispensings=[dispensing(0)],
        prescriber={"certified": [span(-5, 5)]},
        pharmacy={"registered": [span(-5, 5)]},
    )
    yearly = programme_text(agreement="\n[agreement]\nvalid_days = 365\n")
    assert [row.kind for row in falls_due(asked, yearly)] == [
        "dispense_by", "visit", "test", "contraception", "abstinence", "agreement", "certification", "registration",
    ]  # fmt: skip
    over = {**asked, "treatment": treatment(ended_on=on(0))}
    assert [row.kind for row in falls_due(over)] == ["last_test", "contraception_until", "blood_donation_until"]
    his = man(treatment=treatment(ended_on=on(0)))
    assert [row.kind for row in falls_due(his)] == ["condom_until", "semen_donation_until", "blood_donation_until"]
    assert falls_due(his)[0].as_dict() == {"kind": "condom_until", "date": on(7)}


def test_a_question_without_a_prescription_cannot_be_judged() -> None:
    with pytest.raises(MalformedQuestion):
        parse_question({**question(), "prescription": None})


def test_an_agreement_for_the_run_before_does_not_carry_over() -> None:
    categories = [assessed(-60), assessed(-40, "male"), assessed(-20)]
    assert "agreement_missing" in verdict(question(categories=categories, agreements=[signed(-50)])).reasons


def test_a_suspicion_or_a_stop_holds_a_supply_and_nothing_else_does() -> None:
    """The control comes first: where other things are wrong, another prescription or another day helps."""
    assert held_by(verdict(question())) == ""
    assert held_by(verdict(question(tests=[], contraception=[]))) == ""
    stopped = question(stops=[span(-5)])
    assert held_by(verdict(stopped)) == "treatment_stopped"
    suspected = {**stopped, "tests": [sampled(0, result="positive")]}
    assert held_by(verdict(suspected)) == "pregnancy_suspected"
    assert held_by(verdict(question()), verdict(stopped)) == "treatment_stopped"


@pytest.mark.parametrize("code", HOLDING)
def test_no_gate_moves_what_holds_a_supply(code: str) -> None:
    with pytest.raises(ProgrammeError, match="may not be moved"):
        verdict(question(), gated(**{code: "warn"}))
