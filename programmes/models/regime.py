"""What an authority sets a programme to in its country: normal, warn or suspended, by two of its people."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from foundation.records import AppendOnly
from programmes.models.programme import Programme


class Regime(models.TextChoices):
    """How strictly a programme is kept to at the counters of a country."""

    NORMAL = "normal", _("normal")
    WARN = "warn", _("warn")
    SUSPENDED = "suspended", _("suspended")


class RegimeProposal(AppendOnly):
    """A regime as one person of an authority proposes it; it holds once another of the same authority agreed.

    ``last_on`` is the last civil date, in the programme's zone, on which it holds; ``words`` are shown at the counter.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2)
    regime = models.CharField(max_length=10, choices=Regime)
    last_on = models.DateField(null=True)
    words = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="programmes_regime_says_why"),
            models.CheckConstraint(
                condition=Q(regime=Regime.NORMAL, last_on__isnull=True)
                | Q(regime__in=[Regime.WARN, Regime.SUSPENDED], last_on__isnull=False),
                name="programmes_regime_has_a_last_day",
            ),
        ]
        triggers = (
            *AppendOnly.Meta.triggers,
            pgtrigger.Trigger(
                name="of_its_country",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=pgtrigger.Func(
                    """
                    IF NOT EXISTS (
                        SELECT 1 FROM accounts_organisation o
                        WHERE o.id = NEW.authority_id AND o.kind = 'authority' AND o.country = NEW.country
                    ) THEN
                        RAISE EXCEPTION 'a regime is proposed by an authority, for its own country'
                            USING ERRCODE = 'integrity_constraint_violation',
                            CONSTRAINT = '{meta.db_table}_of_its_country';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["programme", "country"], name="regime_by_country"),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.regime}"


class RegimeDecision(AppendOnly):
    """The end of a proposal: agreed by a second person of the authority, or refused; who proposed may take it back."""

    proposal = models.OneToOneField(RegimeProposal, on_delete=models.PROTECT, related_name="decision")
    agreed = models.BooleanField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        triggers = (
            *AppendOnly.Meta.triggers,
            pgtrigger.Trigger(
                name="by_two",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=pgtrigger.Func(
                    """
                    IF NOT EXISTS (
                        SELECT 1 FROM programmes_regimeproposal p
                        WHERE p.id = NEW.proposal_id AND p.authority_id = NEW.authority_id
                          AND p.proposed_at <= NEW.decided_at
                          AND (p.proposed_by_id <> NEW.decided_by_id OR NOT NEW.agreed)
                    ) THEN
                        RAISE EXCEPTION 'a regime is agreed to by a second person of the same authority'
                            USING ERRCODE = 'integrity_constraint_violation',
                            CONSTRAINT = '{meta.db_table}_by_two';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        )

    def __str__(self) -> str:
        return str(self.proposal_id)
