"""Give the application's database role exactly the rights it needs, as the owner of the tables."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections, transaction

from ppp_registry.grants import grant_to


class Command(BaseCommand):
    """Run after every migration; `prepare_database` does both."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Grant in one transaction, so that no request meets a half-granted database."""
        if "owner" not in connections.settings:
            raise CommandError(
                "DATABASE_OWNER_URL is not set: grants are given by the role that owns the tables. "
                "Set it to that role's address, for this command only."
            )
        role = connections["default"].settings_dict["USER"]
        if not role:
            raise CommandError("DATABASE_URL names no role: write it as postgresql://ROLE@HOST/DATABASE.")
        with transaction.atomic(using="owner"):
            count = grant_to(role, owner=connections["owner"])
        if options["verbosity"]:
            self.stdout.write(f"The application's role {role} may use {count} tables.")
