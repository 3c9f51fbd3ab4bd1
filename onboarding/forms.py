"""What is asked about a list: the list itself, its matches, why it is undone."""

from typing import Any, BinaryIO

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.countries import COUNTRIES
from foundation.forms import ActForm, ParagraphField, RadioField
from onboarding.models import Kind
from onboarding.operations import Upload, uploaded

MOST_BYTES = 20_000_000


class UploadForm(ActForm):
    """A list of one country."""

    country = forms.ChoiceField(label=_("Country"), choices=[("", ""), *COUNTRIES])
    kind = RadioField(label=_("What is in the list?"), choices=Kind.choices)
    upload = forms.FileField(
        label=_("The list"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=_("CSV in UTF-8, or XLSX with one sheet; 20 MB at most. Nothing is taken in before a second person."),
    )

    def clean_upload(self) -> Upload:
        """Take the file, piece by piece.

        :raises ValidationError: when it is too large.
        """
        sent: Any = self.cleaned_data["upload"]
        if sent.size > MOST_BYTES:
            raise ValidationError(_("This file is larger than 20 MB. Part the list in two."))
        file: BinaryIO = sent.file
        return uploaded(file)


class MatchForm(ActForm):
    """Whether a row is what is there already."""

    answer = RadioField(
        label=_("Is it the same?"),
        choices=[("same", _("Yes, it is there already")), ("new", _("No, it is another"))],
    )


class UndoForm(ActForm):
    """Why an import is undone."""

    reason = ParagraphField(label=_("Why is it undone?"), rows=3, max_length=400)
