"""What an authority sets a programme to."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms import ActForm, ParagraphField, RadioField, ThreePartDateField
from programmes.models import Programme, Regime


class RegimeForm(ActForm):
    """Which programme, what it is set to, until when, and what the counters are told."""

    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.order_by("title"))
    regime = RadioField(
        label=_("Set it to"),
        choices=[
            (Regime.WARN, _("Warn: missing papers of people and places are advice and stop no supply")),
            (
                Regime.SUSPENDED,
                _("Suspended: what the registry may have lost is advice too. A stop and a suspicion still stop"),
            ),
            (Regime.NORMAL, _("Normal: every rule holds again")),
        ],
    )
    last_on = ThreePartDateField(
        label=_("Last day"), help_text=_("Of warn or suspended. Leave it empty for normal."), required=False
    )
    words = ParagraphField(
        label=_("What every counter of the country is told"),
        rows=3,
        max_length=500,
        help_text=_("One or two sentences."),
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        """Know the day, for the dates."""
        super().__init__(*args, today=today, **kwargs)


class DecisionForm(ActForm):
    """Yes or no to what a colleague proposed."""

    agreed = RadioField(label=_("Do you agree?"), choices=[("yes", _("Yes: it holds from now on")), ("no", _("No"))])
