"""Rows as they were known at a moment in the past: what was recorded since, corrected or ended, is not there yet."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Model, OuterRef, Q, QuerySet, Subquery

from patients.models import Record


def known(*, rows: QuerySet[Any], at: dt.datetime) -> QuerySet[Any]:
    """Keep the rows that stood at a moment: recorded by then, and superseded by nothing recorded by then."""
    not_yet = Q(superseded_by__isnull=True) | Q(superseded_by__recorded_at__gt=at)
    return rows.filter(not_yet, recorded_at__lte=at, entered_in_error=False)


def rows_known(
    *,
    kind: type[Record],
    owners: Iterable[UUID],
    columns: Mapping[str, str],
    order: Iterable[str],
    by: str,
    at: dt.datetime,
    begun: bool,
) -> list[tuple[Any, ...]]:
    """Read, for some owners, each row that stood at a moment: the owner first, then its columns in their order.

    A column that leads to what ended the row (a revocation, a closure, a return, a resolution) is empty where that
    was recorded later. With ``begun``, when each matter was first recorded comes last.
    """
    linked = {f"known_{name}": _linked(kind, path, at) for name, path in columns.items() if _is_reverse(kind, path)}
    paths = [f"known_{name}" if f"known_{name}" in linked else path for name, path in columns.items()]
    rows = known(rows=kind.objects.filter(**{f"{by}__in": list(owners)}), at=at).annotate(**linked)
    if begun:
        first = kind.objects.filter(id=OuterRef("series"))
        rows, paths = rows.annotate(first_recorded=Subquery(first.values("recorded_at"))), [*paths, "first_recorded"]
    return list(rows.order_by(*order).values_list(f"{by}_id", *paths))


def _is_reverse(kind: type[Model], path: str) -> bool:
    first, _sep, rest = path.partition("__")
    return bool(rest) and kind._meta.get_field(first).auto_created


def _linked(kind: type[Model], path: str, at: dt.datetime) -> Subquery:
    first, _sep, column = path.partition("__")
    relation: Any = kind._meta.get_field(first)
    ends = relation.related_model.objects.filter(**{relation.field.name: OuterRef("pk")})
    return Subquery(known(rows=ends, at=at).order_by("recorded_at").values(column)[:1])
