"""What is known of her: category, agreement, treatment, stops, contraception, tests, pregnancies."""

from typing import ClassVar, Final

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from patients.models.patient import EnrolmentRecord, PatientRecord
from patients.models.record import NEVER_SUPERSEDED, Record, requires
from rulebook.words import METHODS


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


class Specimen(models.TextChoices):
    """What was tested."""

    URINE = "urine", _("Urine")
    BLOOD = "blood", _("Blood")


class Resolved(models.TextChoices):
    """How a suspicion turned out."""

    FALSE_ALARM = "false_alarm", _("It was a false alarm: she is not pregnant")
    ENDED = "ended", _("The pregnancy has ended")


LOWERED_BY_TWO: Final = pgtrigger.Trigger(
    name="lowered_by_two",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    declare=[("in_force", "patients_categoryassessment%ROWTYPE")],
    func=pgtrigger.Func(
        """
        SELECT a.* INTO in_force FROM patients_categoryassessment a
        WHERE a.enrolment_id = NEW.enrolment_id
          AND NOT EXISTS (SELECT 1 FROM patients_categoryassessment later WHERE later.supersedes_id = a.id)
        ORDER BY a.assessed_on DESC, a.recorded_at DESC LIMIT 1;
        IF NEW.supersedes_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM patients_categoryassessment earlier
            WHERE earlier.id = NEW.supersedes_id AND (
                earlier.assessed_on <> NEW.assessed_on
                OR array_position(STRICTEST_LAST, NEW.category::text)
                    < array_position(STRICTEST_LAST, earlier.category::text)
            )
        ) OR in_force.id IS NOT NULL
            AND array_position(STRICTEST_LAST, NEW.category::text)
                < array_position(STRICTEST_LAST, in_force.category::text)
            AND NOT EXISTS (
                SELECT 1 FROM patients_categorydecision d JOIN patients_categoryproposal p ON p.id = d.proposal_id
                WHERE d.id = NEW.approval_id AND d.how = 'approved' AND p.enrolment_id = NEW.enrolment_id
                  AND p.replaces_id = in_force.id AND p.category = NEW.category
                  AND p.criterion IS NOT DISTINCT FROM NEW.criterion
            )
        THEN
            RAISE EXCEPTION 'a category is lowered only by a proposal that a second prescriber approved'
                USING ERRCODE = 'integrity_constraint_violation',
                CONSTRAINT = '{meta.db_table}_lowered_by_two';
        END IF;
        RETURN NEW;
        """.replace("STRICTEST_LAST", "ARRAY['male', 'non_childbearing', 'childbearing']")
    ),
)
"""The categories stand by what they ask for, the strictest last: a row that goes down wants two people."""


class CategoryAssessment(EnrolmentRecord):
    """The category set by a prescriber, by which criterion and on what evidence."""

    assessed_on = models.DateField()
    category = models.CharField(max_length=20, choices=Category)
    criterion = models.CharField(max_length=60, null=True, blank=True)  # noqa: DJ001  null is a fact: none
    specialist_confirmed = models.BooleanField(default=False)
    evidence = models.TextField(blank=True)
    evidence_on = models.DateField(null=True)
    evidence_by = models.CharField(max_length=160, blank=True)
    approval = models.ForeignKey("patients.CategoryDecision", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(entered_in_error=False), name="patients_categoryassessment_never_struck_out"
            ),
            models.CheckConstraint(
                condition=Q(category__in=Category.values), name="patients_categoryassessment_one_of_three"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["enrolment", "assessed_on"], name="category_by_day")]
        triggers = (*Record.Meta.triggers, LOWERED_BY_TWO)

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
    off_label_approval = models.CharField(max_length=30, blank=True)

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
            models.CheckConstraint(
                condition=Q(off_label_approval="") | Q(declared_off_label__isnull=False, declared_off_label=True),
                name="patients_treatment_approval_is_of_off_label",
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
            models.CheckConstraint(
                condition=Q(method__in=METHODS), name="patients_contraception_known_to_the_rulebook"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.started_on}"


class PregnancyTest(PatientRecord):
    """A pregnancy test. One that is not negative has a pregnancy record in the same transaction."""

    sampled_on = models.DateField()
    result = models.CharField(max_length=20, choices=Result)
    specimen = models.CharField(max_length=20, choices=Specimen)
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
            models.CheckConstraint(
                condition=Q(result__in=Result.values, specimen__in=Specimen.values), name="patients_test_in_known_words"
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
    how = models.CharField(max_length=20, choices=Resolved)
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
            models.CheckConstraint(condition=Q(how__in=Resolved.values), name="patients_resolution_says_how"),
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
