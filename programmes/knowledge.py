"""The questions of a knowledge check, as they are written in a material of their own.

Each section is one question; its heading is what is asked::

    # when-test: When is a pregnancy test done during treatment?

    Section: tests

    - right: At least every 4 weeks, also while it is interrupted.
    - wrong: Once a year. Why: a pregnancy must be found before the next capsule.

``Section`` names the part of the guide that answers it. One point is right; each wrong one says why.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from programmes.material_text import MaterialText, NotAMaterial, Section

_PART: Final = "Section: "
_RIGHT: Final = "right: "
_WRONG: Final = "wrong: "
_WHY: Final = " Why: "


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer; ``why`` says what is wrong with it, and is empty for the right one."""

    words: str
    why: str

    @property
    def is_right(self) -> bool:
        """Say whether it is the right answer."""
        return not self.why


@dataclass(frozen=True, slots=True)
class Question:
    """One question; its answers are known by their place in the file."""

    id: str
    words: str
    section: str
    choices: tuple[Choice, ...]

    @property
    def right(self) -> int:
        """Give the place of the right answer."""
        return next(place for place, one in enumerate(self.choices) if one.is_right)


def questions_of(text: MaterialText) -> tuple[Question, ...]:
    """Read the questions of a knowledge check.

    :raises NotAMaterial: naming the question that is none.
    """
    return tuple(_question(part) for part in text.sections)


def shuffled(questions: Sequence[Question], *, seed: int) -> list[tuple[Question, list[int]]]:
    """Give the questions in the order of a seed, each with the places of its answers in theirs."""
    dice = random.Random(seed)  # noqa: S311  (an order, not a secret)
    order = dice.sample(list(questions), len(questions))
    return [(one, dice.sample(range(len(one.choices)), len(one.choices))) for one in order]


def _question(part: Section) -> Question:
    shape = [block.is_list for block in part.blocks]
    first = part.blocks[0].lines[0]
    if shape != [False, True] or not first.startswith(_PART):
        raise _fault(part, _("expected “Section: ” with a part of the guide, then one list of answers."))
    choices = tuple(_choice(part, line) for line in part.blocks[1].lines)
    if len(choices) < 2 or sum(one.is_right for one in choices) != 1:
        raise _fault(part, _("expected one right answer, and at least one wrong one."))
    return Question(part.id, part.title, first.removeprefix(_PART).strip(), choices)


def _choice(part: Section, line: str) -> Choice:
    words, _found, why = line.removeprefix(_WRONG).partition(_WHY)
    if line.startswith(_RIGHT):
        return Choice(line.removeprefix(_RIGHT).strip(), "")
    if not line.startswith(_WRONG) or not why.strip():
        raise _fault(part, _("expected answers with “right: ” or “wrong: ” before, and “ Why: ” in each wrong one."))
    return Choice(words.strip(), why.strip())


def _fault(part: Section, expected: str) -> NotAMaterial:
    return NotAMaterial(0, _("Question %(id)s: %(expected)s") % {"id": part.id, "expected": expected})
