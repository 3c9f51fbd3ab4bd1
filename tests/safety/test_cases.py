"""Cases: pulled so that none is lost, due to the day, told in versions, reviewed by another, without a name."""

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.actor import Actor
from audit.models import Entry, Outcome
from patients.operations import SideEffect, suspect_pregnancy, tell_partner_pregnancy, tell_side_effect, void_record
from patients.stamp import copy_of, superseding
from safety import pulling
from safety.facts import facts_of, kept
from safety.models import Case, CaseVersion, SetAside, SideEffectReport
from safety.operations import Written, complete_report, nullify_case, review_version, write_version
from safety.pulling import pull
from safety.queries import inbox, possible_duplicates
from safety.refusals import NotTheLast, ReviewedByItsAuthor
from safety.sources import TABLES, how_many_without_case, matter_of
from tests.builders import (
    BRUSSELS,
    Scene,
    a_man_ready_for_dispensing,
    a_woman_ready_for_dispensing,
    an_identity,
    user_of,
)
from tests.safety.reports import a_case, a_report, a_reported_side_effect, an_officer

pytestmark = pytest.mark.django_db

BORN = ("14 Mar 1981", "1981-03-14", "19810314")
"""How the birth date of these patients would be written."""
WRITTEN = Written(narrative="A woman had a rash. She recovered.", criteria=("hospitalisation",))


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    return a_woman_ready_for_dispensing(identity=an_identity(family_name="Ypsilanti", given_name="Zoë"))


@pytest.fixture(scope="module")
def officer(ground: None) -> Actor:
    return an_officer()


def logged_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(user_of(actor))
    return client


def all_four(scene: Scene) -> None:
    """Report in every way there is: a report, what a patient told, her pregnancy, and that of a man's partner."""
    a_reported_side_effect(scene)
    told = SideEffect(words="Numb feet", serious=True)
    tell_side_effect(by=scene.prescriber, at=scene.at, enrolment=scene.enrolment, side_effect=told)
    suspect_pregnancy(by=scene.prescriber, at=scene.at, patient=scene.patient, reason="late")
    man = a_man_ready_for_dispensing(at=scene.at)
    tell_partner_pregnancy(
        by=man.prescriber, at=man.at, patient=man.patient, known_on=man.at.date(), words="a test at home"
    )


def test_everything_reported_gets_a_case_once(scene: Scene) -> None:
    all_four(scene)
    assert how_many_without_case() == 4
    assert pull(at=scene.at) == 4
    assert set(Case.objects.values_list("source", flat=True)) == set(TABLES) - {"child"}
    assert how_many_without_case() == 0
    assert pull(at=scene.at) == 0
    assert CaseVersion.objects.count() == 4


def test_one_that_fails_keeps_no_other_from_its_case_and_is_counted_until_it_has_one(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, officer: Actor
) -> None:
    all_four(scene)
    real = matter_of

    def fails_for_reports(*, source: str, row: Any) -> Any:
        if source == "report":
            raise OSError
        return real(source=source, row=row)

    with monkeypatch.context() as broken:
        broken.setattr(pulling, "matter_of", fails_for_reports)
        assert pull(at=scene.at) == 3
    assert "1 report has no case yet" in logged_in(officer).get("/safety/inbox/").content.decode()
    assert pull(at=scene.at) == 1


def instead(scene: Scene, row: SideEffectReport, **changes: Any) -> SideEffectReport:
    """Put a row in the place of another, past every form."""
    made = superseding(row=row, because="as it stands in the letter", by=scene.prescriber, at=scene.at)
    found = copy_of(row=row, changes=changes, made=made)
    found.save(force_insert=True)
    return found


def a_poisoned_report(scene: Scene) -> SideEffectReport:
    """Put in a report that no case can be drafted from: its outcome is none of the list."""
    row = a_reported_side_effect(scene, words=f"Poison {SideEffectReport.objects.count()}")
    return instead(scene, row, outcome="nonsense")


