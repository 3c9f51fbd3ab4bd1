"""Whether a category was assessed, carries its reason, and is still the one prescribed for."""

from rulebook.facts import Facts
from rulebook.words import CHILDBEARING


def category_missing(facts: Facts) -> bool:
    """Hold when no category is in force on D."""
    return facts.category is None


def category_changed(facts: Facts) -> bool:
    """Hold when the prescription was written for another category, and she is now of childbearing potential."""
    then, now = facts.category, facts.category_on
    return (
        then is not None
        and then.category != CHILDBEARING
        and facts.on > facts.prescribed_on
        and now is not None
        and now.category == CHILDBEARING
    )


def category_not_justified(facts: Facts) -> bool:
    """Hold when a woman is said not to be of childbearing potential without what shows it."""
    return not facts.is_justified
