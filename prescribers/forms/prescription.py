"""What a prescription is to be for; the capsules are counted, never typed."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.forms import CountField, RadioField, RegistryForm
from patients.operations import Draft
from prescribers.forms.base import RecordForm, offer
from rulebook import Programme, most_capsules


class DraftForm(RegistryForm):
    """Strength, cycle, days."""

    strength = RadioField(label=gettext_lazy("Strength of one capsule"), choices=[])
    capsules_a_day = CountField(
        label=gettext_lazy("Capsules a day"), least=1, most=20, initial=1,
        help_text=gettext_lazy("On each day of intake."),
    )  # fmt: skip
    cycle = RadioField(label=gettext_lazy("Cycle"), choices=[])
    days_supply = CountField(label=gettext_lazy("For how many days, rest days included"), least=1, most=999)

    def __init__(self, *args: Any, programme: Programme, judged_as: str | None, **kwargs: Any) -> None:
        """Offer the programme's strengths and the cycles of its indications; say the limit."""
        super().__init__(*args, **kwargs)
        offer(self, "strength", [(f"{mg:g}", f"{mg:g} mg") for mg in programme.strengths_mg])
        cycles = {(one.intake_days, one.cycle_days) for one in programme.indications}
        offer(self, "cycle", [(f"{intake}/{cycle}", self._said(intake, cycle)) for intake, cycle in sorted(cycles)])
        if judged_as is not None:
            most = programme.supply(judged_as).max_days
            self.fields["days_supply"].help_text = _("%(most)s at most for this patient.") % {"most": most}
            self.fields["days_supply"].initial = most

    @staticmethod
    def _said(intake: int, cycle: int) -> str:
        if intake == cycle:
            return _("Every day, in cycles of %(cycle)s days") % {"cycle": cycle}
        return _("%(intake)s days of intake in every %(cycle)s") % {"intake": intake, "cycle": cycle}

    def as_text(self) -> str:
        """Give the answers in one line, the same for the same draft."""
        return " ".join(f"{name}={value}" for name, value in sorted(self.cleaned_data.items()))

    def draft(self) -> Draft:
        """Give the prescription to be, its capsules counted by the rulebook."""
        data = self.cleaned_data
        intake, cycle = (int(part) for part in data["cycle"].split("/"))
        strength = Decimal(data["strength"])
        dose = strength * data["capsules_a_day"]
        return Draft(
            days_supply=data["days_supply"],
            capsules=most_capsules(
                days_supply=data["days_supply"],
                cycle_days=cycle,
                intake_days=intake,
                daily_dose_mg=float(dose),
                strength_mg=float(strength),
            ),
            strength_mg=strength,
            daily_dose_mg=dose,
            cycle_days=cycle,
            intake_days=intake,
        )


class KeptDraftForm(DraftForm, RecordForm):
    """The same, filled in for a prescriber to sign: it names its record and carries a number of its own."""
