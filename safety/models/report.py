"""A side effect as a professional reports it, the medicines with it, and the report that is not sent yet."""

import uuid
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from foundation.records import AppendOnly
from patients.models import Enrolment, EnrolmentRecord, Record


class Criterion(models.TextChoices):
    """What makes a side effect serious: the six criteria (Directive 2001/83/EC, article 1(12); E2B E.i.3.2)."""

    DEATH = "death", _("It led to death")
    LIFE = "life_threatening", _("It was life-threatening")
    HOSPITAL = "hospitalisation", _("Hospital stay, or a longer one")
    DISABILITY = "disability", _("Lasting or significant disability")
    ANOMALY = "congenital_anomaly", _("Congenital anomaly or birth defect")
    OTHER = "other_important", _("Medically important for another reason")


class Outcome(models.TextChoices):
    """How it went with the side effect (E2B E.i.7)."""

    RECOVERED = "recovered", _("Recovered")
    RECOVERING = "recovering", _("Recovering")
    NOT_RECOVERED = "not_recovered", _("Not recovered")
    SEQUELAE = "sequelae", _("Recovered with lasting effects")
    FATAL = "fatal", _("Fatal")
    UNKNOWN = "unknown", _("Not known")


class ActionTaken(models.TextChoices):
    """What was done with the medicine (E2B G.k.8)."""

    UNCHANGED = "unchanged", _("Dose unchanged")
    REDUCED = "reduced", _("Dose reduced")
    INCREASED = "increased", _("Dose increased")
    WITHDRAWN = "withdrawn", _("Medicine stopped")
    NOT_APPLICABLE = "not_applicable", _("Does not apply")
    UNKNOWN = "unknown", _("Not known")


class Causality(models.TextChoices):
    """What the reporter thinks of the link with the medicine."""

    POSSIBLE = "possible", _("Reasonably possible")
    NOT_POSSIBLE = "not_possible", _("Not reasonably possible")
    CANNOT_SAY = "cannot_say", _("Cannot be judged")


class SideEffectReport(EnrolmentRecord):
    """A side effect in the reporter's words; what is learned later supersedes it, in the same series.

    ``known_on`` is the day on which the reporter learned of it. ``criteria`` null: not said yet, which the clock
    takes for serious; empty: none of the six. ``expected`` is what the label's list proposes, null without a list.
    ``history``: earlier and other illnesses (E2B D.7.2).
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    known_on = models.DateField()
    words = models.TextField()
    reaction = models.CharField(max_length=40, blank=True)
    expected = models.BooleanField(null=True)
    began_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    criteria = ArrayField(models.CharField(max_length=20, choices=Criterion), null=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    action_taken = models.CharField(max_length=20, choices=ActionTaken, blank=True)
    causality = models.CharField(max_length=20, choices=Causality, blank=True)
    tests = models.TextField(blank=True)
    history = models.TextField(blank=True)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=~Q(words=""), name="safety_report_has_words"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(began_on__isnull=True) | Q(ended_on__gte=F("began_on")),
                name="safety_report_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.FATAL) | Q(criteria__contains=[Criterion.DEATH]),
                name="safety_report_fatal_is_a_death",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["enrolment", "-recorded_at"], name="report_by_enrolment")]

    def __str__(self) -> str:
        return f"{self.known_on}"

    @property
    def is_serious(self) -> bool | None:
        """Say whether one of the six criteria was ticked; None while nobody has said."""
        return None if self.criteria is None else bool(self.criteria)


class ReportedMedicine(AppendOnly):
    """A medicine of a report: suspected, or taken beside it; dose and batch as the record had them."""

    report = models.ForeignKey(SideEffectReport, on_delete=models.PROTECT, related_name="medicines")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    suspect = models.BooleanField()
    daily_dose_mg = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    batch = models.CharField(max_length=40, blank=True)
    from_on = models.DateField(null=True)

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="safety_medicine_has_a_name"),
            models.UniqueConstraint(fields=["report", "place"], name="safety_medicine_once_at_a_place"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject_of_trail(self) -> UUID:
        """Give the patient whom the trail must name."""
        return self.report.subject_of_trail


class KeptAs(models.TextChoices):
    """Which form was left unfinished."""

    SIDE_EFFECT = "side_effect"
    COMPLETION = "completion"
    PREGNANCY = "pregnancy"
    CONTACT = "contact"
    OUTCOME = "outcome"
    CORRECTION = "correction"
    LOST = "lost"
    CAUSE = "cause"
    VERSION = "version"
    NULLIFICATION = "nullification"
    OTHERWISE = "otherwise"
    QUESTION = "question"
    ANSWER = "answer"
    TOLD = "told"
    SUSPICION = "suspicion"


class ReportDraft(models.Model):
    """The answers of a form that its author has not sent: hers alone, one a form and matter, gone once it is sent.

    ``matter`` is the series of the row that the form is about: a suspicion, or what is completed or corrected; the id
    of a case or of a question; null: what is new, a suspicion or a side effect, also one told by the patient herself.
    ``enrolment`` is null for a form about a case, which may have come as a message and know no patient.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=20, choices=KeptAs)
    matter = models.UUIDField(null=True)
    answers = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment", "author", "organisation", "form", "matter"],
                name="safety_draft_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kept_at:%Y-%m-%d %H:%M}"

    @property
    def subject_of_trail(self) -> UUID | None:
        """Give the patient whom the trail must name; of a form about a case the case names her."""
        return self.enrolment.patient_id if self.enrolment is not None else None
