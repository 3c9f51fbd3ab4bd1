"""For whom an act is prepared, and why one is sent back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from accounts.models import User
from foundation.forms import ParagraphField, RegistryForm, TickField
from prescribers.forms.base import NamingForm

HIDDEN = frozenset({"nonce", "version", "about", "shown"})


class ForWhomForm(RegistryForm):
    """The prescriber who is to sign."""

    prepared_for = forms.ChoiceField(label=gettext_lazy("To be signed by"), choices=[])

    def __init__(self, *args: Any, signers: Sequence[User], hers: Any, waits: bool = False, **kwargs: Any) -> None:
        """Offer the prescribers of the centre; the one who has her in care stands first.

        :param waits: whether nobody of the centre is certified, whom such a form could be prepared for.
        """
        super().__init__(*args, **kwargs)
        self.waits = waits
        ordered = sorted(signers, key=lambda one: one.id != hers)
        field = self.fields["prepared_for"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.id), one.name) for one in ordered]
        self.only = ordered[0].name if len(ordered) == 1 else ""
        if self.only:
            field.widget = forms.HiddenInput()
            field.initial = str(ordered[0].id)


class SendBackForm(NamingForm):
    """Why a prepared act is not signed as it is."""

    reason = ParagraphField(label=gettext_lazy("What should be done or changed first?"), rows=3, max_length=500)


def sign_nothing(form: forms.BaseForm) -> None:
    """Leave out what only a prescriber attests: the form is filled in for one to sign."""
    for name in [name for name, field in form.fields.items() if isinstance(field, TickField) and field.required]:
        del form.fields[name]


def answers_of(form: forms.BaseForm, *, without: Sequence[str] = ()) -> dict[str, list[str]]:
    """Give what was sent in the fields that may be filled in beforehand, as it was sent."""
    assert isinstance(form.data, QueryDict)  # what is kept was sent by a browser
    own = _kept_fields(form) - set(without)
    return {
        key: form.data.getlist(key) for key in form.data if key in own or key.rpartition("_")[0] in own
    }  # a date is sent as name_day, name_month, name_year


def fill_in(form: forms.BaseForm, answers: dict[str, list[str]]) -> None:
    """Show answers that were kept; ticks and results are never among them."""
    sent = QueryDict(mutable=True)
    for key, values in answers.items():
        sent.setlist(key, values)
    for name in _kept_fields(form):
        value = form.fields[name].widget.value_from_datadict(sent, {}, name)
        if value not in (None, "", []) and value != ["", "", ""]:
            form.initial[name] = value


def _kept_fields(form: forms.BaseForm) -> set[str]:
    anew = {*HIDDEN, *getattr(form, "asked_anew", ())}
    return {name for name, field in form.fields.items() if name not in anew and not isinstance(field, TickField)}
