"""Row 50: two tabs with two patients, a step out of order, a replayed form: the present state, nothing changed."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from audit.models import Entry, Outcome
from patients.models import Enrolment, Pregnancy, PregnancyTest, Prescription, Stop
from patients.operations import correct_identity, suspect_pregnancy
from prescribers.forms.base import NamingForm
from tests.accounts.acts_on_the_record import a_colleague
from tests.accounts.address_book import Address, House, addresses
from tests.builders import (
    Scene,
    a_patient,
    a_prescriber,
    a_woman_ready_for_dispensing,
    an_identity,
    now,
    user_of,
)
from tests.hostile.holdings import holdings
from tests.prescribers.desk import Desk, address
from tests.prescribers.forms import a_draft_form, a_test_form, an_identity_form

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class Two:
    """Two patients of one prescriber, and somebody who has both open."""

    hers: House
    others: House
    desk: Desk


@pytest.fixture
def two(house: House, other_house: House) -> Two:
    return Two(house, other_house, Desk(house.scene.prescriber))


def _forms(desk: Desk, house: House) -> list[tuple[Address, dict[str, str]]]:
    """Open every page about a patient that has a form naming her, and give what the form carries."""
    found = []
    for one in addresses():
        if not one.name.startswith("prescribers:") or not one.keys:
            continue
        page = desk.opens(one.at(house.example(one)))
        if page.status == 200 and "about" in page.hidden:
            found.append((one, page.hidden))
    return found


# --- two patients ------------------------------------------------------------------------------------------


def test_row_50_no_form_of_the_desk_lands_on_another_patient_when_its_address_is_swapped(two: Two) -> None:
    forms = _forms(two.desk, two.hers)
    assert len(forms) >= 12, [one.name for one, _hidden in forms]
    before, wrong = holdings(), []
    for one, hidden in forms:
        answer = two.desk.sends_again(one.at(two.others.example(one)), hidden | {"reason": "typed for the first"})
        if answer.status not in (405, 409) or "typed for the first" in answer.source:
            wrong.append((one.name, answer.status))
    assert wrong == []
    assert holdings() == before


def test_row_50_the_page_says_that_it_was_another_patient_and_leads_to_both(two: Two) -> None:
    hers, others = two.hers.scene.enrolment, two.others.scene.enrolment
    hidden = two.desk.opens(address(hers, "interrupt")).hidden
    answer = two.desk.sends_again(address(others, "interrupt"), hidden | {"reason": "low counts"})
    assert (answer.status, answer.heading) == (409, "This was filled in for another patient")
    assert address(hers) in answer.source
    assert address(others) in answer.source
    entry = Entry.objects.filter(outcome=Outcome.REFUSED).latest("id")
    assert entry.reason == "form of another patient"
    assert entry.subjects == [two.others.scene.patient_id]


def test_row_50_without_the_token_the_answers_would_land_on_the_other_patient(two: Two, monkeypatch: Any) -> None:
    """The control: the versions of two records may be the same, and then only the token tells them apart."""
    monkeypatch.setattr(NamingForm, "is_of_another", False)
    before = Stop.objects.filter(enrolment=two.others.scene.enrolment).count()
    hidden = two.desk.opens(address(two.hers.scene.enrolment, "interrupt")).hidden
    two.desk.sends_again(address(two.others.scene.enrolment, "interrupt"), hidden | {"reason": "low counts"})
    assert Stop.objects.filter(enrolment=two.others.scene.enrolment).count() == before + 1


def test_row_50_the_stop_pressed_for_one_patient_does_not_stop_another() -> None:
    hers = a_woman_ready_for_dispensing()
    others = a_woman_ready_for_dispensing(prescriber=hers.prescriber)
    desk = Desk(hers.prescriber)
    hidden = desk.opens(address(hers.enrolment)).hidden
    assert desk.sends_again(address(others.enrolment, "suspicion"), hidden).status == 409
    assert not Pregnancy.objects.filter(patient=others.patient).exists()
    assert desk.sends_again(address(hers.enrolment, "suspicion"), {}).heading.startswith("Stopped")


def test_row_50_a_join_filled_in_for_one_who_has_a_double_does_not_land_on_one_who_has_none() -> None:
    by = a_prescriber()
    hers = a_woman_ready_for_dispensing(prescriber=by, identity=an_identity(family_name="Twice"))
    mistyped = a_patient(at=now(), by=by, identity=an_identity(family_name="Twice", birth_date=dt.date(1980, 3, 14)))
    hers_again = an_identity(family_name="Twice")
    correct_identity(by=by, at=now(), patient=mistyped.patient, new=hers_again, reason="mistyped")
    other_person = an_identity(family_name="Vandenberghe", given_name="Els", birth_date=dt.date(1975, 6, 2))
    others = a_woman_ready_for_dispensing(prescriber=by, identity=other_person)
    desk = Desk(by)
    page = desk.opens(address(hers.enrolment, "merge"))
    assert 'name="reason"' in page.source
    assert 'name="reason"' not in desk.opens(address(others.enrolment, "merge")).source
    answer = desk.sends_again(address(others.enrolment, "merge"), page.hidden | {"reason": "the same passport"})
    assert (answer.status, answer.heading) == (409, "This was filled in for another patient")


def test_row_50_two_tabs_with_two_patients_keep_their_answers_apart() -> None:
    hers = a_woman_ready_for_dispensing()
    others = a_woman_ready_for_dispensing(prescriber=hers.prescriber)
    desk = Desk(hers.prescriber)
    first = desk.opens(address(hers.enrolment, "test")).hidden
    second = desk.opens(address(others.enrolment, "test")).hidden
    desk.sends_again(address(others.enrolment, "test"), second | a_test_form(sensitivity_miu_ml="10"))
    desk.sends_again(address(hers.enrolment, "test"), first | a_test_form(sensitivity_miu_ml="20"))
    for scene, sensitivity in ((hers, 20), (others, 10)):
        latest = PregnancyTest.objects.filter(patient=scene.patient).latest("recorded_at")
        assert latest.sensitivity_miu_ml == sensitivity


def test_row_50_a_draft_of_one_patient_is_not_signed_for_another() -> None:
    hers = a_woman_ready_for_dispensing()
    others = a_woman_ready_for_dispensing(prescriber=hers.prescriber)
    desk = Desk(hers.prescriber)
    desk.sends(address(hers.enrolment, "prescription"), a_draft_form())
    signed = desk.opens(address(hers.enrolment, "prescription", "check")).hidden | {"checked": "on"}
    before = holdings()
    desk.sends_again(address(others.enrolment, "prescription", "check"), signed)
    assert holdings() == before


# --- out of order ------------------------------------------------------------------------------------------


def _sign_without_a_draft(scene: Scene, desk: Desk) -> tuple[str, dict[str, Any]]:
    carried = desk.opens(address(scene.enrolment, "interrupt")).hidden
    return address(scene.enrolment, "prescription", "check"), carried | {"checked": "on", "shown": "anything"}


def _close_what_is_closed(scene: Scene, desk: Desk) -> tuple[str, dict[str, Any]]:
    carried = desk.opens(address(scene.enrolment, "interrupt")).hidden
    path = address(scene.enrolment, "suspicion", uuid4(), "close")
    return path, carried | {"how": "false_alarm"}


def _resume_without_a_pause(scene: Scene, desk: Desk) -> tuple[str, dict[str, Any]]:
    return address(scene.enrolment, "resume", uuid4()), desk.opens(address(scene.enrolment, "interrupt")).hidden


def _end_with_another_kind_of_row(scene: Scene, desk: Desk) -> tuple[str, dict[str, Any]]:
    carried = desk.opens(address(scene.enrolment, "interrupt")).hidden
    return address(scene.enrolment, "treatment", scene.card.id, "end"), carried | {"reason": "completed"}


OUT_OF_ORDER: dict[str, tuple[Callable[[Scene, Desk], tuple[str, dict[str, Any]]], tuple[int, ...]]] = {
    "a signature without a draft": (_sign_without_a_draft, (200, 409)),  # led to the draft, which is empty
    "closing a suspicion that nobody has": (_close_what_is_closed, (404,)),
    "resuming what was not interrupted": (_resume_without_a_pause, (404,)),
    "ending a treatment by a card's id": (_end_with_another_kind_of_row, (404,)),
}


@pytest.mark.parametrize("what", OUT_OF_ORDER)
def test_row_50_a_step_out_of_order_changes_nothing(what: str) -> None:
    scene = a_woman_ready_for_dispensing()
    desk = Desk(scene.prescriber)
    step, statuses = OUT_OF_ORDER[what]
    path, data = step(scene, desk)
    before = holdings()
    assert desk.sends_again(path, data).status in statuses
    assert holdings() == before


BEFORE_THE_CATEGORY = {
    "agreement": ("agreement", {"signed_how": "paper", "talked": "on"}),
    "card": ("card/issue", {}),
    "prescription": ("prescription", a_draft_form()),
}


@pytest.mark.parametrize("what", BEFORE_THE_CATEGORY)
def test_row_50_what_comes_after_the_category_is_not_taken_before_it(what: str) -> None:
    page, form = BEFORE_THE_CATEGORY[what]
    desk = Desk(a_prescriber())
    desk.sends("/patients/register/", an_identity_form())
    enrolment = Enrolment.objects.latest("recorded_at")
    carried = desk.opens(address(enrolment, "interrupt")).hidden
    before = holdings()
    answer = desk.sends_again(address(enrolment, page), carried | form)
    assert answer.status in (409, 422)
    assert "pregnant" in answer.text.lower() or "missing" in answer.text.lower()
    assert holdings() == before


def test_row_50_what_was_closed_in_another_window_is_said_to_be_closed() -> None:
    scene = a_woman_ready_for_dispensing()
    desk = Desk(scene.prescriber)
    path = address(scene.enrolment, "prescription", scene.prescription.id, "cancel")
    first, second = desk.opens(path).hidden, desk.opens(path).hidden
    desk.sends_again(path, first | {"reason": "another dose"})
    present = second | {"version": desk.opens(address(scene.enrolment, "interrupt")).hidden["version"]}
    before = holdings()
    answer = desk.sends_again(path, present | {"reason": "once more"})
    assert answer.status == 409
    assert "This prescription was cancelled or replaced already" in answer.text
    assert "once more" in answer.source
    assert holdings() == before


def test_row_50_a_suspicion_closed_by_two_people_meanwhile_is_shown_as_changed() -> None:
    scene = a_woman_ready_for_dispensing()
    suspicion = suspect_pregnancy(by=scene.prescriber, at=scene.at, patient=scene.patient, reason="late")
    second = a_colleague(scene.prescriber)
    desk, path = Desk(scene.prescriber), address(scene.enrolment, "suspicion", suspicion.id, "close")
    signed = {"how": "false_alarm", "second_email": user_of(second).email, "second_password": "a long enough password"}
    data = desk.opens(path).hidden | signed
    PregnancyTest.objects.get(patient=scene.patient)
    desk.sends(path, signed)
    before = holdings()
    answer = desk.sends_again(path, data)
    assert answer.status == 409
    assert "Suspicion closed by two people" in answer.text
    assert "a long enough password" not in answer.source
    assert holdings() == before


# --- replayed ------------------------------------------------------------------------------------------------


def test_row_50_a_form_from_before_the_log_in_is_not_taken_and_the_page_says_what_to_do() -> None:
    scene = a_woman_ready_for_dispensing()
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_of(scene.prescriber))
    path = address(scene.enrolment, "interrupt")
    old = client.get(path).content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    client.logout()
    client.cookies.pop("csrftoken", None)
    client.force_login(user_of(scene.prescriber))
    page = Desk(scene.prescriber).opens(path).hidden
    client.get(path)
    before = holdings()
    answer = client.post(path, page | {"reason": "low counts", "csrfmiddlewaretoken": old})
    assert answer.status_code == 403
    assert "Nothing was stored" in answer.content.decode()
    assert holdings() == before


def test_row_50_a_signed_prescription_replayed_is_the_same_one() -> None:
    scene = a_woman_ready_for_dispensing()
    desk = Desk(scene.prescriber)
    desk.sends(address(scene.enrolment, "prescription"), a_draft_form())
    path = address(scene.enrolment, "prescription", "check")
    data = desk.opens(path).hidden | {"checked": "on"}
    first = desk.sends_again(path, data)
    before = holdings()
    again = desk.sends_again(path, data)
    assert (again.status, again.address) == (200, first.address)
    assert holdings() == before
    assert Prescription.objects.filter(enrolment=scene.enrolment).count() == 2
