"""Numbers and addresses that reach nobody, as a channel said."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from patients.models import Channel
from patients.reach import Way, ways_to
from reminders.models import DeadAddress


def dead_among(*, contact_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Give those of some numbers and addresses that reach nobody."""
    return frozenset(DeadAddress.objects.filter(contact_id__in=list(contact_ids)).values_list("pk", flat=True))


def keep_dead(*, way: Way, why: str, at: dt.datetime) -> None:
    """Note that a number or address reaches nobody, so that it is not tried again until it is changed."""
    DeadAddress.objects.bulk_create(
        [DeadAddress(contact_id=way.contact_id, why=why[:200], at=at)], ignore_conflicts=True
    )


def keep_dead_address(*, address: str, why: str, at: dt.datetime) -> None:
    """Note the same of an e-mail address that a provider names, whoever's it is."""
    for way in ways_to(channel=Channel.EMAIL, value=address):
        keep_dead(way=way, why=why, at=at)
