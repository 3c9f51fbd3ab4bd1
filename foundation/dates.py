"""A date in three boxes, which also takes a whole date pasted into any of them."""

import re
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from foundation.text import normalise

EARLIEST = date(1900, 1, 1)
_MIDNIGHT = r"(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?"
"""What other systems hang on a date that has no time. Any other time is refused: it may belong to the day beside."""
_ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_MIDNIGHT}")
_DAY_FIRST = re.compile(r"(\d{1,2})([\s./-]+)(\d{1,2})[\s./-]+(\d{4})\.?")
_TIMED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}[T ].+")
_MOST_MONTHS = 12
_ECHOED = 30
_BOXES = (("date-day", _("Day")), ("date-month", _("Month")), ("date-year", _("Year")))


class ThreePartDateInput(forms.MultiWidget):
    """Boxes for day, month and year."""

    template_name = "foundation/date_boxes.html"

    def __init__(self, *, birthday: bool = False) -> None:
        """Make the boxes; a person's own birthday may be filled in by her browser."""
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {}
        for name in ("day", "month", "year"):
            attrs = {"inputmode": "numeric"}
            attrs["autocomplete"] = f"bday-{name}" if birthday else "off"
            boxes[name] = forms.TextInput(attrs=attrs)
        super().__init__(boxes)

    def decompress(self, value: date | str | None) -> list[Any]:
        """Lay a date out over the boxes."""
        return _lay_out(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give each box its own label, in the reader's language."""
        context = super().get_context(name, value, attrs)
        for box, (css, label) in zip(context["widget"]["subwidgets"], _BOXES, strict=True):
            box["css"], box["label"] = css, label
            box["attrs"].pop("required", None)
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        """Read the boxes; a whole date in one of them is spread over all three."""
        boxes = super().value_from_datadict(data, files, name)
        texts = [str(box).strip() if box is not None else "" for box in boxes]
        for text in texts:
            if whole := _read_whole(text):
                return whole
        return texts


class ThreePartDateField(forms.Field):
    """A date; its errors say which part is missing and what would mend it.

    ``not_after_today`` and ``not_before_today`` need the form's ``today``, which the view reads once.
    """

    widget = ThreePartDateInput
    today: date | None = None
    box_in_error = 0
    default_error_messages: ClassVar[dict[str, Any]] = {
        "missing_0": _("“%(label)s” has no day: %(typed)s. Add the day, like 14."),
        "missing_1": _("“%(label)s” has no month: %(typed)s. Add the month, like 3."),
        "missing_2": _("“%(label)s” has no year: %(typed)s. Add the year, like 1981."),
        "two_ways": _(
            "“%(label)s” can be read in two ways, day first or month first: %(typed)s. "
            "Type day, month and year in their own boxes."
        ),
        "timed": _("“%(label)s” has a time: %(typed)s. Type day, month and year alone."),
        "unreal": _("“%(label)s” is no real date: %(typed)s. Type one like 14 3 1981."),
        "short_year": _("“%(label)s” has a short year: %(typed)s. Type all 4 numbers of the year, like 1981."),
        "too_early": _("“%(label)s” is %(day)s, which is before %(limit)s. Check the year."),
        "too_late": _("“%(label)s” is %(day)s, which is after %(limit)s. Check the year."),
        "in_future": _("“%(label)s” is %(day)s, which is after today, %(today)s. Enter today or an earlier day."),
        "in_past": _("“%(label)s” is %(day)s, which is before today, %(today)s. Enter today or a later day."),
    }

    def __init__(
        self,
        *,
        birthday: bool = False,
        not_after_today: bool = False,
        not_before_today: bool = False,
        earliest: date = EARLIEST,
        latest: date = date(2100, 12, 31),
        **kwargs: Any,
    ) -> None:
        """Make the field; the keywords after these are those of every Django field."""
        kwargs.setdefault("widget", ThreePartDateInput(birthday=birthday))
        super().__init__(**kwargs)
        self.not_after_today, self.not_before_today = not_after_today, not_before_today
        self.earliest, self.latest = earliest, latest

    @property
    def needs_today(self) -> bool:
        """Tell whether the field cannot judge without knowing the day."""
        return self.not_after_today or self.not_before_today

    def clean(self, value: Any) -> date | None:
        """Turn the boxes into a date.

        :raises ValidationError: naming the part that is missing, or the limit that is passed.
        """
        parts = value if isinstance(value, list) else _lay_out(value)
        if not any(parts):
            self.box_in_error = 0
            if self.required:
                raise self._error("required")
            return None
        day = self._read([str(part or "") for part in parts])
        self._check_limits(day)
        return day

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what is in the boxes with the date they began with."""
        before = _lay_out(initial)
        return [str(part or "") for part in before] != [str(part or "") for part in data or ["", "", ""]]

    def _read(self, parts: list[str]) -> date:
        self._refuse_what_is_unclear(parts)
        for box, part in enumerate(parts):
            if not part:
                self.box_in_error = box
                raise self._mistyped(f"missing_{box}", parts)
        self.box_in_error = 0
        if not all(part.isdecimal() and len(part) <= 4 for part in parts):
            raise self._mistyped("unreal", parts)
        if len(parts[2]) < 4:
            self.box_in_error = 2
            raise self._mistyped("short_year", parts)
        try:
            return date(int(parts[2]), int(parts[1]), int(parts[0]))
        except ValueError:
            raise self._mistyped("unreal", parts) from None

    def _refuse_what_is_unclear(self, parts: list[str]) -> None:
        """Name what was pasted whole and cannot be taken: a time, or figures of which either may be the month."""
        for box, part in enumerate(parts):
            code = "timed" if _TIMED.fullmatch(part) else "two_ways" if _reads_two_ways(part) else ""
            if code:
                self.box_in_error = box
                raise self._mistyped(code, [part])

    def _check_limits(self, day: date) -> None:
        self.box_in_error = 2
        if day < self.earliest:
            raise self._out_of_bounds("too_early", day, limit=date_format(self.earliest))
        if day > self.latest:
            raise self._out_of_bounds("too_late", day, limit=date_format(self.latest))
        self.box_in_error = 0
        if self.needs_today and self.today is None:
            raise TypeError(f"the form of {self.label!s} needs today=")
        if self.not_after_today and self.today is not None and day > self.today:
            raise self._out_of_bounds("in_future", day, today=date_format(self.today))
        if self.not_before_today and self.today is not None and day < self.today:
            raise self._out_of_bounds("in_past", day, today=date_format(self.today))

    def _mistyped(self, code: str, parts: list[str]) -> ValidationError:
        return self._error(code, typed=_as_typed(parts))

    def _out_of_bounds(self, code: str, day: date, **bound: str) -> ValidationError:
        return self._error(code, day=date_format(day), **bound)

    def _error(self, code: str, **params: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"label": self.label, **params})


def _lay_out(day: Any) -> list[Any]:
    return [day.day, day.month, day.year] if isinstance(day, date) else [None, None, None]


def _as_typed(parts: list[str]) -> str:
    """Repeat what stands in the boxes, so that the slip is seen; of what is no date at all, the beginning."""
    typed = normalise(" ".join(part for part in parts if part))
    return typed if len(typed) <= _ECHOED else f"{typed[:_ECHOED]}…"


def _read_whole(text: str) -> list[str] | None:
    """Read a pasted date: ISO, or day, month and year in that order, where it cannot be the other way round."""
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif (found := _DAY_FIRST.fullmatch(text)) and not _reads_two_ways(text):
        day, _sign, month, year = found.groups()
    else:
        return None
    return [day, month, year]


def _reads_two_ways(text: str) -> bool:
    """Say whether a date with slashes may have its month first, as in American letters; dots never mean that."""
    found = _DAY_FIRST.fullmatch(text)
    if found is None or "/" not in found.group(2):
        return False
    first, second = int(found.group(1)), int(found.group(3))
    return first != second and max(first, second) <= _MOST_MONTHS
