"""Every operation on a record, called directly by an enemy; what tests/accounts/test_operations.py tries, and more.

There: every role without the act, a stranger, a stale version, the same form twice, another person's form. Here:
whether an operation could touch a patient and escape those trials, no words where words are wanted, codes that are on
no list, other answers under a used number, another patient's rows among the answers (row 25), and for each guard the
control that shows what it keeps out.
"""

import dataclasses
import datetime as dt
import importlib
import inspect
import typing
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, models
from django.utils.formats import date_format

from accounts import operation as machinery
from accounts.actor import Actor
from accounts.operation import OPERATIONS
from accounts.refusals import AlreadyUsed, NotPermitted, NotVisible, Refusal, Stale
from audit.models import Entry, Outcome
from patients import access
from patients.access import changes_record
from patients.identity import NewIdentity, person_of
from patients.models import Patient, Pregnancy
from patients.operations import suspect_pregnancy
from patients.refusals import WrongOrder
from tests.accounts.acts_on_the_record import LATER, TRIES, Try, a_stranger
from tests.accounts.test_operations import BY_THE_CARD, MODULES
from tests.builders import Scene, a_woman_ready_for_dispensing
from tests.hostile.holdings import holdings
from tests.patients.lives import NOON

UNGUARDED = {
    "patients.operations.registration.register_patient": "she is nobody's patient yet, and nobody sees her before",
    "patients.operations.transfers.ask_for_transfer": "asks by the card she shows, before her record is in sight",
    "pharmacies.operations.check_card": "asks by the number of a card, and opens sight itself",
    "reminders.operations.planning.plan_enrolments": "the scheduler's own, for every record; the act is nobody else's",
    "pharmacies.operations.say_cannot_confirm": "keeps that nothing could be answered; opens nothing",
    "safety.operations.opening.open_case": "the scheduler's own, for every report; the act is nobody else's",
    "safety.operations.opening.draft_anew": "the scheduler's own, for every case; the act is nobody else's",
    "safety.operations.drafts.keep_desk_draft": "the safety desk follows every pregnancy, without the identity",
    "safety.operations.pregnancies.note_contact": "the safety desk follows every pregnancy, without the identity",
    "safety.operations.pregnancies.call_lost": "the safety desk follows every pregnancy, without the identity",
    "safety.operations.pregnancies.judge_root_cause": "the safety desk follows every pregnancy, without the identity",
    "safety.operations.questions.ask_reporter": "the safety desk asks about every case, without the identity",
    "safety.operations.messages.write_message": "the safety desk passes every case on, without the identity",
    "safety.operations.messages.take_message": "opens drafts of what came from elsewhere, about nobody known here",
    "safety.operations.taking_away.take_list": "the safety desk sees every case, of every centre, without the identity",
    "safety.operations.taking_away.take_file": "the safety desk sees every case, of every centre, without the identity",
    "safety.operations.messages.pass_on_otherwise": "the safety desk passes every case on, without the identity",
    "safety.operations.cases.write_version": "the safety desk sees every case, of every centre, without the identity",
    "safety.operations.cases.nullify_case": "the safety desk sees every case, of every centre, without the identity",
    "safety.operations.cases.review_version": "the safety desk sees every case, of every centre, without the identity",
}
"""Operations that touch a patient without a guard, each with the reason; whatever is not here has one."""

BARE_IDS = {
    "prescribers.operations.prepared.prepare_act(prepared_for)": "the operation itself holds it against the centre's",
    "prescribers.operations.prepared.prepare_act(row_id)": "kept as part of an address, which is opened like any other",
}
"""Arguments of guarded operations that name something by its id alone, with the reason why no guard need see it."""

CONCERN_TWO = {"patients.operations.merging.propose_merge", "patients.operations.merging.propose_parting"}
"""Operations that two records are meant to be given to, each of them asked about by their own guard."""

every_try = pytest.mark.parametrize("one", TRIES, ids=lambda one: one.name)


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    """Make a woman with a card and an open prescription."""
    return a_woman_ready_for_dispensing(at=NOON)


