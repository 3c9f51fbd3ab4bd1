"""How many numbers that no card has may be tried: somebody who guesses cards is held up, nobody else."""

import datetime as dt

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actor import Actor
from patients.models import Refused, Verdict
from pharmacies.refusals import TooManyUnknownCards


def require_few_unknown_cards(*, by: Actor, at: dt.datetime) -> None:
    """Refuse one unknown number more than the settings allow a pharmacy, or a pharmacist, within their span.

    The answers kept are counted themselves: whatever is emptied or restarted, the count stays right.

    :raises TooManyUnknownCards: saying from when the next one is answered.
    """
    most, span = settings.UNKNOWN_CARDS_AT_MOST, settings.UNKNOWN_CARDS_WITHIN
    tried = Verdict.objects.filter(
        Q(pharmacy_id=by.organisation_id) | Q(asked_by_id=by.user_id),
        refusal=Refused.CARD_UNKNOWN,
        at__gt=at - span,
    )
    newest = list(tried.order_by("-at").values_list("at", flat=True)[:most])
    if len(newest) >= most:
        raise TooManyUnknownCards(_("Too many card numbers that no card has."), until=newest[-1] + span)
