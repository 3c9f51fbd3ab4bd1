"""Every way to a dispensing, tried for every reason, every refusal and every role: none gets round the rulebook.

The ways are found by the code itself (``found.py``): operations, pages, tasks and commands from which the row of a
dispensing can be reached. What is new makes a test fail, which says what to add.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from accounts.acts import carries
from accounts.models import KIND_OF, Organisation, Role
from accounts.operation import OPERATIONS
from audit.models import Entry
from demo.clock import Clock
from demo.models import Kind
from demo.stage import Stage, set_stage
from demo.stories import STORIES, Told
from patients.models import Card, Dispensing, Prescription, Refused, Verdict
from ppp_registry.settings import base
from programmes.in_force import programmes
from programmes.operations import take_in
from rulebook import REASONS
from tests.accounts.address_book import House, a_house, addresses
from tests.builders import (
    Scene,
    a_check,
    a_man_ready_for_dispensing,
    a_place_for,
    a_test,
    a_woman_ready_for_dispensing,
    an_actor,
    now,
    user_of,
)
from tests.pharmacies.shelf import a_code, a_pack
from tests.ways.by_two import BY_TWO
from tests.ways.found import entrances, past_every_operation, ways, writers
from tests.ways.tried import HANDS_NOTHING_OVER, OF_THE_DEMO, WAYS, Way, a_forged_yes, dispensed_by

pytestmark = pytest.mark.django_db

SEED = 4

every_way = pytest.mark.parametrize("way", WAYS.values(), ids=list(WAYS))
every_reason = pytest.mark.parametrize(
    "told", [one for one in STORIES if one.kind == Kind.REASON], ids=lambda one: one.key
)


# --- what there is ----------------------------------------------------------------------------------------------


def test_every_way_that_the_code_has_is_tried_here() -> None:
    new = ways() - set(WAYS) - set(OF_THE_DEMO) - set(HANDS_NOTHING_OVER) - BY_TWO
    assert not new, (
        f"New ways to a dispensing: {sorted(new)}. Say in WAYS (tests/ways/tried.py) how each is tried; this file "
        "then tries it for every reason, every refusal and every role."
    )
    gone = (set(WAYS) | set(OF_THE_DEMO) | set(HANDS_NOTHING_OVER) | BY_TWO) - ways()
    assert not gone, f"No ways to a dispensing any more: {sorted(gone)}. Take them out of tests/ways/tried.py."


def test_a_pack_taken_onto_the_list_of_a_yes_hands_nothing_over() -> None:
    scene = a_woman_ready_for_dispensing()
    check, code = a_check(scene), a_code(a_pack())
    client = Client()
    client.force_login(user_of(scene.pharmacist))
    answer = client.post(f"/counter/{check.id}/pack/", {"code": code.text})
    assert answer.status_code in (200, 302)
    assert not Dispensing.objects.filter(enrolment=scene.enrolment).exists()
    WAYS["page pharmacies:dispense"](scene.pharmacist, check, [code])
    assert Dispensing.objects.filter(enrolment=scene.enrolment).exists()


def test_a_dispensing_is_written_inside_operations_alone() -> None:
    assert writers() == {"pharmacies.handing_over.hand_over"}
    assert past_every_operation() == set()


def test_everything_that_can_be_called_from_outside_was_looked_into() -> None:
    found = entrances()
    for kind in ("page", "call", "task", "command"):
        assert any(name.startswith(kind) for name in found)
    assert "page pharmacies:dispense" in found
    assert len(OPERATIONS) > 50


def test_no_clinical_row_is_kept_in_an_administration_of_tables() -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def test_what_is_the_demos_alone_is_nowhere_else() -> None:
    assert "demo" not in base.INSTALLED_APPS
    assert all("demo" in name for name in OF_THE_DEMO)


# --- the rulebook's reasons -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Hold one transaction over the whole file; it is rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        take_in(programmes=programmes(), at=now())
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def stage(ground: None) -> Stage:
    """Set the demo's stage, on which a story can be told for every reason."""
    return set_stage(clock=Clock(now()), seed=SEED)


def test_every_reason_of_the_rulebook_has_a_story() -> None:
    assert {told.code for told in STORIES if told.kind == Kind.REASON} == set(REASONS)


@every_way
@every_reason
def test_no_way_gets_round_a_reason_even_with_a_forged_yes(told: Told, way: Way, stage: Stage) -> None:
    shown = told.tell(stage)
    card = Card.objects.select_related("enrolment__programme").get(number=shown.number)
    prescription = Prescription.objects.filter(enrolment=card.enrolment).latest("recorded_at")
    check = a_forged_yes(by=shown.pharmacist, card=card, prescription=prescription)
    answer = dispensed_by(way, by=shown.pharmacist, check=check)
    assert answer is not None
    assert not answer.dispense
    assert told.code in answer.reasons


