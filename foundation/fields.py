"""Fields of the form kit: text that is safe to keep, answers without a default, card numbers, counts."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation import text
from foundation.checksymbols import read_number


class TextField(forms.CharField):
    """One line of text, composed, without what cannot be seen."""

    keep_lines = False
    default_error_messages: ClassVar[dict[str, Any]] = {
        "piled_marks": _("“%(label)s” has signs piled on one another. Type it again with plain letters."),
    }

    def to_python(self, value: Any) -> str:
        """Normalise before anything measures or compares the text."""
        return text.normalise(super().to_python(value) or "", keep_lines=self.keep_lines)

    def validate(self, value: str) -> None:
        """Refuse what no script needs.

        :raises ValidationError: when marks are piled on a letter, or the field is empty and required.
        """
        super().validate(value)
        if text.has_piled_marks(value):
            raise ValidationError(self.error_messages["piled_marks"], code="piled_marks", params={"label": self.label})


class ParagraphField(TextField):
    """Text of several lines."""

    keep_lines = True
    widget = forms.Textarea

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        """Make the field with a box of so many rows."""
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        kwargs.setdefault("max_length", 2000)
        super().__init__(**kwargs)


class NameField(TextField):
    """A person's name as her papers have it: any script, any apostrophe; no emoji, no symbols."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "foreign_signs": _("“%(label)s” has signs that are not part of a name: %(signs)s. Take them out."),
        "no_letter": _("“%(label)s” has no letter. Type the name as it stands on the papers."),
    }

    def __init__(self, **kwargs: Any) -> None:
        """Make the field; 100 characters unless told otherwise."""
        kwargs.setdefault("max_length", 100)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")
        self.widget.attrs.setdefault("spellcheck", "false")

    def validate(self, value: str) -> None:
        """Refuse what no register of people writes.

        :raises ValidationError: naming the signs to take out.
        """
        super().validate(value)
        if signs := text.foreign_signs(value):
            params = {"label": self.label, "signs": " ".join(signs[:5])}
            raise ValidationError(self.error_messages["foreign_signs"], code="foreign_signs", params=params)
        if value and not text.has_a_letter(value):
            raise ValidationError(self.error_messages["no_letter"], code="no_letter", params={"label": self.label})


class HintedRadios(forms.RadioSelect):
    """Radios, some with a line of explanation; none is chosen beforehand."""

    def __init__(self, hints: Mapping[str, Any], **kwargs: Any) -> None:
        """Keep the hints by the value they explain."""
        super().__init__(**kwargs)
        self.hints = hints

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the hint to the option."""
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        return option


class RadioField(forms.ChoiceField):
    """One answer of a few, none given beforehand."""

    def __init__(
        self, *, choices: Iterable[tuple[Any, Any]], hints: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        """Make the field; ``hints`` maps a value to its line of explanation."""
        kwargs.setdefault("widget", HintedRadios(hints or {}))
        super().__init__(choices=choices, **kwargs)


class TickField(forms.BooleanField):
    """A statement to be ticked; required unless told otherwise."""


class CountField(forms.IntegerField):
    """A whole number of things, typed with any digits a keyboard has; what it refuses names the field."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("“%(label)s”: enter a whole number, like 21."),
        "min_value": _("“%(label)s”: enter %(limit_value)s or more."),
        "max_value": _("“%(label)s”: enter %(limit_value)s or less."),
    }

    def __init__(self, *, least: int = 0, most: int = 10_000, **kwargs: Any) -> None:
        """Make the field with its limits."""
        super().__init__(min_value=least, max_value=most, **kwargs)
        self.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        """Read the number.

        :raises ValidationError: naming the field, when it is no whole number or lies outside its limits.
        """
        try:
            return super().clean(value)
        except ValidationError as refused:
            for one in refused.error_list:
                if one.code in {"invalid", "min_value", "max_value"}:
                    one.params = {**(one.params or {}), "label": self.label}
            raise


class MeasureField(forms.DecimalField):
    """A measure with one decimal place, typed with a point or a comma; what it refuses names the field."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("“%(label)s”: enter a number from %(least)s to %(most)s, like %(like)s."),
    }

    def __init__(self, *, least: int, most: int, like: str, **kwargs: Any) -> None:
        """Make the field with its limits, and a number that it would take."""
        super().__init__(min_value=least, max_value=most, decimal_places=1, **kwargs)
        self.named = {"least": least, "most": most, "like": like}
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        """Read the number.

        :raises ValidationError: naming the field and its limits, whatever is wrong with it.
        """
        try:
            return super().clean(value)
        except ValidationError as refused:
            if any(one.code == "required" for one in refused.error_list):
                raise
            said = self.named | {"label": self.label}
            raise ValidationError(self.error_messages["invalid"], code="invalid", params=said) from None

    def prepare_value(self, value: Any) -> Any:
        """Show a number without the noughts that it is kept with."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        """Read a comma as the point it is in most of Europe."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class CardNumberField(forms.CharField):
    """The number of a patient card, typed or scanned; gives the twelve symbols without dashes."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "unreadable": _(
            "This is not the number of a patient card. It has 12 signs, like 7K3M-9QXT-4HX7. "
            "Compare it with the card: a sign is wrong, missing or in the wrong place."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        """Make the field; a scan may bring its prefix along."""
        kwargs.setdefault("max_length", 100)
        super().__init__(**kwargs)
        self.widget.attrs.update(
            {"class": "number", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        )

    def clean(self, value: Any) -> str:
        """Read the number.

        :raises ValidationError: when the text is no card number or its check symbols do not fit.
        """
        typed = super().clean(value)
        if not typed:
            return ""
        number = read_number(typed)
        if number is None:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        return number
