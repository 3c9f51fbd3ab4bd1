"""Start-up checks: the role that the application connects with must be unable to change the trail."""

from collections.abc import Iterable, Sequence
from typing import Any

import structlog
from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register, run_checks
from django.db import DatabaseError, connections
from django.db.backends.utils import CursorWrapper

from ppp_registry.catalogues.books import path_of
from ppp_registry.grants import append_only_tables
from ppp_registry.languages import TRANSLATED
from reminders.checks import APPROVALS

log = structlog.get_logger(__name__)

HINT = (
    "Let DATABASE_URL name a role of its own for the application, made without SUPERUSER and BYPASSRLS and "
    "owning no table; let DATABASE_OWNER_URL name the role that owns the tables, and run "
    "`manage.py prepare_database` with it."
)

ROLE_SQL = "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"

OWNED_SQL = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')
      AND pg_has_role(current_user, c.relowner, 'MEMBER')
    ORDER BY c.relname
"""

CHANGEABLE_SQL = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relname = ANY(%s)
      AND has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE')
    ORDER BY c.relname
"""


class UnsafeStart(SystemExit):
    """The registry does not start, and says why."""


@register(Tags.database)
def check_database_role(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Iterable[str] | None = None,
    **_: Any,
) -> list[CheckMessage]:
    """Refuse a database role that could alter the trail or look past row rules."""
    if "default" not in (databases or ()):
        return []
    try:
        with connections["default"].cursor() as cursor:
            faults = [*_faults_of_role(cursor), *_faults_of_tables(cursor)]
    except DatabaseError as error:
        faults = [("registry.E003", f"DATABASE_URL: the database does not answer: {error}")]
    level = checks.Error if settings.REFUSE_UNSAFE_DATABASE_ROLE else checks.Warning
    return [level(text, hint=HINT, id=name) for name, text in faults]


@register(Tags.translation)
def check_catalogues(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse to offer a language of which no catalogue is compiled: its readers would get English."""
    wanted = {code for code, _name in settings.LANGUAGES} & set(TRANSLATED)
    return [
        checks.Error(
            f"LANGUAGES: the catalogue of {code} is not compiled.",
            hint="Run `python -m ppp_registry.catalogues compile`.",
            id="registry.E004",
        )
        for code in sorted(wanted)
        if not path_of(code, "mo").exists()
    ]


def _faults_of_role(cursor: CursorWrapper) -> Iterable[tuple[str, str]]:
    cursor.execute(ROLE_SQL)
    superuser, bypasses = cursor.fetchone() or (True, True)
    if superuser:
        yield "registry.E001", "DATABASE_URL: the role is a superuser, which no rule of the database binds."
    if bypasses:
        yield "registry.E001", "DATABASE_URL: the role has BYPASSRLS and looks past the rules for rows."


def _faults_of_tables(cursor: CursorWrapper) -> Iterable[tuple[str, str]]:
    cursor.execute(OWNED_SQL)
    if owned := [name for (name,) in cursor.fetchall()]:
        yield "registry.E001", f"DATABASE_URL: the role owns tables, and may change them: {_some(owned)}."
    cursor.execute(CHANGEABLE_SQL, [append_only_tables()])
    if changeable := [name for (name,) in cursor.fetchall()]:
        yield (
            "registry.E002",
            f"DATABASE_URL: the role may change rows that are kept for ever: {_some(changeable)}.",
        )


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def check_before_serving() -> None:
    """Run the checks of database and catalogues as a server or worker starts, and tell of texts that are not sent.

    :raises UnsafeStart: when a check finds an error; the message names the setting and the remedy.
    """
    found = run_checks(tags=[Tags.database, Tags.translation, APPROVALS], databases=["default"])
    connections.close_all()
    errors = [message for message in found if message.is_serious()]
    for message in found:
        log.warning("start-up check", check=message.id, finding=str(message.msg), hint=str(message.hint))
    if errors:
        raise UnsafeStart("The registry does not start.\n" + "\n".join(str(error) for error in errors))
