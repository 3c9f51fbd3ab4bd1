"""What the programme office enters of products: packs with their GTINs, batches called back."""

from collections.abc import Iterable
from typing import Any

from biip.checksums import gs1_standard_check_digit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.forms import ActForm, CountField, TextField, ThreePartDateField
from programmes.models import Product, Programme

GTIN_LENGTH = 14


class AddPackForm(ActForm):
    """A pack as its box says."""

    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.order_by("title"))
    brand = TextField(label=_("Brand"), max_length=100)
    holder = TextField(label=_("Marketing authorisation holder"), max_length=200)
    strength_mg = forms.DecimalField(
        label=_("Strength in mg"), min_value=0.01, max_digits=7, decimal_places=2, localize=True
    )
    capsules = CountField(label=_("Capsules in the pack"), least=1, most=1000)
    gtin = TextField(
        label=_("GTIN"),
        help_text=_("The 14 numbers behind (01) on the box. One with 13 begins with a 0."),
        max_length=20,
    )

    def clean_gtin(self) -> str:
        """Give fourteen digits whose check digit fits.

        :raises ValidationError: when they are none.
        """
        digits: str = self.cleaned_data["gtin"].replace(" ", "").zfill(GTIN_LENGTH)
        if len(digits) != GTIN_LENGTH or not (digits.isascii() and digits.isdecimal()):
            raise ValidationError(_("A GTIN has 14 numbers. Compare it with the box."))
        if gs1_standard_check_digit(digits[:-1]) != int(digits[-1]):
            raise ValidationError(_("The last number of this GTIN does not fit the others. Compare it with the box."))
        return digits


class RecallForm(ActForm):
    """A batch to be called back."""

    product = forms.ModelChoiceField(label=_("Brand"), queryset=Product.objects.order_by("brand"))
    number = TextField(label=_("Batch"), max_length=20)
    from_on = ThreePartDateField(label=_("Not dispensed from"))
    reason = TextField(label=_("Why?"), max_length=500)


class LiftForm(ActForm):
    """A recall that was a mistake."""

    recall = forms.ChoiceField(label=_("Recall"))
    reason = TextField(label=_("Why is it lifted?"), max_length=500)

    def __init__(self, *args: Any, recalls: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the recalls that stand."""
        super().__init__(*args, **kwargs)
        self.fields["recall"].choices = list(recalls)  # type: ignore[attr-defined]  # a choice field has choices
