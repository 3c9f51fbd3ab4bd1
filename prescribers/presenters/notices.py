"""A pharmacy's message: why it could not dispense."""

from patients.models import Notice
from patients.reasons import words
from patients.sources import source_in_words
from prescribers.presenters.prescribing import ReasonLine


def notice_reasons(notice: Notice) -> list[ReasonLine]:
    """Show every reason that the counter was given, in the prescriber's words."""
    verdict = notice.verdict
    codes = [verdict.refusal] if verdict.refusal else list(verdict.reasons)
    return [
        ReasonLine(
            text=words(code).for_prescriber,
            remedy=words(code).remedy,
            who=words(code).fixed_by.label,
            from_when="",
            source=source_in_words(code),
            code=code,
        )
        for code in codes
    ]
