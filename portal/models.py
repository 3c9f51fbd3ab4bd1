"""Who tried to open a page, and which pages are open: neither is part of the record, and both are soon forgotten."""

import uuid
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from patients.models import Card, Enrolment


class Attempt(models.Model):
    """One try to open a page; card and network stand as keyed hashes, whether such a card exists or not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(db_index=True)
    card_key = models.CharField(max_length=64)
    network_key = models.CharField(max_length=64)
    fitted = models.BooleanField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["card_key", "at"], name="attempt_by_card", condition=Q(fitted=False)),
            models.Index(fields=["network_key", "at"], name="attempt_by_network", condition=Q(fitted=False)),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.fitted}"


class Opening(models.Model):
    """A page that was opened with a card, and for how long; the token that the browser holds is kept as a hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    copy_opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(seen_at__gte=F("opened_at")), name="portal_opening_seen_after_opened"),
        ]
        indexes: ClassVar = [models.Index(fields=["opened_at"], name="opening_by_moment")]

    def __str__(self) -> str:
        return f"{self.opened_at:%Y-%m-%d %H:%M}"

    @property
    def enrolment(self) -> Enrolment:
        """Give the enrolment whose card opened it."""
        return self.card.enrolment

    @property
    def subject_of_trail(self) -> UUID:
        """Give the patient whom the trail must name."""
        return self.card.enrolment.patient_id
