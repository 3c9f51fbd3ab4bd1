"""What falls due: for each kind the last good day, from the same history and the same rules as the verdict."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from rulebook.clauses.agreement import signed_for_category
from rulebook.clauses.prescription import dispensed_on_prescription, prescription_cancelled
from rulebook.clauses.supply import limits_judged, not_returned
from rulebook.cover import all_by_abstinence
from rulebook.days import ENDLESS, Day, as_date
from rulebook.facts import Facts, gather
from rulebook.history import Question, Span
from rulebook.programme import Programmes
from rulebook.verdict import version_on
from rulebook.words import MALE


@dataclass(frozen=True, slots=True)
class Due:
    """One kind of thing that falls due, and its last good day (of ``last_test``, the first)."""

    kind: str
    date: date

    def as_dict(self) -> dict[str, str]:
        """Give the row as the plain mapping of the batch interface."""
        return {"kind": self.kind, "date": self.date.isoformat()}


def due(question: Question, programmes: Programmes) -> list[Due]:
    """List what falls due, in the order of the specification's table; a date before T is overdue and given too.

    All is asked with D = T, but for ``dispense_by``, which is asked of the prescription as it was written. A day that
    no calendar date can name is left out.

    :raises MalformedQuestion: for an unknown programme, or one without a version on T.
    """
    programme = version_on(question, programmes, question.on)
    facts = gather(question, programme, prescribed_on=question.on)
    ended_on = _ended_on(facts)
    if ended_on is None:
        days = [("dispense_by", _dispense_by(question, programmes))]
        days += [(kind, last_good_day(facts)) for kind, last_good_day in _DURING.items()]
    else:
        days = [(kind, day(facts, ended_on)) for kind, day in _AFTER.items()]
    rows = [(kind, None if day is None else as_date(day)) for kind, day in days]
    return [Due(kind, on) for kind, on in rows if on is not None]


def _ended_on(facts: Facts) -> Day | None:
    """Give the day on which the treatment ended, if it has."""
    treatment = facts.history.treatment
    if treatment is None or treatment.ended_on is None or treatment.ended_on > facts.on:
        return None
    return treatment.ended_on


def _dispense_by(question: Question, programmes: Programmes) -> Day | None:
    """Give D + ``dispense_within_days`` while the prescription stands and something is left on it."""
    prescription = question.prescription
    if prescription is None:
        return None
    programme = programmes.on_day(question.programme, prescription.prescribed_on)
    if programme is None:
        return None
    facts = gather(question, programme, prescribed_on=prescription.prescribed_on)
    limits = limits_judged(facts)
    if limits is None or limits.dispense_within_days is None or prescription_cancelled(facts):
        return None
    if dispensed_on_prescription(facts) >= prescription.capsules:
        return None
    return prescription.prescribed_on + limits.dispense_within_days


def _visit(facts: Facts) -> Day | None:
    """Give the last day with medicine in hand; what was returned is not."""
    limits = limits_judged(facts)
    unknown = None if limits is None else limits.max_days
    supplies = [(one.dispensed_on, unknown if one.days is None else one.days) for one in not_returned(facts)]
    return max((on + days - 1 for on, days in supplies if days is not None), default=None)


def _test(facts: Facts) -> Day | None:
    """Give the last qualifying test + ``interval_days`` of a woman who must be tested and has had a supply."""
    rules = facts.programme.test
    if rules is None or not facts.must_be_tested or not facts.history.dispensings or not facts.qualifying_days:
        return None
    return facts.qualifying_days[-1] + rules.interval_days


def _contraception(facts: Facts) -> Day | None:
    """Give the last day of the unbroken cover from T; every record known on T has begun, so the latest end counts."""
    if not facts.is_childbearing or not facts.cover_on_prescribing:
        return None
    last = max(record.last_day for record in facts.cover_on_prescribing)
    return None if last == ENDLESS else last


def _abstinence(facts: Facts) -> Day | None:
    """Give the latest confirmation + ``abstinence_confirmed_every_days`` where abstinence is all there is."""
    rules, records = facts.programme.contraception, facts.cover_on_prescribing
    if rules is None or not facts.is_childbearing or not all_by_abstinence(records):
        return None
    confirmed = [day for record in records for day in record.confirmed_on if day <= facts.on]
    return max(confirmed) + rules.abstinence_confirmed_every_days if confirmed else None


def _agreement(facts: Facts) -> Day | None:
    """Give the latest form of the category in force + ``valid_days``, where the programme sets them."""
    valid_days, signed = facts.programme.agreement_valid_days, signed_for_category(facts)
    return None if valid_days is None or not signed else max(signed) + valid_days


def _certification(facts: Facts) -> Day | None:
    return _last_day_of(facts.history.certified, facts.on)


def _registration(facts: Facts) -> Day | None:
    return _last_day_of(facts.history.registered, facts.on)


def _last_day_of(spans: tuple[Span, ...], on: Day) -> Day | None:
    """Give the last day of the latest span in force; an open-ended one never falls due."""
    ends = [span.until for span in spans if span.covers(on)]
    closed = [until for until in ends if until is not None]
    return max(closed) - 1 if closed and len(closed) == len(ends) else None


def _last_test(facts: Facts, ended_on: Day) -> Day | None:
    """Give the first good day of the test after treatment, until a qualifying one was sampled then or later."""
    rules = facts.programme.test
    if rules is None or not facts.is_childbearing:
        return None
    first_good_day = ended_on + rules.after_treatment_days
    done = bool(facts.qualifying_days) and facts.qualifying_days[-1] >= first_good_day
    return None if done else first_good_day


def _contraception_until(facts: Facts, ended_on: Day) -> Day | None:
    rules = facts.programme.contraception
    return ended_on + rules.after_days if rules is not None and facts.is_childbearing else None


def _condom_until(facts: Facts, ended_on: Day) -> Day | None:
    rules = facts.programme.male
    return ended_on + rules.condom_after_days if rules is not None and facts.judged_as == MALE else None


def _semen_donation_until(facts: Facts, ended_on: Day) -> Day | None:
    rules = facts.programme.male
    return ended_on + rules.semen_donation_after_days if rules is not None and facts.judged_as == MALE else None


def _blood_donation_until(facts: Facts, ended_on: Day) -> Day | None:
    days = facts.programme.blood_donation_after_days
    return None if days is None else ended_on + days


_DURING: Final[dict[str, Callable[[Facts], Day | None]]] = {
    "visit": _visit,
    "test": _test,
    "contraception": _contraception,
    "abstinence": _abstinence,
    "agreement": _agreement,
    "certification": _certification,
    "registration": _registration,
}
_AFTER: Final[dict[str, Callable[[Facts, Day], Day | None]]] = {
    "last_test": _last_test,
    "contraception_until": _contraception_until,
    "condom_until": _condom_until,
    "semen_donation_until": _semen_donation_until,
    "blood_donation_until": _blood_donation_until,
}
DUE_KINDS: Final = ("dispense_by", *_DURING, *_AFTER)
"""Every kind that can fall due, in the order in which they are given."""
