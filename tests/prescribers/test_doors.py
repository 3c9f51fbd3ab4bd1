"""Who may open what: a stranger's patient does not exist, an act not carried is refused, a look is written down."""

import uuid

import pytest

from audit.models import Entry, Outcome
from patients.models import Agreement, Card, CategoryAssessment, Prescription, PrescriptionClosure
from tests.builders import Scene, a_pharmacist, a_prescriber, a_woman_ready_for_dispensing
from tests.prescribers.desk import Desk, a_delegate_of, address
from tests.prescribers.forms import a_test_form

pytestmark = pytest.mark.django_db

PAGES = [
    "", "record", "category", "agreement", "indication", "interrupt", "withdraw", "contraception", "test", "stopped",
    "card", "card/print", "prescription", "prescription/check",
]  # fmt: skip
PRESCRIBERS_ONLY = ["prescription/check"]
OPEN_TO_DELEGATES = [page for page in PAGES if page not in PRESCRIBERS_ONLY]


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    return a_woman_ready_for_dispensing()


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_s_patient_does_not_exist(scene: Scene, page: str) -> None:
    stranger = Desk(a_prescriber())
    path = address(scene.enrolment, *filter(None, [page]))
    invented = path.replace(str(scene.enrolment.id), str(uuid.uuid4()))
    assert stranger.opens(path).status == 404
    assert stranger.opens(path).text == stranger.opens(invented).text


def test_a_stranger_sends_nothing_either(scene: Scene) -> None:
    stranger = Desk(a_prescriber())
    for page in ("test", "suspicion", "card/issue"):
        form = a_test_form() | {"nonce": str(uuid.uuid4()), "version": "1"}
        assert stranger.sends_again(address(scene.enrolment, page), form).status == 404


def test_another_patients_row_is_not_found_in_this_record(scene: Scene) -> None:
    other = a_woman_ready_for_dispensing(prescriber=scene.prescriber)
    path = address(scene.enrolment, "prescription", other.prescription.id, "cancel")
    assert Desk(scene.prescriber).opens(path).status == 404


@pytest.mark.parametrize("page", OPEN_TO_DELEGATES)
def test_a_delegate_opens_what_she_may(scene: Scene, page: str) -> None:
    path = address(scene.enrolment, *filter(None, [page]))
    assert Desk(a_delegate_of(scene.prescriber)).opens(path).status == 200


@pytest.mark.parametrize("page", PRESCRIBERS_ONLY)
def test_a_delegate_is_refused_what_only_a_prescriber_may(scene: Scene, page: str) -> None:
    assert Desk(a_delegate_of(scene.prescriber)).opens(address(scene.enrolment, page)).status == 403


def test_a_delegate_s_form_for_a_prescriber_s_act_changes_nothing(scene: Scene) -> None:
    desk = Desk(a_delegate_of(scene.prescriber))
    kinds = (CategoryAssessment, Agreement, Card, Prescription, PrescriptionClosure)
    before = [kind.objects.count() for kind in kinds]
    form = {
        "nonce": str(uuid.uuid4()),
        "version": str(scene.enrolment.patient.version),
        "reason": "no",
        "checked": "on",
    }
    for page in ("prescription/check", f"prescription/{scene.prescription.id}/cancel"):
        assert desk.sends_again(address(scene.enrolment, page), form).status == 403
    assert [kind.objects.count() for kind in kinds] == before


def test_a_pharmacist_has_no_way_in(scene: Scene) -> None:
    pharmacist = Desk(a_pharmacist())
    assert pharmacist.opens("/patients/").status == 403
    assert pharmacist.opens(address(scene.enrolment)).status == 403


def test_nobody_logged_in_is_led_to_the_login(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    desk.client.logout()
    answer = desk.opens(address(scene.enrolment))
    assert answer.status == 302
    assert answer.response.url.startswith("/account/login/")


def test_every_opening_of_a_record_is_one_line_of_the_trail(scene: Scene) -> None:
    before = Entry.objects.filter(outcome=Outcome.READ).count()
    Desk(scene.prescriber).opens(address(scene.enrolment))
    looks = Entry.objects.filter(outcome=Outcome.READ).order_by("at")
    assert looks.count() == before + 1
    last = looks.last()
    assert last is not None
    assert (last.subjects, last.actor_name) == ([scene.patient_id], scene.prescriber.name)


def test_no_name_and_no_card_number_stands_in_any_address_of_the_patients_pages(scene: Scene) -> None:
    desk = Desk(scene.prescriber)
    for page in ("", "card"):
        source = desk.opens(address(scene.enrolment, *filter(None, [page]))).source
        addresses = [part.split('"')[0] for part in source.split('href="')[1:]]
        assert not any(scene.card.number in one or "tester" in one.lower() for one in addresses)


def test_a_search_by_address_is_not_answered() -> None:
    assert Desk(a_prescriber()).opens("/patients/search/?name=garcia").status == 405


def test_the_card_is_printed_as_a_tagged_document_without_the_category(scene: Scene) -> None:
    response = Desk(scene.prescriber).client.get(address(scene.enrolment, "card", "print"))
    assert response["Content-Type"] == "application/pdf"
    assert scene.card.number not in response["Content-Disposition"]
    assert response.content.startswith(b"%PDF-")
    assert b"/MarkInfo" in response.content
