"""L1: treatments started in the period by label status, beside what the prescriber declared."""

import datetime as dt

import pytest

from reports.labels import LABEL_UNKNOWN, NOT_ASKED, OFF_LABEL, ON_LABEL, labelled, share_of, total
from tests.builders import BEFORE_TREATMENT, a_man_ready_for_dispensing
from tests.reports.registry import AT, LATER, a_scope, a_verdict

pytestmark = pytest.mark.django_db
STARTED = (AT - BEFORE_TREATMENT).date()
WHEN = {"since": STARTED, "until": STARTED}


def test_each_treatment_counts_once_by_the_last_verdict_about_it_and_missing_ones_are_shown() -> None:
    on, off, unknown, corrected, _unasked = (a_man_ready_for_dispensing(at=AT) for _each in range(5))
    for hours in (0, 1, 2):
        a_verdict(on, at=AT + hours * LATER)
    a_verdict(off, label="off_label", indication="")
    a_verdict(unknown, label="label_unknown", indication="")
    a_verdict(corrected, label="off_label", indication="")
    a_verdict(corrected, at=AT + LATER)
    rows = labelled(a_scope(**WHEN))
    assert [total(rows, status) for status in (ON_LABEL, OFF_LABEL, LABEL_UNKNOWN, NOT_ASKED)] == [2, 1, 1, 1]
    share = share_of(rows, OFF_LABEL)
    assert (share.numerator, share.denominator, share.missing) == (1, 5, 2)


def test_a_treatment_belongs_to_the_period_of_its_start_not_of_its_verdicts() -> None:
    a_verdict(a_man_ready_for_dispensing(at=AT))
    assert labelled(a_scope(since=STARTED + dt.timedelta(days=1))) == []


def test_what_was_declared_stands_beside_what_was_judged() -> None:
    off = a_man_ready_for_dispensing(at=AT)
    a_verdict(off, label="off_label", indication="")
    (row,) = labelled(a_scope(**WHEN), by="centre")
    assert (row.key, row.label, row.declared_off_label) == (off.enrolment.centre_id, OFF_LABEL, False)


def test_a_treatment_is_narrowed_by_the_category_in_force_when_it_started() -> None:
    a_verdict(a_man_ready_for_dispensing(at=AT))
    assert len(labelled(a_scope(category="male", **WHEN))) == 1
    assert labelled(a_scope(category="childbearing", **WHEN)) == []
