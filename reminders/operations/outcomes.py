"""What became of a message that a sender held: sent, to be tried again, laid aside, or nobody to send it to."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import Each, operation
from accounts.refusals import NotVisible, Refusal
from outbox.models import Message
from outbox.operations import mark_all_sent, mark_dropped, mark_failed, mark_parked, mark_sent, retry
from patients.reach import Way
from reminders.dead_addresses import keep_dead
from reminders.judging import Case
from reminders.patient_messages import fall_back


class LeaseLost(Refusal):
    """The message took longer than its lease, and another sender has it by now."""


@operation("outbox.send")
def record_sent(*, by: Actor, at: dt.datetime, message: Message) -> Message:
    """Say that a message was handed over.

    :raises LeaseLost: when another sender holds it by now.
    """
    return _held(mark_sent(message=message, at=at), message)


@operation("outbox.send")
def record_all_sent(*, by: Actor, at: dt.datetime, messages: Sequence[Message]) -> Each[Message]:
    """Say that messages claimed together were handed over; answer with those that no other sender holds by now."""
    return Each(mark_all_sent(messages=messages, at=at))


@operation("outbox.send")
def record_failed(*, by: Actor, at: dt.datetime, message: Message, reason: str) -> Message:
    """Count a failed try: it waits for the next one, or is parked after the last.

    :raises LeaseLost: when another sender holds it by now.
    """
    return _held(mark_failed(message=message, at=at, error=reason), message)


@operation("outbox.send")
def record_parked(*, by: Actor, at: dt.datetime, message: Message, reason: str) -> Message:
    """Lay a message aside for a person: another try would end the same way.

    :raises LeaseLost: when another sender holds it by now.
    """
    return _held(mark_parked(message=message, at=at, error=reason), message)


@operation("outbox.send")
def record_dropped(*, by: Actor, at: dt.datetime, message: Message, reason: str) -> Message:
    """Say that there is nobody to send a message to, or nothing to say any more.

    :raises LeaseLost: when another sender holds it by now.
    """
    return _held(mark_dropped(message=message, at=at, why=reason), message)


@operation("outbox.send")
def record_unreached(
    *, by: Actor, at: dt.datetime, message: Message, case: Case, way: Way | None, reason: str, is_dead: bool
) -> Message:
    """Say that one way does not reach a patient, and let the next be tried, or somebody telephone.

    After the last try it is parked, so that a person sees which way failed; a dead way, or none, is no fault of ours.

    :raises LeaseLost: when another sender holds it by now.
    """
    mark = mark_dropped(message=message, at=at, why=reason) if is_dead else mark_failed(
        message=message, at=at, error=reason
    )  # fmt: skip
    fall_back(message=_held(mark, message), case=case, failed=way, at=at)
    if is_dead and way is not None:
        keep_dead(way=way, why=reason, at=at)
    return message


@operation("outbox.retry")
def retry_parked(*, by: Actor, at: dt.datetime, message: Message) -> Message:
    """Take a parked message up again, with all its tries.

    :raises NotVisible: when it is not parked any more.
    """
    if not retry(message_id=message.id, at=at):
        raise NotVisible(_("This message is not parked any more. Open the page again to see how it stands."))
    return message


def _held(marked: bool, message: Message) -> Message:
    if not marked:
        raise LeaseLost(_("Another sender has this message by now."))
    return message
