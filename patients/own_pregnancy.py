"""Whose pregnancy a suspicion can be: the patient's own, or that of a man's partner."""

from patients.identity import person_of
from patients.models import Category, Enrolment, Patient, Sex
from patients.queries import current_category


def may_be_pregnant(*, patient: Patient) -> bool:
    """Say whether a patient can be pregnant: where sex and category do not agree, the stricter counts."""
    if person_of(patient=patient).sex != Sex.MALE:
        return True
    held = [current_category(enrolment=one) for one in Enrolment.objects.standing().filter(patient=patient)]
    return any(one is not None and one.category != Category.MALE for one in held)
