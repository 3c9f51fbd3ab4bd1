"""How much a record holds: what a person looks at who must tell two records of one name apart."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max

from patients.models import Dispensing, Patient, PregnancyTest


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """The standing tests and supplies of a patient, counted, and the day of the last of each."""

    tests: int
    last_test_on: dt.date | None
    supplies: int
    last_supply_on: dt.date | None


def extent_of(*, patient: Patient) -> Extent:
    """Count what one record holds, records joined to it left out: they are what it is to be told from."""
    tests = PregnancyTest.objects.standing().filter(patient=patient)
    supplies = Dispensing.objects.standing().filter(enrolment__patient=patient)
    return Extent(
        **tests.aggregate(tests=Count("id"), last_test_on=Max("sampled_on")),
        **supplies.aggregate(supplies=Count("id"), last_supply_on=Max("dispensed_on")),
    )
