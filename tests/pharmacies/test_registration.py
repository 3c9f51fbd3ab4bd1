"""A pharmacy that is not registered applies from the counter; the programme office answers; then cards are answered."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actor import Actor
from accounts.models import Role
from accounts.safeguards import NotYourself
from audit.models import Entry
from outbox.models import Message
from patients.eligibility import NOT_REGISTERED
from pharmacies.operations import check_card
from pharmacies.registration_forms import RegistrationForm
from programmes.applications import (
    ApplicationNotPossible,
    accept_application,
    apply_for_registration,
    refuse_application,
)
from programmes.models import PharmacyApplication, PharmacyRegistration
from programmes.operations import NotAsItWas, suspend_accreditation
from programmes.registering import countries
from programmes.spans import SpanNotPossible
from tests.builders import (
    Scene,
    a_pharmacist,
    a_pharmacy,
    a_place_for,
    a_programme,
    a_woman_ready_for_dispensing,
    an_actor,
    an_answer,
    an_application,
    now,
    user_of,
)
from tests.pharmacies.desk import Desk, Page

pytestmark = pytest.mark.django_db

REGISTRATION = "/counter/registration/"
APPLIED: dict[str, Any] = {
    "programme": "pomalidomide-eu",
    "responsible_name": "Ada Responsible",
    "licence_number": "BE 123-456",
    "knows": "on",
    "checks": "on",
    "tells": "on",
}


@pytest.fixture
def pharmacist() -> Actor:
    """Give a pharmacist whose pharmacy is registered for nothing."""
    return a_pharmacist(pharmacy=a_pharmacy(registered=False), name="Paula Keys")


@pytest.fixture
def scene(pharmacist: Actor) -> Scene:
    return a_woman_ready_for_dispensing(pharmacist=pharmacist)


@pytest.fixture
def manager() -> Actor:
    return an_actor(Role.PROGRAMME_MANAGER, a_place_for(Role.PROGRAMME_MANAGER))


def _page(actor: Actor) -> Page:
    desk = Desk(actor)
    return Page(desk, desk.client.get(REGISTRATION))


def _applies(actor: Actor, **changes: Any) -> Page:
    page = _page(actor)
    return page.fill(**{name: value for name, value in (APPLIED | changes).items() if value is not None})


# --- from the no to the yes ------------------------------------------------------------------------------


def test_a_no_for_want_of_registration_leads_to_the_application_and_its_acceptance_to_a_yes(
    scene: Scene, manager: Actor
) -> None:
    page = Desk(scene.pharmacist).check(scene.card.number)
    assert page.title == "NO – do not dispense"
    assert "Who can put it right: the pharmacy. Apply for registration, in three minutes" in page.text
    form = page.follow("registration")
    assert 'value="Paula Keys"' in form.source
    applied = form.fill(**APPLIED)
    assert "The application is recorded." in applied.text
    assert "Applied, waits for the programme office" in applied.text
    assert Desk(scene.pharmacist).check(scene.card.number).title == "NO – do not dispense"
    application = PharmacyApplication.objects.get()
    assert (application.responsible_name, application.licence_number) == ("Ada Responsible", "BE 123-456")
    office = Client()
    office.force_login(user_of(manager))
    assert f"/programmes/applications/{application.id}/" in office.get("/programmes/").content.decode()
    read = office.get(f"/programmes/applications/{application.id}/").content.decode()
    assert "BE 123-456" in read
    assert "Ada Responsible" in read
    accept = f"/programmes/applications/{application.id}/accept/"
    assert office.post(accept, {"nonce": uuid4()}).status_code == 302
    assert Desk(scene.pharmacist).check(scene.card.number).title == "YES – dispense"
    assert "Registered" in _page(scene.pharmacist).text
    registration = PharmacyRegistration.objects.get(pharmacy_id=scene.pharmacist.place_id)
    shown = office.get(f"/programmes/accreditations/{registration.id}/").content.decode()
    assert "Ada Responsible" in shown
    assert application.id.hex not in office.get("/programmes/").content.decode().replace("-", "")


def test_a_refusal_is_read_with_its_reason_and_the_pharmacy_applies_again(pharmacist: Actor, manager: Actor) -> None:
    application = an_application(by=pharmacist)
    office = Client()
    office.force_login(user_of(manager))
    refuse = f"/programmes/applications/{application.id}/refuse/"
    assert office.post(refuse, {"reason": "Licence number is another's", "nonce": uuid4()}).status_code == 302
    page = _page(pharmacist)
    assert "Application refused" in page.text
    assert "Licence number is another's" in page.text
    assert "Applied, waits" in _applies(pharmacist, licence_number="BE 123-457").text
    assert PharmacyApplication.objects.count() == 2


def test_both_sides_are_told_by_mail_and_the_trail_says_who_did_what(pharmacist: Actor, manager: Actor) -> None:
    application = an_application(by=pharmacist)
    told = Message.objects.filter(kind="pharmacy_applied").values_list("recipient_id", flat=True)
    assert manager.user_id in told
    accept_application(by=manager, at=now(), application=application, valid_until=None)
    answered = Message.objects.filter(kind="pharmacy_answered").values_list("recipient_id", flat=True)
    assert set(answered) == {pharmacist.organisation_id, pharmacist.user_id}
    assert Entry.objects.get(act="programmes.apply").actor_id == pharmacist.user_id
    assert Entry.objects.filter(act="programmes.accredit", actor_id=manager.user_id).count() == 1


# --- who and when ----------------------------------------------------------------------------------------


def test_a_pharmacy_applies_once_and_not_while_it_is_registered_or_suspended(pharmacist: Actor, manager: Actor) -> None:
    application = an_application(by=pharmacist)
    with pytest.raises(ApplicationNotPossible, match="has applied"):
        an_application(by=pharmacist)
    registration = an_answer(application=application)
    with pytest.raises(ApplicationNotPossible, match="registered for this programme already"):
        an_application(by=pharmacist)
    suspend_accreditation(by=manager, at=now(), accreditation=registration, reason="Licence under review")
    with pytest.raises(ApplicationNotPossible, match="suspended"):
        an_application(by=pharmacist)
    assert "Licence under review" in _page(pharmacist).text
    assert an_application(by=pharmacist, programme=a_programme("thalidomide-eu")).programme_id == "thalidomide-eu"


def test_a_form_that_is_late_says_so_and_another_programme_stays_on_offer(pharmacist: Actor) -> None:
    form = _page(pharmacist)
    an_application(by=pharmacist)
    late = form.fill(**APPLIED)
    assert late.status == 422
    assert "choose one of the answers listed" in late.text
    assert PharmacyApplication.objects.count() == 1


def test_the_same_form_sent_twice_is_one_application(pharmacist: Actor) -> None:
    form = _page(pharmacist)
    for _twice in range(2):
        form.desk.client.post(REGISTRATION, APPLIED | {"nonce": form.hidden("nonce")})
    assert PharmacyApplication.objects.count() == 1


def test_an_application_is_answered_once_and_by_somebody_else(pharmacist: Actor, manager: Actor) -> None:
    application = an_application(by=pharmacist)
    herself = an_actor(Role.PROGRAMME_MANAGER, a_place_for(Role.PROGRAMME_MANAGER))
    with pytest.raises(SpanNotPossible, match="before its first day"):
        accept_application(by=manager, at=now(), application=application, valid_until=now().date())
    refuse_application(by=herself, at=now(), application=application, reason="No such licence")
    with pytest.raises(NotAsItWas):
        accept_application(by=manager, at=now(), application=application, valid_until=None)
    assert not PharmacyRegistration.objects.filter(pharmacy_id=pharmacist.place_id).exists()


def test_nobody_answers_her_own_application(pharmacist: Actor, manager: Actor) -> None:
    application = an_application(by=pharmacist)
    as_manager = Actor(
        user_id=pharmacist.user_id, name=pharmacist.name, role=Role.PROGRAMME_MANAGER, role_label="",
        organisation_id=manager.organisation_id, organisation_name="", country="BE",
    )  # fmt: skip
    for answer in (
        lambda: accept_application(by=as_manager, at=now(), application=application, valid_until=None),
        lambda: refuse_application(by=as_manager, at=now(), application=application, reason="no"),
    ):
        with pytest.raises(NotYourself):
            answer()


def test_a_registration_holds_from_the_day_of_the_answer_and_no_earlier(scene: Scene) -> None:
    application = an_application(by=scene.pharmacist, at=now() - dt.timedelta(days=3))
    registration = an_answer(application=application, at=now())
    assert registration.valid_from == now().date()
    assert (
        NOT_REGISTERED
        in check_card(by=scene.pharmacist, at=now() - dt.timedelta(days=1), number=scene.card.number).reasons
    )


# --- what is declared ------------------------------------------------------------------------------------


@pytest.mark.parametrize("left_out", ["programme", "responsible_name", "licence_number", "knows", "checks", "tells"])
def test_nothing_may_be_left_out(pharmacist: Actor, left_out: str) -> None:
    page = _applies(pharmacist, **{left_out: None})
    assert page.status == 422
    assert f'href="#id_{left_out}' in page.source
    assert not PharmacyApplication.objects.exists()


@pytest.mark.parametrize("typed", ["none", "?", "12;34", "-12", "1" * 41, "=1+1", "<b>12</b>"])
def test_a_licence_number_that_no_register_writes_is_sent_back(pharmacist: Actor, typed: str) -> None:
    form = RegistrationForm(APPLIED | {"licence_number": typed}, programmes=[a_programme()], name="")
    assert "licence_number" in form.errors


@pytest.mark.parametrize("typed", ["2071234", "BE 123-456", "A.12/34", "Ελ 12", "NW-2026-4711"])
def test_the_licence_numbers_of_many_countries_are_taken(typed: str) -> None:
    form = RegistrationForm(APPLIED | {"licence_number": typed}, programmes=[a_programme()], name="")
    assert "licence_number" not in form.errors


def test_the_counter_says_that_nothing_is_registered_until_something_is(pharmacist: Actor) -> None:
    desk = Desk(pharmacist)
    said = "not registered for any programme"
    assert said in Page(desk, desk.client.get("/counter/")).text
    an_answer(application=an_application(by=pharmacist))
    assert said not in Page(desk, desk.client.get("/counter/")).text


def test_the_page_asks_the_same_number_of_questions_however_many_pharmacies_apply(pharmacist: Actor) -> None:
    def asked() -> int:
        desk = Desk(pharmacist)
        with CaptureQueriesContext(connection) as captured:
            desk.client.get(REGISTRATION)
        return len(captured)

    an_application(by=pharmacist)
    alone = asked()
    for _ in range(5):
        an_answer(application=an_application())
    assert asked() == alone <= 8


# --- where the country takes a declaration for enough -----------------------------------------------------


@pytest.fixture
def by_declaration(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    path = tmp_path / "registering.toml"
    path.write_text('[other]\ndecides = "office"\nsource = "s"\n[BE]\ndecides = "declaration"\nsource = "s"\n')
    settings.REGISTERING_FILE = path
    countries.cache_clear()
    yield
    countries.cache_clear()


def test_where_the_countrys_data_says_so_the_declaration_registers_at_once(
    by_declaration: None, scene: Scene, manager: Actor
) -> None:
    assert "Registered" in _applies(scene.pharmacist).text
    assert check_card(by=scene.pharmacist, at=now(), number=scene.card.number).dispense
    assert PharmacyApplication.objects.get().answer.by_declaration
    assert Message.objects.filter(kind="pharmacy_applied", recipient_id=manager.person_id).exists()


def test_elsewhere_it_does_not(by_declaration: None) -> None:
    dutch = a_pharmacist(pharmacy=a_pharmacy(registered=False, country="NL"))
    assert "waits for the programme office" in _applies(dutch).text


def test_a_practice_counter_applies_for_nothing(pharmacist: Actor) -> None:
    with pytest.raises(ApplicationNotPossible, match="practice counter"):
        apply_for_registration(
            by=Actor(
                user_id=pharmacist.user_id, name="", role=Role.PHARMACIST, role_label="",
                organisation_id=pharmacist.organisation_id, organisation_name="", country="BE", practice=True,
            ),
            at=now(), programme=a_programme(), responsible_name="A", licence_number="1",
        )  # fmt: skip
