"""A scheduler as a process of its own, started with another clock: it plans and sends what is due by that clock."""

import datetime as dt
import sys

import django
import time_machine


def main() -> None:
    """Begin at the moment that the first argument names, and do what the scheduler asks for once."""
    with time_machine.travel(dt.datetime.fromisoformat(sys.argv[1]), tick=True):
        django.setup()
        from reminders.tasks import plan_due, send_due

        plan_due()
        send_due()


if __name__ == "__main__":
    main()
