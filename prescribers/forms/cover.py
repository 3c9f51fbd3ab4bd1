"""Who is away, who covers, from when until when."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.forms import ActForm, RadioField, ThreePartDateField
from prescribers.forms.base import not_before, offer

AWAY, COVERS = "away", "covers"


class CoverForm(ActForm):
    """A cover between whoever fills this in and one colleague."""

    who = RadioField(
        label=gettext_lazy("Who is away?"),
        choices=[
            (AWAY, gettext_lazy("I am away, and a colleague covers for me")),
            (COVERS, gettext_lazy("A colleague is away, and I cover")),
        ],
    )
    colleague = forms.ChoiceField(label=gettext_lazy("Colleague"))
    first_day = ThreePartDateField(label=gettext_lazy("First day"), not_before_today=True)
    last_day = ThreePartDateField(
        label=gettext_lazy("Last day"), help_text=gettext_lazy("The cover ends by itself at the end of this day.")
    )

    def __init__(self, *args: Any, colleagues: list[tuple[UUID, str]], **kwargs: Any) -> None:
        """Offer the other prescribers of the centre."""
        super().__init__(*args, **kwargs)
        offer(self, "colleague", [("", _("Choose a colleague")), *((str(key), name) for key, name in colleagues)])

    def clean(self) -> dict[str, Any]:
        """Compare the two days."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        not_before(self, name="last_day", earliest="first_day")
        return data


class EndCoverForm(ActForm):
    """Ending a cover asks for no more than a button."""
