"""Transactions that the database ended in favour of another: begun anew, a few times, before anybody is told."""

import secrets
import time
from collections.abc import Callable
from typing import Final, TypeVar

import structlog
from django.db import OperationalError, connection

R = TypeVar("R")

GAVE_WAY: Final = {"40P01": "deadlock", "40001": "serialization failure"}
"""By its SQLSTATE, what means that nothing was stored and that the same may succeed at once."""

TRIES: Final = 4
LONGEST_PAUSE_MS: Final = 60
"""Before the first repetition; it grows with each, and is drawn at random so that two do not meet again."""

log = structlog.get_logger(__name__)


def again_where_it_gave_way(attempt: Callable[[], R]) -> R:
    """Make an attempt, and once more where the database let it give way: one transaction each, the whole of it.

    Inside of another transaction it is that one which must begin anew, so the error is passed on.

    :raises OperationalError: when it gave way every time, or for any other reason.
    """
    for number in range(1, TRIES):
        try:
            return attempt()
        except OperationalError as error:
            why = GAVE_WAY.get(getattr(error.__cause__, "sqlstate", None) or "")
            if why is None or connection.in_atomic_block:
                raise
            log.info("gave way", why=why, attempt=number)
        time.sleep(secrets.randbelow(LONGEST_PAUSE_MS * number) / 1000)
    return attempt()
