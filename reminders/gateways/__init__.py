"""Ways out for text messages: one interface, one provider, and one that catches them for the demonstration."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


class NotAccepted(Exception):
    """The provider did not take the message this time; another try may succeed."""


class NeverReached(Exception):
    """This number reaches nobody: no further try is worth it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a provider tells of one message in the end: under which key, whether it arrived, and in which word."""

    key: UUID
    is_delivered: bool
    word: str


class Gateway(Protocol):
    """What sends one text message, and reads what its provider tells of it later."""

    def send(self, *, to: str, text: str, key: str) -> None:
        """Hand a message over; one with a key that was taken before is not sent again.

        :param to: the number in E.164 form.
        :raises NotAccepted: when another try may succeed.
        :raises NeverReached: when none will.
        """

    def told(self, receipt: Mapping[str, str]) -> list[Told]:
        """Read what the provider tells; what says nothing final, or cannot be read, is left out."""


@lru_cache(maxsize=1)
def gateway() -> Gateway:
    """Give the gateway that the settings name."""
    made: Gateway = import_string(settings.SMS_GATEWAY)()
    return made
