"""Counts over the dispensings of a scope: whole months from the kept sums, brought to the cut-off; the rest counted.

Every count is a sum over patients. So what was kept at one moment becomes what holds at another: the patients of whom
anything was recorded between the two are taken off as they counted then, and added as they count now. Late entries,
corrections and supplies given back need no rule of their own, and move a first dispensing with them.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from accounts.countries import COUNTRIES
from patients.models import CameBack, CapsuleReturn, Dispensing, Verdict
from reports.models import KeptSum, KeptUntil
from reports.queries import BRAND, CATEGORY, CENTRE, COUNTRY, DIMENSIONS, MONTH, PROGRAMME, dispensings
from reports.scope import Scope

Counts = dict[str, int]
Laid = dict[tuple[Any, ...], Counts]
"""Counts by their names, laid apart by as many keys as were asked for."""

VERSION: Final = "version"
EVERY: Final = "every"
KEPT: Final = {
    MONTH: "month", CENTRE: "centre_id", CATEGORY: "category", COUNTRY: "country", PROGRAMME: "programme_id",
    BRAND: "brand", VERSION: "programme_version",
}  # fmt: skip
"""The columns of the kept sums by which counts are laid apart."""
ASKED: Final[dict[str, Any]] = {**DIMENSIONS, VERSION: "programme_version"}
MOST: Final = 2_000
"""Of more patients with something recorded in between, counting everybody is no dearer."""
ALL_OF_THEM: Final = 2**62
TRIES: Final = 3


def summed(scope: Scope, wanted: Mapping[str, Q], *, by: Sequence[str] = ()) -> Laid:
    """Count the dispensings under each condition, laid apart by dimensions, in the order of their keys.

    :raises KeyError: for a dimension that there is not.
    """
    conditions = {**wanted, EVERY: Q()}
    for _try in range(TRIES):
        until = kept_until()
        found = None if until is None else _by_what_is_kept(scope, conditions, by, until)
        if found is None:
            break
        if kept_until() == until:  # else it was brought forward while it was read
            return _in_order(found)
    return _in_order(_of_the_record(scope, conditions, by))


def versions_behind(scope: Scope) -> list[str]:
    """List the programme versions on which the dispensings of a scope were judged."""
    return [version for (version,) in summed(scope, {}, by=[VERSION]) if version]


def kept_until() -> dt.datetime | None:
    """Give the moment of recording up to which sums are kept, if any are."""
    return KeptUntil.objects.values_list("until", flat=True).first()


def touched(after: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """List the patients whose dispensings were added to, corrected or given back after one moment and until another."""
    recorded = Q(recorded_at__gt=after, recorded_at__lte=until)
    given = Dispensing.objects.filter(recorded)
    back = CapsuleReturn.objects.filter(recorded, how=CameBack.NOT_COLLECTED)
    return given.values_list("enrolment__patient", flat=True).union(back.values_list("enrolment__patient", flat=True))


def _by_what_is_kept(scope: Scope, wanted: Mapping[str, Q], by: Sequence[str], until: dt.datetime) -> Laid | None:
    """Count by the kept sums, or give None where they do not help."""
    whole = None if scope.brand else _whole_months(scope)
    if whole is None:
        return None
    between = sorted((until, scope.cut_off))
    patients = list(islice(touched(*between)[: MOST + 1], MOST + 1))
    if len(patients) > MOST:
        return None
    found = _kept(whole, wanted, by)
    if patients:
        _add(found, _of_the_record(whole, wanted, by, patients), 1)
        _add(found, _of_the_record(replace(whole, cut_off=until), wanted, by, patients), -1)
    for part in _beside(scope, whole):
        _add(found, _of_the_record(part, wanted, by), 1)
    return found


def _whole_months(scope: Scope) -> Scope | None:
    """Narrow a scope to the months of which it has every day on which anything was judged."""
    first, last = scope.since.replace(day=1), _last_of(scope.until)
    if first < scope.since and _judged(scope, first, scope.since - DAY):
        first = _last_of(first) + DAY
    if scope.until < last and _judged(scope, scope.until + DAY, last):
        last = scope.until.replace(day=1) - DAY
    return replace(scope, since=first, until=last) if first < last else None


def _beside(scope: Scope, whole: Scope) -> list[Scope]:
    """Give what a scope has before and after its whole months."""
    parts = []
    if scope.since < whole.since:
        parts.append(replace(scope, until=whole.since - DAY))
    if whole.until < scope.until:
        parts.append(replace(scope, since=whole.until + DAY))
    return parts


def _judged(scope: Scope, first: dt.date, last: dt.date) -> bool:
    """Say whether any verdict of the scope's country falls on these days."""
    countries = [scope.country] if scope.country else [code for code, _name in COUNTRIES]
    return Verdict.objects.filter(country__in=countries, on__range=(first, last)).exists()


def _kept(scope: Scope, wanted: Mapping[str, Q], by: Sequence[str]) -> Laid:
    rows = KeptSum.objects.filter(scope.of_rows("centre_id", "programme_id"), month__range=scope.period)
    if scope.category:
        rows = rows.filter(category=scope.category)
    columns = {name: Coalesce(Sum("count", filter=one), 0) for name, one in wanted.items()}
    return _laid(rows, columns, {name: KEPT[name] for name in by})


def _of_the_record(
    scope: Scope, wanted: Mapping[str, Q], by: Sequence[str], patients: Sequence[UUID] | None = None
) -> Laid:
    rows = dispensings(scope)
    if patients is not None:
        rows = rows.filter(enrolment__patient__in=patients)
    columns = {name: Count("id", filter=one) for name, one in wanted.items()}
    if not by:  # bounded, so that the database asks once a row whether it was the first, and not in every column
        return {(): rows[:ALL_OF_THEM].aggregate(**columns)}
    return _laid(rows, columns, {name: ASKED[name] for name in by})


def _laid(rows: QuerySet[Any], columns: Mapping[str, Any], keys: Mapping[str, Any]) -> Laid:
    if not keys:
        return {(): rows.aggregate(**columns)}
    named = {f"by_{name}": F(key) if isinstance(key, str) else key for name, key in keys.items()}
    found = rows.annotate(**named).values(*named).annotate(**columns).order_by()
    return {tuple(row[name] for name in named): {name: row[name] for name in columns} for row in found}


def _add(found: Laid, more: Laid, sign: int) -> None:
    for key, counts in more.items():
        so_far = found.setdefault(key, dict.fromkeys(counts, 0))
        for name, number in counts.items():
            so_far[name] += sign * number


def _in_order(found: Laid) -> Laid:
    def place(key: tuple[Any, ...]) -> list[tuple[bool, Any]]:
        return [(one is None, "" if one is None else one) for one in key]

    return {key: found[key] for key in sorted(found, key=place) if found[key][EVERY] or not key}


def _last_of(month: dt.date) -> dt.date:
    return (month.replace(day=1) + 31 * DAY).replace(day=1) - DAY


DAY: Final = dt.timedelta(days=1)
