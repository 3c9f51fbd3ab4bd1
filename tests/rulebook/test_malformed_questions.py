"""A question that does not keep to its form is refused, with the path of the field and what was expected there."""

import pytest

from rulebook import MalformedQuestion, RepeatedKeys, judge, parse_due_question, parse_question, readable_case
from tests.rulebook.refusal import RECORDS, Json, path_and_words, without
from tests.rulebook.trial import (
    assessed,
    contraception,
    falls_due,
    on,
    prescription,
    programmes,
    question,
    span,
    treatment,
    verdict,
)

REQUIRED = [
    ("stops", "from"), ("categories", "assessed_on"), ("categories", "category"), ("agreements", "signed_on"),
    ("agreements", "category"), ("cards", "issued_on"), ("contraception", "started_on"), ("contraception", "method"),
    ("tests", "sampled_on"), ("tests", "result"), ("pregnancies", "suspected_on"), ("prescriptions", "id"),
    ("prescriptions", "prescribed_on"), ("prescriptions", "days_supply"), ("prescriptions", "capsules"),
    ("dispensings", "prescription"), ("dispensings", "dispensed_on"), ("dispensings", "capsules"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "key"), REQUIRED)
@pytest.mark.parametrize("null", [False, True])
def test_a_required_key_of_a_record_may_be_neither_absent_nor_null(kind: str, key: str, *, null: bool) -> None:
    record = {**RECORDS[kind], key: None} if null else without(key, RECORDS[kind])
    path, _ = path_and_words(question(**{kind: [record]}))
    assert path == f"{kind}[0].{key}"


@pytest.mark.parametrize("kind", RECORDS)
def test_every_other_key_of_a_record_may_be_absent_or_null(kind: str) -> None:
    required = {key for of, key in REQUIRED if of == kind}
    base = prescription()
    others = [] if kind == "prescriptions" else [base]
    bare = {key: value for key, value in RECORDS[kind].items() if key in required}
    nulls = {key: value if key in required or isinstance(value, list) else None for key, value in RECORDS[kind].items()}
    for record in (bare, nulls):
        parse_question({**question(prescriptions=others), kind: [record]})


@pytest.mark.parametrize("key", ["case", "programme", "on", "prescription", "capsules", "prescriptions"])
@pytest.mark.parametrize("null", [False, True])
def test_a_required_key_of_the_question_may_be_neither_absent_nor_null(key: str, *, null: bool) -> None:
    asked = {**question(), key: None} if null else without(key, question())
    assert path_and_words(asked)[0] == key


@pytest.mark.parametrize("key", ["ask", "card", "patient", "treatment", "prescriber", "pharmacy"])
def test_every_other_key_that_is_no_list_may_be_null_or_absent(key: str) -> None:
    parse_question({**question(), key: None})
    parse_question(without(key, question()))


LISTS = [
    "stops",
    "categories",
    "agreements",
    "cards",
    "contraception",
    "tests",
    "pregnancies",
    "prescriptions",
    "dispensings",
]


@pytest.mark.parametrize("key", LISTS)
def test_null_is_no_list(key: str) -> None:
    assert path_and_words({**question(), key: None}) == (key, "expected a list, not null")


@pytest.mark.parametrize("key", [name for name in LISTS if name != "prescriptions"])
def test_a_list_may_be_absent_or_empty(key: str) -> None:
    parse_question(without(key, question()))
    parse_question({**question(), key: []})


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"prescriber": {"certified": None}}, "prescriber.certified"),
        ({"pharmacy": {"registered": None}}, "pharmacy.registered"),
        ({"contraception": [contraception(confirmed_on=None)]}, "contraception[0].confirmed_on"),
        ({"treatment": treatment(prior_regimens=[None])}, "treatment.prior_regimens[0]"),
        ({"tests": {}}, "tests"),
        ({"tests": "none"}, "tests"),
        ({"treatment": treatment(partners="dexamethasone")}, "treatment.partners"),
        ({"treatment": treatment(prior_regimens={})}, "treatment.prior_regimens"),
    ],
)
def test_what_must_be_a_list_is_one(changes: Json, path: str) -> None:
    found, expected = path_and_words(question(**changes))
    assert found == path
    assert expected.startswith("expected a list")


def test_partners_and_prior_regimens_may_be_null() -> None:
    parse_question(question(treatment=treatment(partners=None, prior_regimens=None)))


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"surprise": 1}, "surprise"),
        ({"patient": {"name": "x"}}, "patient.name"),
        ({"treatment": treatment(line=2)}, "treatment.line"),
        ({"prescriber": {"certified": [], "name": "x"}}, "prescriber.name"),
        ({"pharmacy": {"certified": []}}, "pharmacy.certified"),
        ({"pharmacy": {"registered": [{**span(-5), "by": "x"}]}}, "pharmacy.registered[0].by"),
        *[({kind: [{**record, "extra": None}]}, f"{kind}[0].extra") for kind, record in RECORDS.items()],
    ],
)
def test_an_unknown_key_is_refused(changes: Json, path: str) -> None:
    found, expected = path_and_words(question(**changes))
    assert found == path
    assert expected.startswith("unknown key; expected one of ")


