"""Who may prescribe and where may be dispensed under a programme, in spans of days."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from foundation.records import Span, days_of_span
from programmes.models.programme import Programme


class Accreditation(Span):
    """A span that can be ended before its time, or suspended and taken up again, each with its reason."""

    suspended = models.BooleanField(default=False)
    agreed_until = models.DateField(null=True)
    """While suspended: the day until which it would have held, None where it was open."""
    ended_because = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta(Span.Meta):
        abstract = True
        constraints: ClassVar = [
            *Span.Meta.constraints,
            models.CheckConstraint(
                condition=Q(suspended=False) | (Q(valid_until__isnull=False) & ~Q(ended_because="")),
                name="%(app_label)s_%(class)s_suspended_says_why",
            ),
        ]


class PrescriberCertification(Accreditation):
    """A person certified to prescribe under a programme, in one country."""

    prescriber = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2)

    class Meta(Accreditation.Meta):
        abstract = False
        constraints: ClassVar = [
            *Accreditation.Meta.constraints,
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


class PharmacyRegistration(Accreditation):
    """A pharmacy registered to dispense under a programme."""

    pharmacy = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")

    class Meta(Accreditation.Meta):
        abstract = False
        constraints: ClassVar = [
            *Accreditation.Meta.constraints,
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
