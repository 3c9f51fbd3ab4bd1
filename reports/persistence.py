"""How long patients stay on treatment: Kaplan and Meier's estimate, with Greenwood's interval on the log-log scale."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, inf, log, sqrt
from typing import Final

from django.db.models import Count, OuterRef, Subquery

from patients.models import Withdrawal
from reports.queries import started
from reports.scope import Scope, as_recorded

Z: Final = 1.959963984540054
"""The quantile of the normal distribution that leaves 2.5 % above it."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Treatments that lasted so many days, and whether they ended then or were only seen until then."""

    days: int
    has_ended: bool
    count: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which treatments ended: how many ran until then, how many ended, which share goes on, its interval."""

    day: int
    at_risk: int
    ended: int
    share: float
    low: float
    high: float


def stays(scope: Scope) -> list[Stay]:
    """List how long the treatments started in the period lasted; one that goes on is seen until the cut-off.

    A patient who left the programme, by death too, is seen until that day.
    """
    left = as_recorded(Withdrawal.objects.filter(enrolment=OuterRef("enrolment")), scope.cut_off)
    rows = started(scope).annotate(left_on=Subquery(left.values("withdrawn_on")[:1]))
    today = scope.cut_off.date()
    found = rows.values_list("started_on", "ended_on", "left_on").annotate(count=Count("id")).order_by("started_on")
    return [
        _stay(started_on, ended_on, left_on or today, count=count) for started_on, ended_on, left_on, count in found
    ]


def kaplan_meier(found: Iterable[Stay]) -> list[Step]:
    """Give a step for every day on which a treatment ended, in order."""
    ended: Counter[int] = Counter()
    gone: Counter[int] = Counter()
    for stay in found:
        gone[stay.days] += stay.count
        ended[stay.days] += stay.count * stay.has_ended
    at_risk, share, spread = sum(gone.values()), 1.0, 0.0
    steps = []
    for day in sorted(gone):
        if ended[day]:
            share *= 1 - ended[day] / at_risk
            rest = at_risk - ended[day]
            spread += ended[day] / (at_risk * rest) if rest else inf
            steps.append(Step(day, at_risk, ended[day], share, *_interval(share, spread)))
        at_risk -= gone[day]
    return steps


def at(day: int, found: Iterable[Stay], steps: Iterable[Step]) -> tuple[int, int, Step | None]:
    """Give for a day how many treatments still ran, how many were seen no longer before, and the last step."""
    kept = list(found)
    running = sum(stay.count for stay in kept if stay.days >= day)
    censored = sum(stay.count for stay in kept if stay.days < day and not stay.has_ended)
    past = [step for step in steps if step.day <= day]
    return running, censored, past[-1] if past else None


def _stay(started_on: dt.date, ended_on: dt.date | None, seen_until: dt.date, *, count: int) -> Stay:
    has_ended = ended_on is not None and ended_on <= seen_until
    last = ended_on if has_ended and ended_on else seen_until
    return Stay(max(0, (last - started_on).days), has_ended, count)


def _interval(share: float, spread: float) -> tuple[float, float]:
    if not 0 < share < 1:
        return share, share
    width = Z * sqrt(spread) / log(share)
    low, high = sorted((share ** exp(width), share ** exp(-width)))
    return low, high
