"""The words of every step of a pregnancy's plan."""

from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

STEP_WORDS: Final[MappingProxyType[str, Promise]] = MappingProxyType(
    {
        "confirm": gettext_lazy("Second test, and how many weeks"),
        "first_trimester": gettext_lazy("End of the first trimester"),
        "second_trimester": gettext_lazy("End of the second trimester"),
        "delivery": gettext_lazy("Expected delivery"),
        "birth": gettext_lazy("How it ended"),
        "child_3_months": gettext_lazy("Child at 3 months"),
        "child_6_months": gettext_lazy("Child at 6 months"),
        "child_12_months": gettext_lazy("Child at 12 months"),
    }
)


def step_in_words(*, kind: str, child: int, children: int) -> str:
    """Say what is asked; which child, where there are several."""
    words = str(STEP_WORDS[kind])
    return _("Child %(n)s: %(step)s") % {"n": child, "step": words} if child and children > 1 else words
