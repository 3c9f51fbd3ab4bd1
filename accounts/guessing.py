"""Refusals in the trail; and who asks again and again for what is not hers, of whom the administrators are told."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings

from accounts.actor import Actor
from accounts.models import Role
from accounts.queries import holders_of
from accounts.refusals import Guess, Refusal
from audit.models import Outcome
from audit.operations import write
from audit.queries import refusals_of
from outbox.models import Recipient
from outbox.operations import put


def write_refused(*, by: Actor, at: dt.datetime, act: str, refusal: Refusal, subjects: Iterable[UUID] = ()) -> None:
    """Write down that somebody was refused, and tell when she guessed too often."""
    write(by=by, at=at, act=act, outcome=Outcome.REFUSED, subjects=subjects, reason=refusal.code)
    refusal.in_trail = True
    if isinstance(refusal, Guess) and by.user_id is not None and not by.practice:
        _watch(by.user_id, at)


def _watch(user_id: UUID, at: dt.datetime) -> None:
    """Tell the administrators, once an hour at most, that one person guesses: they ask her, and may suspend her."""
    most = settings.GUESSES_AT_MOST
    names = [one.__name__ for one in Guess.__subclasses__()]
    guesses = refusals_of(actor_id=user_id, reasons=names, since=at - settings.GUESSES_WITHIN)
    if len(guesses.values_list("at")[:most]) < most:
        return
    for administrator in holders_of(role=Role.ADMINISTRATOR, at=at):
        put(
            key=f"records_guessed:{user_id}:{at:%Y-%m-%dT%H}:{administrator}",
            kind="records_guessed",
            recipient=Recipient.USER,
            recipient_id=administrator,
            about_id=user_id,
            at=at,
        )
