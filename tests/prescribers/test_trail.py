"""A patient's own trail on her page: who looked, who changed what, who was refused; opening it is a look too."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actor import SCHEDULER, Actor
from accounts.refusals import NotVisible
from audit.models import Entry, Outcome
from audit.operations import write, write_read
from patients.operations import accept_transfer, interrupt_supply, suspect_pregnancy
from patients.refusals import CardDoesNotFit
from tests.builders import (
    Scene,
    a_check,
    a_prescriber,
    a_request,
    a_woman_ready_for_dispensing,
    now,
)
from tests.patients.lives import DAY
from tests.patients.test_transfers import BORN, ask
from tests.prescribers.desk import Answer, Desk, a_delegate_of, address

pytestmark = pytest.mark.django_db

MOST = 20


@pytest.fixture
def scene() -> Scene:
    return a_woman_ready_for_dispensing()


def trail_of(scene: Scene, by: Actor | None = None, asked: str = "") -> Answer:
    return Desk(by or scene.prescriber).opens(address(scene.enrolment, "trail") + asked)


def rows(answer: Answer) -> list[str]:
    """Give the lines of the table as words."""
    lines = answer.source.split("<tbody")[1].split("</tbody>")[0].split("<tr")[1:]
    return [" ".join(html.unescape(re.sub(r"<[^>]*>", " ", f"<tr{line}")).split()) for line in lines]


def test_her_page_leads_to_her_trail(scene: Scene) -> None:
    colleague = a_delegate_of(scene.prescriber)
    Desk(colleague).opens(address(scene.enrolment))
    desk, trail = Desk(scene.prescriber), address(scene.enrolment, "trail")
    assert f'href="{trail}"' in desk.opens(address(scene.enrolment)).source
    page = desk.opens(trail)
    assert colleague.name in page.text
    assert "authorise a prescription" in page.text


def test_opening_the_trail_is_its_own_first_line(scene: Scene) -> None:
    first = rows(trail_of(scene))[0]
    assert scene.prescriber.name in first
    assert "read who looked at a record" in first
    assert Entry.objects.filter(act="patients.read_trail", outcome=Outcome.READ).count() == 1


def test_looks_changes_and_refusals_stand_with_who_in_which_role_at_which_place(scene: Scene) -> None:
    stranger, delegate = a_prescriber(name="Dr Stranger"), a_delegate_of(scene.prescriber)
    Desk(delegate).opens(address(scene.enrolment))
    a_check(scene, at=now())
    interrupt_supply(by=scene.prescriber, at=now(), enrolment=scene.enrolment, reason="<b>operation</b>")
    with pytest.raises(NotVisible):
        suspect_pregnancy(by=stranger, at=now(), patient=scene.patient, reason="late")
    with pytest.raises(CardDoesNotFit):
        ask(stranger, scene.card.number, BORN + DAY, at=now())
    lines = rows(trail_of(scene))
    for wanted in (
        (delegate.name, "delegate", "Looked"),
        (scene.pharmacist.name, "pharmacist", scene.pharmacist.organisation_name, "Looked", "check a card"),
        (scene.prescriber.name, "Changed", "interrupt", "<b>operation</b>"),
        ("Dr Stranger", stranger.organisation_name, "Was refused", "not this person's patient"),
        ("Dr Stranger", "Was refused", "card and date of birth did not belong together"),
    ):
        assert any(all(words in line for words in wanted) for line in lines), wanted


@pytest.mark.parametrize(("kind", "label"), [("read", "Looked"), ("done", "Changed"), ("refused", "Was refused")])
def test_one_kind_of_lines_can_be_shown_alone(scene: Scene, kind: str, label: str) -> None:
    with pytest.raises(NotVisible):
        suspect_pregnancy(by=a_prescriber(), at=now(), patient=scene.patient, reason="late")
    lines = rows(trail_of(scene, asked=f"?show={kind}"))
    assert lines
    assert all(label in line for line in lines)


def test_a_check_at_the_counter_stands_among_the_looks_and_not_among_the_changes(scene: Scene) -> None:
    a_check(scene, at=now())
    assert "check a card" in " ".join(rows(trail_of(scene, asked="?show=read")))
    assert "check a card" not in " ".join(rows(trail_of(scene, asked="?show=done")))


def test_a_filter_that_does_not_exist_shows_everything(scene: Scene) -> None:
    assert len(rows(trail_of(scene, asked="?show=secrets&page=99"))) > 3


def test_a_long_trail_is_paged_and_costs_the_same(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    desk.opens(address(scene.enrolment, "trail"))
    with CaptureQueriesContext(connection) as short:
        desk.opens(address(scene.enrolment, "trail"))
    for _look in range(60):
        write_read(by=scene.prescriber, at=now(), act="patients.read", subjects=[scene.patient_id])
    for _other in range(30):
        write_read(by=scene.prescriber, at=now(), act="patients.list", subjects=[scene.enrolment.id])
    with CaptureQueriesContext(connection) as long:
        page = desk.opens(address(scene.enrolment, "trail"))
    assert len(long) == len(short) <= MOST
    assert len(rows(page)) == 50
    assert "Next page" in page.text
    assert len(rows(desk.opens(address(scene.enrolment, "trail") + "?page=2"))) > 10


def test_another_patients_lines_are_not_there(scene: Scene) -> None:
    other = a_woman_ready_for_dispensing(prescriber=scene.prescriber)
    interrupt_supply(by=other.prescriber, at=now(), enrolment=other.enrolment, reason="only hers")
    assert "only hers" not in trail_of(scene).text
    assert "only hers" in trail_of(other).text


def test_the_new_centre_reads_the_whole_trail_and_the_old_one_no_more(scene: Scene) -> None:
    interrupt_supply(by=scene.prescriber, at=now(), enrolment=scene.enrolment, reason="before the move")
    new = a_prescriber()
    accept_transfer(by=scene.prescriber, at=now(), transfer=a_request(scene, by=new, at=now()))
    assert "before the move" in trail_of(scene, by=new).text
    assert trail_of(scene).status == 404


def test_a_delegate_does_not_read_it_and_is_not_led_to_it(scene: Scene) -> None:
    delegate = a_delegate_of(scene.prescriber)
    assert trail_of(scene, by=delegate).status == 403
    assert address(scene.enrolment, "trail") not in Desk(delegate).opens(address(scene.enrolment, "record")).source
    assert address(scene.enrolment, "trail") in Desk(scene.prescriber).opens(address(scene.enrolment, "record")).source


def test_a_strangers_trail_is_not_there(scene: Scene) -> None:
    assert trail_of(scene, by=a_prescriber()).status == 404


def test_what_the_registry_does_by_itself_is_no_change_by_somebody(scene: Scene) -> None:
    write(by=SCHEDULER, at=now(), act="outbox.send", outcome=Outcome.DONE, subjects=[scene.patient_id])
    line = next(line for line in rows(trail_of(scene)) if "send what is due" in line)
    assert "Who The registry itself Role and place – What Done" in line
    assert "scheduler" not in line
    assert "Changed" not in line
