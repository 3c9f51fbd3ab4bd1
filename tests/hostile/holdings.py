"""What the registry holds at a moment, so that a test can show that an attempt changed nothing of it."""

from functools import cache

from django.apps import apps
from django.db import connection
from psycopg import sql

from audit.models import Entry, Outcome
from patients.models import Patient

ROOMS = (
    "accounts",
    "outbox",
    "programmes",
    "patients",
    "prescribers",
    "pharmacies",
    "safety",
    "obligations",
    "onboarding",
    "reports",
    "portal",
    "reminders",
    "demo",
)
"""The rooms that keep tables; the trail is counted by what was done, for looks and refusals are written there too."""

KEPT_BESIDE = frozenset({"prescribers.KeptKey", "prescribers.KeptStatus", "reports.KeptSum", "reports.KeptUntil"})
"""What is computed from the record and kept to be quick: not a holding."""


def holdings() -> dict[str, int]:
    """Count the rows of every table, the acts done, and how often records have changed: in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_question())
        return dict(cursor.fetchall())


@cache
def _question() -> sql.Composed:
    tables = [
        _one(model._meta.label, sql.SQL("count(*)"), model._meta.db_table)
        for room in ROOMS
        if apps.is_installed(room)
        for model in apps.get_app_config(room).get_models()
        if model._meta.label not in KEPT_BESIDE
    ]
    done = sql.SQL("count(*) FILTER (WHERE outcome = {})").format(sql.Literal(str(Outcome.DONE)))
    versions = sql.SQL("coalesce(sum(version), 0)")
    return sql.SQL(" UNION ALL ").join(
        [*tables, _one("acts done", done, Entry._meta.db_table), _one("versions", versions, Patient._meta.db_table)]
    )


def _one(name: str, counted: sql.Composable, table: str) -> sql.Composed:
    return sql.SQL("SELECT {}, {}::bigint FROM {}").format(sql.Literal(name), counted, sql.Identifier(table))
