"""Days written out in full, in every language of the registry."""

import datetime as dt

import pytest
from django.utils import formats, translation

from foundation.calendars import day_in_full
from ppp_registry.languages import KNOWN

DAY = dt.date(2026, 3, 4)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-gb", "4 March 2026"),
        ("de", "4. März 2026"),
        ("fr", "4 mars 2026"),
        ("es", "4 de marzo de 2026"),
        ("it", "4 marzo 2026"),
        ("nl", "4 maart 2026"),
        ("pl", "4 marca 2026"),
        ("en-xa", "4 March 2026"),
    ],
)
def test_the_month_is_a_word_in_its_right_form(language: str, words: str) -> None:
    with translation.override(language):
        assert day_in_full(DAY) == words


@pytest.mark.parametrize("language", [code for code, _name in KNOWN])
def test_no_usual_form_of_a_day_can_be_read_in_two_ways(language: str) -> None:
    """The third of April and the fourth of March differ by a word, and the clock has twenty-four hours."""
    moment = dt.datetime(2026, 3, 4, 17, 5, tzinfo=dt.UTC)
    with translation.override(language):
        for form in ("DATE_FORMAT", "DATETIME_FORMAT"):
            written = formats.date_format(moment, form)
            assert any(part.isalpha() and len(part) > 2 for part in written.replace(",", "").split()), written
        assert "17:05" in formats.date_format(moment, "DATETIME_FORMAT")
