"""Conditions are data: a broken file is named with its key, and nothing starts on it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from obligations.checks import check_files
from obligations.library import conditions, load_conditions
from obligations.models import Obligation
from rulebook import ProgrammeError
from tests.builders import a_programme

WHOLE = {
    "kind": '"other"', "words": '"w"', "source": '"s"', "owner": '"administrator"', "countries": '["BE"]',
    "due": "2027-01-31", "every_months": "0", "tell_before": "[7]",
}  # fmt: skip


def written(folder: Path, **changes: str) -> Path:
    lines = "\n".join(f"{key} = {value}" for key, value in (WHOLE | changes).items() if value)
    (folder / "x.toml").write_text(f"sample = true\n[one]\n{lines}\n")
    return folder


def test_the_shipped_file_says_it_is_a_sample_and_has_what_the_overview_names() -> None:
    found = conditions()
    assert {one.is_sample for one in found} == {True}
    kinds = {"registry_report", "final_results", "renewal", "materials", "access"}
    assert {one.kind for one in found if one.programme_id == "pomalidomide-eu"} == kinds


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    assert [one.countries for one in load_conditions(written(tmp_path))] == [("BE",)]
    assert [one.countries for one in load_conditions(written(tmp_path, countries="[]"))] == [("",)]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("kind", '"party"'), ("words", '" "'), ("source", "3"), ("owner", '"prescriber"'), ("countries", '["XX"]'),
        ("countries", '["BE", "BE"]'), ("countries", "3"), ("due", '"soon"'), ("due", "2027-01-31T10:00:00"),
        ("every_months", "-1"), ("every_months", "true"), ("tell_before", "[]"), ("tell_before", "[-1]"),
    ],
)  # fmt: skip
def test_a_broken_file_is_named_with_its_key(tmp_path: Path, key: str, value: str) -> None:
    with pytest.raises(ProgrammeError, match=rf"x.toml: one.{key}: expected"):
        load_conditions(written(tmp_path, **{key: value}))


@pytest.mark.parametrize("text", ["[one", "[one]\n", "sample = 3", "sample = true\none = 3", "sample = true\n[one]"])
def test_what_is_no_such_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.toml").write_text(text)
    with pytest.raises(ProgrammeError, match=r"^x.toml: "):
        load_conditions(tmp_path)


def test_no_command_starts_on_a_broken_file_or_one_of_no_programme(tmp_path: Path, settings: Any) -> None:
    assert check_files() == []
    settings.OBLIGATION_FILES = tmp_path / "nowhere"
    assert [error.id for error in check_files()] == ["obligations.E001"]
    settings.OBLIGATION_FILES = written(tmp_path)
    assert "x.toml: expected a programme" in check_files()[0].msg


@pytest.mark.django_db
def test_the_command_takes_in_what_the_files_say() -> None:
    a_programme()
    call_command("take_in_obligations", verbosity=0)
    assert Obligation.objects.filter(kind="final_results", country="").count() == 1
    assert Obligation.objects.filter(kind="materials").count() == 9
