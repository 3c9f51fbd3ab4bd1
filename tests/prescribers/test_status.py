"""The one status of a patient, read on the worklist: each word from a record that earns it."""

import datetime as dt

import pytest
from django.utils.formats import date_format

from patients.models import PregnancyTest, Treatment
from patients.operations import (
    authorise_prescription,
    end_treatment,
    interrupt_supply,
    register_patient,
    suspect_pregnancy,
    void_record,
    withdraw,
)
from patients.reasons import words
from pharmacies.operations import check_card
from programmes.in_force import programmes
from programmes.models import PrescriberCertification
from tests.builders import (
    Scene,
    a_dispensing,
    a_draft,
    a_man_ready_for_dispensing,
    a_patient,
    a_prescriber,
    a_programme,
    a_test,
    a_woman_ready_for_dispensing,
    an_identity,
    an_implant,
    now,
)
from tests.prescribers.desk import WORKLIST, Desk, a_delegate_of, address
from tests.prescribers.forms import today

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def status_of(desk: Desk) -> str:
    """Read the tag of the only patient on the worklist."""
    source = desk.opens(WORKLIST).source
    return source.split('<span class="tag', 1)[1].split(">", 1)[1].split("<", 1)[0]


def written(day: dt.date) -> str:
    return date_format(day)


def dispensed(days_ago: int) -> Scene:
    """Make a woman whose first supply of 28 days was handed over so long ago."""
    scene = a_woman_ready_for_dispensing(at=now() - days_ago * DAY)
    assert a_dispensing(scene).dispense
    return scene


def test_registration_is_in_progress_until_the_tasks_are_done() -> None:
    doctor = a_prescriber()
    register_patient(by=doctor, at=now(), programme=a_programme(), new=an_identity())
    assert status_of(Desk(doctor)) == "Registration in progress"


def test_young_contraception_is_waited_for_with_the_date_from_the_rulebook() -> None:
    doctor = a_prescriber()
    enrolment = a_patient(at=now(), by=doctor)
    an_implant(by=doctor, at=now(), patient=enrolment.patient, started_on=today() - 7 * DAY)
    rules = programmes().in_force("pomalidomide-eu", today())
    assert rules is not None
    assert rules.contraception is not None
    complete = today() - 7 * DAY + dt.timedelta(days=rules.contraception.lead_days)
    assert status_of(Desk(doctor)) == f"Waiting: contraception until {written(complete)}"


def test_all_but_the_test_of_today_is_ready() -> None:
    doctor = a_prescriber()
    enrolment = a_patient(at=now() - 60 * DAY, by=doctor)
    an_implant(by=doctor, at=now() - 60 * DAY, patient=enrolment.patient)
    assert status_of(Desk(doctor)) == "Ready for first prescription"


def test_a_signed_prescription_says_until_when_it_must_be_dispensed() -> None:
    scene = a_woman_ready_for_dispensing()
    assert status_of(Desk(scene.prescriber)) == f"Prescribed: dispense by {written(today() + 7 * DAY)}"


def test_a_man_s_prescription_has_no_last_day_and_says_that_it_waits() -> None:
    scene = a_man_ready_for_dispensing()
    assert status_of(Desk(scene.prescriber)) == f"Prescribed on {written(today())}, not dispensed yet"


def test_in_treatment_until_the_first_date_that_falls_due() -> None:
    scene = dispensed(5)
    assert status_of(Desk(scene.prescriber)) == f"In treatment: next visit by {written(today() + 22 * DAY)}"


def test_a_visit_is_due_once_a_new_supply_would_not_overlap() -> None:
    assert status_of(Desk(dispensed(20).prescriber)).startswith("In treatment")
    scene = dispensed(22)
    assert status_of(Desk(scene.prescriber)) == f"Visit due {written(today() + 5 * DAY)}"


def test_the_days_overdue_are_counted_from_the_last_good_day() -> None:
    assert status_of(Desk(dispensed(27).prescriber)).startswith("Visit due")
    assert status_of(Desk(dispensed(28).prescriber)) == "Overdue by 1 day"
    assert status_of(Desk(dispensed(40).prescriber)) == "Overdue by 13 days"


