"""Cards that the counter refuses before any rule is asked."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from accounts.queries import actor_of
from demo.case import man, woman
from demo.models import Kind
from demo.stage import Stage, Team
from demo.stories.told import Shown, Told, lose_card, shown
from foundation.checksymbols import ALPHABET, LENGTH, make_number
from programmes.operations import start_practice


def _refused_unknown(stage: Stage) -> Shown:
    return Shown(make_number("DEM0CARD00"), stage.actors["dries"])


def _refused_mistyped(stage: Stage) -> Shown:
    number = make_number("DEM0CARD00")
    last = ALPHABET[(ALPHABET.index(number[LENGTH - 1]) + 1) % len(ALPHABET)]
    return Shown(number[: LENGTH - 1] + last, stage.actors["dries"])


def _refused_card(stage: Stage) -> Shown:
    case = woman(stage)
    old = case.number
    lose_card(case, 4)
    case.give_card(3)
    return Shown(old, case.team.pharmacist)


def _refused_without_prescription(stage: Stage) -> Shown:
    return shown(woman(stage, visits=(), ago=9))


def _refused_practice(stage: Stage) -> Shown:
    real = stage.team("guy", "eva", "noor@zonneveld", "amelie")
    prescriber, second, delegate = (
        actor_of(membership=start_practice(by=one, at=stage.clock.at(4)))
        for one in (real.prescriber, real.second, real.delegate)
    )
    return shown(man(stage, ago=3, visits=(), team=Team(prescriber, second, delegate, real.pharmacist)))


REFUSED: Final = (
    Told(Kind.REFUSAL, "card_unknown", _("A number that was never given out"), _refused_unknown),
    Told(
        Kind.REFUSAL, "card_unknown", _("The same number with one sign wrong"), _refused_mistyped, variant="mistyped"
    ),
    Told(Kind.REFUSAL, "card_not_valid", _("A card that was lost and replaced"), _refused_card),
    Told(
        Kind.REFUSAL, "no_open_prescription", _("Registered last week, nothing prescribed yet"),
        _refused_without_prescription,
    ),
    Told(Kind.REFUSAL, "practice", _("A practice card, shown at a real pharmacy"), _refused_practice),
)  # fmt: skip
