"""How a card ends: replaced, taken back by who treats her, or reported lost, stolen or copied by somebody else."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from patients.care import tell_who_treats
from patients.dates import today_of
from patients.models import Card, CardRevocation
from patients.refusals import NothingToChange
from patients.stamp import stamp


def require_valid(*, card: Card) -> None:
    """Refuse what was done already.

    :raises NothingToChange: when the card is no longer valid.
    """
    if CardRevocation.objects.filter(card=card).exists():
        raise NothingToChange(_("This card is no longer valid already. Open the record again to see how it stands."))


def end_card(*, card: Card, why: str, by: Actor, at: dt.datetime) -> CardRevocation:
    """Revoke a card from today, in the time of its centre."""
    return CardRevocation.objects.create(
        enrolment_id=card.enrolment_id,
        card=card,
        revoked_on=today_of(enrolment=card.enrolment, at=at),
        why=why,
        **stamp(by=by, at=at),
    )


def end_reported_card(*, card: Card, why: str, by: Actor, at: dt.datetime) -> CardRevocation:
    """Revoke a card that somebody reports, and tell who treats her, who issues another.

    :raises NothingToChange: when it is no longer valid.
    """
    require_valid(card=card)
    revoked = end_card(card=card, why=why, by=by, at=at)
    event = f"card_lost:{revoked.id}"
    tell_who_treats(
        enrolment=card.enrolment, kind="please_check_record", event=event, about_id=card.enrolment_id, at=at
    )
    return revoked
