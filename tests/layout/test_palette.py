"""The colours can be read, in daylight, in the dark, and by eyes that see fewer of them."""

import pytest

from tests.layout.palette import contrast, distance, tokens

TEXT = [
    ("ink", "paper"),
    ("ink", "wash"),
    ("muted", "paper"),
    ("muted", "wash"),
    ("link", "paper"),
    ("link", "wash"),
    ("bar-ink", "bar"),
    ("button-ink", "button"),
    ("yes-text", "yes-wash"),
    ("no-text", "paper"),
    ("no-text", "no-wash"),
    ("wait-text", "wait-wash"),
    ("ink", "yes-wash"),
    ("ink", "no-wash"),
    ("ink", "wait-wash"),
    ("focus-ink", "focus"),
]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text_stands_out_from_its_ground(front: str, back: str, dark: bool) -> None:
    colours = tokens(dark=dark)
    assert contrast(colours[front], colours[back]) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_the_edge_of_a_field_can_be_seen(dark: bool) -> None:
    colours = tokens(dark=dark)
    assert contrast(colours["field-edge"], colours["paper"]) >= 3


@pytest.mark.parametrize(("kind", "words"), [("yes", "#ffffff"), ("no", "#ffffff"), ("wait", "#14202b")])
def test_a_verdict_can_be_read_on_its_colour(kind: str, words: str) -> None:
    assert contrast(tokens()[kind], words) >= 4.5


@pytest.mark.parametrize("eye", ["protan", "deutan"])
@pytest.mark.parametrize(("one", "other"), [("yes", "no"), ("yes", "wait"), ("no", "wait")])
def test_two_verdicts_differ_for_eyes_without_red_or_green(one: str, other: str, eye: str) -> None:
    colours = tokens()
    assert distance(colours[one], colours[other], eye=eye) >= 40


def test_two_verdicts_differ_in_grey() -> None:
    colours = tokens()
    assert contrast(colours["yes"], colours["no"]) >= 1.5
    assert contrast(colours["wait"], colours["yes"]) >= 3
