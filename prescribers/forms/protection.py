"""Pregnancy tests."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.forms import RadioField, ThreePartDateField
from patients.models import Result
from prescribers.forms.base import ReasonForm, RecordForm
from prescribers.words import SPECIMENS
from rulebook import Programme

YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


class Sensitivity(forms.DecimalField):
    """A test's sensitivity in mIU/mL, as it stands on the kit."""

    def __init__(self, **kwargs: Any) -> None:
        """Take a decimal point or comma."""
        super().__init__(
            required=False, min_value=Decimal("0.01"), max_value=Decimal(10_000), decimal_places=2, **kwargs
        )
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        self.error_messages["invalid"] = _("Enter the number that stands on the kit, like 25.")

    def clean(self, value: Any) -> Any:
        """Give the number, or one sentence that says what to enter, whatever is wrong with it.

        :raises ValidationError: when it is no number that a kit bears.
        """
        try:
            return super().clean(value)
        except ValidationError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """Show a number as it stands on the kit, without the noughts that it is kept with."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        """Read a comma as the point it is in most of Europe."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class TestForm(RecordForm):
    """A pregnancy test; its result and its supervision are never given beforehand."""

    __test__ = False

    result = RadioField(
        label=gettext_lazy("Result"),
        choices=Result.choices,
        hints={
            Result.POSITIVE: gettext_lazy("Stops the treatment at once."),
            Result.INCONCLUSIVE: gettext_lazy("Stops the treatment at once, until it is clear."),
        },
    )
    sampled_on = ThreePartDateField(label=gettext_lazy("Sample taken on"), not_after_today=True)
    specimen = RadioField(label=gettext_lazy("Sample"), choices=list(SPECIMENS.items()))
    sensitivity_miu_ml = Sensitivity(label=gettext_lazy("Sensitivity of the test in mIU/mL"))
    supervised = RadioField(
        label=gettext_lazy("Was it done under medical supervision?"),
        choices=YES_NO,
        hints={"no": gettext_lazy("A test at home is kept in the record and does not count.")},
    )
    after_birth = ("sampled_on",)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Say which sensitivity the programme asks for."""
        super().__init__(*args, **kwargs)
        if programme.test is not None:
            self.fields["sensitivity_miu_ml"].help_text = _(
                "It stands on the kit. %(limit)s or a smaller number is wanted; left empty, the test does not count."
            ) % {"limit": f"{programme.test.sensitivity_miu_ml:g}"}

    @property
    def stamp(self) -> dict[str, Any]:
        """Give nonce and version; a result that stops the supply is never held up by a record that changed."""
        stamp = super().stamp
        if self.cleaned_data["result"] != Result.NEGATIVE:
            del stamp["version"]
        return stamp

    def facts(self) -> dict[str, Any]:
        """Give what the record keeps of the test."""
        data = self.cleaned_data
        return {
            "sampled_on": data["sampled_on"],
            "result": data["result"],
            "sensitivity_miu_ml": data["sensitivity_miu_ml"],
            "supervised": data["supervised"] == "yes",
        }


class CorrectTestForm(TestForm, ReasonForm):
    """A test put right, with the reason; the sample was what it was."""

    specimen = None  # type: ignore[assignment]  # Django's way to leave out a field of the parent
    field_order = ("result", "sampled_on", "sensitivity_miu_ml", "supervised", "reason")
