"""The one status of a patient in words, with its tone."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from patients.eligibility import Standing
from patients.reasons import words as said_of
from prescribers import status as told

TONES: Final = {
    "stopped": "no",
    "refused": "no",
    "overdue": "wait",
    "late_in_pause": "wait",
    "last_test": "wait",
    "visit_due": "wait",
    "ready": "yes",
    "registration": "open",
    "prescribed": "open",
}

NAMES: Final[dict[str, Promise | str]] = {
    "stopped": gettext_lazy("Stopped: pregnancy suspected"),
    "overdue": gettext_lazy("Overdue"),
    "refused": gettext_lazy("The pharmacy would refuse"),
    "late_in_pause": gettext_lazy("Interrupted, and overdue"),
    "last_test": gettext_lazy("Ended: last test due"),
    "visit_due": gettext_lazy("Visit due"),
    "ready": gettext_lazy("Ready for first prescription"),
    "registration": gettext_lazy("Registration in progress"),
    "waiting": gettext_lazy("Waiting: contraception"),
    "prescribed": gettext_lazy("Prescribed, not dispensed yet"),
    "in_treatment": gettext_lazy("In treatment"),
    "interrupted": gettext_lazy("Interrupted"),
    "ended": gettext_lazy("Ended: follow-up"),
    "closed": gettext_lazy("Closed"),
}
"""Each status without its day, as filters name it, in the order of urgency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A status as it is shown; the smaller ``rank``, the sooner somebody must act."""

    code: str
    words: str
    tone: str
    rank: int
    due: str = ""


def status_of(standing: Standing) -> Status:
    """Show how a patient stands."""
    return shown(told.status_of(standing), on=standing.on)


def shown(status: told.Status, *, on: dt.date) -> Status:
    """Put a status into words on a day."""
    return Status(
        code=status.code,
        words=_words(status, on),
        tone=TONES.get(status.code, "plain"),
        rank=status.rank,
        due=status.due,
    )


def _words(status: told.Status, on: dt.date) -> str:
    """Give the status with the day that it names."""
    if status.code == "refused":
        return _("The pharmacy would refuse: %s") % said_of(status.detail).title
    if status.says is None:
        return str(NAMES[status.code])
    if status.code == "overdue":
        days = (on - status.says).days
        return ngettext("Overdue by %(days)s day", "Overdue by %(days)s days", days) % {"days": days}
    if status.code == "late_in_pause":
        days = (on - status.says).days
        return ngettext(
            "Interrupted, and overdue by %(days)s day", "Interrupted, and overdue by %(days)s days", days
        ) % {"days": days}
    return _dated(status) % date_format(status.says)


def _dated(status: told.Status) -> str:
    """Give the words into which the day goes."""
    return {
        "waiting": _("Waiting: contraception until %s"),
        "visit_due": _("Visit due %s"),
        "in_treatment": _("In treatment: next visit by %s"),
        "last_test": _("Ended: last test due since %s"),
        "ended": _("Ended: follow-up until %s"),
        "prescribed by": _("Prescribed: dispense by %s"),
        "prescribed from": _("Prescribed: can be dispensed from %s"),
        "prescribed on": _("Prescribed on %s, not dispensed yet"),
    }[f"{status.code} {status.detail}".strip()]
