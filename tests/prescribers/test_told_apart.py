"""Two records of one name are told apart by who began them and what each holds, by nothing of another centre's."""

import datetime as dt

import pytest

from patients.models import MergeProposal
from patients.operations import accept_transfer, correct_identity, propose_merge
from tests.accounts.acts_on_the_record import a_colleague
from tests.builders import (
    Scene,
    a_dispensing,
    a_prescriber,
    a_request,
    a_test,
    a_woman_ready_for_dispensing,
    an_identity,
    now,
)
from tests.prescribers.desk import Desk, address

pytestmark = pytest.mark.django_db

NAMED = {"family_name": "Twice", "given_name": "Ana"}


def registered_twice() -> tuple[Scene, Scene]:
    """Let one woman have two records; the second, begun elsewhere, came over, and holds a supply and another test."""
    doctor, there = a_prescriber(name="Dr First"), a_prescriber(name="Dr Elsewhere")
    at = now() - dt.timedelta(days=3)
    kept = a_woman_ready_for_dispensing(at=at, prescriber=doctor, identity=an_identity(**NAMED))
    mistyped = an_identity(**NAMED, birth_date=dt.date(1980, 3, 14))
    other = a_woman_ready_for_dispensing(at=at, prescriber=there, identity=mistyped)
    a_test(by=there, patient=other.patient, at=at)
    a_dispensing(other, at=at)
    accept_transfer(by=there, at=now(), transfer=a_request(other, at=now(), by=doctor))
    correct_identity(by=doctor, at=now(), patient=other.patient, new=an_identity(**NAMED), reason="mistyped")
    return kept, other


def test_the_page_that_proposes_a_join_says_how_much_each_record_holds() -> None:
    kept, _other = registered_twice()
    page = Desk(kept.prescriber).opens(address(kept.enrolment, "merge"))
    assert "This record, which goes on: TWICE, Ana" in page.text
    assert "1 pregnancy test, 0 supplies" in page.text
    assert "2 pregnancy tests, 1 supply" in page.text


def test_the_second_person_sees_who_began_each_and_of_another_centre_nobodys_name() -> None:
    kept, other = registered_twice()
    propose_merge(by=kept.prescriber, at=now(), kept=kept.patient, merged=other.patient, reason="the same passport")
    desk = Desk(a_colleague(kept.prescriber))
    page = desk.opens(address(kept.enrolment, "merge", MergeProposal.objects.get().id))
    assert page.heading == "Join two records?"
    assert "by Dr First" in page.text
    assert "by another centre" in page.text
    assert "Dr Elsewhere" not in page.text
    assert "2, the last on" in page.text
    assert "Supplies none" in page.text