def test_a_suspicion_stands_before_everything_else() -> None:
    scene = dispensed(40)
    suspect_pregnancy(by=scene.prescriber, at=now(), patient=scene.patient, reason="late period")
    assert status_of(Desk(scene.prescriber)) == "Stopped: pregnancy suspected"


def test_a_pause_is_an_interruption() -> None:
    scene = dispensed(5)
    interrupt_supply(by=scene.prescriber, at=now(), enrolment=scene.enrolment, reason="low counts")
    assert status_of(Desk(scene.prescriber)) == "Interrupted"
    assert f"Next pregnancy test by {written(today() + 23 * DAY)}" in Desk(scene.prescriber).opens(WORKLIST).text


def test_a_test_that_is_overdue_in_a_pause_is_something_to_do() -> None:
    """Contraception and tests go on while nothing is dispensed."""
    scene = dispensed(30)
    interrupt_supply(by=scene.prescriber, at=now() - 20 * DAY, enrolment=scene.enrolment, reason="low counts")
    desk = Desk(scene.prescriber)
    assert status_of(desk) == "Interrupted, and overdue by 2 days"
    todo = desk.opens(f"{WORKLIST}?show=todo")
    assert f"Next pregnancy test by {written(today() - 2 * DAY)}" in todo.text
    assert "See what is overdue" in todo.text
    assert "1 patient is overdue in a pause" in todo.text
    a_test(by=scene.prescriber, at=now(), patient=scene.patient)
    assert status_of(desk) == "Interrupted"


def test_after_the_end_the_follow_up_goes_on_until_the_last_test_is_done() -> None:
    scene = dispensed(60)
    end_of(scene, days_ago=10)
    assert status_of(Desk(scene.prescriber)) == f"Ended: follow-up until {written(today() + 18 * DAY)}"
    late = dispensed(90)
    end_of(late, days_ago=40)
    assert status_of(Desk(late.prescriber)) == f"Ended: last test due since {written(today() - 12 * DAY)}"
    a_test(by=late.prescriber, at=now(), patient=late.patient)
    assert status_of(Desk(late.prescriber)) == "Closed"


def test_a_withdrawn_patient_is_closed() -> None:
    scene = dispensed(5)
    withdraw(by=scene.prescriber, at=now(), enrolment=scene.enrolment, reason="moved away")
    assert status_of(Desk(scene.prescriber)) == "Closed"


def test_the_patient_s_page_says_the_same_as_the_worklist() -> None:
    scene = dispensed(40)
    desk = Desk(scene.prescriber)
    assert desk.opens(address(scene.enrolment)).heading == status_of(desk)


def end_of(scene: Scene, *, days_ago: int) -> None:
    """End the treatment with a last capsule so long ago."""
    when = now() - days_ago * DAY
    treatment = Treatment.objects.standing().get(enrolment=scene.enrolment)
    end_treatment(by=scene.prescriber, at=when, treatment=treatment, ended_on=when.date(), reason="completed")


def test_a_prescription_that_waits_comes_before_the_days_overdue_for_a_man_too() -> None:
    scene = a_man_ready_for_dispensing(at=now() - 40 * DAY)
    a_dispensing(scene)
    assert status_of(Desk(scene.prescriber)) == "Overdue by 13 days"
    authorise_prescription(by=scene.prescriber, at=now(), enrolment=scene.enrolment, draft=a_draft())
    assert status_of(Desk(scene.prescriber)) == f"Prescribed on {written(today())}, not dispensed yet"


def test_what_the_counter_would_refuse_is_said_with_its_first_reason() -> None:
    scene = a_woman_ready_for_dispensing()
    test = PregnancyTest.objects.standing().get(patient=scene.patient)
    void_record(by=scene.prescriber, at=now(), record=test, reason="another patient's")
    desk, said = Desk(scene.prescriber), f"The pharmacy would refuse: {words('test_missing').title}"
    assert status_of(desk) == said
    assert desk.opens(address(scene.enrolment)).heading == said
    assert check_card(by=scene.pharmacist, at=now(), number=scene.card.number).reasons[0] == "test_missing"


