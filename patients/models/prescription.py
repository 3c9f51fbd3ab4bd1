"""Prescriptions: at most one open in an enrolment; each new one follows the closure of the last."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from patients.models.clinical import Treatment
from patients.models.patient import EnrolmentRecord
from patients.models.record import NEVER_SUPERSEDED, Record, requires


class Prescription(EnrolmentRecord):
    """An authorised prescription, of one strength.

    Chained: the first of an enrolment follows nothing, each other follows one closure, and a
    closure closes one prescription. So there is never more than one that is not closed.
    """

    treatment = models.ForeignKey(Treatment, on_delete=models.PROTECT, related_name="+")
    prescriber = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    authorisation_number = models.CharField(max_length=20, unique=True)
    prescribed_on = models.DateField()
    days_supply = models.PositiveSmallIntegerField()
    capsules = models.PositiveSmallIntegerField()
    strength_mg = models.DecimalField(max_digits=7, decimal_places=2)
    daily_dose_mg = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    cycle_days = models.PositiveSmallIntegerField(null=True)
    intake_days = models.PositiveSmallIntegerField(null=True)
    follows = models.OneToOneField(
        "patients.PrescriptionClosure",
        on_delete=models.PROTECT,
        null=True,
        related_name="followed_by",
    )

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(follows__isnull=True),
                name="patients_prescription_one_open",
            ),
            models.CheckConstraint(
                condition=Q(days_supply__gt=0, capsules__gt=0, strength_mg__gt=0),
                name="patients_prescription_is_for_something",
            ),
            NEVER_SUPERSEDED,
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "follows_its_own",
                row="SELECT 1 FROM patients_prescriptionclosure c "
                "WHERE c.id = NEW.follows_id AND c.enrolment_id = NEW.enrolment_id",
                says="a prescription follows a closure of its own enrolment",
                condition=pgtrigger.Q(new__follows__isnull=False),
            ),
            requires(
                "for_its_treatment",
                row="SELECT 1 FROM patients_treatment t "
                "WHERE t.id = NEW.treatment_id AND t.enrolment_id = NEW.enrolment_id",
                says="a prescription is for a treatment of its own enrolment",
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["enrolment", "prescribed_on"], name="prescription_by_day"),
        ]

    def __str__(self) -> str:
        return self.authorisation_number


class Closing(models.TextChoices):
    """How a prescription was closed."""

    CANCELLED = "cancelled"
    REPLACED = "replaced"


class PrescriptionClosure(EnrolmentRecord):
    """The end of a prescription: cancelled by a prescriber, or replaced by a new one."""

    prescription = models.OneToOneField(Prescription, on_delete=models.PROTECT, related_name="closure")
    closed_on = models.DateField()
    how = models.CharField(max_length=20, choices=Closing)
    why = models.TextField(blank=True)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [*Record.Meta.constraints, NEVER_SUPERSEDED]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "of_its_own",
                row="SELECT 1 FROM patients_prescription p WHERE p.id = NEW.prescription_id "
                "AND p.enrolment_id = NEW.enrolment_id AND p.prescribed_on <= NEW.closed_on",
                says="a closure is of a prescription of its own enrolment, and not before it",
            ),
        )

    def __str__(self) -> str:
        return f"{self.closed_on}"
