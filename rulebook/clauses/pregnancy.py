"""Whether a pregnancy is suspected and not yet ruled out."""

from rulebook.days import Day
from rulebook.facts import Facts
from rulebook.history import Pregnancy, PregnancyTest
from rulebook.words import INCONCLUSIVE, MALE, POSITIVE


def pregnancy_suspected(facts: Facts) -> bool:
    """Hold until a suspicion is resolved and a qualifying test after it shows that it is gone.

    Only a patient who was assessed, and never as anything but male, is not asked.
    """
    categories = facts.history.categories
    if categories and all(one.category == MALE for one in categories):
        return False
    return any(_is_open(pregnancy, facts) for pregnancy in facts.history.pregnancies) or any(
        _is_unanswered(test, facts) for test in facts.history.tests
    )


def _is_open(pregnancy: Pregnancy, facts: Facts) -> bool:
    """Say whether a record is unresolved on T, or resolved without a qualifying test since it was suspected."""
    if pregnancy.resolved_on is None or pregnancy.resolved_on > facts.on:
        return True
    return facts.programme.test is not None and not _qualified_since(pregnancy.suspected_on, facts)


def _is_unanswered(test: PregnancyTest, facts: Facts) -> bool:
    """Say whether a positive or inconclusive test still stands.

    A positive test wants both, a record resolved since and (where the programme asks for tests) a qualifying test
    on a later day; an inconclusive one wants either.
    """
    if test.result == POSITIVE:
        retested = facts.programme.test is None or _qualified_since(test.sampled_on + 1, facts)
        return not (_resolved_since(test.sampled_on, facts) and retested)
    if test.result == INCONCLUSIVE:
        retested = facts.programme.test is not None and _qualified_since(test.sampled_on + 1, facts)
        return not (_resolved_since(test.sampled_on, facts) or retested)
    return False


def _qualified_since(day: Day, facts: Facts) -> bool:
    return bool(facts.qualifying_days) and facts.qualifying_days[-1] >= day


def _resolved_since(sampled_on: Day, facts: Facts) -> bool:
    """Say whether a record was resolved after the day of the sample up to T, or suspected and resolved on that day."""
    return any(
        one.resolved_on is not None
        and one.resolved_on <= facts.on
        and (one.resolved_on > sampled_on or one.suspected_on == sampled_on == one.resolved_on)
        for one in facts.history.pregnancies
    )
