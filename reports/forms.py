"""What figures are asked for: a period and filters, all of them in the address."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.forms import ActForm, RegistryForm, ThreePartDateField
from patients.models import Category
from reports.names import Names
from reports.scope import Scope

LONGEST: Final = dt.timedelta(days=366 * 5)
USUAL: Final = dt.timedelta(days=364)
_ALL: Final = ("", _("All"))


class ScopeForm(RegistryForm):
    """From one day to another, both counted in; of one centre, category, programme or brand, or of all."""

    since = ThreePartDateField(label=_("From"), not_after_today=True, required=False)
    until = ThreePartDateField(label=_("To"), not_after_today=True, required=False)
    centre = forms.ChoiceField(label=_("Centre"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False, choices=[_ALL, *Category.choices])
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    brand = forms.ChoiceField(label=_("Brand"), required=False)

    def __init__(self, data: Mapping[str, Any], *, today: dt.date, names: Names) -> None:
        """Offer what there is; a day that the address does not name is filled in."""
        super().__init__(data or None, today=today, initial={"since": today - USUAL, "until": today})
        self.today = today
        self._offer("centre", names.centres)
        self._offer("programme", names.programmes)
        self._offer("brand", names.brands)

    def _offer(self, field: str, choices: Mapping[str, str]) -> None:
        chosen = self.fields[field]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [_ALL, *choices.items()]

    def clean(self) -> dict[str, Any]:
        """Say what is wrong with a period that runs backwards or is too long; :meth:`scope` mends it."""
        cleaned = super().clean() or {}
        since, until = self._days(cleaned)
        self.mended = (since, until)
        if since > until:
            self.mended = (until, since)
            self.add_error("since", _("“From” must not be after “To”. The figures below are for the two exchanged."))
        elif until - since > LONGEST:
            self.mended = (until - LONGEST, until)
            self.add_error("since", _("Ask for five years at most. The figures below are for the last five."))
        return cleaned

    def _days(self, cleaned: Mapping[str, Any]) -> tuple[dt.date, dt.date]:
        until: dt.date = cleaned.get("until") or self.today
        return cleaned.get("since") or until - USUAL, until

    def scope(self, *, country: str | None, cut_off: dt.datetime) -> Scope:
        """Give what was asked for, or where that cannot be, the nearest that can."""
        asked = self.cleaned_data if self.is_bound else {}
        since, until = self.mended if self.is_bound else self._days({})
        return Scope(
            country=country, since=since, until=until, cut_off=cut_off, centre=_id(asked.get("centre")),
            category=asked.get("category") or "", programme=asked.get("programme") or "",
            brand=_id(asked.get("brand")),
        )  # fmt: skip


class ReportForm(ActForm):
    """The period of a report; both days are in it."""

    since = ThreePartDateField(label=_("From"), not_after_today=True)
    until = ThreePartDateField(label=_("To"), not_after_today=True)

    def clean(self) -> dict[str, Any]:
        """Refuse a period that runs backwards or is too long."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("since", _("“From” must not be after “To”. Exchange them."))
        elif since and until and until - since > LONGEST:
            self.add_error("since", _("Ask for five years at most, and for the years before in another report."))
        return cleaned


class ApprovalForm(ActForm):
    """An approval asks for no more than a button, and a signature of who has a second step."""


class Purpose(models.TextChoices):
    """What somebody may open a timeline for."""

    FIGURE = "figure", _("To check a figure")
    SIGNAL = "signal", _("To assess a possible signal")
    INSPECTION = "inspection", _("To prepare an inspection")
    QUESTION = "question", _("To answer a question put to the authority")


class PurposeForm(RegistryForm):
    """Why somebody opens a timeline; it stands in the trail with who and when."""

    purpose = forms.ChoiceField(label=_("Purpose"), choices=[("", ""), *Purpose.choices])
    words = forms.CharField(
        label=_("What do you want to find out?"),
        help_text=_("No names. This is kept with your name and the time."),
        min_length=10,
        max_length=200,
    )

    @property
    def reason(self) -> str:
        """Give what stands in the trail.

        :raises KeyError: when the form is not valid.
        """
        return f"{self.cleaned_data['purpose']}: {self.cleaned_data['words']}"


def address_of(scope: Scope, **changes: Any) -> str:
    """Write a scope, or one changed in part, as the question behind an address."""
    wanted = {
        "since_day": scope.since.isoformat(), "until_day": scope.until.isoformat(), "centre": scope.centre,
        "category": scope.category, "programme": scope.programme, "brand": scope.brand,
    }  # fmt: skip
    return urlencode({name: value for name, value in (wanted | changes).items() if value})


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None
