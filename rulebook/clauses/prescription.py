"""Whether the prescription still stands, and there is still something on it."""

from rulebook.clauses.supply import limits_judged, prescription_of
from rulebook.facts import Facts


def prescription_cancelled(facts: Facts) -> bool:
    """Hold when the prescription was cancelled up to T."""
    cancelled_on = prescription_of(facts).cancelled_on
    return cancelled_on is not None and cancelled_on <= facts.on


def prescription_in_future(facts: Facts) -> bool:
    """Hold when T lies before D."""
    return facts.on < facts.prescribed_on


def prescription_expired(facts: Facts) -> bool:
    """Hold when the window of the category judged is over."""
    limits = limits_judged(facts)
    if limits is None or limits.dispense_within_days is None:
        return False
    return facts.on > facts.prescribed_on + limits.dispense_within_days


def prescription_exhausted(facts: Facts) -> bool:
    """Hold when the capsules asked for are more than are left on the prescription; what was returned stays used."""
    prescription = prescription_of(facts)
    return dispensed_on_prescription(facts) + (facts.question.capsules or 0) > prescription.capsules


def dispensed_on_prescription(facts: Facts) -> int:
    """Count the capsules dispensed on the prescription up to T, returned or not."""
    wanted = prescription_of(facts).id
    return sum(one.capsules for one in facts.history.dispensings if one.prescription == wanted)
