"""A licence number as registers of professionals write it."""

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.forms import TextField

_LICENCE: Final = re.compile(r"^(?=.*\d)[^\W_][\w ./-]*$")


class LicenceField(TextField):
    """Takes letters and numbers, and refuses what no register writes."""

    def __init__(self, **kwargs: Any) -> None:
        """Draw it without the browser's own guesses."""
        attrs = {"autocomplete": "off", "spellcheck": "false", "class": "number"}
        kwargs.setdefault("help_text", _("As the register of your country writes it."))
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        """Refuse what no register writes.

        :raises ValidationError: when it has no number in it, or signs that no licence has.
        """
        typed: str = super().clean(value)
        if not _LICENCE.match(typed):
            raise ValidationError(
                _("A licence number has letters and numbers, at least one number, and of other signs only - . and /.")
            )
        return typed
