"""The shelf of programme files: what is read from a folder, and what is refused."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from programmes.library import SHIPPED, load
from rulebook import ProgrammeError
from tests.rulebook.trial import SECTIONS, programme_text


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Put the trial programme on a shelf of its own."""
    (tmp_path / "trial").mkdir()
    (tmp_path / "trial" / "2020-01-01.toml").write_text(programme_text(), encoding="utf-8")
    return tmp_path


def message(shelf: Path) -> str:
    """Give the words with which a shelf is refused."""
    with pytest.raises(ProgrammeError) as caught:
        load(shelf)
    return str(caught.value)


def test_every_version_of_a_folder_is_loaded_with_its_hash(shelf: Path) -> None:
    found = load(shelf)
    content = (shelf / "trial" / "2020-01-01.toml").read_bytes()
    assert [(file.path, file.sha256) for file in found.files] == [
        ("trial/2020-01-01.toml", sha256(content).hexdigest())
    ]


def test_what_is_no_toml_is_left_alone(shelf: Path) -> None:
    (shelf / "README.md").write_text("read me", encoding="utf-8")
    (shelf / "trial" / "notes.txt").write_text("notes", encoding="utf-8")
    (shelf / "trial" / "letters").mkdir()
    (shelf / "empty").mkdir()
    assert load(shelf).ids == ("trial",)


def test_every_toml_of_a_programme_is_a_version(shelf: Path) -> None:
    (shelf / "trial" / "draft.toml").write_text(programme_text(), encoding="utf-8")
    assert (
        message(shelf) == "trial/draft.toml: valid_from: expected a file named by it: 2020-01-01.toml, not draft.toml"
    )


def test_a_version_whose_name_ends_otherwise_is_no_silent_exception(shelf: Path) -> None:
    later = programme_text(head=SECTIONS["head"].replace("2020-01-01", "2021-01-01"))
    (shelf / "trial" / "2021-01-01.TOML").write_text(later, encoding="utf-8")
    assert "expected a file named by it: 2021-01-01.toml" in message(shelf)


def test_a_version_outside_a_programmes_folder_is_refused(shelf: Path) -> None:
    (shelf / "2021-01-01.toml").write_text(programme_text(), encoding="utf-8")
    assert message(shelf) == "2021-01-01.toml: expected to stand in the folder of its programme"


def test_a_folder_in_the_place_of_a_file_is_refused(shelf: Path) -> None:
    (shelf / "trial" / "2021-01-01.toml").mkdir()
    assert "2021-01-01.toml: expected to be readable: Is a directory" in message(shelf)


def test_a_shelf_that_is_not_there_or_holds_nothing_is_refused(tmp_path: Path) -> None:
    assert "expected a folder for each programme" in message(tmp_path)
    assert "nowhere: expected to be readable: No such file" in message(tmp_path / "nowhere")


@pytest.mark.parametrize("zone", ["Europe/Brüssel", "Mars/Base", "../etc/passwd", "/etc/localtime", "x\\u0000y"])
def test_a_time_zone_that_does_not_exist_is_refused(tmp_path: Path, zone: str) -> None:
    (tmp_path / "trial").mkdir()
    text = programme_text(head=SECTIONS["head"].replace("Europe/Brussels", zone))
    (tmp_path / "trial" / "2020-01-01.toml").write_text(text, encoding="utf-8")
    assert message(tmp_path).startswith(
        "trial/2020-01-01.toml: time_zone: expected a time zone such as Europe/Brussels"
    )


def test_the_shipped_programmes_are_those_of_the_specification() -> None:
    found = load()
    assert SHIPPED.name == "files"
    assert set(found.ids) >= {"lenalidomide-eu", "pomalidomide-de", "pomalidomide-eu", "thalidomide-eu"}
    assert [version.version for version in found.versions("pomalidomide-eu")] == [
        "pomalidomide-eu/2013-08-05",
        "pomalidomide-eu/2019-05-13",
    ]
    atc = {name: {one.atc for one in found.versions(name)} for name in found.ids}
    assert (atc["thalidomide-eu"], atc["lenalidomide-eu"]) == ({"L04AX02"}, {"L04AX04"})
    assert all(atc[name] == {"L04AX06"} for name in found.ids if name.startswith("pomalidomide"))


def test_the_sisters_keep_the_same_windows() -> None:
    found = load()
    pomalidomide = found.in_force("pomalidomide-eu", date(2026, 1, 1))
    assert pomalidomide is not None
    for name in ("lenalidomide-eu", "thalidomide-eu"):
        sister = found.in_force(name, date(2026, 1, 1))
        assert sister is not None
        for table in (
            "test",
            "contraception",
            "male",
            "blood_donation_after_days",
            "supply_childbearing",
            "supply_other",
        ):
            assert getattr(sister, table) == getattr(pomalidomide, table)


def test_germany_dispenses_within_six_days_for_everybody_and_keeps_the_rest() -> None:
    found = load()
    for day in (date(2013, 8, 5), date(2019, 5, 13)):
        german, european = found.in_force("pomalidomide-de", day), found.in_force("pomalidomide-eu", day)
        assert german is not None
        assert european is not None
        assert german.supply_childbearing.dispense_within_days == german.supply_other.dispense_within_days == 6
        assert (german.indications, german.test) == (european.indications, european.test)
