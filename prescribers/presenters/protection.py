"""From when contraception is enough, in the one sentence that every page says it with."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from patients.methods import lasts_until
from patients.models import Contraception
from patients.protection import Method, Protection
from prescribers.lasting import lasts_words
from prescribers.words import METHODS, said
from rulebook import Programme


@dataclass(frozen=True, slots=True)
class InUse:
    """A method in use, with its row."""

    row: Contraception
    words: str


def lead(programme: Programme) -> str:
    """Give the programme's lead time, in weeks where it is whole weeks."""
    days = programme.contraception.lead_days if programme.contraception else 0
    weeks, rest = divmod(days, 7)
    if rest:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    return ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}


def complete_words(*, programme: Programme, day: dt.date | None) -> str:
    """Say from when treatment can start, as far as contraception goes; without a day there is a gap."""
    if day is None:
        return _("There is a gap in the contraception recorded. Record what was used, or begin anew.")
    return _("%(span)s of contraception are complete on %(day)s. Test and prescribe on that day or later.") % {
        "span": lead(programme),
        "day": date_format(day),
    }


def protection_words(*, programme: Programme, found: Protection, method: Method) -> list[str]:
    """Say what a method would come to if it were recorded as it is typed."""
    said_so = [_of_the_lead(programme, found)]
    if method.valid_until is None and lasts_until(method=method.method, started_on=method.started_on) is not None:
        said_so.append(lasts_words(method=method.method, first=method.started_on))
    return said_so


def in_use(rows: list[Contraception]) -> list[InUse]:
    """Name the methods in use, each with the day since when."""
    return [
        InUse(
            row,
            _("%(method)s since %(day)s") % {"method": said(METHODS, row.method), "day": date_format(row.started_on)},
        )
        for row in rows
    ]


def _of_the_lead(programme: Programme, found: Protection) -> str:
    if not found.counts:
        return _(
            "Typed like this it does not count: no method that the programme accepts is in use or confirmed today. "
            "Choose another, or confirm this one."
        )
    if not found.is_complete:
        return complete_words(programme=programme, day=found.complete_on)
    if found.complete_on is None:
        return _("%(span)s of contraception are complete already.") % {"span": lead(programme)}
    return _("%(span)s of contraception are complete since %(day)s.") % {
        "span": lead(programme),
        "day": date_format(found.complete_on),
    }
