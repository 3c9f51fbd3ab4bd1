"""The section of the product information that a rule comes from, in the reader's language."""

from django.utils.translation import gettext as _

from rulebook.reasons import ADVICE, REASONS


def source_in_words(code: str) -> str:
    """Name the section behind a reason or an advice; a refusal of the counter comes from none."""
    rule = REASONS.get(code) or ADVICE.get(code)
    return _(rule.source) if rule is not None else ""
