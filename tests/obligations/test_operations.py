"""What can be done about an obligation, by whom, and how it stands afterwards."""

import datetime as dt
from typing import Any

import pytest

from accounts.models import Kind as OrganisationKind
from accounts.models import Role
from accounts.refusals import NotPermitted
from obligations.models import Obligation, Step
from obligations.operations import (
    drop_obligation,
    meet_obligation,
    move_obligation,
    own_obligation,
    reopen_obligation,
    take_in,
)
from obligations.queries import Owed, owed, visible
from obligations.refusals import NotAsItWas, NotPossible
from rulebook.obligations import Standing
from tests.builders import a_user, an_actor, an_organisation, now, user_of
from tests.obligations.owed import a_condition, a_met_obligation, an_obligation, an_officer_of_the_company
from tests.obligations.papers import a_pdf

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
HASH = "a" * 64


def stands(one: Obligation, at: dt.datetime | None = None) -> Owed:
    return owed(rows=Obligation.objects.filter(id=one.id), at=at or now())[0]


def test_what_is_taken_in_again_is_there_once_and_stays_as_it_was() -> None:
    said = a_condition(countries=("BE", "DE"))
    assert len(take_in(conditions=[said], at=now())) == 2
    assert take_in(conditions=[a_condition(key=said.key, words="Other words", countries=("BE",))], at=now()) == []
    assert take_in(conditions=[a_condition(programme_id="not-taken-in")], at=now()) == []
    assert set(Obligation.objects.filter(key=said.key).values_list("country", "words")) == {
        ("BE", "A report."), ("DE", "A report."),
    }  # fmt: skip


def test_how_one_stands_comes_from_its_rows_and_the_day() -> None:
    one = an_obligation()
    seen = [stands(one, now() + days * DAY).standing for days in (0, 69, 70, 100, 101)]
    assert seen == [Standing.OPEN, Standing.OPEN, Standing.SOON, Standing.SOON, Standing.OVERDUE]


def test_it_is_met_with_a_document_or_with_the_hash_of_one_that_stays_elsewhere() -> None:
    step = a_met_obligation()
    assert stands(step.obligation).standing == Standing.MET
    assert (bytes(step.content or b""), step.sha256) == (a_pdf().content, a_pdf().sha256)
    other = an_obligation()
    by = an_officer_of_the_company(Role.ADMINISTRATOR)
    meet_obligation(by=by, at=now(), obligation=other, reference="EudraCT", sha256=HASH.upper(), document=None)
    assert stands(other).evidence is not None
    assert Step.objects.get(obligation=other).sha256 == HASH


@pytest.mark.parametrize(("reference", "sha256"), [("", HASH), ("here", ""), ("here", "a" * 63), ("here", "g" * 64)])
def test_without_evidence_it_is_not_met(reference: str, sha256: str) -> None:
    one, by = an_obligation(), an_officer_of_the_company()
    with pytest.raises(NotPossible):
        meet_obligation(by=by, at=now(), obligation=one, reference=reference, sha256=sha256, document=None)
    assert stands(one).standing == Standing.OPEN


def test_what_comes_again_opens_its_next_turn_once() -> None:
    by = an_officer_of_the_company()
    one = an_obligation(every_months=12, due=dt.date(2028, 2, 29))
    for _again in range(2):
        meet_obligation(by=by, at=now(), obligation=one, reference="0042", sha256=HASH, document=None)
        reopen_obligation(by=by, at=now(), obligation=one, reason="the wrong document")
    turns = Obligation.objects.filter(key=one.key).order_by("number")
    assert [(turn.number, turn.due_on) for turn in turns] == [(1, one.due_on), (2, dt.date(2029, 2, 28))]


def test_it_is_moved_owned_dropped_and_asked_again_in_rows_that_all_stay() -> None:
    one, by = an_obligation(), an_officer_of_the_company()
    later = one.due_on + 30 * DAY
    move_obligation(by=by, at=now(), obligation=one, due_on=later, reason="agreed with the rapporteur")
    own_obligation(by=by, at=now(), obligation=one, owner=user_of(by))
    assert (stands(one).due_on, stands(one).owner) == (later, user_of(by))
    own_obligation(by=by, at=now(), obligation=one, owner=None)
    assert stands(one).owner is None
    drop_obligation(by=by, at=now(), obligation=one, reason="fulfilled by variation II/40")
    assert stands(one).standing == Standing.DROPPED
    reopen_obligation(by=by, at=now(), obligation=one, reason="it was another one")
    assert stands(one).standing == Standing.OPEN
    assert [step.what for step in stands(one).steps] == ["moved", "owned", "owned", "dropped", "reopened"]


def test_what_has_ended_is_not_acted_on_and_what_is_asked_is_not_asked_again() -> None:
    by, met = an_officer_of_the_company(), a_met_obligation().obligation
    answers: dict[Any, dict[str, Any]] = {
        meet_obligation: {"reference": "x", "sha256": HASH, "document": None},
        move_obligation: {"due_on": met.due_on + DAY, "reason": "x"},
        own_obligation: {"owner": None},
        drop_obligation: {"reason": "x"},
    }
    for act, said in answers.items():
        with pytest.raises(NotAsItWas):
            act(by=by, at=now(), obligation=met, **said)
    with pytest.raises(NotAsItWas):
        reopen_obligation(by=by, at=now(), obligation=an_obligation(), reason="x")


def test_a_reason_another_day_and_an_able_owner_are_asked_for() -> None:
    one, by = an_obligation(), an_officer_of_the_company()
    for act, said in (
        (move_obligation, {"due_on": one.due_on, "reason": "x"}),
        (move_obligation, {"due_on": one.due_on + DAY, "reason": " "}),
        (own_obligation, {"owner": a_user()}),
        (drop_obligation, {"reason": ""}),
    ):
        with pytest.raises(NotPossible):
            act(by=by, at=now(), obligation=one, **said)
    assert stands(one).steps == []


@pytest.mark.parametrize("role", [Role.AUTHORITY, Role.PRESCRIBER, Role.PHARMACIST])
def test_nobody_outside_the_company_acts_on_one(role: str) -> None:
    kinds = {Role.AUTHORITY: OrganisationKind.AUTHORITY, Role.PHARMACIST: OrganisationKind.PHARMACY}
    by = an_actor(role, an_organisation(kinds.get(Role(role), OrganisationKind.CENTRE)))
    with pytest.raises(NotPermitted):
        drop_obligation(by=by, at=now(), obligation=an_obligation(), reason="x")


def test_an_authority_sees_what_is_owed_to_the_union_and_to_its_country() -> None:
    took = take_in(conditions=[a_condition(countries=("BE", "DE")), a_condition(words="To the Union")], at=now())
    belgian = an_actor(Role.AUTHORITY, an_organisation(OrganisationKind.AUTHORITY, country="BE"))
    seen = {one.country for one in took if visible(by=belgian).filter(id=one.id).exists()}
    assert seen == {"", "BE"}
    assert visible(by=an_officer_of_the_company()).count() == Obligation.objects.count()
