"""What a version says, and what another says otherwise, rule by rule."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from programmes.library import load
from programmes.overlays import families
from programmes.rules_in_words import differences, statements
from rulebook import Programme

SHELF = load()
DAY = dt.date(2026, 3, 13)


def version(programme_id: str = "pomalidomide-eu", on: dt.date = DAY) -> Programme:
    """Give the version of a shipped programme that is in force on a day."""
    found = SHELF.in_force(programme_id, on)
    assert found is not None
    return found


def test_a_version_is_no_different_from_itself() -> None:
    assert differences(version(), version()) == []


def test_germany_differs_in_the_days_to_dispense_in_and_in_nothing_else() -> None:
    found = [(one.about, one.before, one.after) for one in differences(version(), version("pomalidomide-de"))]
    assert found == [
        ("Dates are those of", "Europe/Brussels", "Europe/Berlin"),
        ("Dispensed after the day of the prescription, who can become pregnant", "within 7 days", "within 6 days"),
        ("Dispensed after the day of the prescription, everybody else", "at any time", "within 6 days"),
    ]


def test_switzerland_alone_takes_a_sterilised_woman_for_one_who_cannot_become_pregnant() -> None:
    [family] = families(shelf=SHELF, on=DAY)
    assert family.base.id == "pomalidomide-eu"
    counting = [
        one.own.id
        for one in family.overlays
        if any(said.about.startswith("Cannot become pregnant") and said.after == "counts" for said in one.differences)
    ]
    assert counting == ["pomalidomide-ch"]
    assert version("pomalidomide-ch").non_childbearing.criteria - version().non_childbearing.criteria == {
        "bilateral_tubal_ligation"
    }


@pytest.mark.parametrize("country", ["es", "fr", "ie", "it", "nl", "pl"])
def test_a_country_whose_texts_say_nothing_else_changes_its_clock_alone(country: str) -> None:
    [only] = differences(version(), version(f"pomalidomide-{country}"))
    assert only.about == "Dates are those of"


def test_a_label_that_came_with_a_version_is_said_to_have_been_absent_before() -> None:
    said = {one.about: one for one in differences(version(on=dt.date(2018, 1, 1)), version())}
    came = said["Indication: with-bortezomib-dexamethasone"]
    assert came.before == "not named"
    assert came.after == (
        "multiple myeloma + bortezomib + dexamethasone; age 18 or over; earlier regimens: 1 or more; "
        "among them lenalidomide; taken on 14 of 21 days"
    )


def _with(rules: Any, **changes: Any) -> Any:
    return dataclasses.replace(rules, **changes)


def _changed(field: dataclasses.Field[Any], programme: Programme) -> Any:
    """Change one field of a programme, whatever it holds."""
    value: Any = getattr(programme, field.name)
    other: dict[str, Any] = {
        "gates": {"card_missing": "warn"},
        "indications": programme.indications[:1],
        "partner_labels": programme.partner_labels[:1],
        "test": None,
        "contraception": None,
        "male": None,
    }
    if field.name in other:
        return _with(programme, **{field.name: other[field.name]})
    if dataclasses.is_dataclass(value):
        inner = dataclasses.fields(value)[0]
        held = getattr(value, inner.name)
        new = held + 1 if isinstance(held, int) else frozenset(list(held)[1:])
        return _with(programme, **{field.name: _with(value, **{inner.name: new})})
    new_value = f"{value} changed" if isinstance(value, str) else (9.5,) if isinstance(value, tuple) else 99
    return _with(programme, **{field.name: new_value})


SAID_ELSEWHERE = {"id", "valid_from", "title", "most_intake_days", "version"}
"""The name of the version itself, and what follows from other fields."""


@pytest.mark.parametrize(
    "field", [one for one in dataclasses.fields(Programme) if one.name not in SAID_ELSEWHERE], ids=lambda one: one.name
)
def test_no_part_of_a_version_changes_without_a_word(field: dataclasses.Field[Any]) -> None:
    assert differences(version(), _changed(field, version())), field.name


def test_every_number_of_every_table_is_said() -> None:
    """A key that gains no statement would change unseen: every number, limit and flag is changed by itself."""
    whole = version()
    for table in ("test", "contraception", "male", "supply_childbearing", "supply_other", "non_childbearing"):
        rules = getattr(whole, table)
        for inner in dataclasses.fields(rules):
            held = getattr(rules, inner.name)
            if isinstance(held, frozenset):
                new: object = (
                    held ^ {"implant", "hysterectomy"} if table != "non_childbearing" else held ^ {"xy_genotype"}
                )
            else:
                new = not held if isinstance(held, bool) else (held or 0) + 1
            other = _with(whole, **{table: _with(rules, **{inner.name: new})})
            assert differences(whole, other), f"{table}.{inner.name}"


def test_the_keys_of_the_statements_are_told_apart() -> None:
    for programme_id in SHELF.ids:
        keys = [one.key for one in statements(version(programme_id))]
        assert len(keys) == len(set(keys))
