"""From one patient to the next due, in the order of the list and among those it was narrowed to."""

import datetime as dt

import pytest

from tests.builders import (
    a_dispensing,
    a_man_ready_for_dispensing,
    a_prescriber,
    a_woman_ready_for_dispensing,
    now,
)
from tests.prescribers.desk import WORKLIST, Answer, Desk, address
from tests.prescribers.test_visit import a_visit_form, carried, checks, signs

pytestmark = pytest.mark.django_db

NEXT = "/patients/next/"


def follows(desk: Desk, path: str) -> Answer:
    """Go where the address leads."""
    return Answer(desk.client.get(path, follow=True))


def test_after_signing_the_next_patient_due_follows_and_the_list_stays_narrowed() -> None:
    doctor = a_prescriber()
    overdue, due = (
        a_woman_ready_for_dispensing(at=now() - dt.timedelta(days=days), prescriber=doctor) for days in (40, 26)
    )
    man = a_man_ready_for_dispensing(at=now() - dt.timedelta(days=50), prescriber=doctor)
    for scene in (overdue, due, man):
        a_dispensing(scene)
    desk = Desk(doctor)
    assert (
        f'href="{address(due.enrolment, "visit")}?category=childbearing"'
        in desk.opens(WORKLIST + "?category=childbearing").source
    )
    assert follows(desk, NEXT).address == address(man.enrolment, "visit")
    first = follows(desk, NEXT + "?category=childbearing")
    assert first.address == address(overdue.enrolment, "visit")
    path = first.address + "?category=childbearing"
    check = desk.sends(path, a_visit_form())
    done = desk.sends_again(path, carried(check) | {"checked": "on"})
    assert done.heading == "Prescription authorised"
    assert f'href="{NEXT}?category=childbearing"' in done.source
    assert follows(desk, NEXT + "?category=childbearing").address == address(due.enrolment, "visit")
    signs(desk, due, checks(desk, due))
    last = follows(desk, NEXT + "?category=childbearing")
    assert last.address == WORKLIST
    assert "Nobody else of this list is due to be seen now." in last.text
