"""A process starts only on programme files that can be read and are those that were taken in."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as registry_settings
from django.core.checks import run_checks

from ppp_registry.checks import UnsafeStart, check_before_serving
from programmes.checks import check_programme_files, check_programmes_taken_in
from programmes.in_force import read_anew

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """Let the process read a copy of the shipped files, which a test may spoil."""
    folder = tmp_path / "files"
    shutil.copytree(registry_settings.PROGRAMME_FILES, folder)
    settings.PROGRAMME_FILES = folder
    read_anew()
    yield folder
    read_anew()


def _differences() -> list[str]:
    return [str(message.msg) for message in check_programmes_taken_in(databases=["default"])]


@pytest.mark.usefixtures("files")
def test_the_files_that_were_taken_in_may_judge() -> None:
    assert check_programme_files() == []
    assert _differences() == []


def test_a_window_widened_on_disk_stops_the_start(files: Path) -> None:
    path = files / "pomalidomide-eu" / "2019-05-13.toml"
    path.write_text(path.read_text().replace("window_days = 3", "window_days = 300"))
    (said,) = _differences()
    assert "pomalidomide-eu/2019-05-13.toml" in said
    assert "its text has changed" in said


@pytest.mark.django_db(transaction=True)
def test_no_server_starts_on_a_changed_file(files: Path) -> None:
    path = files / "pomalidomide-eu" / "2019-05-13.toml"
    path.write_text(path.read_text() + "\n# a second thought\n")
    with pytest.raises(UnsafeStart, match=r"pomalidomide-eu/2019-05-13\.toml"):
        check_before_serving()


def test_a_version_that_was_never_taken_in_stops_the_start(files: Path) -> None:
    newest = files / "pomalidomide-eu" / "2019-05-13.toml"
    newest.with_name("2027-01-01.toml").write_text(newest.read_text().replace("2019-05-13", "2027-01-01"))
    (said,) = _differences()
    assert said == "Programme file pomalidomide-eu/2027-01-01.toml was never taken in."


def test_a_version_that_went_missing_stops_the_start(files: Path) -> None:
    shutil.rmtree(files / "thalidomide-eu")
    (said,) = _differences()
    assert said == "Programme file thalidomide-eu/2008-04-16.toml was taken in and is missing now."


def test_a_broken_file_is_named_with_its_key_by_every_command(files: Path) -> None:
    path = files / "pomalidomide-eu" / "2019-05-13.toml"
    path.write_text(path.read_text().replace("window_days = 3", 'window_days = "3"'))
    found = [message for message in run_checks() if message.id == "programmes.E001"]
    (broken,) = found
    assert "pomalidomide-eu/2019-05-13.toml" in str(broken.msg)
    assert "test.window_days" in str(broken.msg)
    assert "Mend the file" in str(broken.hint)
