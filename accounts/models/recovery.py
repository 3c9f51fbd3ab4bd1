"""A lost second factor: one administrator has made sure who asks, another confirms, a mailed link does the rest."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from foundation.records import AppendOnly


class IdentityCheck(models.TextChoices):
    """How an administrator made sure that it was this person who asked."""

    IN_PERSON = "in_person", _("Seen in person, with an identity document")
    VIDEO = "video", _("Seen on video, with an identity document")
    CALLED_BACK = "called_back", _("Called back on the telephone number of the organisation")


class Recovery(AppendOnly):
    """Somebody lost her second factor, and an administrator has made sure who she is."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="recoveries")
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    identity_check = models.CharField(max_length=20, choices=IdentityCheck)
    remarks = models.CharField(max_length=500)

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(user=F("started_by")), name="accounts_recovery_of_another"),
            models.CheckConstraint(condition=~Q(remarks=""), name="accounts_recovery_says_how"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.at.isoformat()}"


class RecoveryConfirmation(AppendOnly):
    """A second administrator confirms; from then on a link is on its way, for a day."""

    recovery = models.OneToOneField(Recovery, on_delete=models.PROTECT, related_name="confirmation")
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        triggers = (
            *AppendOnly.Meta.triggers,
            pgtrigger.Trigger(
                name="by_a_third",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=pgtrigger.Func(
                    """
                    IF NOT EXISTS (
                        SELECT 1 FROM accounts_recovery asked
                        WHERE asked.id = NEW.recovery_id AND NEW.confirmed_by_id <> asked.started_by_id
                            AND NEW.confirmed_by_id <> asked.user_id
                    ) THEN
                        RAISE EXCEPTION 'a recovery is confirmed by neither who started it nor whom it is for'
                            USING ERRCODE = 'integrity_constraint_violation',
                            CONSTRAINT = '{meta.db_table}_by_a_third';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.recovery_id}"


class RecoveryEnd(AppendOnly):
    """The end of a recovery: a new second factor stands, or an administrator called it off."""

    recovery = models.OneToOneField(Recovery, on_delete=models.PROTECT, related_name="ending")
    completed = models.BooleanField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.recovery_id}"
