"""Controls are data: a broken file stops the start, and is named with its key and what was expected."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from django.conf import settings as registry_settings

from programmes.checks import check_control_files
from programmes.controls import controls, controls_of, load_controls
from rulebook import ProgrammeError

WHOLE = """
[late_entry]
within_hours = 72
source = "s"
[downtime_sheet]
holds_hours = 26
source = "s"
[reversal]
back_in_stock_days = 10
source = "a law"

[regime]
most_days = 30
warn = ["agreement_missing"]
suspended = ["agreement_missing", "test_missing", "test_not_qualifying"]
source = "s"
[override.BE]
reasons = ["prescription_expired"]
most_capsules = 7
within_days = 28
source = "s"
"""

BROKEN = {
    "no TOML": ("[late_entry]", "[late_entry", "", "expected TOML"),
    "an unknown table": ("[late_entry]", "[gates]\n[late_entry]", "gates", "unknown key"),
    "a table missing": ("[downtime_sheet]", "[late_entry.sheet]", "downtime_sheet", "the key is missing"),
    "longer than any law": ("within_hours = 72", "within_hours = 73", "late_entry.within_hours", "from 1 to 72"),
    "longer than the law lets": ("stock_days = 10", "stock_days = 11", "reversal.back_in_stock_days", "from 1 to 10"),
    "no hours": ("within_hours = 72", "within_hours = 0", "late_entry.within_hours", "1 or more"),
    "hours in words": ("within_hours = 72", 'within_hours = "72"', "late_entry.within_hours", "whole number"),
    "no source": ('holds_hours = 26\nsource = "s"', "holds_hours = 26", "downtime_sheet.source", "a text"),
    "a stop moved": (
        'warn = ["agreement_missing"]', 'warn = ["treatment_stopped"]', "regime.warn", "treatment_stopped",
    ),
    "a suspicion moved": (
        '["agreement_missing", "test_missing"', '["pregnancy_suspected", "test_missing"', "regime.suspended",
        "pregnancy_suspected",
    ),
    "another's card moved": (
        'warn = ["agreement_missing"]', 'warn = ["card_not_valid"]', "regime.warn", "card_not_valid",
    ),
    "half a gate": ('"test_missing", "test_not_qualifying"]', '"test_missing"]', "regime.suspended", "both or none"),
    "warn beyond suspended": (
        'warn = ["agreement_missing"]', 'warn = ["supply_overlaps"]', "regime.suspended",
        "every reason that warn moves",
    ),
    "no country": ("[override.BE]", "[override.belgium]", "override.belgium", "two capital letters"),
    "an unregistered pharmacy": (
        '["prescription_expired"]', '["pharmacy_not_registered"]', "override.BE.reasons", "pharmacy_not_registered",
    ),
    "a cancelled prescription": (
        '["prescription_expired"]', '["prescription_cancelled"]', "override.BE.reasons", "prescription_cancelled",
    ),
    "no bound": ("most_capsules = 7\n", "", "override.BE.most_capsules", "the key is missing"),
    "no end of it": ("within_days = 28", "within_days = 0", "override.BE.within_days", "1 or more"),
}  # fmt: skip


@pytest.fixture
def read_anew() -> Iterator[None]:
    controls.cache_clear()
    yield
    controls.cache_clear()


def _written(folder: Path, text: str) -> Path:
    (folder / "pomalidomide-eu.toml").write_text(text)
    return folder


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    read = load_controls(_written(tmp_path, WHOLE))["pomalidomide-eu"]
    assert read.overrides["BE"].most_capsules == 7
    assert read.overrides.get("FR") is None


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_named_with_its_key(what: str, tmp_path: Path) -> None:
    right, wrong, key, said = BROKEN[what]
    assert right in WHOLE
    with pytest.raises(ProgrammeError) as broken:
        load_controls(_written(tmp_path, WHOLE.replace(right, wrong, 1)))
    assert (broken.value.file, broken.value.key) == ("pomalidomide-eu.toml", key)
    assert said in str(broken.value)


def test_no_command_starts_without_the_controls_of_each_programme(
    read_anew: None, settings: Any, tmp_path: Path
) -> None:
    settings.CONTROL_FILES = copytree(registry_settings.CONTROL_FILES, tmp_path / "controls")
    (tmp_path / "controls" / "thalidomide-eu.toml").unlink()
    [error] = check_control_files()
    assert (error.id, "thalidomide-eu.toml" in error.msg) == ("programmes.E005", True)
    with pytest.raises(LookupError):
        controls_of(programme_id="thalidomide-eu")


def test_no_command_starts_on_a_broken_file(read_anew: None, settings: Any, tmp_path: Path) -> None:
    settings.CONTROL_FILES = _written(tmp_path, "regime = 3")
    [error] = check_control_files()
    assert (error.id, "late_entry" in error.msg) == ("programmes.E005", True)
    settings.CONTROL_FILES = tmp_path / "nowhere"
    controls.cache_clear()
    assert "nowhere" in check_control_files()[0].msg


def test_the_shipped_files_can_be_read() -> None:
    assert check_control_files() == []


def test_a_file_lies_over_another_and_inherits_no_override(tmp_path: Path) -> None:
    folder = _written(tmp_path, WHOLE)
    (folder / "over.toml").write_text('extends = "pomalidomide-eu"\n[late_entry]\nwithin_hours = 24\nsource = "s"\n')
    read = load_controls(folder)
    assert read["over"].late_within.total_seconds() == 24 * 3600
    assert read["over"].moved == read["pomalidomide-eu"].moved
    assert (set(read["over"].overrides), set(read["pomalidomide-eu"].overrides)) == (set(), {"BE"})


@pytest.mark.parametrize("base", ['"nowhere"', '"over"', "3"])
def test_a_file_lies_over_one_that_is_there_and_lies_over_none(base: str, tmp_path: Path) -> None:
    folder = _written(tmp_path, WHOLE)
    (folder / "over.toml").write_text(f"extends = {base}\n")
    with pytest.raises(ProgrammeError, match=r"over\.toml: extends: expected the name of a file of controls"):
        load_controls(folder)
