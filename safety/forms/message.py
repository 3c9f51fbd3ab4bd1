"""A file of E2B(R3) taken in, a batch written, a version passed on otherwise."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from foundation.forms import ActForm, ParagraphField
from safety.e2b import MOST_BYTES
from safety.forms.kept import KeptForm


class XmlField(forms.FileField):
    """An XML file: what it is, its content says; its name is not even looked at."""

    def __init__(self, **kwargs: Any) -> None:
        """Make the field."""
        super().__init__(allow_empty_file=True, **kwargs)
        self.widget = forms.FileInput(attrs={"accept": ".xml"})

    def clean(self, data: Any, initial: Any = None) -> bytes:
        """Give the bytes; a file that is too large is not read at all.

        :raises ValidationError: when there is none, or it is too large.
        """
        if not data:
            raise ValidationError(gettext("Choose the file first."))
        if data.size > MOST_BYTES:
            raise ValidationError(gettext("This file is larger than 7 MB. Ask its sender for a smaller one."))
        read: bytes = data.read()
        return read


class FileForm(ActForm):
    """One file: an acknowledgement, or a message made elsewhere."""

    file = XmlField(
        label=gettext_lazy("Acknowledgement, or message made elsewhere"),
        help_text=gettext_lazy("An XML file in E2B(R3). Of a message, each case becomes a draft."),
    )


class SendForm(ActForm):
    """A batch asks for no more than a button."""


class OtherwiseForm(KeptForm):
    """How a version was passed on without a message."""

    words = ParagraphField(
        label=gettext_lazy("How was it passed on?"),
        help_text=gettext_lazy("To whom, by which form or portal, and its number there."),
        rows=2,
        max_length=500,
    )
