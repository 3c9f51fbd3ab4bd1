"""The patient card: issued, replaced, revoked."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from foundation.new_number import random_number
from patients.access import changes_record
from patients.answers import require_reason
from patients.care import tell_who_treats
from patients.dates import today_of
from patients.models import Card, CardRevocation, Enrolment
from patients.queries import current_category, valid_card
from patients.refusals import NotForThisPatient, NothingToChange
from patients.stamp import stamp


@operation("patients.issue_card", guard=changes_record)
def issue_card(*, by: Actor, at: dt.datetime, enrolment: Enrolment) -> Card:
    """Issue a card; a valid one that she still has is revoked as replaced at the same moment.

    :raises NotForThisPatient: while it is not said if the patient can become pregnant.
    """
    if current_category(enrolment=enrolment) is None:
        raise NotForThisPatient(_("Say first whether this patient can become pregnant; then the card is issued."))
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
    :raises WithoutReason: when nothing is said.
    """
    require_reason(reason=reason)
    return _revoke_standing(card, reason, by, at)


@operation("patients.report_card_lost", guard=changes_record)
def report_card_lost(*, by: Actor, at: dt.datetime, card: Card) -> CardRevocation:
    """Revoke a card from today because its owner says that it is lost; who treats her is told, and issues another.

    :raises NothingToChange: when it is revoked already.
    """
    revoked = _revoke_standing(card, "lost", by, at)
    event = f"card_lost:{revoked.id}"
    tell_who_treats(
        enrolment=card.enrolment, kind="please_check_record", event=event, about_id=card.enrolment_id, at=at
    )
    return revoked


def _revoke_standing(card: Card, why: str, by: Actor, at: dt.datetime) -> CardRevocation:
    if CardRevocation.objects.filter(card=card).exists():
        raise NothingToChange(_("This card is no longer valid already. Open the record again to see how it stands."))
    return _revoke(card, today_of(enrolment=card.enrolment, at=at), why, by, at)


def _revoke(card: Card, day: dt.date, why: str, by: Actor, at: dt.datetime) -> CardRevocation:
    return CardRevocation.objects.create(
        enrolment_id=card.enrolment_id,
        card=card,
        revoked_on=day,
        why=why,
        **stamp(by=by, at=at),
    )
