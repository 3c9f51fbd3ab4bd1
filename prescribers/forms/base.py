"""What the forms that change a record have in common: its version, and dates within a life."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.forms import ActForm, ParagraphField, TickField


class RecordForm(ActForm):
    """A form that changes a patient's record as it was when the form was opened."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("This page is incomplete. Open the record again; nothing was stored."),
            "invalid": gettext_lazy("This page is damaged. Open the record again; nothing was stored."),
        },
    )
    after_birth: ClassVar[tuple[str, ...]] = ()
    """The dates that cannot lie before the patient was born."""

    def __init__(self, *args: Any, born: dt.date | None = None, **kwargs: Any) -> None:
        """Keep the birth date beside the day."""
        super().__init__(*args, **kwargs)
        self.born = born

    def clean(self) -> dict[str, Any]:
        """Compare the dates with the patient's birth."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.after_birth:
            day = data.get(name)
            if day is not None and self.born is not None and day < self.born:
                self.add_error(name, _before(day, self.born))
        return data

    @property
    def stamp(self) -> dict[str, Any]:
        """Give what every operation on a record takes from its form: nonce and version."""
        return {"nonce": self.cleaned_data["nonce"], "version": self.cleaned_data["version"]}


class ReasonForm(RecordForm):
    """A change that says why."""

    reason = ParagraphField(label=gettext_lazy("Reason"), rows=3, max_length=500)


class AnswerForm(RecordForm):
    """What was done about a pharmacy's message."""

    reason = ParagraphField(label=gettext_lazy("What you have done about it"), rows=3, max_length=500)


class ConfirmForm(RecordForm):
    """A change that asks for no more than a button."""


class SignForm(RecordForm):
    """A signature: the summary above it was read."""

    checked = TickField(label=gettext_lazy("I have checked this and sign"))


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> forms.ChoiceField:
    """Give a field its answers, once they are known."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
    return field


def not_before(form: forms.Form, *, name: str, earliest: str) -> None:
    """Mend a pair of dates in the wrong order: the message is on the later one and shows both."""
    day, first = form.cleaned_data.get(name), form.cleaned_data.get(earliest)
    if day is not None and first is not None and day < first:
        label = form.fields[earliest].label
        form.add_error(
            name,
            ValidationError(
                _("%(day)s is before “%(label)s”, %(first)s. Check both dates.")
                % {"day": date_format(day), "label": label, "first": date_format(first)},
                code="order",
            ),
        )


def _before(day: dt.date, born: dt.date) -> ValidationError:
    return ValidationError(
        _("%(day)s is before the patient was born, %(born)s. Check the date.")
        % {"day": date_format(day), "born": date_format(born)},
        code="before_birth",
    )
