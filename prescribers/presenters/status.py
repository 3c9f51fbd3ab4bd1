"""The one status of a patient: what the rulebook's answers come to, in a word, a date and a tone."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from patients.eligibility import Standing
from patients.reasons import words as said_of

VISIT_KINDS: Final = ("visit", "test", "abstinence", "contraception", "agreement")
AFTER_KINDS: Final = (
    "last_test", "contraception_until", "condom_until", "semen_donation_until", "blood_donation_until",
)  # fmt: skip
PASSES_WITH_A_VISIT: Final = frozenset(
    {"test_missing", "test_not_qualifying", "abstinence_not_confirmed", "prescriber_not_certified"}
)
"""What is put right on the day of the first prescription itself, so that registration is complete without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How a patient stands; the smaller ``rank``, the sooner somebody must act.

    ``due`` is the kind of date that the status turns on, if it turns on one.
    """

    code: str
    words: str
    tone: str
    rank: int
    due: str = ""


def status_of(standing: Standing) -> Status:
    """Read the status from the verdict on a prescription today and from what falls due."""
    reasons, facts = set(standing.judgement.verdict.reasons), standing.judgement.facts
    if facts["patient"]["withdrawn_on"] is not None and "not_enrolled" in reasons:
        return _closed()
    if "pregnancy_suspected" in reasons:
        return Status(code="stopped", words=_("Stopped: pregnancy suspected"), tone="no", rank=0)
    if "treatment_stopped" in reasons:
        return _stopped(standing)
    if standing.waits_at_the_pharmacy is not None:
        return _at_the_pharmacy(standing, standing.waits_at_the_pharmacy["prescribed_on"])
    if standing.has_been_dispensed_to:
        return _in_treatment(standing)
    return _before_treatment(standing, reasons)


def _closed() -> Status:
    return Status(code="closed", words=_("Closed"), tone="plain", rank=9)


def _stopped(standing: Standing) -> Status:
    """Tell an interruption from an end, and an end that is followed up from one that is not any more."""
    ended_on = (standing.judgement.facts["treatment"] or {}).get("ended_on")
    if ended_on is None or ended_on > standing.on.isoformat():
        return Status(code="interrupted", words=_("Interrupted"), tone="plain", rank=7)
    due = {kind: standing.due[kind] for kind in AFTER_KINDS if kind in standing.due}
    last_test = due.get("last_test")
    if last_test is not None and last_test <= standing.on:
        words = _("Ended: last test due since %s") % date_format(last_test)
        return Status(code="last_test", words=words, tone="wait", rank=2, due="last_test")
    if due and max(due.values()) >= standing.on:
        last = max(due, key=lambda kind: due[kind])
        words = _("Ended: follow-up until %s") % date_format(due[last])
        return Status(code="ended", words=words, tone="plain", rank=8, due=last)
    return _closed()


def _at_the_pharmacy(standing: Standing, prescribed_on: str) -> Status:
    """Say so while a prescription waits to be dispensed, with its last day where the programme sets one."""
    dispense_by = standing.due.get("dispense_by")
    if standing.refusals:
        return _not_dispensed_today(standing, dispense_by)
    if dispense_by is not None:
        words = _("Prescribed: dispense by %s") % date_format(dispense_by)
        return Status(code="prescribed", words=words, tone="open", rank=6, due="dispense_by")
    words = _("Prescribed on %s, not dispensed yet") % date_format(dt.date.fromisoformat(prescribed_on))
    return Status(code="prescribed", words=words, tone="open", rank=6)


def _not_dispensed_today(standing: Standing, dispense_by: dt.date | None) -> Status:
    """Say what the counter would answer today, and whether waiting alone will mend it in time."""
    assert standing.open is not None  # nobody refuses on no prescription
    days = {code: standing.open.from_when(code) for code in standing.refusals}
    lasting = [code for code, day in days.items() if day is None or (dispense_by is not None and day > dispense_by)]
    if lasting:
        words = _("The pharmacy would refuse: %s") % said_of(lasting[0]).title
        return Status(code="refused", words=words, tone="no", rank=1)
    first = max(day for day in days.values() if day is not None)
    words = _("Prescribed: can be dispensed from %s") % date_format(first)
    return Status(code="prescribed", words=words, tone="open", rank=6, due="dispense_by" if dispense_by else "")


def _in_treatment(standing: Standing) -> Status:
    dates = {kind: standing.due[kind] for kind in VISIT_KINDS if kind in standing.due}
    if not dates:
        return Status(code="in_treatment", words=_("In treatment"), tone="plain", rank=6)
    kind = min(dates, key=lambda one: dates[one])
    first = dates[kind]
    if first < standing.on:
        days = (standing.on - first).days
        words = ngettext("Overdue by %(days)s day", "Overdue by %(days)s days", days) % {"days": days}
        return Status(code="overdue", words=words, tone="wait", rank=1, due=kind)
    if standing.may_be_supplied:
        words = _("Visit due %s") % date_format(first)
        return Status(code="visit_due", words=words, tone="wait", rank=3, due=kind)
    words = _("In treatment: next visit by %s") % date_format(first)
    return Status(code="in_treatment", words=words, tone="plain", rank=6, due=kind)


def _before_treatment(standing: Standing, reasons: set[str]) -> Status:
    missing = reasons - PASSES_WITH_A_VISIT
    if standing.judgement.facts["treatment"] is None or missing - {"contraception_too_recent"}:
        return Status(code="registration", words=_("Registration in progress"), tone="open", rank=4)
    if "contraception_too_recent" in missing:
        until = standing.judgement.from_when("contraception_too_recent")
        if until is None:
            return Status(code="registration", words=_("Registration in progress"), tone="open", rank=4)
        if until > standing.on:
            words = _("Waiting: contraception until %s") % date_format(until)
            return Status(code="waiting", words=words, tone="plain", rank=5)
    return Status(code="ready", words=_("Ready for first prescription"), tone="yes", rank=3)
