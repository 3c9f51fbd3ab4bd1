"""What is asked of a reader: that she read a section, and the questions of the check."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.forms import ActForm, RadioField
from programmes.knowledge import Question, shuffled

LARGEST_SEED: Final = 2**31 - 1
_NAMED: Final = "answer-"


class ChangesReadForm(ActForm):
    """A word that the changes were read, where nothing is asked about them."""

    read = forms.BooleanField(label=_("I have read what changed"))

    answers: ClassVar[dict[str, int]] = {}


class ReadForm(ActForm):
    """Nothing but the button."""

    answers: ClassVar[dict[str, int]] = {}


class CheckForm(ActForm):
    """Every question, in the order of a seed that goes with the form, so that a refused one comes back as it was."""

    seed = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_SEED)

    version = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None, *, check_id: UUID, questions: Sequence[Question], seed: int
    ) -> None:
        """Draw the questions; whoever changes the seed on the way changes nothing but the order."""
        super().__init__(data, initial={"seed": seed, "version": check_id})
        self.check_id, self.questions = check_id, questions
        sent = str((data or {}).get("seed", ""))
        used = int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= 10 else seed
        for one, places in shuffled(questions, seed=used):
            choices = [(str(place), one.choices[place].words) for place in places]
            self.fields[_NAMED + one.id] = RadioField(label=one.words, choices=choices)

    def clean_version(self) -> UUID:
        """Refuse answers to the questions of another version: its answers may stand in other places.

        :raises ValidationError: when another version is in force than was answered.
        """
        sent: UUID = self.cleaned_data["version"]
        if sent != self.check_id:
            raise ValidationError(_("Another version is in force now. Open this page again and answer that one."))
        return sent

    @property
    def answers(self) -> dict[str, int]:
        """Give the place of each answer, by the question's id."""
        named = {key: value for key, value in self.cleaned_data.items() if key.startswith(_NAMED)}
        return {key.removeprefix(_NAMED): int(value) for key, value in named.items()}


class DifferenceForm(CheckForm):
    """The questions on what changed: each wrong answer is explained beside it, and chosen anew."""

    def clean(self) -> dict[str, Any]:
        """Explain what was answered wrongly."""
        cleaned = super().clean() or self.cleaned_data
        for one in self.questions:
            chosen = cleaned.get(_NAMED + one.id)
            if chosen is not None and not one.choices[int(chosen)].is_right:
                self.add_error(_NAMED + one.id, one.choices[int(chosen)].why)
        return cleaned
