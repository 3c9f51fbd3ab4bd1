"""The one status of a patient: what the rulebook's answers come to, as a code, a rank and a day."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from patients.eligibility import Standing

VISIT_KINDS: Final = ("visit", "test", "abstinence", "contraception", "agreement")
PAUSE_KINDS: Final = ("test", "abstinence", "contraception")
"""What goes on while the supply is interrupted (SmPC 4.4)."""

AFTER_KINDS: Final = (
    "last_test", "contraception_until", "condom_until", "semen_donation_until", "blood_donation_until",
)  # fmt: skip
PASSES_WITH_A_VISIT: Final = frozenset(
    {"test_missing", "test_not_qualifying", "abstinence_not_confirmed", "prescriber_not_certified"}
)
"""What is put right on the day of the first prescription itself, so that registration is complete without it."""

RANKS: Final = {
    "stopped": 0,
    "overdue": 1,
    "refused": 1,
    "late_in_pause": 2,
    "last_test": 2,
    "visit_due": 3,
    "ready": 3,
    "registration": 4,
    "waiting": 5,
    "prescribed": 6,
    "in_treatment": 6,
    "interrupted": 7,
    "ended": 8,
    "closed": 9,
}
"""Every status there is: the smaller its number, the sooner somebody must act."""

TABS: Final = {
    "todo": ("stopped", "overdue", "refused", "late_in_pause", "last_test", "visit_due", "ready", "registration"),
    "waiting": ("waiting", "prescribed"),
    "treatment": ("in_treatment", "interrupted"),
    "ended": ("ended", "closed"),
}
"""The parts of the worklist: every status stands in exactly one, so that their counts add up to everybody."""


VISIT_NEXT: Final = ("overdue", "visit_due", "ready")
"""The statuses whose next step is a visit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How a patient stands.

    ``due`` is the kind of date that the status turns on, if it turns on one, and ``due_on`` that date. ``says`` is
    the day that its words name; ``detail`` tells apart words of one status: the reason of a refusal, or which of its
    days a prescription's status names.
    """

    code: str
    due: str = ""
    due_on: dt.date | None = None
    says: dt.date | None = None
    detail: str = ""

    @property
    def rank(self) -> int:
        """Give its place in the order of urgency."""
        return RANKS[self.code]


def status_of(standing: Standing) -> Status:
    """Read the status from the verdict on a prescription today and from what falls due."""
    reasons, facts = set(standing.judgement.verdict.reasons), standing.judgement.facts
    if facts["patient"]["withdrawn_on"] is not None and "not_enrolled" in reasons:
        return Status(code="closed")
    if "pregnancy_suspected" in reasons:
        return Status(code="stopped")
    if "treatment_stopped" in reasons:
        return _stopped(standing)
    if standing.waits_at_the_pharmacy is not None:
        return _at_the_pharmacy(standing, standing.waits_at_the_pharmacy["prescribed_on"])
    if standing.has_been_dispensed_to:
        return _in_treatment(standing)
    return _before_treatment(standing, reasons)


def _stopped(standing: Standing) -> Status:
    """Tell an interruption from an end, and an end that is followed up from one that is not any more."""
    ended_on = (standing.judgement.facts["treatment"] or {}).get("ended_on")
    if ended_on is None or ended_on > standing.on.isoformat():
        return _interrupted(standing)
    due = {kind: standing.due[kind] for kind in AFTER_KINDS if kind in standing.due}
    last_test = due.get("last_test")
    if last_test is not None and last_test <= standing.on:
        return Status(code="last_test", due="last_test", due_on=last_test, says=last_test)
    if due and max(due.values()) >= standing.on:
        last = max(due, key=lambda kind: due[kind])
        return Status(code="ended", due=last, due_on=due[last], says=due[last])
    return Status(code="closed")


def _interrupted(standing: Standing) -> Status:
    """Say what goes on during a pause and when it is due next, and that somebody must act once it is overdue."""
    due = {kind: standing.due[kind] for kind in PAUSE_KINDS if kind in standing.due}
    if not due:
        return Status(code="interrupted")
    kind = min(due, key=lambda one: due[one])
    if due[kind] < standing.on:
        return Status(code="late_in_pause", due=kind, due_on=due[kind], says=due[kind])
    return Status(code="interrupted", due=kind, due_on=due[kind])


def _at_the_pharmacy(standing: Standing, prescribed_on: str) -> Status:
    """Say so while a prescription waits to be dispensed, with its last day where the programme sets one."""
    dispense_by = standing.due.get("dispense_by")
    if standing.refusals:
        return _not_dispensed_today(standing, dispense_by)
    if dispense_by is not None:
        return Status(code="prescribed", detail="by", due="dispense_by", due_on=dispense_by, says=dispense_by)
    return Status(code="prescribed", detail="on", says=dt.date.fromisoformat(prescribed_on))


def _not_dispensed_today(standing: Standing, dispense_by: dt.date | None) -> Status:
    """Say what the counter would answer today, and whether waiting alone will mend it in time."""
    assert standing.open is not None  # nobody refuses on no prescription
    days = {code: standing.open.from_when(code) for code in standing.refusals}
    lasting = [code for code, day in days.items() if day is None or (dispense_by is not None and day > dispense_by)]
    if lasting:
        return Status(code="refused", detail=lasting[0])
    first = max(day for day in days.values() if day is not None)
    due = "dispense_by" if dispense_by else ""
    return Status(code="prescribed", detail="from", due=due, due_on=dispense_by, says=first)


def _in_treatment(standing: Standing) -> Status:
    dates = {kind: standing.due[kind] for kind in VISIT_KINDS if kind in standing.due}
    if not dates:
        return Status(code="in_treatment")
    kind = min(dates, key=lambda one: dates[one])
    first = dates[kind]
    if first < standing.on:
        return Status(code="overdue", due=kind, due_on=first, says=first)
    code = "visit_due" if standing.may_be_supplied else "in_treatment"
    return Status(code=code, due=kind, due_on=first, says=first)


def _before_treatment(standing: Standing, reasons: set[str]) -> Status:
    missing = reasons - PASSES_WITH_A_VISIT
    if standing.judgement.facts["treatment"] is None or missing - {"contraception_too_recent"}:
        return Status(code="registration")
    if "contraception_too_recent" in missing:
        until = standing.judgement.from_when("contraception_too_recent")
        if until is None:
            return Status(code="registration")
        if until > standing.on:
            return Status(code="waiting", says=until)
    return Status(code="ready")
