"""The dated role of a user in an organisation: the only source of rights."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import Organisation
from accounts.models.user import User
from foundation.records import Span, days_of_span


class Role(models.TextChoices):
    """What a person is in an organisation; what each may do stands in :mod:`accounts.acts`."""

    PRESCRIBER = "prescriber", _("prescriber")
    DELEGATE = "delegate", _("delegate")
    PHARMACIST = "pharmacist", _("pharmacist")
    AUTHORITY = "authority", _("national authority")
    SAFETY_OFFICER = "safety_officer", _("safety officer")
    PROGRAMME_MANAGER = "programme_manager", _("programme manager")
    ADMINISTRATOR = "administrator", _("administrator")


class Membership(Span):
    """One user, one organisation, one role, for a span of days."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta(Span.Meta):
        constraints: ClassVar = [
            *Span.Meta.constraints,
            ExclusionConstraint(
                name="accounts_membership_no_overlap",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (days_of_span(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.organisation}"
