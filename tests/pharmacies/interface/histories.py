"""What can have happened to a patient, for every reason and every advice of the rulebook, as it changes her history.

Much of it no real record can hold, for the database and the operations refuse it. So it is the history that is
changed, between the record and the rulebook; the rulebook, the page and the interface are the real ones.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

Facts = dict[str, Any]
Happening = Callable[[Facts], Facts]


def _day(facts: Facts, days: int = 0) -> str:
    return (dt.date.fromisoformat(facts["on"]) + dt.timedelta(days=days)).isoformat()


def _prescribed(**changes: Any) -> Happening:
    """Change the one prescription; days are counted from the day asked about."""

    def happen(facts: Facts) -> Facts:
        said = {name: _day(facts, value) if name.endswith("_on") else value for name, value in changes.items()}
        return facts | {"prescriptions": [row | said for row in facts["prescriptions"]]}

    return happen


def _rows(name: str, **changes: Any) -> Happening:
    def happen(facts: Facts) -> Facts:
        return facts | {name: [row | changes for row in facts[name]]}

    return happen


def _none(name: str) -> Happening:
    return lambda facts: facts | {name: []}


def _assessed(facts: Facts, category: str, days: int, criterion: str | None = None) -> Facts:
    return {
        "assessed_on": _day(facts, days), "category": category, "criterion": criterion, "specialist_confirmed": False,
    }  # fmt: skip


def _dispensed(facts: Facts, prescription: str, days: int = 0) -> Facts:
    row = {"prescription": prescription, "dispensed_on": _day(facts, days), "capsules": 21, "days": 28}
    return facts | {"dispensings": [*facts["dispensings"], row | {"returned_on": None}]}


def _together(*happenings: Happening) -> Happening:
    def happen(facts: Facts) -> Facts:
        for one in happenings:
            facts = one(facts)
        return facts

    return happen


def _sampled(facts: Facts, days: int) -> Facts:
    return facts | {"tests": [row | {"sampled_on": _day(facts, days)} for row in facts["tests"]]}


OF_REASONS: Final[Mapping[str, Happening]] = {
    "not_enrolled": lambda facts: facts | {"patient": facts["patient"] | {"enrolled_on": None}},
    "treatment_stopped": lambda facts: facts | {"stops": [{"from": facts["on"], "until": None}]},
    "prescriber_not_certified": lambda facts: facts | {"prescriber": {"certified": []}},
    "card_missing": _none("cards"),
    "card_not_valid": _rows("cards", id="another"),
    "category_missing": _none("categories"),
    "category_changed": _together(
        _prescribed(prescribed_on=-1),
        lambda facts: facts | {"categories": [_assessed(facts, "male", -30), _assessed(facts, "childbearing", 0)]},
    ),
    "category_not_justified": lambda facts: facts | {"categories": [_assessed(facts, "non_childbearing", -30)]},
    "agreement_missing": _none("agreements"),
    "pregnancy_suspected": lambda facts: facts | {"pregnancies": [{"suspected_on": facts["on"], "resolved_on": None}]},
    "contraception_missing": _none("contraception"),
    "contraception_too_recent": lambda facts: _rows("contraception", started_on=_day(facts, -1))(facts),
    "contraception_lapsed": _together(
        _prescribed(prescribed_on=-1), lambda facts: _rows("contraception", ended_on=_day(facts))(facts)
    ),
    "abstinence_not_confirmed": _rows("contraception", method="abstinence", valid_until=None, confirmed_on=[]),
    "test_missing": _none("tests"),
    "test_not_qualifying": _rows("tests", supervised=False),
    "supply_too_long": _prescribed(days_supply=60),
    "supply_overlaps": lambda facts: _dispensed(facts, "another"),
    "quantity_implausible": _prescribed(capsules=500),
    "prescription_cancelled": _prescribed(cancelled_on=0),
    "prescription_in_future": _prescribed(prescribed_on=1),
    "prescription_expired": _prescribed(prescribed_on=-8),
    "prescription_exhausted": lambda facts: _dispensed(facts, facts["prescriptions"][-1]["id"]),
}
"""Everything but ``pharmacy_not_registered``, which is no matter of her history."""

OF_ADVICE: Final[Mapping[str, Happening]] = {
    "off_label": lambda facts: facts | {"treatment": facts["treatment"] | {"disease": "another disease"}},
    "label_unknown": lambda facts: facts | {"treatment": facts["treatment"] | {"progressed_on_last": None}},
    "dose_outside_label": _prescribed(daily_dose_mg=8, strength_mg=4),
    "contraception_not_recommended": _rows("contraception", method="copper_iud"),
    "not_same_day": lambda facts: _sampled(facts, -1),
    "test_interval_exceeded": lambda facts: _dispensed(facts, "another", -40),
}
