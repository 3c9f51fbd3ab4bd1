"""Each process asks now and then which changes of the rules were agreed to."""

import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase

from programmes.in_force import keep_up

log = structlog.get_logger(__name__)


class _Last:
    read: float | None = None
    """When this process read last, on its own steady clock."""


def keep_up_when_due() -> None:
    """Read them where the last reading is too old.

    A database that does not answer is left to whoever asks it next: what was read before is forgotten, so that no
    judgement is made without it.
    """
    every, now = settings.RULES_READ_SECONDS, time.monotonic()
    if every is None or (_Last.read is not None and now - _Last.read < every):
        return
    try:
        keep_up()
    except DatabaseError:
        log.warning("the agreed rules could not be read")
    else:
        _Last.read = now


class AgreedRules:
    """Read them before a request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep what answers."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer by the law as it is now."""
        keep_up_when_due()
        return self.get_response(request)
