"""Telling those who watch over the outbox that something waits for them; nobody need look at a page to learn it."""

import datetime as dt

from accounts.acts import ACTS
from accounts.queries import holders_of
from outbox.models import Message, Recipient
from outbox.operations import put_all
from reminders.queries import LAID_ASIDE, waiting_for_a_person


def tell_who_watches(*, at: dt.datetime) -> None:
    """Put a mail for everybody who may send again what was laid aside: within a minute, and once a day while it waits.

    The sender asks this after every batch, so that what a dying sender left behind is found as well.
    """
    if not waiting_for_a_person():
        return
    day = at.astimezone(dt.UTC).date()
    readers = {one for role in ACTS["outbox.retry"].roles for one in holders_of(role=role, at=at)}
    put_all(
        messages=[
            Message(
                key=f"{LAID_ASIDE}:{day}:{reader}", kind=LAID_ASIDE, recipient=Recipient.USER, recipient_id=reader,
                about_id=None, created_at=at, due_at=at,
            )
            for reader in sorted(readers)
        ],
        at=at,
    )  # fmt: skip
