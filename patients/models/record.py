"""The form of every clinical row: added, never changed; a mistake is superseded with a reason."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self
from uuid import UUID

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Organisation
from foundation.records import AppendOnly


def requires(name: str, *, row: str, says: str, condition: pgtrigger.Condition | None = None) -> pgtrigger.Trigger:
    """Make a trigger that refuses a new row unless some row exists; the error bears table and name.

    :param row: the SQL of the row that must exist; ``NEW`` is the row to be added.
    """
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        condition=condition,
        func=pgtrigger.Func(
            f"""
            IF NOT EXISTS (
                {row}
            ) THEN
                RAISE EXCEPTION '{says}' USING ERRCODE = 'integrity_constraint_violation',
                    CONSTRAINT = '{{meta.db_table}}_{name}';
            END IF;
            RETURN NEW;
            """
        ),
    )


NEVER_SUPERSEDED = models.CheckConstraint(
    condition=Q(supersedes__isnull=True), name="%(app_label)s_%(class)s_not_superseded"
)
"""For rows that others stand on or that end others: they are followed by new ones, not replaced."""

SAME_SERIES = """
    SELECT 1 FROM {meta.db_table} earlier
    WHERE earlier.id = NEW.supersedes_id AND earlier.series = NEW.series
      AND to_jsonb(earlier) -> 'enrolment_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'enrolment_id'
      AND to_jsonb(earlier) -> 'patient_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'patient_id'
      AND to_jsonb(earlier) -> 'programme_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'programme_id'
      AND to_jsonb(earlier) -> 'subject_id' IS NOT DISTINCT FROM to_jsonb(NEW) -> 'subject_id'
"""
"""The row superseded: of the same series, and whichever column says whose it is says the same."""


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
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    supersedes_because = models.TextField(blank=True)
    entered_in_error = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2)

    objects = RecordQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        abstract = True
        base_manager_name = "objects"
        constraints: ClassVar[list[models.BaseConstraint] | tuple[models.BaseConstraint, ...]] = (
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
        triggers: ClassVar[Sequence[pgtrigger.Trigger]] = (
            *AppendOnly.Meta.triggers,
            requires(
                "same_series",
                row=SAME_SERIES,
                says="a row supersedes only a row of its own series and of the same patient",
                condition=pgtrigger.Q(new__supersedes__isnull=False),
            ),
        )

    @property
    def subject_of_trail(self) -> UUID:
        """Give the patient whom the trail must name."""
        raise NotImplementedError
