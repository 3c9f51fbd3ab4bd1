"""To which pharmacy a prescription is sent: one that she knows, or one found by its name."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from foundation.forms import RadioField, TextField, TickField
from prescribers.forms.base import RecordForm, offer


class SendForm(RecordForm):
    """The pharmacy that the patient chose."""

    name = TextField(
        label=gettext_lazy("Name of the pharmacy, or the beginning of it"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Type it and press Find, where the pharmacy is not listed below."),
    )
    pharmacy = RadioField(label=gettext_lazy("Pharmacy"), choices=[])
    chosen = TickField(label=gettext_lazy("The patient chose this pharmacy"))
    field_order = ("name", "pharmacy", "chosen")

    def __init__(self, *args: Any, pharmacies: Iterable[Organisation], **kwargs: Any) -> None:
        """Offer the pharmacies; where there is none to offer, the name alone is asked for."""
        super().__init__(*args, **kwargs)
        found = [(str(one.id), one.name) for one in pharmacies]
        offer(self, "pharmacy", found)
        self.fields["pharmacy"].error_messages["required"] = _(
            "No pharmacy is chosen. Find it by its name, then choose it."
        )
        if not found:
            del self.fields["chosen"]
            self.fields["pharmacy"].widget = self.fields["pharmacy"].hidden_widget()
