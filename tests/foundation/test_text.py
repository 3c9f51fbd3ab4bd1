"""Names and notes as people type and paste them."""

import pytest
from django.core.exceptions import ValidationError

from foundation.forms import NameField, ParagraphField, TextField

name = NameField(label="Family names")

REAL_NAMES = [
    "O'Brien-Núñez",
    "O’Brien",
    "O´Brien",
    "García López",
    "ΠΑΠΑΔΟΠΟΥΛΟΥ",
    "Димитрова",
    "Nguyễn Thị Mỹ",
    "Null",
    "Test",
    "X",
    "Mª Carmen",
    "d'Hondt (geb. de Wit)",
    "Gal·la",
    "王小明",
    "אֵלִישֶׁבַע",
    "Wolfeschlegelsteinhausenbergerdorff" * 2,
]


@pytest.mark.parametrize("typed", REAL_NAMES)
def test_a_real_name_is_kept_as_typed(typed: str) -> None:
    import unicodedata

    assert name.clean(typed) == unicodedata.normalize("NFC", typed)


def test_composed_and_decomposed_letters_are_the_same_name() -> None:
    assert name.clean("Jose\u0301") == name.clean("Jos\u00e9") == "Jos\u00e9"


@pytest.mark.parametrize(
    "hidden", ["\u202e", "\u200b", "\u200d", "\u2066", "\ufeff", "\ufe0f", "\U000e0041", "\u00ad", "\x07", "\u3164"]
)
def test_what_cannot_be_seen_or_turns_the_text_round_is_dropped(hidden: str) -> None:
    assert name.clean(f"Gar{hidden}cía{hidden}") == "García"


def test_joiners_stay_where_the_script_needs_them() -> None:
    persian, devanagari = "می\u200cخواهم", "क्\u200dष"
    assert name.clean(persian) == persian
    assert name.clean(devanagari) == devanagari


def test_spaces_of_every_kind_become_one() -> None:
    assert name.clean("  García\u00a0\u2003López\t\n") == "García López"


@pytest.mark.parametrize("typed", ["Z" + "\u0300" * 5, "Zoe\u0301" + "\u0335" * 300, "\u0301Ana", "Ana \u0301"])
def test_marks_piled_on_a_letter_or_standing_alone_are_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="signs piled on one another"):
        name.clean(typed)


@pytest.mark.parametrize(("typed", "shown"), [("Ana 😀", "😀"), ("Ana♥", "♥"), ("<b>Ana", "< >"), ("=1+1 Ana", "= +")])
def test_emoji_and_symbols_are_refused_by_name(typed: str, shown: str) -> None:
    with pytest.raises(ValidationError) as refused:
        name.clean(typed)
    assert f"not part of a name: {shown}. Take them out" in refused.value.messages[0]


def test_a_name_without_a_letter_is_refused() -> None:
    with pytest.raises(ValidationError, match="no letter"):
        name.clean("--- 123")


def test_a_name_of_nothing_visible_is_empty() -> None:
    with pytest.raises(ValidationError, match="required"):
        name.clean("\u200b\u3164\u2800")


def test_a_note_keeps_its_lines_and_its_emoji() -> None:
    assert ParagraphField(label="Note").clean("one \r\n two\u202e 😀\n") == "one\ntwo 😀"


def test_length_is_counted_after_the_invisible_is_gone() -> None:
    assert TextField(label="Reference", max_length=3).clean("a\u200bb\u200bc") == "abc"