@pytest.mark.parametrize("fault", [OperationalError, SoftTimeLimitExceeded])
def test_what_is_no_rows_fault_sets_none_aside(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    """The database was locked, or the task's time was up: the next task begins anew."""
    all_four(scene)

    def fails(**_: Any) -> Any:
        raise fault

    with monkeypatch.context() as broken:
        broken.setattr(pulling, "matter_of", fails)
        with pytest.raises(fault):
            pull(at=scene.at)
    assert not SetAside.objects.exists()
    assert pull(at=scene.at) == 4


@pytest.mark.parametrize("steps_aside", [True, False])
def test_rows_that_always_fail_hold_up_none_behind_them_however_many_there_are(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, officer: Actor, *, steps_aside: bool
) -> None:
    monkeypatch.setattr(pulling, "AT_ONCE", 2)
    bad = [a_poisoned_report(scene) for _one in range(3)]
    good = a_reported_side_effect(scene, words="Few platelets", at=scene.at + dt.timedelta(seconds=1))
    for minute in range(1, 5):
        if not steps_aside:  # the control: what is taken each minute are the same two that fail
            SetAside.objects.all().delete()
        pull(at=scene.at + minute * dt.timedelta(minutes=1))
    assert Case.objects.filter(source_series=good.series).exists() is steps_aside
    if steps_aside:
        page = logged_in(officer).get("/safety/inbox/").content.decode()
        assert "3 reports could not be made into cases" in page
        assert all(str(one.id)[:8] in page for one in bad)
        assert "ValueError" in page
        assert {one.tries for one in SetAside.objects.all()} <= {2, 3, 4}


def test_what_failed_is_forgotten_once_it_is_put_right_or_struck_out(scene: Scene) -> None:
    struck, mended = [a_poisoned_report(scene) for _one in range(2)]
    assert pull(at=scene.at) == 0
    assert SetAside.objects.count() == 2
    instead(scene, struck, entered_in_error=True)
    instead(scene, mended, outcome="unknown")
    assert pull(at=scene.at) == 1
    assert not SetAside.objects.exists()


def test_one_that_cannot_be_drafted_anew_steps_aside_too_and_its_case_stays(scene: Scene) -> None:
    case = a_case(scene)
    instead(scene, SideEffectReport.objects.standing().get(), outcome="nonsense")
    assert pull(at=scene.at) == 0
    assert SetAside.objects.get().fault == "ValueError"
    assert case.versions.count() == 1


def test_what_was_struck_out_before_is_no_case_and_afterwards_is_flagged(scene: Scene, officer: Actor) -> None:
    man = a_man_ready_for_dispensing(at=scene.at)
    for struck_first in (True, False):
        told = tell_partner_pregnancy(
            by=man.prescriber, at=man.at, patient=man.patient, known_on=man.at.date(), words="another man's"
        )
        if not struck_first:
            pull(at=man.at)
        void_record(by=man.prescriber, at=man.at, record=told, reason="another man's")
        pull(at=man.at)
    case = Case.objects.get()
    page = logged_in(officer).get(f"/safety/cases/{case.id}/").content.decode()
    assert "struck out in the record" in page


@pytest.mark.parametrize(
    ("moment", "zero"),
    [
        (dt.datetime(2026, 3, 28, 22, 59, tzinfo=dt.UTC), dt.date(2026, 3, 28)),
        (dt.datetime(2026, 3, 28, 23, 0, tzinfo=dt.UTC), dt.date(2026, 3, 29)),
        (dt.datetime(2026, 3, 29, 21, 59, tzinfo=dt.UTC), dt.date(2026, 3, 29)),
        (dt.datetime(2026, 3, 29, 22, 0, tzinfo=dt.UTC), dt.date(2026, 3, 30)),
        (dt.datetime(2026, 10, 24, 22, 0, tzinfo=dt.UTC), dt.date(2026, 10, 25)),
        (dt.datetime(2026, 10, 25, 22, 59, tzinfo=dt.UTC), dt.date(2026, 10, 25)),
        (dt.datetime(2026, 10, 25, 23, 0, tzinfo=dt.UTC), dt.date(2026, 10, 26)),
    ],
)
def test_day_zero_is_a_civil_day_where_the_programme_is_through_both_changes_of_the_clocks(
    moment: dt.datetime, zero: dt.date
) -> None:
    scene = a_woman_ready_for_dispensing(at=moment)
    case = a_case(scene, at=moment, known_on=moment.astimezone(BRUSSELS).date(), criteria=("hospitalisation",))
    assert case.day_zero == zero
    assert case.versions.get().due_on == zero + dt.timedelta(days=15)


def test_who_knew_first_starts_the_clock(scene: Scene) -> None:
    known = scene.at.date() - dt.timedelta(days=4)
    assert a_case(scene, known_on=known).day_zero == known


def test_the_inbox_is_by_clock_and_what_is_late_says_so(scene: Scene, officer: Actor) -> None:
    day = scene.at.date()
    other = a_case(scene, criteria=(), known_on=day - dt.timedelta(days=40))
    serious = a_case(scene, criteria=("death",), known_on=day - dt.timedelta(days=16))
    suspect_pregnancy(by=scene.prescriber, at=scene.at, patient=scene.patient, reason="late")
    pull(at=scene.at)
    pregnancy = Case.objects.get(source="pregnancy")
    assert [one.id for one in inbox()] == [serious.id, pregnancy.id, other.id]
    rows = logged_in(officer).get("/safety/inbox/").context["table"].rows
    assert [row.cells[5].tag_tone == "no" for row in rows] == [True, False, False]


def test_a_report_that_becomes_serious_moves_its_case_before_anybody_reads_it(scene: Scene) -> None:
    first = scene.at - dt.timedelta(days=30)
    report = a_reported_side_effect(scene, at=first, known_on=first.date(), criteria=())
    pull(at=first)
    case = Case.objects.get()
    assert case.versions.get().due_on == first.date() + dt.timedelta(days=90)
    more = a_report(known_on=first.date(), criteria=("life_threatening",))
    complete_report(by=scene.prescriber, at=scene.at, earlier=report, report=more, reason="intensive care")
    assert pull(at=scene.at) == 1
    last = case.versions.get(number=2)
    assert (last.serious, last.written_by, last.because) == (True, None, "intensive care")
    assert last.due_on == scene.at.astimezone(BRUSSELS).date() + dt.timedelta(days=15)
    assert pull(at=scene.at) == 0


def test_what_a_person_wrote_stays_however_often_the_record_says_more(scene: Scene, officer: Actor) -> None:
    case = a_case(scene, criteria=())
    more = replace(WRITTEN, sender_comment="The label lists it.")
    write_version(by=officer, at=scene.at, case=case, after=1, written=more, reason="read")
    for outcome in ("recovering", "recovered"):
        report, said = SideEffectReport.objects.standing().get(), a_report(outcome=outcome, criteria=())
        complete_report(by=scene.prescriber, at=scene.at, earlier=report, report=said, reason="again")
        pull(at=scene.at)
    last = case.versions.get(number=4)
    facts = facts_of(last.facts)
    assert facts.narrative.startswith(WRITTEN.narrative)
    assert (facts.narrative.count("New information"), facts.sender_comment) == (1, "The label lists it.")
    assert (facts.reactions[0].hospitalisation, facts.reactions[0].outcome, facts.expedited) == ("true", "1", "true")
    assert (last.serious, last.due_on) == (True, case.versions.get(number=2).due_on)


def test_a_case_is_written_and_reviewed_by_two_and_then_leaves_the_inbox(scene: Scene, officer: Actor) -> None:
    case = a_case(scene, outcome="recovering", action_taken="reduced", causality="possible")
    author, reader = logged_in(officer), logged_in(an_officer())
    url = f"/safety/cases/{case.id}/"
    form = author.get(f"{url}write/").context["form"]
    assert "years old" in form["narrative"].value()
    sent = {
        "nonce": str(uuid4()), "after": 1, "narrative": WRITTEN.narrative, "criteria": ["hospitalisation"],
        "reason": "first reading", "term": "10029366", "term_version": "27.1",
    }  # fmt: skip
    assert author.post(f"{url}write/", sent).status_code == 302
    assert "I have reviewed this version" not in author.get(url).content.decode()
    page = reader.get(url)
    assert "I have reviewed this version" in page.content.decode()
    assert inbox().count() == 1
    lines = {one.label: one.value for one in page.context["lines"]}  # what is reviewed is there to be read
    assert lines["MedDRA"] == "10029366 (27.1)"
    assert (lines["Serious"], lines["How is it now?"]) == ("Hospital stay, or a longer one", "Recovering")
    assert (lines["What was done with the medicine?"], lines["Could the medicine have caused it?"]) == (
        "Dose reduced", "Reasonably possible",
    )  # fmt: skip
    assert lines["Reported by"] == "A physician"
    reader.post(f"{url}review/", {"nonce": str(uuid4()), "after": 2})
    assert "To be passed on" in reader.get(url).content.decode()
    facts = facts_of(case.versions.get(number=2).facts)
    assert (facts.reactions[0].term, facts.reactions[0].hospitalisation, facts.reactions[0].death) == (
        "10029366", "true", "false",
    )  # fmt: skip
    assert case.number in reader.get("/safety/cases/").content.decode()


def test_nobody_reviews_her_own_nor_what_nobody_wrote_nor_an_old_version(scene: Scene, officer: Actor) -> None:
    case = a_case(scene)
    with pytest.raises(ReviewedByItsAuthor):
        review_version(by=officer, at=scene.at, version=case.versions.get())
    mine = write_version(by=officer, at=scene.at, case=case, after=1, written=WRITTEN, reason="read")
    with pytest.raises(ReviewedByItsAuthor):
        review_version(by=officer, at=scene.at, version=mine)
    write_version(by=officer, at=scene.at, case=case, after=2, written=WRITTEN, reason="again")
    with pytest.raises(NotTheLast):
        review_version(by=an_officer(), at=scene.at, version=mine)


def test_two_who_write_at_once_get_one_version_and_a_word(scene: Scene, officer: Actor) -> None:
    case = a_case(scene)
    write_version(by=officer, at=scene.at, case=case, after=1, written=WRITTEN, reason="read")
    sent = {"nonce": str(uuid4()), "after": 1, "narrative": "Mine", "reason": "read too"}
    answer = logged_in(an_officer()).post(f"/safety/cases/{case.id}/write/", sent)
    assert answer.status_code == 409
    assert "Mine" in answer.content.decode()
    assert case.versions.count() == 2


def test_a_nullified_case_is_kept_reviewed_and_never_followed(scene: Scene, officer: Actor) -> None:
    case = a_case(scene)
    sent = {"nonce": str(uuid4()), "after": 1, "reason": "Doubles another"}
    client = logged_in(officer)
    assert client.post(f"/safety/cases/{case.id}/nullify/", sent).status_code == 302
    last = case.versions.get(number=2)
    assert (last.nullified, facts_of(last.facts).nullification) == (True, "1")
    assert "This is no case: Doubles another" in client.get(f"/safety/cases/{case.id}/").content.decode()
    with pytest.raises(NotTheLast):
        nullify_case(by=officer, at=scene.at, case=case, after=2, reason="again")
    review_version(by=an_officer(), at=scene.at, version=last)
    assert inbox().count() == 0
    page = client.get(f"/safety/cases/{case.id}/").content.decode()
    assert "Write a message of this case alone" not in page  # nobody has heard of it


def test_what_may_be_the_same_is_proposed_and_nothing_else(scene: Scene) -> None:
    first = a_case(scene, words="Tired")
    second = a_case(scene, words="Very tired")
    a_case(a_woman_ready_for_dispensing(), words="Tired")
    long_ago = scene.at - dt.timedelta(days=40)
    a_case(scene, words="Tired in spring", known_on=long_ago.date())
    suspect_pregnancy(by=scene.prescriber, at=scene.at, patient=scene.patient, reason="late")
    pull(at=scene.at)
    [case] = [one for one in inbox() if one.id == first.id]
    assert [one.id for one in possible_duplicates(case=case)] == [second.id]


def test_no_page_of_the_desk_holds_a_name_or_a_birth_date_and_every_look_is_written_down(
    scene: Scene, officer: Actor
) -> None:
    all_four(scene)
    pull(at=scene.at)
    client = logged_in(officer)
    urls = ["/safety/inbox/", "/safety/cases/"]
    for case in Case.objects.all():
        urls += [f"/safety/cases/{case.id}/", f"/safety/cases/{case.id}/write/", f"/safety/cases/{case.id}/nullify/"]
    for url in urls:
        page = client.get(url).content.decode()
        assert "Ypsilanti".upper() not in page.upper()
        assert "Zoë" not in page
        assert not any(one in page for one in BORN)
    looks = Entry.objects.filter(act="safety.read", outcome=Outcome.READ)
    assert looks.count() == len(urls)
    assert all(look.subjects for look in looks)
    assert not any(one in str([version.facts for version in CaseVersion.objects.all()]) for one in BORN)
    hers = logged_in(scene.prescriber).get(f"/safety/report/{scene.enrolment.id}/").content.decode()
    assert "Ypsilanti".upper() in hers.upper()
    assert BORN[0] in hers  # so it would be found


def test_the_partner_of_a_man_is_the_patient_and_no_name_or_age_of_hers_is_kept(scene: Scene) -> None:
    man = a_man_ready_for_dispensing(at=scene.at)
    tell_partner_pregnancy(by=man.prescriber, at=man.at, patient=man.patient, known_on=man.at.date(), words="a test")
    pull(at=man.at)
    facts = facts_of(CaseVersion.objects.get().facts)
    assert (facts.patient.sex, facts.patient.initials, facts.patient.age) == ("2", "", "")
    assert "3" in facts.medicines[0].more


def test_the_inbox_costs_the_same_for_one_and_for_many(
    scene: Scene, officer: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(4):
        a_case(scene)
    client = logged_in(officer)
    client.get("/safety/inbox/")
    with django_assert_max_num_queries(14):
        assert client.get("/safety/inbox/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"narrative": " "}, "is empty"),
        ({"reason": ""}, "is empty"),
        ({"criteria": ["none", "death"]}, "Take one of them away"),
        ({"term": "123"}, "8 digits"),
        ({"term": "10029366"}, "together with its version"),
    ],
)
def test_a_version_that_is_not_right_is_answered_with_what_to_do(
    scene: Scene, officer: Actor, changes: dict[str, Any], words: str
) -> None:
    case = a_case(scene)
    sent = {"nonce": str(uuid4()), "after": 1, "narrative": "A rash.", "reason": "read"} | changes
    answer = logged_in(officer).post(f"/safety/cases/{case.id}/write/", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert case.versions.count() == 1


def test_facts_are_kept_without_loss(scene: Scene) -> None:
    stored = a_case(scene).versions.get().facts
    assert kept(facts_of(stored)) == stored
