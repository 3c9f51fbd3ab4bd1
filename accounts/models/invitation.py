"""Invitations by mail: each good once, for some days, and ended by being used, withdrawn or replaced."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from foundation.records import AppendOnly


class Invitation(AppendOnly):
    """A link that was mailed to somebody who has no password yet."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("at")), name="accounts_invitation_expires_later"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.at.isoformat()}"


class HowInvitationEnded(models.TextChoices):
    """What became of an invitation."""

    ACCEPTED = "accepted", _("accepted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REPLACED = "replaced", _("sent again")


class InvitationEnd(AppendOnly):
    """The end of an invitation before its time ran out: there is one at most."""

    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="ending")
    how = models.CharField(max_length=10, choices=HowInvitationEnded)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.how}"
