"""Bring the database up to date: extensions, migrations and rights as its owner, then the programme files."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

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
        with connections["owner"].cursor() as cursor:
            for name in EXTENSIONS:
                cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
        call_command("migrate", database="owner", interactive=False, verbosity=options["verbosity"])
        call_command("grant_roles", verbosity=options["verbosity"], stdout=self.stdout)
        call_command("take_in_programmes", verbosity=options["verbosity"], stdout=self.stdout)
