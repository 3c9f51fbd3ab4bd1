"""What stands in the record about a reason, with its day: for whoever asks since when, or until when."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from patients.models import Verdict
from pharmacies.wording import day_in_words
from programmes.in_force import programmes
from rulebook import parse_question, unprotected_since

Facts = Mapping[str, Any]


def since_when(*, code: str, check: Verdict) -> str:
    """Say the days that belong to a reason of a no; nothing of a stop, nor of what no day is recorded for.

    Every stop reads the same, so that none is told from another by a day. Of the last test its day alone is said.
    """
    if code == "card_not_valid":
        return _of_the_card(check)
    say = _OF_REASONS.get(code)
    return say(check.facts) if say is not None and check.facts else ""


def _of_the_card(check: Verdict) -> str:
    revocation = getattr(check.card, "revocation", None)
    return "" if revocation is None else _("It ended on %(day)s.") % {"day": day_in_words(revocation.revoked_on)}


def _of_prescription(facts: Facts) -> Facts:
    asked: Facts = next(one for one in facts["prescriptions"] if one["id"] == facts["prescription"])
    return asked


def _issued(facts: Facts) -> str:
    return _("It was issued on %(day)s.") % {"day": _written(_of_prescription(facts)["prescribed_on"])}


def _cancelled(facts: Facts) -> str:
    day = _of_prescription(facts).get("cancelled_on")
    return _("It was cancelled on %(day)s.") % {"day": _written(day)} if day else ""


def _used(facts: Facts) -> str:
    days = [one["dispensed_on"] for one in facts["dispensings"] if one["prescription"] == facts["prescription"]]
    return _("The last of it was dispensed on %(day)s.") % {"day": _written(max(days))} if days else ""


def _last_test(facts: Facts) -> str:
    days = [one["sampled_on"] for one in facts["tests"] if one["sampled_on"] <= facts["on"]]
    return _("The last test was on %(day)s.") % {"day": _written(max(days))} if days else _("No test is recorded.")


def _unprotected(facts: Facts) -> str:
    day = unprotected_since(parse_question(dict(facts)), programmes())
    return _("Without an accepted method since %(day)s.") % {"day": day_in_words(day)} if day else ""


def _certified(facts: Facts) -> str:
    return _ended(facts["prescriber"]["certified"], before=_of_prescription(facts)["prescribed_on"])


def _registered(facts: Facts) -> str:
    return _ended(facts["pharmacy"]["registered"], before=facts["on"])


def _ended(spans: list[Facts], *, before: str) -> str:
    """Say until when the last span ran that had ended by a day; a span's own end is the first day without it."""
    ends = [one["until"] for one in spans if one.get("until") and one["until"] <= before]
    if not ends:
        return ""
    last = dt.date.fromisoformat(max(ends)) - dt.timedelta(days=1)
    return _("It ran until %(day)s.") % {"day": day_in_words(last)}


def _written(day: str) -> str:
    return day_in_words(dt.date.fromisoformat(day))


_OF_REASONS: Final[Mapping[str, Callable[[Facts], str]]] = {
    "prescription_expired": _issued,
    "prescription_in_future": _issued,
    "prescription_cancelled": _cancelled,
    "prescription_exhausted": _used,
    "contraception_lapsed": _unprotected,
    "test_missing": _last_test,
    "prescriber_not_certified": _certified,
    "pharmacy_not_registered": _registered,
}
