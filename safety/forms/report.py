"""The form of a side-effect report: at most seven clicks for a listed reaction, and four answers that suffice."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, gettext_lazy

from foundation.forms import ParagraphField, RadioField, ThreePartDateField
from programmes.reactions import WORDS, expected_of
from safety.forms.kept import KeptForm
from safety.medicines import Medicine
from safety.models import ActionTaken, Causality, Criterion, Outcome, SideEffectReport
from safety.operations import NewReport

NONE_OF_THESE = "none"
MOST_OTHERS = 30
LONGEST_NAME = 200


class ReportForm(KeptForm):
    """What happened, how bad it was, what came of it, and what she takes."""

    reaction = RadioField(label=gettext_lazy("Is it one of these?"), choices=(), required=False)
    words = ParagraphField(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy("In your own words or the patient's. Empty if the list above says it. No names."),
        required=False,
        rows=3,
    )
    criteria = forms.MultipleChoiceField(
        label=gettext_lazy("Was it serious?"),
        help_text=gettext_lazy("Tick all that fit. Without an answer it is treated as serious."),
        choices=[*Criterion.choices, (NONE_OF_THESE, gettext_lazy("None of these: not serious"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    outcome = RadioField(label=gettext_lazy("How is it now?"), choices=Outcome.choices, required=False)
    action_taken = RadioField(
        label=gettext_lazy("What was done with the medicine?"), choices=ActionTaken.choices, required=False
    )
    causality = RadioField(
        label=gettext_lazy("Could the medicine have caused it?"), choices=Causality.choices, required=False
    )
    known_on = ThreePartDateField(
        label=gettext_lazy("When did you learn of it?"),
        help_text=gettext_lazy("The clock of the safety desk runs from this day."),
        not_after_today=True,
    )
    began_on = ThreePartDateField(label=gettext_lazy("When did it begin?"), not_after_today=True, required=False)
    ended_on = ThreePartDateField(label=gettext_lazy("When did it end?"), not_after_today=True, required=False)
    suspects = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these may have caused it?"),
        help_text=gettext_lazy("From the record. What is not ticked is reported as taken beside it."),
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one medicine that may have caused it.")},
    )
    others = ParagraphField(
        label=gettext_lazy("Other medicines"), help_text=gettext_lazy("One on each line."), required=False, rows=2
    )
    tests = ParagraphField(
        label=gettext_lazy("Laboratory and other tests"),
        help_text=gettext_lazy("Test, result, unit and day."),
        required=False,
        rows=2,
    )
    history = ParagraphField(
        label=gettext_lazy("Earlier and other illnesses"),
        help_text=gettext_lazy("What matters for this. No names."),
        required=False,
        rows=2,
    )

    def __init__(self, *args: Any, substance: str, medicines: Sequence[Medicine], **kwargs: Any) -> None:
        """Offer the label's reactions and the record's medicines; the programme's own is ticked."""
        super().__init__(*args, **kwargs)
        self.medicines = medicines
        reactions, suspects = self.fields["reaction"], self.fields["suspects"]
        assert isinstance(reactions, forms.ChoiceField)
        assert isinstance(suspects, forms.MultipleChoiceField)
        reactions.choices = [(code, WORDS[code]) for code in expected_of(substance).expected]
        if not reactions.choices:
            del self.fields["reaction"]
        suspects.choices = [(str(place), in_words(one)) for place, one in enumerate(medicines)]
        suspects.initial = ["0"]

    def clean_criteria(self) -> tuple[str, ...] | None:
        """Give the criteria ticked; nothing at all is no answer.

        :raises ValidationError: when “none” is ticked beside something.
        """
        ticked: list[str] = self.cleaned_data["criteria"]
        if NONE_OF_THESE in ticked and len(ticked) > 1:
            raise ValidationError(gettext("You ticked “None of these” and more. Take one of them away."))
        if not ticked:
            return None
        return tuple(one for one in ticked if one != NONE_OF_THESE)

    def clean_others(self) -> tuple[Medicine, ...]:
        """Give one medicine a line.

        :raises ValidationError: when there are too many, or a line is too long to be a name.
        """
        lines = [line.strip() for line in str(self.cleaned_data["others"]).splitlines() if line.strip()]
        if len(lines) > MOST_OTHERS or any(len(line) > LONGEST_NAME for line in lines):
            raise ValidationError(
                gettext("Write at most %(lines)s medicines, one on each line, each with at most %(signs)s characters.")
                % {"lines": MOST_OTHERS, "signs": LONGEST_NAME}
            )
        return tuple(Medicine(name=line) for line in lines)

    def clean(self) -> dict[str, Any]:
        """Take the words of the list where nothing else was said."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("words"):
            code = data.get("reaction", "")
            data["words"] = str(WORDS[code]) if code else ""
            if not data["words"] and "words" not in self.errors:
                self.add_error("words", gettext("Say what happened, or choose it from the list."))
        return data

    @property
    def report(self) -> NewReport:
        """Give what is reported, once the form is valid."""
        data = self.cleaned_data
        ticked = set(data["suspects"])
        named = [(str(place) in ticked, one) for place, one in enumerate(self.medicines)]
        return NewReport(
            known_on=data["known_on"],
            words=data["words"],
            reaction=data.get("reaction", ""),
            began_on=data["began_on"],
            ended_on=data["ended_on"],
            criteria=data["criteria"],
            outcome=data["outcome"],
            action_taken=data["action_taken"],
            causality=data["causality"],
            tests=data["tests"],
            history=data["history"],
            suspects=tuple(one for suspected, one in named if suspected),
            others=(*(one for suspected, one in named if not suspected), *data["others"]),
        )


class CompletingForm(ReportForm):
    """The same with what is known by now, and what is new."""

    reason = ParagraphField(label=gettext_lazy("What is new?"), rows=2, max_length=500)


def answers_of(report: SideEffectReport) -> dict[str, Any]:
    """Give the answers of a report as a form begins with them."""
    lines = list(report.medicines.order_by("place"))
    criteria = None if report.criteria is None else report.criteria or [NONE_OF_THESE]
    own = (
        "words", "reaction", "outcome", "action_taken", "causality", "known_on", "began_on", "ended_on", "tests",
        "history",
    )  # fmt: skip
    return {name: getattr(report, name) for name in own} | {
        "criteria": criteria,
        "suspects": [str(place) for place, one in enumerate(lines) if one.suspect],
    }


def in_words(medicine: Medicine) -> str:
    """Say a medicine in one line: name, dose of a day, batch, since when."""
    parts = [
        medicine.name,
        gettext("%(dose)s mg a day") % {"dose": number_format(medicine.daily_dose_mg.normalize(), use_l10n=True)}
        if medicine.daily_dose_mg
        else "",
        gettext("batch %(batch)s") % {"batch": medicine.batch} if medicine.batch else "",
        gettext("since %(day)s") % {"day": date_format(medicine.from_on)} if medicine.from_on else "",
    ]
    return ", ".join(part for part in parts if part)
