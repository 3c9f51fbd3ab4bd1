"""What tests do to the database as its owner, past the application: pauses, guards taken out."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connections
from psycopg import sql

from tests.database import NAMED_IN_SETTINGS

MARK = "a_pause_for_a_test"
"""The name of the trigger that pauses, and of the function it calls."""

PATIENCE = 30


@contextmanager
def connected(*, elsewhere: bool = False) -> Iterator[psycopg.Connection]:
    """Connect as the owner to this run's database, or beside it to the server's own."""
    described = connections["owner"].settings_dict
    address: dict[str, Any] = {
        "host": described["HOST"] or None,
        "port": described["PORT"] or None,
        "user": described["USER"],
        "password": described["PASSWORD"] or None,
    }
    name = NAMED_IN_SETTINGS if elsewhere else described["NAME"]
    with psycopg.connect(dbname=name, autocommit=True, **address) as connection:
        yield connection


@contextmanager
def pause_before(table: str, *, seconds: float, condition: str = "true") -> Iterator[None]:
    """Make every insert into a table wait so long before it is made."""
    table_name, mark = sql.Identifier(table), sql.Identifier(MARK)
    with connected() as owner:
        owner.execute(
            sql.SQL(
                "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN PERFORM pg_sleep(TG_ARGV[0]::float); RETURN NEW; END $$"
            ).format(mark)
        )
        owner.execute(
            sql.SQL("CREATE TRIGGER {} BEFORE INSERT ON {} FOR EACH ROW WHEN ({}) EXECUTE FUNCTION {}({})").format(
                mark,
                table_name,
                sql.SQL(condition),
                mark,
                sql.Literal(str(seconds)),
            )
        )
        try:
            yield
        finally:
            owner.execute(sql.SQL("DROP TRIGGER {} ON {}").format(mark, table_name))


MEETING = """
    CREATE OR REPLACE FUNCTION {mark}() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        place bigint;
        met boolean := false;
        beside boolean := false;
        behind boolean := false;
        patience timestamptz := clock_timestamp() + make_interval(secs => TG_ARGV[0]::float);
    BEGIN
        EXECUTE 'SELECT hashtextextended((' || TG_ARGV[1] || ')::text, 0)' USING NEW INTO place;
        IF place IS NULL THEN
            RETURN NEW;
        END IF;
        PERFORM pg_advisory_xact_lock_shared(place);
        WHILE NOT met AND clock_timestamp() < patience LOOP
            PERFORM pg_sleep(0.01);
            {beside_or_behind}
            met := beside OR behind;
        END LOOP;
        WHILE beside AND TG_ARGV[2]::boolean AND clock_timestamp() < patience LOOP
            PERFORM pg_sleep(0.01);
            {beside_or_behind}
        END LOOP;
        IF met THEN
            PERFORM nextval('{mark}'), pg_sleep(0.02);
        END IF;
        RETURN NEW;
    END $$
"""


BESIDE_OR_BEHIND = """
            beside := NOT pg_try_advisory_lock(place);
            IF NOT beside THEN
                PERFORM pg_advisory_unlock(place);
            END IF;
            PERFORM pg_stat_clear_snapshot();
            behind := EXISTS (SELECT FROM pg_stat_get_activity(NULL) WHERE CASE
                WHEN wait_event_type = 'Lock' THEN pg_backend_pid() = ANY(pg_blocking_pids(pid)) ELSE false END);
"""
"""Who else holds the place keeps it from being taken alone; to read the list of all locks each time is dearer."""


@contextmanager
def meeting_before(places: dict[str, str], *, seconds: float, outlasting: str = "") -> Iterator[Callable[[], int]]:
    """Make an insert wait until the other of its race is there: beside it at the same place, or held up by it.

    :param places: for each table the SQL of the place where two meet (``$1`` is the new row); none there is no wait.
    :param seconds: how long one waits for an other who does not come.
    :param outlasting: the table whose insert waits until the other, met beside it, has ended.
    :returns: how often somebody was met so far.
    """
    mark = sql.Identifier(MARK)
    with connected() as owner:
        owner.execute(sql.SQL(MEETING).format(mark=sql.SQL(MARK), beside_or_behind=sql.SQL(BESIDE_OR_BEHIND)))
        owner.execute(sql.SQL("CREATE SEQUENCE {mark}; GRANT USAGE ON {mark} TO PUBLIC").format(mark=mark))
        for table, place in places.items():
            owner.execute(
                sql.SQL(
                    "CREATE TRIGGER {mark} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {mark}({}, {}, {})"
                ).format(
                    sql.Literal(str(seconds)),
                    sql.Literal(place),
                    sql.Literal(str(table == outlasting).lower()),
                    mark=mark,
                    table=sql.Identifier(table),
                )
            )

        def met() -> int:
            row = owner.execute(sql.SQL("SELECT last_value, is_called FROM {}").format(mark)).fetchone()
            return int(row[0]) if row and row[1] else 0

        try:
            yield met
        finally:
            for table in places:
                owner.execute(sql.SQL("DROP TRIGGER {} ON {}").format(mark, sql.Identifier(table)))
            owner.execute(sql.SQL("DROP SEQUENCE {}").format(mark))


def wait_until_somebody_pauses() -> None:
    """Return as soon as a connection of the application waits in a pause; its own role alone can see that.

    :raises AssertionError: when none does.
    """
    with connections["default"].cursor() as cursor:
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            cursor.execute(
                "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"
            )
            if cursor.fetchone():
                return
            threading.Event().wait(0.01)
    raise AssertionError("nobody pauses")


@contextmanager
def guards_resting() -> Iterator[psycopg.Connection]:
    """Open a transaction in which the record's triggers of ours rest; at its end they stand again as before."""
    with connected() as owner, owner.transaction():
        guarded = [
            sql.Identifier(name)
            for (name,) in owner.execute(
                "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND c.relname LIKE 'patients\\_%'"
            ).fetchall()
        ]
        for name in guarded:
            owner.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name))
        yield owner
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in guarded:
            owner.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(name))


@contextmanager
def guards_off(*tables: str) -> Iterator[None]:
    """Take the triggers of ours off some tables, for a control that shows what they are for."""
    names = [sql.Identifier(table) for table in tables]
    with connected() as owner:
        for name in names:
            owner.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name))
        try:
            yield
        finally:
            for name in names:
                owner.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(name))
