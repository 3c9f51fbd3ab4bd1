"""What could not be made into a case, or drafted anew: it steps aside, so that it holds up nothing behind it."""

from typing import ClassVar

from django.db import models


class SetAside(models.Model):
    """One row of the record that a task failed on; gone as soon as it succeeds.

    ``row`` is the row that stood then: what supersedes it is tried at once. ``fault`` is the kind of the error, never
    its words, which may tell of a person.
    """

    source = models.CharField(max_length=20)
    row = models.UUIDField(unique=True)
    recorded_at = models.DateTimeField()
    fault = models.CharField(max_length=100)
    tries = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    tried_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "set aside"
        indexes: ClassVar = [models.Index(fields=["source", "tried_at"], name="set_aside_by_try")]

    def __str__(self) -> str:
        return f"{self.source} {self.fault}"
