"""Pulling what was reported: a case for each matter, and a new draft for what was completed since.

A matter that fails keeps no other from its case: it stays without one, is tried again each minute, and is counted on
top of the inbox meanwhile.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import structlog

from accounts.actor import SCHEDULER
from accounts.refusals import Refusal
from safety.models import Case
from safety.operations import draft_anew, open_case
from safety.sources import TABLES, matter_of, with_news, without_case

log = structlog.get_logger(__name__)

AT_ONCE = 500
"""Cases of one table opened by one task; the next minute goes on."""


def pull(*, at: dt.datetime) -> int:
    """Open what has no case, pregnancies first, and draft anew what the record tells anew; give how many were done."""
    done = 0
    for source in TABLES:
        for row in without_case(source=source)[:AT_ONCE]:
            done += _tried(partial(_open, source, row, at))
        for case, row in with_news(source=source)[:AT_ONCE]:
            done += _tried(partial(_draft, source, case, row, at))
    if done:
        log.info("cases pulled", done=done)
    return done


def _open(source: str, row: Any, at: dt.datetime) -> None:
    open_case(by=SCHEDULER, at=at, matter=matter_of(source=source, row=row))


def _draft(source: str, case: Case, row: Any, at: dt.datetime) -> None:
    draft_anew(by=SCHEDULER, at=at, case=case, matter=matter_of(source=source, row=row))


def _tried(act: Callable[[], object]) -> bool:
    try:
        act()
    except Refusal:  # somebody was quicker
        return False
    except Exception:  # the next minute tries again, and the log says what was wrong
        log.exception("a case could not be pulled")
        return False
    return True
