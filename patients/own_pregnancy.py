"""Whose pregnancy a suspicion can be: the patient's own, or that of a man's partner; the rulebook says which."""

from typing import Final

from patients.identity import person_of
from patients.models import Enrolment, Patient
from patients.queries import current_category
from rulebook.pregnancy import may_be_pregnant

ENDED_BY_PREGNANCY: Final = "pregnancy"
"""The reason of an end of treatment that says of a pregnancy."""


def is_own_pregnancy(*, patient: Patient) -> bool:
    """Ask the rulebook about the sex recorded at birth and the category in force of every programme."""
    held = [current_category(enrolment=one) for one in Enrolment.objects.standing().filter(patient=patient)]
    return may_be_pregnant(sex=person_of(patient=patient).sex, categories=[one.category for one in held if one])
