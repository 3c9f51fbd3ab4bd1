"""Reports made while counters write at full speed: the totals of one report fit together; without one view they do not.

``make whole-reports`` makes 200 of them; the tests of every day a few.
"""

import datetime as dt
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from patients.models import Mode
from reports.document import Document, document_of
from reports.keeping import keep
from reports.models import Kind, Report
from reports.sheets import Sheet
from reports.snapshot import snapshot
from tests.builders import Scene, a_pharmacist, a_woman_ready_for_dispensing, now
from tests.reports.registry import LATER, a_kept_dispensing, a_late_dispensing, a_no, a_verdict

pytestmark = pytest.mark.django_db(transaction=True)

DAY = dt.timedelta(days=1)
REPORTS = int(os.environ.get("WHOLE_REPORTS", "2"))
CONTROLS = max(20, REPORTS // 10)
"""The control ends with its first report whose totals do not fit."""
WRITERS = 2


@dataclass
class Counters:
    """People who dispense one after another, as fast as the database takes it."""

    scenes: list[Scene]
    over: threading.Event = field(default_factory=threading.Event)
    written: list[int] = field(default_factory=list)
    faults: list[DatabaseError] = field(default_factory=list)

    def work(self, scene: Scene) -> None:
        """Check, enter a supply and refuse, with the clock of an hour ago: within the cut-off of every report here."""
        number, second = 0, a_pharmacist().person_id
        try:
            while not self.over.is_set():
                with transaction.atomic():
                    a_verdict(scene, at=now() - LATER, mode=Mode.CHECK)
                    a_late_dispensing(scene, "prescription_exhausted", at=now() - 6 * LATER, second=second)
                    a_no(scene, "test_missing", at=now() - LATER)
                number += 1
        except DatabaseError as fault:  # told by the test, which must not wait for a writer that is no more
            self.faults.append(fault)
        finally:
            self.written.append(number)
            connection.close()


@contextmanager
def _at_full_speed() -> Iterator[Counters]:
    counters = Counters([a_woman_ready_for_dispensing(at=now() - 5 * DAY) for _each in range(WRITERS)])
    for scene in counters.scenes:
        with transaction.atomic():
            a_kept_dispensing(scene, at=now() - 2 * DAY)
    keep(at=now() - DAY)  # so that the figures are those of the kept sums and of what came since
    threads = [threading.Thread(target=counters.work, args=(scene,)) for scene in counters.scenes]
    for one in threads:
        one.start()
    try:
        yield counters
    finally:
        counters.over.set()
        for one in threads:
            one.join()
    assert not counters.faults
    assert min(counters.written) > 0


def _totals(made: Document) -> dict[str, int]:
    """Give from each table how many dispensings, and how many answers, it knows of."""
    sheets = {sheet.name: sheet for part in made.parts for sheet in part.sheets}
    laid = {name: _sum(sheets[name], "Of") for name in _LAID}
    (all_,) = [row for row in sheets["compliance"].rows if str(row[0]).startswith("P7 ")]
    return {"compliance": _number(all_[_column(sheets["compliance"], "Of")]), **laid}


_LAID = ("compliance-by-month", "compliance-by-centre", "compliance-by-category")


def _column(sheet: Sheet, label: str) -> int:
    return [str(head.label) for head in sheet.heads].index(label)


def _sum(sheet: Sheet, label: str) -> int:
    return sum(_number(row[_column(sheet, label)]) for row in sheet.rows)


def _number(cell: Any) -> int:
    assert isinstance(cell, int)
    return cell


def _a_monthly_report() -> Report:
    until = now().date()
    return Report(
        kind=Kind.MONTHLY, country="BE", since=until - 29 * DAY, until=until, language="en-gb", cut_off=now()
    )  # fmt: skip


def _made(report: Report, view: Callable[[], AbstractContextManager[None]]) -> dict[str, int]:
    with translation.override(report.language), view():
        return _totals(document_of(report, told=lambda _done, _all: None))


def test_the_totals_of_every_report_fit_together() -> None:
    report = _a_monthly_report()
    with _at_full_speed() as counters:
        seen: list[int] = []
        while len(seen) < REPORTS and not counters.faults:
            totals = _made(report, snapshot)
            assert len(set(totals.values())) == 1, totals
            seen.append(totals["compliance"])
    assert seen[0] < seen[-1], "nobody wrote meanwhile"


def test_without_one_view_of_the_data_they_do_not() -> None:
    report = _a_monthly_report()
    with _at_full_speed() as counters:
        for _each in range(CONTROLS):
            if len(set(_made(report, transaction.atomic).values())) > 1 or counters.faults:
                return
    pytest.fail(f"{CONTROLS} reports under READ COMMITTED were whole: this test would see nothing")
