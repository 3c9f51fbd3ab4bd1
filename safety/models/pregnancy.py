"""A pregnancy under exposure, hers or that of a man's partner, followed to its end and to the child's first birthday.

Each row names by ``matter`` the series of the suspicion in the record that it tells of.
"""

import datetime as dt
from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from patients.models import Enrolment, EnrolmentRecord, Record
from patients.models.record import requires
from rulebook.pregnancy import expected_delivery

DAYS_OF_A_WEEK: Final = 7

OF_THE_PATIENT: Final = requires(
    "of_the_patient",
    row="SELECT 1 FROM patients_enrolment e JOIN ("
    "SELECT series, patient_id FROM patients_pregnancy UNION ALL "
    "SELECT series, patient_id FROM patients_partnerpregnancy"
    ") m ON m.patient_id = e.patient_id WHERE e.id = NEW.enrolment_id AND m.series = NEW.matter",
    says="what is told of a pregnancy names one of the same patient",
)


class Certainty(models.TextChoices):
    """How sure the pregnancy is."""

    SUSPECTED = "suspected", _("Suspected, not confirmed yet")
    CONFIRMED = "confirmed", _("Confirmed")
    FALSE_ALARM = "false_alarm", _("False alarm")


class DatedBy(models.TextChoices):
    """How the weeks were measured (E2B D.6 and G.k.6 hold what follows from it)."""

    ULTRASOUND = "ultrasound", _("Ultrasound")
    EXAMINATION = "examination", _("Examination")
    CONCEPTION = "conception", _("Known day of conception")


class WhyPregnant(models.TextChoices):
    """Why contraception failed, as the reporter says."""

    NONE_USED = "none_used", _("No contraception was used")
    USED_WRONGLY = "used_wrongly", _("It was used irregularly or wrongly")
    METHOD_FAILED = "method_failed", _("It failed although used rightly")
    BEFORE = "before", _("She was pregnant before the treatment began")
    NOT_TOLD = "not_told", _("She or he did not know of the risk")
    UNKNOWN = "unknown", _("Not known")


class PregnancyReport(EnrolmentRecord):
    """What is known of a pregnancy; what is learned later supersedes it, in the same series.

    ``weeks`` and ``days`` are the gestation on ``dated_on``. ``children`` says how many are expected; null: nobody
    said, which is taken for one. ``prospective``: the report came before the outcome was known. Height, weight, risk
    factors and earlier pregnancies are those of who is pregnant, of a man's partner too.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    matter = models.UUIDField()
    certainty = models.CharField(max_length=20, choices=Certainty)
    known_how = models.TextField()
    positive_on = models.DateField(null=True)
    last_period_on = models.DateField(null=True)
    weeks = models.PositiveSmallIntegerField(null=True)
    days = models.PositiveSmallIntegerField(null=True)
    dated_on = models.DateField(null=True)
    dated_by = models.CharField(max_length=20, choices=DatedBy, blank=True)
    children = models.PositiveSmallIntegerField(null=True)
    exposed_from = models.DateField(null=True)
    exposed_until = models.DateField(null=True)
    contraception = models.TextField(blank=True)
    why_pregnant = models.CharField(max_length=20, choices=WhyPregnant, blank=True)
    prospective = models.BooleanField(null=True)
    earlier_pregnancies = models.PositiveSmallIntegerField(null=True)
    earlier_outcomes = models.TextField(blank=True)
    risk_factors = models.TextField(blank=True)
    height_cm = models.PositiveSmallIntegerField(null=True)
    weight_kg = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    words = models.TextField(blank=True)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["matter"], condition=Q(supersedes__isnull=True), name="safety_pregnancy_reported_once"
            ),
            models.CheckConstraint(
                condition=Q(weeks__isnull=True, days__isnull=True, dated_on__isnull=True, dated_by="")
                | (Q(weeks__lte=44, days__lte=6, dated_on__isnull=False) & ~Q(dated_by="")),
                name="safety_pregnancy_dated_whole",
            ),
            models.CheckConstraint(
                condition=Q(exposed_from__isnull=True)
                | Q(exposed_until__isnull=True)
                | Q(exposed_until__gte=models.F("exposed_from")),
                name="safety_pregnancy_exposure_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(earlier_pregnancies=0) | Q(earlier_outcomes=""),
                name="safety_pregnancy_first_has_none_before",
            ),
        ]
        triggers = (*Record.Meta.triggers, OF_THE_PATIENT)

    def __str__(self) -> str:
        return f"{self.certainty}"

    @property
    def measured(self) -> int | None:
        """Give the gestation on ``dated_on`` in days."""
        return None if self.weeks is None else self.weeks * DAYS_OF_A_WEEK + (self.days or 0)

    @property
    def expected(self) -> dt.date | None:
        """Give the expected delivery, where it was dated."""
        return expected_delivery(last_period=self.last_period_on, measured_on=self.dated_on, days=self.measured)


class ContactWay(models.TextChoices):
    """How somebody was asked."""

    TELEPHONE = "telephone", _("Telephone")
    LETTER = "letter", _("Letter")
    EMAIL = "email", _("E-mail")
    MEETING = "meeting", _("In person")


class Asked(models.TextChoices):
    """Who was asked."""

    PATIENT = "patient", _("The patient")
    PRESCRIBER = "prescriber", _("The prescriber")
    OBSTETRICIAN = "obstetrician", _("The obstetrician or midwife")
    PAEDIATRICIAN = "paediatrician", _("The child’s doctor")


class PregnancyContact(EnrolmentRecord):
    """One attempt to learn how a pregnancy, or the child, goes; ``answered`` says whether anybody could tell.

    ``step`` is the step of the plan that it was made for, ``child`` the child of which it asks; 0: the pregnancy.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    matter = models.UUIDField()
    step = models.CharField(max_length=30)
    child = models.PositiveSmallIntegerField(default=0)
    on = models.DateField()
    way = models.CharField(max_length=20, choices=ContactWay)
    asked = models.CharField(max_length=20, choices=Asked)
    answered = models.BooleanField()
    words = models.TextField(blank=True)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=Q(answered=False) | ~Q(words=""), name="safety_contact_answer_in_words"),
        ]
        triggers = (*Record.Meta.triggers, OF_THE_PATIENT)
        indexes: ClassVar = [models.Index(fields=["matter", "on"], name="contact_by_day")]

    def __str__(self) -> str:
        return f"{self.on}"


