"""Onward: a case on paper, and the authority's copy of every pregnancy of its country, without a name."""

import io
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from pypdf import PdfReader

from accounts.models import Kind, Role
from audit.models import Entry, Outcome
from patients.identity import person_of
from programmes.reporting import authorities, load_authorities
from rulebook import ProgrammeError
from safety.pulling import pull
from tests.builders import Scene, a_woman_ready_for_dispensing, an_actor, an_identity, an_organisation, user_of
from tests.safety.pregnancies import a_suspicion, the_case
from tests.safety.reports import a_reviewed_case, an_officer

pytestmark = pytest.mark.django_db
SHIPPED = Path(__file__).resolve().parents[2] / "programmes" / "reporting.toml"


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    return a_woman_ready_for_dispensing(identity=an_identity(family_name="Ypsilanti", given_name="Zoë"))


def test_a_case_is_set_on_paper_without_a_name(scene: Scene) -> None:
    case = a_reviewed_case(scene)
    client = Client()
    client.force_login(user_of(an_officer()))
    answer = client.get(f"/safety/cases/{case.id}/paper/")
    assert answer["Content-Type"] == "application/pdf"
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert case.number in text
    assert "A woman had a rash." in text
    assert "Hospital stay" in text
    assert "YPSILANTI" not in text.upper()
    assert f"/safety/cases/{case.id}/paper/" in client.get(f"/safety/cases/{case.id}/").content.decode()


def test_a_country_without_electronic_reporting_has_its_own_form_in_its_language(
    scene: Scene, settings: LazySettings, tmp_path: Path
) -> None:
    file = tmp_path / "reporting.toml"
    other = SHIPPED.read_text()
    file.write_text(
        f'{other}\n[BE]\nway = "paper"\nauthority = "L\'agence"\naddress = ["Rue 1", "1000 Bruxelles"]\n'
        'language = "fr"\nsource = "its law"\n'
    )
    settings.REPORTING_FILE = file
    authorities.cache_clear()
    try:
        case = a_reviewed_case(scene)
        client = Client()
        client.force_login(user_of(an_officer()))
        page = client.get(f"/safety/cases/{case.id}/").content.decode()
        form = client.get(f"/safety/cases/{case.id}/paper/").content
    finally:
        authorities.cache_clear()
    assert "Form for L&#x27;agence (PDF)" in page
    assert "message of this case alone" not in page
    text = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(form)).pages)
    assert "1000 Bruxelles" in text
    assert "Hospitalisation" in text
    assert "A woman had a rash." in text


@pytest.mark.parametrize(
    ("instead", "says"),
    [
        (('way = "electronic"', 'way = "pigeon"'), "other.way: expected electronic or paper"),
        (('way = "electronic"', 'way = "paper"'), "other.authority: expected whose name"),
        (("address = []", "address = 7"), "other.address: expected a list of lines"),
        (('language = ""', 'language = "tlh"'), "other.language: expected one of"),
        (("[other]", "[BE]"), "other: expected a table for every country"),
        (('authority = ""\n', ""), "expected a table with"),
    ],
)
def test_a_file_of_authorities_that_is_broken_says_where(tmp_path: Path, instead: tuple[str, str], says: str) -> None:
    file = tmp_path / "reporting.toml"
    file.write_text(SHIPPED.read_text().replace(*instead))
    with pytest.raises(ProgrammeError, match=says):
        load_authorities(file)


def test_an_authority_sees_the_pregnancies_of_its_country_under_their_numbers_and_no_other(scene: Scene) -> None:
    case = the_case(a_suspicion(scene), at=scene.at)
    initials = person_of(patient=scene.patient).initials
    for country, sees in (("BE", True), ("DE", False)):
        client = Client()
        client.force_login(user_of(an_actor(Role.AUTHORITY, an_organisation(Kind.AUTHORITY, country=country))))
        answer = client.get("/safety/copies/")
        page = answer.content.decode()
        assert (case.number in page) is sees
        assert "YPSILANTI" not in page.upper()
        assert all(initials not in cell.text for row in answer.context["table"].rows for cell in row.cells)
        assert client.get(f"/safety/cases/{case.id}/").status_code == 403
    looks = Entry.objects.filter(act="safety.copy", outcome=Outcome.READ)
    assert [look.subjects for look in looks if look.subjects] == [[scene.patient_id]]


def test_what_is_suspected_has_its_copy_as_soon_as_the_desk_has_pulled(scene: Scene) -> None:
    client = Client()
    client.force_login(user_of(an_actor(Role.AUTHORITY, an_organisation(Kind.AUTHORITY, country="BE"))))
    a_suspicion(scene)
    assert client.get("/safety/copies/").context["table"].rows == []
    pull(at=scene.at)
    assert len(client.get("/safety/copies/").context["table"].rows) == 1
