"""The words of every step of a pregnancy's plan."""

from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
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
