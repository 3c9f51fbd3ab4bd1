"""Following somebody up: every attempt is recorded, and nobody is forgotten without an outcome."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from accounts.refusals import Refusal
from patients.access import sees_record
from reminders.models import ContactAttempt, FollowUp, Outcome


class AlreadyClosed(Refusal):
    """Somebody has recorded the outcome meanwhile."""


class NoAttempt(Refusal):
    """Nobody is lost who was never looked for."""

    status = 422


@operation("reminders.follow_up", guard=sees_record)
def record_attempt(
    *, by: Actor, at: dt.datetime, follow_up: FollowUp, means: str, reached: bool, words: str
) -> ContactAttempt:
    """Record that somebody tried to reach a patient.

    :raises AlreadyClosed: when an outcome is recorded.
    """
    _require_open(follow_up)
    return ContactAttempt.objects.create(
        follow_up=follow_up, means=means, reached=reached, words=words, at=at, by_id=by.person_id
    )


@operation("reminders.follow_up", guard=sees_record)
def close_follow_up(*, by: Actor, at: dt.datetime, follow_up: FollowUp, outcome: str, words: str) -> FollowUp:
    """Record what became of it.

    :raises AlreadyClosed: when an outcome is recorded.
    :raises NoAttempt: when she is to be lost and no attempt to reach her is recorded.
    """
    _require_open(follow_up)
    if outcome == Outcome.LOST and not follow_up.attempts.exists():
        raise NoAttempt(_("Nobody has tried to reach this patient yet. Record an attempt first, then the outcome."))
    open_ones = FollowUp.objects.filter(id=follow_up.id, outcome="")
    if not open_ones.update(outcome=outcome, words=words, closed_at=at, closed_by_id=by.person_id):
        raise AlreadyClosed(_("Somebody has recorded the outcome meanwhile. Open the list again."))
    follow_up.refresh_from_db()
    return follow_up


def _require_open(follow_up: FollowUp) -> None:
    if not FollowUp.objects.filter(id=follow_up.id, outcome="").exists():
        raise AlreadyClosed(_("Somebody has recorded the outcome meanwhile. Open the list again."))
