"""What comes in at the counter: a card's number, a pack's code, and capsules to be recorded."""

from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.forms import ActForm, CountField, RadioField, RegistryForm, TextField, TickField
from patients.models import WhyUnscanned
from pharmacies.pack_codes import (
    LONGEST,
    PackCode,
    TwoKeyboards,
    TwoMeanings,
    Unreadable,
    looks_like_a_pack,
    read_pack,
)
from pharmacies.packs import MOST_PACKS
from pharmacies.recorded import numbered
from pharmacies.scans import Kind, read_card

SCANNED: Final = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
"""What a field that a scanner types into asks of the browser: to leave it alone."""

PACK_IN_BATCH: Final = _(
    "That is the square code of a pack, and not its batch. Scan the pack in its own field, or type the batch as it "
    "stands on the pack."
)

NO_CARD: Final = {
    Kind.PACK: _("That is a medicine pack. Scan the patient’s card first."),
    Kind.TWO_CARDS: _("Two cards were scanned, one behind the other. Empty the field and scan one."),
    Kind.TWO_READINGS: _(
        "The scanner’s keyboard makes two numbers of this. Type the number with its dashes, as it stands on the card."
    ),
    Kind.FOREIGN: _("This code leads to an address that is not the registry’s. It is no patient card."),
    Kind.NOTHING: _(
        "A card’s number has 12 letters and numbers, like 7K3M-9QXT-4HX7. Compare this with the card and type it again."
    ),
}


class NumberForm(RegistryForm):
    """A form that asks for a card's number, and knows what else a scanner may put there."""

    def __init__(self, *args: Any, hosts: tuple[str, ...], layout: str, **kwargs: Any) -> None:
        """Know the registry's own addresses, and the keyboard that this workstation was taught."""
        super().__init__(*args, **kwargs)
        self.hosts, self.layout = hosts, layout

    def clean_number(self) -> str | None:
        """Give the number in its plain form, or None when its check symbols do not fit.

        :raises ValidationError: when it is no card's number at all, saying what it is.
        """
        scan = read_card(self.cleaned_data["number"], hosts=self.hosts, layout=self.layout)
        if scan.kind in NO_CARD:
            raise ValidationError(NO_CARD[scan.kind])
        return scan.number


class CardForm(NumberForm):
    """The one field: typed in any way, or scanned by any scanner.

    A text that is no card's number at all is sent back. Twelve signs whose check symbols do not fit
    are a number that no card has: the counter answers them, so that the answer is kept.
    """

    number = TextField(
        label=_("Scan the card or type its number"),
        help_text=_("Hand scanner: just scan. The number is under the square code and looks like 7K3M-9QXT-4HX7."),
        max_length=200,
        error_messages={
            "required": _("Scan the card or type its number."),
            "max_length": _("This is too long for a card’s number. It has 12 letters and numbers."),
        },
        widget=forms.TextInput(attrs={"class": "number", "autofocus": True} | SCANNED),
    )


class PackForm(RegistryForm):
    """The field for a pack: its square code, as any scanner types it."""

    code = TextField(
        label=_("Scan each pack"),
        help_text=_("The square code on the side of the box."),
        max_length=LONGEST,
        error_messages={
            "required": _("Scan a pack, or go on without."),
            "max_length": _("This is too long for a pack’s code. Empty the field and scan one pack."),
        },
        widget=forms.TextInput(attrs=SCANNED),
    )

    def __init__(self, *args: Any, layout: str, listed: Sequence[PackCode] = (), **kwargs: Any) -> None:
        """Know the keyboard that this workstation was taught, and the packs on the list already."""
        super().__init__(*args, **kwargs)
        self.layout, self.listed = layout, listed

    def clean_code(self) -> PackCode:
        """Read the pack.

        :raises ValidationError: when it is no pack, cannot be read for certain, or is on the list already.
        """
        typed = self.cleaned_data["code"]
        try:
            code = read_pack(typed, layout=self.layout)
        except TwoMeanings as error:
            raise ValidationError(
                _(
                    "Batch and serial number run into one another: the scanner leaves out the sign between them. "
                    "Type the batch below. “Teach this computer its scanner” says how to set the scanner right."
                )
            ) from error
        except TwoKeyboards as error:
            raise ValidationError(
                _(
                    "On some keyboards Y and Z change places, and this code has one of them. “Teach this computer its "
                    "scanner” once, then scan the pack again; or type the batch below."
                )
            ) from error
        except Unreadable as error:
            raise ValidationError(self._not_a_pack(typed)) from error
        if code.serial and code in self.listed:
            raise ValidationError(_("This pack is on the list already. Scan the next one, or go on."))
        if len(self.listed) >= MOST_PACKS:
            raise ValidationError(_("No more packs go on one list. Record these first."))
        return code

    def _not_a_pack(self, typed: str) -> Any:
        if read_card(typed, layout=self.layout).kind == Kind.CARD:
            return _("That is a patient card. Scan the pack; or check another card.")
        return _("This is not the square code of a medicine pack. Scan it again, or type the batch below.")


