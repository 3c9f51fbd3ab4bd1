"""Every act of the calendar: planning, sending, following up, choosing."""

from reminders.operations.choices import lift_mute, mute
from reminders.operations.feeds import make_feed, note_fetched, revoke_feed
from reminders.operations.follow_ups import close_follow_up, record_attempt
from reminders.operations.outcomes import LeaseLost, record_sent, retry_parked
from reminders.operations.planning import plan
from reminders.operations.receipts import record_receipt
from reminders.operations.sending import (
    BATCH,
    PATIENCE,
    Tally,
    beat,
    deliver,
    send_batch,
)
from reminders.operations.watching import tell_who_watches

__all__ = [
    "BATCH",
    "PATIENCE",
    "LeaseLost",
    "Tally",
    "beat",
    "close_follow_up",
    "deliver",
    "lift_mute",
    "make_feed",
    "mute",
    "note_fetched",
    "plan",
    "record_attempt",
    "record_receipt",
    "record_sent",
    "retry_parked",
    "revoke_feed",
    "send_batch",
    "tell_who_watches",
]
