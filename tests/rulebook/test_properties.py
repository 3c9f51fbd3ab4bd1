"""What must hold of every history: no proof taken away helps, nothing from tomorrow counts, order is no matter."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from hypothesis import event, given, settings
from hypothesis import strategies as st

from rulebook import Due, Programmes, Verdict, due, judge, parse_due_question, parse_question
from tests.rulebook.histories import PROGRAMMES, Json, nearly_right, questions

EXAMPLES: Final = settings(max_examples=200, deadline=None)
LAWS: Final = st.sampled_from(list(PROGRAMMES.values()))
LISTS: Final = (
    "stops", "categories", "agreements", "cards", "contraception", "tests", "pregnancies", "prescriptions",
    "dispensings",
)  # fmt: skip


def judged(asked: Json, law: Programmes) -> Verdict:
    """Judge a drawn question."""
    return judge(parse_question(asked), law)


def falling_due(asked: Json, law: Programmes) -> list[Due]:
    """Ask what falls due in a drawn question."""
    return due(parse_due_question(asked), law)


def without_one_proof(asked: Json) -> Iterator[tuple[str, Json]]:
    """Take away each agreement, card, contraception record, qualifying test, certification and registration in turn."""
    for kind in ("agreements", "cards", "contraception"):
        for place in range(len(asked[kind])):
            yield kind, {**asked, kind: _without(asked[kind], place)}
    for place, test in enumerate(asked["tests"]):
        limit = test["sensitivity_miu_ml"]
        if test["result"] == "negative" and test["supervised"] and limit is not None and limit <= 25:
            yield "tests", {**asked, "tests": _without(asked["tests"], place)}
    for holder, kind in (("prescriber", "certified"), ("pharmacy", "registered")):
        for place in range(len(asked[holder][kind])):
            yield holder, {**asked, holder: {kind: _without(asked[holder][kind], place)}}


def _without(records: list[Any], place: int) -> list[Any]:
    return [*records[:place], *records[place + 1 :]]


@EXAMPLES
@given(questions() | nearly_right(), LAWS)
def test_no_proof_taken_away_turns_a_no_into_a_yes(asked: Json, law: Programmes) -> None:
    before = judged(asked, law)
    event(f"dispense: {before.dispense}")
    for kind, poorer in without_one_proof(asked):
        after = judged(poorer, law)
        assert before.dispense or not after.dispense, f"a yes by taking away from {kind}"


FIRST_DATES: Final = {
    "stops": "from", "categories": "assessed_on", "agreements": "signed_on", "cards": "issued_on",
    "contraception": "started_on", "tests": "sampled_on", "pregnancies": "suspected_on", "dispensings": "dispensed_on",
}  # fmt: skip


def known_on(asked: Json, day: str) -> Json:
    """Leave out every record that begins after a day."""
    known = {kind: [one for one in asked[kind] if one[first] <= day] for kind, first in FIRST_DATES.items()}
    known["contraception"] = [
        {**one, "confirmed_on": [on for on in one["confirmed_on"] if on <= day]} for one in known["contraception"]
    ]
    certified = [span for span in asked["prescriber"]["certified"] if span["from"] <= day]
    registered = [span for span in asked["pharmacy"]["registered"] if span["from"] <= day]
    patient = dict(asked["patient"])
    if patient["enrolled_on"] is not None and patient["enrolled_on"] > day:
        patient["enrolled_on"] = None
    return {
        **asked, **known, "patient": patient, "prescriber": {"certified": certified},
        "pharmacy": {"registered": registered},
    }  # fmt: skip


@EXAMPLES
@given(questions() | nearly_right(), LAWS)
def test_records_dated_after_the_day_asked_about_change_nothing(asked: Json, law: Programmes) -> None:
    known = known_on(asked, asked["on"])
    event(f"something from later: {known != asked}")
    assert judged(asked, law) == judged(known, law)
    assert falling_due(asked, law) == falling_due(known, law)


@EXAMPLES
@given(questions() | nearly_right(), LAWS, st.randoms(use_true_random=False))
def test_the_order_of_a_list_does_not_matter_but_for_categories_of_one_day(
    asked: Json, law: Programmes, chance: Any
) -> None:
    mixed = {**asked}
    for kind in LISTS:
        mixed[kind] = list(asked[kind])
        chance.shuffle(mixed[kind])
    days = list(dict.fromkeys(one["assessed_on"] for one in asked["categories"]))
    chance.shuffle(days)
    mixed["categories"] = [one for day in days for one in asked["categories"] if one["assessed_on"] == day]
    mixed["prescriber"] = {"certified": asked["prescriber"]["certified"][::-1]}
    mixed["pharmacy"] = {"registered": asked["pharmacy"]["registered"][::-1]}
    assert judged(asked, law) == judged(mixed, law)
    assert falling_due(asked, law) == falling_due(mixed, law)


REASON_OF: Final = {
    "dispense_by": "prescription_expired",
    "contraception": "contraception_missing",
    "abstinence": "abstinence_not_confirmed",
    "agreement": "agreement_missing",
    "certification": "prescriber_not_certified",
    "registration": "pharmacy_not_registered",
}


def asked_on(asked: Json, kind: str, day: date) -> Json:
    """Put the question that a due date speaks of on another day, with what is known today."""
    known = known_on(asked, asked["on"])
    if kind == "dispense_by":
        return {**known, "ask": "dispense", "on": day.isoformat()}
    rx = {**asked["prescriptions"][0], "prescribed_on": day.isoformat()}
    ask = "dispense" if kind == "registration" else "prescribe"
    return {**known, "ask": ask, "on": day.isoformat(), "prescriptions": [rx]}


def still_in_force(asked: Json, kind: str, today: str, day: date) -> bool:
    """Say whether the same records of contraception are in force on a later day, where that is a condition."""
    if kind != "abstinence":
        return True
    then = day.isoformat()
    spans = [
        (one["started_on"], one.get("ended_on") or "9", one.get("valid_until") or "9") for one in asked["contraception"]
    ]
    return all(
        (begun <= today < end and today <= last) == (begun <= today and then < end and then <= last)
        for begun, end, last in spans
    )


@EXAMPLES
@given(questions() | nearly_right(), LAWS)
def test_a_last_good_day_is_good_and_the_next_is_not(asked: Json, law: Programmes) -> None:
    for row in falling_due(asked, law):
        if row.kind not in REASON_OF or row.date.isoformat() < asked["on"]:
            continue
        tomorrow = date.fromordinal(row.date.toordinal() + 1)
        if not still_in_force(asked, row.kind, asked["on"], tomorrow):
            continue
        event(row.kind)
        reason = REASON_OF[row.kind]
        assert reason not in judged(asked_on(asked, row.kind, row.date), law).reasons
        assert reason in judged(asked_on(asked, row.kind, tomorrow), law).reasons
