"""The kept sums: brought forward by what was recorded since, counted anew, and compared with the record."""

import datetime as dt
from typing import Any, Final

from django.db import connection, transaction
from django.db.models.functions import TruncMonth

from reports.models import KeptSum, KeptUntil
from reports.queries import BRAND, DIMENSIONS, dispensings
from reports.scope import Scope
from reports.snapshot import LONGEST
from reports.sums import kept_until, touched

STILL_WRITTEN: Final = dt.timedelta(minutes=15)
"""How long ago a transaction may have read its clock and not be over: far longer than any may take."""
ALONE: Final = 7_305_642
"""The advisory lock of whoever changes the sums."""
TABLE: Final = KeptSum._meta.db_table
COLUMNS: Final = ", ".join(f'"{name}"' for name in KeptSum.ALIKE)
ALIKE: Final = COLUMNS.replace('"month"', '"month"::date')

ADD: Final = f"""
    INSERT INTO {TABLE} ({COLUMNS}, "count")
    SELECT {COLUMNS}, sum(n) FROM (%s) counted GROUP BY {COLUMNS} HAVING sum(n) <> 0
    ON CONFLICT ON CONSTRAINT reports_sum_kept_once DO UPDATE SET "count" = {TABLE}."count" + excluded."count"
"""  # noqa: S608  (names of this module's own)
COMPARE: Final = f"""
    SELECT {COLUMNS}, sum(fresh), sum(kept) FROM (
        SELECT {COLUMNS}, n AS fresh, 0 AS kept FROM (%s) counted
        UNION ALL SELECT {COLUMNS}, 0, "count" FROM {TABLE}
    ) both_of_them GROUP BY {COLUMNS} HAVING sum(fresh) <> sum(kept) ORDER BY 1, 2
"""  # noqa: S608

Statement = tuple[str, tuple[Any, ...]]


def keep(*, at: dt.datetime) -> None:
    """Bring the sums forward to what nobody can still be writing into; where none are kept, count everything."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        _alone(cursor)
        kept, until = kept_until(), at - STILL_WRITTEN
        if kept is None:
            parts = [_counted(until, 1)]
        elif kept < until:
            parts = [_counted(until, 1, since=kept, upto=until), _counted(kept, -1, since=kept, upto=until)]
        else:
            return
        _apply(cursor, ADD, parts)
        KeptSum.objects.filter(count=0).delete()
        KeptUntil.objects.update_or_create(only=True, defaults={"until": until})


def count_anew(*, at: dt.datetime) -> None:
    """Throw every sum away and count everything."""
    forget()
    keep(at=at)


def forget() -> None:
    """Keep nothing: figures are counted from the record until sums are kept again."""
    with transaction.atomic(), connection.cursor() as cursor:
        _alone(cursor)
        KeptUntil.objects.all().delete()
        KeptSum.objects.all().delete()


def differences() -> list[tuple[Any, ...]]:
    """List the sums that counting anew gives otherwise: what each is of, the number counted and the number kept."""
    with transaction.atomic(), connection.cursor() as cursor:
        _alone(cursor)
        until = kept_until()
        if until is None:
            return []
        _apply(cursor, COMPARE, [_counted(until, 1)])
        return list(cursor.fetchall())


def _counted(
    cut_off: dt.datetime, n: int, *, since: dt.datetime | None = None, upto: dt.datetime | None = None
) -> Statement:
    """Give the statement that lists the dispensings as recorded until a moment, of everybody or of those touched."""
    everything = Scope(country=None, since=dt.date(1900, 1, 1), until=dt.date(9999, 12, 31), cut_off=cut_off)
    rows: Any = dispensings(everything)
    if since is not None and upto is not None:
        rows = rows.filter(enrolment__patient__in=touched(since, upto))
    told = rows.annotate(month=TruncMonth("on"), brand=DIMENSIONS[BRAND]).order_by().values(*KeptSum.ALIKE)
    sql, values = told.query.sql_with_params()
    return f"SELECT {ALIKE}, {n} AS n FROM ({sql}) given", tuple(values)  # noqa: S608


def _apply(cursor: Any, statement: str, parts: list[Statement]) -> None:
    whole = " UNION ALL ".join(sql for sql, _values in parts)
    cursor.execute(statement.replace("%s", whole), [value for _sql, values in parts for value in values])


def _alone(cursor: Any) -> None:
    cursor.execute(f"SET LOCAL statement_timeout = '{LONGEST}'")
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ALONE])
