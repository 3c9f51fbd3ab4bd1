"""Pulling what was reported: a case for each matter, and a new draft for what was completed since.

A matter that fails keeps no other from its case: it steps aside, so that whatever stands behind it is tried first, and
is tried again each minute after those that never failed. Meanwhile the inbox shows it to a person.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any, Final
from uuid import UUID

import structlog
from django.db.models import F

from accounts.actor import SCHEDULER
from foundation.faults import OF_NO_ROW
from safety.models import Case, SetAside
from safety.operations import draft_anew, open_case
from safety.refusals import AlreadyOpened, NotTheLast
from safety.sources import TABLES, matter_of, with_news, without_case

log = structlog.get_logger(__name__)

AT_ONCE: Final = 500
"""Cases of one table opened by one task; the next minute goes on."""

AGAIN_AT_ONCE: Final = 50
"""Of what failed before, how many are tried again by one task: those first that were tried the longest ago."""

LONGEST_FAULT: Final = 100


def pull(*, at: dt.datetime) -> int:
    """Open what has no case, pregnancies first, and draft anew what the record tells anew; give how many were done."""
    done = 0
    for source in TABLES:
        failed = _failed_before(source)
        openings, news = _without_case(source, failed), _with_news(source, failed)
        settled = set(failed) - {row.id for row in openings} - {row.id for _case, row in news}
        SetAside.objects.filter(row__in=settled).delete()
        for row in openings:
            done += _tried(source, row, partial(_open, source, row, at), at)
        for case, row in news:
            done += _tried(source, row, partial(_draft, source, case, row, at), at)
    if done:
        log.info("cases pulled", done=done)
    return done


def _without_case(source: str, failed: list[UUID]) -> list[Any]:
    """List what has no case: what never failed, then some of what did."""
    rows = without_case(source=source)
    fresh = rows.exclude(id__in=SetAside.objects.filter(source=source).values("row"))[:AT_ONCE]
    return [*fresh, *sorted(rows.filter(id__in=failed), key=lambda row: failed.index(row.id))]


def _with_news(source: str, failed: list[UUID]) -> list[tuple[Case, Any]]:
    """List what is told anew, in the same order."""
    news = with_news(source=source)
    aside = set(SetAside.objects.filter(source=source).values_list("row", flat=True))
    fresh = [(case, row) for case, row in news if row.id not in aside][:AT_ONCE]
    again = [(case, row) for case, row in news if row.id in failed]
    return fresh + sorted(again, key=lambda one: failed.index(one[1].id))


def _failed_before(source: str) -> list[UUID]:
    rows = SetAside.objects.filter(source=source).order_by("tried_at", "id")
    return list(rows.values_list("row", flat=True)[:AGAIN_AT_ONCE])


def _open(source: str, row: Any, at: dt.datetime) -> None:
    open_case(by=SCHEDULER, at=at, matter=matter_of(source=source, row=row))


def _draft(source: str, case: Case, row: Any, at: dt.datetime) -> None:
    draft_anew(by=SCHEDULER, at=at, case=case, matter=matter_of(source=source, row=row))


def _tried(source: str, row: Any, act: Callable[[], object], at: dt.datetime) -> bool:
    try:
        act()
    except (AlreadyOpened, NotTheLast):  # somebody was quicker
        return False
    except OF_NO_ROW:
        raise
    except Exception as error:  # it steps aside, a person sees it, and the log says what was wrong
        log.exception("a case could not be pulled")
        _set_aside(source, row, type(error).__name__, at)
        return False
    SetAside.objects.filter(row=row.id).delete()
    return True


def _set_aside(source: str, row: Any, fault: str, at: dt.datetime) -> None:
    """Let a row step behind all that never failed."""
    now = {"fault": fault[:LONGEST_FAULT], "tried_at": at}
    first = now | {"source": source, "recorded_at": row.recorded_at, "first_at": at}
    one, is_new = SetAside.objects.get_or_create(row=row.id, defaults=first)
    if not is_new:
        SetAside.objects.filter(id=one.id).update(tries=F("tries") + 1, **now)
