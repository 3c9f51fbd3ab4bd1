"""What two people of a pharmacy sign: a supply against a reason, and one entered late."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.second_person import SecondPersonForm
from accounts.models import Role
from foundation.forms import (
    ActForm,
    CountField,
    ParagraphField,
    RadioField,
    RegistryForm,
    TextField,
    ThreePartDateField,
    TickField,
)
from patients.models import WhyLate, WhyOverruled
from pharmacies.forms import SCANNED, BatchField, NumberForm, WhyUnscannedField, ask_of_packs

COUNSELLED: Final = _("The patient was counselled; card and leaflet were given back")
BATCH: Final = _("Batch, as it stands on the pack")


class OverrideForm(SecondPersonForm, ActForm):
    """Capsules handed over in spite of a reason: how many, why, and who signs with whom."""

    second_role = Role.PHARMACIST
    field_order = ("nonce", "capsules", "why_unscanned", "batch", "counselled", "why", "words")
    capsules = CountField(label=_("Capsules handed over"), least=1)
    why_unscanned = WhyUnscannedField()
    batch = BatchField(label=_("Batch, if the pack cannot be scanned"))
    counselled = TickField(label=COUNSELLED)
    why = RadioField(label=_("Why can the supply not wait?"), choices=WhyOverruled.choices)
    words = ParagraphField(
        label=_("In your words"),
        rows=3,
        max_length=500,
        help_text=_(
            "Whom did you speak to, and what was agreed? The prescriber reads this; the authority hears that it was "
            "done."
        ),
    )

    def __init__(self, *args: Any, most: int, scanned: bool = False, refused: bool = False, **kwargs: Any) -> None:
        """Offer no number: how many it must be is for two people to say.

        :param refused: whether a pack was refused here, so that a supply without a scan says why.
        """
        super().__init__(*args, **kwargs)
        self.fields["capsules"].widget.attrs["max"] = str(most)
        ask_of_packs(self, scanned=scanned, refused=refused)


class LateForm(NumberForm, SecondPersonForm, ActForm):
    """A dispensing that was made already: on which card, when, how much, why it is late, and who signs with whom."""

    second_role = Role.PHARMACIST
    field_order = ("nonce", "number", "day", "clock", "capsules", "batch", "counselled", "why", "words")
    number = TextField(
        label=_("The card’s number, as you wrote it down"),
        help_text=_("All 12 letters and numbers, like 7K3M-9QXT-4HX7."),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "number"} | SCANNED),
    )
    day = ThreePartDateField(label=_("Day on which it was handed over"))
    clock = forms.TimeField(
        label=_("Time at which it was handed over"),
        help_text=_("By your own clock, like 14:35."),
        input_formats=["%H:%M", "%H.%M"],
        error_messages={"invalid": _("Enter a time with hours and minutes, like 14:35.")},
        widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off", "inputmode": "numeric", "size": "5"}),
    )
    capsules = CountField(label=_("Capsules handed over"), least=1)
    batch = BatchField(label=BATCH)
    counselled = TickField(label=COUNSELLED)
    why = RadioField(label=_("Why could it not be asked about?"), choices=WhyLate.choices)
    words = ParagraphField(
        label=_("In your words"),
        rows=3,
        max_length=500,
        help_text=_("What you went by, and whom you spoke to. The prescriber reads this."),
    )


class SealForm(RegistryForm):
    """The seal of a printed downtime sheet, to be checked."""

    seal = TextField(
        label=_("Seal at the foot of the sheet"),
        help_text=_("Four times four letters and numbers."),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "number"} | SCANNED),
    )
