"""Sending what the outbox holds: claimed by one sender, tried five times, then parked for a person."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.acts import carries
from accounts.operation import operation
from accounts.refusals import NotPermitted, Refusal
from outbox.models import Message
from outbox.operations import claim, mark_dropped, mark_failed, mark_sent
from reminders.addresses import address_of
from reminders.letters import letter

BATCH = 5
"""Few enough to be tried one after the other within a lease and a task's time, though every one waits for its end."""


class LeaseLost(Refusal):
    """The message took longer than its lease, and another sender has it by now."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of a batch."""

    sent: int = 0
    failed: int = 0
    dropped: int = 0

    @property
    def claimed(self) -> int:
        """Count the messages that were claimed."""
        return self.sent + self.failed + self.dropped


def send_batch(*, by: Actor, at: dt.datetime, limit: int = BATCH) -> Tally:
    """Claim what is due and send it, one by one; a failure of one leaves the others alone.

    A sender that dies between handing over and marking leaves a lease that runs out; the mail is
    then sent again with the same Message-ID. That is the price of never losing one.

    :raises NotPermitted: before anything is claimed, for everybody but the scheduler.
    """
    if not carries(by.role, "outbox.send"):
        raise NotPermitted(_("Only the scheduler sends what is due."))
    outcomes = [_send(message, by, at) for message in claim(at=at, limit=limit)]
    return Tally(*(outcomes.count(one) for one in ("sent", "failed", "dropped")))


def deliver(*, message: Message) -> bool:
    """Hand one message over to the mail server; False when it has no address."""
    to = address_of(message=message)
    if to is None:
        return False
    letter(message=message, to=to).send()
    return True


@operation("outbox.send")
def record_sent(*, by: Actor, at: dt.datetime, message: Message) -> Message:
    """Say that a message was handed over.

    :raises LeaseLost: when another sender holds it by now.
    """
    return _held(mark_sent(message=message, at=at), message)


@operation("outbox.send")
def record_failed(*, by: Actor, at: dt.datetime, message: Message, reason: str) -> Message:
    """Count a failed try: it waits for the next one, or is parked after the last.

    :raises LeaseLost: when another sender holds it by now.
    """
    return _held(mark_failed(message=message, at=at, error=reason), message)


@operation("outbox.send")
def record_dropped(*, by: Actor, at: dt.datetime, message: Message, reason: str) -> Message:
    """Say that there is nobody to send a message to.

    :raises LeaseLost: when another sender holds it by now.
    """
    return _held(mark_dropped(message=message, at=at, why=reason), message)


def _send(message: Message, by: Actor, at: dt.datetime) -> str:
    try:
        return _send_and_mark(message, by, at)
    except LeaseLost:
        return "failed"


def _send_and_mark(message: Message, by: Actor, at: dt.datetime) -> str:
    try:
        reached = deliver(message=message)
    except Exception as error:  # noqa: BLE001  (whatever it is, it is this message's failure, kept with it)
        record_failed(by=by, at=at, message=message, reason=type(error).__name__)
        return "failed"
    if not reached:
        record_dropped(by=by, at=at, message=message, reason="no address")
        return "dropped"
    record_sent(by=by, at=at, message=message)
    return "sent"


def _held(marked: bool, message: Message) -> Message:
    if not marked:
        raise LeaseLost(_("Another sender has this message by now."))
    return message
