"""A field that holds what it may not is refused, with its path and what was expected there."""

from typing import Any, Final

import pytest

from rulebook import parse_question
from tests.rulebook.refusal import Json, path_and_words
from tests.rulebook.trial import (
    assessed,
    contraception,
    dispensing,
    on,
    prescription,
    question,
    sampled,
    signed,
    span,
    treatment,
)

HUGE: Final = 10**30

WORDS = [
    ({"ask": "dispence"}, "ask", "dispense, prescribe"),
    ({"categories": [assessed(0, "female")]}, "categories[0].category", "childbearing, non_childbearing, male"),
    ({"agreements": [signed(0, "Male")]}, "agreements[0].category", "childbearing, non_childbearing, male"),
    ({"tests": [sampled(0, "unclear")]}, "tests[0].result", "negative, positive, inconclusive"),
    ({"contraception": [contraception("pill")]}, "contraception[0].method", "implant, "),
    ({"tests": [sampled(0), sampled(0, 1)]}, "tests[1].result", "negative, positive, inconclusive"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("changes", "path", "words"), WORDS)
def test_a_word_outside_its_list_is_refused(changes: Json, path: str, words: str) -> None:
    found, expected = path_and_words(question(**changes))
    assert found == path
    assert expected.startswith(f"expected one of {words}")


@pytest.mark.parametrize(
    "method",
    [
        "implant", "levonorgestrel_ius", "medroxyprogesterone_depot", "tubal_sterilisation", "vasectomised_partner",
        "progestogen_only_pill", "abstinence", "combined_hormonal", "copper_iud", "barrier",
        "natural_family_planning", "withdrawal", "other",
    ],
)  # fmt: skip
def test_every_method_of_the_specification_is_known(method: str) -> None:
    parse_question(question(contraception=[contraception(method)]))


def test_an_unknown_criterion_is_none() -> None:
    parse_question(question(categories=[assessed(0, criterion="unheard of")]))


DATES = [
    ("on", {"on": "X"}),
    ("patient.birth_date", {"patient": {"birth_date": "X"}}),
    ("patient.enrolled_on", {"patient": {"enrolled_on": "X"}}),
    ("patient.withdrawn_on", {"patient": {"withdrawn_on": "X"}}),
    ("stops[0].from", {"stops": [{"from": "X"}]}),
    ("stops[0].until", {"stops": [{**span(0), "until": "X"}]}),
    ("contraception[0].confirmed_on[1]", {"contraception": [contraception(confirmed_on=[on(0), "X"])]}),
    ("contraception[0].ended_on", {"contraception": [contraception(ended_on="X")]}),
    ("contraception[0].valid_until", {"contraception": [contraception(valid_until="X")]}),
    ("treatment.started_on", {"treatment": {"started_on": "X"}}),
    ("treatment.ended_on", {"treatment": treatment(ended_on="X")}),
    ("prescriptions[0].cancelled_on", {"prescriptions": [prescription(cancelled_on="X")]}),
    ("dispensings[0].returned_on", {"dispensings": [dispensing(0, returned_on="X")]}),
    ("cards[0].revoked_on", {"cards": [{"issued_on": on(0), "revoked_on": "X"}]}),
    ("pregnancies[0].resolved_on", {"pregnancies": [{"suspected_on": on(0), "resolved_on": "X"}]}),
]


@pytest.mark.parametrize(("path", "changes"), DATES)
def test_every_date_is_a_date(path: str, changes: Json) -> None:
    assert path_and_words({**question(), **changes}) == (path, 'expected a date written YYYY-MM-DD, not "X"')


@pytest.mark.parametrize(
    "written",
    [
        "20260313", "2026-3-13", "2026-03-13T00:00:00", "2026-W11-5", "2026-02-29", "2026-13-01", "2026-00-10",
        "0000-01-01", "2026-03-13 ", " 2026-03-13", "2026-03-13\n", "+2026-03-1", "２０２６-03-13", "", 20260313,
        2026.5, True, [], {}, ["2026-03-13"],
    ],
)  # fmt: skip
def test_a_date_is_written_in_one_way_only(written: object) -> None:
    assert path_and_words(question(tests=[{**sampled(0), "sampled_on": written}]))[0] == "tests[0].sampled_on"


def test_the_first_and_the_last_day_of_the_calendar_are_dates() -> None:
    for written in ("0001-01-01", "9999-12-31"):
        asked = question(tests=[{**sampled(0), "sampled_on": written}], patient={"birth_date": written})
        parse_question({**asked, "on": written})


COUNTS = [
    ("capsules", lambda value: {"capsules": value}, 1),
    ("prescriptions[0].days_supply", lambda value: {"prescriptions": [prescription(days_supply=value)]}, 0),
    ("prescriptions[0].capsules", lambda value: {"prescriptions": [prescription(capsules=value)]}, 0),
    ("prescriptions[0].cycle_days", lambda value: {"prescriptions": [prescription(cycle_days=value)]}, 1),
    ("prescriptions[0].intake_days", lambda value: {"prescriptions": [prescription(intake_days=value)]}, 0),
    ("dispensings[0].capsules", lambda value: {"dispensings": [dispensing(0, capsules=value)]}, 0),
    ("dispensings[0].days", lambda value: {"dispensings": [dispensing(0, days=value)]}, 0),
]


@pytest.mark.parametrize(("path", "with_value", "least"), COUNTS)
def test_a_count_is_a_whole_number_not_below_its_least(path: str, with_value: Any, least: int) -> None:
    refused: list[object] = [least - 1, -1, 1.5, 21.0, "21", True, [], {}, float("nan"), float("inf")]
    for value in refused:
        found, expected = path_and_words(question(**with_value(value)))
        assert (found, expected.split("; ")[0].split(", not")[0]) == (path, f"expected a whole number, {least} or more")
    for value in (least, least + 1, HUGE):
        parse_question(question(**with_value(value)))


NUMBERS = [
    ("prescriptions[0].strength_mg", lambda value: {"prescriptions": [prescription(strength_mg=value)]}, False),
    ("prescriptions[0].daily_dose_mg", lambda value: {"prescriptions": [prescription(daily_dose_mg=value)]}, True),
    ("tests[0].sensitivity_miu_ml", lambda value: {"tests": [sampled(0, sensitivity_miu_ml=value)]}, False),
]


@pytest.mark.parametrize(("path", "with_value", "zero"), NUMBERS)
def test_a_number_is_finite_and_not_below_zero(path: str, with_value: Any, zero: bool) -> None:
    for value in (
        -1,
        -0.5,
        float("nan"),
        float("inf"),
        float("-inf"),
        "25",
        True,
        [],
        *(() if zero else (0, 0.0, -0.0)),
    ):
        found, expected = path_and_words(question(**with_value(value)))
        least = "expected a finite number, 0 or more" if zero else "expected a finite number above 0"
        assert found == path
        assert expected.startswith(least)
    for value in (0.5, 1, HUGE, 1e300, *((0, 0.0) if zero else ())):
        parse_question(question(**with_value(value)))


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"categories": [assessed(0, specialist_confirmed=1)]}, "categories[0].specialist_confirmed"),
        ({"contraception": [contraception(confirmed="yes")]}, "contraception[0].confirmed"),
        ({"tests": [sampled(0, supervised=0)]}, "tests[0].supervised"),
        ({"treatment": treatment(progressed_on_last="true")}, "treatment.progressed_on_last"),
    ],
)
def test_a_truth_is_true_or_false(changes: Json, path: str) -> None:
    found, expected = path_and_words(question(**changes))
    assert found == path
    assert expected.startswith("expected true, false or null, not")


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"case": 1}, "case"), ({"programme": []}, "programme"), ({"prescription": 5}, "prescription"),
        ({"card": 5}, "card"), ({"cards": [{"id": 5, "issued_on": on(0)}]}, "cards[0].id"),
        ({"categories": [assessed(0, criterion=5)]}, "categories[0].criterion"),
        ({"treatment": treatment(disease=5)}, "treatment.disease"),
        ({"treatment": treatment(partners=["a", 5])}, "treatment.partners[1]"),
        ({"treatment": treatment(prior_regimens=[["a"], ["a", None]])}, "treatment.prior_regimens[1][1]"),
        ({"dispensings": [{**dispensing(0), "prescription": 5}]}, "dispensings[0].prescription"),
    ],
)  # fmt: skip
def test_a_text_is_a_text(changes: Json, path: str) -> None:
    found, expected = path_and_words({**question(), **changes})
    assert found == path
    assert expected.startswith("expected a text, not ")


