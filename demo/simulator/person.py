"""Who a simulated patient is, and which category, use and method go with it."""

import random
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from demo.names import FAMILIES, MEN, WOMEN
from demo.simulator.days import iso
from demo.simulator.plan import Centre, Plan
from demo.simulator.uses import OUTSIDE, Use, draw_use
from patients.names import search_tokens

WOMEN_SHARE: Final = 0.45
FROM_THE_START: Final = 0.7
"""Of the patients, those who are treated already when the registry opens; they are enrolled in its first weeks."""
CRITERIA: Final = (
    ("age_50_amenorrhoea_1_year", 80), ("hysterectomy", 12), ("bilateral_salpingo_oophorectomy", 6),
    ("premature_ovarian_failure", 2),
)  # fmt: skip
SUBSTANCE_SHARES: Final = (("lenalidomide", 56), ("pomalidomide", 38), ("thalidomide", 6))
THALIDOMIDE_FROM: Final = 66
"""No younger: its label begins at 65, on the day on which treatment does."""


@dataclass(frozen=True, slots=True)
class Method:
    """A method of contraception, and for how many days it protects, where it runs out."""

    word: str
    lasts: int | None
    share: int
    confirmed: bool = False


METHODS: Final = (
    Method("implant", 1095, 26),
    Method("levonorgestrel_ius", 1825, 26),
    Method("progestogen_only_pill", None, 20),
    Method("combined_hormonal", None, 6),
    Method("abstinence", None, 8),
    Method("vasectomised_partner", None, 6, confirmed=True),
    Method("tubal_sterilisation", None, 8, confirmed=True),
)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A patient before the first visit."""

    centre: Centre
    enrolled: int
    age: int
    category: str
    criterion: str | None
    identity: dict[str, Any]
    substance: str
    use: Use
    declared: bool | None
    method: Method | None
    prevalent: bool

    @property
    def is_off_label(self) -> bool:
        """Say whether the use drawn is one that no label has."""
        return self.use in OUTSIDE[self.substance]


def draw_somebody(dice: random.Random, plan: Plan) -> Somebody:
    """Draw a patient."""
    centre = dice.choices(plan.centres, weights=[one.size for one in plan.centres])[0]
    prevalent = dice.random() < FROM_THE_START
    enrolled = plan.first_day + (dice.randrange(35) if prevalent else dice.randrange(plan.last_day - plan.first_day))
    sex, category = _category(dice, plan.able)
    age, criterion = _age(dice, category)
    substance = dice.choices([name for name, _ in SUBSTANCE_SHARES], [share for _, share in SUBSTANCE_SHARES])[0]
    if age < THALIDOMIDE_FROM and substance == "thalidomide":
        substance = "lenalidomide"
    quality = centre.quality
    use, declared = draw_use(dice, substance, off_label=quality.off_label, untold=quality.label_untold)
    return Somebody(
        centre=centre,
        enrolled=enrolled,
        age=age,
        category=category,
        criterion=criterion,
        identity=_identity(dice, centre, sex, enrolled - round(age * 365.25) - dice.randrange(1, 360)),
        substance=substance,
        use=use,
        declared=declared,
        method=draw_method(dice) if category == "childbearing" else None,
        prevalent=prevalent,
    )


def draw_method(dice: random.Random) -> Method:
    """Draw a method of contraception."""
    return dice.choices(METHODS, weights=[one.share for one in METHODS])[0]


def _category(dice: random.Random, able: float) -> tuple[str, str]:
    if dice.random() >= WOMEN_SHARE:
        return "male", "male"
    return "female", "childbearing" if dice.random() < able else "non_childbearing"


def _age(dice: random.Random, category: str) -> tuple[int, str | None]:
    """Draw an age, and for a woman who cannot become pregnant the criterion that goes with it."""
    if category == "childbearing":
        return min(53, max(19, round(dice.gauss(41, 7)))), None
    age = min(91, max(34, round(dice.gauss(69, 9.5))))
    if category == "male":
        return age, None
    criterion = dice.choices([word for word, _ in CRITERIA], [share for _, share in CRITERIA])[0]
    if age < 52 and criterion == "age_50_amenorrhoea_1_year":
        criterion = "hysterectomy"
    return age, criterion


def _identity(dice: random.Random, centre: Centre, sex: str, born: int) -> dict[str, Any]:
    return {
        "family_name": dice.choice(FAMILIES),
        "given_name": dice.choice(WOMEN if sex == "female" else MEN),
        "birth_date": iso(born),
        "sex": sex,
        "language": centre.language,
        "time_zone": centre.zone,
    }


@lru_cache(maxsize=10_000)
def tokens_of(family: str, given: str) -> list[str]:
    """Give the words by which somebody of this name is found."""
    return sorted(search_tokens(family, given))
