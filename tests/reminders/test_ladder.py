"""Ladders are read like the law: a broken file stops everything, and its message names file, key and expectation."""

from pathlib import Path

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from programmes.in_force import programmes
from reminders.checks import check_approvals
from reminders.ladder import ladders, load_ladders
from rulebook import DUE_KINDS, ProgrammeError

GOOD = """
source = "the registry's own custom"
programmes = ["pomalidomide-eu"]
while_interrupted = ["test"]
[hours]
quiet_from = 20
quiet_until = 8
digest_at = 7
[[occasions]]
id = "visit"
kinds = ["visit", "test"]
counts = "first"
steps = [{ days = -7, to = "patient", text = "appointment" }, { days = 1, to = "prescriber" }]
[[occasions]]
id = "protection"
kinds = ["contraception"]
counts = "first"
safety = true
steps = [{ days = -7, to = "prescriber" }]
"""
ONE = ["pomalidomide-eu"]


def _load(folder: Path, text: str, *, ids: list[str] = ONE) -> None:
    (folder / "ladder.toml").write_text(text)
    load_ladders(folder, programme_ids=ids)


def test_every_shipped_programme_has_a_ladder_and_every_kind_of_date_an_occasion() -> None:
    for programme_id in programmes().ids:
        kinds = [kind for one in ladders().of(programme_id).occasions for kind in one.kinds]
        assert sorted(kinds) == sorted(DUE_KINDS)


def test_the_files_are_checked_as_the_registry_starts() -> None:
    assert run_checks(tags=["reminders"]) == []


def test_a_start_where_only_approved_texts_are_sent_warns_of_each_sample(settings: Settings) -> None:
    settings.SAMPLE_TEXTS_ARE_SENT = False
    assert [str(one.msg) for one in check_approvals()] == [
        f"The text {name} has no approved version and is not sent."
        for name in ("advice", "appointment", "code", "collect")
    ]


def test_a_good_file_is_read(tmp_path: Path) -> None:
    _load(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("was", "becomes", "key"),
    [
        ("days = -7, to = \"patient\"", "days = \"a week\", to = \"patient\"", "occasions[0].steps[0].days"),
        ("days = -7, to = \"patient\"", "days = -700, to = \"patient\"", "occasions[0].steps[0].days"),
        ("to = \"patient\"", "to = \"the family\"", "occasions[0].steps[0].to"),
        ("to = \"patient\"", "to = \"holder\"", "occasions[0].steps[0].to"),
        (', text = "appointment"', "", "occasions[0].steps[0].text"),
        ("days = -7, to = \"prescriber\"", "days = 1, to = \"prescriber\"", "occasions[1].steps[0].days"),
        ('kinds = ["visit", "test"]', 'kinds = ["visit", "tset"]', "occasions[0].kinds"),
        ('kinds = ["visit", "test"]', "kinds = []", "occasions[0].kinds"),
        ('kinds = ["contraception"]', 'kinds = ["visit"]', "occasions"),
        ('id = "protection"', 'id = "visit"', "occasions"),
        ('counts = "first"', 'counts = "second"', "occasions[0].counts"),
        ("safety = true", "safety = 1", "occasions[1].safety"),
        ("quiet_from = 20", "quiet_from = 24", "hours.quiet_from"),
        ("quiet_from = 20", "quiet_from = 7", "hours.quiet_from"),
        ("digest_at = 7", "", "hours.digest_at"),
        ('while_interrupted = ["test"]', 'while_interrupted = ["rest"]', "while_interrupted"),
        ('source = "the registry\'s own custom"', "", "source"),
        ('programmes = ["pomalidomide-eu"]', 'programmes = ["aspirin"]', "programmes"),
        ("[hours]", "[hour]", "hour"),
        ("[hours]", "[hours", ""),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_its_name_and_key(tmp_path: Path, was: str, becomes: str, key: str) -> None:
    assert was in GOOD
    with pytest.raises(ProgrammeError) as broken:
        _load(tmp_path, GOOD.replace(was, becomes, 1))
    assert "ladder.toml" in str(broken.value)
    assert key in str(broken.value)


def test_a_programme_without_a_ladder_or_with_two_stops_everything(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeError, match="lenalidomide-eu has none"):
        _load(tmp_path, GOOD, ids=[*ONE, "lenalidomide-eu"])
    (tmp_path / "other.toml").write_text(GOOD)
    with pytest.raises(ProgrammeError, match="it has two"):
        _load(tmp_path, GOOD)
