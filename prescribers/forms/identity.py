"""Who is to be registered or put right, how she is reached, and the words to search her by."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.refusals import Refusal
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
from patients.ages import age_below_every_indication
from patients.health_ids import COUNTRIES, read_health_id
from patients.identity import NewIdentity
from patients.models import Gender, Reminder, Sex
from patients.names import is_latin, latin_proposal
from patients.refusals import UnsoundIdentity
from patients.soundness import read_file_number, require_birth_date, require_latin, sound_contacts
from prescribers.forms.base import RecordForm, offer
from prescribers.words import LANGUAGES


class WhoForm(RegistryForm):
    """Names, birth date, sex, language and numbers: what is compared with the papers."""

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
        help_text=gettext_lazy(
            "Only where the name is written in other letters, like Greek or Cyrillic ones. Leave it empty and it "
            "is proposed. The card shows both."
        ),
    )
    birth_date = ThreePartDateField(
        label=gettext_lazy("Date of birth"),
        not_after_today=True,
        help_text=gettext_lazy("For example 14 3 1981"),
    )
    sex = RadioField(label=gettext_lazy("Sex recorded at birth"), choices=Sex.choices)
    gender = forms.ChoiceField(
        label=gettext_lazy("Gender, if different (optional)"),
        required=False,
        choices=[("", gettext_lazy("As recorded at birth")), *Gender.choices],
    )
    health_id_country = forms.ChoiceField(
        label=gettext_lazy("Country of the health number"),
        required=False,
        choices=[(code, one.name) for code, one in COUNTRIES.items()],
    )
    health_id = TextField(
        label=gettext_lazy("National health number (optional)"),
        required=False,
        max_length=40,
        help_text=gettext_lazy(
            "Its check digits are compared where the country has some. Numbers of Cyprus, Germany, Hungary, Latvia, "
            "Luxembourg, Malta and Portugal cannot be checked here: compare each sign with the papers."
        ),
    )
    file_number = TextField(label=gettext_lazy("Your centre's file number (optional)"), required=False, max_length=40)
    language = forms.ChoiceField(
        label=gettext_lazy("Language for messages to the patient"), choices=list(LANGUAGES.items())
    )

    def __init__(self, *args: Any, country: str = "", today: dt.date | None = None, **kwargs: Any) -> None:
        """Offer the country of the centre first."""
        super().__init__(*args, today=today, **kwargs)
        self.today, self.country = today, country
        if country in COUNTRIES:
            self.fields["health_id_country"].initial = country

    def clean(self) -> dict[str, Any]:
        """Read every part as the record itself would, and say what to do beside the part that cannot be."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        names = f"{data.get('family_name', '')} {data.get('given_name', '')}".strip()
        if not names and not self.errors.keys() & {"family_name", "given_name"}:
            self.add_error("family_name", _("Enter the family name, the given name, or both."))
        if names and "latin_name" not in self.errors:
            self._clean_latin_name(names, data["latin_name"])
        if self.today is not None and data.get("birth_date"):
            self._reads(require_birth_date, day=data["birth_date"], today=self.today)
        if data.get("health_id"):
            country = data.get("health_id_country") or self.country
            self._reads(read_health_id, country=country, number=data["health_id"])
        if data.get("file_number"):
            self._reads(read_file_number, number=data["file_number"])
        return data

    def who(self, *, time_zone: str = "") -> dict[str, Any]:
        """Give what is said of the person."""
        data = self.cleaned_data
        return {
            "family_name": data["family_name"],
            "given_name": data["given_name"],
            "latin_name": data["latin_name"],
            "birth_date": data["birth_date"],
            "sex": data["sex"],
            "gender": data["gender"],
            "language": data["language"],
            "time_zone": time_zone,
            "health_id_country": (data["health_id_country"] or self.country) if data["health_id"] else "",
            "health_id": data["health_id"],
            "file_number": data["file_number"],
        }

    def _reads(self, read: Callable[..., Any], **values: Any) -> None:
        """Ask the record's own reading, and put its refusal beside the field it is about."""
        try:
            read(**values)
        except UnsoundIdentity as refusal:
            self.add_error(refusal.field, str(refusal.message))
        except Refusal as refusal:
            self.add_error("birth_date", str(refusal.message))

    def _clean_latin_name(self, names: str, latin: str) -> None:
        self._reads(require_latin, name=names, latin_name=latin)
        if not latin and not is_latin(names) and isinstance(self.data, QueryDict):
            sent = self.data.copy()
            sent["latin_name"] = latin_proposal(names)
            self.data = sent


