"""What the patient agrees to, one statement at a time, and how it is signed."""

import base64
import binascii
from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.forms import NameField, ParagraphField, RadioField, TextField, TickField
from foundation.scans import LARGEST, PNG, CleanScan, is_blank, read_scan
from patients.identity import Person
from patients.models import Means
from patients.names import tokens
from patients.operations import Representative, Signed
from prescribers.forms.base import RecordForm, offer
from prescribers.words import SIGNED_HOW, Choices

SCREEN, SCAN, PAPER = "screen", "scan", "paper"
PATIENT, REPRESENTATIVE = "patient", "representative"
DATA_URL: Final = "data:image/png;base64,"
LONGEST_DRAWING: Final = 400_000
"""Signs of the text that carries a drawing: a signature has a tenth of it."""


class ScanField(forms.FileField):
    """A scanned page: what it is, its content says; its name is not even looked at."""

    def __init__(self, **kwargs: Any) -> None:
        """Make the field."""
        super().__init__(allow_empty_file=True, **kwargs)
        self.widget = forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"})

    def clean(self, data: Any, initial: Any = None) -> CleanScan | None:
        """Read the file and write it anew.

        :raises ValidationError: when it is no scan that can be read whole.
        """
        if not data:
            return None
        if data.size > LARGEST:
            raise ValidationError(_("This file is larger than 5 MB. Scan it in grey or with fewer dots."), code="large")
        return read_scan(data.read())


