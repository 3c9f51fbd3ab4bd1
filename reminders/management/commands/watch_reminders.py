"""Say how the outbox and its tasks stand; the exit status is 1 where a person must look."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from foundation.clocks import seconds_apart
from outbox.queries import standing
from reminders.health import health
from reminders.hours import ONE_DAY
from reminders.presenters import standing_facts
from reminders.queries import heartbeats, undelivered_since


class Command(BaseCommand):
    """The page that watches, for a console and for whoever watches by script."""

    help = "Show what is due, sent, laid aside and late"

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the figures.

        :raises CommandError: when something is late or silent; the message says what.
        """
        at = timezone.now()
        lost = undelivered_since(at=at - ONE_DAY)
        for fact in standing_facts(standing=standing(at=at), heartbeats=heartbeats(), undelivered=lost):
            self.stdout.write(f"{fact.label}: {fact.value}")
        found = health(at=at, apart=seconds_apart(now=timezone.now))
        if found.faults:
            raise CommandError(" ".join(found.faults))