class ReachForm(RegistryForm):
    """How the patient is reached and reminded."""

    mobile = TextField(
        label=gettext_lazy("Mobile telephone (optional)"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("With its country, like +32 470 12 34 56"),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail address (optional)"), required=False, max_length=200)
    reminder = RadioField(
        label=gettext_lazy("How does the patient want to be reminded?"),
        choices=Reminder.choices,
        required=False,
        initial=Reminder.NONE,
    )
    agrees_to_reminders = TickField(
        label=gettext_lazy("The patient was asked and agrees to be reminded this way"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Want the way on which she would be reminded, and her agreement."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors.keys() & {"mobile", "email"}:
            try:
                sound_contacts(new=NewIdentity(**NOBODY, **self.reach()), country=getattr(self, "country", ""))
            except UnsoundIdentity as refusal:
                self.add_error(refusal.field, str(refusal.message))
        return data

    def reach(self) -> dict[str, Any]:
        """Give how the patient is reached."""
        data = self.cleaned_data
        return {
            "mobile": data["mobile"],
            "email": data["email"],
            "reminder": data.get("reminder") or Reminder.NONE,
            "agrees_to_reminders": bool(data.get("agrees_to_reminders")),
        }


NOBODY: dict[str, Any] = {
    "family_name": "", "given_name": "", "latin_name": "", "birth_date": None, "sex": "", "language": "",
    "time_zone": "",
}  # fmt: skip
"""An identity of which only the ways to reach somebody are looked at."""


class IdentityForm(ReachForm, WhoForm, ActForm):
    """Who the patient is, and in which programme."""

    programme = RadioField(label=gettext_lazy("Programme"), choices=[])
    different = TickField(label=gettext_lazy("This is a different person"), required=False)
    reason = ParagraphField(
        label=gettext_lazy("How do you know that it is a different person?"),
        required=False,
        rows=2,
        max_length=500,
        help_text=gettext_lazy("It is kept in the record of who did what. Do not write names here."),
    )
    field_order = ("nonce", "programme")

    def __init__(
        self, *args: Any, programmes: list[tuple[str, str]], today: dt.date | None = None, **kwargs: Any
    ) -> None:
        """Offer the programmes that the prescribers of the centre are certified for."""
        super().__init__(*args, today=today, **kwargs)
        self.asked_again = {name: self.fields.pop(name) for name in ("different", "reason")}
        if "reason" in self.data:
            self.fields |= self.asked_again
        offer(self, "programme", programmes)
        if len(programmes) == 1:
            self.fields["programme"].initial = programmes[0][0]

    def clean(self) -> dict[str, Any]:
        """Ask once more about somebody younger than anybody on the label: the year may be mistyped."""
        data = super().clean()
        if self.today is None or not data.get("birth_date") or not data.get("programme"):
            return data
        least = age_below_every_indication(programme_id=data["programme"], birth_date=data["birth_date"], on=self.today)
        if least is not None:
            self.fields["young"] = TickField(label=_("The date of birth is right"), required=False)
            if not self.data.get("young"):
                self.add_error("young", _too_young(least, data["birth_date"]))
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

    def identity(self, *, time_zone: str) -> NewIdentity:
        """Give who is to be registered."""
        return NewIdentity(**self.who(time_zone=time_zone), **self.reach())


def _too_young(least: int, born: dt.date) -> str:
    return _(
        "Born on %(born)s, the patient is younger than %(least)s, and this medicine is for people of %(least)s or "
        "older. Check the date of birth. If it is right, tick this and send it once more: it is off label then."
    ) % {"born": date_format(born), "least": least}


class CorrectIdentityForm(WhoForm, RecordForm):
    """Who the patient is, put right, and why."""

    reason = ParagraphField(
        label=gettext_lazy("Why is it corrected?"),
        rows=2,
        max_length=500,
        help_text=gettext_lazy("For example: mistyped; papers seen; new name after marriage. Do not write names here."),
    )


class ReachChangeForm(ReachForm, RecordForm):
    """New contact data of a patient."""

    def __init__(self, *args: Any, country: str = "", **kwargs: Any) -> None:
        """Keep the country in which a number without one is read."""
        super().__init__(*args, **kwargs)
        self.country = country


class EnrolForm(RecordForm):
    """In which other programme a known patient is enrolled."""

    programme = RadioField(label=gettext_lazy("Programme"), choices=[])

    def __init__(self, *args: Any, programmes: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the programmes that she is not in."""
        super().__init__(*args, **kwargs)
        offer(self, "programme", programmes)


class MergeForm(RecordForm):
    """Which other record is the same person's, and how one knows."""

    other = RadioField(label=gettext_lazy("Which record is the same person's?"), choices=[])
    reason = ParagraphField(
        label=gettext_lazy("How do you know?"),
        rows=2,
        max_length=500,
        help_text=gettext_lazy("It is kept in the record of who did what. Do not write names here."),
    )

    def __init__(self, *args: Any, others: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the records that may be hers."""
        super().__init__(*args, **kwargs)
        offer(self, "other", others)


class MergeAnswerForm(RecordForm):
    """The word of the second person."""

    answer = RadioField(label=gettext_lazy("Your answer"), choices=[])
    reason = ParagraphField(label=gettext_lazy("Why not? (only for a no)"), required=False, rows=2, max_length=500)

    def __init__(self, *args: Any, may_agree: bool, yes: Any, no: Any, **kwargs: Any) -> None:
        """Offer the yes to whoever did not propose it."""
        super().__init__(*args, **kwargs)
        offer(self, "answer", [("yes", yes), ("no", no)] if may_agree else [("no", no)])

    def clean(self) -> dict[str, Any]:
        """Want a reason for a no."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("answer") == "no" and not data.get("reason"):
            self.add_error("reason", _("Write why: one line is enough."))
        return data


class SearchForm(RegistryForm):
    """The beginning of a name; it travels in the body of the request, never in an address."""

    name = TextField(
        label=gettext_lazy("Find a patient by name"),
        max_length=80,
        widget=forms.TextInput(attrs={"data-shortcut": "/"}),
    )
