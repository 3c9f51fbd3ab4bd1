"""The worklist: everybody once, counted truly, in a fixed number of queries, each showing written down."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actor import Actor
from audit.models import Entry, Outcome
from patients.models import NoticeAnswer, Treatment
from patients.operations import end_treatment, register_patient, suspect_pregnancy
from pharmacies.operations import check_card, tell_prescriber
from prescribers.counting import count_anew
from prescribers.queries import by_rank, stretch, stretch_by_rank, tally
from prescribers.queries import worklist as listed
from tests.builders import (
    Scene,
    a_dispensing,
    a_man_ready_for_dispensing,
    a_prescriber,
    a_programme,
    a_test,
    a_woman_ready_for_dispensing,
    an_identity,
    now,
)
from tests.prescribers.desk import WORKLIST, Desk, address

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
MOST_QUERIES = 15  # one of them counts what waits to be signed


def registers(doctor: Actor, count: int) -> None:
    """Register so many patients at one centre."""
    for _patient in range(count):
        register_patient(by=doctor, at=now(), programme=a_programme(), new=an_identity())


def treats(doctor: Actor, count: int) -> list[Scene]:
    """Bring so many women to their first supply."""
    scenes = [a_woman_ready_for_dispensing(prescriber=doctor, at=now() - 20 * DAY) for _woman in range(count)]
    for scene in scenes:
        a_dispensing(scene)
    return scenes


def queries_of(desk: Desk, path: str) -> int:
    """Count the queries of one page."""
    with CaptureQueriesContext(connection) as captured:
        assert desk.opens(path).status == 200
    return len(captured)


def test_the_queries_of_worklist_and_patient_page_do_not_grow_with_the_registry() -> None:
    doctor = a_prescriber()
    scenes = treats(doctor, 5)
    registers(doctor, 5)
    desk, own = Desk(doctor), address(scenes[0].enrolment)
    count_anew(at=now())
    few = {path: queries_of(desk, path) for path in (WORKLIST, own, f"{own}record/")}
    registers(doctor, 170)
    treats(doctor, 20)
    count_anew(at=now())
    assert "200 patients" in desk.opens(WORKLIST).text
    many = {path: queries_of(desk, path) for path in (WORKLIST, own, f"{own}record/")}
    assert many == few
    assert many[WORKLIST] <= MOST_QUERIES
    last_page = f"{WORKLIST}?page=8"
    assert queries_of(desk, last_page) <= few[WORKLIST]


def test_the_pages_of_the_list_show_everybody_once() -> None:
    doctor = a_prescriber()
    registers(doctor, 27)
    desk = Desk(doctor)
    first, second = desk.opens(WORKLIST), desk.opens(f"{WORKLIST}?page=2")
    assert "27 patients" in first.text
    assert "1 to 25 of 27" in first.text
    names = [name for page in (first, second) for name in page.source.split("data-row><bdi>")[1:]]
    assert len({name.split("<")[0] for name in names}) == len(names) == 27


def test_a_page_number_out_of_range_is_the_nearest_page() -> None:
    doctor = a_prescriber()
    registers(doctor, 2)
    for page in ("0", "-1", "99", "x", ""):
        assert "2 patients" in Desk(doctor).opens(f"{WORKLIST}?page={page}").text


def test_a_list_is_one_line_of_the_trail_that_names_whom_it_showed() -> None:
    doctor = a_prescriber()
    registers(doctor, 26)
    desk = Desk(doctor)
    before = Entry.objects.count()
    desk.opens(WORKLIST)
    lines = Entry.objects.filter(act="patients.list", outcome=Outcome.READ)
    assert Entry.objects.count() == before + 1
    assert len(lines.get().subjects) == 25


def test_patients_of_another_centre_are_neither_listed_nor_counted_nor_found() -> None:
    registers(a_prescriber(), 3)
    desk = Desk(a_prescriber())
    assert "0 patients" in desk.opens(WORKLIST).text
    assert "No patient of your centre" in desk.sends("/patients/search/", {"name": "Tester"}, page=WORKLIST).text


def test_a_category_narrows_the_list_and_its_count() -> None:
    doctor = a_prescriber()
    a_woman_ready_for_dispensing(prescriber=doctor)
    a_man_ready_for_dispensing(prescriber=doctor)
    registers(doctor, 1)
    desk = Desk(doctor)
    assert "3 patients" in desk.opens(WORKLIST).text
    men = desk.opens(f"{WORKLIST}?category=male").text
    assert "1 patient " in men
    assert "Can become pregnant" not in men
    assert "3 patients" in desk.opens(f"{WORKLIST}?category=nobody").text


def test_whoever_is_stopped_stands_first() -> None:
    doctor = a_prescriber()
    scenes = treats(doctor, 3)
    suspect_pregnancy(by=doctor, at=now(), patient=scenes[1].patient, reason="late period")
    first = Desk(doctor).opens(WORKLIST).source.split('<th scope="row"')[1]
    assert str(scenes[1].enrolment.id) in first


def test_the_order_holds_over_all_pages() -> None:
    doctor = a_prescriber()
    registers(doctor, 25)
    later, sooner, stopped = treats(doctor, 1), treats_ago(doctor, 40), treats(doctor, 1)
    over, followed = ended(doctor)
    suspect_pregnancy(by=doctor, at=now(), patient=stopped[0].patient, reason="late period")
    a_test(by=doctor, at=now(), patient=followed.patient)
    desk = Desk(doctor)
    shown = [*names_in_order(desk, WORKLIST), *names_in_order(desk, f"{WORKLIST}?page=2")]
    assert shown[:3] == [str(one.enrolment.id) for one in (stopped[0], sooner, over)]
    assert shown[-2:] == [str(one.enrolment.id) for one in (later[0], followed)]
    assert len(set(shown)) == len(shown) == 30


def names_in_order(desk: Desk, path: str) -> list[str]:
    """Give whose rows stand on a page, in its order."""
    rows = desk.opens(path).source.split('<th scope="row"')[1:]
    return [row.split("/patients/")[1].split("/")[0] for row in rows]


def treats_ago(doctor: Actor, days: int) -> Scene:
    """Bring a woman to her first supply so many days ago."""
    scene = a_woman_ready_for_dispensing(prescriber=doctor, at=now() - days * DAY)
    a_dispensing(scene)
    return scene


def ended(doctor: Actor) -> tuple[Scene, Scene]:
    """End the treatment of two women a month after their only test."""
    scenes = treats_ago(doctor, 90), treats_ago(doctor, 90)
    for scene in scenes:
        when = now() - 60 * DAY
        treatment = Treatment.objects.standing().get(enrolment=scene.enrolment)
        end_treatment(by=doctor, at=when, treatment=treatment, ended_on=when.date(), reason="completed")
    return scenes


def test_a_name_is_found_by_its_beginning_whatever_its_accents_and_capitals() -> None:
    doctor = a_prescriber()
    register_patient(
        by=doctor,
        at=now(),
        programme=a_programme(),
        new=an_identity(family_name="Núñez-Łoś", given_name="Ewa", latin_name=""),
    )
    desk = Desk(doctor)
    for typed in ("nunez", "LOS", "ewa nu", "núñez-łoś"):
        assert "NÚÑEZ-ŁOŚ, Ewa" in desk.sends("/patients/search/", {"name": typed}, page=WORKLIST).text, typed
    assert "NÚÑEZ" not in desk.sends("/patients/search/", {"name": "nunes"}, page=WORKLIST).text


def test_a_pharmacy_s_message_stands_on_top_until_it_is_answered() -> None:
    scene = a_woman_ready_for_dispensing()
    late = scene.at + 30 * DAY
    check = check_card(by=scene.pharmacist, at=late, number=scene.card.number)
    notice = tell_prescriber(by=scene.pharmacist, at=late, check=check)
    desk = Desk(scene.prescriber)
    assert "Prescription too old" in desk.opens(WORKLIST).text
    page = desk.opens(f"/patients/notices/{notice.id}/")
    assert "The prescription was not dispensed in time." in page.text
    desk.sends(f"/patients/notices/{notice.id}/", {"reason": "She comes tomorrow."})
    assert NoticeAnswer.objects.get().words == "She comes tomorrow."
    assert "could not dispense" not in desk.opens(WORKLIST).text


def test_a_message_about_a_stranger_s_patient_does_not_exist() -> None:
    scene = a_woman_ready_for_dispensing()
    late = scene.at + 30 * DAY
    check = check_card(by=scene.pharmacist, at=late, number=scene.card.number)
    notice = tell_prescriber(by=scene.pharmacist, at=late, check=check)
    assert Desk(a_prescriber()).opens(f"/patients/notices/{notice.id}/").status == 404


def test_a_stretch_of_some_ranks_is_the_stretch_of_the_whole_list() -> None:
    """Read by the ranks that it touches, every stretch is the one that is cut out of everybody."""
    doctor = a_prescriber()
    registers(doctor, 3)
    supplied = treats(doctor, 4)
    suspect_pregnancy(by=doctor, at=now(), patient=supplied[0].patient, reason="late")
    count_anew(at=now())
    counted = tally(by=doctor, at=now())
    everybody = listed(by=doctor, at=now(), tally=counted)
    expected, ranks = list(everybody), counted.ranks()
    kept = by_rank(by=doctor, at=now())
    assert len(ranks) == 3
    for first in range(len(expected)):
        for last in range(first + 1, len(expected) + 2):
            assert stretch(enrolments=everybody, first=first, last=last) == expected[first:last]
            assert stretch_by_rank(kept=kept, first=first, last=last, ranks=ranks) == expected[first:last]
    suspect_pregnancy(by=doctor, at=now(), patient=supplied[1].patient, reason="late")
    assert tally(by=doctor, at=now()).ranks() == {}, "whoever has no current answer has no rank to be found by"
