"""Whether the risk-awareness form was signed for the category in force."""

from rulebook.days import Day
from rulebook.facts import Facts, category_began_on


def agreement_missing(facts: Facts) -> bool:
    """Hold when no form was signed up to D for the recorded category since it began, nor lately where that is asked."""
    valid_days = facts.programme.agreement_valid_days
    signed = signed_for_category(facts)
    return not any(valid_days is None or facts.prescribed_on - valid_days <= day for day in signed)


def signed_for_category(facts: Facts) -> list[Day]:
    """List the days up to D on which a form was signed for the category in force on D, since its run began."""
    if facts.category is None:
        return []
    category = facts.category.category
    began = category_began_on(facts.history.categories, facts.prescribed_on, category)
    return [
        form.signed_on
        for form in facts.history.agreements
        if form.category == category and began <= form.signed_on <= facts.prescribed_on
    ]
