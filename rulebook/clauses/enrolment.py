"""Whether the patient is in the programme, and the people and places around her are."""

from rulebook.facts import Facts


def not_enrolled(facts: Facts) -> bool:
    """Hold when there is no enrolment up to D (and known on T), or it was withdrawn up to T."""
    patient = facts.history.patient
    if patient.enrolled_on is None or patient.enrolled_on > min(facts.prescribed_on, facts.on):
        return True
    return patient.withdrawn_on is not None and patient.withdrawn_on <= facts.on


def treatment_stopped(facts: Facts) -> bool:
    """Hold when a stop is in force on T, or the treatment has ended."""
    treatment = facts.history.treatment
    if treatment is not None and treatment.ended_on is not None and treatment.ended_on <= facts.on:
        return True
    return any(stop.covers(facts.on) for stop in facts.history.stops)


def prescriber_not_certified(facts: Facts) -> bool:
    """Hold when no certification of the prescriber covers D."""
    return not any(span.covers(facts.prescribed_on) for span in facts.history.certified)


def pharmacy_not_registered(facts: Facts) -> bool:
    """Hold when no registration of the pharmacy covers T."""
    return not any(span.covers(facts.on) for span in facts.history.registered)