def test_a_prescription_is_judged_by_the_certification_of_whoever_signed_it() -> None:
    scene = a_woman_ready_for_dispensing()
    PrescriberCertification.objects.update(valid_until=today() - DAY)
    said = f"The pharmacy would refuse: {words('prescriber_not_certified').title}"
    assert status_of(Desk(a_delegate_of(scene.prescriber))) == said


def test_a_supply_that_comes_too_early_says_from_when_it_can_be_dispensed() -> None:
    scene = a_man_ready_for_dispensing(at=now() - 5 * DAY)
    a_dispensing(scene)
    authorise_prescription(by=scene.prescriber, at=now(), enrolment=scene.enrolment, draft=a_draft())
    assert status_of(Desk(scene.prescriber)) == f"Prescribed: can be dispensed from {written(today() + 9 * DAY)}"


def test_a_prescription_past_its_last_day_waits_no_longer() -> None:
    doctor = a_prescriber()
    a_woman_ready_for_dispensing(prescriber=doctor, at=now(), prescribed=now() - 8 * DAY)
    assert status_of(Desk(doctor)) == "Ready for first prescription"


def test_in_treatment_the_next_test_is_not_due_and_the_page_says_from_when() -> None:
    scene = dispensed(5)
    page = Desk(scene.prescriber).opens(address(scene.enrolment))
    from_day = written(today() + 16 * DAY)
    assert f"The next supply can be dispensed from {from_day}. Not due yet" in page.text


def test_once_the_visit_is_due_the_test_is_the_next_task() -> None:
    scene = dispensed(25)
    page = Desk(scene.prescriber).opens(address(scene.enrolment))
    assert "Record the pregnancy test Not started" in page.text
    assert f"Authorise the prescription Still missing: {words('test_missing').title}. Cannot start yet" in page.text


def test_a_test_made_while_contraception_waits_is_not_called_completed() -> None:
    doctor = a_prescriber()
    enrolment = a_patient(at=now(), by=doctor)
    an_implant(by=doctor, at=now(), patient=enrolment.patient, started_on=today() - 7 * DAY)
    a_test(by=doctor, at=now(), patient=enrolment.patient)
    page = Desk(doctor).opens(address(enrolment))
    assert f"Test when contraception is complete: on {written(today() + 21 * DAY)} or later. Not due yet" in page.text


def test_what_is_still_missing_before_a_prescription_is_named() -> None:
    doctor = a_prescriber()
    enrolment = a_patient(at=now(), by=doctor)
    page = Desk(doctor).opens(address(enrolment))
    assert f"{words('contraception_missing').title}; {words('test_missing').title}. Cannot start yet" in page.text


def test_on_the_very_day_the_lead_time_is_complete_only_the_test_is_wanted() -> None:
    doctor = a_prescriber()
    enrolment = a_patient(at=now(), by=doctor)
    an_implant(by=doctor, at=now(), patient=enrolment.patient, started_on=today() - 28 * DAY)
    desk = Desk(doctor)
    assert status_of(desk) == "Ready for first prescription"
    assert "Record contraception Completed" in desk.opens(address(enrolment)).text


def test_a_gap_that_no_waiting_mends_is_no_waiting() -> None:
    doctor = a_prescriber()
    enrolment = a_patient(at=now() - 60 * DAY, by=doctor)
    an_implant(
        by=doctor, at=now(), patient=enrolment.patient, started_on=today() - 5 * DAY, valid_until=today() + 5 * DAY
    )
    desk = Desk(doctor)
    assert status_of(desk) == "Registration in progress"
    assert "There is a gap in the contraception recorded" in desk.opens(address(enrolment)).text


def test_while_she_is_stopped_no_prescription_is_said_to_wait() -> None:
    scene = a_woman_ready_for_dispensing()
    suspect_pregnancy(by=scene.prescriber, at=now(), patient=scene.patient, reason="late period")
    page = Desk(scene.prescriber).opens(address(scene.enrolment))
    assert "Nothing can be prescribed or dispensed while this stands. Cannot start yet" in page.text
    assert "waits to be dispensed" not in page.text
