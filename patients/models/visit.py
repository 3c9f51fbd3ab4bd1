"""The monthly visit that a prescription was signed at, and the side effects that a patient told of."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from patients.models.clinical import PregnancyTest
from patients.models.patient import EnrolmentRecord
from patients.models.prescription import Prescription
from patients.models.record import NEVER_SUPERSEDED, Record, requires


class Visit(EnrolmentRecord):
    """A visit at which a prescription was signed: what was attested, and the test recorded with it.

    ``agreed_to`` names the sentence that the prescriber ticked; null in ``contraception_unchanged``: not asked.
    """

    visited_on = models.DateField()
    agreed_to = models.CharField(max_length=60)
    contraception_unchanged = models.BooleanField(null=True)
    side_effects = models.BooleanField()
    test = models.ForeignKey(PregnancyTest, on_delete=models.PROTECT, null=True, related_name="+")
    prescription = models.OneToOneField(Prescription, on_delete=models.PROTECT, related_name="visit")

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=~Q(agreed_to=""), name="patients_visit_says_what_was_agreed"),
            NEVER_SUPERSEDED,
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "signed_that_day",
                row="SELECT 1 FROM patients_prescription p WHERE p.id = NEW.prescription_id "
                "AND p.enrolment_id = NEW.enrolment_id AND p.prescribed_on = NEW.visited_on",
                says="a visit is of the day and the enrolment of its prescription",
            ),
            requires(
                "test_of_her_own",
                row="SELECT 1 WHERE NEW.test_id IS NULL UNION ALL SELECT 1 FROM patients_pregnancytest t "
                "JOIN patients_enrolment e ON e.patient_id = t.patient_id "
                "WHERE t.id = NEW.test_id AND e.id = NEW.enrolment_id",
                says="a visit rests on a test of the same patient",
            ),
        )

    def __str__(self) -> str:
        return f"{self.visited_on}"


class NowIs(models.TextChoices):
    """How it is with what a patient tells of, on the day on which she tells."""

    GONE = "gone", _("It is gone")
    BETTER = "better", _("It is better")
    SAME = "same", _("It is the same")
    WORSE = "worse", _("It is worse")


class LedTo(models.TextChoices):
    """What makes a side effect serious, in a patient's words."""

    HOSPITAL = "hospital", _("I had to go to hospital")
    LIFE = "life", _("My life was in danger")
    DAILY_LIFE = "daily_life", _("I could not do what I do each day")


class Capsules(models.TextChoices):
    """What became of the capsules."""

    TAKEN = "taken", _("I still take them")
    FEWER = "fewer", _("I take less")
    STOPPED = "stopped", _("I have stopped")


class SideEffectTold(EnrolmentRecord):
    """A side effect as the patient told it, before anybody assessed it; the safety desk reads it.

    What she was asked on her own page stands beside her words; empty: not asked, or not known.
    """

    told_on = models.DateField()
    words = models.TextField()
    serious = models.BooleanField()
    began_on = models.DateField(null=True)
    now_is = models.CharField(max_length=10, choices=NowIs, blank=True)
    led_to = ArrayField(models.CharField(max_length=20, choices=LedTo), default=list)
    capsules = models.CharField(max_length=10, choices=Capsules, blank=True)

    class Meta(Record.Meta):
        abstract = False
        verbose_name_plural = "side effects told"
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=~Q(words=""), name="patients_sideeffecttold_has_words"),
            models.CheckConstraint(
                condition=Q(led_to=[]) | Q(serious=True), name="patients_sideeffecttold_serious_by_what_it_led_to"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-told_on"], name="side_effect_by_day")]

    def __str__(self) -> str:
        return f"{self.told_on}"
