"""Sending what the outbox holds: claimed by one sender, judged, handed over, and written down."""

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

import structlog
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.acts import carries
from accounts.refusals import NotPermitted
from outbox.models import Message
from outbox.operations import TRIES, claim, put_off
from patients.practice import concerns_practice
from patients.reach import Way
from reminders.addresses import address_of
from reminders.gateways import NeverReached
from reminders.hours import allowed_from
from reminders.judging import Case, cases_of
from reminders.ladder import ladders
from reminders.letters import NothingToSay, letter
from reminders.models import Heartbeat, Reminder
from reminders.operations.outcomes import (
    LeaseLost,
    record_all_sent,
    record_dropped,
    record_failed,
    record_parked,
    record_sent,
    record_unreached,
)
from reminders.patient_messages import CODES, KEYED, remind, send_code, way_of
from reminders.planning import TO_PATIENT
from reminders.wording import NoWords

log = structlog.get_logger(__name__)

BATCH: Final = 100
"""So many are claimed and judged together: judging asks some thirty questions, whether of one or of a hundred."""

PATIENCE: Final = 40.0
"""Seconds after which what is left of a batch is given back: with a provider that hangs, within the task's time."""

SEND: Final = "send"

HANDED: Final = "handed"
"""Handed over under a key, and marked together with the others of its batch."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of a batch."""

    sent: int = 0
    failed: int = 0
    dropped: int = 0
    put_off: int = 0

    @property
    def claimed(self) -> int:
        """Count the messages that were claimed."""
        return self.sent + self.failed + self.dropped + self.put_off

    def plus(self, outcome: str) -> "Tally":
        """Count one more."""
        return replace(self, **{outcome: getattr(self, outcome) + 1})


def send_batch(
    *, by: Actor, at: dt.datetime, limit: int = BATCH, patience: float = PATIENCE, abandoned_first: bool = True
) -> Tally:
    """Claim what is due and send it, one by one; a failure of one leaves the others alone.

    Each is judged as it is claimed: what was done, ended or refused since it was planned is not sent. A sender that
    dies between handing over and marking leaves a lease that runs out; the message is then handed over again under the
    same key. That is the price of never losing one, and a channel that takes keys does not charge it: what went out
    under keys is therefore marked together at the end of the batch, and a mail, which has none, at once.

    :param patience: seconds after which no other one is begun, and what is left is given back.
    :param abandoned_first: whether what a dead sender left goes before what waits; it goes one by one.
    :raises NotPermitted: before anything is claimed, for everybody but the scheduler.
    """
    if not carries(by.role, "outbox.send"):
        raise NotPermitted(_("Only the scheduler sends what is due."))
    began, tally, handed = time.monotonic(), Tally(), list[Message]()
    claimed = claim(at=at, limit=limit, abandoned_first=abandoned_first)
    cases = _cases(claimed, at)
    try:
        for message in claimed:
            if time.monotonic() - began > patience:
                put_off(message=message, due_at=at)
                tally = tally.plus("put_off")
            elif (outcome := _send(message, cases, by, at)) == HANDED:
                handed.append(message)
            else:
                tally = tally.plus(outcome)
    finally:
        sent = _record_together(handed, by, at)
    return replace(tally, sent=tally.sent + sent, failed=tally.failed + len(handed) - sent)


def beat(*, at: dt.datetime) -> None:
    """Note that the sender is alive, whether or not anything was due."""
    Heartbeat.objects.update_or_create(name=SEND, defaults={"at": at})


def deliver(*, message: Message, at: dt.datetime) -> bool:
    """Hand one letter or code over; False when it has no address, or was only practised."""
    if message.kind in CODES:
        return send_code(message=message, at=at)
    to = address_of(message=message)
    if to is None or concerns_practice(message=message):
        return False
    letter(message=message, to=to).send()
    return True


def _cases(claimed: Sequence[Message], at: dt.datetime) -> dict[UUID | None, Case]:
    """Judge what was claimed, together; where one record cannot be read, each alone, so that it stops nobody."""
    wanted = [message.about_id for message in claimed if message.about_id is not None]
    found = list(
        Reminder.objects.filter(id__in=wanted).select_related(
            "enrolment__patient", "enrolment__programme", "enrolment__centre"
        )
    )
    try:
        return dict(cases_of(reminders=found, at=at).items())
    except Exception as error:  # noqa: BLE001  (one of them cannot be judged: it fails alone, as it is sent)
        log.warning("cannot be judged together", error=type(error).__name__)
        return {}


