"""A programme file that is tried."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.forms import ParagraphField, RegistryForm
from programmes.proposed import Proposed, line_of, read_proposed
from rulebook import ProgrammeError, Programmes

LONGEST = 60_000


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
