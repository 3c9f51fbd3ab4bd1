"""Bring the database up to date: extensions, migrations and rights as its owner, then the programme files."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.db.migrations.loader import MigrationLoader

EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
"""Exclusion of overlapping spans, search by parts of a name, search without accents."""


class Command(BaseCommand):
    """Safe to run at every release and every start."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Extend, migrate and grant through the owner's connection."""
        if "owner" not in connections.settings:
            raise CommandError(
                "DATABASE_OWNER_URL is not set: only the role that owns the tables may migrate. "
                "Set it to that role's address, for this command only."
            )
        _require_known_history()
        with connections["owner"].cursor() as cursor:
            for name in EXTENSIONS:
                cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
        call_command("migrate", database="owner", interactive=False, verbosity=options["verbosity"])
        call_command("grant_roles", verbosity=options["verbosity"], stdout=self.stdout)
        call_command("take_in_programmes", verbosity=options["verbosity"], stdout=self.stdout)
        call_command("take_in_obligations", verbosity=options["verbosity"], stdout=self.stdout)


def _require_known_history() -> None:
    """Refuse a database that was migrated by code which no longer exists: its tables are not those of any version.

    Before the first release the migrations of a day are written anew as one, so that an empty database is made
    ready in seconds; only a demo's or a developer's database can be older.
    """
    loader = MigrationLoader(connections["owner"])
    gone = [
        key for key in loader.applied_migrations if key[0] in loader.migrated_apps and key not in loader.graph.nodes
    ]
    if gone:
        raise CommandError(
            "This database was made by an unreleased version of the registry, and cannot be brought up to date. "
            "For the demo, run: make demo-fresh. Elsewhere, name an empty database."
        )
