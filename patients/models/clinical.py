"""What is known of her: category, agreement, treatment, stops, contraception, tests, pregnancies."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from patients.models.patient import EnrolmentRecord, PatientRecord
from patients.models.record import NEVER_SUPERSEDED, Record, requires


class Category(models.TextChoices):
    """The pregnancy-risk category (SmPC 4.4)."""

    CHILDBEARING = "childbearing", _("Woman who can become pregnant")
    NON_CHILDBEARING = "non_childbearing", _("Woman who cannot become pregnant")
    MALE = "male", _("Man")


class Result(models.TextChoices):
    """What a pregnancy test showed."""

    NEGATIVE = "negative", _("Negative")
    POSITIVE = "positive", _("Positive")
    INCONCLUSIVE = "inconclusive", _("Unclear")


class CategoryAssessment(EnrolmentRecord):
    """The category set by a prescriber, by which criterion and on what evidence."""

    assessed_on = models.DateField()
    category = models.CharField(max_length=20, choices=Category)
    criterion = models.CharField(max_length=60, null=True, blank=True)  # noqa: DJ001  null is a fact: none
    specialist_confirmed = models.BooleanField(default=False)
    evidence = models.TextField(blank=True)

    class Meta(Record.Meta):
        abstract = False
        indexes: ClassVar = [models.Index(fields=["enrolment", "assessed_on"], name="category_by_day")]

    def __str__(self) -> str:
        return f"{self.category} {self.assessed_on}"


class Agreement(EnrolmentRecord):
    """The risk-awareness form, signed by patient and prescriber, for one category."""

    category = models.CharField(max_length=20, choices=Category)
    signed_on = models.DateField()
    signed_how = models.CharField(max_length=20)
    statements = ArrayField(models.CharField(max_length=60))
    form_version = models.CharField(max_length=40)

    class Meta(Record.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.category} {self.signed_on}"


class Treatment(EnrolmentRecord):
    """What is treated, with which partners, after which lines; begun once, ended once."""

    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=60, blank=True)
    disease = models.CharField(max_length=60, null=True)  # noqa: DJ001  null: cannot be told
    partners = ArrayField(models.CharField(max_length=60), null=True)
    prior_regimens = models.JSONField(null=True)
    progressed_on_last = models.BooleanField(null=True)
    declared_off_label = models.BooleanField(null=True)
    off_label_reason = models.TextField(blank=True)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="patients_treatment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | ~Q(end_reason=""),
                name="patients_treatment_end_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.started_on}"


class Stop(EnrolmentRecord):
    """A stop of the supply; an interruption gets its end by a superseding row."""

    from_on = models.DateField()
    until_on = models.DateField(null=True)
    why = models.TextField()

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="patients_stop_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on}"


class Contraception(PatientRecord):
    """A method in use over days; abstinence carries the days on which she confirmed it."""

    method = models.CharField(max_length=40)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    confirmed = models.BooleanField(default=False)
    confirmed_on = ArrayField(models.DateField(), default=list)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=(Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")))
                & (Q(valid_until__isnull=True) | Q(valid_until__gte=F("started_on"))),
                name="patients_contraception_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.started_on}"


class PregnancyTest(PatientRecord):
    """A pregnancy test. One that is not negative has a pregnancy record in the same transaction."""

    sampled_on = models.DateField()
    result = models.CharField(max_length=20, choices=Result)
    specimen = models.CharField(max_length=20)
    sensitivity_miu_ml = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    supervised = models.BooleanField(null=True)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(sensitivity_miu_ml__isnull=True) | Q(sensitivity_miu_ml__gt=0),
                name="patients_test_sensitivity_positive",
            ),
        ]
        triggers = (
            *Record.Meta.triggers,
            pgtrigger.Trigger(
                name="opens_pregnancy",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(new__entered_in_error=False) & ~pgtrigger.Q(new__result="negative"),
                func=pgtrigger.Func(
                    """
                    IF NOT EXISTS (
                        SELECT 1 FROM patients_pregnancy p
                        WHERE p.patient_id = NEW.patient_id AND p.source_series = NEW.series
                    ) THEN
                        RAISE EXCEPTION 'a test that is not negative opens a pregnancy record'
                            USING ERRCODE = 'integrity_constraint_violation',
                            CONSTRAINT = '{meta.db_table}_opens_pregnancy';
                    END IF;
                    RETURN NULL;
                    """
                ),
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["patient", "sampled_on"], name="test_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.result} {self.sampled_on}"


class Pregnancy(PatientRecord):
    """A suspicion of pregnancy: it stops the supply until it is resolved and a new test is negative."""

    suspected_on = models.DateField()
    source_series = models.UUIDField(null=True)
    why = models.TextField()

    class Meta(Record.Meta):
        abstract = False
        verbose_name_plural = "pregnancies"

    def __str__(self) -> str:
        return f"{self.suspected_on}"


class PregnancyResolution(PatientRecord):
    """The end of a suspicion: a false alarm by two people, or a pregnancy that ended."""

    pregnancy = models.ForeignKey(Pregnancy, on_delete=models.PROTECT, related_name="resolutions")
    resolved_on = models.DateField()
    how = models.CharField(max_length=20)
    second_person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["pregnancy"],
                condition=Q(supersedes__isnull=True),
                name="patients_resolution_once",
            ),
            models.CheckConstraint(
                condition=~Q(second_person=F("recorded_by")),
                name="patients_resolution_by_two",
            ),
            NEVER_SUPERSEDED,
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "of_her_own",
                row="SELECT 1 FROM patients_pregnancy p WHERE p.id = NEW.pregnancy_id "
                "AND p.patient_id = NEW.patient_id AND p.suspected_on <= NEW.resolved_on",
                says="a resolution is of a suspicion of the same patient, and not before it",
            ),
        )

    def __str__(self) -> str:
        return f"{self.resolved_on}"
