"""The patient card: issued, replaced, revoked."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from foundation.checksymbols import random_number
from patients.access import changes_record
from patients.dates import today_of
from patients.models import Card, CardRevocation, Enrolment
from patients.queries import valid_card
from patients.refusals import NothingToChange
from patients.stamp import stamp


@operation("patients.issue_card", guard=changes_record)
def issue_card(*, by: Actor, at: dt.datetime, enrolment: Enrolment) -> Card:
    """Issue a card; a valid one that she still has is revoked as replaced at the same moment."""
    today = today_of(enrolment=enrolment, at=at)
    valid = valid_card(enrolment=enrolment)
    if valid is not None:
        follows: CardRevocation | None = _revoke(valid, today, "replaced", by, at)
    else:
        follows = CardRevocation.objects.filter(enrolment=enrolment, followed_by__isnull=True).first()
    return Card.objects.create(
        enrolment=enrolment,
        number=random_number(),
        issued_on=today,
        follows=follows,
        **stamp(by=by, at=at),
    )


@operation("patients.issue_card", guard=changes_record)
def revoke_card(*, by: Actor, at: dt.datetime, card: Card, reason: str) -> CardRevocation:
    """Revoke a card from today: lost or stolen.

    :raises NothingToChange: when it is revoked already.
    """
    if CardRevocation.objects.filter(card=card).exists():
        raise NothingToChange(_("This card is no longer valid already."))
    return _revoke(card, today_of(enrolment=card.enrolment, at=at), reason, by, at)


def _revoke(card: Card, day: dt.date, why: str, by: Actor, at: dt.datetime) -> CardRevocation:
    return CardRevocation.objects.create(
        enrolment_id=card.enrolment_id,
        card=card,
        revoked_on=day,
        why=why,
        **stamp(by=by, at=at),
    )
