"""The form kit: what every form of the registry has in common."""

from datetime import date
from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from foundation import drafts
from foundation.dates import ThreePartDateField, ThreePartDateInput
from foundation.errors import ErrorLine, list_errors
from foundation.fields import (
    CardNumberField,
    CountField,
    HintedRadios,
    MeasureField,
    NameField,
    ParagraphField,
    RadioField,
    TextField,
    TickField,
)

__all__ = [
    "ActForm",
    "CardNumberField",
    "CountField",
    "ErrorLine",
    "HintedRadios",
    "MeasureField",
    "NameField",
    "ParagraphField",
    "PlainWords",
    "RadioField",
    "RegistryForm",
    "TextField",
    "ThreePartDateField",
    "ThreePartDateInput",
    "TickField",
    "list_errors",
]

_EMPTY = _("“%(label)s” is empty. Fill it in.")
_UNANSWERED = _("“%(label)s” has no answer. Choose one.")
_UNTICKED = _("Tick “%(label)s” to go on.")
_NOT_LISTED = _("“%(label)s”: choose one of the answers listed.")
_TOO_LONG = _("“%(label)s” may have at most %(limit)s characters. Shorten it.")
_TWICE = _("“%(label)s” came with two different answers. Open the page again and answer it once.")
_NO_ADDRESS = _("“%(label)s” must be an e-mail address, like name@hospital.eu.")
_CHOOSING = (forms.RadioSelect, forms.Select, forms.CheckboxSelectMultiple)


class PlainWords(forms.BaseForm):
    """Mixed into a form that others wrote (log in, second step), gives its fields the registry's words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let the form make itself, then replace its general messages."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _speak(field, str(field.label or name.replace("_", " ").capitalize()))


class RegistryForm(PlainWords, forms.Form):
    """A form that says what to do when something is missing, and draws itself without inline style.

    ``today`` is the day the view read, for the dates that may not lie before or after it.
    """

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        """Hand the day to the dates.

        :raises TypeError: when a date needs ``today`` and none was given.
        """
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, ThreePartDateField):
                if field.needs_today and today is None:
                    raise TypeError(f"{type(self).__name__} needs today= for its field {name}")
                field.today = today

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """Begin with what was typed before the time ran out, where there is such; else as always."""
        kept = None if self.is_bound else drafts.kept_of(field, self.add_prefix(field_name), field_name=field_name)
        return super().get_initial_for_field(field, field_name) if kept is None else kept

    def _post_clean(self) -> None:
        """Refuse two answers to one question: which of the two is meant, no program decides."""
        super()._post_clean()  # type: ignore[misc]  # a hook that Django leaves empty for plain forms
        if isinstance(self.data, QueryDict):
            for name in self.fields:
                if any(len(set(self.data.getlist(key))) > 1 for key in self._keys_of(name)):
                    self.add_error(name, _TWICE % {"label": self.fields[name].label})

    def _keys_of(self, name: str) -> list[str]:
        """List the names under which the one answer of a field is sent; none where several are meant."""
        widget, key = self.fields[name].widget, self.add_prefix(name)
        if isinstance(widget, forms.MultiWidget):
            return [key + suffix for suffix in widget.widgets_names]  # type: ignore[attr-defined]  # the stubs leave it out
        several = getattr(widget, "allow_multiple_selected", False) or isinstance(widget, forms.MultipleHiddenInput)
        return [] if several else [key]

    @property
    def helper(self) -> FormHelper:
        """Draw the fields alone: the layout of the page holds the form tag, the token and the buttons."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.include_media = False
        return helper

    @property
    def error_lines(self) -> list[ErrorLine]:
        """List the errors for the summary on top of the page."""
        return list_errors(self)


class ActForm(RegistryForm):
    """A form that acts: it carries a number of its own, so that sending it twice counts once."""

    nonce = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid4,
        error_messages={
            "required": _("This page is incomplete. Open it again and send it once more; nothing was stored."),
            "invalid": _("This page is damaged. Open it again and send it once more; nothing was stored."),
        },
    )


def _speak(field: forms.Field, label: str) -> None:
    """Replace Django's general messages, where the form wrote none of its own, by ones that say what to do."""
    if field.label is None:
        field.label = label
    named = {"label": label}
    general = {
        "required": (forms.Field.default_error_messages["required"], _required(field)),
        "invalid_choice": (forms.ChoiceField.default_error_messages["invalid_choice"], _NOT_LISTED),
    }
    for code, (django_words, our_words) in general.items():
        if field.error_messages.get(code) == django_words:
            field.error_messages[code] = our_words % named
    if isinstance(field, forms.EmailField):
        field.error_messages.setdefault("invalid", _NO_ADDRESS % named)
    limit = getattr(field, "max_length", None)
    if limit:
        field.error_messages.setdefault("max_length", _TOO_LONG % {**named, "limit": limit})


def _required(field: forms.Field) -> Any:
    if isinstance(field.widget, forms.CheckboxInput):
        return _UNTICKED
    return _UNANSWERED if isinstance(field.widget, _CHOOSING) else _EMPTY
