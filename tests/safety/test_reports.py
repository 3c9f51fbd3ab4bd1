"""Reporting a side effect: seven clicks, four elements, a draft that waits, and no report twice."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.actor import Actor
from accounts.models import Organisation
from audit.models import Entry, Outcome
from patients.refusals import FutureDate, WrongOrder
from programmes.reactions import WORDS, load_groups, load_labels
from rulebook import ProgrammeError
from safety.facts import facts_of
from safety.models import Case, ReportDraft, SideEffectReport
from safety.pulling import pull
from safety.refusals import NotAValidReport
from tests.builders import (
    Scene,
    a_check,
    a_delegate,
    a_dispensing,
    a_woman_ready_for_dispensing,
    now,
    user_of,
)
from tests.safety.reports import a_reported_side_effect

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    return a_woman_ready_for_dispensing()


def logged_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(user_of(actor))
    return client


def url(scene: Scene) -> str:
    return f"/safety/report/{scene.enrolment.id}/"


def sent(scene: Scene, **changes: Any) -> dict[str, Any]:
    """Give what a browser sends when the listed reaction is chosen and nothing else is touched."""
    day = scene.at.date()
    return {
        "nonce": str(uuid4()), "reaction": "neutropenia", "suspects": ["0"],
        "known_on_day": day.day, "known_on_month": day.month, "known_on_year": day.year,
    } | changes  # fmt: skip


def test_a_listed_reaction_alone_is_a_report_and_its_expectedness_is_proposed(scene: Scene) -> None:
    answer = logged_in(scene.prescriber).post(url(scene), sent(scene))
    assert (answer.status_code, answer["Location"]) == (302, f"{url(scene)}sent/")
    row = SideEffectReport.objects.get()
    assert (row.words, row.reaction, row.expected) == (str(WORDS["neutropenia"]), "neutropenia", True)
    assert row.criteria is None
    assert row.is_serious is None


def test_a_non_serious_report_takes_no_more_than_seven_clicks(scene: Scene) -> None:
    clicked = {"criteria": ["none"], "outcome": "recovering", "action_taken": "unchanged", "causality": "possible"}
    to_the_page, chip, send = 1, 1, 1
    assert to_the_page + chip + len(clicked) + send <= 7
    logged_in(scene.prescriber).post(url(scene), sent(scene, **clicked))
    row = SideEffectReport.objects.get()
    assert (row.is_serious, row.outcome, row.action_taken) == (False, "recovering", "unchanged")


def test_medicines_come_from_the_record_with_dose_and_batch(scene: Scene) -> None:
    a_dispensing(scene)
    client = logged_in(scene.prescriber)
    assert "pomalidomide, 4 mg a day" in client.get(url(scene)).content.decode()
    client.post(url(scene), sent(scene, others="Aciclovir\n\nParacetamol"))
    lines = SideEffectReport.objects.get().medicines.order_by("place")
    assert [(one.name, one.suspect) for one in lines] == [
        ("pomalidomide", True), ("dexamethasone", False), ("Aciclovir", False), ("Paracetamol", False),
    ]  # fmt: skip
    assert lines[0].daily_dose_mg == 4


def test_a_delegate_and_a_pharmacist_report_too_and_a_pharmacist_only_after_a_scan(scene: Scene) -> None:
    centre = Organisation.objects.get(id=scene.prescriber.place_id)
    pharmacist = logged_in(scene.pharmacist)
    assert pharmacist.get(url(scene)).status_code == 404
    a_check(scene)
    assert "safety/report" in pharmacist.get(f"/counter/{a_check(scene).id}/").content.decode()
    for client in (logged_in(a_delegate(centre=centre)), pharmacist):
        assert client.post(url(scene), sent(scene)).status_code == 302
    assert SideEffectReport.objects.count() == 2


def test_the_patients_page_leads_to_the_report(scene: Scene) -> None:
    assert url(scene) in logged_in(scene.prescriber).get(f"/patients/{scene.enrolment.id}/").content.decode()


def test_the_same_event_twice_is_refused_with_both_facts_and_again_on_another_day_is_not(scene: Scene) -> None:
    client = logged_in(scene.prescriber)
    client.post(url(scene), sent(scene))
    answer = client.post(url(scene), sent(scene))
    assert answer.status_code == 409
    assert "already reported on" in answer.content.decode()
    day = scene.at.date() - dt.timedelta(days=3)
    again = sent(scene, began_on_day=day.day, began_on_month=day.month, began_on_year=day.year)
    assert client.post(url(scene), again).status_code == 302


def test_an_unfinished_report_waits_for_its_author_and_for_nobody_else(scene: Scene) -> None:
    client = logged_in(scene.prescriber)
    half = sent(scene, words="Half a senten", criteria=["hospitalisation"], outcome="recovering", keep="1")
    del half["suspects"], half["reaction"]
    assert client.post(url(scene), half).status_code == 302
    assert SideEffectReport.objects.count() == 0
    form = client.get(url(scene)).context["form"]
    assert form["words"].value() == "Half a senten"
    assert form["criteria"].value() == ["hospitalisation"]
    assert form["outcome"].value() == "recovering"
    assert form["suspects"].value() == []
    centre = Organisation.objects.get(id=scene.prescriber.place_id)
    other = logged_in(a_delegate(centre=centre)).get(url(scene))
    assert "Half a senten" not in other.content.decode()
    client.post(url(scene), sent(scene))
    assert not ReportDraft.objects.exists()


def test_what_is_learned_later_supersedes_and_what_stood_is_kept(scene: Scene) -> None:
    client = logged_in(scene.prescriber)
    client.post(url(scene), sent(scene, others="Aciclovir", history="Diabetes since 2010"))
    row = SideEffectReport.objects.get()
    pull(at=now())
    facts = facts_of(Case.objects.get().versions.get().facts)
    assert facts.patient.history == "Diabetes since 2010"
    assert "History: Diabetes since 2010." in facts.narrative
    page = client.get(f"{url(scene)}{row.id}/")
    assert page.context["form"]["suspects"].value() == ["0"]
    more = sent(scene, criteria=["hospitalisation"], reason="Admitted today", suspects=["0", "1"])
    assert client.post(f"{url(scene)}{row.id}/", more | {"keep": "1"}).status_code == 302
    assert "Admitted today" in client.get(f"{url(scene)}{row.id}/").content.decode()
    assert SideEffectReport.objects.get() == row
    assert client.post(f"{url(scene)}{row.id}/", more).status_code == 302
    assert not ReportDraft.objects.exists()
    now_stands = SideEffectReport.objects.standing().get()
    assert (now_stands.supersedes_id, now_stands.series, now_stands.is_serious) == (row.id, row.series, True)
    assert [(one.name, one.suspect) for one in now_stands.medicines.order_by("place")] == [
        ("pomalidomide", True), ("dexamethasone", True), ("Aciclovir", False),
    ]  # fmt: skip
    assert client.get(f"{url(scene)}{row.id}/").status_code == 404  # it no longer stands


def test_another_places_report_is_neither_shown_nor_changed(scene: Scene) -> None:
    row = a_reported_side_effect(scene, words="Seen at the centre")
    a_check(scene)
    answer = logged_in(scene.pharmacist).get(f"{url(scene)}{row.id}/", follow=True)
    assert "Another place made that report" in answer.content.decode()
    assert "Seen at the centre" not in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reaction": "", "words": " "}, "Say what happened"),
        ({"suspects": []}, "Tick at least one medicine"),
        ({"criteria": ["none", "death"]}, "Take one of them away"),
        ({"outcome": "fatal"}, "Change one of the two"),
        ({"began_on_day": 1, "began_on_month": 1, "began_on_year": 1901}, "before the patient was born"),
        ({"began_on_day": 2, "began_on_month": 2, "began_on_year": 2020, "ended_on_day": 1, "ended_on_month": 2,
          "ended_on_year": 2020}, "when it began"),
        ({"known_on_year": 2090}, "2090, which is after today, "),
        ({"reaction": "measles"}, "choose one of the answers listed"),
        ({"others": "x\n" * 40}, "at most 30 medicines"),
    ],
)  # fmt: skip
def test_bad_input_gets_a_message_and_leaves_nothing_behind(scene: Scene, changes: dict[str, Any], words: str) -> None:
    answer = logged_in(scene.prescriber).post(url(scene), sent(scene, **changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert SideEffectReport.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"words": "  "}, NotAValidReport),
        ({"suspects": ()}, NotAValidReport),
        ({"began_on": dt.date(2099, 1, 1)}, FutureDate),
        ({"began_on": dt.date(1900, 1, 1)}, WrongOrder),
    ],
)
def test_the_operation_refuses_by_itself(scene: Scene, changes: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        a_reported_side_effect(scene, **changes)


def test_a_death_is_never_proposed_as_expected(scene: Scene) -> None:
    row = a_reported_side_effect(scene, reaction="pneumonia", outcome="fatal", criteria=("death",))
    assert row.expected is False


def test_the_look_and_the_report_are_in_the_trail(scene: Scene) -> None:
    client = logged_in(scene.prescriber)
    client.get(url(scene))
    client.post(url(scene), sent(scene))
    kinds = set(Entry.objects.filter(act="safety.report").values_list("outcome", flat=True))
    assert kinds == {Outcome.READ, Outcome.DONE}


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("[x]\nexpected = ['anaemia']", "source and expected"),
        ("[x]\nsource = ' '\nexpected = ['anaemia']", "where this is written"),
        ("[x]\nsource = 'a'\nexpected = ['measles']", "expected a list of"),
        ("[x]\nsource = 'a'\nexpected = ['fever', 'fever']", "each reaction once"),
    ],
)
def test_a_broken_list_of_reactions_is_refused(tmp_path: Any, written: str, says: str) -> None:
    file = tmp_path / "reactions.toml"
    file.write_text(written)
    with pytest.raises(ProgrammeError, match=says):
        load_labels(file)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("[x]\nsource = 'a'", "expected a table of"),
        ("[groups]\nhair = ['fever']", "expected a table of"),
        ("[groups]\nblood = 'fever'", "a list of reactions"),
        ("[groups]\nblood = ['anaemia', 'anaemia']", "each reaction in one group"),
    ],
)
def test_groups_of_reactions_that_are_not_whole_are_refused(tmp_path: Any, written: str, says: str) -> None:
    file = tmp_path / "reactions.toml"
    file.write_text(written)
    with pytest.raises(ProgrammeError, match=says):
        load_groups(file)
