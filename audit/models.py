"""The trail: who did, read or was refused what, in which role, when and why."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from foundation.records import AppendOnly


class Outcome(models.TextChoices):
    """What became of the act."""

    DONE = "done"
    READ = "read"
    REFUSED = "refused"


class Entry(AppendOnly):
    """One line of the trail; people and places stand by id and by the name they had then."""

    at = models.DateTimeField()
    act = models.CharField(max_length=80)
    outcome = models.CharField(max_length=10, choices=Outcome)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    organisation_id = models.UUIDField(null=True)
    organisation_name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, blank=True)
    object_kind = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    subjects = ArrayField(models.UUIDField(), default=list)
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    through = models.CharField(max_length=64, blank=True)
    """The client of the interface that called; empty where a person sat at a page, or a task ran."""
    version = models.PositiveIntegerField(null=True)
    """The version that the one subject's record reached by this act; nothing where no record changed."""

    class Meta(AppendOnly.Meta):
        indexes: ClassVar = [
            models.Index(fields=["at"], name="entry_at"),
            GinIndex(fields=["subjects"], name="entry_subjects"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.outcome}"
