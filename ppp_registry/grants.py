"""What the application's database role may do with each table; the owner alone may do more."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

KEPT = "SELECT, INSERT"
"""Rows that are added and read, and never changed."""

WORKED = "SELECT, INSERT, UPDATE, DELETE"
"""Ordinary rows."""


NOBODY_IS_LET_THROUGH = sql.SQL(
    "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN "
    "LANGUAGE sql IMMUTABLE AS 'SELECT FALSE'"
)
"""Every trigger of the library asks this first. Its own answer is yes to any connection that sets ``pgtrigger.ignore``:
then the guards on new rows would hold for those alone who do not know that. Each migration of a trigger brings it back,
so that it is put right with the grants."""


def tables() -> Iterator[tuple[str, str]]:
    """Name every table that a model keeps, with the privileges that the application gets on it."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model._meta.db_table, KEPT if _is_append_only(model) else WORKED


def append_only_tables() -> list[str]:
    """Name the tables whose rows nobody may change."""
    return sorted(name for name, privileges in tables() if privileges == KEPT)


def _is_append_only(model: type[models.Model]) -> bool:
    return getattr(model, "append_only", False) is True


def grant_to(role: str, *, owner: BaseDatabaseWrapper) -> int:
    """Take every right from a role and give back exactly what it needs; answer the number of tables.

    Whatever has no model (Django's own list of migrations) may be read and no more.
    """
    who = sql.Identifier(role)
    with owner.cursor() as cursor:
        existing = set(owner.introspection.table_names(cursor))
        granted = [(name, privileges) for name, privileges in tables() if name in existing]
        for statement in _statements(who, owner.settings_dict["NAME"], granted):
            cursor.execute(statement.as_string(cursor.connection))
    return len(granted)


def _statements(who: sql.Identifier, database: str, granted: list[tuple[str, str]]) -> Iterator[sql.Composable]:
    """Write the grants, in an order that leaves no moment with too many."""
    yield NOBODY_IS_LET_THROUGH
    yield sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database))
    yield sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(database), who)
    yield sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC, {}").format(who)
    yield sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(who)
    yield sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(who)
    yield sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {}").format(who)
    yield sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(who)
    for name, privileges in granted:
        yield sql.SQL("GRANT {} ON TABLE {} TO {}").format(sql.SQL(privileges), sql.Identifier("public", name), who)