class Ending(models.TextChoices):
    """How a pregnancy ended; lost is said by the desk alone, after its ladder."""

    LIVE_BIRTH = "live_birth", _("Live birth")
    LOSS = "spontaneous_loss", _("Miscarriage")
    STILLBIRTH = "stillbirth", _("Stillbirth")
    TERMINATION = "termination", _("Termination")
    ECTOPIC = "ectopic", _("Ectopic pregnancy")
    MOLAR = "molar", _("Molar pregnancy")
    LOST = "lost", _("Lost to follow-up")


class Anomaly(models.TextChoices):
    """Whether the child has an anomaly."""

    NO = "no", _("No anomaly was found")
    YES = "yes", _("An anomaly was found")
    UNKNOWN = "unknown", _("Not known")


class PregnancyOutcome(EnrolmentRecord):
    """How it ended for one child; of twins there are two rows, told apart by ``child``.

    ``weeks`` is the gestation at the end, in completed weeks; ``length_cm`` and ``head_cm``, the circumference of the
    head, were measured at birth. ``child_lost``: born alive, and since its ladder nobody
    can learn how it goes.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    matter = models.UUIDField()
    child = models.PositiveSmallIntegerField(default=1)
    ending = models.CharField(max_length=20, choices=Ending)
    ended_on = models.DateField()
    weeks = models.PositiveSmallIntegerField(null=True)
    sex = models.CharField(max_length=20, blank=True)
    weight_g = models.PositiveIntegerField(null=True)
    length_cm = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    head_cm = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    apgar_5 = models.PositiveSmallIntegerField(null=True)
    anomaly = models.CharField(max_length=20, choices=Anomaly, blank=True)
    child_lost = models.BooleanField(default=False)
    words = models.TextField(blank=True)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["matter", "child"], condition=Q(supersedes__isnull=True), name="safety_outcome_once"
            ),
            models.CheckConstraint(
                condition=Q(child_lost=False) | Q(ending=Ending.LIVE_BIRTH), name="safety_outcome_lost_child_was_born"
            ),
            models.CheckConstraint(condition=~Q(anomaly="yes") | ~Q(words=""), name="safety_outcome_anomaly_in_words"),
        ]
        triggers = (*Record.Meta.triggers, OF_THE_PATIENT)

    def __str__(self) -> str:
        return f"{self.ending}"


class Element(models.TextChoices):
    """Which step of the programme failed."""

    CATEGORY = "category", _("The category was wrong")
    COUNSELLING = "counselling", _("The risk was not explained or not understood")
    CONTRACEPTION = "contraception", _("Contraception was missing, lapsed or too recent")
    METHOD = "method", _("The method itself failed")
    TEST = "test", _("A test was missing, late or not good enough")
    DISPENSING = "dispensing", _("It was dispensed against a rule")
    SHARED = "shared", _("Somebody else’s medicine was taken")
    NONE = "none", _("No step failed")
    UNKNOWN = "unknown", _("Not known")


class RootCause(EnrolmentRecord):
    """Which step of the programme failed, as the desk judges it, with what the record said at that moment."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    matter = models.UUIDField()
    element = models.CharField(max_length=20, choices=Element)
    words = models.TextField()
    record_said = models.JSONField(default=list)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["matter"], condition=Q(supersedes__isnull=True), name="safety_cause_judged_once"
            ),
        ]
        triggers = (*Record.Meta.triggers, OF_THE_PATIENT)

    def __str__(self) -> str:
        return f"{self.element}"
