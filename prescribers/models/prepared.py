"""Acts that a delegate filled in for a prescriber to sign, and what became of each."""

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from foundation.records import AppendOnly
from patients.models import Enrolment


class PreparedAct(AppendOnly):
    """The answers of one form, kept for a prescriber: nothing of it is done until she or he signs.

    ``act`` names the form, ``row_id`` the row of the record that the form is about, if it is about one. What only a
    prescriber attests is never among the answers.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=40)
    row_id = models.UUIDField(null=True)
    answers = models.JSONField()
    on_version = models.PositiveIntegerField()
    prepared_for = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2)

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(act=""), name="prescribers_prepared_names_the_act"),
            models.CheckConstraint(
                condition=~Q(prepared_for=F("prepared_by")), name="prescribers_prepared_for_somebody_else"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "-prepared_at"], name="prepared_by_place")]

    def __str__(self) -> str:
        return f"{self.act} {self.prepared_at}"

    @property
    def subject_of_trail(self) -> UUID:
        """Give the patient whom the trail must name."""
        return self.enrolment.patient_id


class Outcome(models.TextChoices):
    """What became of a prepared act."""

    SIGNED = "signed", _("Signed")
    RETURNED = "returned", _("Sent back")
    WITHDRAWN = "withdrawn", _("Taken back")


class PreparedOutcome(AppendOnly):
    """The end of a prepared act; each has at most one."""

    prepared = models.OneToOneField(PreparedAct, on_delete=models.PROTECT, related_name="outcome")
    how = models.CharField(max_length=20, choices=Outcome)
    words = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2)

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(how=Outcome.RETURNED) | ~Q(words=""), name="prescribers_prepared_sent_back_with_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.how} {self.recorded_at}"

    @property
    def subject_of_trail(self) -> UUID:
        """Give the patient whom the trail must name."""
        return self.prepared.subject_of_trail
