"""Everything written out: every table, every row, no key, and a change of a file is noticed."""

import csv
import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from audit.models import Entry
from onboarding.exporting import KEYS, MANIFEST, faults_of, models_of, write_everything
from patients.models import PregnancyTest
from tests.builders import Scene, a_woman_ready_for_dispensing, now

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    """Make a woman with a card and an open prescription."""
    return a_woman_ready_for_dispensing(at=now())


@pytest.mark.usefixtures("scene")
def test_every_table_and_row_is_written_and_no_key(tmp_path: Path) -> None:
    told, folder = StringIO(), tmp_path / "all"
    call_command("export_everything", folder, stdout=told)
    listed = {one["table"]: one for one in json.loads((folder / MANIFEST).read_text())["tables"]}
    models = models_of(rooms=settings.ROOMS)
    counts = {model._meta.db_table: model._base_manager.count() for model in models}
    counts[Entry._meta.db_table] -= 1  # the line that says it was written came after
    assert {name: one["rows"] for name, one in listed.items()} == counts
    assert {path.name for path in folder.iterdir()} == {MANIFEST, *(f"{name}.csv" for name in counts)}
    assert all(not KEYS & set(one["columns"]) for one in listed.values())
    with (folder / "patients_pregnancytest.csv").open(newline="") as text:
        assert {row["id"] for row in csv.DictReader(text)} == {str(one.pk) for one in PregnancyTest.objects.all()}
    assert (folder.stat().st_mode & 0o777) == 0o700
    assert re.search(r"\d+ tables, \d+ rows", told.getvalue())
    assert Entry.objects.filter(act="onboarding.export").count() == 1


@pytest.mark.usefixtures("scene")
def test_a_file_that_was_changed_or_lost_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "all"
    write_everything(folder=folder, rooms=["patients"])
    assert faults_of(folder=folder) == []
    (folder / "patients_card.csv").write_text("id\n")
    (folder / "patients_patient.csv").unlink()
    assert sorted(faults_of(folder=folder)) == ["patients_card", "patients_patient"]


def test_an_earlier_export_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is there already"):
        call_command("export_everything", tmp_path)
