"""Materials reach those who should hold them: sent once, reminded of until acknowledged, counted as D1."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accounts.actor import SCHEDULER, Actor
from accounts.queries import actor_of
from accounts.refusals import NotPermitted, NotVisible
from outbox.models import Message, State
from programmes.checks import check_mailing_file
from programmes.getting_there import REMINDER, SENT, acknowledge_material, send_material
from programmes.holding import Hold, awaited_from, reach_of, reached
from programmes.mailing import load_mailing, mailing
from programmes.material_changes import difference_for
from programmes.materials import MaterialNotPossible, withdraw_material
from programmes.models import Acknowledgement, Material
from programmes.operations import end_certification, start_practice
from programmes.queries import certifications
from reminders.operations import send_batch
from rulebook import ProgrammeError
from tests.builders import a_pharmacist, a_pharmacy, a_prescriber, a_programme, user_of
from tests.patients.lives import NOON
from tests.programmes.kits import (
    RIGHT,
    a_body,
    a_course_in_force,
    a_draft,
    a_manager,
    a_material_in_force,
    an_assessor,
)

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def _of(actor: Actor, material: Material, *, at: dt.datetime = NOON) -> Hold:
    own = {actor.user_id, actor.organisation_id}
    return next(one for one in reach_of(material=material, at=at) if one.holder.id in own)


def _acknowledge(by: Actor, material: Material, *, at: dt.datetime = NOON, **answers: int) -> Acknowledgement:
    return acknowledge_material(by=by, at=at, material=material, answers=answers)


def _a_changed_guide(*, more: str = " and when it stops", **changes: Any) -> tuple[Material, Material]:
    """Put a guide and its check in force, and a safety-relevant version that changes the section on tests."""
    old, _check = a_course_in_force(at=NOON, **changes)
    body = a_body(safety_relevant=True, more=more)
    return old, a_material_in_force(at=NOON, version="2", from_on=(NOON + DAY).date(), body=body, **changes)


def test_it_goes_to_each_holder_once_with_proof_and_reminders() -> None:
    her, shop, office = a_prescriber(), a_pharmacist(), a_manager()
    letter = a_material_in_force(at=NOON, kind="letter")
    send_material(by=office, at=NOON, material=letter)
    assert (_of(her, letter).copied_at, _of(her, letter).sent_at) == (NOON, None)
    send_batch(by=SCHEDULER, at=NOON)
    assert [_of(one, letter).sent_at for one in (her, shop)] == [NOON, NOON]
    with pytest.raises(MaterialNotPossible, match="nobody to send"):
        send_material(by=office, at=NOON, material=letter)
    late = a_prescriber()
    send_material(by=office, at=NOON + DAY, material=letter)
    told = Message.objects.filter(kind=SENT, recipient_id__in=[her.person_id, shop.place_id, late.person_id])
    assert told.count() == 3
    reminders = Message.objects.filter(kind=REMINDER, recipient_id=her.person_id).order_by("due_at")
    assert [one.due_at - NOON for one in reminders] == [7 * DAY, 21 * DAY]


def test_who_has_acknowledged_it_is_not_reminded_and_who_has_not_is() -> None:
    her, other = a_prescriber(), a_prescriber()
    letter = a_material_in_force(at=NOON, kind="letter")
    send_material(by=a_manager(), at=NOON, material=letter)
    kept = _acknowledge(her, letter)
    assert _acknowledge(her, letter, at=NOON + DAY) == kept
    send_batch(by=SCHEDULER, at=NOON + 8 * DAY)
    states = {one.recipient_id: one.state for one in Message.objects.filter(kind=REMINDER, due_at__lt=NOON + 8 * DAY)}
    assert (states[her.person_id], states[other.person_id]) == (State.DROPPED, State.SENT)


def test_a_pharmacist_acknowledges_for_her_pharmacy() -> None:
    shop = a_pharmacy()
    one, colleague = a_pharmacist(pharmacy=shop), a_pharmacist(pharmacy=shop)
    letter = a_material_in_force(at=NOON, kind="letter")
    kept = _acknowledge(one, letter)
    assert (kept.pharmacy_id, kept.prescriber_id) == (shop.id, None)
    assert awaited_from(by=colleague, at=NOON) == []


def test_a_safety_relevant_version_is_read_by_its_difference_and_asked_about_that_alone() -> None:
    her = a_prescriber()
    _old, new = _a_changed_guide()
    at = NOON + DAY
    found = difference_for(by=her, at=at, material=new)
    assert found is not None
    assert [(one.part.id, one.is_new) for one in found.changes] == [("tests", False)]
    assert [one.id for one in found.questions] == ["when"]
    assert [(one.material, one.until) for one in awaited_from(by=her, at=at)] == [(new, at.date() + mailing().grace)]
    for answers in ({}, {"when": 0}, RIGHT):
        with pytest.raises(MaterialNotPossible, match="missing or wrong"):
            _acknowledge(her, new, at=at, **answers)
    assert _acknowledge(her, new, at=at, when=RIGHT["when"]).answers == {"when": RIGHT["when"]}
    assert awaited_from(by=her, at=at) == []


def test_new_and_removed_sections_are_told_and_her_own_last_version_is_what_is_compared() -> None:
    her, other = a_prescriber(), a_prescriber()
    first, second = _a_changed_guide()
    _acknowledge(her, second, at=NOON + DAY, when=RIGHT["when"])
    body = a_body(safety_relevant=True, more=" and when it stops").replace(b"# harm: What it can do", b"# new: Ask")
    third = a_material_in_force(at=NOON + DAY, version="3", from_on=(NOON + 2 * DAY).date(), body=body)
    found = difference_for(by=her, at=NOON + 2 * DAY, material=third)
    assert found is not None
    assert (found.before, [(one.part.id, one.is_new) for one in found.changes]) == (second, [("new", True)])
    assert found.gone == ("What it can do",)
    assert difference_for(by=other, at=NOON + DAY, material=first) is None


def test_after_the_grace_nothing_is_refused_and_it_is_told_as_late() -> None:
    her = a_prescriber()
    _old, new = _a_changed_guide()
    long_after = NOON + DAY + mailing().grace + 9 * DAY
    assert awaited_from(by=her, at=long_after)[0].until == (NOON + DAY).date() + mailing().grace
    assert _acknowledge(her, new, at=long_after, when=RIGHT["when"])


def test_each_should_hold_one_language_and_any_language_counts() -> None:
    german, english = a_prescriber(), a_prescriber()
    user = user_of(german)
    user.language = "de"
    user.save()
    in_english = a_material_in_force(at=NOON, kind="letter")
    in_german = a_material_in_force(at=NOON, kind="letter", language="de")
    assert [one.material for one in awaited_from(by=german, at=NOON)] == [in_german]
    assert [one.material for one in awaited_from(by=english, at=NOON)] == [in_english]
    _acknowledge(german, in_english)
    assert _of(german, in_german).acknowledged_at == NOON


def test_d1_counts_those_who_should_hold_the_version_in_force() -> None:
    her, shop = a_prescriber(), a_pharmacist()
    a_prescriber(certified=False)
    gone = a_prescriber()
    letter = a_material_in_force(at=NOON, kind="letter")
    spans = certifications().get(prescriber_id=gone.person_id)
    end_certification(by=a_manager(), at=NOON, certification=spans, valid_until=NOON.date(), reason="left")

    def counted(at: dt.datetime = NOON) -> tuple[int, int]:
        return reached(on=at.date(), cut_off=at, country="BE", programme_id=a_programme().id)["letter"]

    of = counted()[1]
    assert of == len(reach_of(material=letter, at=NOON))
    assert gone.person_id not in {one.holder.id for one in reach_of(material=letter, at=NOON)}
    _acknowledge(her, letter)
    _acknowledge(shop, letter)
    assert counted() == (2, of)
    assert reached(on=NOON.date(), cut_off=NOON - DAY, country="BE", programme_id="")["letter"] == (0, of)
    a_material_in_force(at=NOON, kind="letter", version="2", from_on=(NOON + DAY).date())
    assert counted(NOON + DAY) == (0, of)


def test_who_should_not_hold_it_is_refused() -> None:
    letter, abroad = a_material_in_force(at=NOON, kind="letter"), a_material_in_force(
        at=NOON, kind="letter", country="DE"
    )  # fmt: skip
    form = a_material_in_force(at=NOON, kind="form-male")
    her = a_prescriber()
    for by, one, refusal in (
        (a_prescriber(certified=False), letter, NotVisible),
        (a_pharmacist(pharmacy=a_pharmacy(registered=False)), letter, NotVisible),
        (her, abroad, NotVisible),
        (her, form, MaterialNotPossible),
        (her, a_draft(at=NOON, kind="checklist"), MaterialNotPossible),
        (an_assessor(), letter, NotPermitted),
    ):
        with pytest.raises(refusal):
            _acknowledge(by, one)
    for one in (form, a_draft(at=NOON, kind="letter", version="2")):
        with pytest.raises(MaterialNotPossible, match="nobody to send"):
            send_material(by=a_manager(), at=NOON, material=one)
    with pytest.raises(NotPermitted):
        send_material(by=an_assessor(), at=NOON, material=letter)
    withdraw_material(by=an_assessor(), at=NOON, material=letter, reason="a wrong number")
    with pytest.raises(MaterialNotPossible, match="Another version"):
        _acknowledge(her, letter)
    assert not Acknowledgement.objects.exists()


def test_who_practises_confirms_nothing() -> None:
    letter = a_material_in_force(at=NOON, kind="letter")
    by = actor_of(membership=start_practice(by=a_prescriber(), at=NOON))
    assert awaited_from(by=by, at=NOON) == []
    with pytest.raises(NotVisible):
        _acknowledge(by, letter)


@pytest.fixture
def read_anew() -> Iterator[None]:
    mailing.cache_clear()
    yield
    mailing.cache_clear()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("remind_after_days = [7, 7]\ngrace_days = 3\nsource = 'x'", "later than the one before"),
        ("remind_after_days = [0.5]\ngrace_days = 3\nsource = 'x'", "whole days"),
        ("remind_after_days = [7]\ngrace_days = 0\nsource = 'x'", "grace_days"),
        ("remind_after_days = [7]\ngrace_days = 3", "source"),
        ("after = 1", "after"),
    ],
)
def test_a_broken_file_of_mailing_is_named_with_its_key(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "mailing.toml"
    path.write_text(text)
    with pytest.raises(ProgrammeError, match=said):
        load_mailing(path)


def test_no_command_starts_on_a_broken_file_of_mailing(read_anew: None, settings: Any, tmp_path: Path) -> None:
    assert check_mailing_file() == []
    mailing.cache_clear()
    settings.MAILING_FILE = tmp_path / "nowhere.toml"
    assert [error.id for error in check_mailing_file()] == ["programmes.E008"]
