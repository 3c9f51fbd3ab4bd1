"""What the calendar calls things, on its pages."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reminders.models import ANY_MESSAGE, Delivered

Text = str | Promise

EVERYTHING: Final = "everything"

OCCASIONS: Final[dict[str, Text]] = {
    "visit": _("Visit"),
    "supply": _("Collecting the prescription"),
    "protection": _("Contraception ends"),
    "last_test": _("Last test after treatment"),
    "after_treatment": _("What holds after treatment"),
    "certification": _("Certification"),
    "registration": _("Registration"),
    EVERYTHING: _("Everything"),
    ANY_MESSAGE: _("Any message"),
}

STATES: Final[dict[str, Text]] = {
    "waiting": _("waits"),
    "claimed": _("is being sent"),
    "sent": _("sent"),
    "parked": _("laid aside"),
    "dropped": _("not sent"),
    **dict(Delivered.choices),
}

CHANNELS: Final[dict[str, Text]] = {"sms": _("Text message"), "email": _("E-mail")}

NOT_SENT: Final[dict[str, Text]] = {
    "practice": _("only practised"),
    "died": _("the patient has died"),
    "left the programme": _("the patient has left the programme"),
    "done, moved or ended": _("it was done, moved or ended before"),
    "a suspicion stands: somebody talks to her": _("a suspicion stands: somebody talks to the patient"),
    "wants no messages": _("the patient wants no messages"),
    "opted out of these": _("the patient opted out of these"),
    "restricted": _("nothing may be sent to the patient"),
    "in another's care by now": _("in another's care by now"),
    "no address": _("nobody to write to"),
    "no confirmed way is open": _("no number or address is confirmed"),
    "no notice is open any more": _("nothing was open any more"),
    "nothing waits for a person any more": _("nothing was open any more"),
}


def said(table: dict[str, Text], code: str) -> Text:
    """Give the words of a code, or the code where a newer file has one without words."""
    return table.get(code, code)
