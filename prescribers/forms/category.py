"""Can this patient become pregnant, and what she or he agrees to."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.forms import NameField, ParagraphField, RadioField, TickField
from patients.identity import Person
from patients.models import Category
from patients.names import tokens
from prescribers.forms.base import ConfirmForm, RecordForm, offer
from prescribers.words import CRITERIA, SIGNED_HOW, Choices, choices
from rulebook import Programme

NONE = "none"

ManForm = ConfirmForm


class WomanForm(RecordForm):
    """Which criterion shows that she cannot become pregnant, if any."""

    criterion = RadioField(label=gettext_lazy("Does one of these apply?"), choices=[])
    specialist_confirmed = TickField(
        label=gettext_lazy("A specialist has confirmed this, and the letter is in the file"), required=False
    )
    evidence = ParagraphField(
        label=gettext_lazy("What shows it"),
        required=False,
        rows=3,
        max_length=500,
        help_text=gettext_lazy("Document, date and who wrote it. Wanted for every answer but the last."),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer the programme's criteria, and the answer that none applies."""
        super().__init__(*args, **kwargs)
        rules = programme.non_childbearing
        listed: Choices = [
            (code, self._said(code, words, rules.amenorrhoea_min_age))
            for code, words in choices(CRITERIA, rules.criteria)
        ]
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
        if data.get("criterion") not in {None, NONE} and not data.get("evidence"):
            self.add_error("evidence", _("Say what shows it: document, date and who wrote it."))
        return data

    @property
    def category(self) -> str:
        """Give the category that follows from the answer."""
        return Category.CHILDBEARING if self.criterion_met is None else Category.NON_CHILDBEARING

    @property
    def criterion_met(self) -> str | None:
        """Give the criterion; None where none applies."""
        answer: str = self.cleaned_data["criterion"]
        return None if answer == NONE else answer


class AgreementForm(RecordForm):
    """Each statement by itself, then how it was signed."""

    signed_how = RadioField(label=gettext_lazy("How was it signed?"), choices=list(SIGNED_HOW.items()))
    typed_name = NameField(
        label=gettext_lazy("The patient's name, typed by the patient"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Only where it is signed on this screen."),
    )
    talked = TickField(
        label=gettext_lazy("I have talked each of these through with the patient, and handed over card and brochure")
    )

    def __init__(self, *args: Any, statements: Choices, person: Person, **kwargs: Any) -> None:
        """Put the statements before the signature."""
        super().__init__(*args, **kwargs)
        self.person = person
        own = {f"says_{code}": TickField(label=str(text)) for code, text in statements}
        for name, field in own.items():
            field.error_messages["required"] = _("Tick “%(text)s” once it is agreed.") % {"text": field.label}
            self.fields[name] = field
        self.order_fields([*own, "signed_how", "typed_name", "talked"])

    @property
    def statements(self) -> list[str]:
        """Give the ids of what was agreed to."""
        return [name.removeprefix("says_") for name in self.fields if name.startswith("says_")]

    def clean(self) -> dict[str, Any]:
        """Compare a typed signature with the name on record."""
        data = super().clean()
        if data.get("signed_how") == "screen":
            own = tokens(self.person.family_name, self.person.given_name)
            latin = tokens(self.person.latin_name)
            typed = tokens(data.get("typed_name", ""))
            if not typed or not (own <= typed or (latin and latin <= typed)):
                self.add_error(
                    "typed_name",
                    _("The patient types her or his full name here, as it stands at the top of this page."),
                )
        return data
