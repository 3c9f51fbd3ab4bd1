"""What a prescriber declares, how a licence was checked, and the question of a certificate's number."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.checksymbols import read_number
from foundation.forms import ActForm, RegistryForm, TextField, TickField
from programmes.licences import LicenceField


class DeclareForm(ActForm):
    """A licence number and three statements.

    Whoever changes their words gives ``programmes.declaring.DECLARED`` another version.
    """

    licence_number = LicenceField(label=_("Your licence number"))
    has_materials = TickField(label=_("I have the materials of the programme at hand, and hand them to my patients"))
    keeps_measures = TickField(
        label=_("I keep every measure of the programme, and report pregnancies and side effects at once")
    )
    is_able = TickField(label=_("I have the experience that starting and supervising this treatment asks for"))


class CheckedForm(ActForm):
    """With what a licence was compared."""

    compared = TextField(
        label=_("With which register did you compare it, and what did it say?"),
        help_text=_("For example: medical register of Belgium, listed, same name, on the day of the comparison."),
        max_length=200,
    )


class CertificateForm(RegistryForm):
    """The number of a certificate, and the name on it."""

    number = TextField(
        label=_("Certificate number"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "number"}),
    )
    name = TextField(label=_("Name, as on the certificate"), max_length=200)

    def clean_number(self) -> Any:
        """Read the number.

        :raises ValidationError: when its check symbols do not fit.
        """
        found = read_number(self.cleaned_data["number"])
        if found is None:
            raise ValidationError(_("This is no certificate number. Compare it with the certificate, sign by sign."))
        return found
