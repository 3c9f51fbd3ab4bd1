"""How often a client calls: counted in the database, apart from whatever browsers do, so that no restart forgets it."""

import datetime as dt
from typing import Final

from django.conf import settings
from django.db.models import Case, F, Q, Value, When

from accounts.models import ClientUse, InterfaceClient

SPAN: Final = dt.timedelta(minutes=1)


def count_call(*, client: InterfaceClient, at: dt.datetime) -> dt.datetime | None:
    """Count one call, in one statement: two at the same moment are two.

    :returns: nothing while the client calls no more often than the settings allow; else when it may go on.
    """
    use, begins_anew = ClientUse.objects.filter(client=client), Q(since__lte=at - SPAN)
    counted = use.filter(begins_anew | Q(calls__lt=settings.INTERFACE_CALLS_A_MINUTE)).update(
        calls=Case(When(begins_anew, then=Value(1)), default=F("calls") + 1),
        since=Case(When(begins_anew, then=Value(at)), default=F("since")),
        last_used_at=at,
    )
    return None if counted else use.values_list("since", flat=True).get() + SPAN
