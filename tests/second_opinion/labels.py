"""Whether a treatment is on its label, as a list of answers: yes, no, cannot be told."""

from collections.abc import Callable, Iterator
from typing import Any

from tests.second_opinion.picture import Picture, age
from tests.second_opinion.programme_files import Table


def told(fact: Any, question: Callable[[Any], bool]) -> bool | None:
    """Answer a question about a fact, or None where there is no such fact."""
    return None if fact is None else question(fact)


def answers(see: Picture, label: Table) -> Iterator[bool | None]:
    """Yield one answer for every condition that a label sets."""
    treatment, born = see.treatment, see.patient.get("birth_date")
    yield told(treatment.get("disease"), lambda disease: disease == label["disease"])
    yield told(treatment.get("partners"), lambda partners: set(partners) == set(label["partners"]))
    if "min_age" in label:
        started = treatment.get("started_on") if born is not None else None
        yield told(started, lambda day: age(born, day) >= label["min_age"])
    prior = treatment.get("prior_regimens")
    if "min_prior_regimens" in label:
        yield told(prior, lambda regimens: len(regimens) >= label["min_prior_regimens"])
    if "max_prior_regimens" in label:
        yield told(prior, lambda regimens: len(regimens) <= label["max_prior_regimens"])
    if "prior_includes" in label:
        yield told(prior, lambda regimens: set(label["prior_includes"]) <= {s for r in regimens for s in r})
    if label.get("progressed_on_last"):
        yield treatment.get("progressed_on_last")
    if label.get("unrecorded_conditions"):
        yield None


def status(see: Picture) -> tuple[str, Table | None]:
    """Return the label status and the indication or partner label that matched."""
    own = [(label, set(answers(see, label))) for label in see.rules["indications"]]
    partners = [(label, set(answers(see, label))) for label in see.rules.get("partner_labels", [])]
    for name, labels in (("on_label", own), ("partner_label", partners)):
        matching = [label for label, said in labels if said <= {True}]
        if matching:
            return name, matching[0]
    could_match = any(False not in said for _, said in own + partners)
    return "label_unknown" if could_match else "off_label", None
