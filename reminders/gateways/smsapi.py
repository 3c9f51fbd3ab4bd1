"""SMSAPI (LINK Mobility, European Union): text messages over its HTTP interface, each with a key that it takes once.

Tried against a double of the provider on the loopback, never against the provider itself. The codes are those of the
provider's list of errors, as systems that use it quote it, and of the tests of its own clients (docs/decisions/0048).
Whatever is not on these lists is taken for a failure that another try may mend, and is laid aside for a person after
the last: a code that means something else can delay a message, and cannot lose one without a word.
"""

import re
from typing import Any, Final

import requests
from django.conf import settings

from reminders.gateways import NeverReached, NotAccepted

PATIENCE: Final = (3, 10)
"""Seconds to connect, and to wait for an answer."""

SENT_BEFORE: Final = 53
"""The key was used before: the message is out, and this was the second time of handing it over."""

NEVER: Final = frozenset({13, 57, 59})
"""No valid number; a number that this account must not write to; a number whose owner asked to be left alone."""

KEY: Final = re.compile(r"[A-Za-z0-9-]{1,200}")


class Smsapi:
    """Sends through the account that ``SMSAPI_TOKEN`` opens."""

    def __init__(self) -> None:
        """Keep one connection to the provider open from message to message."""
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {settings.SMSAPI_TOKEN}"

    def send(self, *, to: str, text: str, key: str) -> None:
        """Hand one message over.

        ``idx`` with ``check_idx`` makes the provider refuse a key for a second time; ``max_parts`` holds a message to
        one, so that a text that grew too long is refused and noticed, not sent in pieces.
        """
        if not KEY.fullmatch(key):
            raise ValueError("a key is letters, digits and hyphens")
        asked = {
            "to": to.removeprefix("+"), "message": text, "from": settings.SMS_SENDER, "format": "json",
            "encoding": "utf-8", "idx": key, "check_idx": "1", "max_parts": "1",
        }  # fmt: skip
        try:
            answer = self.session.post(settings.SMSAPI_URL, data=asked, timeout=PATIENCE, allow_redirects=False)
        except requests.RequestException as error:
            raise NotAccepted(type(error).__name__) from error
        _read(answer)


def _read(answer: requests.Response) -> None:
    """Tell taken, taken before, never and not now apart; whatever cannot be read was not taken."""
    try:
        told: Any = answer.json()
    except ValueError:
        raise NotAccepted(f"status {answer.status_code}") from None
    error = _error_of(told) if isinstance(told, dict) else None
    if error == SENT_BEFORE:
        return
    if error in NEVER:
        raise NeverReached(f"error {error}")
    if error is not None or not answer.ok or not isinstance(told, dict) or not told.get("list"):
        raise NotAccepted(f"status {answer.status_code}, error {error}")


def _error_of(told: dict[str, Any]) -> Any:
    """Give the error of the answer, or of the one message in its list; none where the message was taken."""
    if told.get("error") is not None:
        return told["error"]
    listed = told.get("list")
    one = listed[0] if isinstance(listed, list) and listed else None
    return one.get("error") if isinstance(one, dict) else None
