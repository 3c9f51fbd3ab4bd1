"""Whom a material was sent to, and who acknowledged it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from accounts.models import Organisation
from foundation.records import AppendOnly
from programmes.models.material import Material
from programmes.models.refusing import refuses


class Held(AppendOnly):
    """A material and one of those who should hold it: a prescriber, or a pharmacy."""

    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="+")
    prescriber = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pharmacy = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(prescriber__isnull=True, pharmacy__isnull=False)
                | Q(prescriber__isnull=False, pharmacy__isnull=True),
                name="%(app_label)s_%(class)s_one_holder",
            ),
            models.UniqueConstraint(
                F("material"), Coalesce("prescriber", "pharmacy"), name="%(app_label)s_%(class)s_once"
            ),
        ]
        triggers = (
            *AppendOnly.Meta.triggers,
            refuses(
                "of_what_was_in_force",
                where="SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM programmes_materialstep s "
                "WHERE s.material_id = NEW.material_id AND s.step = 'in_force')",
                says="what is sent and acknowledged was put in force",
            ),
        )

    @property
    def holder_id(self) -> object:
        """Give the id of the prescriber or of the pharmacy."""
        return self.prescriber_id or self.pharmacy_id


class MaterialCopy(Held):
    """A material sent to one holder; whether it left, and when, the outbox tells."""

    class Meta(Held.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.material_id} to {self.holder_id}"


class Acknowledgement(Held):
    """A holder's word that a material came and was read; ``answers`` are those to the questions on what changed."""

    answers = models.JSONField(default=dict)

    class Meta(Held.Meta):
        abstract = False
        constraints: ClassVar = [
            *Held.Meta.constraints,
            models.CheckConstraint(
                condition=Q(prescriber__isnull=True) | Q(prescriber=F("recorded_by")),
                name="programmes_acknowledgement_by_herself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.material_id} by {self.holder_id}"
