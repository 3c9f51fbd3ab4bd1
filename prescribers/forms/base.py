"""What the forms that change a record have in common: its version, and dates within a life."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.refusals import Stale
from foundation.forms import ActForm, ParagraphField, TickField

LAST_VERSION: Final = 2**31 - 1
INCOMPLETE: Final = gettext_lazy("This page is incomplete. Open the record again; nothing was stored.")
DAMAGED: Final = gettext_lazy("This page is damaged. Open the record again; nothing was stored.")


class NamingForm(ActForm):
    """A form that names the record it is about.

    So answers typed for one patient never land on another, whatever address they are sent to.
    """

    about = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": INCOMPLETE, "invalid": DAMAGED})

    @property
    def is_of_another(self) -> bool:
        """Say whether what was sent was filled in for another patient than the page is about."""
        named = self.cleaned_data.get("about") if self.is_bound else None  # an empty body binds no form
        return named is not None and named != self.initial["about"]


class RecordForm(NamingForm):
    """A form that changes a patient's record as it was when the form was opened."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        max_value=LAST_VERSION,
        error_messages={"required": INCOMPLETE, "invalid": DAMAGED, "min_value": DAMAGED, "max_value": DAMAGED},
    )
    after_birth: ClassVar[tuple[str, ...]] = ()
    """The dates that cannot lie before the patient was born."""
    asked_anew: ClassVar[tuple[str, ...]] = ("result",)
    """The answers, besides every tick, that are never shown again as given once the record has changed."""

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

    def renew(self, *, version: int) -> None:
        """Put the present version into what was sent, so that it can be looked at and sent once more.

        Ticks and test results are taken out: they were given on a record that has changed since.
        """
        assert isinstance(self.data, QueryDict)  # only what a browser sent can be stale
        sent = self.data.copy()
        sent["version"] = str(version)
        for name, field in self.fields.items():
            if isinstance(field, TickField) or name in self.asked_anew:
                sent.pop(self.add_prefix(name), None)
        self._show_anew(sent)
        self.data = sent

    def _show_anew(self, sent: QueryDict) -> None:
        """Change what else must not be sent once more as it is."""


class ReasonForm(RecordForm):
    """A change that says why."""

    reason = ParagraphField(label=gettext_lazy("Reason"), rows=3, max_length=500)


class AnswerForm(RecordForm):
    """What was done about a pharmacy's message."""

    reason = ParagraphField(label=gettext_lazy("What you have done about it"), rows=3, max_length=500)


class ConfirmForm(RecordForm):
    """A change that asks for no more than a button."""


class SignForm(RecordForm):
    """A signature under a summary: it carries what the summary showed, and signs nothing else."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    dose_meant = TickField(label=gettext_lazy("The dose is above the label's and is meant"))
    dose_reason = ParagraphField(label=gettext_lazy("Why is the dose above the label's?"), rows=2, max_length=500)
    checked = TickField(label=gettext_lazy("I have checked this and sign"))

    def __init__(self, *args: Any, shown: str, dose_outside_label: bool, **kwargs: Any) -> None:
        """Keep what the page shows now, and ask about the dose where the rulebook advises it."""
        super().__init__(*args, **kwargs)
        self.shows = self.fields["shown"].initial = shown
        if not dose_outside_label:
            del self.fields["dose_meant"], self.fields["dose_reason"]

    def require_as_shown(self) -> None:
        """Refuse a signature under a page that showed something else than what would be signed.

        :raises Stale: when another draft was made, or the day changed, since the page was opened.
        """
        if self.cleaned_data["shown"] != self.shows:
            raise Stale(
                _(
                    "The draft changed while this page was open, perhaps in another window. Nothing was signed. "
                    "The page now shows the present draft: check it, then sign once more."
                )
            )

    def _show_anew(self, sent: QueryDict) -> None:
        """Carry what the page shows now; nobody has checked it yet."""
        sent["shown"] = self.shows


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
