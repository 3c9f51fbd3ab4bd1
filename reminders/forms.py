"""The calendar's forms: an attempt to reach somebody, an outcome, a choice, a code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms import ActForm, ParagraphField, RadioField
from patients.models import OPTIONAL
from prescribers.forms.base import RecordForm
from reminders.models import Means, Outcome
from reminders.words import CHANNELS, OCCASIONS

YES, NO = "yes", "no"


class AttemptForm(ActForm):
    """One attempt to reach a patient."""

    means = RadioField(label=_("How did you try?"), choices=Means.choices)
    reached = RadioField(label=_("Did you reach the patient?"), choices=[(YES, _("Yes")), (NO, _("No"))])
    words = ParagraphField(label=_("Remarks"), rows=3, max_length=500, required=False)


class OutcomeForm(ActForm):
    """What became of following somebody up."""

    outcome = RadioField(label=_("What came of it?"), choices=Outcome.choices)
    words = ParagraphField(label=_("Remarks"), rows=3, max_length=500, required=False)


class MuteForm(RecordForm):
    """What a patient is not written about any more, and why."""

    occasion = RadioField(
        label=_("What is not to be sent?"),
        choices=[
            *((name, OCCASIONS[name]) for name in OPTIONAL),
            ("all", _("Nothing at all, not even for the patient's safety: nobody else may read it")),
        ],
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)


class CodeForm(RecordForm):
    """The code that the patient reads out."""

    channel = RadioField(label=_("What is confirmed?"), choices=list(CHANNELS.items()))
    code = forms.CharField(
        label=_("Code that the patient reads out"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, channels: list[str], **kwargs: Any) -> None:
        """Offer the ways that wait to be confirmed."""
        super().__init__(*args, **kwargs)
        field = self.fields["channel"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, words) for name, words in CHANNELS.items() if name in channels]


class ChannelForm(RecordForm):
    """A code that is to be sent."""

    channel = forms.ChoiceField(choices=list(CHANNELS.items()), widget=forms.HiddenInput)


class LiftForm(RecordForm):
    """Lifting what was kept asks for no more than a button."""


class RetryForm(ActForm):
    """Sending again asks for no more than a button."""
