"""Whether a woman of childbearing potential was tested before the prescription."""

from rulebook.facts import Facts


def test_missing(facts: Facts) -> bool:
    """Hold when no test at all was sampled in the window before D."""
    return facts.must_be_tested and not facts.is_tested_in_window


def test_not_qualifying(facts: Facts) -> bool:
    """Hold when tests were sampled in the window, and none of them qualifies."""
    return facts.must_be_tested and facts.is_tested_in_window and facts.qualifying_in_window is None
