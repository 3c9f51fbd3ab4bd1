"""SMSAPI (LINK Mobility, European Union): text messages over its HTTP interface, each with a key that it takes once.

Tried against a double of the provider on the loopback, never against the provider itself. The codes are those of the
provider's list of errors, as systems that use it quote it, and of the tests of its own clients (docs/decisions/0048).
Whatever is not on these lists is taken for a failure that another try may mend, and is laid aside for a person after
the last: a code that means something else can delay a message, and cannot lose one without a word. What it tells of a
message later comes to an address with a secret in it, which goes along with each message (docs/decisions/0097).
"""

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any, Final
from uuid import UUID

import requests
from django.conf import settings
from django.urls import reverse

from reminders.gateways import NeverReached, NotAccepted, Told

PATIENCE: Final = (3, 10)
"""Seconds to connect, and to wait for an answer."""

SENT_BEFORE: Final = 53
"""The key was used before: the message is out, and this was the second time of handing it over."""

NEVER: Final = frozenset({13, 57, 59})
"""No valid number; a number that this account must not write to; a number whose owner asked to be left alone."""

ARRIVED: Final = {"404": "DELIVERED"}
LOST: Final = {
    "401": "NOT_FOUND", "402": "EXPIRED", "405": "UNDELIVERED", "406": "FAILED", "407": "REJECTED", "412": "STOP",
}  # fmt: skip
"""What a receipt says in the end, by its number, with the word beside it. 403 SENT, 409 QUEUE, 410 ACCEPTED and 411
RENEWAL are on the way; 408 UNKNOWN, that the network tells nothing, says nothing here either."""

WORDS: Final = ARRIVED | LOST

MOST_TOLD: Final = 100
"""Of one call: the provider sends a handful."""

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
        if secret := settings.SMS_RECEIPTS_SECRET:
            asked["notify_url"] = settings.SITE_URL.rstrip("/") + reverse("receipts:of_texts", args=[secret])
        try:
            answer = self.session.post(settings.SMSAPI_URL, data=asked, timeout=PATIENCE, allow_redirects=False)
        except requests.RequestException as error:
            raise NotAccepted(type(error).__name__) from error
        _read(answer)

    def told(self, receipt: Mapping[str, str]) -> list[Told]:
        """Read a receipt, or several in one: each field then holds its values with commas between them."""
        keys, numbers, words = (
            receipt.get(name, "").split(",", MOST_TOLD)[:MOST_TOLD] for name in ("idx", "status", "status_name")
        )
        return list(_told(keys, numbers, words))


def _told(keys: list[str], numbers: list[str], words: list[str]) -> Iterator[Told]:
    """Go by the number, which is the same in every language of an account, and by the word where there is none."""
    by_word = {word: word for word in WORDS.values()}
    for key, number, said in zip_longest(keys, numbers, words, fillvalue=""):
        word = WORDS.get(number.strip()) or by_word.get(said.strip().upper())
        if word is None:
            continue
        try:
            yield Told(UUID(key.strip()), word in ARRIVED.values(), word)
        except ValueError:
            continue


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
