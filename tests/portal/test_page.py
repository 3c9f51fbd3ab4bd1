"""What stands on her page, by what the rulebook says; no history, no result, and nothing of anybody else."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format
from icalendar import Calendar, Event

from audit.models import Entry, Outcome
from foundation.checksymbols import format_number
from foundation.qr import card_svg
from patients.models import Contraception, Treatment
from patients.operations import end_treatment, interrupt_supply, revoke_card, void_record
from tests.builders import (
    Scene,
    a_dispensing,
    a_man_ready_for_dispensing,
    a_patient,
    a_prescriber,
    a_woman_ready_for_dispensing,
    an_identity,
    now,
)
from tests.portal.hand import Hand
from tests.portal.reading import grade
from tests.practice.test_practice import practising
from tests.programmes.kits import a_body, a_material_in_force
from tests.reminders.scenes import is_prescribed_for

pytestmark = pytest.mark.django_db


def _page(scene: Scene) -> str:
    return Hand().shows(scene.card).text


def _in(days: int) -> str:
    return date_format(now().date() + dt.timedelta(days=days))


def test_before_the_first_supply_her_centre_tells_her_when_to_come(scene: Scene) -> None:
    text = _page(scene)
    assert "Your centre will tell you when to come." in text
    assert f"Get your capsules from the pharmacy by {_in(7)}." in text
    assert "Add to my calendar" not in text


def test_her_next_visit_is_the_last_day_with_capsules_in_hand(scene: Scene) -> None:
    a_dispensing(scene, at=now())
    text = _page(scene)
    assert f"Come to your next visit by {_in(27)}." in text
    assert "Get your capsules" not in text
    assert "Add to my calendar" in text


def test_her_protection_is_told_with_its_last_day(scene: Scene) -> None:
    until = Contraception.objects.get(patient=scene.patient).valid_until
    assert until is not None
    assert f"Your birth control covers you until {date_format(until)}." in _page(scene)


def test_without_protection_on_record_she_is_asked_to_call(scene: Scene) -> None:
    row = Contraception.objects.get(patient=scene.patient)
    void_record(by=scene.prescriber, at=now(), record=row, reason="another patient's")
    assert "We have no birth control on record for you. Call your centre today." in _page(scene)


def test_a_woman_who_can_become_pregnant_is_told_what_her_programme_says(scene: Scene) -> None:
    text = _page(scene)
    assert "Go on with birth control for 28 days after your last capsule." in text
    assert "Take a pregnancy test at each visit." in text
    assert "Do not give blood while you take the capsules, and for 7 days after." in text
    assert "condom" not in text


def test_a_woman_who_cannot_is_told_of_neither_tests_nor_birth_control(scene: Scene) -> None:
    enrolment = a_patient(
        at=now(), by=scene.prescriber, category="non_childbearing", criterion="hysterectomy", identity=an_identity()
    )  # fmt: skip
    hand = Hand()
    text = hand.shows(enrolment.cards.get()).text
    assert "Tell your doctor if your periods come back." in text
    assert "I think I am pregnant" in text
    assert re.findall("birth control|pregnancy test|condom", text) == []


def test_a_man_is_told_of_condoms_and_asked_about_his_partner() -> None:
    text = _page(a_man_ready_for_dispensing())
    assert "Go on with condoms for 7 days after your last capsule." in text
    assert "Do not give sperm while you take the capsules, and for 7 days after." in text
    assert "My partner may be pregnant" in text
    assert "I think I am pregnant" not in text


def test_after_the_treatment_she_is_told_what_goes_on_and_until_when(scene: Scene) -> None:
    treatment = Treatment.objects.standing().get(enrolment=scene.enrolment)
    end_treatment(by=scene.prescriber, at=now(), treatment=treatment, ended_on=now().date(), reason="progression")
    text = _page(scene)
    assert f"Go for your last pregnancy test on {_in(28)} or soon after." in text
    assert f"Keep using birth control until {_in(28)}." in text
    assert f"Do not give blood until after {_in(7)}." in text
    assert "I think I am pregnant" in text


def test_after_his_treatment_a_man_is_told_until_when() -> None:
    scene = a_man_ready_for_dispensing()
    treatment = Treatment.objects.standing().get(enrolment=scene.enrolment)
    end_treatment(by=scene.prescriber, at=now(), treatment=treatment, ended_on=now().date(), reason="progression")
    text = _page(scene)
    assert f"Keep using condoms until {_in(7)}." in text
    assert f"Do not give sperm until after {_in(7)}." in text


def test_an_interruption_takes_nothing_of_the_advice_away(scene: Scene) -> None:
    interrupt_supply(by=scene.prescriber, at=now(), enrolment=scene.enrolment, reason="operation")
    assert "Keep using your birth control" in _page(scene)


def test_there_is_no_history_no_result_no_name_and_no_number(scene: Scene) -> None:
    a_dispensing(scene, at=now())
    text = _page(scene).lower()
    told = ["negative", "tester", "maría", "pomalidomide", "myeloma", "implant", scene.card.number.lower(), "rx-"]
    assert [word for word in told if word in text] == []


def test_her_card_is_shown_where_a_pharmacy_asks_for_it_and_can_be_scanned(scene: Scene) -> None:
    hand = Hand()
    assert "Show my card at the pharmacy" in hand.shows(scene.card).text
    page = hand.opens("mine/card/")
    assert format_number(scene.card.number) in page.text
    assert card_svg(scene.card.number, label="Square code of my card") in page.source
    assert grade(page.text) <= 6


def test_her_card_is_shown_to_nobody_before_the_door_and_not_once_it_is_blocked(scene: Scene) -> None:
    hand = Hand()
    assert scene.card.number[:4] not in hand.opens("mine/card/").text
    hand.shows(scene.card)
    revoke_card(by=scene.prescriber, at=now(), card=scene.card, reason="lost")
    closed = hand.opens("mine/card/")
    assert (closed.status, format_number(scene.card.number) in closed.text) == (403, False)


def test_her_brochure_is_the_one_in_force_for_her_category_and_country(scene: Scene) -> None:
    hand = Hand()
    assert "Read my brochure" not in hand.shows(scene.card).text
    assert hand.opens("mine/brochure/").heading == "My page"
    for kind, country in (("brochure-childbearing", "BE"), ("brochure-male", "BE"), ("brochure-childbearing", "FR")):
        body = a_body(title=f"Brochure: {kind} in {country}")
        a_material_in_force(at=now(), kind=kind, country=country, body=body)
    assert "Read my brochure" in hand.opens("mine/").text
    page = hand.opens("mine/brochure/")
    assert page.heading == "Brochure: brochure-childbearing in BE"
    assert "We do not have it in your language yet." not in page.text


def test_a_brochure_in_another_language_says_so(scene: Scene) -> None:
    a_material_in_force(at=now(), kind="brochure-childbearing", language="de", body=a_body(title="Heft"))
    hand = Hand()
    hand.shows(scene.card)
    page = hand.opens("mine/brochure/")
    assert (page.heading, "We do not have it in your language yet." in page.text) == ("Heft", True)


def test_every_look_is_written_down_with_the_patient_as_the_one_who_looked(scene: Scene) -> None:
    Hand().shows(scene.card)
    looks = Entry.objects.filter(act="portal.open", outcome=Outcome.READ)
    assert [(one.role, one.subjects) for one in looks] == [("patient", [scene.patient_id])]


def test_a_page_asks_the_same_of_the_database_whatever_else_there_is(scene: Scene) -> None:
    hand = Hand()
    hand.shows(scene.card)
    with CaptureQueriesContext(connection) as before:
        hand.opens("mine/")
    for _ in range(3):
        a_woman_ready_for_dispensing(prescriber=scene.prescriber, pharmacist=scene.pharmacist)
    a_dispensing(scene, at=now())
    with CaptureQueriesContext(connection) as after:
        hand.opens("mine/")
    assert len(after) == len(before) < 45


def test_her_visit_goes_into_any_calendar_as_a_word_that_tells_nothing(scene: Scene) -> None:
    a_dispensing(scene, at=now())
    hand = Hand()
    hand.shows(scene.card)
    response = hand.client.get("/card/visit.ics")
    day = now().date() + dt.timedelta(days=27)
    assert response["Content-Type"].startswith("text/calendar")
    visit = _the_visit(response.content)
    assert (visit["summary"], visit.start, visit.end) == ("Appointment", day, day + dt.timedelta(days=1))
    [alarm] = visit.walk("VALARM")
    assert b"TRIGGER:-PT15H" in alarm.to_ical()
    assert visit["uid"] == _the_visit(hand.client.get("/card/visit.ics").content)["uid"]


def _the_visit(file: bytes) -> Event:
    """Read a file as a calendar does: one event."""
    (visit,) = Calendar.from_ical(file).walk("VEVENT")
    assert isinstance(visit, Event)
    return visit


def test_who_was_seen_and_has_capsules_to_fetch_is_not_told_that_she_missed_her_visit(scene: Scene) -> None:
    ran_out = a_woman_ready_for_dispensing(prescriber=scene.prescriber, at=now() - dt.timedelta(days=30))
    a_dispensing(ran_out, at=now() - dt.timedelta(days=30))
    assert "Your visit was due on" in _page(ran_out)
    is_prescribed_for(ran_out, at=now())
    text = _page(ran_out)
    assert "Your visit was due on" not in text
    assert f"Get your capsules from the pharmacy by {_in(7)}." in text


def test_her_page_speaks_the_language_of_her_record_until_she_chooses_another() -> None:
    hers = a_patient(at=now(), by=a_prescriber(), identity=an_identity(language="de"))
    hand = Hand()
    hand.tries(hers.cards.get().number)
    page = hand.opens("mine/", headers={"accept-language": "it"})
    assert "Ich glaube, ich bin schwanger" in page.text
    assert 'lang="en-gb">English</button>' in page.source, "a language calls itself by its own name"
    hand.client.post("/language/", {"language": "fr"})
    assert "Je crois que je suis enceinte" in hand.opens("mine/").text


def test_without_a_day_there_is_no_file(scene: Scene) -> None:
    hand = Hand()
    hand.shows(scene.card)
    assert hand.opens("visit.ics").heading == "My page"


def test_a_practice_patients_page_says_so_and_tells_nobody() -> None:
    doctor, _counter = practising(a_prescriber(), at=now())
    enrolment = a_patient(at=now(), by=doctor)
    hand = Hand()
    assert "PRACTICE" in hand.shows(enrolment.cards.get()).text
    assert "PRACTICE" in hand.presses("pregnant/").text


@pytest.mark.parametrize("path", ["privacy/", "on-paper/"])
def test_what_is_said_to_everybody_needs_no_card(path: str) -> None:
    before = Entry.objects.count()
    answer = Hand().opens(path)
    assert answer.status == 200
    assert Entry.objects.count() == before
