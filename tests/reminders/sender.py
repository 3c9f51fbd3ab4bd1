"""A sender as a process of its own, to be killed: it sends what is due until nothing is, with a short lease."""

import datetime as dt
import sys

import django
from django.utils import timezone


def main() -> None:
    """Send one message after another; say when nothing is left."""
    django.setup()
    from accounts.actor import SCHEDULER
    from outbox import operations as outbox
    from outbox.models import Message, State
    from reminders.operations import send_batch

    outbox.LEASE = dt.timedelta(seconds=2)
    while Message.objects.filter(state__in=[State.WAITING, State.CLAIMED]).exists():
        if send_batch(by=SCHEDULER, at=timezone.now(), limit=int(sys.argv[1])).claimed:
            sys.stdout.write("sent\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
