"""Every operation of the code base, tried in one way: permitted, in sight, not stale, once, and written down."""

import importlib
import inspect
import pkgutil
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import models

import patients.operations
from accounts.actor import nobody
from accounts.acts import ACTS, SYSTEM, carries
from accounts.models import Role, Submission
from accounts.operation import OPERATIONS, operation
from accounts.refusals import AlreadyUsed, NotPermitted, NotVisible, Stale
from audit.models import Entry, Outcome
from patients.models import Patient
from tests.accounts.acts_on_the_record import LATER, TRIES, Try, a_colleague, a_stranger
from tests.builders import Scene, a_woman_ready_for_dispensing
from tests.patients.lives import NOON

ROOT = Path(patients.operations.__file__).resolve().parents[2]
ROOMS = ("accounts", "programmes", "patients", "prescribers", "pharmacies", "safety", "reminders", "reports")

# Functions of operation modules that change something and are no operations of their own, with the reason.
INSIDE_OTHERS = {
    "accounts.operations.appoint_first_administrator": "done from the console, before anybody has a role",
    "patients.operations.testing.open_pregnancy": "done inside the operations that record or correct a test",
    "programmes.operations.take_in": "the law taken in from its files as the registry is installed, by nobody",
    "pharmacies.operations.answer": "asks an operation and turns what breaks into another",
    "reminders.operations.send_batch": "claims in the outbox; what becomes of each message is an operation",
    "reminders.operations.deliver": "hands over to the mail server and writes nothing",
}


def _modules() -> list[str]:
    """Name every module of operations."""
    found = []
    for room in ROOMS:
        for module in pkgutil.walk_packages([str(ROOT / room)], f"{room}."):
            if ".operations" in module.name:
                importlib.import_module(module.name)
                found.append(module.name)
    return found


MODULES = _modules()
NAMES = sorted(OPERATIONS)


def _named(name: str) -> Any:
    module, _dot, function = name.rpartition(".")
    return getattr(importlib.import_module(module), function)


@pytest.fixture
def scene() -> Scene:
    """Make a woman with a card and an open prescription."""
    return a_woman_ready_for_dispensing(at=NOON)


every_try = pytest.mark.parametrize("one", TRIES, ids=lambda one: one.name)


def _trail(act: str, outcome: Outcome) -> list[Entry]:
    return list(Entry.objects.filter(act=act, outcome=outcome, at=LATER))


# --- what there is ---------------------------------------------------------------------------------------


def test_every_public_function_of_the_operation_modules_is_an_operation() -> None:
    public = {
        f"{module}.{name}"
        for module in MODULES
        for name, value in vars(importlib.import_module(module)).items()
        if inspect.isfunction(value) and value.__module__ == module and not name.startswith("_")
    }
    assert sorted(public - set(OPERATIONS) - set(INSIDE_OTHERS)) == []
    assert sorted(set(INSIDE_OTHERS) - public) == []


def test_every_operation_on_a_patients_record_is_tried_here() -> None:
    guarded = {name for name, known in OPERATIONS.items() if known.guard is not None}
    assert guarded == {one.name for one in TRIES}


def test_an_operation_takes_who_and_when_and_everything_by_its_name() -> None:
    with pytest.raises(TypeError, match="keyword-only"):

        @operation("patients.read")
        def by_position(by: object, at: object) -> None: ...

    with pytest.raises(TypeError, match="by= and at="):

        @operation("patients.read")
        def by_nobody(*, at: object) -> None: ...


def test_an_operation_of_an_unknown_act_does_not_even_load() -> None:
    with pytest.raises(KeyError):
        operation("patients.anything")


# --- who may -----------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_a_role_that_does_not_carry_the_act_is_refused_and_the_refusal_written_down(name: str) -> None:
    act = OPERATIONS[name].act
    roles = [role for role in ["", SYSTEM, *Role.values] if not carries(role, act)]
    parameters = inspect.signature(_named(name)).parameters
    for role in roles:
        actor = type(nobody(name="x"))(**{**_fields(nobody(name="somebody")), "role": role})
        with pytest.raises(NotPermitted):
            _named(name)(**{one: object() for one in parameters} | {"by": actor, "at": LATER})
    refused = _trail(act, Outcome.REFUSED)
    assert [entry.role for entry in sorted(refused, key=lambda one: roles.index(one.role))] == roles
    assert {entry.reason for entry in refused} == {"NotPermitted"}
    assert not Entry.objects.filter(outcome=Outcome.DONE, act=act, at=LATER).exists()


