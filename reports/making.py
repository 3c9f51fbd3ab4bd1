"""Making the reports that wait, one at a time, each in one view of the database."""

import datetime as dt
from collections.abc import Callable
from typing import Final

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from accounts.actor import SCHEDULER
from reports.document import document_of
from reports.files import FORMS
from reports.models import Report
from reports.operations import keep_failure, keep_report
from reports.published import published
from reports.queries import file_of, waiting
from reports.snapshot import snapshot

log = structlog.get_logger(__name__)

ONE_AT_A_TIME: Final = 7_305_641
"""The advisory lock of whoever makes reports."""
PROGRESS_KEPT: Final = 3600
"""Seconds; who looks later finds the report made."""


def make_waiting(*, clock: Callable[[], dt.datetime]) -> int:
    """Make every report that waits, unless another worker is at it; give how many were made."""
    if not _begin():
        return 0
    made = 0
    try:
        while (report := waiting().first()) is not None:
            made += _tried(report, clock)
    finally:
        _end()
    return made


def files_of(report: Report) -> dict[str, bytes]:
    """Compute a report and write it in every form, in its own language; nothing is kept."""
    with translation.override(report.language):
        with snapshot():
            document = document_of(report, told=lambda done, all_: _tell(report, done, all_))
        return {name: form.write(document) for name, form in FORMS.items()}


def publication_of(report: Report) -> dict[str, bytes]:
    """Write the version for publication of a report that is made, in every form; nothing is counted again, or kept."""
    data = bytes(file_of(report=report, form="json").content)
    with translation.override(report.language):
        document = published(report, data)
        return {name: form.write(document) for name, form in FORMS.items()}


def progress_of(report: Report) -> tuple[int, int] | None:
    """Give how many tables of how many are computed, where somebody is at it."""
    found: tuple[int, int] | None = cache.get(_key(report))
    return found


def _tried(report: Report, clock: Callable[[], dt.datetime]) -> bool:
    try:
        files = files_of(report)
    except SoftTimeLimitExceeded:  # it took all the time there is: the next task goes on with the others
        keep_failure(by=SCHEDULER, at=clock(), report=report, what=SoftTimeLimitExceeded.__name__)
        raise
    except Exception as fault:  # kept where people see it; after three tries it is left
        log.exception("a report could not be made", report=str(report.id))
        keep_failure(by=SCHEDULER, at=clock(), report=report, what=type(fault).__name__)
        return False
    keep_report(by=SCHEDULER, at=clock(), report=report, files=files)
    return True


def _tell(report: Report, done: int, all_: int) -> None:
    cache.set(_key(report), (done, all_), PROGRESS_KEPT)


def _key(report: Report) -> str:
    return f"report:{report.id}"


def _begin() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_AT_A_TIME])
        return bool(cursor.fetchone()[0])


def _end() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
