"""A pharmacy's own system at the interface: its client, how its secret is known again, its end and its use."""

import datetime as dt
from typing import ClassVar, Final

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import Organisation
from accounts.models.user import User
from foundation.records import AppendOnly

HASH: Final = r"^[0-9a-f]{64}$"
LONGEST: Final = dt.timedelta(days=366)
"""A secret holds for a year at most; then another client takes over."""


class InterfaceClient(AppendOnly):
    """What lets a pharmacy's system in: an id, and a secret of which a hash alone is kept, good until a moment.

    A pharmacy may have several at once, so that one takes over before another ends.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="clients")
    name = models.CharField(_("name"), max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("at"), expires_at__lte=F("at") + LONGEST),
                name="accounts_client_expires_within_a_year",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="accounts_client_has_a_name"),
            models.CheckConstraint(condition=Q(secret_hash__regex=HASH), name="accounts_client_keeps_a_hash_alone"),
        ]
        triggers = (
            *AppendOnly.Meta.triggers,
            pgtrigger.Trigger(
                name="of_a_pharmacy",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=pgtrigger.Func(
                    """
                    IF NOT EXISTS (
                        SELECT 1 FROM accounts_organisation place
                        WHERE place.id = NEW.organisation_id AND place.kind = 'pharmacy'
                            AND place.practice_of_id IS NULL
                    ) THEN
                        RAISE EXCEPTION 'a client is of a real pharmacy'
                            USING ERRCODE = 'integrity_constraint_violation',
                            CONSTRAINT = '{meta.db_table}_of_a_pharmacy';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name


class ClientEnd(AppendOnly):
    """The end of a client before its time ran out: there is one at most."""

    client = models.OneToOneField(InterfaceClient, on_delete=models.PROTECT, related_name="ending")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=500)

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="accounts_client_end_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.client_id}"


class ClientUse(models.Model):
    """How a client is used: when it last called, and how many calls it made since a moment; an ordinary row."""

    client = models.OneToOneField(InterfaceClient, on_delete=models.PROTECT, primary_key=True, related_name="use")
    last_used_at = models.DateTimeField(null=True)
    since = models.DateTimeField()
    calls = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.client_id} {self.calls}"
