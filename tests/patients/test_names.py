"""Names are found however they are written: case, accents, hyphens, apostrophes, several alphabets."""

import unicodedata
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from patients.identity import persons_of, subjects_named
from patients.models import SearchToken
from patients.names import LONGEST, fold, in_capitals, joined, parts, tokens
from tests.builders import a_patient, a_prescriber, an_identity

LETTERS = "abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿąćčďđęěğħłńňőœřśšťůűźžАБВабвйёΑΒΓαβγάς"
WORDS = st.text(alphabet=LETTERS + LETTERS.upper(), min_size=1, max_size=12)
ANYTHING = st.text(max_size=40)


@given(ANYTHING)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "capitals"),
    [
        ("Παπαδοπούλου", "ΠΑΠΑΔΟΠΟΥΛΟΥ"),
        ("Μαΐου", "ΜΑΪΟΥ"),
        ("Αΰσης", "ΑΫΣΗΣ"),
        ("García", "GARCÍA"),
        ("Йордан", "ЙОРДАН"),
    ],
)
def test_capitals_are_written_as_their_script_does(name: str, capitals: str) -> None:
    assert in_capitals(name) == capitals


@given(ANYTHING)
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert fold(composed) == fold(decomposed)


@given(WORDS)
def test_capitals_are_the_same_as_small_letters(word: str) -> None:
    assert fold(word.upper()) == fold(word) == fold(word.lower())


@given(ANYTHING)
def test_a_fold_has_only_letters_and_digits_without_accents(text: str) -> None:
    assert all(sign.isalnum() for sign in fold(text))
    assert not any(unicodedata.combining(sign) for sign in fold(text))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("José", "jose"), ("JOSE\u0301", "jose"), ("Straße", "strasse"), ("STRASSE", "strasse"), ("İpek", "ipek"),
        ("Işık", "isik"), ("Łukasz", "lukasz"), ("Ørsted", "orsted"), ("Ǿ", "o"), ("Ærø", "aero"), ("Þór", "thor"),
        ("Ħal", "hal"), ("ﬁscher", "fischer"), ("Ａｎｎａ", "anna"), ("Ёлка", "елка"), ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("a\u200bb\u202ec", "abc"), ("李", "李"), ("  ", ""), ("-'", ""),
    ],
)  # fmt: skip
def test_names_fold_as_people_expect(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.lists(ANYTHING, max_size=3))
def test_tokens_are_folded_words_that_fit_their_column(names: list[str]) -> None:
    for token in tokens(*names):
        assert token == fold(token)
        assert 0 < len(token) <= LONGEST


def test_a_hyphen_or_an_apostrophe_divides_a_word_and_joins_it_too() -> None:
    assert tokens("O'Brien-Núñez") == {"obriennunez", "o", "brien", "nunez"}
    assert tokens("d’Arc", "Jean‑Paul") == {"darc", "d", "arc", "jeanpaul", "jean", "paul"}
    assert (joined("Jean-Paul"), parts("Jean-Paul")) == ("jeanpaul", ["jean", "paul"])


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(family=WORDS, given_name=WORDS, cut=st.integers(min_value=1, max_value=12), data=st.data())
def test_a_patient_is_found_by_the_beginning_of_each_of_her_names(
    family: str, given_name: str, cut: int, data: st.DataObject
) -> None:
    assume(fold(family) and fold(given_name))
    subject = _registered(f"{family} {given_name}")
    words = data.draw(st.permutations([family[:cut], given_name[:cut].upper()]))
    assume(all(fold(word) for word in words))
    found = subjects_named(words=" ".join(words))
    assert found is not None
    assert subject in found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("Jean-Paul O'Brien", "jean"), ("Jean-Paul O'Brien", "jeanpaul obrien"), ("Jean-Paul O'Brien", "brien"),
        ("Jean-Paul O'Brien", "o'bri"), ("Jean-Paul OBrien", "obri"), ("Jean Paul", "jean-paul"),
        ("Jean-Paul", "Jean Paul"), ("Paul Jean", "jean-paul"), ("JEANPAUL", "jean-paul"), ("O’BRIEN", "o'brien"),
        ("OBrien", "o'brien"), ("O Brien", "o'brien"),
    ],
)  # fmt: skip
def test_a_name_is_found_whether_written_as_one_or_as_several(stored: str, asked: str) -> None:
    subject = _registered(stored)
    assert subjects_named(words=asked) == {subject}


@pytest.mark.django_db
def test_every_word_typed_must_begin_one_of_hers() -> None:
    maria, _marion = _registered("María Tester"), _registered("Marion Other")
    assert subjects_named(words="mari test") == {maria}
    assert subjects_named(words="mari nobody") == set()
    assert subjects_named(words="100% _") == set()


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["", "   ", "-", "'", "…"])
def test_no_word_asks_nothing(asked: str) -> None:
    assert subjects_named(words=asked) is None


@pytest.mark.django_db
def test_registering_keeps_the_tokens_and_the_name_as_it_was_written() -> None:
    identity = an_identity(family_name="Nový-Åström", given_name="Žofie", latin_name="Novy Astrom Zofie")
    enrolment = a_patient(by=a_prescriber(), at=timezone.now(), identity=identity)
    subject = enrolment.patient.subject_id
    person = persons_of(subject_ids=[subject])[subject]
    assert (person.name, person.initials) == ("NOVÝ-ÅSTRÖM, Žofie", "ŽN")
    kept = set(SearchToken.objects.filter(subject_id=subject).values_list("token", flat=True))
    assert kept == {"novyastrom", "novy", "astrom", "zofie"}


def _registered(name: str) -> UUID:
    """Keep the tokens of a name, as registering does."""
    subject = uuid4()
    SearchToken.objects.bulk_create(SearchToken(subject_id=subject, token=token) for token in tokens(name))
    return subject
