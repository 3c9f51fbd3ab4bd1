"""How many numbers that no card has may be tried: somebody who guesses cards is held up, nobody else."""

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.queries import holders_of
from outbox.models import Recipient
from outbox.operations import put
from patients.models import Refused, Verdict
from pharmacies.refusals import TooManyUnknownCards


def require_few_unknown_cards(*, by: Actor, at: dt.datetime) -> None:
    """Refuse one unknown number more than the settings allow a pharmacy, or a pharmacist, within their span.

    The answers kept are counted themselves: whatever is emptied or restarted, the count stays right. They are
    counted under a lock of the pharmacy and of the pharmacist, until the answer is kept or given up: numbers
    tried at the same moment are counted one after the other. With the last one that is answered the programme
    office is told, once an hour at most for a pharmacy: it asks there whether somebody mistypes or guesses.

    :raises TooManyUnknownCards: saying from when the next one is answered.
    """
    _wait_in_line(by.organisation_id, by.user_id)
    most, span = settings.UNKNOWN_CARDS_AT_MOST, settings.UNKNOWN_CARDS_WITHIN
    tried = Verdict.objects.filter(
        Q(pharmacy_id=by.organisation_id) | Q(asked_by_id=by.user_id),
        refusal=Refused.CARD_UNKNOWN,
        at__gt=at - span,
    )
    newest = list(tried.order_by("-at").values_list("at", flat=True)[:most])
    if len(newest) >= most:
        raise TooManyUnknownCards(
            _("Too many card numbers that no card has. Wait, or telephone."), until=newest[-1] + span
        )
    if len(newest) == most - 1:
        _tell_the_office(by, at)


def _tell_the_office(by: Actor, at: dt.datetime) -> None:
    for manager in holders_of(role=Role.PROGRAMME_MANAGER, at=at):
        put(
            key=f"cards_guessed:{by.place_id}:{at:%Y-%m-%dT%H}:{manager}",
            kind="cards_guessed",
            recipient=Recipient.USER,
            recipient_id=manager,
            about_id=by.place_id,
            at=at,
        )


def _wait_in_line(*who: UUID | None) -> None:
    """Take the locks in one order, so that two who share a pharmacist or a pharmacy never wait for each other."""
    with connection.cursor() as cursor:
        for key in sorted(one.int % (1 << 63) for one in who if one is not None):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
