"""The tests' database: migrated once by the owner, copied for every run, used as the application's role.

The tests connect with the rights that the application has in production, so a missing grant or a write to the trail
fails here first. Only making, copying and emptying a database is done as the owner.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
ALIASES = ("default", "owner")
TEMPLATE, RUN = "ppp_template_", "ppp_test_"
MAKING = "ppp_template_being_made"
ONE_AT_A_TIME = 7_305_199
"""The advisory lock under which templates are made and copied."""

SOURCES = ("*/migrations/*.py", "*/models.py", "*/models/*.py", "foundation/records.py", "requirements.txt",
           "programmes/files/*/*.toml")  # fmt: skip
WIRING = ("ppp_registry/grants.py", "ppp_registry/management/commands/*.py", "tests/database.py")


def make() -> str:
    """Make this run's database, let both connections use it, and answer its name."""
    template, name = TEMPLATE + _fingerprint(), f"{RUN}{os.getpid()}"
    with _maintenance() as server:
        _wait_for_turn(server)
        _drop_leftovers(server, keep=template)
        if template not in _databases(server):
            _make_template(server, template)
        _create(server, name, copied_from=template)
    _use(name)
    return name


def drop(name: str) -> None:
    """Throw this run's database away."""
    connections.close_all()
    with _maintenance() as server:
        _drop(server, name)


def empty() -> None:
    """Bring the database back to what the migrations left, after a test that really committed.

    Rows that are kept for ever are protected by triggers, which the owner lifts for this one transaction.
    """
    with _as_owner(connections["owner"].settings_dict["NAME"]) as owner:
        seeded = _names(owner, _SEEDED)
        written = _filled(owner)
        guarded = [name for name in _names(owner, _GUARDED) if name in {*written, *seeded}]
        for name in guarded:
            _run(owner, "ALTER TABLE {} DISABLE TRIGGER USER", sql.Identifier(name))
        for name in written:  # not TRUNCATE: for some hundred rows it takes ten times as long
            _run(owner, "DELETE FROM {}", sql.Identifier(name))
        for name in seeded:
            _run(owner, "INSERT INTO public.{0} SELECT * FROM seed.{0}", sql.Identifier(name))
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be altered
        for name in guarded:
            _run(owner, "ALTER TABLE {} ENABLE TRIGGER USER", sql.Identifier(name))


_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'"
_SEEDED = "SELECT tablename FROM pg_tables WHERE schemaname = 'seed'"
_GUARDED = """
    SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace
"""


def _wait_for_turn(server: psycopg.Connection) -> None:
    """Wait for however long another process migrates its template; only what comes after has a limit again."""
    server.execute("SET lock_timeout = 0")
    server.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    server.execute("RESET lock_timeout")


def _make_template(server: psycopg.Connection, template: str) -> None:
    """Migrate a new database, remember the rows that migrations made, and give it its name when all is done."""
    _drop(server, MAKING)
    _create(server, MAKING, copied_from="template0")
    _use(MAKING)
    call_command("prepare_database", verbosity=0)
    connections.close_all()
    with _as_owner(MAKING) as owner:
        owner.execute("CREATE SCHEMA seed")
        for name in _filled(owner):
            _run(owner, "CREATE TABLE seed.{0} AS TABLE public.{0}", sql.Identifier(name))
    _run(server, "ALTER DATABASE {} RENAME TO {}", sql.Identifier(MAKING), sql.Identifier(template))


def _use(name: str) -> None:
    for alias in ALIASES:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _drop_leftovers(server: psycopg.Connection, *, keep: str) -> None:
    """Drop templates of older models, and databases of runs that were killed."""
    for name in _databases(server):
        old = name.startswith(TEMPLATE) and name not in {keep, MAKING}
        if old or (name.startswith(RUN) and not _is_running(name.removeprefix(RUN))):
            _drop(server, name)


def _is_running(process: str) -> bool:
    return process.isdecimal() and Path(f"/proc/{process}").exists()


def _databases(server: psycopg.Connection) -> list[str]:
    return _names(server, "SELECT datname FROM pg_database")


def _names(connection: psycopg.Connection, query: LiteralString) -> list[str]:
    return [name for (name,) in connection.execute(query).fetchall()]


def _filled(connection: psycopg.Connection) -> list[str]:
    """Name the tables that have rows, by one question about all of them."""
    one = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM public.{})")
    asked = [one.format(sql.Literal(name), sql.Identifier(name)) for name in _names(connection, _TABLES)]
    return [name for (name,) in connection.execute(sql.SQL(" UNION ALL ").join(asked)).fetchall()]


def _create(server: psycopg.Connection, name: str, *, copied_from: str) -> None:
    _run(server, "CREATE DATABASE {} TEMPLATE {}", sql.Identifier(name), sql.Identifier(copied_from))


def _drop(server: psycopg.Connection, name: str) -> None:
    """Drop a database; one that the application still holds on to is left to the next run.

    A browser test's last request may be served while the run ends, and the owner may not end another role's process.
    """
    with suppress(psycopg.errors.InsufficientPrivilege):
        _run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", sql.Identifier(name))


def _run(connection: psycopg.Connection, statement: LiteralString, *parts: sql.Composable) -> None:
    connection.execute(sql.SQL(statement).format(*parts))


@contextmanager
def _maintenance() -> Iterator[psycopg.Connection]:
    """Connect as the owner to the database named in the settings, which is never a run's own."""
    with _as_owner(NAMED_IN_SETTINGS, autocommit=True) as connection:
        yield connection


@contextmanager
def _as_owner(name: str, *, autocommit: bool = False) -> Iterator[psycopg.Connection]:
    """Connect past Django, whose test cases forbid every connection but the application's."""
    described = connections["owner"].settings_dict
    address: dict[str, Any] = {
        "host": described["HOST"] or None,
        "port": described["PORT"] or None,
        "user": described["USER"],
        "password": described["PASSWORD"] or None,
    }
    with psycopg.connect(dbname=name, autocommit=autocommit, options="-c lock_timeout=20s", **address) as connection:
        yield connection


def _fingerprint() -> str:
    """Tell apart states of the models, so that a template is made once for each."""
    files = sorted(file for pattern in (*SOURCES, *WIRING) for file in ROOT.glob(pattern))
    contents = b"".join(os.fsencode(file) + file.read_bytes() for file in files)
    return hashlib.sha256(contents).hexdigest()[:12]


NAMED_IN_SETTINGS: str = connections["owner"].settings_dict["NAME"]
