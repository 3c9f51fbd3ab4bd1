"""From when a reason would be gone by the mere passing of time, found by asking the rule itself on later days."""

from dataclasses import replace
from datetime import date
from typing import Final

from rulebook.days import Day, as_date
from rulebook.facts import Facts, gather
from rulebook.history import PregnancyTest, Question
from rulebook.programme import Programme, Programmes
from rulebook.reasons import REASONS
from rulebook.verdict import version_on
from rulebook.words import NEGATIVE, PRESCRIBE

DAYS_LOOKED_AHEAD: Final = 400
"""Longer than every window of a programme we know, a yearly form included."""

_IN_ITS_PLACE: Final = {
    "contraception_too_recent": "contraception_missing",
    "contraception_lapsed": "contraception_missing",
    "abstinence_not_confirmed": "contraception_missing",
    "test_not_qualifying": "test_missing",
}
"""What comes in the place of a reason when time takes away the very record it is about."""


def from_when(question: Question, programmes: Programmes, code: str) -> date | None:
    """Give the first day, T or later, on which a reason does not hold if nothing but time passes.

    Asked to dispense, the prescription stays as it was written and only T moves on, so a reason that looks at D alone
    (a test that was missing, contraception that was too recent) never goes: the answer is ``None``, and a new
    prescription is wanted. Asked to prescribe, D moves with T, and for ``contraception_too_recent`` a qualifying test
    on that very day is taken for granted: the day on which the lead time is complete is the first on which testing
    and prescribing can succeed together. ``None`` also where only an act helps, or nothing within 400 days, or where
    the reason would go only because a worse one of its kind comes in its place (a test that does not qualify is no
    longer in the window, and then none is). A reason that does not hold on T is answered with T. Gates play no part.

    :raises MalformedQuestion: for an unknown programme, or one without a version on the prescription's day.
    :raises KeyError: for a code that is no reason.
    """
    if code not in REASONS:
        raise KeyError(code)
    for day in range(question.on, question.on + DAYS_LOOKED_AHEAD + 1):
        prescribed_on = _prescribed_on(question, day)
        programme = version_on(question, programmes, prescribed_on)
        asked = _asked_on(question, day, programme, code)
        facts = gather(asked, programme, prescribed_on=prescribed_on)
        if not _holds(code, facts) and not _holds(_IN_ITS_PLACE.get(code), facts):
            return as_date(day)
    return None


def _holds(code: str | None, facts: Facts) -> bool:
    if code is None:
        return False
    reason = REASONS[code]
    return (facts.judged_as is not None or not reason.needs_category) and reason.holds(facts)


def _prescribed_on(question: Question, day: Day) -> Day:
    if question.ask == PRESCRIBE or question.prescription is None:
        return day
    return question.prescription.prescribed_on


def _asked_on(question: Question, day: Day, programme: Programme, code: str) -> Question:
    """Put the same question on another day."""
    later = replace(question, on=day)
    if code != "contraception_too_recent" or question.ask != PRESCRIBE or programme.test is None:
        return later
    test = PregnancyTest(day, NEGATIVE, programme.test.sensitivity_miu_ml, supervised=True)
    return replace(later, history=replace(later.history, tests=(*later.history.tests, test)))