@every_way
def test_a_way_leads_there_where_nothing_speaks_against_it(way: Way) -> None:
    scene = a_woman_ready_for_dispensing()
    answer = dispensed_by(way, by=scene.pharmacist, check=a_check(scene))
    assert answer is not None
    assert answer.dispense


# --- the counter's own refusals ---------------------------------------------------------------------------------


@every_way
@pytest.mark.parametrize("code", Refused.values)
def test_no_way_leads_on_from_a_refusal(code: str, way: Way) -> None:
    scene = a_woman_ready_for_dispensing()
    yes = a_check(scene)
    values = {field.attname: getattr(yes, field.attname) for field in Verdict._meta.concrete_fields}
    about = {} if code != Refused.CARD_UNKNOWN else {"card_id": None, "enrolment_id": None, "prescription_id": None}
    refused = Verdict.objects.create(**values | {"id": uuid4(), "dispense": False, "refusal": code} | about)
    assert dispensed_by(way, by=scene.pharmacist, check=refused) is None


@every_way
def test_no_way_takes_a_pack_that_is_not_the_prescriptions(way: Way) -> None:
    scene = a_woman_ready_for_dispensing()
    answer = dispensed_by(way, by=scene.pharmacist, check=a_check(scene), packs=[a_code(a_pack(strength="3"))])
    assert answer is not None
    assert (answer.dispense, answer.refusal) == (False, Refused.PACK_MISMATCH)


# --- roles ------------------------------------------------------------------------------------------------------


@every_way
@pytest.mark.parametrize("role", [role for role in Role if role != Role.PHARMACIST])
def test_no_role_but_the_pharmacists_has_a_way(role: Role, way: Way) -> None:
    scene = a_woman_ready_for_dispensing()
    places = {KIND_OF[Role.PRESCRIBER]: scene.prescriber.place_id, KIND_OF[Role.PHARMACIST]: scene.pharmacist.place_id}
    known = places.get(KIND_OF[role])
    place = a_place_for(role) if known is None else Organisation.objects.get(id=known)
    somebody = an_actor(role, place)
    check = a_check(scene)
    forged = a_forged_yes(by=somebody, card=scene.card, prescription=scene.prescription)
    for one in (check, forged):
        assert dispensed_by(way, by=somebody, check=one) is None


@every_way
def test_another_pharmacy_has_no_way_on_this_ones_answer(way: Way) -> None:
    scene, other = a_woman_ready_for_dispensing(), a_man_ready_for_dispensing()
    a_forged_yes(by=other.pharmacist, card=scene.card, prescription=scene.prescription)  # she is in sight there
    assert dispensed_by(way, by=other.pharmacist, check=a_check(scene)) is None


# --- whatever is sent to whatever address -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Street:
    """A house whose patient may not be supplied, and somebody of each role who is logged in there."""

    house: House
    clients: dict[str, Client]


@pytest.fixture(scope="module")
def street(ground: None) -> Street:
    """Furnish the house, and then let a test turn out positive."""
    scene = a_woman_ready_for_dispensing()
    house = a_house(scene)
    a_test(by=scene.prescriber, at=now(), patient=scene.patient, result="positive")
    actors: dict[str, Any] = {role: an_actor(role, a_place_for(role)) for role in Role.values}
    actors |= {Role.DELEGATE: an_actor(Role.DELEGATE, Organisation.objects.get(id=scene.prescriber.place_id))}
    return Street(house, {role: _logged_in(actor) for role, actor in (actors | house.role).items()})


def _logged_in(actor: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user_of(actor))
    return client


def _everything_a_form_could_hold(scene: Scene) -> dict[str, Any]:
    return {
        "number": scene.card.number, "card": scene.card.number, "capsules": 21, "quantity": 21, "counselled": "on",
        "dispense": "on", "override": "on", "force": "on", "late": "on", "reason": "the only one left", "batch": "L1",
        "prescription": str(scene.prescription.id), "enrolment": str(scene.enrolment.id), "mode": "dispense",
        "nonce": str(uuid4()),
    }  # fmt: skip


@pytest.mark.parametrize("address", [one for one in addresses() if one.is_ours], ids=lambda one: one.name)
def test_whatever_is_sent_to_an_address_dispenses_nothing_on_a_no(address: Any, street: Street) -> None:
    scene = street.house.scene
    before, told = Dispensing.objects.count(), Entry.objects.count()
    sent = _everything_a_form_could_hold(scene)
    for role, client in street.clients.items():
        if address.act in {None, "public"} or carries(role, address.act):
            url = address.at(street.house.example(address))
            client.post(url, sent | {"nonce": str(uuid4())})
            client.post(url, sent | {"nonce": str(uuid4())}, content_type="application/json")
    assert Dispensing.objects.count() == before
    assert Entry.objects.count() >= told
