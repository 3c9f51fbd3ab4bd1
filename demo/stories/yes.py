"""Cards that get a yes."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from demo.case import TWELVE_WEEKS, man, older_woman, woman
from demo.models import Kind
from demo.stage import Stage
from demo.stories.told import Shown, Told, shown


def _yes_woman(stage: Stage) -> Shown:
    case = woman(stage, remarkable=True)
    case.test(1)
    case.prescribe(1)
    return shown(case)


def _yes_sterilised(stage: Stage) -> Shown:
    case = woman(stage, visits=(57,), method="tubal_sterilisation", since=2000, lasts=None)
    case.visit(29, tested=False)
    case.prescribe(1)
    return shown(case)


def _yes_older_woman(stage: Stage) -> Shown:
    case = older_woman(stage)
    case.prescribe(1, TWELVE_WEEKS)
    return shown(case)


def _yes_man(stage: Stage) -> Shown:
    case = man(stage, remarkable=True)
    case.prescribe(1, TWELVE_WEEKS)
    return shown(case)


def _yes_germany(stage: Stage) -> Shown:
    case = woman(stage, programme="pomalidomide-de", team=stage.team("miriam", "jonas", "sabine", "ulrike"))
    case.test(1)
    case.prescribe(1)
    return shown(case)


YES: Final = (
    Told(Kind.YES, "", _("A woman who can become pregnant, tested and prescribed for yesterday"), _yes_woman),
    Told(Kind.YES, "", _("A sterilised woman: the repeated tests are not asked"), _yes_sterilised, "sterilised"),
    Told(Kind.YES, "", _("A woman who cannot become pregnant, twelve weeks"), _yes_older_woman, "older_woman"),
    Told(Kind.YES, "", _("A man, twelve weeks"), _yes_man, "man"),
    Told(Kind.YES, "", _("A woman in Germany, to be served within six days"), _yes_germany, "germany"),
)  # fmt: skip
