"""Which version of a programme is in force, and how one programme is laid over another."""

from datetime import date

import pytest

from rulebook import ProgrammeError, Programmes
from tests.rulebook.trial import (
    SECTIONS,
    dispensing,
    falls_due,
    file_of,
    prescription,
    programme_text,
    programmes,
    question,
)
from tests.rulebook.trial import verdict as judged

OVER = """
id = "over"
extends = "trial"
valid_from = 2021-01-01
"""


def trial_from(day: str, without: str = "", **sections: str) -> str:
    """Write a version of the trial programme that holds from a day."""
    return programme_text(without, head=SECTIONS["head"].replace("2020-01-01", day), **sections)


def over_from(day: str, body: str = "", base: str = "trial") -> str:
    """Write a version of a programme that is laid over another."""
    return OVER.replace("2021-01-01", day).replace('"trial"', f'"{base}"') + body


def window(found: Programmes, programme_id: str, day: str) -> int | None:
    """Give the supply window of the version in force on a day."""
    programme = found.in_force(programme_id, date.fromisoformat(day))
    return None if programme is None else programme.supply_childbearing.dispense_within_days


def message(*texts: str) -> str:
    """Give the words with which programmes are refused."""
    with pytest.raises(ProgrammeError) as caught:
        programmes(*texts)
    return str(caught.value)


def supply(days: int) -> str:
    """Write another window of supply."""
    return SECTIONS["supply"].replace("dispense_within_days = 7", f"dispense_within_days = {days}")


TWO = (trial_from("2022-06-01", supply=supply(5)), trial_from("2020-01-01"))


def test_the_version_in_force_is_the_latest_that_has_begun() -> None:
    found = programmes(*TWO)
    for day, days in (("2019-12-31", None), ("2020-01-01", 7), ("2022-05-31", 7), ("2022-06-01", 5), ("2099-01-01", 5)):
        assert window(found, "trial", day) == days
    assert found.in_force("nowhere", date(2022, 1, 1)) is None


def test_programmes_say_what_they_hold() -> None:
    found = programmes(*TWO, over_from("2021-01-01"))
    assert found.ids == ("over", "trial")
    assert "trial" in found
    assert "nowhere" not in found
    assert [version.version for version in found.versions("trial")] == ["trial/2020-01-01", "trial/2022-06-01"]
    assert [version.version for version in found.versions("over")] == ["over/2021-01-01"]
    assert found.versions("nowhere") == ()


def test_a_file_keeps_its_path_and_hash() -> None:
    (kept,) = programmes(programme_text()).files
    assert kept.path == "trial/2020-01-01.toml"
    assert kept.sha256 == file_of(programme_text()).sha256
    assert len(kept.sha256) == 64
    assert kept.sha256 != file_of(programme_text(gates="\n# changed\n")).sha256


def test_the_version_that_judged_is_named_with_the_verdict() -> None:
    early = question(prescriptions=[prescription(prescribed_on="2022-05-31")])
    assert judged(early, *TWO).programme == "trial/2020-01-01"
    assert judged(question(), *TWO).programme == "trial/2022-06-01"


def test_tables_are_merged_key_by_key() -> None:
    found = programmes(programme_text(), over_from("2021-01-01", "[supply.childbearing]\ndispense_within_days = 6\n"))
    over = found.in_force("over", date(2021, 1, 1))
    assert over is not None
    assert (over.supply_childbearing.dispense_within_days, over.supply_childbearing.max_days) == (6, 28)
    assert (over.title, over.supply_other.max_days, over.version) == ("Trial", 84, "over/2021-01-01")
    assert window(found, "trial", "2021-01-01") == 7


def test_arrays_are_replaced() -> None:
    body = '[contraception]\naccepted = ["implant"]\n[[partner_labels]]\nid = "x"\ndisease = "d"\npartners = []\n'
    found = programmes(programme_text(), over_from("2021-01-01", body + "cycle_days = 1\nintake_days = 1\n"))
    over = found.in_force("over", date(2021, 1, 1))
    assert over is not None
    assert over.contraception is not None
    assert over.contraception.accepted == {"implant"}
    assert over.contraception.confirmed_only == {"vasectomised_partner"}
    assert [label.id for label in over.partner_labels] == ["x"]
    assert len(over.indications) == 2


def test_the_base_is_its_version_in_force_on_the_day() -> None:
    found = programmes(
        *TWO,
        over_from("2021-01-01"),
        over_from("2023-01-01"),
        over_from("2024-01-01", "[donation]\nblood_after_days = 99\n"),
    )
    assert window(found, "over", "2020-12-31") is None
    assert window(found, "over", "2021-01-01") == 7
    assert window(found, "over", "2022-05-31") == 7
    assert window(found, "over", "2022-06-01") == 5
    during = found.in_force("over", date(2022, 6, 1))
    after = found.in_force("over", date(2023, 1, 1))
    last = found.in_force("over", date(2024, 1, 1))
    assert during is not None
    assert after is not None
    assert last is not None
    assert (during.version, after.version) == ("over/2021-01-01", "over/2023-01-01")
    assert (after.blood_donation_after_days, last.blood_donation_after_days) == (8, 99)


