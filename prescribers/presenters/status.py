"""The one status of a patient: what the rulebook's answers come to, in a word, a date and a tone."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from patients.eligibility import Standing

VISIT_KINDS: Final = ("visit", "test", "abstinence", "contraception", "agreement")
AFTER_KINDS: Final = (
    "last_test", "contraception_until", "condom_until", "semen_donation_until", "blood_donation_until",
)  # fmt: skip
PASSES_WITH_A_VISIT: Final = frozenset(
    {"test_missing", "test_not_qualifying", "abstinence_not_confirmed", "prescriber_not_certified"}
)
"""What is put right on the day of the first prescription itself, so that registration is complete without it."""


@dataclass(frozen=True, slots=True)
class Status:
    """How a patient stands; the smaller ``rank``, the sooner somebody must act."""

    code: str
    words: str
    tone: str
    rank: int


def status_of(standing: Standing) -> Status:
    """Read the status from the verdict on a prescription today and from what falls due."""
    reasons, facts = set(standing.judgement.verdict.reasons), standing.judgement.facts
    if facts["patient"]["withdrawn_on"] is not None and "not_enrolled" in reasons:
        return _closed()
    if "pregnancy_suspected" in reasons:
        return Status("stopped", _("Stopped: pregnancy suspected"), "no", 0)
    if "treatment_stopped" in reasons:
        return _stopped(standing)
    if (waiting := _at_the_pharmacy(standing)) is not None:
        return waiting
    if standing.has_been_dispensed_to:
        return _in_treatment(standing)
    return _before_treatment(standing, reasons)


def _closed() -> Status:
    return Status("closed", _("Closed"), "plain", 9)


def _stopped(standing: Standing) -> Status:
    """Tell an interruption from an end, and an end that is followed up from one that is not any more."""
    ended_on = (standing.judgement.facts["treatment"] or {}).get("ended_on")
    if ended_on is None or ended_on > standing.on.isoformat():
        return Status("interrupted", _("Interrupted"), "plain", 7)
    due = {kind: standing.due[kind] for kind in AFTER_KINDS if kind in standing.due}
    last_test = due.get("last_test")
    if last_test is not None and last_test <= standing.on:
        return Status("last_test", _("Ended: last test due since %s") % date_format(last_test), "wait", 2)
    if due and max(due.values()) >= standing.on:
        until = date_format(max(due.values()))
        return Status("ended", _("Ended: follow-up until %s") % until, "plain", 8)
    return _closed()


def _at_the_pharmacy(standing: Standing) -> Status | None:
    """Say so while a prescription waits to be dispensed."""
    dispense_by = standing.due.get("dispense_by")
    if dispense_by is None or dispense_by < standing.on:
        return None
    return Status("prescribed", _("Prescribed: dispense by %s") % date_format(dispense_by), "open", 6)


def _in_treatment(standing: Standing) -> Status:
    dates = [standing.due[kind] for kind in VISIT_KINDS if kind in standing.due]
    if not dates:
        return Status("in_treatment", _("In treatment"), "plain", 6)
    first = min(dates)
    if first < standing.on:
        days = (standing.on - first).days
        words = ngettext("Overdue by %(days)s day", "Overdue by %(days)s days", days) % {"days": days}
        return Status("overdue", words, "wait", 1)
    if standing.may_be_supplied:
        return Status("visit_due", _("Visit due %s") % date_format(first), "wait", 3)
    return Status("in_treatment", _("In treatment until %s") % date_format(first), "plain", 6)


def _before_treatment(standing: Standing, reasons: set[str]) -> Status:
    missing = reasons - PASSES_WITH_A_VISIT
    if standing.judgement.facts["treatment"] is None or missing - {"contraception_too_recent"}:
        return Status("registration", _("Registration in progress"), "open", 4)
    if "contraception_too_recent" in missing:
        until = standing.judgement.from_when("contraception_too_recent")
        words = _("Waiting: contraception until %s") % date_format(until) if until else _("Waiting: contraception")
        return Status("waiting", words, "plain", 5)
    if any(row["cancelled_on"] is None for row in standing.judgement.facts["prescriptions"][:-1]):
        return Status("prescribed", _("Prescribed, not dispensed yet"), "open", 6)
    return Status("ready", _("Ready for first prescription"), "yes", 3)


def next_date(standing: Standing) -> tuple[str, dt.date] | None:
    """Give what falls due first, of all that concerns the patient."""
    concerned = {kind: day for kind, day in standing.due.items() if kind not in {"certification", "registration"}}
    if not concerned:
        return None
    return min(concerned.items(), key=lambda item: item[1])
