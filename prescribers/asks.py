"""What one patient's visit asks about: made from the rulebook's answers, read by the form and by the page."""

from dataclasses import dataclass

from prescribers.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """Which blocks this patient's page has, and in which words."""

    agreed_to: str
    statement: Text
    protects_herself: bool
    test_wanted: bool
    unchanged: Text = ""
    """The methods in use, said in one line; empty where none is recorded."""
