"""Her page in plain words: what comes next, how long protection lasts, what to do; no history and no results."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from patients.upcoming import still_due
from portal.advice import Advice, advice_for
from portal.queries import Own

KEPT_UP = {
    "contraception_until": gettext_noop("Keep using birth control until %(day)s."),
    "condom_until": gettext_noop("Keep using condoms until %(day)s."),
    "semen_donation_until": gettext_noop("Do not give sperm until after %(day)s."),
    "blood_donation_until": gettext_noop("Do not give blood until after %(day)s."),
}
"""What goes on after the last capsule, by its kind in the rulebook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """What the page draws."""

    centre: str
    telephone: str
    is_man: bool
    is_stopped: bool
    has_ended: bool
    next_visit: list[str]
    protection: list[str]
    advice: Advice
    visit_on: dt.date | None
    """The day for her calendar, where it is known and not over."""
    has_brochure: bool


def present(own: Own) -> OwnPage:
    """Put the facts into words."""
    visit = _due(own).get("visit")
    return OwnPage(
        centre=own.centre.name,
        telephone=own.centre.telephone,
        is_man=own.is_man,
        is_stopped=own.is_stopped and not own.is_man,
        has_ended=_has_ended(own),
        next_visit=_next_visit(own),
        protection=_protection(own),
        advice=advice_for(own),
        visit_on=visit if visit is not None and visit >= own.on else None,
        has_brochure=own.brochure is not None,
    )


def _has_ended(own: Own) -> bool:
    treatment = own.standing.judgement.facts["treatment"]
    return treatment is not None and treatment["ended_on"] is not None and treatment["ended_on"] <= own.on.isoformat()


def _next_visit(own: Own) -> list[str]:
    due = _due(own)
    lines = []
    if (last_test := due.get("last_test")) is not None:
        lines.append(_("Go for your last pregnancy test on %(day)s or soon after.") % _day(last_test))
    elif _has_ended(own):
        lines.append(_("Your treatment has ended. Your centre will tell you if you need to come."))
    elif (visit := due.get("visit")) is None:
        lines.append(_("Your centre will tell you when to come."))
    elif visit < own.on:
        lines.append(_("Your visit was due on %(day)s. Call your centre today.") % _day(visit))
    else:
        lines.append(_("Come to your next visit by %(day)s.") % _day(visit))
    if (fetch := due.get("dispense_by")) is not None and fetch >= own.on and not own.is_stopped:
        lines.append(_("Get your capsules from the pharmacy by %(day)s.") % _day(fetch))
    return lines


def _protection(own: Own) -> list[str]:
    due, judged = own.standing.due, own.standing.judgement
    if _has_ended(own):
        return [_(words) % _day(due[kind]) for kind, words in KEPT_UP.items() if due.get(kind, dt.date.min) >= own.on]
    if judged.holds("contraception_missing"):
        return [_("We have no birth control on record for you. Call your centre today.")]
    if (until := due.get("contraception")) is not None:
        return [_("Your birth control covers you until %(day)s. See your doctor before then.") % _day(until)]
    return []


def _due(own: Own) -> dict[str, dt.date]:
    return still_due(own.standing.due, on=own.on)


def _day(day: dt.date) -> dict[str, str]:
    return {"day": date_format(day)}
