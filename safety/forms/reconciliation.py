"""The company's list, taken in to be compared."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from foundation.forms import RegistryForm

MOST_BYTES = 5_000_000


class ListForm(RegistryForm):
    """One CSV file; nothing of it is kept."""

    file = forms.FileField(
        label=gettext_lazy("List of the company's safety database"),
        help_text=gettext_lazy(
            "CSV in UTF-8 with a column “worldwide_number”, and as you have them “day_zero”, “serious”, “nullified”."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )

    def clean_file(self) -> bytes:
        """Give the bytes.

        :raises ValidationError: when the file is too large.
        """
        file: Any = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(gettext("This file is larger than 5 MB. Take out what is not asked for."))
        read: bytes = file.read()
        return read
