"""What tests do to the database as its owner, past the application: pauses, guards taken out."""

import threading
import time
from collections.abc import Iterator
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