def _fields(actor: Any) -> dict[str, Any]:
    return {name: getattr(actor, name) for name in actor.__slots__}


@pytest.mark.django_db
@every_try
def test_a_stranger_is_told_that_there_is_no_such_record(one: Try, scene: Scene) -> None:
    answers = one.answers(scene)
    stranger = a_stranger(one.actor(scene))
    version = Patient.objects.get(id=scene.patient_id).version
    with pytest.raises(NotVisible):
        one.operation(by=stranger, at=LATER, **answers)
    assert Patient.objects.get(id=scene.patient_id).version == version
    [entry] = _trail(OPERATIONS[one.name].act, Outcome.REFUSED)
    assert (entry.reason, entry.subjects, entry.actor_id) == ("NotVisible", [scene.patient_id], stranger.user_id)


# --- what is written -----------------------------------------------------------------------------------------


@pytest.mark.django_db
@every_try
def test_what_is_done_is_written_once_and_raises_the_version(one: Try, scene: Scene) -> None:
    answers, actor = one.answers(scene), one.actor(scene)
    version = Patient.objects.get(id=scene.patient_id).version
    row = one.operation(by=actor, at=LATER, **answers)
    assert isinstance(row, models.Model)
    [entry] = _trail(OPERATIONS[one.name].act, Outcome.DONE)
    assert entry.subjects == [scene.patient_id]
    assert (entry.actor_id, entry.actor_name, entry.role) == (actor.user_id, actor.name, actor.role)
    assert (entry.organisation_id, entry.organisation_name) == (actor.organisation_id, actor.organisation_name)
    assert (entry.object_kind, entry.object_id) == (row._meta.label, str(row.pk))
    assert entry.reason == answers.get("reason", "")
    assert Patient.objects.get(id=scene.patient_id).version == version + 1


@pytest.mark.django_db
@every_try
def test_a_record_that_changed_meanwhile_is_left_alone(one: Try, scene: Scene) -> None:
    answers = one.answers(scene)
    seen = Patient.objects.get(id=scene.patient_id).version
    with pytest.raises(Stale):
        one.operation(by=one.actor(scene), at=LATER, version=seen - 1, **answers)
    assert Patient.objects.get(id=scene.patient_id).version == seen
    assert _trail(OPERATIONS[one.name].act, Outcome.DONE) == []
    [entry] = _trail(OPERATIONS[one.name].act, Outcome.REFUSED)
    assert entry.reason == "Stale"
    one.operation(by=one.actor(scene), at=LATER, version=seen, **answers)


# --- once ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@every_try
def test_the_same_form_sent_twice_has_one_effect_and_the_same_answer(one: Try, scene: Scene) -> None:
    answers, actor, nonce = one.answers(scene), one.actor(scene), uuid4()
    before = Patient.objects.get(id=scene.patient_id).version
    sent = {"by": actor, "at": LATER, "nonce": nonce, "version": before, **answers}
    first, second = one.operation(**sent), one.operation(**sent)
    assert first == second
    assert type(first) is type(second)
    assert len(_trail(OPERATIONS[one.name].act, Outcome.DONE)) == 1
    assert Patient.objects.get(id=scene.patient_id).version == before + 1
    assert Submission.objects.filter(id=nonce).count() == 1


@pytest.mark.django_db
@every_try
def test_a_form_already_sent_by_another_person_is_refused(one: Try, scene: Scene) -> None:
    answers, actor, nonce = one.answers(scene), one.actor(scene), uuid4()
    one.operation(by=actor, at=LATER, nonce=nonce, **answers)
    with pytest.raises(AlreadyUsed):
        one.operation(by=a_colleague(actor), at=LATER, nonce=nonce, **answers)
    assert len(_trail(OPERATIONS[one.name].act, Outcome.DONE)) == 1


def test_every_act_that_changes_something_has_an_operation() -> None:
    reading = {"accounts.own", "accounts.read", "programmes.read", "pharmacies.counter", "reports.read", "safety.read"}
    reading |= {"patients.list", "patients.search", "patients.read", "patients.print_card"}
    assert set(ACTS) - reading == {known.act for known in OPERATIONS.values()}
