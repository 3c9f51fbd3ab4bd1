"""What a delegate does for a certified prescriber, and when it ends; what protects a patient never does."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from patients.refusals import NobodyCertified
from programmes.queries import has_certified_prescriber


def is_delegation_over(*, by: Actor, at: dt.datetime) -> bool:
    """Say whether a delegate has nobody left to work for: no prescriber of the centre is certified today."""
    if by.role != Role.DELEGATE or by.practice:
        return False
    return not has_certified_prescriber(centre_id=by.place_id, country=by.country, at=at)


def require_somebody_certified(*, by: Actor, at: dt.datetime) -> None:
    """Refuse a delegate what is done for a certified prescriber alone, while there is none.

    That is ``accounts.acts.FOR_A_CERTIFIED``, and preparing what leads to a supply. ``accounts.acts.PROTECTIVE`` is
    never asked about here.

    :raises NobodyCertified: while no prescriber of the centre is certified.
    """
    if is_delegation_over(by=by, at=at):
        raise NobodyCertified(
            _(
                "No prescriber of your centre is certified today. Ask one to renew the certificate "
                "under “Knowledge check”. You can still record, report and stop."
            )
        )
