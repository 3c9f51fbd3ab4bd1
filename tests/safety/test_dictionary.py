"""Codes of a licensed dictionary: loaded by the licensee, offered while typing, kept with their version; none ships."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from safety.dictionary import terms_like, version_loaded
from safety.models import MeddraTerm
from tests.builders import a_woman_ready_for_dispensing, user_of
from tests.safety.reports import a_case, an_officer

pytestmark = pytest.mark.django_db

INVENTED = ("90000001$Invented rash$90000009$$$$$$$Y$$\r\n90000002$Invented rash of the arm$90000009$$$$$$$Y$$\r\n"
            "90000003$Invented rash, old$90000009$$$$$$$N$$\r\n")  # fmt: skip
"""Lines in the form of llt.asc; codes and terms are made up."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "llt.asc").write_text(INVENTED, newline="")
    return tmp_path


def test_nothing_is_offered_before_a_licensee_loaded_it(folder: Path) -> None:
    assert terms_like(words="rash") == []
    call_command("load_meddra", str(folder), "--release", "27.1", verbosity=0)
    assert [one.code for one in terms_like(words="RASH")] == ["90000001", "90000002"]
    assert terms_like(words="ra") == []
    with pytest.raises(CommandError, match="loaded already"):
        call_command("load_meddra", str(folder), "--release", "27.1", verbosity=0)


def test_the_newest_version_is_offered(folder: Path) -> None:
    for release in ("9.1", "27.1"):
        call_command("load_meddra", str(folder), "--release", release, verbosity=0)
    assert version_loaded() == "27.1"


@pytest.mark.parametrize("line", ["90000001$Rash", "9$Rash$$$$$$$$Y$", "90000001$$$$$$$$$Y$"])
def test_a_broken_file_loads_nothing_and_names_the_line(folder: Path, line: str) -> None:
    (folder / "llt.asc").write_text(INVENTED + line + "\n")
    with pytest.raises(CommandError, match="line 4"):
        call_command("load_meddra", str(folder), "--release", "27.1", verbosity=0)
    assert not MeddraTerm.objects.exists()
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_meddra", str(folder / "nowhere"), "--release", "27.1", verbosity=0)


def test_a_term_is_typed_found_and_kept_with_its_version(folder: Path) -> None:
    call_command("load_meddra", str(folder), "--release", "27.1", verbosity=0)
    case = a_case(a_woman_ready_for_dispensing())
    client = Client()
    client.force_login(user_of(an_officer()))
    assert client.get("/safety/terms/?q=arm").json() == {
        "terms": [{"code": "90000002", "name": "Invented rash of the arm"}]
    }
    sent = {"nonce": str(uuid4()), "after": 1, "narrative": "A rash.", "reason": "read", "term": "invented ras"}
    near = client.post(f"/safety/cases/{case.id}/write/", sent)
    assert near.status_code == 422
    assert "90000001 Invented rash" in near.content.decode()
    assert client.post(f"/safety/cases/{case.id}/write/", sent | {"term": "Invented rash"}).status_code == 302
    told = case.versions.get(number=2).facts["reactions"][0]
    assert (told["term"], told["term_version"]) == ("90000001", "27.1")


def test_a_hierarchy_beside_the_terms_gives_each_its_primary_class_and_a_broken_one_loads_nothing(folder: Path) -> None:
    for line in ("90000009$1$2$3$P$H$G$$$$3$Y$\n", "90000009$1$2$4$P$H$G$An invented class$$$3$Y$\n"):
        (folder / "mdhier.asc").write_text(line)
        with pytest.raises(CommandError, match=r"mdhier\.asc, line 1"):
            call_command("load_meddra", str(folder), "--release", "27.1", verbosity=0)
    assert not MeddraTerm.objects.exists()
    (folder / "mdhier.asc").write_text("90000009$1$2$3$P$H$G$An invented class$$$3$Y$\n")
    call_command("load_meddra", str(folder), "--release", "27.1", verbosity=0)
    assert set(MeddraTerm.objects.values_list("organ_class", flat=True)) == {"An invented class"}
