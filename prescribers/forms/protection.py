"""Contraception and pregnancy tests."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.forms import RadioField, ThreePartDateField, TickField
from patients.methods import lasts_too_long, runs_out
from patients.models import Result
from prescribers.forms.base import ReasonForm, RecordForm, not_before, offer
from prescribers.words import METHOD_HINTS, METHODS, SPECIMENS, choices
from rulebook import Programme

ABSTINENCE = "abstinence"
YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
NEVER_ALONE = ("barrier", "natural_family_planning", "withdrawal", "other")


class ContraceptionForm(RecordForm):
    """A method in use, since when and until when."""

    method = RadioField(label=gettext_lazy("Method"), choices=[])
    started_on = ThreePartDateField(
        label=gettext_lazy("In use since"),
        not_after_today=True,
        help_text=gettext_lazy("The first day on which it protected. A method that is only planned is recorded later."),
    )
    valid_until = ThreePartDateField(
        label=gettext_lazy("Last day on which it protects"),
        required=False,
        help_text=gettext_lazy(
            "For an implant, a coil or a depot: the day before it must be renewed. Other methods: leave it empty."
        ),
    )
    confirmed = TickField(
        label=gettext_lazy("A document confirms it (operation report, two semen analyses, insertion record)"),
        required=False,
    )
    confirmed_today = TickField(
        label=gettext_lazy("Abstinence only: she confirms today that it is complete and continuous"), required=False
    )
    after_birth = ("started_on",)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer the programme's methods, what it warns of, and what never counts alone."""
        super().__init__(*args, **kwargs)
        rules = programme.contraception
        accepted = rules.accepted if rules else frozenset(METHODS)
        warned = rules.accepted_with_warning if rules else frozenset()
        never = [code for code in NEVER_ALONE if code not in accepted | warned]
        methods = [*choices(METHODS, accepted), *choices(METHODS, warned), *choices(METHODS, never)]
        offer(self, "method", methods).widget.hints = METHOD_HINTS

    def clean(self) -> dict[str, Any]:
        """Keep the two dates in order and plausible, and the confirmation of abstinence with abstinence."""
        data = super().clean()
        not_before(self, name="valid_until", earliest="started_on")
        self._ask_for_the_last_day(data)
        if data.get("confirmed_today") and data.get("method") not in {None, ABSTINENCE}:
            self.add_error("confirmed_today", _("Take this tick out: it belongs to abstinence only."))
        return data

    def _ask_for_the_last_day(self, data: dict[str, Any]) -> None:
        """Want the last day of what runs out; ask once more about a span that no single product has."""
        method, first, last = data.get("method"), data.get("started_on"), data.get("valid_until")
        if method is None or first is None or "valid_until" in self.errors:
            return
        if last is None and runs_out(method):
            self.add_error("valid_until", _("This method runs out. Enter the last day on which it protects."))
        elif last is not None and lasts_too_long(method=method, started_on=first, valid_until=last):
            self.fields["span_meant"] = TickField(
                label=_("Both dates are right: it was renewed in time, each time"), required=False
            )
            if not self.data.get("span_meant"):
                self.add_error("span_meant", _too_long(method, (last - first).days))


class EndContraceptionForm(RecordForm):
    """The first day without the method."""

    ended_on = ThreePartDateField(label=gettext_lazy("First day on which it no longer protects"), not_after_today=True)
    after_birth = ("ended_on",)


def _too_long(method: str, days: int) -> str:
    return _(
        "%(method)s: no single one protects for %(days)s days. Check both dates. "
        "If it was renewed in time, each time, tick this and send it once more."
    ) % {"method": METHODS[method], "days": days}


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
