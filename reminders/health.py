"""Whether reminders leave: red when the oldest due message waits too long, a task is silent, or clocks differ."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from outbox.queries import Standing, standing
from reminders.queries import heartbeats

SILENT_AFTER: Final = dt.timedelta(minutes=5)
"""A task that was not heard of for so long does not run: each is asked for every minute, or more often."""

MOST_SECONDS_APART: Final = 2
"""Of the clocks of this server and of its database: long before the counter no longer answers."""

TASKS: Final = ("send", "plan")


@dataclass(frozen=True, slots=True)
class Health:
    """How the calendar stands; ``faults`` are words that a person can act on, none where all is well."""

    standing: Standing
    heard: dict[str, dt.datetime]
    seconds_apart: float
    faults: tuple[str, ...]


def health(*, at: dt.datetime, apart: float) -> Health:
    """Ask how the outbox and the tasks stand, where the clocks are so many seconds apart."""
    found, heard = standing(at=at), heartbeats()
    faults = [f"{name} is silent" for name in TASKS if name not in heard or at - heard[name] > SILENT_AFTER]
    if found.is_late:
        faults.append("messages are late")
    if apart > MOST_SECONDS_APART:
        faults.append(f"the clocks of this server and of its database are {apart:.0f} seconds apart")
    return Health(found, heard, apart, tuple(faults))
