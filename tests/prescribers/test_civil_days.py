"""Half past eleven in the evening at Greenwich is the next day where the record is kept: that day is shown."""

import datetime as dt

import pytest

from patients.merged import joins_of
from patients.operations import (
    Signed,
    accept_transfer,
    answer_notice,
    decide_merge,
    interrupt_supply,
    propose_merge,
    sign_agreement,
)
from patients.queries import rows_of_record
from pharmacies.operations import tell_prescriber
from portal.copying import copy_of_record, readable
from prescribers.presenters.merging import others
from prescribers.presenters.timeline import say
from prescribers.surroundings import surroundings
from tests.accounts.acts_on_the_record import a_colleague
from tests.builders import a_check, a_patient, a_request, a_woman_ready_for_dispensing, the_statements
from tests.foundation.pictures import a_scan

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 9, 23, 30, tzinfo=dt.UTC)
"""In Brussels it is half past midnight of the tenth."""


def test_every_row_without_a_date_of_its_own_shows_the_day_of_the_place() -> None:
    scene = a_woman_ready_for_dispensing(at=AT)
    statements = the_statements(enrolment=scene.enrolment, at=AT)
    sign_agreement(
        by=scene.prescriber, at=AT, enrolment=scene.enrolment, statements=statements, form_version="1",
        signed=Signed(means="scan", scan=a_scan()),
    )  # fmt: skip
    interrupt_supply(by=scene.prescriber, at=AT, enrolment=scene.enrolment, reason="low counts")
    notice = tell_prescriber(by=scene.pharmacist, at=AT, check=a_check(scene, at=AT))
    answer_notice(by=scene.prescriber, at=AT, notice=notice, words="I shall call her")
    request = a_request(scene, at=AT)
    assert "on 10 Mar 2026" in surroundings(enrolment=scene.enrolment, at=AT).transfer
    accept_transfer(by=scene.prescriber, at=AT, transfer=request)
    rows = [one for one in rows_of_record(enrolment=scene.enrolment) if one.recorded_at == AT]
    told = {type(one).__name__: say(one) for one in rows}
    for kind in ("Notice", "NoticeAnswer", "Transfer", "TransferAnswer", "Signature"):
        assert told[kind].startswith("10 Mar 2026: "), told[kind]
    lines = readable(copy_of_record(enrolment=scene.enrolment, at=AT))
    days = {line.day for line in lines}
    assert "10 March 2026" in days
    assert "9 March 2026" not in days


def test_two_records_were_joined_on_the_day_of_the_programme() -> None:
    scene = a_woman_ready_for_dispensing(at=AT)
    other = a_patient(at=AT, by=scene.prescriber)
    pair = {"kept": scene.patient, "merged": other.patient}
    proposal = propose_merge(by=scene.prescriber, at=AT, reason="the same passport", **pair)
    decide_merge(by=a_colleague(scene.prescriber), at=AT, proposal=proposal, agreed=True)
    joins = joins_of(patient_ids=[scene.patient_id])
    assert [one.words for one in others(joins=joins, own=scene.enrolment, seen={})] == ["Joined on 10 Mar 2026"]
