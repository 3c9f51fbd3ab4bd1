"""What two people of a pharmacy sign for, and who is told of it at once."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.queries import authorities_of, members_of
from accounts.refusals import NotPermitted
from outbox.models import Recipient
from outbox.operations import put
from patients.care import tell_who_treats
from patients.models import Dispensing


@dataclass(frozen=True, slots=True)
class Account:
    """Why two people did what the rules do not provide for: one of the given reasons, their words, and the second."""

    why: str
    words: str
    second: Actor

    @property
    def fields(self) -> dict[str, Any]:
        """Give it as the row's fields."""
        return {"why": self.why, "words": self.words, "second_person_id": self.second.person_id}


def require_second_pharmacist(*, by: Actor, second: Actor, at: dt.datetime) -> None:
    """Refuse anybody as second person but another pharmacist of the same pharmacy.

    :raises NotPermitted: otherwise.
    """
    colleagues = members_of(organisation_id=by.organisation_id, role=Role.PHARMACIST, at=at)
    if second.user_id == by.user_id or second.user_id not in colleagues:
        raise NotPermitted(_("Ask a second pharmacist of your pharmacy to sign this."))


def tell_authority(*, by: Actor, at: dt.datetime, dispensing: Dispensing) -> None:
    """Tell the authorities of the pharmacy's country that something was dispensed against a reason."""
    _tell_authorities(by, at, dispensing, kind="deviation")


def tell_of_called_back_batch(*, by: Actor, at: dt.datetime, dispensing: Dispensing) -> None:
    """Tell who treats her, and the authorities of the country, that a batch was handed over that is called back.

    Only an entry of what happened can say so: the counter refuses such a pack.
    """
    tell_who_treats(
        enrolment=dispensing.enrolment,
        kind="called_back_supply",
        event=f"called_back:{dispensing.id}",
        about_id=dispensing.id,
        at=at,
        prescription=dispensing.prescription,
    )
    _tell_authorities(by, at, dispensing, kind="called_back_deviation")


def _tell_authorities(by: Actor, at: dt.datetime, dispensing: Dispensing, *, kind: str) -> None:
    for authority in authorities_of(country=by.country):
        put(
            key=f"{kind}:{dispensing.id}:{authority.id}",
            kind=kind,
            recipient=Recipient.ORGANISATION,
            recipient_id=authority.id,
            about_id=dispensing.id,
            at=at,
        )
