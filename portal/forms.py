"""What a patient types: her card and birth date, five answers, a number, a code."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from foundation.forms import (
    ActForm,
    CardNumberField,
    ParagraphField,
    RadioField,
    RegistryForm,
    TextField,
    ThreePartDateField,
    ThreePartDateInput,
)
from patients.models import Capsules, LedTo, NowIs
from patients.phone_codes import DIGITS
from safety.forms.kept import KeptForm

NONE_OF_THESE = "none"


class DoorForm(RegistryForm):
    """The card's number and the date of birth."""

    number = CardNumberField(
        label=_("Number of your card"),
        help_text=_("It is under the square code. It looks like 7K3M-9QXT-4HX7."),
        error_messages={
            "required": _("Type the number of your card."),
            "unreadable": _("This is not the number of a card. Look at your card and type all 12 signs again."),
            "max_length": _("This is too long. The number of your card has 12 signs."),
        },
        widget=forms.TextInput(attrs={"data-behaviour": "number-from-address"}),
    )
    birth_date = ThreePartDateField(
        label=_("Your date of birth"),
        help_text=_("For example, 14 3 1981."),
        not_after_today=True,
        widget=ThreePartDateInput(birthday=True),
    )


class SideEffectForm(KeptForm):
    """Five questions on what the medicine may have done."""

    words = ParagraphField(
        label=_("1. What happened to you?"),
        help_text=_("Tell us in your own words. Write what you felt and where."),
        error_messages={"required": _("Tell us what happened.")},
    )
    began_on = ThreePartDateField(
        label=_("2. When did it start?"),
        help_text=_("Leave this empty if you do not know the day."),
        required=False,
        not_after_today=True,
    )
    now_is = RadioField(
        label=_("3. How is it now?"),
        choices=NowIs.choices,
        error_messages={"required": _("Say how it is now.")},
    )
    led_to = forms.MultipleChoiceField(
        label=_("4. Did any of these happen?"),
        help_text=_("Tick all that fit."),
        choices=[*LedTo.choices, (NONE_OF_THESE, _("None of these"))],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what happened, or tick “None of these”.")},
    )
    capsules = RadioField(
        label=_("5. Do you still take your capsules?"),
        choices=Capsules.choices,
        error_messages={"required": _("Say if you still take your capsules.")},
    )

    def __init__(self, *args: Any, born: dt.date | None, **kwargs: Any) -> None:
        """Keep her birth date beside the day."""
        super().__init__(*args, **kwargs)
        self.born = born

    def clean_began_on(self) -> dt.date | None:
        """Refuse a day before her birth, in words for her.

        :raises ValidationError: showing both dates.
        """
        day: dt.date | None = self.cleaned_data["began_on"]
        if day is not None and self.born is not None and day < self.born:
            raise ValidationError(
                _("%(day)s is before you were born, %(born)s. Look at the date again."),
                params={"day": date_format(day), "born": date_format(self.born)},
            )
        return day

    def clean_led_to(self) -> list[str]:
        """Give what it led to.

        :raises ValidationError: when “none” is ticked beside something.
        """
        ticked: list[str] = self.cleaned_data["led_to"]
        if NONE_OF_THESE not in ticked:
            return ticked
        if len(ticked) > 1:
            raise ValidationError(_("You ticked “None of these” and more. Take one of them away."))
        return []


class MessagesForm(ActForm):
    """What she is written about."""

    wanted = forms.MultipleChoiceField(
        label=_("What may we write to you about?"),
        help_text=_("Take the tick away where you want no message."),
        choices=[("visit", _("My next visit")), ("supply", _("My capsules at the pharmacy"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class NumberForm(ActForm):
    """A new telephone number."""

    number = TextField(
        label=_("Your new mobile number"),
        help_text=_("Start with your country, like +32 470 12 34 56."),
        max_length=40,
        error_messages={
            "required": _("Type your new number."),
            "max_length": _("This is too long for a phone number."),
        },
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )


class CodeForm(ActForm):
    """The code that came to the telephone."""

    code = forms.RegexField(
        regex=rf"^\s*\d{{{DIGITS}}}\s*$",
        label=_("The code we sent you"),
        help_text=_("It has six numbers."),
        error_messages={
            "required": _("Type the code that we sent to your phone."),
            "invalid": _("A code has six numbers. Look at the message again."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        """Give the digits alone."""
        typed: Any = self.cleaned_data["code"]
        return str(typed).strip()
