"""What comes in at the counter: a card's number, and capsules to be recorded."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.checksymbols import LENGTH, PREFIX, normalise, read_number
from foundation.forms import ActForm, CountField, RegistryForm, TextField, TickField


class CardForm(RegistryForm):
    """The one field: typed with or without dashes, in any case, or scanned with its prefix.

    A text that is no card's number at all is sent back. Twelve signs whose check symbols do not fit
    are a number that no card has: the counter answers them, so that the answer is kept.
    """

    number = TextField(
        label=_("Scan the card or type its number"),
        help_text=_("Hand scanner: just scan. The number is under the square code and looks like 7K3M-9QXT-4HX7."),
        max_length=200,
        error_messages={
            "required": _("Scan the card or type its number."),
            "max_length": _("This is too long for a card’s number. It has 12 letters and numbers."),
        },
        widget=forms.TextInput(
            attrs={
                "class": "number",
                "autofocus": True,
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def clean_number(self) -> str | None:
        """Give the number in its plain form, or None when its check symbols do not fit.

        :raises ValidationError: when it is no card's number at all.
        """
        typed = _last_scan(self.cleaned_data["number"])
        if _is_pack(typed):
            raise ValidationError(_("That is a medicine pack. Scan the patient’s card first."))
        if normalise(typed) is None:
            raise ValidationError(
                _(
                    "A card’s number has 12 letters and numbers, like 7K3M-9QXT-4HX7. "
                    "Compare this with the card and type it again."
                )
            )
        return read_number(typed)


class DispensingForm(ActForm):
    """Capsules handed over, and the word that she was counselled."""

    capsules = CountField(label=_("Capsules handed over"), least=1)
    counselled = TickField(label=_("The patient was counselled; card and leaflet were given back"))

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        """Offer all that is left, and take no more than that."""
        super().__init__(*args, initial={"capsules": most}, **kwargs)
        self.most = most

    def clean_capsules(self) -> int:
        """Refuse more than what is left.

        :raises ValidationError: naming what is left.
        """
        capsules: int = self.cleaned_data["capsules"]
        if capsules > self.most:
            raise ValidationError(
                _("Enter %(most)s or less: that is what is left on this prescription."),
                params={"most": self.most},
            )
        return capsules


def _last_scan(typed: str) -> str:
    """Give what was scanned last: a scan lands before or behind what a refused one left in the field."""
    start = typed.upper().rfind(PREFIX)
    if start < 0:
        return typed
    scanned = typed[start + len(PREFIX) :]
    return scanned if normalise(scanned) else scanned[:LENGTH]


def _is_pack(typed: str) -> bool:
    """Tell a pack's code (GS1, as hand scanners send it) from a card's."""
    signs = typed.strip()
    return signs.startswith("]d2") or (signs.startswith("01") and len(signs) >= 16 and signs[2:16].isdigit())
