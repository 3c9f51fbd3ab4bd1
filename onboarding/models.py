"""Lists taken in: the import, its rows while somebody looks at them, what came of it, and what was undone."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.records import AppendOnly


class Kind(models.TextChoices):
    """What a list holds."""

    PLACES = "places", _("centres and pharmacies")
    PEOPLE = "people", _("people with their roles")


class Import(AppendOnly):
    """A list of one country as somebody uploaded it, known by the SHA-256 of the file; the file is not kept."""

    kind = models.CharField(max_length=10, choices=Kind)
    country = models.CharField(max_length=2)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    staged_at = models.DateTimeField()
    staged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.country} {self.kind} {self.staged_at:%Y-%m-%d}"


class StagedRow(models.Model):
    """One row of a list that nobody has applied: a working memory, which is gone once the import is over.

    ``values`` are its cells by column, read and checked; ``faults`` are pairs of a column and what is wrong with it.
    ``found_id`` is what the registry has already: surely the same (``same``), or perhaps (``alike``), which a person
    answers. ``key`` tells twins within the list.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    of = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="staged")
    line = models.PositiveIntegerField()
    key = models.TextField()
    values = models.JSONField()
    faults = models.JSONField(default=list)
    found_id = models.UUIDField(null=True)
    found_how = models.CharField(max_length=5, blank=True)
    answer = models.CharField(max_length=4, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["of", "line"], name="onboarding_each_line_once")]
        indexes: ClassVar = [models.Index(fields=["of", "key"], name="onboarding_rows_by_key")]

    def __str__(self) -> str:
        return str(self.line)


class How(models.TextChoices):
    """How an import ended."""

    APPLIED = "applied", _("applied")
    DROPPED = "dropped", _("not applied")


class ImportEnd(AppendOnly):
    """The end of an import: applied by a second person, or dropped."""

    of = models.OneToOneField(Import, on_delete=models.PROTECT, related_name="ending")
    how = models.CharField(max_length=10, choices=How)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.how


class What(models.TextChoices):
    """What a row brought into the registry."""

    PLACE = "place", _("place")
    PERSON = "person", _("person")
    ROLE = "role", _("role")
    REGISTRATION = "registration", _("registration")
    CERTIFICATION = "certification", _("certification")


class Brought(AppendOnly):
    """One thing that a line of an import brought into the registry."""

    of = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="brought")
    line = models.PositiveIntegerField()
    what = models.CharField(max_length=20, choices=What)
    object_id = models.UUIDField()

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "what", "object_id"], name="onboarding_brought_once"),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.what}"


class Undoing(AppendOnly):
    """An import undone: what it brought was suspended and ended, but for what was used since, by line (``left``)."""

    of = models.OneToOneField(Import, on_delete=models.PROTECT, related_name="undoing")
    left = models.JSONField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        abstract = False
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(reason=""), name="onboarding_undone_says_why")]

    def __str__(self) -> str:
        return self.reason
