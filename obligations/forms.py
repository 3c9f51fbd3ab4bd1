"""What is written about an obligation."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.forms import ActForm, ParagraphField, TextField, ThreePartDateField
from foundation.scans import LARGEST
from obligations.evidence import Document, read_document
from obligations.queries import who_can_own


class EvidenceForm(ActForm):
    """What shows that an obligation is met."""

    reference = TextField(
        label=_("Where is it found?"),
        max_length=200,
        help_text=_("Number of the submission or the report, and whom it went to."),
    )
    document = forms.FileField(
        label=_("The document"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        help_text=_("A PDF, 5 MB at most. It is kept as it is."),
    )
    sha256 = TextField(
        label=_("Or its SHA-256"),
        required=False,
        max_length=64,
        help_text=_("Where the document stays elsewhere: 64 numbers and letters that only this document has."),
    )

    def clean_document(self) -> Document | None:
        """Read the document.

        :raises ValidationError: when it is no PDF that can be read whole.
        """
        sent: UploadedFile[bytes] | None = self.cleaned_data["document"]
        if not sent:
            return None
        return read_document(sent.read(LARGEST + 1))

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, and not for both.

        :raises ValidationError: when there is neither.
        """
        answers: dict[str, Any] = self.cleaned_data
        if "document" not in self.errors and not answers.get("document") and not answers.get("sha256"):
            raise ValidationError(_("Choose the document, or write its SHA-256."))
        return answers


class MoveForm(ActForm):
    """Another due date."""

    due_on = ThreePartDateField(label=_("Due on"))
    reason = ParagraphField(label=_("Why, and who agreed?"), rows=3, max_length=1000)


class OwnerForm(ActForm):
    """Who answers for it."""

    owner = forms.ModelChoiceField(
        label=_("Who answers for it?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Everybody with the role"),
    )

    def __init__(self, *args: Any, at: dt.datetime, **kwargs: Any) -> None:
        """Offer those who may act on it now."""
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = who_can_own(at=at)  # type: ignore[attr-defined]  # a choice of rows has one


class ReasonForm(ActForm):
    """Why it is no longer asked, or asked again."""

    reason = ParagraphField(label=_("Why, and who agreed?"), rows=3, max_length=1000)
