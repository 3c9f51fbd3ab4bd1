"""A publication of a simulated registry: the sums that its maker knows do hold, and hidden counts stay hidden."""

import datetime as dt
import json
from typing import Any

import pytest

from patients.models import CategoryAssessment
from reports.document import document_of
from reports.hiding import Puzzle, hide, worked_out
from reports.models import Kind, Report
from reports.published import Sums, sums_of
from reports.published_layout import WITHHELD
from tests.simulator.conftest import WANTED

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def of_a_year(truth: dict[str, Any], django_db_blocker: Any) -> Sums:
    with django_db_blocker.unblock():
        country = CategoryAssessment.objects.values_list("country", flat=True)[0]
        report = Report(
            kind=Kind.YEARLY, country=country, since=WANTED.until - dt.timedelta(days=364), until=WANTED.until,
            language="en-gb", cut_off=dt.datetime(2026, 11, 20, tzinfo=dt.UTC),
        )  # fmt: skip
        data = json.loads(document_of(report, told=lambda *_: None).data)
    return sums_of([one for one in data["tables"] if one["name"] not in WITHHELD])


def test_the_sums_that_are_guarded_hold_in_the_figures(of_a_year: Sums) -> None:
    """A sum that does not hold would guard nothing; the figures of different tables are counted apart."""
    known: dict[Any, int] = {**of_a_year.shown, **of_a_year.rests}
    wrong = []
    for one in of_a_year.sums:
        if all(key in known for key in one.parts):
            total = sum(known[key] for key in one.parts)
            if known.setdefault(one.whole, total) != total:
                wrong.append((one, known[one.whole], total))
    assert wrong == []
    assert len(of_a_year.sums) > 100


def test_nothing_hidden_of_a_year_can_be_worked_out(of_a_year: Sums) -> None:
    shown, sums, rests = of_a_year.shown, of_a_year.sums, of_a_year.rests
    marks = hide(shown, sums, rests)
    assert worked_out(Puzzle(shown, sums, rests, marks)) == {}
    alone = {key: mark for key, mark in marks.items() if mark == "small"}
    assert worked_out(Puzzle(shown, sums, rests, alone)), "without second cells something can be worked out"
