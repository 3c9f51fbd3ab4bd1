"""A gate of a country's own file blocks, warns or only records: at the counter, in the verdict, and never a stop."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import LazySettings

from patients.models import Verdict
from patients.reasons import words
from programmes.checks import check_gates
from programmes.in_force import read_anew
from programmes.models import PrescriberCertification
from rulebook.controls import NEVER_MOVED
from tests.builders import a_woman_ready_for_dispensing
from tests.pharmacies.desk import check_at

Put = Callable[[str, str], None]

pytestmark = pytest.mark.django_db


@pytest.fixture
def gate(settings: LazySettings, tmp_path: Path) -> Iterator[Put]:
    """Lend the means to set one gate of the European programme's newest file, as this process reads it."""
    settings.PROGRAMME_FILES = copytree(settings.PROGRAMME_FILES, tmp_path / "files")

    def put(code: str, does: str) -> None:
        path = settings.PROGRAMME_FILES / "pomalidomide-eu" / "2019-05-13.toml"
        path.write_text(f'{path.read_text()}\n{code} = "{does}"\n')
        read_anew()

    yield put
    read_anew()


@pytest.mark.parametrize(
    ("does", "title", "shown"),
    [("block", "NO – do not dispense", True), ("warn", "YES – dispense", True), ("record", "YES – dispense", False)],
)
def test_each_gate_does_what_its_word_says(gate: Put, does: str, title: str, shown: bool) -> None:
    scene = a_woman_ready_for_dispensing()
    ended = PrescriberCertification.objects.filter(prescriber_id=scene.prescriber.user_id)
    ended.update(valid_until=scene.prescription.prescribed_on)
    gate("prescriber_not_certified", does)
    page = check_at(scene)
    kept = Verdict.objects.filter(mode="check").latest("at")
    assert page.title == title
    assert (str(words("prescriber_not_certified").for_pharmacist) in page.text) is shown
    assert "prescriber_not_certified" in (kept.reasons if does == "block" else kept.advice)


def test_the_shipped_files_move_no_gate_that_nobody_may_move() -> None:
    assert check_gates() == []


@pytest.mark.parametrize("code", sorted(NEVER_MOVED))
@pytest.mark.parametrize("does", ["warn", "record"])
def test_no_registry_starts_on_a_file_that_moves_what_nobody_may(gate: Put, code: str, does: str) -> None:
    gate(code, does)
    said = [str(error.msg) for error in check_gates()]
    assert f"Programme file pomalidomide-eu/2019-05-13.toml: gates.{code}: expected block" in said
    assert any("pomalidomide-fr" in one for one in said)  # and of each that is laid over it
