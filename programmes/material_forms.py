"""What is asked about a material."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.countries import COUNTRIES
from foundation.forms import ActForm, RegistryForm, TextField, ThreePartDateField
from programmes.material_queries import Standing
from programmes.material_text import MOST_BYTES
from programmes.models import MaterialKind, Programme

ALL = ("", _("All"))
NONE = ("", "")


class MaterialFilterForm(RegistryForm):
    """Which materials are listed."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.order_by("title"), required=False, empty_label=_("All")
    )
    country = forms.ChoiceField(label=_("Country"), choices=[ALL, *COUNTRIES], required=False)
    language = forms.ChoiceField(label=_("Language of the text"), choices=[ALL, *settings.LANGUAGES], required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[ALL, *MaterialKind.choices], required=False)
    state = forms.ChoiceField(label=_("State"), choices=[ALL, *Standing.choices], required=False)


class MaterialForm(ActForm):
    """A new version: where it belongs, what it is called, and the file."""

    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.order_by("title"))
    country = forms.ChoiceField(label=_("Country"), choices=[NONE, *COUNTRIES])
    language = forms.ChoiceField(label=_("Language of the text"), choices=[NONE, *settings.LANGUAGES])
    kind = forms.ChoiceField(label=_("Kind"), choices=[NONE, *MaterialKind.choices])
    version = TextField(label=_("Version"), max_length=20, help_text=_("As it stands on the material, such as 2.1."))
    body = forms.FileField(
        label=_("File"),
        help_text=_("A text file in the form of the samples. Whatever is wrong in it is named by its line."),
        widget=forms.FileInput(attrs={"accept": ".txt"}),
    )

    def clean_body(self) -> bytes:
        """Give the bytes.

        :raises ValidationError: when there are more of them than a material may have.
        """
        file: Any = self.cleaned_data["body"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("This file is too large for a text. Choose the text alone, without pictures."))
        read: bytes = file.read()
        return read


class AgreeForm(ActForm):
    """The approval of an authority."""

    reference = TextField(label=_("Reference of the approval"), max_length=100)
    agreed_on = ThreePartDateField(label=_("Day of the approval"), not_after_today=True)


class InForceForm(ActForm):
    """From when a material holds, and until when."""

    from_on = ThreePartDateField(label=_("First day"), not_before_today=True)
    until_on = ThreePartDateField(
        label=_("Ends on"), required=False, help_text=_("From this day on it does not hold. Leave empty if it stays.")
    )
