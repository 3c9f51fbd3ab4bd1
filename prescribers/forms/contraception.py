"""Contraception: a method in use, changed for another, ended, put right."""

import datetime as dt
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.forms import RadioField, ThreePartDateField, TickField
from patients.methods import ABSTINENCE, lasts_too_long, runs_out
from patients.protection import Method
from prescribers.forms.base import ReasonForm, RecordForm, not_before, offer
from prescribers.lasting import lasts_words
from prescribers.words import HINTS_OF_A_WARNING, METHOD_HINTS, METHODS, choices
from rulebook import Programme

NEVER_ALONE = ("barrier", "natural_family_planning", "withdrawal", "other")


class ContraceptionForm(RecordForm):
    """A method in use, since when and until when."""

    method = RadioField(label=gettext_lazy("Method"), choices=[])
    started_on = ThreePartDateField(
        label=gettext_lazy("In use since"),
        not_after_today=True,
        help_text=gettext_lazy("The first day on which it protected. A method that is only planned is recorded later."),
        error_messages={
            "in_future": gettext_lazy(
                "“%(label)s” is %(day)s, which is after today, %(today)s. What is only planned does not protect yet: "
                "record it on the day it begins."
            )
        },
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
    after_birth: ClassVar[tuple[str, ...]] = ("started_on",)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer the programme's methods, what it warns of, and what never counts alone."""
        super().__init__(*args, **kwargs)
        rules = programme.contraception
        accepted = rules.accepted if rules else frozenset(METHODS)
        warned = rules.accepted_with_warning if rules else frozenset()
        never = [code for code in NEVER_ALONE if code not in accepted | warned]
        methods = [*choices(METHODS, accepted), *choices(METHODS, warned), *choices(METHODS, never)]
        offer(self, "method", methods).widget.hints = {
            code: words for code, words in METHOD_HINTS.items() if code in warned or code not in HINTS_OF_A_WARNING
        }

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
            self.add_error("valid_until", lasts_words(method=method, first=first))
        elif last is not None and lasts_too_long(method=method, started_on=first, valid_until=last):
            self.fields["span_meant"] = TickField(
                label=_("Both dates are right: it was renewed in time, each time"), required=False
            )
            if not self.data.get("span_meant"):
                self.add_error("span_meant", _too_long(method, (last - first).days))

    def begun(self, *, today: dt.date) -> Method | None:
        """Give the method as far as it is typed; None while too little of it is."""
        data = self.cleaned_data
        if data.get("method") is None or data.get("started_on") is None:
            return None
        return Method(
            method=data["method"],
            started_on=data["started_on"],
            valid_until=data.get("valid_until"),
            confirmed=bool(data.get("confirmed")),
            confirmed_on=[today] if data.get("confirmed_today") else [],
        )


class ChangeContraceptionForm(ContraceptionForm):
    """Another method in the place of one in use: when the old one ended, and the new one."""

    ended_on = ThreePartDateField(
        label=gettext_lazy("First day without the old method"),
        not_after_today=True,
        help_text=gettext_lazy("The day on which it was taken out or stopped, as it was: a gap is not filled in here."),
    )
    field_order = ("ended_on",)
    after_birth = ("started_on", "ended_on")


class CorrectContraceptionForm(ContraceptionForm, ReasonForm):
    """A method put right, with the reason; the days on which she confirmed abstinence stay as they are."""

    ended_on = ThreePartDateField(
        label=gettext_lazy("First day on which it no longer protected"),
        required=False,
        not_after_today=True,
        help_text=gettext_lazy("Leave it empty while the method is in use."),
    )
    confirmed_today = None  # type: ignore[assignment]  # Django's way to leave out a field of the parent
    field_order = ("method", "started_on", "valid_until", "ended_on", "confirmed", "reason")
    after_birth = ("started_on", "ended_on")

    def clean(self) -> dict[str, Any]:
        """Keep the end behind the beginning too."""
        data = super().clean()
        not_before(self, name="ended_on", earliest="started_on")
        return data


class EndContraceptionForm(RecordForm):
    """The first day without the method."""

    ended_on = ThreePartDateField(label=gettext_lazy("First day on which it no longer protects"), not_after_today=True)
    after_birth = ("ended_on",)


def _too_long(method: str, days: int) -> str:
    return _(
        "%(method)s: no single one protects for %(days)s days. Check both dates. "
        "If it was renewed in time, each time, tick this and send it once more."
    ) % {"method": METHODS[method], "days": days}
