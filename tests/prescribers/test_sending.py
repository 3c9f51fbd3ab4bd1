"""After signing: the prescription sent to the pharmacy that she chose, its days put into a calendar."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from icalendar import Calendar

from accounts.models import Organisation, Role
from outbox.models import Message
from patients.eligibility import standings
from patients.identity import person_of
from patients.models import Sending
from patients.operations import (
    cancel_prescription,
    resolve_pregnancy,
    send_prescription,
    suspect_pregnancy,
    tell_partner_pregnancy,
)
from patients.refusals import NotForThisPatient, NothingToChange
from patients.sendings import sent_to
from reminders.addresses import Address
from reminders.letters import letter
from tests.builders import (
    Scene,
    a_dispensing,
    a_man_ready_for_dispensing,
    a_pharmacist,
    a_test,
    a_woman_ready_for_dispensing,
    an_actor,
    now,
)
from tests.prescribers.desk import Answer, Desk, address

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_woman_ready_for_dispensing()


def pharmacy_of(scene: Scene) -> Organisation:
    return Organisation.objects.get(id=scene.pharmacist.place_id)


def page_of(scene: Scene, last: str = "send") -> str:
    return address(scene.enrolment, "prescription", scene.prescription.id, last)


def sends(scene: Scene, **data: Any) -> Answer:
    pharmacy = pharmacy_of(scene)
    filled = {"name": pharmacy.name, "pharmacy": str(pharmacy.id), "chosen": "on"} | data
    return Desk(scene.prescriber).sends(page_of(scene), filled)


def test_the_confirmation_leads_to_both(scene: Scene) -> None:
    confirmed = Desk(scene.prescriber).opens(address(scene.enrolment, "prescription", scene.prescription.id))
    assert page_of(scene) in confirmed.source
    assert page_of(scene, "dates") in confirmed.source


def test_a_pharmacy_is_found_by_its_name_chosen_with_her_and_told_without_a_name(scene: Scene) -> None:
    pharmacy = pharmacy_of(scene)
    found = Desk(scene.prescriber).sends(page_of(scene), {"name": pharmacy.name[:-1], "find": "1"})
    assert str(pharmacy.id) in found.source
    assert not Sending.objects.exists()
    assert f"Sent to: {pharmacy.name}." in sends(scene).text
    mail = letter(message=Message.objects.get(kind="prescription_sent"), to=Address(pharmacy.email, "en-gb"))
    assert scene.prescription.authorisation_number in str(mail.body)
    listed = Desk(scene.pharmacist).opens("/counter/sent/")
    assert scene.prescription.authorisation_number in listed.text
    assert "check the card" in listed.text


def test_what_was_sent_is_no_secret_of_another_pharmacy_and_opens_nobody(scene: Scene) -> None:
    sends(scene)
    family_name = person_of(patient=scene.patient).family_name
    assert family_name not in Desk(scene.pharmacist).opens("/counter/sent/").text
    assert "No prescription sent to this pharmacy is waiting" in Desk(a_pharmacist()).opens("/counter/sent/").text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"chosen": ""}, "Tick “The patient chose this pharmacy”"),
        ({"pharmacy": ""}, "No pharmacy is chosen"),
        ({"pharmacy": "00000000-0000-4000-8000-000000000000"}, "choose one of the answers listed"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_sent(scene: Scene, data: dict[str, str], words: str) -> None:
    answer = sends(scene, **data)
    assert answer.status == 422
    assert words in answer.text
    assert not Sending.objects.exists()


def test_a_name_that_no_pharmacy_has_is_said_and_nothing_is_sent(scene: Scene) -> None:
    answer = sends(scene, name="\u202e<b>nowhere\x00")
    assert "No registered pharmacy has this in its name" in answer.text
    assert "<b>nowhere" not in answer.source
    assert not Sending.objects.exists()


def test_it_leaves_the_list_once_it_is_handed_over_or_cancelled(scene: Scene) -> None:
    sends(scene)
    number = scene.prescription.authorisation_number
    assert number in Desk(scene.pharmacist).opens("/counter/sent/").text
    a_dispensing(scene)
    assert number not in Desk(scene.pharmacist).opens("/counter/sent/").text


def test_the_operation_refuses_twice_to_one_and_where_nobody_may_dispense(scene: Scene) -> None:
    said = {"by": scene.prescriber, "prescription": scene.prescription}
    centre = Organisation.objects.get(id=scene.prescriber.place_id)
    with pytest.raises(NotForThisPatient):
        send_prescription(**said, at=now(), pharmacy=centre)
    send_prescription(**said, at=now(), pharmacy=pharmacy_of(scene))
    with pytest.raises(NothingToChange, match="already"):
        send_prescription(**said, at=now(), pharmacy=pharmacy_of(scene))
    cancel_prescription(**said, at=now(), reason="another dose")
    with pytest.raises(NothingToChange, match="Nothing is left"):
        send_prescription(**said, at=now(), pharmacy=pharmacy_of(scene))


def test_while_a_pregnancy_is_suspected_no_page_says_that_a_pharmacy_hands_anything_over(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    pages = [address(scene.enrolment, "prescription", scene.prescription.id), address(scene.enrolment)]
    transfer = address(scene.enrolment, "transfer")
    before = [desk.opens(page).text for page in pages]
    assert "hands over up to" in before[0]
    assert "The pharmacy must dispense by" in before[1]
    assert "the pharmacy can dispense on it" in desk.opens(transfer).text
    sends(scene)
    a_test(at=now(), by=scene.prescriber, patient=scene.patient, result="positive")
    assert "No prescription sent to this pharmacy is waiting" in Desk(scene.pharmacist).opens("/counter/sent/").text
    slip = desk.opens(page_of(scene, "slip"))
    assert slip.status == 422
    assert "Two people close" in slip.text
    after = [desk.opens(page).text for page in pages]
    assert "Stopped: nothing can be dispensed" in after[0]
    for words in ("hands over up to", "must be dispensed by", "Send to a pharmacy", "Add the dates", "Print the slip"):
        assert words not in after[0]
    assert "The pharmacy must dispense by" not in after[1]
    assert "the pharmacy can dispense on it" not in desk.opens(transfer).text
    with pytest.raises(NotForThisPatient, match="Two people close"):
        send_prescription(by=scene.prescriber, at=now(), prescription=scene.prescription, pharmacy=pharmacy_of(scene))


def test_past_its_last_day_a_prescription_leaves_the_pharmacys_list(scene: Scene) -> None:
    sends(scene)
    last = standings(enrolments=[scene.enrolment], on=[now().date()], by=None)[0].due["dispense_by"]
    on = now() + (last - now().date())
    assert [one.prescription_id for one in sent_to(by=scene.pharmacist, at=on)] == [scene.prescription.id]
    assert sent_to(by=scene.pharmacist, at=on + dt.timedelta(days=1)) == []


def days_to_dispense() -> int:
    scene = a_woman_ready_for_dispensing()
    due = standings(enrolments=[scene.enrolment], on=[now().date()], by=None)[0].due
    return (due["dispense_by"] - now().date()).days


HANDED_OVER = ("hands over up to", "Send to a pharmacy", "Print the slip", "must be dispensed by")


def test_past_its_last_day_it_is_said_to_have_ended_and_is_neither_printed_nor_sent() -> None:
    days = days_to_dispense() + 1
    scene = a_woman_ready_for_dispensing(prescribed=now() - dt.timedelta(days=days))
    ended = f"The last day of this prescription was {date_format(now().date() - dt.timedelta(days=1))}."
    desk = Desk(scene.prescriber)
    page = desk.opens(address(scene.enrolment, "prescription", scene.prescription.id))
    for words in ("its time is over", ended, "No pharmacy may dispense what is left", "Authorise a new prescription"):
        assert words in page.text
    for words in (*HANDED_OVER, "Prescription authorised", "Cancel this prescription"):
        assert words not in page.text
    patient = desk.opens(address(scene.enrolment)).text
    assert "The pharmacy must dispense by" not in patient
    assert "The pharmacy must dispense by" not in desk.opens(address(scene.enrolment, "visit")).text
    assert "the pharmacy can dispense on it" not in desk.opens(address(scene.enrolment, "transfer")).text
    for refused in (desk.opens(page_of(scene, "slip")), sends(scene)):
        assert refused.status == 409
        assert ended in refused.text
    assert not Sending.objects.exists()
    with pytest.raises(NothingToChange, match="Authorise a new prescription"):
        send_prescription(by=scene.prescriber, at=now(), prescription=scene.prescription, pharmacy=pharmacy_of(scene))
    assert ended in before_a_new_one(scene)


def before_a_new_one(scene: Scene) -> str:
    a_test(at=now(), by=scene.prescriber, patient=scene.patient)
    return Desk(scene.prescriber).opens(address(scene.enrolment, "prescription")).text


def test_on_its_last_day_it_is_printed_and_sent() -> None:
    """The control: the day itself still counts."""
    scene = a_woman_ready_for_dispensing(prescribed=now() - dt.timedelta(days=days_to_dispense()))
    desk = Desk(scene.prescriber)
    page = desk.opens(address(scene.enrolment, "prescription", scene.prescription.id))
    for words in HANDED_OVER:
        assert words in page.text
    assert "its time is over" not in page.text
    assert "the pharmacy can dispense on it" in desk.opens(address(scene.enrolment, "transfer")).text
    assert desk.opens(page_of(scene, "slip")).status == 200
    assert f"Sent to: {pharmacy_of(scene).name}. Any registered pharmacy" in sends(scene).text
    assert "Signing a new prescription closes it" in before_a_new_one(scene)


def test_after_a_false_alarm_and_for_a_man_whose_partner_is_suspected_it_can_be_sent(scene: Scene) -> None:
    """The control: a suspicion that was closed holds nothing, nor does one of a man's partner."""
    man = a_man_ready_for_dispensing(prescriber=scene.prescriber, pharmacist=scene.pharmacist)
    tell_partner_pregnancy(
        by=man.prescriber, at=now(), patient=man.patient, known_on=now().date(), words="a test at home"
    )
    assert f"Sent to: {pharmacy_of(man).name}." in sends(man).text
    suspicion = suspect_pregnancy(by=scene.prescriber, at=now(), patient=scene.patient, reason="late")
    colleague = an_actor(Role.PRESCRIBER, Organisation.objects.get(id=scene.prescriber.place_id))
    resolve_pregnancy(by=scene.prescriber, at=now(), pregnancy=suspicion, how="false_alarm", second=colleague)
    assert f"Sent to: {pharmacy_of(scene).name}." in sends(scene).text


def test_the_days_go_into_a_calendar_and_tell_nobody_anything(scene: Scene) -> None:
    file = Desk(scene.prescriber).client.get(page_of(scene, "dates"))
    assert file["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(file.content).walk("VEVENT")
    assert events
    assert {str(one["summary"]) for one in events} == {"Appointment"}
    assert all(one.decoded("dtstart") >= timezone.localdate() for one in events)
    assert scene.prescription.authorisation_number not in file.content.decode()
    again = Calendar.from_ical(Desk(scene.prescriber).client.get(page_of(scene, "dates")).content).walk("VEVENT")
    assert [str(one["uid"]) for one in again] == [str(one["uid"]) for one in events]
