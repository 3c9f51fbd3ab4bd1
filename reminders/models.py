"""What the calendar keeps: what was looked at and when next, what falls due, who was told, who does not come."""

import uuid
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from outbox.models import Message, Recipient
from patients.models import Enrolment

HASH: Final = r"^[0-9a-f]{64}$"


class Plan(models.Model):
    """That an enrolment was looked at, on which version of its record, and on which day something happens next.

    No fact of the record: losing every row makes the calendar look at everybody once more, and tells nobody twice.
    """

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, primary_key=True, related_name="+")
    version = models.PositiveIntegerField()
    looked_on = models.DateField()
    next_on = models.DateField(null=True)
    failed = models.CharField(max_length=60, blank=True)
    """What went wrong when it was looked at; empty where nothing did."""

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["next_on"], name="plan_next", condition=Q(next_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} next {self.next_on}"


class DueDate(models.Model):
    """One occasion and its date, as calendars show it: it moves, it is called off, it keeps its id.

    Of an enrolment, or of a prescriber's certification.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, null=True, related_name="+")
    accreditation_id = models.UUIDField(null=True)
    occasion = models.CharField(max_length=40)
    due_on = models.DateField()
    sequence = models.PositiveIntegerField(default=0)
    called_off = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrolment", "occasion"], name="reminders_duedate_one_an_occasion"),
            models.UniqueConstraint(fields=["accreditation_id"], name="reminders_duedate_one_an_accreditation"),
            models.CheckConstraint(
                condition=Q(enrolment__isnull=False, accreditation_id__isnull=True)
                | Q(enrolment__isnull=True, accreditation_id__isnull=False),
                name="reminders_duedate_about_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occasion} {self.due_on}"


class Reminder(models.Model):
    """One step of a ladder taken for one reader: who was to hear of what, and since when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, null=True, related_name="+")
    accreditation_id = models.UUIDField(null=True)
    occasion = models.CharField(max_length=40)
    due_on = models.DateField()
    step = models.CharField(max_length=30)
    to = models.CharField(max_length=20)
    text = models.CharField(max_length=40, blank=True)
    recipient = models.CharField(max_length=20, choices=Recipient)
    recipient_id = models.UUIDField()
    planned_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(enrolment__isnull=False, accreditation_id__isnull=True)
                | Q(enrolment__isnull=True, accreditation_id__isnull=False),
                name="reminders_reminder_about_one_thing",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["enrolment", "occasion"], name="reminder_of_enrolment"),
            models.Index(fields=["recipient_id", "planned_at"], name="reminder_of_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.occasion} {self.due_on} {self.step}"


class Why(models.TextChoices):
    """Why somebody stands on the worklist of those to be followed up."""

    LOST = "lost", _("did not come")
    TELEPHONE = "telephone", _("cannot be reached by message")


class Outcome(models.TextChoices):
    """What became of following somebody up."""

    CAME = "came", _("came, or has an appointment")
    ELSEWHERE = "elsewhere", _("is treated elsewhere")
    STOPPED = "stopped", _("has stopped the treatment")
    DIED = "died", _("has died")
    LOST = "lost", _("cannot be found: lost to follow-up")


ANY_MESSAGE: Final = "any"
"""What stands in the place of an occasion where no message at all reaches a patient."""


class FollowUp(models.Model):
    """A patient to be followed up by a person, until an outcome is recorded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=20, choices=Why)
    occasion = models.CharField(max_length=40)
    due_on = models.DateField()
    opened_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    words = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment", "why", "occasion", "due_on"], name="reminders_followup_once_a_date"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at__isnull=True, closed_by__isnull=True)
                | (~Q(outcome="") & Q(closed_at__isnull=False, closed_by__isnull=False)),
                name="reminders_followup_closed_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.why} {self.due_on}"

    @property
    def is_about_any_message(self) -> bool:
        """Say whether no message at all reaches her, rather than that one date has passed."""
        return self.occasion == ANY_MESSAGE

    @property
    def subject_of_trail(self) -> uuid.UUID:
        """Give the patient whom the trail must name."""
        return self.enrolment.patient_id


class Means(models.TextChoices):
    """How somebody tried to reach a patient."""

    TELEPHONE = "telephone", _("telephone")
    LETTER = "letter", _("letter")
    FAMILY_DOCTOR = "family_doctor", _("through the family doctor")
    OTHER = "other", _("another way")


class ContactAttempt(models.Model):
    """One attempt to reach a patient who is followed up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="attempts")
    means = models.CharField(max_length=20, choices=Means)
    reached = models.BooleanField()
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.means} {self.at}"

    @property
    def subject_of_trail(self) -> uuid.UUID:
        """Give the patient whom the trail must name."""
        return self.follow_up.enrolment.patient_id


class DeadAddress(models.Model):
    """A number or address that the channel said reaches nobody: it is not tried again until it is changed."""

    contact_id = models.UUIDField(primary_key=True)
    why = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.contact_id)


class Delivered(models.TextChoices):
    """What a provider told of a text message in the end."""

    YES = "delivered", _("delivered")
    NO = "undelivered", _("not delivered")


class Receipt(models.Model):
    """What a provider is to tell of a text message: made before it is handed over, told once, under the same key."""

    id = models.UUIDField(primary_key=True, editable=False)
    """The key under which the provider took the message; it tells nothing of what it is."""
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")
    contact_id = models.UUIDField()
    """Of the number that it went to."""
    handed_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Delivered, blank=True)
    word = models.CharField(max_length=40, blank=True)
    """The provider's own word for it."""
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="", told_at__isnull=True) | (~Q(outcome="") & Q(told_at__isnull=False)),
                name="reminders_receipt_told_has_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["told_at"], name="receipt_undelivered", condition=Q(outcome="undelivered")),
        ]

    def __str__(self) -> str:
        return f"{self.handed_at:%Y-%m-%d %H:%M} {self.outcome}"


class FeedAddress(models.Model):
    """The secret address of a prescriber's feed, for one role of hers at one centre; a hash alone of it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)
    """When a calendar last asked: who knows of none that does, revokes it."""
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(revoked_at__isnull=True), name="reminders_feed_one_a_role"
            ),
            models.CheckConstraint(condition=Q(secret_hash__regex=HASH), name="reminders_feed_keeps_a_hash_alone"),
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"


class Heartbeat(models.Model):
    """When a task of the calendar last came to its end, and on which law; silence is noticed by it."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()
    mark = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.name} {self.at}"
