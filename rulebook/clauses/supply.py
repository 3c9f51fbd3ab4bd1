"""Whether the amount prescribed, and what is still in hand, keep to the limits."""

from fractions import Fraction
from functools import lru_cache
from math import ceil

from rulebook.days import NEVER
from rulebook.facts import Facts
from rulebook.history import Dispensing, Prescription
from rulebook.programme import SupplyLimits


def supply_too_long(facts: Facts) -> bool:
    """Hold when the prescription is for more days than the category judged may have."""
    limits = limits_judged(facts)
    return limits is not None and prescription_of(facts).days_supply > limits.max_days


def supply_overlaps(facts: Facts) -> bool:
    """Hold when more days of other prescriptions are left on T than an early supply may meet."""
    limits = limits_judged(facts)
    if limits is None or limits.early_days is None:
        return False
    return _days_left(facts, limits.max_days) > limits.early_days


def quantity_implausible(facts: Facts) -> bool:
    """Hold when the strength is not one of the programme's, or the capsules are more than the regimen takes.

    Where a fact for the sum is missing nothing is summed, but a patient judged as childbearing has the reason.
    """
    prescription = prescription_of(facts)
    strength = prescription.strength_mg
    if strength is not None and strength not in facts.programme.strengths_mg:
        return True
    most = _most_capsules(prescription)
    if most is None:
        return facts.is_childbearing
    return prescription.capsules > most


def limits_judged(facts: Facts) -> SupplyLimits | None:
    """Give the limits of the category judged; nothing where nobody is judged."""
    return None if facts.judged_as is None else facts.programme.supply(facts.judged_as)


def prescription_of(facts: Facts) -> Prescription:
    """Give the prescription in question.

    :raises LookupError: when the question names none; no rule that reads it is asked then.
    """
    if facts.question.prescription is None:
        raise LookupError("the question names no prescription")
    return facts.question.prescription


def not_returned(facts: Facts) -> list[Dispensing]:
    """List the dispensings that were not returned up to T."""
    on = facts.on
    return [one for one in facts.history.dispensings if one.returned_on is None or one.returned_on > on]


def _days_left(facts: Facts, days_where_unknown: int) -> int:
    """Count the days in hand on T: each supply is added to what was left of those before it."""
    wanted = prescription_of(facts).id
    others = [one for one in not_returned(facts) if one.prescription != wanted]
    left, before = 0, NEVER
    for one in sorted(others, key=lambda dispensing: dispensing.dispensed_on):
        days = days_where_unknown if one.days is None else one.days
        left = max(0, left - (one.dispensed_on - before)) + days
        before = one.dispensed_on
    return max(0, left - (facts.on - before))


def most_capsules(
    *, days_supply: int, cycle_days: int, intake_days: int, daily_dose_mg: float, strength_mg: float
) -> int:
    """Count the capsules of one strength that a regimen takes over the days supplied."""
    cycles, rest = divmod(days_supply, cycle_days)
    return (cycles * intake_days + min(rest, intake_days)) * _capsules_a_day(daily_dose_mg, strength_mg)


def _most_capsules(prescription: Prescription) -> int | None:
    """Count the capsules that the regimen takes over the days supplied; nothing where a fact is missing."""
    strength, dose = prescription.strength_mg, prescription.daily_dose_mg
    cycle, intake = prescription.cycle_days, prescription.intake_days
    if strength is None or dose is None or cycle is None or intake is None:
        return None
    return most_capsules(
        days_supply=prescription.days_supply,
        cycle_days=cycle,
        intake_days=intake,
        daily_dose_mg=dose,
        strength_mg=strength,
    )


@lru_cache(maxsize=1024)
def _capsules_a_day(dose_mg: float, strength_mg: float) -> int:
    """Round up, in exact arithmetic on the decimals as they were written: 0.3 mg of 0.1 mg are three capsules."""
    return ceil(Fraction(str(dose_mg)) / Fraction(str(strength_mg)))
