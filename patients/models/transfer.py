"""A patient's move from one centre to another: asked for or offered by one, answered by the other."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from patients.models.patient import EnrolmentRecord
from patients.models.record import NEVER_SUPERSEDED, Record, requires


class Agreed(models.TextChoices):
    """How she agreed to the move."""

    SPOKEN = "spoken", _("She or he said so to me")
    PAPER = "paper", _("On paper, kept in the patient's file")
    REPRESENTATIVE = "representative", _("A representative agreed on paper, with the power of attorney")


class Answered(models.TextChoices):
    """What became of a transfer."""

    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Transfer(EnrolmentRecord):
    """What one of two centres wants, with the patient's agreement; the centre that recorded it waits for the other.

    Recorded by the new centre it asks, by the present one it offers. At most one of an enrolment is unanswered.
    """

    from_centre = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    to_centre = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField()
    agreed_how = models.CharField(max_length=20, choices=Agreed)
    words = models.TextField(blank=True)
    follows = models.OneToOneField(
        "patients.TransferAnswer", on_delete=models.PROTECT, null=True, related_name="followed_by"
    )

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            NEVER_SUPERSEDED,
            models.CheckConstraint(condition=~Q(from_centre=F("to_centre")), name="patients_transfer_between_two"),
            models.CheckConstraint(
                condition=Q(organisation=F("from_centre")) | Q(organisation=F("to_centre")),
                name="patients_transfer_by_one_of_the_two",
            ),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(follows__isnull=True), name="patients_transfer_one_first"
            ),
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "follows_its_own",
                row="SELECT 1 FROM patients_transferanswer a "
                "WHERE a.id = NEW.follows_id AND a.enrolment_id = NEW.enrolment_id",
                says="a transfer follows the answer to an earlier one of its own enrolment",
                condition=pgtrigger.Q(new__follows__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.from_centre_id} {self.to_centre_id}"

    @property
    def is_offer(self) -> bool:
        """Say whether the present centre hands over; else the new one asks."""
        return self.organisation_id == self.from_centre_id

    @property
    def answering_id(self) -> object:
        """Give the centre whose word is awaited."""
        return self.to_centre_id if self.is_offer else self.from_centre_id


class TransferAnswer(EnrolmentRecord):
    """The one answer to a transfer; from an acceptance on, she is in the care of the new centre's prescriber."""

    transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, related_name="answer")
    how = models.CharField(max_length=20, choices=Answered)
    words = models.TextField(blank=True)
    prescriber = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta(Record.Meta):
        abstract = False
        constraints: ClassVar = [
            *Record.Meta.constraints,
            NEVER_SUPERSEDED,
            models.CheckConstraint(
                condition=Q(how="accepted", prescriber__isnull=False)
                | (~Q(how="accepted") & Q(prescriber__isnull=True)),
                name="patients_transfer_accepted_names_who_treats",
            ),
            models.CheckConstraint(
                condition=~Q(how="refused") | ~Q(words=""), name="patients_transfer_refused_says_why"
            ),
        ]
        triggers = (
            *Record.Meta.triggers,
            requires(
                "by_its_side",
                row="SELECT 1 FROM patients_transfer t WHERE t.id = NEW.transfer_id "
                "AND t.enrolment_id = NEW.enrolment_id AND CASE WHEN NEW.how = 'withdrawn' "
                "THEN t.organisation_id = NEW.organisation_id "
                "ELSE t.organisation_id <> NEW.organisation_id "
                "AND NEW.organisation_id IN (t.from_centre_id, t.to_centre_id) END",
                says="a transfer is withdrawn by the centre that wanted it, and answered by the other one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.how} {self.transfer_id}"
