"""Make the first administrator of an empty registry."""

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from accounts.operations import AlreadyThere, appoint_first_administrator


class Command(BaseCommand):
    """Asks for a password; without a terminal none is set, and the address can ask for one on the log-in page."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Say who she is and for which office she works."""
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--organisation", required=True, help="the programme's office")
        parser.add_argument("--country", required=True, help="two capital letters, like BE")
        parser.add_argument("--time-zone", required=True, help="like Europe/Brussels")
        parser.add_argument("--telephone", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the office, the account and the role, all or nothing."""
        try:
            validate_email(options["email"])
            password = self._password()
            with transaction.atomic():
                appoint_first_administrator(
                    at=timezone.now(),
                    email=options["email"],
                    name=options["name"],
                    password=password,
                    organisation=options["organisation"],
                    country=options["country"],
                    time_zone=options["time_zone"],
                    telephone=options["telephone"],
                )
        except (AlreadyThere, ValidationError) as refusal:
            raise CommandError(" ".join(getattr(refusal, "messages", [str(refusal)]))) from refusal
        self.stdout.write(f"{options['email']} is the first administrator.")

    def _password(self) -> str | None:
        if not sys.stdin.isatty():
            return None
        password = getpass.getpass("Password (15 signs or more): ")
        validate_password(password)
        return password
