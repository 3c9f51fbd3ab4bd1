"""Who is to be registered, and the words to search her by."""

import datetime as dt
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.forms import (
    ActForm,
    NameField,
    ParagraphField,
    RadioField,
    RegistryForm,
    TextField,
    ThreePartDateField,
    TickField,
)
from patients.identity import NewIdentity
from patients.models import Category, Sex
from prescribers.forms.base import offer
from prescribers.words import LANGUAGES

OLDEST = 120
NOT_LATIN = ("GREEK", "CYRILLIC")


class IdentityForm(ActForm):
    """Who the patient is, and in which programme."""

    programme = RadioField(label=gettext_lazy("Programme"), choices=[])
    family_name = NameField(label=gettext_lazy("Family name"), required=False, max_length=80)
    given_name = NameField(
        label=gettext_lazy("Given name"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("As on her or his papers. Somebody with one name only: leave the other empty."),
    )
    latin_name = NameField(
        label=gettext_lazy("Name in Latin letters"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Only where the name is written in Greek or Cyrillic letters. The card shows both."),
    )
    birth_date = ThreePartDateField(
        label=gettext_lazy("Date of birth"),
        not_after_today=True,
        help_text=gettext_lazy("For example 14 3 1981"),
    )
    sex = RadioField(label=gettext_lazy("Sex recorded at birth"), choices=Sex.choices)
    health_id = TextField(label=gettext_lazy("National health number (optional)"), required=False, max_length=40)
    language = forms.ChoiceField(
        label=gettext_lazy("Language for messages to the patient"), choices=list(LANGUAGES.items())
    )
    mobile = forms.RegexField(
        label=gettext_lazy("Mobile telephone (optional)"),
        required=False,
        regex=r"^\+?[0-9][0-9 ()./-]{5,30}$",
        error_messages={"invalid": gettext_lazy("Enter a telephone number with its country, like +32 470 12 34 56.")},
    )
    email = forms.EmailField(label=gettext_lazy("E-mail address (optional)"), required=False, max_length=200)
    different = TickField(label=gettext_lazy("This is a different person"), required=False)
    reason = ParagraphField(
        label=gettext_lazy("How do you know that it is a different person?"),
        required=False,
        rows=2,
        max_length=500,
        help_text=gettext_lazy("It is kept in the record of who did what. Do not write names here."),
    )

    def __init__(
        self, *args: Any, programmes: list[tuple[str, str]], today: dt.date | None = None, **kwargs: Any
    ) -> None:
        """Offer the programmes that the prescribers of the centre are certified for."""
        super().__init__(*args, today=today, **kwargs)
        self.today = today
        self.asked_again = {name: self.fields.pop(name) for name in ("different", "reason")}
        if "reason" in self.data:
            self.fields |= self.asked_again
        offer(self, "programme", programmes)
        if len(programmes) == 1:
            self.fields["programme"].initial = programmes[0][0]

    def clean_birth_date(self) -> dt.date:
        """Refuse a birth date that nobody alive has.

        :raises ValidationError: showing the date that was read.
        """
        born: dt.date = self.cleaned_data["birth_date"]
        if self.today is not None and self.today.year - born.year > OLDEST:
            raise ValidationError(
                _("%(born)s is more than %(years)s years ago. Check the year.")
                % {"born": date_format(born), "years": OLDEST}
            )
        return born

    def clean(self) -> dict[str, Any]:
        """Ask for one name at least, and for Latin letters beside Greek or Cyrillic ones."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        names = f"{data.get('family_name', '')}{data.get('given_name', '')}"
        if not names and not self.errors.keys() & {"family_name", "given_name"}:
            self.add_error("family_name", _("Enter the family name, the given name, or both."))
        if is_not_latin(names) and not data.get("latin_name") and "latin_name" not in self.errors:
            self.add_error("latin_name", _("Write the name in Latin letters too, as on a passport."))
        if is_not_latin(data.get("latin_name", "")):
            self.add_error("latin_name", _("Use Latin letters here, as on a passport."))
        return data

    @property
    def why_different(self) -> str:
        """Give the reason for a different person of the same name, once it is ticked and written."""
        data = self.cleaned_data
        return str(data["reason"]) if data.get("different") and data.get("reason") else ""

    def ask_if_different(self) -> None:
        """Ask on the same page whether it is a different person, and want both answers from then on."""
        asked_before = "reason" in self.fields
        self.fields |= self.asked_again
        if asked_before and not self.cleaned_data.get("different"):
            self.add_error(
                "different", _("Open the record above if it is she. If not, tick “This is a different person”.")
            )
        if asked_before and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Write how you know: one line is enough."))

    def identity(self, *, country: str, time_zone: str) -> NewIdentity:
        """Give who is to be registered."""
        data = self.cleaned_data
        return NewIdentity(
            family_name=data["family_name"],
            given_name=data["given_name"],
            latin_name=data["latin_name"],
            birth_date=data["birth_date"],
            sex=data["sex"],
            language=data["language"],
            time_zone=time_zone,
            health_id_scheme=f"national:{country}" if data["health_id"] else "",
            health_id=data["health_id"],
            mobile=data["mobile"],
            email=data["email"],
        )


class SearchForm(RegistryForm):
    """The beginning of a name; it travels in the body of the request, never in an address."""

    name = TextField(label=gettext_lazy("Find a patient by name"), max_length=80)


class FilterForm(RegistryForm):
    """Which patients the worklist shows."""

    category = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[("", gettext_lazy("All patients")), *Category.choices],
    )


def is_not_latin(text: str) -> bool:
    """Say whether a name is written in letters that most counters cannot read."""
    return any(unicodedata.name(sign, "").startswith(NOT_LATIN) for sign in text)
