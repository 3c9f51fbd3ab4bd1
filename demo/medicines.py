"""How each medicine of the demo is given, and for what: drafts and indications that the programmes know."""

import math
from dataclasses import dataclass
from decimal import Decimal

from patients.operations import Draft, Indication


@dataclass(frozen=True, slots=True)
class Medicine:
    """One substance as the demo's prescribers use it."""

    strength_mg: str
    daily_dose_mg: str
    cycle_days: int
    intake_days: int
    disease: str
    partners: tuple[str, ...]
    prior: tuple[tuple[str, ...], ...]
    batch: str

    def draft(self, days: int) -> Draft:
        """Give a prescription for so many whole days."""
        daily = math.ceil(Decimal(self.daily_dose_mg) / Decimal(self.strength_mg))
        full, rest = divmod(days, self.cycle_days)
        intake = full * self.intake_days + min(rest, self.intake_days)
        return Draft(
            days_supply=days,
            capsules=intake * daily,
            strength_mg=Decimal(self.strength_mg),
            daily_dose_mg=Decimal(self.daily_dose_mg),
            cycle_days=self.cycle_days,
            intake_days=self.intake_days,
        )

    @property
    def indication(self) -> Indication:
        """Give the use that the label names."""
        return Indication(
            disease=self.disease,
            partners=list(self.partners),
            prior_regimens=[list(regimen) for regimen in self.prior],
            progressed_on_last=True if self.prior else None,
            declared_off_label=False,
        )


POMALIDOMIDE = Medicine(
    "4", "4", 28, 21, "multiple_myeloma", ("dexamethasone",),
    (("lenalidomide", "dexamethasone"), ("bortezomib", "dexamethasone")), "PX4A01",
)  # fmt: skip
LENALIDOMIDE = Medicine(
    "25", "25", 28, 21, "multiple_myeloma", ("dexamethasone",), (("bortezomib", "dexamethasone"),), "LX25C3",
)  # fmt: skip
THALIDOMIDE = Medicine("50", "200", 42, 42, "multiple_myeloma", ("melphalan", "prednisone"), (), "TX50D9")

MEDICINES = {
    "pomalidomide-eu": POMALIDOMIDE,
    "pomalidomide-de": POMALIDOMIDE,
    "lenalidomide-eu": LENALIDOMIDE,
    "thalidomide-eu": THALIDOMIDE,
}

OFF_LABEL = Indication(
    disease="other",
    partners=["dexamethasone"],
    prior_regimens=[["bortezomib", "dexamethasone"]],
    progressed_on_last=True,
    declared_off_label=True,
    off_label_reason="AL amyloidosis after two lines; approved by the tumour board",
)
UNTOLD = Indication(
    disease="multiple_myeloma",
    partners=None,
    prior_regimens=None,
    progressed_on_last=None,
    declared_off_label=None,
)
