"""A course and its turns in the browser: a pause, another method, a mistake put right, two records of one person."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.utils import formats
from playwright.sync_api import Browser, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actor import Actor
from accounts.models import Organisation
from patients.merged import group_ids
from patients.models import Contraception, Enrolment, Patient, PregnancyTest, Stop, Treatment
from patients.operations import correct_identity
from tests.builders import Scene, a_prescriber, a_woman_ready_for_dispensing, an_identity, now
from tests.journeys.prescriber import AtTheDesk
from tests.journeys.ways import IN_TWO_WAYS, Way, in_ways
from tests.prescribers.desk import address

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, way: Way) -> Iterator[AtTheDesk]:
    context = browser.new_context(
        viewport=ViewportSize(width=way.width, height=900), java_script_enabled=way.scripts, locale="en-GB"
    )
    yield AtTheDesk(context.new_page(), live_server.url, scripts=way.scripts, keyboard=way.keyboard)
    context.close()


@IN_TWO_WAYS
def test_a_course_is_paused_and_resumed_a_method_changed_and_a_mistake_seen_struck_through(desk: AtTheDesk) -> None:
    her = a_woman_ready_for_dispensing()
    desk.logs_in(her.prescriber)
    desk.follows("TESTER")
    desk.follows("Interrupt treatment")
    desk.sees_heading("Interrupt treatment from today")
    desk.types("Reason", "low counts")
    desk.presses("Interrupt")
    desk.looks()
    desk.sees("Interrupted: low counts")
    desk.follows("Resume treatment")
    desk.sees_heading("Resume treatment from today?")
    _presses_and_leaves(desk, "Resume", "Resume treatment from today?")
    assert not Stop.objects.standing().filter(until_on__isnull=True).exists()
    _changes_the_implant_for_a_coil(desk, her.enrolment)
    _puts_the_test_right(desk, her.enrolment)
    _ends_the_coil_and_the_treatment(desk, her.enrolment)
    desk.follows("Who looked, and who changed it")
    desk.sees_heading("Who looked, and who changed it")
    desk.sees(her.prescriber.name)
    desk.sees("correct a record with a reason")


def _changes_the_implant_for_a_coil(desk: AtTheDesk, enrolment: Enrolment) -> None:
    today = now().date()
    desk.page.goto(desk.address + address(enrolment, "contraception"))
    desk.follows("change it for another")
    desk.sees_heading("Change this method for another")
    desk.types_date("First day without the old method", today)
    desk.chooses("Method", "Hormonal coil")
    desk.types_date("In use since", today)
    desk.types_date("Last day on which it protects", today.replace(year=today.year + 5, day=1))
    _presses_and_leaves(desk, "Record the change", "Change this method for another")
    assert Contraception.objects.standing().filter(ended_on__isnull=True).get().method == "levonorgestrel_ius"


def _ends_the_coil_and_the_treatment(desk: AtTheDesk, enrolment: Enrolment) -> None:
    desk.page.goto(desk.address + address(enrolment, "contraception"))
    desk.follows("end it")
    desk.types_date("First day on which it no longer protects", now().date())
    _presses_and_leaves(desk, "Record the end", "End this method of contraception")
    assert not Contraception.objects.standing().filter(ended_on__isnull=True).exists()
    desk.page.goto(desk.address + address(enrolment))
    desk.follows("End treatment")
    desk.sees_heading("End treatment")
    desk.types_date("Day of the last capsule", now().date())
    desk.chooses("Why it ended", "The patient's wish")
    _presses_and_leaves(desk, "End treatment", "End treatment")
    assert Treatment.objects.standing().get().ended_on == now().date()


def _puts_the_test_right(desk: AtTheDesk, enrolment: Enrolment) -> None:
    desk.page.goto(desk.address + address(enrolment, "record"))
    desk.follows(f"{formats.date_format(now().date(), 'j M Y')}, Pregnancy test: Negative (urine")
    desk.sees_heading("Correct a pregnancy test")
    desk.chooses("Result", "Negative")
    desk.types_date("Sample taken on", now().date())
    expect(desk.page.get_by_label("Sensitivity of the test in mIU/mL")).to_have_value("25")
    desk.types("Sensitivity of the test in mIU/mL", "10")
    desk.chooses("Was it done under medical supervision?", "Yes")
    desk.types("Reason", "the kit was another one")
    _presses_and_leaves(desk, "Correct", "Correct a pregnancy test")
    desk.page.goto(desk.address + address(enrolment, "record"))
    expect(desk.page.locator("s").filter(has_text="Pregnancy test: Negative (urine")).to_be_visible()
    desk.sees("replaced or struck out: the kit was another one")
    desk.looks()
    assert PregnancyTest.objects.standing().get().sensitivity_miu_ml == 10


@in_ways("wide", "narrow-without-scripts")
def test_two_records_of_one_person_are_joined_and_parted_by_two_people(desk: AtTheDesk) -> None:
    doctor = a_prescriber(name="Dr First")
    colleague = a_prescriber(centre=Organisation.objects.get(id=doctor.place_id), name="Dr Second")
    kept, _other = _registered_twice(doctor)
    desk.logs_in(doctor)
    desk.page.goto(desk.address + address(kept.enrolment, "record"))
    desk.follows("This patient has a second record")
    desk.sees_heading("Second record of this patient")
    desk.page.get_by_role("group", name="Which record is the same person's?").get_by_role("radio").first.check()
    desk.types("How do you know?", "the same passport")
    desk.presses("Propose to join them")
    desk.sees("Dr First says that this patient has a second record.")
    _second_agrees(desk, colleague, kept, "Join two records?", "Yes, both records are the same person's")
    desk.sees("Both are judged together")
    assert Patient.objects.filter(id__in=group_ids(kept.patient_id)).count() == 2

    desk.follows("These are two people")
    desk.sees_heading("Are these two people after all?")
    desk.types("Reason", "another passport")
    desk.presses("Propose to part them")
    desk.sees("Dr Second says that this record was joined with another one by mistake.")
    _second_agrees(desk, doctor, kept, "Part two records?", "Yes, these are two people")
    assert Patient.objects.filter(id__in=group_ids(kept.patient_id)).count() == 1


def _registered_twice(doctor: Actor) -> tuple[Scene, Scene]:
    """Let one woman have two records, because her date of birth was mistyped in the second and put right later."""
    named = {"family_name": "Twice", "given_name": "Ana"}
    kept = a_woman_ready_for_dispensing(prescriber=doctor, identity=an_identity(**named))
    mistyped = an_identity(**named, birth_date=dt.date(1980, 3, 14))
    other = a_woman_ready_for_dispensing(prescriber=doctor, identity=mistyped)
    correct_identity(by=doctor, at=now(), patient=other.patient, new=an_identity(**named), reason="mistyped")
    return kept, other


def _second_agrees(desk: AtTheDesk, second: Actor, kept: Scene, heading: str, answer: str) -> None:
    desk.page.context.clear_cookies()  # the first one has gone home
    desk.logs_in(second)
    desk.page.goto(desk.address + address(kept.enrolment))
    desk.follows("Look and answer")
    desk.sees_heading(heading)
    desk.chooses("Your answer", answer)
    _presses_and_leaves(desk, "Answer", heading)


def _presses_and_leaves(desk: AtTheDesk, button: str, heading: str) -> None:
    """Press a button and wait for the next page: only then is anything recorded."""
    desk.presses(button)
    expect(desk.page.get_by_role("heading", level=1)).not_to_have_text(heading)
    desk.looks()
