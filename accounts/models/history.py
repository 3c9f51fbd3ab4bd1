"""What an organisation was called before, and when people and places were suspended: rows that are kept."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import Organisation
from accounts.models.user import User
from foundation.records import AppendOnly


class FormerDetails(AppendOnly):
    """The name and the contact data that an organisation had until a moment, and why they were changed."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    time_zone = models.CharField(_("time zone"), max_length=40)
    telephone = models.CharField(_("telephone"), max_length=40)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10, default="en-gb")
    until = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)

    def __str__(self) -> str:
        return self.name


class Suspension(AppendOnly):
    """A person or a place suspended, or let in again (``lifted``): by whom, when and why."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    lifted = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(user__isnull=True, organisation__isnull=False)
                | Q(user__isnull=False, organisation__isnull=True),
                name="accounts_suspension_of_one",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="accounts_suspension_says_why"),
            models.CheckConstraint(
                condition=Q(user__isnull=True) | ~Q(user=models.F("by")), name="accounts_suspension_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id or self.organisation_id} {self.at.isoformat()}"
