"""A card reported at the counter: found, stolen, or shown by somebody whose it is not."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.operation import operation
from accounts.refusals import NotVisible
from patients.access import lock, raise_version
from patients.ended_cards import end_reported_card
from patients.models import CardRevocation, Verdict
from pharmacies.queries import is_past
from pharmacies.refusals import AnswerEnded


def checked_here(by: Actor, at: dt.datetime, values: dict[str, Any]) -> int:
    """Guard an act on a card that this pharmacy checked within the half hour: having it in hand is enough.

    Sight of its owner is not asked for: a pharmacy that may not serve her may still be handed the card.

    :returns: the version that her record has from now on.
    :raises NotVisible: when another pharmacy checked it, or it is no card that was ever given out.
    :raises AnswerEnded: when the half hour has passed.
    """
    check: Verdict = values["check"]
    if by.organisation_id is None or check.pharmacy_id != by.organisation_id or check.enrolment is None:
        raise NotVisible(_("There is no such record."))
    if is_past(check=check, at=at):
        raise AnswerEnded(_("This check is too old. Check the card again, then report it."))
    return raise_version(patient=lock(patient_id=check.enrolment.patient_id), values=values)


@operation("pharmacies.report_card", guard=checked_here)
def report_card(*, by: Actor, at: dt.datetime, check: Verdict, reason: str) -> CardRevocation:
    """Let a card be refused everywhere from now on; who treats her is told, and issues another.

    Her prescription stays as it is, and every answer that was given on this card ends.

    :param reason: lost, stolen or copied.
    :raises NotVisible: when a real card is reported from a practice pharmacy, or the other way round.
    :raises NothingToChange: when the card is no longer valid.
    """
    card = check.card
    if card is None or card.enrolment.centre.is_practice != by.practice:
        raise NotVisible(_("There is no such record."))
    return end_reported_card(card=card, why=reason, by=by, at=at)
