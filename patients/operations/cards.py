"""The patient card: issued, replaced, revoked."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from foundation.new_number import random_number
from patients.access import changes_record
from patients.answers import require_reason
from patients.dates import today_of
from patients.ended_cards import end_card, end_reported_card, require_valid
from patients.models import Card, CardRevocation, Enrolment
from patients.queries import current_category, valid_card
from patients.refusals import NotForThisPatient
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
        follows: CardRevocation | None = end_card(card=valid, why="replaced", by=by, at=at)
    else:
        follows = CardRevocation.objects.filter(enrolment=enrolment, followed_by__isnull=True).first()
    return Card.objects.create(
        enrolment=enrolment,
        number=random_number(),
        issued_on=today,
        follows=follows,
        **stamp(by=by, at=at),
    )


@operation("patients.revoke_card", guard=changes_record)
def revoke_card(*, by: Actor, at: dt.datetime, card: Card, reason: str) -> CardRevocation:
    """Revoke a card from today: lost or stolen.

    :raises NothingToChange: when it is revoked already.
    :raises WithoutReason: when nothing is said.
    """
    require_reason(reason=reason)
    require_valid(card=card)
    return end_card(card=card, why=reason, by=by, at=at)


@operation("patients.report_card_lost", guard=changes_record)
def report_card_lost(*, by: Actor, at: dt.datetime, card: Card) -> CardRevocation:
    """Revoke a card from today because its owner says that it is lost; who treats her is told, and issues another.

    :raises NothingToChange: when it is revoked already.
    """
    return end_reported_card(card=card, why="lost", by=by, at=at)
