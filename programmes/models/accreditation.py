"""Who may prescribe and where may be dispensed under a programme, in spans of days."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from accounts.models import Organisation
from foundation.records import Span, days_of_span
from programmes.models.programme import Programme


class PrescriberCertification(Span):
    """A person certified to prescribe under a programme, in one country."""

    prescriber = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2)

    class Meta(Span.Meta):
        constraints: ClassVar = [
            *Span.Meta.constraints,
            ExclusionConstraint(
                name="programmes_certification_no_overlap",
                expressions=[
                    ("prescriber", RangeOperators.EQUAL),
                    ("programme", RangeOperators.EQUAL),
                    ("country", RangeOperators.EQUAL),
                    (days_of_span(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.valid_from}"


class PharmacyRegistration(Span):
    """A pharmacy registered to dispense under a programme."""

    pharmacy = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")

    class Meta(Span.Meta):
        constraints: ClassVar = [
            *Span.Meta.constraints,
            ExclusionConstraint(
                name="programmes_registration_no_overlap",
                expressions=[
                    ("pharmacy", RangeOperators.EQUAL),
                    ("programme", RangeOperators.EQUAL),
                    (days_of_span(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.valid_from}"
