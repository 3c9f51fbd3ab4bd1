"""A patient's trail in words: who looked, who changed what, who was refused, when, from where, in which role."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ACTS, LOOKS, SYSTEM
from accounts.models import Role
from audit.models import Entry, Outcome
from foundation.tables import Column, Table, Tag, Value, table
from patients.reasons import words
from prescribers.words import Text
from rulebook import REASONS

OUTCOMES: Final[dict[str, tuple[Text, str]]] = {
    Outcome.READ: (gettext_lazy("Looked"), "plain"),
    Outcome.DONE: (gettext_lazy("Changed"), "yes"),
    Outcome.REFUSED: (gettext_lazy("Was refused"), "no"),
}

REFUSED_FOR: Final[dict[str, Text]] = {
    "NotPermitted": gettext_lazy("the role does not include it"),
    "NotVisible": gettext_lazy("not this person's patient"),
    "Stale": gettext_lazy("the record had changed meanwhile"),
    "AlreadyUsed": gettext_lazy("the form had been sent before"),
    "CardDoesNotFit": gettext_lazy("card and date of birth did not belong together"),
}
"""Why an act was refused, where its code says more than the act itself."""


def trail_table(*, entries: Iterable[Entry], zone: dt.tzinfo) -> Table:
    """Lay the lines out, the latest first; people and places under the names they had then."""
    return table(
        caption=_("The latest first"),
        columns=[
            Column(_("When")),
            Column(_("Who")),
            Column(_("Role and place")),
            Column(_("What")),
            Column(_("Which")),
            Column(_("Words")),
        ],
        rows=[_row(entry, zone) for entry in entries],
    )


def _row(entry: Entry, zone: dt.tzinfo) -> list[Value]:
    moment = entry.at.astimezone(zone)
    looked = entry.outcome == Outcome.DONE and entry.act in LOOKS
    label, tone = OUTCOMES[Outcome.READ if looked else entry.outcome]
    by_itself = entry.role == SYSTEM
    if by_itself and entry.outcome == Outcome.DONE:
        label, tone = _("Done"), "plain"  # planning and sending change nothing in her record
    known = ACTS.get(entry.act)
    return [
        f"{date_format(moment)}, {date_format(moment, 'H:i')}",
        _("The registry itself") if by_itself else entry.actor_name,
        _where(entry) or "–",
        Tag(label, tone),
        str(known.words) if known else entry.act,
        _reason(entry) or "–",
    ]


def _where(entry: Entry) -> str:
    role = str(Role(entry.role).label) if entry.role in Role.values else ("" if entry.role == SYSTEM else entry.role)
    through = _("by the pharmacy’s own system") if entry.through else ""
    return ", ".join(part for part in (role, entry.organisation_name, entry.country, through) if part)


def _reason(entry: Entry) -> str:
    """Give the reason that was typed; of a refusal, the words of its codes."""
    if entry.outcome != Outcome.REFUSED:
        return entry.reason
    codes = [code for code in entry.reason.split(",") if code]
    said = [str(words(code).title) if code in REASONS else str(REFUSED_FOR.get(code, "")) for code in codes]
    return "; ".join(one for one in said if one)
