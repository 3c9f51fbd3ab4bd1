"""Every English text of the patient's page can be read after six years at school."""

import pytest
from babel.messages.catalog import Message

from patients.models import Capsules, LedTo, NowIs
from ppp_registry.catalogues.sources import gathered
from tests.portal.hand import Hand
from tests.portal.reading import grade, syllables, words

HIGHEST = 6
A_LABEL = 5
"""With fewer words it is a label: the measure is made for sentences, and of a label its words are looked at."""


def _forms(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (str(message.id),)


def _texts() -> list[str]:
    ours = [
        form
        for message in gathered()
        if any(name.startswith(("portal/", "templates/portal/")) for name, _line in message.locations)
        for form in _forms(message)
    ]
    return [*ours, *(str(label) for kind in (NowIs, LedTo, Capsules) for label in kind.labels)]


def test_every_sentence_can_be_read_after_six_years_at_school() -> None:
    sentences = [text for text in _texts() if len(words(text)) >= A_LABEL]
    assert len(sentences) > 80
    assert [(round(grade(text), 1), text) for text in sentences if grade(text) > HIGHEST] == []


def test_no_label_has_a_word_of_more_than_three_syllables() -> None:
    labels = [text for text in _texts() if len(words(text)) < A_LABEL]
    assert len(labels) > 30
    assert [text for text in labels if any(syllables(word) > 3 for word in words(text))] == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "privacy/", "on-paper/"])
def test_a_page_as_a_whole_can_be_read_after_six_years_at_school(path: str) -> None:
    text = Hand().opens(path).text
    assert grade(text) <= HIGHEST, round(grade(text), 1)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("The cat sat on the mat.", -2, 0),
        ("Call your doctor today. Take no more capsules.", 0, 5),
        (
            "Hormonal contraception is contraindicated notwithstanding authorisation by an experienced haematologist.",
            15,
            40,
        ),
    ],
)
def test_the_measure_tells_easy_from_hard(text: str, least: float, most: float) -> None:
    assert least <= grade(text) <= most


@pytest.mark.parametrize(
    ("word", "count"),
    [("stop", 1), ("capsules", 2), ("doctor", 2), ("table", 2), ("asked", 1), ("wanted", 2), ("medicine", 3),
     ("contraception", 4), ("use", 1), ("phone", 1), ("days", 1), ("visits", 2)],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count
