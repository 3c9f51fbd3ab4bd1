"""Whether reminders leave: red when the oldest due message waits too long, or a task is silent."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from outbox.queries import Standing, standing
from reminders.queries import heartbeats

SILENT_AFTER: Final = dt.timedelta(minutes=5)
"""A task that was not heard of for so long does not run: each is asked for every minute, or more often."""

TASKS: Final = ("send", "plan")


@dataclass(frozen=True, slots=True)
class Health:
    """How the calendar stands; ``faults`` are words that a person can act on, none where all is well."""

    standing: Standing
    heard: dict[str, dt.datetime]
    faults: tuple[str, ...]


def health(*, at: dt.datetime) -> Health:
    """Ask how the outbox and the tasks stand."""
    found, heard = standing(at=at), heartbeats()
    faults = [f"{name} is silent" for name in TASKS if name not in heard or at - heard[name] > SILENT_AFTER]
    if found.is_late:
        faults.append("messages are late")
    return Health(found, heard, tuple(faults))
