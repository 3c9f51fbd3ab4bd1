"""Cover for an absent colleague: for some days, another prescriber of the same place reads what comes for her."""

import datetime as dt
from typing import ClassVar
from zoneinfo import ZoneInfo

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import Organisation
from accounts.models.user import User
from foundation.records import Span, days_of_span

LONGEST = dt.timedelta(days=366)
"""Whoever stays away longer hands the patients over."""


class Cover(Span):
    """One colleague is away, another stands in, in one organisation, for a span that always has an end.

    It gives no right and no sight: both have those of their role there. What the other does stays her own act.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    absent = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("who is away"))
    colleague = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("who covers"))
    arranged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    arranged_at = models.DateTimeField()

    class Meta(Span.Meta):
        constraints: ClassVar = [
            *Span.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_until__isnull=False, valid_until__lte=F("valid_from") + LONGEST),
                name="accounts_cover_has_an_end",
            ),
            models.CheckConstraint(condition=~Q(absent=F("colleague")), name="accounts_cover_by_another"),
            ExclusionConstraint(
                name="accounts_cover_by_one_at_a_time",
                expressions=[
                    ("absent", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (days_of_span(), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        triggers = (
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="only_shortened",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=pgtrigger.Func(
                    """
                    IF (to_jsonb(NEW) - 'valid_until') IS DISTINCT FROM (to_jsonb(OLD) - 'valid_until')
                        OR NEW.valid_until > OLD.valid_until THEN
                        RAISE EXCEPTION 'a cover may be ended sooner, and nothing else of it changes'
                            USING ERRCODE = 'integrity_constraint_violation',
                            CONSTRAINT = '{meta.db_table}_only_shortened';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        )

    @property
    def last_day(self) -> dt.date | None:
        """Give the last day; the span ends with the day after it."""
        return self.valid_until - dt.timedelta(days=1) if self.valid_until else None

    def runs(self, at: dt.datetime) -> bool:
        """Say whether the cover runs at a moment, by the day of its place."""
        return self.covers(at.astimezone(ZoneInfo(self.organisation.time_zone)).date())

    def __str__(self) -> str:
        return f"{self.absent_id} {self.valid_from}"
