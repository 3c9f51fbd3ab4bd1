"""Every operation of the code base, tried in one way: permitted, in sight, not stale, once, and written down."""

import importlib
import inspect
import pkgutil
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import models
from django.urls import reverse

import patients.operations
from accounts.actor import nobody
from accounts.acts import ACTS, SYSTEM, carries
from accounts.models import Role, Submission
from accounts.operation import OPERATIONS, operation
from accounts.refusals import AlreadyUsed, NotPermitted, NotSigned, NotVisible, Stale
from audit.models import Entry, Outcome
from patients.access import sees_record
from patients.models import Patient
from tests.accounts.acts_on_the_record import LATER, TRIES, Try, a_colleague, a_stranger
from tests.builders import Scene, a_woman_ready_for_dispensing, user_of
from tests.patients.lives import NOON

RAISES = {"patients.operations.visits.record_visit": 3}
"""How often an operation made of others raises the version, where it is not once: each of them is an act."""

ROOT = Path(patients.operations.__file__).resolve().parents[2]
ROOMS = (
    "accounts", "programmes", "patients", "prescribers", "pharmacies", "safety", "obligations", "onboarding",
    "reminders", "reports", "portal",
)  # fmt: skip

# Functions of operation modules that change something and are no operations of their own, with the reason.
INSIDE_OTHERS = {
    "accounts.operations.people.appoint_first_administrator": "done from the console, before anybody has a role",
    "accounts.operations.people.end_sessions": "one's own sign-ins elsewhere, with a role or without",
    "accounts.operations.people.choose_own_language": "one's own language, a setting of nobody's record",
    "accounts.operations.people.switch_shortcuts": "one's own keys, a setting of nobody's record",
    "accounts.operations.invitations.accept_invitation": "done by whoever was invited, before she can log in",
    "accounts.operations.recovery.use_recovery": "done by whoever opens the link, with her password, before she is in",
    "accounts.operations.recovery.complete_recovery": "told by the login library as the new second factor is kept",
    "patients.operations.testing.open_suspicion_of": "done inside the operations that tell of a suspicion",
    "patients.operations.partners.open_case_of_partner": "done inside the operations that tell of a man's partner",
    "patients.operations.testing.open_pregnancy": "done inside the operations that record or correct a test",
    "patients.operations.categories.lowers": "compares two categories and writes nothing",
    "patients.operations.categories.outdate_proposal": "done inside the operations that set another category",
    "patients.operations.merging.sees_both": "the guard of what concerns two records",
    "programmes.operations.take_in": "the law taken in from its files as the registry is installed, by nobody",
    "obligations.operations.take_in": "conditions taken in from their files as the registry is installed, by nobody",
    "obligations.operations.tell_obligations": "says that something is due, and nothing of anybody",
    "onboarding.operations.uploaded": "reckons the hash of a file and writes nothing",
    "pharmacies.operations.answer": "asks an operation and turns what breaks into another",
    "portal.operations.open_page": "done by whoever holds a card, before it is known whose page it is",
    "portal.operations.keep_open": "counts the time of an open page, in nobody's record",
    "reminders.operations.sending.send_batch": "claims in the outbox; what becomes of each message is an operation",
    "reminders.operations.sending.deliver": "hands over to the mail server and writes nothing",
    "reminders.operations.sending.beat": "notes that the sender is alive, and nothing of anybody",
    "reminders.operations.feeds.note_fetched": "notes that a calendar asked, beside the look that the trail has",
    "safety.operations.drafts.drop_draft": "part of sending the report that it was",
    "safety.operations.overdue.tell_overdue": "says that something is overdue, and nothing of anybody",
    "reminders.operations.watching.tell_who_watches": "says that somebody must look, and nothing of anybody",
    "reminders.operations.planning.plan": "takes what changed or is due; planning each batch of it is an operation",
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


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    """Make a woman with a card and an open prescription, once for the whole file."""
    return a_woman_ready_for_dispensing(at=NOON)


BY_THE_CARD = {"pharmacies.late.enter_late"}
"""What is done by a card's whole number, written down while nothing could be asked: it is the key, and no grant is."""

every_try = pytest.mark.parametrize("one", TRIES, ids=lambda one: one.name)
every_change = pytest.mark.parametrize(
    "one", [one for one in TRIES if OPERATIONS[one.name].guard is not sees_record], ids=lambda one: one.name
)
"""What raises the version; what only looks at a record has none to be stale on."""
every_sight = pytest.mark.parametrize(
    "one", [one for one in TRIES if one.name not in BY_THE_CARD], ids=lambda one: one.name
)


def _named_by(answers: dict[str, Any]) -> list[Any]:
    """Give the patients that answers speak of, as the trail names them."""
    found = {getattr(value, "subject_of_trail", None) for value in answers.values()}
    return sorted(one for one in found if one is not None)


def _trail(act: str, outcome: Outcome) -> list[Entry]:
    return list(Entry.objects.filter(act=act, outcome=outcome, at=LATER))


def _done(one: Try, scene: Scene) -> list[Entry]:
    """List the lines of an act done that name the patient of the scene."""
    return [entry for entry in _trail(OPERATIONS[one.name].act, Outcome.DONE) if scene.patient_id in entry.subjects]


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
@every_sight
def test_a_stranger_is_told_that_there_is_no_such_record(one: Try, scene: Scene) -> None:
    answers = one.answers(scene)
    stranger = a_stranger(one.actor(scene))
    version = Patient.objects.get(id=scene.patient_id).version
    with pytest.raises(NotVisible):
        one.operation(by=stranger, at=LATER, **answers)
    assert Patient.objects.get(id=scene.patient_id).version == version
    [entry] = _trail(OPERATIONS[one.name].act, Outcome.REFUSED)
    assert (entry.reason, entry.subjects, entry.actor_id) == ("NotVisible", _named_by(answers), stranger.user_id)


@pytest.mark.django_db
@pytest.mark.parametrize("one", [one for one in TRIES if OPERATIONS[one.name].signed], ids=lambda one: one.name)
def test_what_is_signed_is_not_taken_without_the_second_step_of_who_has_one(one: Try, scene: Scene) -> None:
    answers, actor = one.answers(scene), one.actor(scene)
    TOTP.activate(user_of(actor), generate_totp_secret())
    version = Patient.objects.get(id=scene.patient_id).version
    with pytest.raises(NotSigned):
        one.operation(by=actor, at=LATER, **answers)
    assert Patient.objects.get(id=scene.patient_id).version == version
    [entry] = _trail(OPERATIONS[one.name].act, Outcome.REFUSED)
    assert (entry.reason, entry.subjects) == ("NotSigned", _named_by(answers))
    one.operation(by=replace(actor, signed_with="code"), at=LATER, **answers)
    assert len(_done(one, scene)) == 1


# --- what is written -----------------------------------------------------------------------------------------


@pytest.mark.django_db
@every_change
def test_what_is_done_is_written_once_and_raises_the_version(one: Try, scene: Scene) -> None:
    answers, actor = one.answers(scene), one.actor(scene)
    version = Patient.objects.get(id=scene.patient_id).version
    row = one.operation(by=actor, at=LATER, **answers)
    assert isinstance(row, models.Model)
    [entry] = _done(one, scene)
    assert entry.subjects == ([scene.patient_id] if one.name in BY_THE_CARD else _named_by(answers))
    assert (entry.actor_id, entry.actor_name, entry.role) == (actor.user_id, actor.name, actor.role)
    assert (entry.organisation_id, entry.organisation_name) == (actor.organisation_id, actor.organisation_name)
    assert (entry.object_kind, entry.object_id) == (row._meta.label, str(row.pk))
    assert entry.reason == answers.get("reason", "")
    assert Patient.objects.get(id=scene.patient_id).version == version + RAISES.get(one.name, 1)


@pytest.mark.django_db
@every_change
def test_a_record_that_changed_meanwhile_is_left_alone(one: Try, scene: Scene) -> None:
    answers = one.answers(scene)
    seen = Patient.objects.get(id=scene.patient_id).version
    with pytest.raises(Stale):
        one.operation(by=one.actor(scene), at=LATER, version=seen - 1, **answers)
    assert Patient.objects.get(id=scene.patient_id).version == seen
    assert _done(one, scene) == []
    [entry] = _trail(OPERATIONS[one.name].act, Outcome.REFUSED)
    assert entry.reason == "Stale"
    one.operation(by=one.actor(scene), at=LATER, version=seen, **answers)


# --- once ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@every_change
def test_the_same_form_sent_twice_has_one_effect_and_the_same_answer(one: Try, scene: Scene) -> None:
    answers, actor, nonce = one.answers(scene), one.actor(scene), uuid4()
    before = Patient.objects.get(id=scene.patient_id).version
    sent = {"by": actor, "at": LATER, "nonce": nonce, "version": before, **answers}
    first, second = one.operation(**sent), one.operation(**sent)
    assert first == second
    assert type(first) is type(second)
    assert len(_done(one, scene)) == 1
    assert Patient.objects.get(id=scene.patient_id).version == before + RAISES.get(one.name, 1)
    assert Submission.objects.filter(id=nonce).count() == 1


@pytest.mark.django_db
@every_try
def test_a_form_already_sent_by_another_person_is_refused(one: Try, scene: Scene) -> None:
    answers, actor, nonce = one.answers(scene), one.actor(scene), uuid4()
    one.operation(by=actor, at=LATER, nonce=nonce, **answers)
    with pytest.raises(AlreadyUsed):
        one.operation(by=a_colleague(actor), at=LATER, nonce=nonce, **answers)
    assert len(_done(one, scene)) == 1


def test_every_act_that_changes_something_has_an_operation() -> None:
    reverse("accounts:home")  # reads the routes, and with their views every module that holds an operation
    reading = {"accounts.own", "accounts.read", "programmes.read", "pharmacies.counter", "reports.read", "safety.read"}
    reading |= {"pharmacies.read_sheet", "safety.copy", "safety.figures", "obligations.read"}
    reading |= {"programmes.compare", "programmes.read_drafts", "programmes.read_material", "reports.try_rules"}
    reading |= {"reports.open_timeline", "onboarding.export"}
    reading |= {"patients.list", "patients.search", "patients.read", "patients.print_card", "patients.read_scan"}
    reading |= {
        "patients.prepare",
        "patients.print_slip",
        "patients.print_record",
        "patients.print_letter",
        "patients.read_trail",
        "reminders.list",
        "outbox.watch",
    }
    assert set(ACTS) - reading == {known.act for known in OPERATIONS.values()}
