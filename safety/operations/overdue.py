"""Telling those who can help that a case, or a step of a pregnancy's follow-up, is overdue, before they look.

The task asks each minute. Keys of the outbox say what was told: it is told once, whatever dies in between.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from accounts.acts import ACTS
from accounts.queries import holders_of
from outbox.models import Message, Recipient
from outbox.operations import put_all
from patients.care import tell_who_treats
from programmes.models import Programme
from programmes.queries import civil_day
from safety.followed import Followed
from safety.queries import late_when_opened, overdue_cases, overdue_pregnancies

OVERDUE_AT_THE_DESK: Final = "safety_overdue"
"""To everybody of the desk, once a day while anything is overdue, and once more for what comes to it late that day."""

OVERDUE_STEP: Final = "follow_up_overdue"
"""To whoever has the patient in care, once for each step."""


def tell_overdue(*, at: dt.datetime) -> None:
    """Put the messages that are owed now."""
    late = overdue_pregnancies(at=at)
    _tell_centres(late, at)
    if not late and not overdue_cases(at=at):
        return
    today = max(civil_day(programme=one, at=at) for one in Programme.objects.all())
    stamp = f"{today}:{late_when_opened(today=today, at=at)}"
    readers = {one for role in ACTS["safety.assess"].roles for one in holders_of(role=role, at=at)}
    put_all(
        messages=[
            Message(
                key=f"{OVERDUE_AT_THE_DESK}:{stamp}:{reader}", kind=OVERDUE_AT_THE_DESK, recipient=Recipient.USER,
                recipient_id=reader, about_id=None, created_at=at, due_at=at,
            )
            for reader in sorted(readers)
        ],
        at=at,
    )  # fmt: skip


def _tell_centres(late: Iterable[Followed], at: dt.datetime) -> None:
    for one in late:
        step = one.plan[0]
        event = f"{OVERDUE_STEP}:{one.suspicion.series}:{step.kind}:{step.child}"
        tell_who_treats(enrolment=one.enrolment, kind=OVERDUE_STEP, event=event, about_id=one.enrolment.id, at=at)