def test_a_long_value_is_cut_in_the_answer() -> None:
    assert path_and_words(question(ask="x" * 41))[1].endswith(f'not "{"x" * 40}…"')
    assert path_and_words(question(ask="x" * 40))[1].endswith(f'not "{"x" * 40}"')
    assert path_and_words(question(on=HUGE))[1].endswith("not a number of more than 12 digits")
    assert path_and_words({**question(), "on": 999_999_999_999})[1].endswith("not 999999999999")
    assert path_and_words({**question(), "on": -(10**12)})[1].endswith("not a number of more than 12 digits")
    assert path_and_words({**question(), "on": 1.5})[1].endswith("not 1.5")
    assert path_and_words({**question(), "on": True})[1].endswith("not true")
    assert path_and_words({**question(), "on": False})[1].endswith("not false")
    assert path_and_words({**question(), "on": {}})[1].endswith("not an object")
    assert path_and_words({**question(), "on": []})[1].endswith("not a list")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"patient": 5}, "patient: expected an object, not 5"),
        ({"stops": 5}, "stops: expected a list, not 5"),
        ({"case": 5}, "case: expected a text, not 5"),
        ({"ask": 5}, "ask: expected one of dispense, prescribe, not 5"),
        ({"on": 5}, "on: expected a date written YYYY-MM-DD, not 5"),
        ({"capsules": "5"}, 'capsules: expected a whole number, 1 or more, not "5"'),
        ({"tests": [sampled(0, supervised=5)]}, "tests[0].supervised: expected true, false or null, not 5"),
        (
            {"tests": [sampled(0, sensitivity_miu_ml="5")]},
            'tests[0].sensitivity_miu_ml: expected a finite number above 0, not "5"',
        ),
        ({"treatment": treatment(partners=5)}, "treatment.partners: expected a list of substances, not 5"),
        ({"treatment": treatment(partners=[5])}, "treatment.partners[0]: expected a text, not 5"),
        ({"pharmacy": {"by": 5}}, "pharmacy.by: unknown key; expected one of registered"),
        ({"patient": {"by": 5}}, "patient.by: unknown key; expected one of birth_date, enrolled_on, withdrawn_on"),
        (
            {"contraception": [contraception(confirmed_on=[5])]},
            "contraception[0].confirmed_on[0]: expected a date written YYYY-MM-DD, not 5",
        ),
        ({"prescription": "x"}, 'prescription: expected the id of one of the prescriptions; "x" is not there'),
        (
            {"prescriptions": [prescription(), prescription()]},
            'prescription: expected the id of one of the prescriptions; "rx" stands there more than once',
        ),
        ({"capsules": None}, "capsules: expected a whole number, 1 or more, not null"),
        (
            {"ask": "prescribe", "on": on(1)},
            'on: expected the day of the prescription where "ask" is "prescribe"',
        ),
    ],
)  # fmt: skip
def test_a_refusal_says_in_full_what_was_expected_and_what_was_found(changes: Json, said: str) -> None:
    path, expected = path_and_words({**question(), **changes})
    assert f"{path}: {expected}" == said