class BatchField(TextField):
    """A batch as it stands on the pack, typed; the pack's square code is none."""

    def __init__(self, **kwargs: Any) -> None:
        """Make the field; it may stay empty."""
        widget = forms.TextInput(attrs=SCANNED)
        super().__init__(max_length=20, required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        """Refuse the scan of a pack: in this field no product, expiry or serial number is looked at.

        :raises ValidationError: saying where the scan belongs.
        """
        batch: str = super().clean(value)
        if looks_like_a_pack(batch):
            raise ValidationError(PACK_IN_BATCH)
        return batch


class WhyUnscannedField(RadioField):
    """Why no pack was scanned that passes, though one had been refused."""

    def __init__(self) -> None:
        """Make the field; whether it is asked is known to the form."""
        super().__init__(
            label=_("A pack was refused here. Why is none scanned that passes?"),
            choices=WhyUnscanned.choices,
            required=False,
        )


def ask_of_packs(form: forms.Form, *, scanned: bool, refused: bool) -> None:
    """Leave in a form what it still has to ask of packs: nothing once one was scanned, and why not after a refusal."""
    if scanned:
        del form.fields["batch"]
    if scanned or not refused:
        del form.fields["why_unscanned"]
        return
    form.fields["batch"].required = form.fields["why_unscanned"].required = True


class DispensingForm(ActForm):
    """Capsules handed over, and the word that she was counselled."""

    capsules = CountField(label=_("Capsules handed over"), least=1)
    why_unscanned = WhyUnscannedField()
    batch = BatchField(label=_("Batch, if the pack cannot be scanned"))
    counselled = TickField(label=_("The patient was counselled; card and leaflet were given back"))

    def __init__(self, *args: Any, most: int, scanned: bool = False, refused: bool = False, **kwargs: Any) -> None:
        """Offer all that is left, and take no more than that; a batch is typed where nothing was scanned.

        :param refused: whether a pack was refused here, so that a supply without a scan says why.
        """
        super().__init__(*args, initial={"capsules": most}, **kwargs)
        self.most = most
        ask_of_packs(self, scanned=scanned, refused=refused)

    def clean_capsules(self) -> int:
        """Refuse more than what is left.

        :raises ValidationError: naming what is left.
        """
        capsules: int = self.cleaned_data["capsules"]
        if capsules > self.most:
            raise ValidationError(
                _("Enter %(most)s or less: that is what is left on this prescription."),
                params={"most": self.most},
            )
        return capsules


class ReturnForm(ActForm):
    """Capsules that a patient brought back: of which supply, and how many, counted."""

    dispensing = RadioField(label=_("Of which supply are they?"), choices=())
    capsules = CountField(label=_("Capsules brought back, counted"), least=1)

    def __init__(self, *args: Any, supplies: Sequence[tuple[Any, str]], **kwargs: Any) -> None:
        """Offer the supplies of which something is out."""
        super().__init__(*args, **kwargs)
        self.fields["dispensing"].choices = supplies  # type: ignore[attr-defined]  # a choice field has choices


class ReversalForm(ActForm):
    """Why a supply that was recorded is not with the patient."""

    reason = RadioField(
        label=_("Why did the patient not take these capsules home?"),
        choices=[
            ("nobody came", _("Nobody came to collect them")),
            ("not wanted", _("The patient did not want them")),
            ("recorded by mistake", _("They were recorded by mistake")),
            ("pack damaged", _("The pack was damaged before it was handed over")),
        ],
    )


class ReportCardForm(ActForm):
    """What became of a card that was checked here."""

    reason = RadioField(
        label=_("What happened to the card?"),
        choices=[
            ("lost", _("It was lost, and the patient has it no more; or somebody found it")),
            ("stolen", _("It was stolen")),
            ("copied", _("It was copied, or somebody else uses it")),
        ],
    )


class SupplyForm(RegistryForm):
    """The number that stands on the confirmation of a supply."""

    number = TextField(
        label=_("Number of the supply"),
        help_text=_("It was shown when the supply was recorded and looks like D-7K3M9-QXT4H."),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "number", "autofocus": True} | SCANNED),
    )

    def clean_number(self) -> tuple[UUID, UUID]:
        """Give the ids that it can stand for.

        :raises ValidationError: when it is no such number.
        """
        ids = numbered(self.cleaned_data["number"])
        if ids is None:
            raise ValidationError(_("A supply’s number has D and 10 letters and numbers, like D-7K3M9-QXT4H."))
        return ids


class ScannerForm(RegistryForm):
    """What a scanner made of the test code."""

    arrived = TextField(
        label=_("Scan the test code into this field"),
        max_length=200,
        error_messages={"required": _("Scan the test code above: its signs appear in the field.")},
        widget=forms.TextInput(attrs={"class": "number", "autofocus": True} | SCANNED),
    )


def packs_listed(texts: Iterable[str]) -> list[PackCode]:
    """Read the packs that the page carries along; what was tampered with is left out, and so scanned anew."""
    found = []
    for text in list(texts)[:MOST_PACKS]:
        try:
            found.append(read_pack(text))
        except Unreadable:
            continue
    return found
