"""A case of the safety desk: opened once for each report or pregnancy, told in versions, each reviewed by another."""

from typing import Any, ClassVar
from uuid import UUID

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.records import AppendOnly
from patients.models import Patient
from patients.models.record import requires
from programmes.models import Programme


class Source(models.TextChoices):
    """What a case was opened for."""

    REPORT = "report", _("Report of a professional")
    TOLD = "told", _("Told by the patient")
    PREGNANCY = "pregnancy", _("Pregnancy")
    PARTNER = "partner", _("Pregnancy of a partner")
    CHILD = "child", _("Child with an anomaly")
    MESSAGE = "message", _("Message from elsewhere")


class Case(AppendOnly):
    """One case. ``source_series`` names what it was opened for, so that nothing is opened twice.

    ``day_zero`` is the day of the first valid information to anyone. Of a case that came as a message no patient is
    known here.
    """

    number = models.CharField(max_length=60, unique=True)
    source = models.CharField(max_length=20, choices=Source)
    source_series = models.UUIDField()
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, null=True, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, related_name="+")
    country = models.CharField(max_length=2)
    day_zero = models.DateField()
    opened_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "source_series"], name="safety_case_once"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="safety_case_source_is_known"),
            models.CheckConstraint(
                condition=Q(source=Source.MESSAGE) | Q(patient__isnull=False, programme__isnull=False),
                name="safety_case_has_a_patient",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["patient"], name="case_by_patient")]

    def __str__(self) -> str:
        return self.number

    @property
    def is_pregnancy(self) -> bool:
        """Say whether a pregnancy is followed here."""
        return self.source in {Source.PREGNANCY, Source.PARTNER}

    @property
    def subject_of_trail(self) -> UUID | None:
        """Give the patient whom the trail must name, if one is known here."""
        return self.patient_id


class CaseVersion(AppendOnly):
    """How a case was told at a moment, by a person or drafted from the record by nobody; all but the first say why.

    ``source_row`` is the row of the record that it was drafted from, ``drawn_from`` what else was told of a pregnancy;
    ``due_on`` is the last good day to pass it on.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    serious = models.BooleanField(null=True)
    serious_since = models.DateField(null=True)
    due_on = models.DateField()
    source_row = models.UUIDField(null=True)
    drawn_from = ArrayField(models.UUIDField(), default=list)
    nullified = models.BooleanField(default=False)
    because = models.TextField(blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="safety_version_once"),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(because="")),
                name="safety_version_says_why",
            ),
            models.CheckConstraint(
                condition=Q(nullified=False) | Q(number__gt=1, written_by__isnull=False),
                name="safety_version_nullified_by_a_person",
            ),
        ]
        triggers = (
            *AppendOnly.Meta.triggers,
            requires(
                "follows_the_last",
                row="SELECT 1 FROM safety_caseversion v WHERE v.case_id = NEW.case_id "
                "AND v.number = NEW.number - 1 AND NOT v.nullified",
                says="a version follows the last one, and none follows a nullification",
                condition=pgtrigger.Q(new__number__gt=1),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def subject_of_trail(self) -> UUID | None:
        """Give the patient whom the trail must name, if one is known here."""
        return self.case.patient_id


class CaseReview(AppendOnly):
    """The review of a version by somebody who did not write it."""

    version = models.OneToOneField(CaseVersion, on_delete=models.PROTECT, related_name="review")
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        triggers: ClassVar[Any] = (
            *AppendOnly.Meta.triggers,
            requires(
                "by_another",
                row="SELECT 1 FROM safety_caseversion v WHERE v.id = NEW.version_id "
                "AND v.written_by_id IS NOT NULL AND v.written_by_id <> NEW.reviewed_by_id",
                says="a version that a person wrote is reviewed by another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reviewed_at:%Y-%m-%d %H:%M}"

    @property
    def subject_of_trail(self) -> UUID | None:
        """Give the patient whom the trail must name, if one is known here."""
        return self.version.subject_of_trail
