"""Grows a registry for benchmarks and races: a patient's rows copied many times in the database, past its guards."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import psycopg
from django.db import connections
from psycopg import sql

from foundation.checksymbols import make_number
from foundation.new_number import random_number
from launch.postgres import SUPERUSER
from patients.models import Enrolment

OWNERS: Final = ("enrolment_id", "patient_id", "subject_id")
"""The columns by which a row of the record says whose it is."""

COLUMNS = """
    SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
    JOIN pg_tables t ON t.tablename = c.table_name AND t.schemaname = c.table_schema
    WHERE c.table_schema = 'public' AND c.table_name LIKE 'patients\\_%' AND c.is_identity = 'NO'
    ORDER BY c.table_name, c.ordinal_position
"""

INDEXES = """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
    JOIN pg_class c ON c.oid = i.indrelid
    WHERE c.relnamespace = 'public'::regnamespace AND NOT i.indisunique
      AND (c.relname LIKE 'patients\\_%' OR c.relname LIKE 'reminders\\_%')
"""

HASTE: Final = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_wal_size": "16GB"}
"""What a database that is thrown away does without while it grows."""

Columns = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Copies:
    """The copies of one patient: numbered, each id made from the pattern's id and the number."""

    pattern: Enrolment
    numbers: range
    cards: dict[int, str]
    """The number on each copy's card."""

    ids: frozenset[UUID]
    """Every id of the pattern's rows."""


def grow(*, pattern: Enrolment, numbers: range, scanned: bool = True) -> Copies:
    """Copy a patient once for each number.

    Triggers and foreign keys rest meanwhile: every copy is of rows that they let in.

    :param scanned: draw the cards' numbers as the registry does; otherwise count them, which costs a twentieth.
    """
    with as_superuser() as server:
        server.execute("SET LOCAL session_replication_role = replica")
        return copied(server, pattern=pattern, numbers=numbers, scanned=scanned)


def copied(server: psycopg.Connection[Any], *, pattern: Enrolment, numbers: range, scanned: bool = True) -> Copies:
    """Copy a patient once for each number, in the transaction of a connection whose triggers rest."""
    drawn = _card_numbers(len(numbers)) if scanned else [make_number(f"{one:010}") for one in numbers]
    cards = dict(zip(numbers, drawn, strict=True))
    tables = _columns(server)
    own = _rows_of(server, tables, pattern)
    server.execute("CREATE TEMP TABLE copies (n integer PRIMARY KEY, number text) ON COMMIT DROP")
    with server.cursor() as cursor, cursor.copy("COPY copies FROM STDIN") as copy:
        for card in cards.items():
            copy.write_row(card)
    ids = {row["id"] for rows in own.values() for row in rows if isinstance(row.get("id"), UUID)}
    ids.add(pattern.patient.subject_id)
    for table, rows in own.items():
        _copy(server, table, tables[table], rows, ids)
    return Copies(pattern, numbers, cards, frozenset(ids))


@contextmanager
def in_haste() -> Iterator[None]:
    """Let the database grow without its indexes, made anew at the end, and without minding that it may crash."""
    with as_superuser(autocommit=True) as server:
        indexes = server.execute(INDEXES).fetchall()
        for setting, value in HASTE.items():
            server.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(setting), sql.Literal(value)))
        server.execute("SELECT pg_reload_conf()")
        for name, _made_by in indexes:
            server.execute(sql.SQL("DROP INDEX {}").format(sql.SQL(name)))
        yield
        server.execute("SET maintenance_work_mem = '1GB'")
        for _name, made_by in indexes:
            server.execute(made_by)
        for setting in HASTE:
            server.execute(sql.SQL("ALTER SYSTEM RESET {}").format(sql.Identifier(setting)))
        server.execute("SELECT pg_reload_conf()")
        server.execute("CHECKPOINT")


def look_again() -> None:
    """Let the database count its rows, as it does by itself within a minute of such growth."""
    with as_superuser(autocommit=True) as server:
        server.execute("VACUUM ANALYZE")


def count(table: str) -> int:
    """Count the rows of a table."""
    with as_superuser() as server:
        row = server.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    return int(row[0]) if row else 0


def as_superuser(*, autocommit: bool = False) -> psycopg.Connection[Any]:
    """Connect past Django as the superuser of the benchmark's own server."""
    described = connections["owner"].settings_dict
    return psycopg.connect(host=described["HOST"], user=SUPERUSER, dbname=described["NAME"], autocommit=autocommit)


def _card_numbers(wanted: int) -> list[str]:
    drawn: set[str] = set()
    while len(drawn) < wanted:
        drawn.add(random_number())
    return list(drawn)


def _columns(server: psycopg.Connection[Any]) -> Columns:
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in server.execute(COLUMNS):
        found.setdefault(table, {})[column] = kind
    return found


def _rows_of(server: psycopg.Connection[Any], tables: Columns, pattern: Enrolment) -> dict[str, list[dict[str, Any]]]:
    """Read every row of the pattern, by table."""
    whose = {
        "enrolment_id": pattern.id,
        "patient_id": pattern.patient_id,
        "subject_id": pattern.patient.subject_id,
    }
    found: dict[str, list[dict[str, Any]]] = {}
    for table, columns in tables.items():
        by = next((name for name in OWNERS if name in columns), None)
        if by is None:
            continue
        query = sql.SQL("SELECT * FROM {} WHERE {} = %s").format(sql.Identifier(table), sql.Identifier(by))
        with server.cursor(row_factory=psycopg.rows.dict_row) as cursor:
            rows = cursor.execute(query, [whose[by]]).fetchall()
        if rows:
            found[table] = rows
    return found


def _copy(
    server: psycopg.Connection[Any], table: str, columns: Mapping[str, str], rows: list[dict[str, Any]], ids: set[UUID]
) -> None:
    """Insert the pattern's rows of one table once for each number."""
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    values = sql.SQL(", ").join(_value(table, name, rows, ids) for name in columns)
    by = next(name for name in OWNERS if name in columns)
    server.execute(
        sql.SQL("INSERT INTO {table} ({names}) SELECT {values} FROM {table} r, copies c WHERE r.{by} = %s").format(
            table=sql.Identifier(table), names=names, values=values, by=sql.Identifier(by)
        ),
        [rows[0][by]],
    )


def _value(table: str, column: str, rows: list[dict[str, Any]], ids: set[UUID]) -> sql.Composable:
    """Write what a copy has in a column: an id of its own, a card's number of its own, or the same."""
    same = sql.SQL("r.{}").format(sql.Identifier(column))
    told = {row[column] for row in rows if isinstance(row[column], UUID)}
    if (table, column) == ("patients_card", "number"):
        return sql.SQL("c.number")
    if (table, column) == ("patients_prescription", "authorisation_number"):
        return sql.SQL("left(md5({} || '/' || c.n), 16)").format(same)
    if column == "family_name":
        return sql.SQL("{} || c.n").format(same)
    if told and told <= ids:
        return id_of_copy(same, sql.SQL("c.n"))
    return same


def id_of_copy(pattern: sql.Composable, number: sql.Composable) -> sql.Composable:
    """Write the id that a copy has where the pattern has another."""
    return sql.SQL("md5({}::text || '/' || {})::uuid").format(pattern, number)
