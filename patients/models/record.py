"""The form of every clinical row: added, never changed; a mistake is superseded with a reason."""

from typing import Any, ClassVar, Self
from uuid import UUID

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Organisation
from foundation.records import AppendOnly


class RecordQuerySet(models.QuerySet[Any]):
    """Questions that every clinical table answers."""

    def standing(self) -> Self:
        """Leave out what was superseded and what was entered in error."""
        return self.filter(superseded_by__isnull=True, entered_in_error=False)


class Record(AppendOnly):
    """A clinical row: by whom, where and when it was recorded, what it supersedes and why.

    Rows that tell of the same matter share a ``series``, the id of the first of them.
    ``entered_in_error`` on a superseding row voids the matter.
    """

    series = models.UUIDField(editable=False)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )
    supersedes_because = models.TextField(blank=True)
    entered_in_error = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2)

    objects = RecordQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        abstract = True
        base_manager_name = "objects"
        constraints: ClassVar = (
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True, supersedes_because="", series=F("id"))
                | (Q(supersedes__isnull=False) & ~Q(supersedes_because="")),
                name="%(app_label)s_%(class)s_superseding_says_why",
            ),
            models.CheckConstraint(
                condition=Q(entered_in_error=False) | Q(supersedes__isnull=False),
                name="%(app_label)s_%(class)s_error_needs_a_row",
            ),
        )
        triggers = (
            *AppendOnly.Meta.triggers,
            pgtrigger.Trigger(
                name="same_series",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__supersedes__isnull=False),
                func=pgtrigger.Func(
                    """
                    IF NOT EXISTS (
                        SELECT 1 FROM {meta.db_table} earlier
                        WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series
                    ) THEN
                        RAISE EXCEPTION 'a row supersedes only a row of its own series'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        )

    @property
    def subject_of_trail(self) -> UUID:
        """Give the patient whom the trail must name."""
        raise NotImplementedError
