"""What a case says of its reaction, in the words in which it was asked: for its page and for its form on paper."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safety.drafting import (
    ACTIONS,
    CAUSALITY,
    CONSUMER,
    OTHER_PROFESSIONAL,
    OUTCOMES,
    PHARMACIST,
    PHYSICIAN,
    SUSPECT,
)
from safety.facts import Facts
from safety.models import ActionTaken, Causality, Criterion, Outcome

REPORTERS: Final[dict[str, Promise]] = {
    PHYSICIAN: gettext_lazy("A physician"),
    PHARMACIST: gettext_lazy("A pharmacist"),
    OTHER_PROFESSIONAL: gettext_lazy("Another health professional"),
    CONSUMER: gettext_lazy("The patient, or somebody who is no professional"),
}


def criteria_in_words(facts: Facts) -> str:
    """Name the criteria that somebody ticked for any reaction; nothing where nobody has said."""
    said = [getattr(one, criterion) for one in facts.reactions for criterion in Criterion.values]
    ticked = [
        str(criterion.label)
        for criterion in Criterion
        if any(getattr(one, criterion.value) == "true" for one in facts.reactions)
    ]
    if ticked:
        return "; ".join(ticked)
    return _("Not serious") if said and all(one == "false" for one in said) else ""


def outcome_in_words(facts: Facts) -> str:
    """Say how it went with the first reaction."""
    words = {code: str(Outcome(one).label) for one, code in OUTCOMES.items()}
    return words.get(facts.reactions[0].outcome, "") if facts.reactions else ""


def action_in_words(facts: Facts) -> str:
    """Say what was done with the suspected medicines."""
    words = {code: str(ActionTaken(one).label) for one, code in ACTIONS.items()}
    done = dict.fromkeys(words.get(one.action, "") for one in facts.medicines if one.role == SUSPECT)
    return "; ".join(one for one in done if one)


def causality_in_words(facts: Facts) -> str:
    """Say what was thought of the link; what came in a message stays in its own words."""
    words = {result: str(Causality(one).label) for one, result in CAUSALITY.items()}
    thought = dict.fromkeys(words.get(one.result, one.result) for one in facts.assessments)
    return "; ".join(one for one in thought if one)


def reporters_in_words(facts: Facts) -> str:
    """Say what those are who reported it; nobody is named."""
    return "; ".join(dict.fromkeys(str(REPORTERS.get(one.qualification, "")) for one in facts.reporters)).strip("; ")


def code_in_words(facts: Facts) -> str:
    """Give the code of the first reaction with the version of its dictionary."""
    first = facts.reactions[0] if facts.reactions else None
    if first is None or not first.term:
        return ""
    return f"{first.term} ({first.term_version})" if first.term_version else first.term
