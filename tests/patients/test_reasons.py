"""Every code that a verdict can carry has words of its own, short enough for a counter."""

import pytest

from patients.models import Refused
from patients.reasons import STOPPED, WORDS, FixedBy, words
from rulebook import ADVICE, REASONS

CODES = sorted({*REASONS, *ADVICE, *Refused.values})
LONGEST = 140


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_words_that_fit_on_two_lines(code: str) -> None:
    said = words(code)
    for text in (said.for_pharmacist, said.for_prescriber, said.remedy):
        assert 0 < len(str(text)) <= LONGEST
    assert str(said.for_pharmacist).endswith((".", "?"))
    assert said.fixed_by in FixedBy


def test_there_are_no_words_without_a_code() -> None:
    assert sorted(WORDS) == CODES


@pytest.mark.parametrize("part", ["title", "for_prescriber"])
def test_no_two_codes_are_said_alike_to_the_prescriber(part: str) -> None:
    texts = [str(getattr(said, part)) for said in WORDS.values()]
    assert len(set(texts)) == len(texts)


def test_no_two_codes_are_said_alike_to_the_pharmacist_but_the_two_stops() -> None:
    texts = [str(said.for_pharmacist) for said in WORDS.values() if not said.is_stop]
    assert len(set(texts)) == len(texts)
    assert {said.code for said in WORDS.values() if said.is_stop} == {"treatment_stopped", "pregnancy_suspected"}
    assert {str(said.for_pharmacist) for said in WORDS.values() if said.is_stop} == {str(STOPPED)}


def test_the_pharmacist_reads_nothing_of_a_pregnancy_a_category_or_abstinence() -> None:
    for said in WORDS.values():
        if said.code.startswith("test_"):
            continue  # that a test is wanted is what the counter must say
        shown = str(said.for_pharmacist).lower()
        assert not any(word in shown for word in ("pregnan", "childbearing", "abstinence", "category")), said.code


def test_a_code_that_nobody_knows_has_no_words() -> None:
    with pytest.raises(KeyError):
        words("no_such_code")
