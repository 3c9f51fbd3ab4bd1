"""What every table of the registry may build on: rows that are only ever added, and spans of days."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _


class AppendOnly(models.Model):
    """A table whose rows are added and never changed: triggers refuse, and the application has no grant."""

    append_only: ClassVar[bool] = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
        triggers: ClassVar[Sequence[pgtrigger.Trigger]] = (
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="no_truncate",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME;",
            ),
        )


class Span(models.Model):
    """Something that holds from a day on and until (not including) another; open-ended when empty.

    The form of the rulebook's spans: ``valid_from <= day < valid_until``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint] | tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_ends_after_start",
            ),
        )

    def covers(self, day: dt.date) -> bool:
        """Say of one span what :func:`covering` asks of many."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


def days_of_span() -> Func:
    """Give the span as a PostgreSQL ``daterange``, for constraints that forbid overlaps."""
    return Func(
        F("valid_from"),
        F("valid_until"),
        Value("[)"),
        function="daterange",
        output_field=DateRangeField(),
    )


def day_in(zone: str, *, at: dt.datetime) -> Cast:
    """Give the civil day of a moment in the time zone that a column names, for spans counted in the days of a place."""
    moment = Value(at, output_field=models.DateTimeField())
    return Cast(Func(F(zone), moment, function="timezone", output_field=models.DateTimeField()), models.DateField())


def covering(day: dt.date | Combinable) -> Q:
    """Spans in force on a day, or each on a day of its own, such as that of :func:`day_in`."""
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gt=day))
