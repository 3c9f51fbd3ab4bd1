"""A question of the desk to those who treat the patient of a case, and its answer: both stay in the registry."""

from uuid import UUID

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from foundation.records import AppendOnly
from patients.models import Enrolment
from safety.models.case import Case


class CaseQuestion(AppendOnly):
    """One question about a case; it names the enrolment whose centre is asked, and no person.

    ``pharmacy`` is asked too, where it made the report.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="questions")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    pharmacy = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def subject_of_trail(self) -> UUID:
        """Give the patient whom the trail must name."""
        return self.enrolment.patient_id


class CaseAnswer(AppendOnly):
    """The one answer to a question."""

    question = models.OneToOneField(CaseQuestion, on_delete=models.PROTECT, related_name="answer")
    words = models.TextField()
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.answered_at:%Y-%m-%d %H:%M}"

    @property
    def subject_of_trail(self) -> UUID:
        """Give the patient whom the trail must name."""
        return self.question.enrolment.patient_id
