"""Lines of the trail for what somebody does before she has a role, or without one: at the door, or from the console."""

import datetime as dt

from django.db import models

from accounts.actor import nobody
from audit.models import Outcome
from audit.operations import write


def write_without_role(
    *,
    name: str,
    at: dt.datetime,
    about: models.Model | None,
    reason: str,
    act: str = "accounts.sign_in",
    outcome: Outcome = Outcome.DONE,
    request_id: str = "",
) -> None:
    """Write one line in the caller's transaction, under a name alone.

    :param about: the row that it is about, where there is one: nobody knows who failed to log in.
    """
    write(
        by=nobody(name=name, request_id=request_id),
        at=at,
        act=act,
        outcome=outcome,
        object_kind=about._meta.label if about else "",
        object_id=str(about.pk) if about else "",
        reason=reason,
    )
