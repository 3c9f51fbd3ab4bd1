"""What the substances are given for: uses within the label, outside it, and those that the record does not tell."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

Regimens = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Use:
    """One way in which a substance is used, and how it is dosed then; None cannot be told."""

    disease: str | None
    partners: tuple[str, ...] | None
    prior: Regimens | None
    progressed: bool | None
    strength_mg: float
    daily_dose_mg: float
    cycle_days: int
    intake_days: int
    share: int = 1

    def capsules(self, days: int) -> int:
        """Count the capsules of so many days, rest days left out."""
        full, rest = divmod(days, self.cycle_days)
        daily = -(-int(self.daily_dose_mg * 100) // int(self.strength_mg * 100))
        return (full * self.intake_days + min(rest, self.intake_days)) * daily


MYELOMA, LEN, BOR = "multiple_myeloma", ("lenalidomide", "dexamethasone"), ("bortezomib", "dexamethasone")

WITHIN: dict[str, tuple[Use, ...]] = {
    "pomalidomide": (
        Use(MYELOMA, ("dexamethasone",), (LEN, BOR), True, 4, 4, 28, 21, share=60),
        Use(MYELOMA, ("dexamethasone",), (LEN, BOR), True, 3, 3, 28, 21, share=12),
        Use(MYELOMA, ("bortezomib", "dexamethasone"), (LEN,), True, 4, 4, 21, 14, share=18),
        Use(MYELOMA, ("daratumumab", "dexamethasone"), (LEN, BOR), True, 4, 4, 28, 21, share=10),
    ),
    "lenalidomide": (
        Use(MYELOMA, ("dexamethasone",), (BOR,), True, 25, 25, 28, 21, share=60),
        Use(MYELOMA, ("dexamethasone",), (BOR,), True, 15, 15, 28, 21, share=25),
        Use(MYELOMA, ("dexamethasone",), (BOR,), True, 10, 10, 28, 21, share=15),
    ),
    "thalidomide": (Use(MYELOMA, ("melphalan", "prednisone"), (), None, 50, 100, 42, 42),),
}
OUTSIDE: dict[str, tuple[Use, ...]] = {
    "pomalidomide": (
        Use("other", ("dexamethasone",), (BOR,), True, 4, 4, 28, 21, share=70),
        Use(MYELOMA, ("dexamethasone",), (BOR,), True, 4, 4, 28, 21, share=30),
    ),
    "lenalidomide": (Use("other", (), (BOR,), None, 10, 10, 28, 21),),
    "thalidomide": (Use("other", ("dexamethasone",), (), None, 50, 100, 42, 42),),
}


def draw_use(dice: random.Random, substance: str, *, off_label: float, untold: float) -> tuple[Use, bool | None]:
    """Draw a use, and what the prescriber declares of it."""
    fallen = dice.random()
    if fallen < off_label:
        return _one_of(dice, OUTSIDE[substance]), dice.random() < 0.9
    usual = _one_of(dice, WITHIN[substance])
    if fallen < off_label + untold:
        dosed = (usual.strength_mg, usual.daily_dose_mg, usual.cycle_days, usual.intake_days)
        return Use(MYELOMA, None, None, None, *dosed), None
    return usual, False


def _one_of(dice: random.Random, uses: Sequence[Use]) -> Use:
    return dice.choices(uses, weights=[use.share for use in uses])[0]
