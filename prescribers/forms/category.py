"""Can this patient become pregnant: by which criterion, on what evidence, and who says yes to a lower category."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.forms import ParagraphField, RadioField, TextField, ThreePartDateField, TickField
from patients.models import Category
from prescribers.forms.base import RecordForm, offer
from prescribers.words import CRITERIA, Choices, choices
from rulebook import Programme

NONE = "none"
CAN_BECOME_PREGNANT = "can_become_pregnant"
"""The name of the second button on a man's page: the sex was recorded wrongly."""

APPROVE, REFUSE = "approve", "refuse"


class EvidenceForm(RecordForm):
    """What shows that she cannot become pregnant: the document, its date, and who wrote it."""

    evidence = ParagraphField(
        label=gettext_lazy("What shows it"),
        required=False,
        rows=2,
        max_length=500,
        help_text=gettext_lazy(
            "The document, as it is called in the file: operation report, letter, laboratory report."
        ),
    )
    evidence_on = ThreePartDateField(label=gettext_lazy("Date of the document"), required=False, not_after_today=True)
    evidence_by = TextField(label=gettext_lazy("Who wrote it"), required=False, max_length=160)
    after_birth = ("evidence_on",)

    def facts(self) -> dict[str, Any]:
        """Give what the record keeps of an assessment."""
        data = self.cleaned_data
        return {
            "category": self.category,
            "criterion": self.criterion_met,
            "specialist_confirmed": self.criterion_met is not None and bool(data.get("specialist_confirmed")),
            "evidence": data["evidence"],
            "evidence_on": data["evidence_on"],
            "evidence_by": data["evidence_by"],
        }

    @property
    def category(self) -> str:
        """Give the category that follows from the answers."""
        return str(Category.CHILDBEARING if self.criterion_met is None else Category.NON_CHILDBEARING)

    @property
    def criterion_met(self) -> str | None:
        """Give the criterion; None where none applies."""
        answer = self.cleaned_data.get("criterion")
        return None if answer in {None, NONE} else str(answer)

    def ask_what_shows_it(self, data: dict[str, Any]) -> None:
        """Want all three: a document without a date or a writer cannot be found again."""
        wanted = {
            "evidence": _("Say what shows it: name the document."),
            "evidence_on": _("Enter the date of the document."),
            "evidence_by": _("Say who wrote the document."),
        }
        for name, words in wanted.items():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, words)


class WomanForm(EvidenceForm):
    """Which criterion shows that she cannot become pregnant, if any."""

    criterion = RadioField(label=gettext_lazy("Does one of these apply?"), choices=[])
    specialist_confirmed = TickField(
        label=gettext_lazy("A specialist has confirmed this, and the letter is in the file"), required=False
    )
    field_order = ("criterion", "specialist_confirmed", "evidence", "evidence_on", "evidence_by")

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer the programme's criteria, and the answer that none applies."""
        super().__init__(*args, **kwargs)
        rules = programme.non_childbearing
        listed: Choices = [
            (code, self._said(code, words, rules.amenorrhoea_min_age))
            for code, words in choices(CRITERIA, rules.criteria)
        ]
        evidence = self.fields["evidence"]
        empty = _("If none applies, leave this and the next two fields empty.")
        evidence.help_text = f"{evidence.help_text} {empty}"
        field = offer(self, "criterion", [*listed, (NONE, _("None of these: she can become pregnant"))])
        field.widget.hints = {code: _("A specialist must confirm it.") for code in rules.specialist_confirmed} | {
            "age_50_amenorrhoea_1_year": _("No periods after cancer treatment or while breast-feeding do not count."),
        }

    @staticmethod
    def _said(code: str, words: Any, least_age: int) -> Any:
        if code != "age_50_amenorrhoea_1_year":
            return words
        return _("%(age)s or older, and no periods for a year or more for natural reasons") % {"age": least_age}

    def clean(self) -> dict[str, Any]:
        """Ask for what shows a criterion."""
        data = super().clean()
        if self.criterion_met is not None:
            self.ask_what_shows_it(data)
        return data


class CorrectCategoryForm(WomanForm):
    """An assessment put right, with the reason."""

    reason = ParagraphField(label=gettext_lazy("Why is it corrected?"), rows=2, max_length=500)


class ManForm(EvidenceForm):
    """A man: nothing is asked, unless he was recorded as able to become pregnant before."""

    def __init__(self, *args: Any, lowering: bool, **kwargs: Any) -> None:
        """Ask for evidence where it is a lower category than the one in force."""
        super().__init__(*args, **kwargs)
        self.lowering = lowering
        if not lowering:
            for name in ("evidence", "evidence_on", "evidence_by"):
                del self.fields[name]

    @property
    def category(self) -> str:
        """Give the category of the button that was pressed."""
        return str(Category.CHILDBEARING if CAN_BECOME_PREGNANT in self.data else Category.MALE)

    def clean(self) -> dict[str, Any]:
        """Ask for what shows it."""
        data = super().clean()
        if self.lowering and self.category == Category.MALE:
            self.ask_what_shows_it(data)
        return {"evidence": "", "evidence_on": None, "evidence_by": ""} | data


class DecideForm(RecordForm):
    """A second prescriber's answer to a proposal."""

    answer = RadioField(
        label=gettext_lazy("Do you approve the lower category?"),
        choices=[
            (APPROVE, gettext_lazy("Yes: I have seen the document, and it carries this")),
            (REFUSE, gettext_lazy("No")),
        ],
    )
    words = ParagraphField(
        label=gettext_lazy("If no: why"),
        required=False,
        rows=2,
        max_length=500,
        help_text=gettext_lazy("Who proposed it reads this."),
    )
    asked_anew = ("answer",)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a no."""
        data = super().clean()
        if data.get("answer") == REFUSE and not data.get("words"):
            self.add_error("words", _("Say why you refuse: one line is enough."))
        return data
