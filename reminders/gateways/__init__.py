"""Ways out for text messages: one interface, one provider, and one that catches them for the demonstration."""

from functools import lru_cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class NotAccepted(Exception):
    """The provider did not take the message this time; another try may succeed."""


class NeverReached(Exception):
    """This number reaches nobody: no further try is worth it."""


class Gateway(Protocol):
    """What sends one text message."""

    def send(self, *, to: str, text: str, key: str) -> None:
        """Hand a message over; one with a key that was taken before is not sent again.

        :param to: the number in E.164 form.
        :raises NotAccepted: when another try may succeed.
        :raises NeverReached: when none will.
        """


@lru_cache(maxsize=1)
def gateway() -> Gateway:
    """Give the gateway that the settings name."""
    made: Gateway = import_string(settings.SMS_GATEWAY)()
    return made
