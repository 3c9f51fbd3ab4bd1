"""A man's partner who may be pregnant: a case of its own for the safety desk, and nobody's verdict changes."""

import pytest
from django.test import Client

from accounts.models import Role
from audit.models import Entry, Outcome
from outbox.models import Message
from patients.models import PartnerPregnancy, Verdict
from patients.operations import tell_partner_pregnancy, void_record
from patients.refusals import FutureDate, NotForThisPatient
from tests.builders import (
    Scene,
    a_check,
    a_delegate,
    a_man_ready_for_dispensing,
    a_place_for,
    a_woman_ready_for_dispensing,
    an_actor,
    user_of,
)
from tests.patients.lives import DAY
from tests.prescribers.desk import Desk, address, boxes, centre_of
from tests.prescribers.forms import today

pytestmark = pytest.mark.django_db


def told(scene: Scene) -> PartnerPregnancy:
    return tell_partner_pregnancy(
        by=scene.prescriber, at=scene.at, patient=scene.patient, known_on=scene.at.date(), words="A test at home"
    )


def facts_of(verdict: Verdict) -> tuple[bool | None, list[str]]:
    return verdict.dispense, list(verdict.reasons)


def test_his_supply_goes_on_and_his_prescriber_is_told() -> None:
    man = a_man_ready_for_dispensing()
    before = facts_of(a_check(man))
    case = told(man)
    assert facts_of(a_check(man)) == before == (True, [])
    message = Message.objects.get(kind="partner_suspected")
    assert (message.recipient_id, message.about_id) == (man.prescriber.user_id, man.enrolment.id)
    assert case.patient_id == man.patient_id


def test_a_womans_suspicion_is_never_taken_for_a_partners() -> None:
    woman = a_woman_ready_for_dispensing()
    with pytest.raises(NotForThisPatient):
        told(woman)
    assert not PartnerPregnancy.objects.exists()


def test_a_case_is_not_dated_ahead() -> None:
    man = a_man_ready_for_dispensing()
    with pytest.raises(FutureDate):
        tell_partner_pregnancy(
            by=man.prescriber, at=man.at, patient=man.patient, known_on=man.at.date() + 2 * DAY, words="x"
        )


def test_the_safety_desk_reads_initials_age_and_sex_and_no_name(client: Client) -> None:
    man = a_man_ready_for_dispensing()
    told(man)
    client.force_login(user_of(an_actor(Role.SAFETY_OFFICER, a_place_for(Role.SAFETY_OFFICER))))
    page = client.get("/safety/partners/")
    [row] = page.context["table"].rows
    cells = [cell.text for cell in row.cells]
    assert cells[3] == "Male"
    assert "A test at home" in cells
    assert "TESTER" not in page.content.decode().upper()
    assert Entry.objects.get(act="safety.read", outcome=Outcome.READ).subjects == [man.patient_id]


def test_a_case_told_of_the_wrong_man_is_struck_out_with_a_reason(client: Client) -> None:
    man = a_man_ready_for_dispensing()
    void_record(by=man.prescriber, at=man.at, record=told(man), reason="another man's")
    client.force_login(user_of(an_actor(Role.SAFETY_OFFICER, a_place_for(Role.SAFETY_OFFICER))))
    assert "No case of a partner is open" in client.get("/safety/partners/").content.decode()


def test_a_delegate_opens_the_case_at_the_desk_and_reads_what_to_do() -> None:
    man = a_man_ready_for_dispensing()
    desk = Desk(a_delegate(centre=centre_of(man.prescriber)))
    assert "His partner may be pregnant" in desk.opens(address(man.enrolment)).text
    form = {"words": "Missed period", **boxes("known_on", today())}
    answer = desk.sends(f"/safety/suspicion/{man.enrolment.id}/partner/", form)
    assert answer.heading == "The case is open"
    assert "His treatment goes on" in answer.text
    assert "His supply goes on" in desk.opens(address(man.enrolment, "record")).text
