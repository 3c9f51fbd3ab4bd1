"""What a country's file only records: kept with the verdict and counted, and not shown at the counter."""

from patients.models import Verdict
from rulebook import REASONS, Programmes, parse_question
from rulebook.verdict import version_on
from rulebook.words import RECORD


def silent_at_the_counter(*, check: Verdict, shelf: Programmes) -> frozenset[str]:
    """Name the reasons among a check's advice that its programme's file only records.

    What an authority moved for a time, or two people for one supply, is always shown.
    """
    moved = {code for code in check.advice if code in REASONS} - set(check.moved) - set(check.overruled)
    if not moved:
        return frozenset()
    question = parse_question(check.facts)
    assert question.prescription is not None  # without one there is no verdict, and no advice
    law = version_on(question, shelf, question.prescription.prescribed_on)
    return frozenset(code for code in moved if law.gate(code) == RECORD)
