"""Rows 39 to 45: names as papers, other systems and enemies write them, at the page where people are registered."""

import html
import unicodedata

import pytest

from patients.models import HealthId, Identity, Patient
from tests.builders import a_prescriber
from tests.hostile.holdings import holdings
from tests.prescribers.desk import Answer, Desk
from tests.prescribers.forms import an_identity_form

pytestmark = pytest.mark.django_db

REGISTER = "/patients/register/"


@pytest.fixture(scope="module")
def desk(ground: None) -> Desk:
    return Desk(a_prescriber())


def registers(desk: Desk, **names: str) -> Answer:
    return desk.sends(REGISTER, an_identity_form(**names))


def kept(field: str = "given_name") -> str:
    return str(getattr(Identity.objects.latest("recorded_at"), field))


ALIKE = {
    "row 39, a Cyrillic A": ("Anna", "\u0410nna"),
    "row 40, composed and decomposed": ("Jos\u00e9", "Jose\u0301"),
    "row 41, a sign that turns the text round": ("Anna", "An\u202ena"),
    "row 41, a space without width": ("Anna", "An\u200bna"),
    "row 41, tag characters": ("Anna", "Anna\U000e0041\U000e0042"),
    "row 41, a variation selector": ("Anna", "Anna\ufe0f"),
    "row 43, capitals": ("Straße", "STRASSE"),
    "row 43, a ligature": ("Sofia", "So\ufb01a"),
    "row 43, a dotted capital i": ("Inci", "\u0130nci"),
}


@pytest.mark.parametrize("what", ALIKE)
def test_rows_39_to_43_one_person_written_in_two_ways_is_not_registered_twice_unasked(desk: Desk, what: str) -> None:
    first, second = ALIKE[what]
    assert registers(desk, given_name=first).status == 200
    before = Patient.objects.count()
    answer = registers(desk, given_name=second)
    assert answer.status in (409, 422), answer.text
    assert Patient.objects.count() == before


@pytest.mark.parametrize("what", [what for what in ALIKE if "row 41" in what])
def test_row_41_what_cannot_be_seen_is_not_kept(desk: Desk, what: str) -> None:
    assert registers(desk, given_name=ALIKE[what][1]).status == 200
    assert kept() == "Anna"


def test_row_41_a_joiner_stays_where_its_script_needs_it(desk: Desk) -> None:
    answer = registers(desk, family_name="می\u200cخواهم", given_name="", latin_name="Mikhaham")
    assert answer.status == 200, answer.text
    assert kept("family_name") == "می\u200cخواهم"


@pytest.mark.parametrize("marks", [5, 300])
def test_row_42_marks_piled_on_a_letter_are_sent_back(desk: Desk, marks: int) -> None:
    before = holdings()
    answer = registers(desk, given_name="Z" + "\u0335" * marks)
    assert answer.status == 422
    assert "piled on one another" in answer.text
    assert holdings() == before


@pytest.mark.parametrize("name", ["İnci", "Straße", "Sophie ﬁ", "ıtır", "Nguyễn", "O’Brien"])
def test_row_43_a_name_is_kept_as_it_was_written(desk: Desk, name: str) -> None:
    assert registers(desk, given_name=name).status == 200
    assert kept() == unicodedata.normalize("NFC", name)


REAL = [
    "E",
    "O'Brien-Núñez",
    "d'Hondt (geb. de Wit)",
    "Null",
    "Test",
    "None",
    "True",
    "A" * 80,
    "Mª",
    "Gal·la",
    "Oʼzbek",
]


@pytest.mark.parametrize("name", REAL, ids=lambda name: name[:10])
def test_row_44_a_real_name_is_taken(desk: Desk, name: str) -> None:
    answer = registers(desk, family_name=name, given_name="")
    assert answer.status == 200, answer.text
    assert kept("family_name") == name


@pytest.mark.parametrize("name", ["Ana 😀", "♥", "A" * 81, "123", "---", "\u3164"])
def test_row_44_what_is_no_name_is_sent_back(desk: Desk, name: str) -> None:
    before = holdings()
    assert registers(desk, family_name=name, given_name="").status == 422
    assert holdings() == before


HOSTILE = ["<img src=x onerror=alert(1)>", "{{7*7}}", "{% debug %}", "${jndi:ldap://x}", "%s%n", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("name", HOSTILE)
def test_row_45_a_name_made_to_do_harm_is_refused_and_shown_as_the_text_it_is(desk: Desk, name: str) -> None:
    answer = registers(desk, given_name=name)
    assert answer.status == 422
    assert answer.value("given_name") == name
    assert name not in answer.source or name == html.escape(name)


@pytest.mark.parametrize("words", HOSTILE)
def test_row_45_the_same_in_a_text_is_kept_and_shown_as_text(desk: Desk, words: str) -> None:
    answer = registers(desk, given_name="Anna", family_name="Interrupted")
    path = answer.address + "interrupt/"
    assert desk.sends(path, {"reason": words}).status == 200
    shown = desk.opens(answer.address + "record/").source
    assert "<img src=x" not in shown
    assert "49" not in shown.split("Interrupted: ")[1][:10]
    assert html.escape(words) in shown


def test_a_centres_own_file_number_is_kept_with_the_patient(desk: Desk) -> None:
    """Found by the walk: the number's place was a sign too long for its column, and the page broke."""
    assert registers(desk, given_name="Filed", file_number="2026-4711").status == 200
    assert HealthId.objects.latest("recorded_at").value == "20264711"