@pytest.fixture(scope="module")
def other(scene: Scene) -> Scene:
    """Make another patient of the same prescriber and pharmacist."""
    return a_woman_ready_for_dispensing(at=NOON, prescriber=scene.prescriber, pharmacist=scene.pharmacist)


# --- nothing escapes the trials ------------------------------------------------------------------------------


def _types_of(name: str) -> dict[str, list[type]]:
    """Give the types that each argument of an operation, and its answer, may have."""
    assert MODULES  # imported there, so that every operation is known
    module, _dot, function = name.rpartition(".")
    work = inspect.unwrap(getattr(importlib.import_module(module), function))
    return {argument: list(_flat(hint)) for argument, hint in typing.get_type_hints(work).items()}


def _flat(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and not typing.get_args(hint):
        yield hint
    for inner in typing.get_args(hint):
        yield from _flat(inner)


def _names_a_patient(kind: type) -> bool:
    return hasattr(kind, "subject_of_trail") or hasattr(kind, "subjects_of_trail")


def _holds_rows(kind: type) -> bool:
    """Say whether a bundle of answers carries a patient's rows inside, where no guard looks."""
    if not dataclasses.is_dataclass(kind):
        return False
    return any(_names_a_patient(inner) for hint in typing.get_type_hints(kind).values() for inner in _flat(hint))


def test_every_operation_that_touches_a_patient_has_a_guard_or_a_reason() -> None:
    touching = {
        name
        for name in OPERATIONS
        if any(_names_a_patient(kind) or _holds_rows(kind) for kinds in _types_of(name).values() for kind in kinds)
    }
    unguarded = {name for name in touching if OPERATIONS[name].guard is None}
    assert unguarded == set(UNGUARDED)
    assert len(touching) >= 24


def test_a_new_operation_on_a_patient_without_a_guard_is_noticed() -> None:
    """The control: a stand-in that takes a patient and has no guard is found by the same question."""

    def careless(*, by: Actor, at: dt.datetime, patient: Patient) -> None: ...

    kinds = [kind for hint in typing.get_type_hints(careless).values() for kind in _flat(hint)]
    assert any(_names_a_patient(kind) for kind in kinds)


def test_no_guarded_operation_is_told_of_rows_in_a_way_that_its_guard_cannot_see() -> None:
    hidden = [
        f"{name}({argument})"
        for name, known in OPERATIONS.items()
        if known.guard is not None
        for argument, kinds in _types_of(name).items()
        if any(_holds_rows(kind) or kind is UUID for kind in kinds) and argument != "return"
    ]
    assert sorted(hidden) == sorted(BARE_IDS)


# --- words and codes, whoever calls and whatever form she used or did not use --------------------------------------

WORDS, CODES = {"reason", "words"}, {"category", "method", "result", "specimen", "how", "agreed_how"}
HELD_UP_BY_NO_WORDS = {
    "patients.operations.testing.suspect_pregnancy",
    "patients.operations.at_counter.suspect_at_counter",
}
"""A stop is done whatever is said."""

Answered = tuple[Try, str]


def _that_ask_for(names: set[str]) -> list[Answered]:
    """List the acts of record and desk that cannot be called without one of these answers."""
    return [
        (one, name)
        for one in TRIES
        if one.name.startswith(("patients.", "prescribers."))
        for name, wanted in inspect.signature(inspect.unwrap(one.operation)).parameters.items()
        if name in names and wanted.default is wanted.empty
    ]


def _named(answered: Answered) -> str:
    return f"{answered[0].name} {answered[1]}"


IN_WORDS = [one for one in _that_ask_for(WORDS) if one[0].name not in HELD_UP_BY_NO_WORDS]
IN_CODES = _that_ask_for(CODES)


def test_there_are_acts_that_ask_for_words_and_for_codes() -> None:
    assert len(IN_WORDS) >= 15
    assert len(IN_CODES) >= 9


@pytest.mark.django_db
@pytest.mark.parametrize("answered", IN_WORDS, ids=_named)
def test_an_act_that_wants_words_is_refused_without_them(answered: Answered, scene: Scene) -> None:
    one, name = answered
    given = one.answers(scene)
    for nothing in ("", " \n\t "):
        with pytest.raises(Refusal):
            one.operation(by=one.actor(scene), at=LATER, **given | {name: nothing})


@pytest.mark.django_db
@pytest.mark.parametrize("answered", IN_CODES, ids=_named)
def test_a_code_that_is_on_no_list_is_refused(answered: Answered, scene: Scene) -> None:
    """The rulebook takes no history with a word that it does not know: nobody could be supplied on it any more."""
    one, name = answered
    given = one.answers(scene)
    for unknown in ("", "none of these", given[name].upper()):
        with pytest.raises(Refusal):
            one.operation(by=one.actor(scene), at=LATER, **given | {name: unknown})


# --- a date before the patient was born -------------------------------------------------------------------------

GOES_WITH: dict[str, dict[str, Any]] = {"patients.operations.courses.withdraw": {"cause": "death"}}
"""What else is answered where a date is."""

FOLLOW_A_START = {"ended_on", "valid_until"}
"""Dates that are held against a start, which is itself held against the birth."""


def _is_date(hint: Any) -> bool:
    return any(kind is dt.date for kind in _flat(hint))


def _that_take_dates() -> list[Answered]:
    """List the dates that an act on the record takes, by themselves, in a list or inside a bundle of answers."""
    return [
        (one, name)
        for one in TRIES
        if one.name.startswith("patients.")
        for name, hint in typing.get_type_hints(inspect.unwrap(one.operation)).items()
        if name != "return" and (_is_date(hint) or any(_is_bundle_with_dates(kind) for kind in _flat(hint)))
    ]


def _is_bundle_with_dates(kind: type) -> bool:
    """Say whether a bundle of answers has dates in it; an identity has the birth date itself."""
    return dataclasses.is_dataclass(kind) and kind not in {Actor, NewIdentity} and bool(_dates_in(kind))


def _dates_in(kind: type) -> list[str]:
    return [name for name, hint in typing.get_type_hints(kind).items() if _is_date(hint)]


def _dated(given: Any, hint: Any, day: dt.date) -> Any:
    """Give the answer with its dates on another day."""
    if typing.get_origin(hint) is list:
        return [day]
    if _is_date(hint):
        return day
    return dataclasses.replace(given, **dict.fromkeys(_dates_in(type(given)), day))


IN_DATES = _that_take_dates()


def test_there_are_acts_that_take_dates() -> None:
    assert len(IN_DATES) >= 22


@pytest.mark.django_db
@pytest.mark.parametrize("answered", IN_DATES, ids=_named)
def test_a_day_before_the_birth_is_refused_with_both_dates(answered: Answered, scene: Scene) -> None:
    one, name = answered
    given = one.answers(scene) | GOES_WITH.get(one.name, {})
    born = person_of(patient=_patient_in(given)).birth_date
    assert born is not None
    hint = typing.get_type_hints(inspect.unwrap(one.operation))[name]
    early = _dated(given.get(name), hint, born - dt.timedelta(days=1))
    with pytest.raises(WrongOrder) as refused:
        one.operation(by=one.actor(scene), at=LATER, **given | {name: early})
    assert date_format(born - dt.timedelta(days=1)) in str(refused.value.message)
    assert name in FOLLOW_A_START or date_format(born) in str(refused.value.message)


def _patient_in(given: dict[str, Any]) -> Patient:
    """Find whom the answers are about."""
    found = (getattr(value, "subject_of_trail", None) for value in given.values())
    return Patient.objects.get(id=next(one for one in found if one is not None))


# --- the same number with other answers ----------------------------------------------------------------------


def _other(value: Any) -> Any:
    """Give another answer of the same kind; None where there is no telling."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return value + "x"
    if isinstance(value, int | Decimal):
        return value + 1
    return value - dt.timedelta(days=1) if isinstance(value, dt.date) else None


@pytest.mark.django_db
@every_try
def test_other_answers_under_a_number_already_used_are_refused_and_leave_nothing(one: Try, scene: Scene) -> None:
    answers, actor, nonce = one.answers(scene), one.actor(scene), uuid4()
    first = one.operation(by=actor, at=LATER, nonce=nonce, **answers)
    before = holdings()
    others = [{**answers, name: _other(value)} for name, value in answers.items() if _other(value) is not None]
    for changed in [*others, {**answers, "version": 1}]:
        with pytest.raises(AlreadyUsed):
            one.operation(by=actor, at=LATER, nonce=nonce, **changed)
    assert holdings() == before
    assert one.operation(by=actor, at=LATER, nonce=nonce, **answers) == first


# --- row 25: another patient's rows among the answers -----------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "one", [one for one in TRIES if one.name not in CONCERN_TWO | BY_THE_CARD], ids=lambda one: one.name
)
def test_row_25_rows_of_two_patients_in_one_act_are_refused_though_both_are_in_sight(
    one: Try, scene: Scene, other: Scene
) -> None:
    """One answer at a time is another patient's; an act that names its patient once is given a second one beside."""
    actor = one.actor(scene)
    own = one.answers(scene)
    naming = [name for name, value in own.items() if getattr(value, "subject_of_trail", None) is not None]
    assert naming, "the guard finds no patient among the answers"
    if len(naming) > 1:
        theirs = one.answers(other)
        mixed = [{**own, name: theirs[name]} for name in naming]
    else:
        mixed = [{**own, "beside": other.patient}]
    before = holdings()
    for answers in mixed:
        with pytest.raises((NotVisible, TypeError)):  # out of sight, or no argument of this act at all
            one.operation(by=actor, at=LATER, **answers)
    assert holdings() == before
    assert not Entry.objects.filter(outcome=Outcome.DONE, at=LATER).exists()


# --- the controls: without its guard each trial fails -------------------------------------------------------------


def _suspect(scene: Scene, by: Actor | None = None, **more: Any) -> models.Model:
    """Do the act that all controls are shown on."""
    return suspect_pregnancy(by=by or scene.prescriber, at=LATER, patient=scene.patient, reason="late", **more)


@pytest.mark.django_db
def test_without_the_question_of_the_role_a_pharmacist_who_sees_her_would_get_through(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "require_sight", lambda **_values: None)
    with pytest.raises(NotPermitted):
        _suspect(scene, scene.pharmacist)
    monkeypatch.setattr(machinery, "carries", lambda _role, _act: True)
    assert _suspect(scene, scene.pharmacist)


@pytest.mark.django_db
def test_without_the_question_of_sight_a_stranger_would_get_through(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = a_stranger(scene.prescriber)
    with pytest.raises(NotVisible):
        _suspect(scene, stranger)
    monkeypatch.setattr(access, "require_sight", lambda **_values: None)
    assert _suspect(scene, stranger)


def _sees_and_asks_for_no_version(by: Actor, at: dt.datetime, values: dict[str, Any]) -> int:
    values.pop("version", None)
    return 0


@pytest.mark.django_db
def test_without_the_version_a_stale_form_would_get_through(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Stale):
        _suspect(scene, version=1)
    monkeypatch.setattr(changes_record, "__code__", _sees_and_asks_for_no_version.__code__)
    assert _suspect(scene, version=1)


@pytest.mark.django_db
def test_without_the_one_patient_two_would_be_taken_for_one(
    scene: Scene, other: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotVisible):
        _suspect(scene, beside=other.patient)
    monkeypatch.setattr(access, "_patient_of", lambda values: values["patient"].id)
    with pytest.raises(TypeError, match="beside"):  # past the guard, and stopped by nothing but its unknown name
        _suspect(scene, beside=other.patient)


@pytest.mark.django_db
def test_without_the_look_at_used_numbers_the_act_would_begin_again_and_only_the_table_hold_it(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    nonce = uuid4()
    assert _suspect(scene, nonce=nonce) == _suspect(scene, nonce=nonce)
    monkeypatch.setattr(machinery, "_earlier", lambda *_values: None)
    with pytest.raises(IntegrityError):
        _suspect(scene, nonce=nonce)
    assert Pregnancy.objects.filter(patient=scene.patient).count() == 1
