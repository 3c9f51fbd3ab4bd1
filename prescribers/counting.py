"""Counts patients by status, and counts those anew whose kept status is not current any more."""

import datetime as dt
from collections.abc import Collection
from typing import Final
from uuid import UUID

from accounts.actor import Actor
from patients.models import Enrolment
from prescribers.keeping import BATCH, present, renew
from prescribers.models import KeptKey
from prescribers.queries import Tally, not_current, not_current_anywhere, tally

AT_ONCE: Final = 50
"""So many are counted anew while somebody waits for her page; of more she sees her page, and the task counts them."""

KEYS_STAY: Final = dt.timedelta(days=2)
"""Longer than any place on earth is behind another, and than any task that is at it takes."""


def count_within_sight(*, by: Actor, at: dt.datetime, whose: Collection[UUID] | None = None) -> Tally:
    """Count everybody within sight by status; where few answers are not current, those are asked about anew first.

    Where many are not, as after midnight, a few of them would not make the counts complete: they are left to the task.

    :param whose: the prescribers whose patients alone are counted; None for everybody's.
    """
    found = tally(by=by, at=at, whose=whose)
    if not 0 < found.not_current <= AT_ONCE:
        return found
    renew(enrolments=list(not_current(by=by, at=at, present=found.present)[:AT_ONCE]), at=at)
    return tally(by=by, at=at, whose=whose)


def count_anew(*, at: dt.datetime, most: int | None = None) -> int:
    """Ask anew about everybody in the registry whose kept status is not current, and say how many they were."""
    now = present(keys=KeptKey.objects.select_related("programme"), at=at)
    old = list(not_current_anywhere(present=now).values_list("pk", flat=True)[:most])
    for start in range(0, len(old), BATCH):
        batch = Enrolment.objects.filter(pk__in=old[start : start + BATCH])
        renew(enrolments=list(batch.select_related("patient", "programme")), at=at)
    return len(old)


def forget_old_keys(*, at: dt.datetime) -> None:
    """Take away the keys of days gone by that no answer has any more; today's may be about to get one."""
    KeptKey.objects.filter(answers__isnull=True, day__lt=at.date() - KEYS_STAY).delete()
