"""The forms by which a pregnancy is reported, asked about, ended, called lost and explained."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from foundation.forms import CountField, MeasureField, ParagraphField, RadioField, ThreePartDateField
from patients.models import Sex
from rulebook.pregnancy import MOST_CHILDREN
from safety.forms.kept import KeptForm
from safety.models import Anomaly, Asked, Certainty, ContactWay, DatedBy, Element, Ending, PregnancyReport, WhyPregnant
from safety.operations import NewContact, NewOutcome, NewPregnancy

ANSWERED, NOBODY = "yes", "no"
BEFORE, AFTER = "before", "after"


class PregnancyForm(KeptForm):
    """What is known of a pregnancy. How sure it is, and how that is known, are enough to send."""

    certainty = RadioField(label=gettext_lazy("How sure is the pregnancy?"), choices=Certainty.choices)
    known_how = ParagraphField(
        label=gettext_lazy("How is it known?"),
        help_text=gettext_lazy("For example the kind of test, its day and its result. No names."),
        rows=2,
        max_length=500,
    )
    positive_on = ThreePartDateField(
        label=gettext_lazy("Day of the positive test"), not_after_today=True, required=False
    )
    last_period_on = ThreePartDateField(
        label=gettext_lazy("First day of the last period"),
        help_text=gettext_lazy("Leave empty if it is not known."),
        not_after_today=True,
        required=False,
    )
    weeks = CountField(label=gettext_lazy("Weeks of pregnancy, measured"), least=0, most=44, required=False)
    days = CountField(label=gettext_lazy("and days"), least=0, most=6, required=False)
    dated_on = ThreePartDateField(label=gettext_lazy("Measured on"), not_after_today=True, required=False)
    dated_by = RadioField(label=gettext_lazy("How was it measured?"), choices=DatedBy.choices, required=False)
    children = CountField(
        label=gettext_lazy("How many children are expected?"),
        help_text=gettext_lazy("Empty: one, as far as is known. Each child is followed by itself."),
        least=1,
        most=MOST_CHILDREN,
        required=False,
    )
    exposed_from = ThreePartDateField(
        label=gettext_lazy("First dose in this treatment"), not_after_today=True, required=False
    )
    exposed_until = ThreePartDateField(label=gettext_lazy("Last dose"), not_after_today=True, required=False)
    contraception = ParagraphField(
        label=gettext_lazy("Contraception when it began"), rows=2, max_length=500, required=False
    )
    why_pregnant = RadioField(
        label=gettext_lazy("Why did it not protect?"), choices=WhyPregnant.choices, required=False
    )
    prospective = RadioField(
        label=gettext_lazy("Was the outcome known when this was first reported?"),
        choices=[(BEFORE, gettext_lazy("No")), (AFTER, gettext_lazy("Yes"))],
        required=False,
    )
    earlier_pregnancies = CountField(
        label=gettext_lazy("How many earlier pregnancies?"), least=0, most=30, required=False
    )
    earlier_outcomes = ParagraphField(
        label=gettext_lazy("How did they end?"),
        help_text=gettext_lazy("For example: 1 live birth, 1 miscarriage. No names."),
        rows=2,
        max_length=500,
        required=False,
    )
    risk_factors = ParagraphField(
        label=gettext_lazy("Risk factors"),
        help_text=gettext_lazy("Illnesses, smoking, alcohol, anomalies in the family. No names."),
        rows=2,
        max_length=500,
        required=False,
    )
    height_cm = CountField(label=gettext_lazy("Height of the mother, in cm"), least=100, most=230, required=False)
    weight_kg = MeasureField(
        label=gettext_lazy("Weight of the mother, in kg"), least=25, most=300, like="62.5", required=False
    )
    words = ParagraphField(
        label=gettext_lazy("What else matters?"),
        help_text=gettext_lazy("Examinations, other medicines, the father. No names."),
        rows=3,
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, of_partner: bool, **kwargs: Any) -> None:
        """Offer a false alarm where the report says it: of a partner. Hers is closed by two prescribers."""
        super().__init__(*args, **kwargs)
        if not of_partner:
            field = self.fields["certainty"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [one for one in Certainty.choices if one[0] != Certainty.FALSE_ALARM]

    @property
    def report(self) -> NewPregnancy:
        """Give what is reported, once the form is valid."""
        data = self.cleaned_data
        return NewPregnancy(
            **{name: data[name] for name in TOLD},
            prospective={BEFORE: True, AFTER: False}.get(data["prospective"]),
            days=(data["days"] or 0) if data["weeks"] is not None else data["days"],
        )


class MorePregnancyForm(PregnancyForm):
    """The same with what is known by now, and what is new."""

    reason = ParagraphField(label=gettext_lazy("What is new?"), rows=2, max_length=500)


OF_A_CHILD = (
    "ending", "ended_on", "weeks", "sex", "weight_g", "length_cm", "head_cm", "apgar_5", "anomaly", "words",
)  # fmt: skip
"""What is told of a child, beside its number."""

TOLD = (
    "certainty", "known_how", "positive_on", "last_period_on", "weeks", "dated_on", "dated_by", "children",
    "exposed_from", "exposed_until", "contraception", "why_pregnant", "earlier_pregnancies", "earlier_outcomes",
    "risk_factors", "height_cm", "weight_kg", "words",
)  # fmt: skip


class ContactForm(KeptForm):
    """One attempt to learn how it goes."""

    step = RadioField(label=gettext_lazy("What was asked?"), choices=())
    on = ThreePartDateField(label=gettext_lazy("When?"), not_after_today=True)
    asked = RadioField(label=gettext_lazy("Who was asked?"), choices=Asked.choices)
    way = RadioField(label=gettext_lazy("How?"), choices=ContactWay.choices)
    answered = RadioField(
        label=gettext_lazy("Did anybody answer?"),
        choices=[(ANSWERED, gettext_lazy("Yes")), (NOBODY, gettext_lazy("No"))],
    )
    words = ParagraphField(
        label=gettext_lazy("What was said? (optional)"),
        help_text=gettext_lazy("No names."),
        rows=3,
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, steps: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the steps of this pregnancy's plan."""
        super().__init__(*args, **kwargs)
        field = self.fields["step"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(steps)

    def clean(self) -> dict[str, Any]:
        """Want the answer in words where there was one."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("answered") == ANSWERED and not data.get("words") and "words" not in self.errors:
            self.add_error("words", gettext("Somebody answered: write what was said."))
        return data

    @property
    def contact(self) -> NewContact:
        """Give what is told, once the form is valid."""
        data = self.cleaned_data
        step, _dot, child = str(data["step"]).partition(".")
        told = {name: data[name] for name in ("on", "way", "asked", "words")}
        return NewContact(**told, step=step, child=int(child or 0), answered=data["answered"] == ANSWERED)


class OutcomeForm(KeptForm):
    """How it ended for one child."""

    ending = RadioField(
        label=gettext_lazy("How did it end?"),
        choices=[one for one in Ending.choices if one[0] != Ending.LOST],
    )
    ended_on = ThreePartDateField(label=gettext_lazy("On which day?"), not_after_today=True)
    weeks = CountField(
        label=gettext_lazy("Completed weeks of pregnancy"),
        help_text=gettext_lazy("Empty: reckoned from the report."),
        least=0,
        most=44,
        required=False,
    )
    child = CountField(
        label=gettext_lazy("Which child?"),
        help_text=gettext_lazy("1, or for twins one entry for each: 1, then 2."),
        least=1,
        most=MOST_CHILDREN,
        initial=1,
    )
    sex = RadioField(label=gettext_lazy("Sex of the child"), choices=Sex.choices, required=False)
    weight_g = CountField(label=gettext_lazy("Weight at birth, in grams"), least=1, most=9999, required=False)
    length_cm = MeasureField(
        label=gettext_lazy("Length at birth, in cm"), least=5, most=70, like="50.5", required=False
    )
    head_cm = MeasureField(
        label=gettext_lazy("Head circumference at birth, in cm"), least=5, most=60, like="34.5", required=False
    )
    apgar_5 = CountField(label=gettext_lazy("Apgar after 5 minutes"), least=0, most=10, required=False)
    anomaly = RadioField(label=gettext_lazy("Was an anomaly found?"), choices=Anomaly.choices, required=False)
    words = ParagraphField(
        label=gettext_lazy("What else is known?"),
        help_text=gettext_lazy("Describe an anomaly here. No names."),
        rows=3,
        max_length=2000,
        required=False,
    )

    def clean_words(self) -> str:
        """Want an anomaly described.

        :raises ValidationError: when one was found and nothing is written of it.
        """
        words = str(self.cleaned_data["words"])
        if self.cleaned_data.get("anomaly") == Anomaly.YES and not words.strip():
            raise ValidationError(gettext("An anomaly was found: describe it."))
        return words

    @property
    def outcome(self) -> NewOutcome:
        """Give what is told, once the form is valid."""
        data = self.cleaned_data
        return NewOutcome(**{name: data[name] for name in ("child", *OF_A_CHILD) if name in data})


class CorrectedOutcomeForm(OutcomeForm):
    """The same with why it is told otherwise; it stays that of the same child."""

    child = None  # type: ignore[assignment]  # so a form leaves a field of its parent out
    reason = ParagraphField(label=gettext_lazy("What is new?"), rows=2, max_length=500)


class LostForm(KeptForm):
    """Why nobody can learn how it ends."""

    reason = ParagraphField(label=gettext_lazy("Why can nobody learn how it ends?"), rows=3, max_length=500)


class CauseForm(KeptForm):
    """Which step of the programme failed."""

    element = RadioField(label=gettext_lazy("Which step failed?"), choices=Element.choices)
    words = ParagraphField(label=gettext_lazy("Why do you think so?"), rows=3, max_length=2000)


def as_told(report: PregnancyReport) -> dict[str, Any]:
    """Give what a report says as a form begins with it."""
    before = {True: BEFORE, False: AFTER}.get(report.prospective) if report.prospective is not None else None
    return {name: getattr(report, name) for name in TOLD} | {"days": report.days, "prospective": before}
