"""How the next version of a case is made: on the last one, with its clock, once."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from programmes.queries import civil_day
from rulebook.clocks import clock_of, due_on
from safety.facts import Facts, kept
from safety.models import Case, CaseVersion
from safety.refusals import NotTheLast


def last_version(*, case: Case) -> CaseVersion:
    """Give how a case was told last."""
    return CaseVersion.objects.filter(case=case).select_related("review").order_by("-number")[0]


def require_last(*, case: Case, number: int) -> CaseVersion:
    """Give the last version, if it still is the one that was looked at and may be followed.

    :raises NotTheLast: when another was written meanwhile, or the case is nullified.
    """
    last = last_version(case=case)
    if last.nullified:
        raise NotTheLast(_("This case is nullified, and no version follows. Look at the case again."))
    if last.number != number:
        raise written_anew()
    return last


def add_version(
    *, case: Case, number: int, facts: Facts, serious: bool | None, since: dt.date | None, made: dict[str, Any]
) -> CaseVersion:
    """Add a version with the day until which it must be passed on.

    :param serious: None while nobody has said; the clock takes it for serious.
    :param since: the day since which it is serious.
    :raises NotTheLast: when somebody else added that number at the same moment.
    """
    clock = clock_of(pregnancy=case.is_pregnancy, serious=serious)
    told = {
        "facts": kept(facts), "serious": serious, "serious_since": since,
        "due_on": due_on(clock=clock, zero=case.day_zero, serious_since=since),
    }  # fmt: skip
    version, is_new = CaseVersion.objects.get_or_create(case=case, number=number, defaults=told | made)
    if not is_new:
        raise written_anew()
    return version


def serious_since(*, last: CaseVersion, serious: bool | None, known_on: dt.date) -> dt.date | None:
    """Give the day since which a case is serious: it stays what it was, and begins when that was learned.

    :param known_on: the day of what is told now.
    """
    return None if serious is False else last.serious_since or known_on


def today_for(*, case: Case, at: dt.datetime) -> dt.date:
    """Give the civil date by which a case's clock is read: that of its programme, else of the world's time."""
    return civil_day(programme=case.programme, at=at) if case.programme else at.astimezone(dt.UTC).date()


def written_anew() -> NotTheLast:
    """Say that somebody was quicker; what was typed is kept by the form's own button."""
    return NotTheLast(
        _(
            "This case was written anew while the page was open. Keep what you typed, if you typed something; "
            "then open the case again and compare."
        )
    )
