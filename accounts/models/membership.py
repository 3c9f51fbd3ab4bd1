"""The dated role of a user in an organisation: the only source of rights."""

from typing import ClassVar, Final

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import Kind, Organisation
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


KIND_OF: Final[dict[Role, Kind]] = {
    Role.PRESCRIBER: Kind.CENTRE,
    Role.DELEGATE: Kind.CENTRE,
    Role.PHARMACIST: Kind.PHARMACY,
    Role.AUTHORITY: Kind.AUTHORITY,
    Role.SAFETY_OFFICER: Kind.COMPANY,
    Role.PROGRAMME_MANAGER: Kind.COMPANY,
    Role.ADMINISTRATOR: Kind.COMPANY,
}
"""In which kind of organisation a role can be held; the database holds to it too."""

PAIRS: Final = ", ".join(f"('{role.value}', '{kind.value}')" for role, kind in KIND_OF.items())


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
        triggers = (
            pgtrigger.Trigger(
                name="role_fits_place",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=pgtrigger.Func(
                    f"""
                    IF NOT EXISTS (
                        SELECT 1 FROM accounts_organisation place
                        WHERE place.id = NEW.organisation_id AND (NEW.role, place.kind) IN ({PAIRS})
                    ) THEN
                        RAISE EXCEPTION 'this role is not held in this kind of organisation'
                            USING ERRCODE = 'integrity_constraint_violation',
                            CONSTRAINT = '{{meta.db_table}}_role_fits_place';
                    END IF;
                    RETURN NEW;
                    """  # noqa: S608  (the words of this module alone)
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.organisation}"
