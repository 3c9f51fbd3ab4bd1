"""How many days of treatment a part of a prescription is."""

from patients.models import Prescription


def days_of_part(*, prescription: Prescription, given: int, capsules: int) -> int:
    """Give the calendar days, rest days included, that some capsules add to those already given.

    A part is counted in proportion, rounded up over all parts together, so that the parts of a
    whole prescription are exactly its days.
    """

    def days(count: int) -> int:
        return -(-prescription.days_supply * count // prescription.capsules)

    return days(given + capsules) - days(given)
