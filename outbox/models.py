"""Rows to be sent: the truth about every message; the broker only rings the bell."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    """Where a message is on its way."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    PARKED = "parked"
    DROPPED = "dropped"


class Recipient(models.TextChoices):
    """Whom the id of a recipient belongs to; the sender asks that room for the address."""

    USER = "user"
    ORGANISATION = "organisation"
    PATIENT = "patient"


class Message(models.Model):
    """One thing to be told to one recipient, at most once by its key; ids only, no personal data."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    recipient = models.CharField(max_length=20, choices=Recipient)
    recipient_id = models.UUIDField()
    about_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=10, blank=True)
    """By which way, where the sender has a choice; empty for the first that there is."""
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="claimed") | (Q(lease__isnull=False) & Q(leased_until__isnull=False)),
                name="outbox_message_claimed_has_lease",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "parked", "dropped"]) | Q(finished_at__isnull=False),
                name="outbox_message_finished_has_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                name="outbox_due",
                condition=Q(state__in=["waiting", "claimed"]),
            ),
            models.Index(fields=["finished_at"], name="outbox_parked", condition=Q(state="parked")),
            models.Index(fields=["finished_at"], name="outbox_sent", condition=Q(state="sent")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