def _record_together(handed: Sequence[Message], by: Actor, at: dt.datetime) -> int:
    """Mark what went out under keys, in one transaction; answer how many of them no other sender held by then."""
    if not handed:
        return 0
    sent = record_all_sent(by=by, at=at, messages=handed)
    for message in handed:
        if message not in sent:
            log.warning("another sender has it by now", message=str(message.id))
    return len(sent)


def _send(message: Message, cases: dict[UUID | None, Case], by: Actor, at: dt.datetime) -> str:
    try:
        return _send_and_mark(message, cases, by, at)
    except LeaseLost:
        return "failed"


def _send_and_mark(message: Message, cases: dict[UUID | None, Case], by: Actor, at: dt.datetime) -> str:
    try:
        case = cases.get(message.about_id) or _case(message, at)
        if case is not None and case.stop:
            return _drop(message, by, at, case.stop)
        if message.kind == TO_PATIENT:
            return _send_to_patient(message, case, by, at)
        reached = deliver(message=message, at=at)
    except NothingToSay as nothing:
        return _drop(message, by, at, str(nothing))
    except NoWords as missing:
        record_parked(by=by, at=at, message=message, reason=str(missing))
        return "failed"
    except LeaseLost:
        raise
    except Exception as error:  # noqa: BLE001  (whatever it is, it is this message's failure, kept with it)
        record_failed(by=by, at=at, message=message, reason=type(error).__name__)
        return "failed"
    if not reached:
        return _drop(message, by, at, "no address")
    record_sent(by=by, at=at, message=message)
    return "sent"


def _case(message: Message, at: dt.datetime) -> Case | None:
    """Judge one alone; a message that speaks of no reminder has no case."""
    rows = Reminder.objects.filter(id=message.about_id) if message.about_id else Reminder.objects.none()
    found = list(rows.select_related("enrolment__patient", "enrolment__programme", "enrolment__centre"))
    return cases_of(reminders=found, at=at)[found[0].id] if found else None


def _drop(message: Message, by: Actor, at: dt.datetime, why: str) -> str:
    record_dropped(by=by, at=at, message=message, reason=why)
    return "dropped"


def _send_to_patient(message: Message, case: Case | None, by: Actor, at: dt.datetime) -> str:
    """Write to a patient by day, by the first way that is open.

    :raises LookupError: when there is no reminder to speak of.
    """
    if case is None or case.reach is None or case.reminder.enrolment is None:
        raise LookupError(f"{message.kind}: there is no reminder to speak of")
    hours = ladders().of(case.reminder.enrolment.programme_id).hours
    allowed = allowed_from(at=at, time_zone=case.reach.time_zone, hours=hours)
    if allowed > at:
        put_off(message=message, due_at=allowed)
        return "put_off"
    way = way_of(message=message, case=case)
    if way is None:
        record_unreached(
            by=by, at=at, message=message, case=case, way=None, reason="no confirmed way is open", is_dead=True
        )
        return "dropped"
    try:
        remind(message=message, case=case, way=way, at=at)
    except NoWords:
        raise
    except Exception as error:  # noqa: BLE001  (whatever the channel says: this way failed)
        return _unreached(message, case, way, error, by, at)
    if way.channel in KEYED:
        return HANDED
    record_sent(by=by, at=at, message=message)
    return "sent"


def _unreached(message: Message, case: Case, way: Way, error: Exception, by: Actor, at: dt.datetime) -> str:
    """Try again later; a way that is dead, or failed for the last time, gives place to the next."""
    is_dead = isinstance(error, NeverReached)
    if not is_dead and message.attempts < TRIES:
        record_failed(by=by, at=at, message=message, reason=type(error).__name__)
        return "failed"
    reason = str(error) if is_dead else type(error).__name__
    record_unreached(by=by, at=at, message=message, case=case, way=way, reason=reason, is_dead=is_dead)
    return "dropped" if is_dead else "failed"
