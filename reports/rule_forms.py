"""A programme file that is tried."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.forms import ActForm, ParagraphField, RadioField, RegistryForm
from programmes.proposed import Proposed, line_of, read_proposed
from rulebook import ProgrammeError, Programmes

LONGEST = 60_000


class HowMany(forms.IntegerField):
    """How many running treatments would be refused, as who goes on has read it."""

    def __init__(self) -> None:
        """Ask for it where there are any."""
        super().__init__(
            label=_("How many running treatments would be refused?"),
            help_text=_("It is said above. Leave it empty where nobody would be."),
            required=False,
            min_value=0,
        )


class TrialForm(RegistryForm):
    """The whole text of a version as it would be; :attr:`proposed` once it may stand beside the files in force."""

    text = ParagraphField(
        label=_("The whole file"),
        help_text=_("In the form of the files in force (TOML), with valid_from as the day from which it would hold."),
        rows=18,
        max_length=LONGEST,
    )

    def __init__(self, *args: Any, shelf: Programmes, today: dt.date, **kwargs: Any) -> None:
        """Know the files in force, beside which the text must stand."""
        super().__init__(*args, today=today, **kwargs)
        self.shelf, self.today = shelf, today
        self.proposed: Proposed | None = None

    def clean_text(self) -> str:
        """Read the file whole, or say on which line it is wrong and what was expected."""
        text: str = self.cleaned_data["text"]
        try:
            self.proposed = read_proposed(text=text, shelf=self.shelf, today=self.today)
        except ProgrammeError as wrong:
            self.add_error("text", _at(wrong, text))
        return text


def _at(wrong: ProgrammeError, text: str) -> str:
    line = line_of(text=text, key=wrong.key)
    said = {"line": line, "file": wrong.file, "key": wrong.key, "expected": wrong.expected}
    if line is not None:
        return gettext("Line %(line)s, %(key)s: %(expected)s. Mend it and try again.") % said
    if wrong.key:
        return gettext("%(file)s, %(key)s: %(expected)s. Mend it and try again.") % said
    return gettext("%(file)s: %(expected)s. Mend it and try again.") % said


class ProposalForm(ActForm, TrialForm):
    """A file to be proposed, why, and how many running treatments it would refuse."""

    why = ParagraphField(
        label=_("Why should this change?"), help_text=_("Who answers reads this."), rows=3, max_length=2000
    )
    refused = HowMany()
    field_order = ("nonce", "text", "why", "refused")


class RuleAnswerForm(ActForm):
    """Yes or no to a proposed change."""

    agreed = RadioField(label=_("Do you agree?"), choices=[("yes", _("Yes")), ("no", _("No, and this proposal ends"))])
    refused = HowMany()
    why = ParagraphField(
        label=_("Why not?"), help_text=_("Only where you do not agree."), rows=3, max_length=2000, required=False
    )
