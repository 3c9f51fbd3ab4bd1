"""What two pharmacists sign for, tried for every reason of the rulebook, every refusal and every role."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from accounts.models import KIND_OF, Organisation, Role
from accounts.refusals import NotPermitted, Refusal
from demo.clock import Clock
from demo.models import Kind
from demo.stage import Stage, set_stage
from demo.stories import STORIES, Told
from outbox.models import Message
from patients.models import Card, Dispensing, Mode, Override, Prescription
from pharmacies.refusals import LateEntryNotPossible
from programmes.controls import controls_of
from programmes.in_force import programmes
from programmes.operations import take_in
from rulebook import REASONS
from tests.builders import Scene, a_check, a_place_for, a_woman_ready_for_dispensing, an_actor, now
from tests.pharmacies.two_people import an_authority
from tests.ways.by_two import (
    a_forged_no,
    a_second,
    enter,
    enter_by_call,
    overrule,
    overrule_by_call,
    overrule_by_page,
)

pytestmark = pytest.mark.django_db

SEED = 4

every_reason = pytest.mark.parametrize(
    "told", [one for one in STORIES if one.kind == Kind.REASON], ids=lambda one: one.key
)


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


@every_reason
def test_nothing_is_overruled_but_what_the_programme_lets_the_country_overrule(told: Told, stage: Stage) -> None:
    shown = told.tell(stage)
    by = shown.pharmacist
    an_authority(country=by.country)
    card = Card.objects.select_related("enrolment__programme").get(number=shown.number)
    prescription = Prescription.objects.filter(enrolment=card.enrolment).latest("recorded_at")
    rules = controls_of(programme_id=card.enrolment.programme_id).overrides.get(by.country)
    check = a_forged_no(by=by, card=card, prescription=prescription)
    before = Dispensing.objects.count()
    try:
        verdict = overrule(by=by, check=check, second=a_second(by))
    except Refusal:
        assert rules is None
        assert Dispensing.objects.count() == before
        return
    assert rules is not None
    assert verdict.dispense == rules.reasons.issuperset(verdict.reasons or verdict.overruled)
    assert told.code in (verdict.overruled if verdict.dispense else verdict.reasons)
    assert (Dispensing.objects.count() - before) == verdict.dispense
    if verdict.dispense:
        given = Dispensing.objects.get(verdict=verdict)
        kinds = set(Message.objects.filter(about_id=given.id).values_list("kind", flat=True))
        assert kinds == {"dispensed_against_a_reason", "deviation"}
        assert Override.objects.filter(verdict=verdict).exists()


@every_reason
def test_what_is_entered_late_against_a_reason_is_never_a_yes(told: Told, stage: Stage) -> None:
    shown = told.tell(stage)
    by = shown.pharmacist
    an_authority(country=by.country)
    before, minute = Dispensing.objects.count(), now().replace(second=0, microsecond=0)
    enrolment = Card.objects.get(number=shown.number).enrolment
    last = Prescription.objects.filter(enrolment=enrolment).latest("recorded_at")
    try:
        verdict = enter(by=by, number=shown.number, second=a_second(by))
    except LateEntryNotPossible:
        assert Dispensing.objects.count() == before
        assert last.recorded_at >= minute, "only what was not yet prescribed at that minute cannot be entered"
        return
    assert (verdict.mode, verdict.dispense) == (Mode.LATE, False)
    assert told.code in verdict.reasons or (verdict.prescription_id != last.id and last.recorded_at >= minute)
    given = Dispensing.objects.get(verdict=verdict)
    assert set(Message.objects.filter(about_id=given.id).values_list("kind", flat=True)) == {
        "dispensed_against_a_reason",
        "deviation",
    }


def test_every_reason_of_the_rulebook_has_a_story() -> None:
    assert {told.code for told in STORIES if told.kind == Kind.REASON} == set(REASONS)


@pytest.fixture
def scene() -> Scene:
    an_authority()
    return a_woman_ready_for_dispensing()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PHARMACIST])
def test_no_role_but_the_pharmacists_signs_first_or_second(role: Role, scene: Scene) -> None:
    places = {KIND_OF[Role.PRESCRIBER]: scene.prescriber.place_id, KIND_OF[Role.PHARMACIST]: scene.pharmacist.place_id}
    known = places.get(KIND_OF[role])
    somebody = an_actor(role, a_place_for(role) if known is None else Organisation.objects.get(id=known))
    check = a_forged_no(by=scene.pharmacist, card=scene.card, prescription=scene.prescription)
    for first, second in ((somebody, scene.pharmacist), (scene.pharmacist, somebody)):
        with pytest.raises(NotPermitted):
            overrule(by=first, check=check, second=second)
        with pytest.raises(NotPermitted):
            enter(by=first, number=scene.card.number, second=second)
    second = a_second(scene.pharmacist)
    overrule_by_page(by=somebody, check=check, second=second)
    for one, other in ((somebody, second), (scene.pharmacist, somebody)):
        overrule_by_call(by=one, check=check, second=other)
        enter_by_call(by=one, check=check, second=other)
    assert not Dispensing.objects.exists()


@pytest.mark.parametrize("way", [overrule_by_page, overrule_by_call])
def test_page_and_interface_overrule_no_more_than_the_operation(scene: Scene, way: Callable[..., None]) -> None:
    check = a_forged_no(by=scene.pharmacist, card=scene.card, prescription=scene.prescription)
    way(by=scene.pharmacist, check=check, second=a_second(scene.pharmacist))
    way(by=scene.pharmacist, check=a_check(scene), second=a_second(scene.pharmacist))
    assert not Dispensing.objects.exists()
