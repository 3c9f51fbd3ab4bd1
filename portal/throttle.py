"""Three tries, then a wait: for a card, whether it exists or not, and for the network that the tries come from."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from portal.models import Attempt
from portal.refusals import TryLater

Limits = tuple[tuple[int, dt.timedelta], ...]
"""So many wrong tries within so long; then nothing is tried until the first of them is that old."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What tries are counted by; made with the registry's secret, so that nobody reads a number back."""

    card: str
    network: str


def keys_of(*, number: str, network: str) -> Keys:
    """Give the keys of a card's number and of a network."""
    return Keys(card=_hashed("portal.card", number), network=_hashed("portal.network", network))


def wait_in_line(keys: Keys) -> None:
    """Let tries of one card or from one network be counted one after the other, until the transaction ends."""
    with connection.cursor() as cursor:
        for key in sorted({keys.card, keys.network}):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def require_few_tries(*, keys: Keys, at: dt.datetime) -> None:
    """Refuse another try while one of the limits is reached; a right answer is refused then too.

    :raises TryLater: saying from when the next one is heard.
    """
    by_card = _until(at, settings.PORTAL_TRIES_OF_A_CARD, card_key=keys.card)
    by_network = _until(at, settings.PORTAL_TRIES_OF_A_NETWORK, network_key=keys.network)
    until = max((one for one in (by_card, by_network) if one is not None), default=None)
    if until is not None:
        raise TryLater(_("That did not fit too many times. Wait, then try again."), until=until)


def keep_attempt(*, keys: Keys, at: dt.datetime, fitted: bool) -> None:
    """Keep a try, and forget those that no limit looks at any more."""
    Attempt.objects.create(at=at, card_key=keys.card, network_key=keys.network, fitted=fitted)
    limits: Limits = (*settings.PORTAL_TRIES_OF_A_CARD, *settings.PORTAL_TRIES_OF_A_NETWORK)
    Attempt.objects.filter(at__lt=at - max(span for _most, span in limits)).delete()


def _until(at: dt.datetime, limits: Limits, **of: str) -> dt.datetime | None:
    longest = max(span for _most, span in limits)
    wrong = Attempt.objects.filter(fitted=False, at__gt=at - longest, **of).order_by("-at")
    newest = list(wrong.values_list("at", flat=True)[: max(most for most, _span in limits)])
    reached = [newest[most - 1] + span for most, span in limits if len(newest) >= most and newest[most - 1] + span > at]
    return max(reached, default=None)


def _hashed(salt: str, text: str) -> str:
    return salted_hmac(salt, text, algorithm="sha256").hexdigest()
