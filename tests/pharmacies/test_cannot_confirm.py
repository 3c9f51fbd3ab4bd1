"""Whatever breaks in the rules at the counter is CANNOT CONFIRM, and is kept like every answer."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import LazySettings

from patients.models import Dispensing, Refused, Verdict
from programmes.in_force import read_anew
from tests.builders import Scene, a_woman_ready_for_dispensing
from tests.pharmacies.desk import Desk, Page, check_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_woman_ready_for_dispensing()


@pytest.fixture
def break_programmes(settings: LazySettings, tmp_path: Path) -> Iterator[object]:
    """Lend the means to break one of the programme files of this process."""
    folder = tmp_path / "files"
    copytree(settings.PROGRAMME_FILES, folder)

    def do() -> None:
        (folder / "pomalidomide-eu" / "2026-01-01.toml").write_text("id = 'pomalidomide-eu'\nunknown_key = 1\n")
        settings.PROGRAMME_FILES = folder
        read_anew()

    yield do
    read_anew()


def _says_cannot_confirm(page: Page) -> bool:
    assert "Traceback" not in page.source
    assert "unknown_key" not in page.source
    return page.title == "CANNOT CONFIRM – do not dispense yet" and "Do not hand over the capsules." in page.text


def test_a_broken_programme_file_at_a_check_is_kept_as_cannot_confirm(scene: Scene, break_programmes: object) -> None:
    assert callable(break_programmes)
    break_programmes()
    page = check_at(scene)
    assert _says_cannot_confirm(page)
    assert "TESTER" not in page.text
    kept = Verdict.objects.get()
    assert (kept.refusal, kept.dispense, kept.card_id) == (Refused.CANNOT_CONFIRM, False, scene.card.id)


def test_a_programme_file_that_breaks_before_the_dispensing_stores_no_dispensing(
    scene: Scene, break_programmes: object
) -> None:
    page = check_at(scene)
    assert page.title == "YES – dispense"
    assert callable(break_programmes)
    break_programmes()
    assert _says_cannot_confirm(page.dispense())
    assert not Dispensing.objects.exists()
    assert Verdict.objects.latest("at").refusal == Refused.CANNOT_CONFIRM


def test_an_answer_that_can_no_longer_be_explained_is_cannot_confirm(scene: Scene, break_programmes: object) -> None:
    page = check_at(scene)
    assert callable(break_programmes)
    break_programmes()
    again = page.desk.open("verdict", Verdict.objects.get())
    assert again.status == 503
    assert _says_cannot_confirm(again)


def test_a_programme_that_has_no_version_on_the_day_is_cannot_confirm(
    scene: Scene, settings: LazySettings, tmp_path: Path
) -> None:
    only_another = tmp_path / "files"
    copytree(settings.PROGRAMME_FILES / "thalidomide-eu", only_another / "thalidomide-eu")
    settings.PROGRAMME_FILES = only_another
    read_anew()
    try:
        assert _says_cannot_confirm(check_at(scene))
    finally:
        read_anew()


def test_a_page_that_is_not_there_is_not_an_outage(scene: Scene) -> None:
    assert Desk(scene.pharmacist).client.get("/counter/not-a-number/").status_code == 404
