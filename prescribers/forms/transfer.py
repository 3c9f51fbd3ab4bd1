"""A patient's move to another centre: asked for by her card, offered, answered, taken back."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.forms import ActForm, CardNumberField, ParagraphField, RadioField, ThreePartDateField, TickField
from patients.models import Agreed
from prescribers.forms.base import RecordForm, offer

WORDS = gettext_lazy("The other centre reads it before anything is handed over. Do not write names or results here.")


class AgreementFields(forms.Form):
    """That the patient agrees to the move: when, and how."""

    agrees = TickField(label=gettext_lazy("The patient agrees to the move, and that the whole record goes along"))
    agreed_on = ThreePartDateField(label=gettext_lazy("Agreed on"), not_after_today=True)
    agreed_how = RadioField(label=gettext_lazy("How did the patient agree?"), choices=Agreed.choices)
    words = ParagraphField(
        label=gettext_lazy("A word to the other centre (optional)"),
        required=False,
        rows=2,
        max_length=500,
        help_text=WORDS,
    )

    def said(self) -> dict[str, Any]:
        """Give what was said of her agreement."""
        return {name: self.cleaned_data[name] for name in ("agreed_on", "agreed_how", "words")}


class AskForm(AgreementFields, ActForm):
    """Whom another centre is asked for: known by the card in her hand and her papers, never by a search."""

    card = CardNumberField(
        label=gettext_lazy("Number of the patient card"),
        help_text=gettext_lazy(
            "12 signs, under the square code, like 7K3M-9QXT-4HX7. A hand scanner types it for you."
        ),
    )
    birth_date = ThreePartDateField(
        label=gettext_lazy("Date of birth"), not_after_today=True, help_text=gettext_lazy("As on the patient's papers.")
    )
    field_order = ("card", "birth_date", "agrees", "agreed_on", "agreed_how", "words", "nonce")


class OfferForm(AgreementFields, RecordForm):
    """To which centre a patient is handed over."""

    centre = forms.ChoiceField(label=gettext_lazy("New centre"))
    field_order = ("centre", "agrees", "agreed_on", "agreed_how", "words", "nonce", "about", "version")

    def __init__(self, *args: Any, centres: list[tuple[UUID, str]], **kwargs: Any) -> None:
        """Offer the centres that have a prescriber."""
        super().__init__(*args, **kwargs)
        offer(self, "centre", [("", _("Choose a centre")), *((str(key), name) for key, name in centres)])


class AnswerTransferForm(ActForm):
    """What a centre answers to another."""

    answer = RadioField(
        label=gettext_lazy("Your answer"),
        choices=[("accept", gettext_lazy("Accept")), ("refuse", gettext_lazy("Refuse"))],
    )
    words = ParagraphField(
        label=gettext_lazy("If you refuse: why?"), required=False, rows=2, max_length=500, help_text=WORDS
    )

    def clean(self) -> dict[str, Any]:
        """Want a reason with a no."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("answer") == "refuse" and not data.get("words"):
            self.add_error("words", _("Say why you refuse: the other centre, and the patient, must know what to do."))
        return data


class WithdrawTransferForm(ActForm):
    """Taking a request or an offer back asks for no more than a button."""
