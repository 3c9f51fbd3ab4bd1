"""Whether a woman of childbearing potential is protected, was long enough before, and has stayed so."""

from rulebook.cover import all_by_abstinence, is_unbroken
from rulebook.days import Day
from rulebook.facts import Facts
from rulebook.words import ABSTINENCE


def contraception_missing(facts: Facts) -> bool:
    """Hold when there is no accepted cover on D."""
    return facts.is_childbearing and facts.programme.contraception is not None and not facts.cover_on_prescribing


def contraception_too_recent(facts: Facts) -> bool:
    """Hold when cover was not unbroken for the lead time before the test that opens the prescription, and since.

    Abstinence counts here only once it was confirmed.
    """
    rules = facts.programme.contraception
    if rules is None or not _is_covered(facts):
        return False
    known = min(facts.prescribed_on, facts.on)
    counted = [
        record
        for record in facts.cover
        if record.method != ABSTINENCE or any(day <= known for day in record.confirmed_on)
    ]
    return not is_unbroken(counted, _lead_ends_on(facts) - rules.lead_days, facts.prescribed_on)


def contraception_lapsed(facts: Facts) -> bool:
    """Hold when cover on D was broken on a day after D, up to T."""
    return _is_covered(facts) and not is_unbroken(facts.cover, facts.prescribed_on + 1, facts.on)


def abstinence_not_confirmed(facts: Facts) -> bool:
    """Hold when abstinence is all there is, and it was not confirmed lately."""
    rules = facts.programme.contraception
    if rules is None or not facts.is_childbearing or not all_by_abstinence(facts.cover_on_prescribing):
        return False
    first = facts.prescribed_on - rules.abstinence_confirmed_every_days
    last = min(facts.prescribed_on, facts.on)
    return not any(first <= day <= last for record in facts.cover_on_prescribing for day in record.confirmed_on)


def _is_covered(facts: Facts) -> bool:
    return facts.is_childbearing and bool(facts.cover_on_prescribing)


def _lead_ends_on(facts: Facts) -> Day:
    """Give the day before which the lead time is counted: the test that opens the prescription, or the strictest day.

    Without a qualifying test in the window that is the window's first day.
    """
    rules = facts.programme.test
    if rules is None or facts.exempt:
        return facts.prescribed_on
    if facts.qualifying_in_window is not None:
        return facts.qualifying_in_window
    return facts.prescribed_on - rules.window_days