def test_a_repeated_key_is_refused_wherever_it_stands() -> None:
    twice = RepeatedKeys([("assessed_on", on(0)), ("category", "male"), ("category", "male")])
    assert path_and_words(question(categories=[assessed(-5), twice])) == (
        "categories[1].category",
        "expected this key once, not repeated",
    )
    assert path_and_words(RepeatedKeys([*question().items(), ("on", on(0))]))[0] == "on"


@pytest.mark.parametrize("value", [None, [], "x", 1, True])
def test_a_question_is_an_object(value: object) -> None:
    assert path_and_words(value)[0] == "line"


@pytest.mark.parametrize("value", [[], "x", 1, False])
@pytest.mark.parametrize("key", ["patient", "treatment", "prescriber", "pharmacy"])
def test_a_record_is_an_object(key: str, value: object) -> None:
    path, expected = path_and_words({**question(), key: value})
    assert (path, expected.split(",")[0]) == (key, "expected an object")


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_of_a_list_is_an_object(kind: str) -> None:
    assert path_and_words({**question(), kind: [None]}) == (f"{kind}[0]", "expected an object, not null")


def test_the_prescription_in_question_is_in_the_list_once() -> None:
    for others in ([], [prescription(id="other")], [prescription(), prescription()]):
        assert path_and_words(question(prescriptions=others))[0] == "prescription"
    parse_question(question(prescriptions=[prescription(id="a"), prescription(), prescription(id="a")]))


def test_the_prescriber_asks_on_the_day_of_the_prescription() -> None:
    for at in (-1, 1):
        assert path_and_words(question(ask="prescribe", at=at))[0] == "on"
    assert parse_question(question(ask="prescribe", capsules=None)).capsules is None
    assert path_and_words(question(ask="prescribe", capsules=0))[0] == "capsules"


def test_malformed_is_malformed_even_where_no_rule_would_read_it() -> None:
    other = prescription(id="other", strength_mg=0)
    assert path_and_words(question(prescriptions=[prescription(), other]))[0] == "prescriptions[1].strength_mg"


def test_a_programme_that_does_not_exist_is_refused() -> None:
    with pytest.raises(MalformedQuestion, match=r'^programme: expected the id of a programme; not "nowhere"$'):
        verdict(question(programme="nowhere"))
    with pytest.raises(MalformedQuestion, match=r"^programme: "):
        falls_due(question(programme="nowhere"))


def test_a_programme_without_a_version_on_the_day_of_the_prescription_is_refused() -> None:
    early = prescription(prescribed_on="2019-12-31")
    with pytest.raises(MalformedQuestion, match=r"^programme: expected a programme with a version on the day"):
        verdict(question(prescriptions=[early]))
    assert verdict(question(prescriptions=[prescription(prescribed_on="2020-01-01")])).programme == "trial/2020-01-01"


def test_what_falls_due_wants_a_version_on_the_day_asked_about() -> None:
    falls_due(question(prescriptions=[prescription(prescribed_on="2019-12-31")]))
    with pytest.raises(MalformedQuestion, match=r"^programme: "):
        falls_due({**question(), "on": "2019-12-31"})


def test_what_falls_due_may_be_asked_without_a_prescription() -> None:
    asked = without("prescription", without("capsules", question()))
    parse_due_question(asked)
    with pytest.raises(MalformedQuestion, match=r"^prescriptions: expected a list, not null$"):
        parse_due_question(without("prescriptions", asked))
    with pytest.raises(MalformedQuestion, match=r"^prescription: expected a text, not null$"):
        judge(parse_due_question(asked), programmes())


def test_the_case_is_read_from_a_malformed_question_where_it_says_one() -> None:
    assert readable_case({"case": "c1", "on": 5}) == "c1"
    assert readable_case(RepeatedKeys([("case", "c1"), ("on", 1), ("on", 2)])) == "c1"
    unreadable: list[object] = [None, [], {}, {"case": 5}, RepeatedKeys([("case", "c1"), ("case", "c2")])]
    for mapping in unreadable:
        assert readable_case(mapping) is None


def test_a_refusal_tells_path_and_expectation_apart() -> None:
    with pytest.raises(MalformedQuestion) as caught:
        parse_question(question(tests=[{}]))
    assert (caught.value.path, caught.value.expected) == (
        "tests[0].sampled_on",
        "expected a date written YYYY-MM-DD, not null",
    )
    assert caught.value.args == ("sampled_on", caught.value.expected)