class WhoSignsForm(RecordForm):
    """Who signs, and how: what can be known before it is signed."""

    signer = RadioField(
        label=gettext_lazy("Who signs?"),
        choices=[
            (PATIENT, gettext_lazy("The patient")),
            (REPRESENTATIVE, gettext_lazy("A representative, for the patient")),
        ],
    )
    representative = NameField(
        label=gettext_lazy("Representative: full name"), required=False, max_length=160,
        help_text=gettext_lazy("Only where a representative signs; so are the next two."),
    )  # fmt: skip
    relation = TextField(label=gettext_lazy("Representative: relation to the patient"), required=False, max_length=160)
    why_represented = ParagraphField(
        label=gettext_lazy("Why does the patient not sign?"), required=False, rows=2, max_length=500
    )
    signed_how = RadioField(label=gettext_lazy("How was it signed?"), choices=list(SIGNED_HOW.items()))
    file_reference = TextField(
        label=gettext_lazy("Kept in file number"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Only where the signed page stays at the centre."),
    )

    @property
    def who(self) -> list[forms.BoundField]:
        """Give the fields of who signs."""
        return [self[name] for name in ("signer", "representative", "relation", "why_represented", "signed_how")]


class AgreementToSignForm(WhoSignsForm):
    """The agreement as a delegate leaves it: which statements were talked through, and who will sign how.

    Nothing of it is agreed to here: no statement is ticked for the patient, and nothing is signed.
    """

    gone_through = forms.MultipleChoiceField(
        label=gettext_lazy("Which statements have you talked through with the patient?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[],
        required=False,
        help_text=gettext_lazy("The prescriber sees this, and asks for each agreement anew."),
    )

    def __init__(self, *args: Any, statements: Choices, **kwargs: Any) -> None:
        """Offer the statements of the category."""
        super().__init__(*args, **kwargs)
        offer(self, "gone_through", statements)

    @property
    def agreed(self) -> list[forms.BoundField]:
        """Give the statements, for the page."""
        return [self["gone_through"]]

    @property
    def after_drawing(self) -> list[forms.BoundField]:
        """Give what is known of where the signed page will be."""
        return [self["file_reference"]]


class AgreementForm(WhoSignsForm):
    """Each statement by itself, then who signs, and how."""

    drawn = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_DRAWING)
    typed_name = NameField(
        label=gettext_lazy("Full name, typed by who signs"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Only where it is signed on this screen, and not drawn."),
    )
    scan = ScanField(
        label=gettext_lazy("Scan of the signed page"),
        required=False,
        help_text=gettext_lazy("PDF, JPEG or PNG, 5 MB at most. Only where a scan is kept here."),
    )
    talked = TickField(
        label=gettext_lazy("I have talked each of these through with the patient, and handed over card and brochure")
    )

    asked_anew = ("drawn", "typed_name")

    def __init__(self, *args: Any, statements: Choices, person: Person, **kwargs: Any) -> None:
        """Put the statements before the signature."""
        super().__init__(*args, **kwargs)
        self.person = person
        own = {f"says_{code}": TickField(label=str(text)) for code, text in statements}
        for name, field in own.items():
            field.error_messages["required"] = _(
                "Tick “%(text)s” once it is agreed. If it will not be, treatment is not possible."
            ) % {"text": field.label}
            self.fields[name] = field
        self.order_fields([*own, *(name for name in self.base_fields)])

    @property
    def statements(self) -> list[str]:
        """Give the ids of what was agreed to."""
        return [name.removeprefix("says_") for name in self.fields if name.startswith("says_")]

    @property
    def agreed(self) -> list[forms.BoundField]:
        """Give the statements, for the page."""
        return [self[name] for name in self.fields if name.startswith("says_")]

    def say_who_went_through(self, *, codes: Iterable[str], name: str) -> None:
        """Say beside each statement that a delegate talked it through; it is ticked by nobody yet."""
        for field in (self.fields.get(f"says_{code}") for code in codes):
            if field is not None:
                field.help_text = _("Talked through by %(name)s.") % {"name": name}

    @property
    def after_drawing(self) -> list[forms.BoundField]:
        """Give the fields behind the one that is drawn in."""
        return [self[name] for name in ("typed_name", "scan", "file_reference", "talked")]

    def clean(self) -> dict[str, Any]:
        """Want what goes with the answers, and nothing else."""
        data = super().clean()
        if data.get("signer") == REPRESENTATIVE:
            self._ask_who_represents(data)
        if data.get("signed_how") == SCREEN:
            self._read_the_screen(data)
        elif data.get("signed_how") == SCAN and not data.get("scan") and "scan" not in self.errors:
            self.add_error("scan", _("Choose the file with the signed page."))
        elif data.get("signed_how") == PAPER and not data.get("file_reference"):
            self.add_error("file_reference", _("Enter the number of the file in which the signed page is kept."))
        return data

    def signed(self) -> Signed:
        """Give the signature as the record keeps it."""
        data = self.cleaned_data
        who = None
        if data["signer"] == REPRESENTATIVE:
            who = Representative(name=data["representative"], relation=data["relation"], why=data["why_represented"])
        if data["signed_how"] == SCAN:
            return Signed(means=Means.SCAN, scan=data["scan"], representative=who)
        if data["signed_how"] == PAPER:
            return Signed(means=Means.PAPER, file_reference=data["file_reference"], representative=who)
        if data["drawn"]:
            return Signed(means=Means.DRAWN, scan=data["drawn"], representative=who)
        return Signed(means=Means.TYPED, typed_name=data["typed_name"], representative=who)

    def _ask_who_represents(self, data: dict[str, Any]) -> None:
        wanted = {
            "representative": _("Enter the representative's full name."),
            "relation": _("Say how the representative is related to the patient, like daughter or legal guardian."),
            "why_represented": _("Say why the patient does not sign: one line is enough."),
        }
        for name, words in wanted.items():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, words)

    def _read_the_screen(self, data: dict[str, Any]) -> None:
        """Take a drawing, or else compare the typed name with who signs."""
        if data.get("drawn"):
            data["drawn"] = self._drawing(data["drawn"])
        elif not self._is_the_name(data):
            self.add_error(
                "typed_name",
                _("Who signs draws the signature above, or types the full name here, as it is written on this page."),
            )

    def _drawing(self, sent: str) -> CleanScan | None:
        try:
            scan = read_scan(base64.b64decode(sent.removeprefix(DATA_URL), validate=True))
        except (ValidationError, binascii.Error, ValueError):
            scan = None
        if scan is None or scan.kind != PNG or is_blank(scan) or not sent.startswith(DATA_URL):
            self.add_error("typed_name", _("The drawing did not arrive. Draw it again, or type the full name."))
            return None
        return scan

    def _is_the_name(self, data: dict[str, Any]) -> bool:
        typed = tokens(data.get("typed_name", ""))
        if data.get("signer") == REPRESENTATIVE:
            own, latin = tokens(data.get("representative", "")), frozenset[str]()
        else:
            own = tokens(self.person.family_name, self.person.given_name)
            latin = frozenset(tokens(self.person.latin_name))
        return bool(typed) and bool(own <= typed or (latin and latin <= typed))
