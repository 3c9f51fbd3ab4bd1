"""Which lines of a trail are shown."""

from django import forms
from django.utils.translation import gettext_lazy

from audit.models import Outcome
from foundation.forms import RegistryForm


class TrailForm(RegistryForm):
    """Everything, or one kind of lines."""

    show = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            ("", gettext_lazy("Everything")),
            (Outcome.READ.value, gettext_lazy("Who looked")),
            (Outcome.DONE.value, gettext_lazy("What was changed")),
            (Outcome.REFUSED.value, gettext_lazy("What was refused")),
        ],
    )