def test_a_base_that_begins_on_the_day_of_the_version_is_its_base() -> None:
    found = programmes(trial_from("2021-01-01", supply=supply(4)), trial_from("2020-01-01"), over_from("2021-01-01"))
    assert window(found, "over", "2021-01-01") == 4
    assert len(found.timelines["over"].begins) == 1


def test_a_base_that_begins_with_the_next_version_is_not_met_before() -> None:
    body = "[supply.other]\nmax_days = 84\n"
    found = programmes(*TWO, over_from("2021-01-01"), over_from("2022-06-01", body))
    assert [one.version for one in found.timelines["over"].versions] == ["over/2021-01-01", "over/2022-06-01"]


def test_a_chain_of_bases_is_followed() -> None:
    top = over_from("2021-06-01", "[male]\ncondom_after_days = 90\n", base="over").replace('id = "over"', 'id = "top"')
    found = programmes(*TWO, over_from("2021-01-01"), top)
    first, second = found.in_force("top", date(2021, 6, 1)), found.in_force("top", date(2022, 6, 1))
    assert first is not None
    assert second is not None
    assert first.male is not None
    assert first.male.condom_after_days == 90
    assert (first.supply_childbearing.dispense_within_days, second.supply_childbearing.dispense_within_days) == (7, 5)
    assert second.version == "top/2021-06-01"


def test_a_version_may_stand_alone_though_an_older_one_extends() -> None:
    alone = trial_from("2023-01-01", supply=supply(3)).replace('id = "trial"', 'id = "over"')
    found = programmes(*TWO, over_from("2021-01-01"), alone)
    assert [window(found, "over", day) for day in ("2022-12-31", "2023-01-01")] == [5, 3]


def test_an_unknown_base_is_refused() -> None:
    said = message(programme_text(), over_from("2021-01-01", base="nowhere"))
    assert said == (
        'over/2021-01-01.toml: extends: expected the id of a programme that is there, one of over, trial; not "nowhere"'
    )
    assert message(programme_text(), OVER.replace('"trial"', "5")) == (
        "over/2021-01-01.toml: extends: expected a text; not 5"
    )


def test_a_circle_of_bases_is_refused() -> None:
    there = over_from("2021-01-01", base="back")
    back = over_from("2021-01-01", base="over").replace('id = "over"', 'id = "back"')
    said = message(there, back)
    assert said == (
        "back/2021-01-01.toml: extends: expected a programme that does not lead back: over extends back extends over"
    )
    assert "over extends over" in message(over_from("2021-01-01", base="over"))
    into = over_from("2021-01-01", base="over").replace('id = "over"', 'id = "aside"')
    assert "lead back: over extends back extends over" in message(into, there, back)


def test_a_base_that_begins_later_is_refused() -> None:
    said = message(programme_text(), over_from("2019-12-31"))
    assert said == (
        "over/2019-12-31.toml: extends: expected a base with a version in force on 2019-12-31; trial begins later"
    )


def test_every_pair_of_version_and_base_is_checked() -> None:
    later_without_males = trial_from("2022-06-01", without="male")
    body = "[male]\ncondom_after_days = 90\n"
    said = message(programme_text(), later_without_males, over_from("2021-01-01", body))
    assert said == (
        "over/2021-01-01.toml (over trial/2022-06-01): male.semen_donation_after_days: "
        "expected a whole number, 0 or more; the key is missing"
    )
    programmes(programme_text(), later_without_males, over_from("2021-01-01", body), over_from("2022-06-01"))


def test_a_broken_version_that_lies_ahead_or_behind_stops_everything() -> None:
    broken = SECTIONS["dose"].replace("starting_mg = 4", "")
    for day in ("2010-01-01", "2090-01-01"):
        assert message(programme_text(), trial_from(day, dose=broken)).startswith(f"trial/{day}.toml: dose.starting_mg")


def test_a_table_is_not_merged_with_what_is_none() -> None:
    said = message(programme_text(), over_from("2021-01-01", "").replace("valid_from", "test = 5\nvalid_from"))
    assert said == "over/2021-01-01.toml (over trial/2020-01-01): test: expected a table [test]; not 5"


def test_what_falls_due_is_asked_of_the_version_on_the_day_and_of_the_prescription_by_its_own() -> None:
    later = trial_from("2026-03-14", supply=supply(1).replace("max_days = 28", "max_days = 10"))
    asked = question(at=1, dispensings=[dispensing(1, days=None)])
    rows = {row.kind: row.date.isoformat() for row in falls_due(asked, programme_text(), later)}
    assert rows["dispense_by"] == "2026-03-20"
    assert rows["visit"] == "2026-03-23"
