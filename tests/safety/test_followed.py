"""A pregnancy followed: planned by its dating, contradictions shown, lost after its ladder, drawn into its case."""

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.formats import date_format

from patients.models import Pregnancy
from patients.operations import resolve_pregnancy, suspect_pregnancy, tell_partner_pregnancy
from safety.facts import facts_of
from safety.followed import follow
from safety.models import Case, PregnancyOutcome, PregnancyReport
from safety.operations import (
    NewOutcome,
    Written,
    call_lost,
    correct_outcome,
    judge_root_cause,
    note_contact,
    report_pregnancy,
    tell_contact,
    tell_outcome,
    write_version,
)
from safety.pulling import pull
from safety.refusals import AlreadyReported, Contradiction, NotLostYet
from safety.root_cause import what_the_record_says
from tests.builders import (
    Scene,
    a_man_ready_for_dispensing,
    a_woman_ready_for_dispensing,
    an_identity,
    user_of,
)
from tests.patients.proposals import a_second
from tests.safety.pregnancies import a_contact, a_pregnancy_told, a_reported_pregnancy, a_suspicion, the_case
from tests.safety.reports import a_case, an_officer

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
STOPS = "Call it lost to follow-up"


@pytest.fixture(scope="module")
def scene(ground: None) -> Scene:
    return a_woman_ready_for_dispensing(identity=an_identity(family_name="Ypsilanti", given_name="Zoë"))


@pytest.fixture
def suspicion(scene: Scene) -> Pregnancy:
    return a_suspicion(scene)


def logged_in(actor: Any) -> Client:
    client = Client()
    client.force_login(user_of(actor))
    return client


def kinds(suspicion: Pregnancy) -> list[str]:
    return [one.kind for one in follow(suspicion=suspicion).plan]


def test_a_suspicion_waits_for_its_second_test_and_a_dated_pregnancy_has_its_plan(
    scene: Scene, suspicion: Pregnancy
) -> None:
    assert kinds(suspicion) == ["confirm"]
    a_reported_pregnancy(scene, suspicion, certainty="suspected")
    assert kinds(suspicion)[0] == "confirm"
    more = a_pregnancy_told(suspicion.suspected_on)
    report_pregnancy(by=scene.prescriber, at=scene.at, suspicion=suspicion, report=more, reason="second test")
    assert kinds(suspicion) == ["first_trimester", "second_trimester", "delivery", "birth"]
    answered = a_contact(suspicion.suspected_on, step="first_trimester", answered=True, words="She is well")
    tell_contact(by=scene.prescriber, at=scene.at, suspicion=suspicion, contact=answered)
    assert kinds(suspicion) == ["second_trimester", "delivery", "birth"]
    assert PregnancyReport.objects.count() == 2


def test_nobody_answers_how_it_ended_but_an_outcome(scene: Scene, suspicion: Pregnancy) -> None:
    a_reported_pregnancy(scene, suspicion)
    said = a_contact(suspicion.suspected_on, step="birth", answered=True, words="It will be in autumn")
    tell_contact(by=scene.prescriber, at=scene.at, suspicion=suspicion, contact=said)
    assert "birth" in kinds(suspicion)


def test_a_false_alarm_ends_the_plan_by_two_prescribers_for_her_and_by_the_report_for_a_partner(
    scene: Scene, suspicion: Pregnancy
) -> None:
    with pytest.raises(Contradiction, match="two prescribers"):
        a_reported_pregnancy(scene, suspicion, certainty="false_alarm")
    resolve_pregnancy(
        by=scene.prescriber, at=scene.at, pregnancy=suspicion, how="false_alarm", second=a_second(scene.prescriber)
    )
    assert kinds(suspicion) == []
    man = a_man_ready_for_dispensing(at=scene.at)
    hers = tell_partner_pregnancy(
        by=man.prescriber, at=man.at, patient=man.patient, known_on=man.at.date(), words="a test"
    )
    told = replace(a_pregnancy_told(man.at.date()), certainty="false_alarm")
    report_pregnancy(by=man.prescriber, at=man.at, suspicion=hers, report=told)
    assert follow(suspicion=hers).plan == ()


@pytest.mark.parametrize(
    ("changes", "both"),
    [
        ({"weeks": 8, "dated_on": None, "dated_by": ""}, ["Enter all three, or none"]),
        ({"last_period": 30}, ["8 weeks", "26 days"]),
        ({"earlier_pregnancies": 0, "earlier_outcomes": "1 birth"}, ["0 earlier pregnancies", "“1 birth”"]),
    ],
)
def test_what_contradicts_itself_is_shown_with_both(
    scene: Scene, suspicion: Pregnancy, changes: dict[str, Any], both: list[str]
) -> None:
    if days := changes.pop("last_period", None):
        changes["last_period_on"] = suspicion.suspected_on - days * DAY
    with pytest.raises(Contradiction) as refused:
        a_reported_pregnancy(scene, suspicion, **changes)
    assert all(one in str(refused.value.message) for one in both)
    assert not PregnancyReport.objects.exists()


def test_an_outcome_that_contradicts_the_weeks_is_refused_with_both(scene: Scene, suspicion: Pregnancy) -> None:
    a_reported_pregnancy(scene, suspicion)
    birth = NewOutcome(ending="live_birth", ended_on=suspicion.suspected_on)
    with pytest.raises(Contradiction, match="“Live birth” and 8 weeks"):
        tell_outcome(by=scene.prescriber, at=scene.at, suspicion=suspicion, outcome=birth)
    far = NewOutcome(ending="live_birth", ended_on=suspicion.suspected_on, weeks=38)
    with pytest.raises(Contradiction, match="You wrote 38 weeks; by the report it was 8"):
        tell_outcome(by=scene.prescriber, at=scene.at, suspicion=suspicion, outcome=far)
    loss = NewOutcome(ending="spontaneous_loss", ended_on=suspicion.suspected_on)
    tell_outcome(by=scene.prescriber, at=scene.at, suspicion=suspicion, outcome=loss)
    assert PregnancyOutcome.objects.get().weeks == 8
    with pytest.raises(AlreadyReported, match="Miscarriage"):
        tell_outcome(by=scene.prescriber, at=scene.at, suspicion=suspicion, outcome=loss)


def a_birth(suspicion: Pregnancy, **changes: Any) -> NewOutcome:
    """Give a live birth 210 days after the suspicion."""
    facts: dict[str, Any] = {"ending": "live_birth", "anomaly": "no"}
    return NewOutcome(**facts | {"ended_on": suspicion.suspected_on + 210 * DAY} | changes)


@pytest.fixture
def twins(scene: Scene) -> tuple[Scene, Pregnancy]:
    """Let two children be expected; the days of their birth are past."""
    woman = a_woman_ready_for_dispensing(at=scene.at - 280 * DAY)
    suspicion = a_suspicion(woman)
    a_reported_pregnancy(woman, suspicion, children=2)
    return woman, suspicion


def asked(suspicion: Pregnancy) -> list[tuple[str, int]]:
    return [(one.kind, one.child) for one in follow(suspicion=suspicion).plan]


def test_the_outcome_of_one_child_leaves_its_twin_asked_for_and_each_has_its_own_year(
    scene: Scene, twins: tuple[Scene, Pregnancy]
) -> None:
    woman, suspicion = twins
    tell_outcome(by=woman.prescriber, at=scene.at, suspicion=suspicion, outcome=a_birth(suspicion))
    assert ("birth", 0) in asked(suspicion)
    assert follow(suspicion=suspicion).awaited == (2,)
    case = the_case(suspicion, at=scene.at)
    assert case.versions.latest("number").serious is None
    client = logged_in(woman.prescriber)
    listed = f"/safety/pregnancy/{woman.enrolment.id}/"
    assert "1 of 2 outcomes known" in client.get(listed).content.decode()
    form = client.get(f"{listed}{suspicion.id}/outcome/").content.decode()
    assert 'name="child" value="2"' in form
    tell_outcome(by=woman.prescriber, at=scene.at, suspicion=suspicion, outcome=a_birth(suspicion, child=2))
    months = ("child_3_months", "child_6_months", "child_12_months")
    assert asked(suspicion) == [(kind, child) for kind in months for child in (1, 2)]
    day = scene.at.date()
    on = {"on_day": day.day, "on_month": day.month, "on_year": day.year}
    sent = {"nonce": str(uuid4()), "step": "child_3_months.2", "asked": "paediatrician", "way": "letter"} | on
    answered = sent | {"answered": "yes", "words": "He sits."}
    assert client.post(f"{listed}{suspicion.id}/contact/", answered).status_code == 302
    assert ("child_3_months", 1) in asked(suspicion)
    assert ("child_3_months", 2) not in asked(suspicion)
    assert "Child 2: Child at 3 months" in client.get(listed).content.decode()


def test_a_twin_is_lost_by_itself_and_so_is_a_childs_first_year_after_a_ladder_of_its_own(
    scene: Scene, twins: tuple[Scene, Pregnancy]
) -> None:
    woman, suspicion = twins
    officer, day = an_officer(), suspicion.suspected_on
    told_at = woman.at + 215 * DAY
    tell_outcome(by=woman.prescriber, at=told_at, suspicion=suspicion, outcome=a_birth(suspicion))

    def climb(first: dt.date) -> None:
        for on, way in ((first, "telephone"), (first + 14 * DAY, "telephone"), (first + 28 * DAY, "letter")):
            note_contact(by=officer, at=scene.at, suspicion=suspicion, contact=a_contact(on, way=way))

    climb(day)
    with pytest.raises(NotLostYet):  # what was asked before the first child was told of is no ladder of the second
        call_lost(by=officer, at=scene.at, suspicion=suspicion, reason="moved away")
    climb(day + 220 * DAY)
    assert call_lost(by=officer, at=scene.at, suspicion=suspicion, reason="moved away").child == 2
    assert not follow(suspicion=suspicion).is_lost
    assert {child for _kind, child in asked(suspicion)} == {1}
    born = call_lost(by=officer, at=scene.at, suspicion=suspicion, reason="moved away")
    assert (born.child, born.ending, born.child_lost) == (1, "live_birth", True)
    assert asked(suspicion) == []
    with pytest.raises(AlreadyReported):
        call_lost(by=officer, at=scene.at, suspicion=suspicion, reason="moved away")


@pytest.mark.parametrize("number", [0, 5])
def test_children_are_numbered_from_one_to_four(scene: Scene, suspicion: Pregnancy, number: int) -> None:
    with pytest.raises(Contradiction, match="1 to 4"):
        a_reported_pregnancy(scene, suspicion, children=number)
    with pytest.raises(Contradiction, match="1 to 4"):
        tell_outcome(by=scene.prescriber, at=scene.at, suspicion=suspicion, outcome=a_birth(suspicion, child=number))


def test_a_pregnancy_is_called_lost_after_its_whole_ladder_and_comes_back_when_somebody_tells(scene: Scene) -> None:
    early = scene.at - 40 * DAY
    suspicion = a_suspicion(scene, at=early)
    officer, day, case = an_officer(), suspicion.suspected_on, the_case(suspicion, at=scene.at)
    with pytest.raises(NotLostYet, match="3 more attempts, 2 more ways of asking"):
        call_lost(by=officer, at=scene.at, suspicion=suspicion, reason="moved away")
    page = logged_in(officer).get(f"/safety/cases/{case.id}/lost/").content.decode()
    assert "28 days from the first attempt to the last" in page
    tell_contact(by=scene.prescriber, at=scene.at, suspicion=suspicion, contact=a_contact(day))
    page = logged_in(officer).get(f"/safety/cases/{case.id}/lost/").content.decode()
    assert f"2 more attempts, 1 more way of asking, an attempt on {date_format(day + 28 * DAY)} or later" in page
    assert ("The plan goes on until then." in page, "The plan stops" in page, STOPS in page) == (True, False, False)
    for on, way in ((day + 14 * DAY, "telephone"), (day + 28 * DAY, "letter")):
        note_contact(by=officer, at=scene.at, suspicion=suspicion, contact=a_contact(on, way=way))
    page = logged_in(officer).get(f"/safety/cases/{case.id}/lost/").content.decode()
    assert ("The plan goes on until then." in page, "The plan stops" in page, STOPS in page) == (False, True, True)
    lost = call_lost(by=officer, at=scene.at, suspicion=suspicion, reason="moved away")
    assert follow(suspicion=suspicion).is_lost
    assert kinds(suspicion) == []
    loss = NewOutcome(ending="spontaneous_loss", ended_on=day + DAY, weeks=9)
    correct_outcome(by=scene.prescriber, at=scene.at, earlier=lost, outcome=loss, reason="she came back")
    assert not follow(suspicion=suspicion).is_lost


def test_an_answer_begins_the_ladder_anew(scene: Scene) -> None:
    early = scene.at - 40 * DAY
    suspicion = a_suspicion(scene, at=early)
    day = suspicion.suspected_on
    for on, way in ((day, "telephone"), (day + 14 * DAY, "telephone"), (day + 28 * DAY, "letter")):
        tell_contact(by=scene.prescriber, at=scene.at, suspicion=suspicion, contact=a_contact(on, way=way))
    said = a_contact(day + 30 * DAY, answered=True, words="She is well", step="confirm")
    tell_contact(by=scene.prescriber, at=scene.at, suspicion=suspicion, contact=said)
    with pytest.raises(NotLostYet):
        call_lost(by=an_officer(), at=scene.at, suspicion=suspicion, reason="moved away")


def test_what_is_told_moves_its_case_once_and_keeps_what_a_person_wrote(scene: Scene, suspicion: Pregnancy) -> None:
    case = the_case(suspicion, at=scene.at)
    written = Written(narrative="Read by a person.", criteria=(), term="10073513", term_version="27.1")
    write_version(by=an_officer(), at=scene.at, case=case, after=1, written=written, reason="read")
    a_reported_pregnancy(scene, suspicion, last_period_on=suspicion.suspected_on - 56 * DAY)
    assert pull(at=scene.at) == 1
    assert pull(at=scene.at) == 0
    facts = facts_of(case.versions.get(number=3).facts)
    assert facts.narrative.startswith("Read by a person.")
    assert facts.reactions[0].term == "10073513"
    assert facts.reactions[0].words == "Maternal exposure during pregnancy"
    assert facts.patient.last_period == f"{suspicion.suspected_on - 56 * DAY:%Y%m%d}"
    assert (facts.medicines[0].gestation, facts.medicines[0].gestation_unit) == ("2", "wk")


def test_what_somebody_answers_moves_the_case_and_an_attempt_that_nobody_answered_does_not(
    scene: Scene, suspicion: Pregnancy
) -> None:
    case, day = the_case(suspicion, at=scene.at), suspicion.suspected_on
    tell_contact(by=scene.prescriber, at=scene.at, suspicion=suspicion, contact=a_contact(day))
    assert pull(at=scene.at) == 0
    said = a_contact(day, answered=True, words="The heart beats", step="confirm")
    tell_contact(by=scene.prescriber, at=scene.at, suspicion=suspicion, contact=said)
    assert (pull(at=scene.at), pull(at=scene.at)) == (1, 0)
    assert "(confirm): The heart beats." in facts_of(case.versions.get(number=2).facts).narrative


def test_a_loss_or_an_anomaly_makes_it_serious_and_a_healthy_child_does_not(scene: Scene) -> None:
    for ending, anomaly, words, serious in (
        ("live_birth", "no", "", False), ("live_birth", "yes", "Short arms", True), ("stillbirth", "", "", True),
    ):  # fmt: skip
        woman = a_woman_ready_for_dispensing(at=scene.at - 220 * DAY)
        suspicion = a_suspicion(woman)
        outcome = NewOutcome(
            ending=ending, ended_on=suspicion.suspected_on + 210 * DAY, anomaly=anomaly, words=words, weeks=38
        )
        tell_outcome(by=woman.prescriber, at=scene.at, suspicion=suspicion, outcome=outcome)
        last = the_case(suspicion, at=scene.at).versions.get()
        assert last.serious is serious
        assert (facts_of(last.facts).reactions[1].congenital_anomaly == "true") is (anomaly == "yes")


def test_the_record_is_asked_for_the_cause_before_anybody(scene: Scene, suspicion: Pregnancy) -> None:
    a_reported_pregnancy(scene, suspicion)
    codes = {one.code for one in what_the_record_says(followed=follow(suspicion=suspicion))}
    assert "test_negative" in codes
    assert codes & {"no_method", "method_implant"}
    cause = judge_root_cause(
        by=an_officer(), at=scene.at, suspicion=suspicion, element="method", words="The implant was in place"
    )
    assert {one["code"] for one in cause.record_said} == codes


def test_the_centre_follows_from_the_patients_page_to_the_end(scene: Scene) -> None:
    suspicion = a_suspicion(scene, at=scene.at - 30 * DAY)
    client = logged_in(scene.prescriber)
    page = client.get(f"/patients/{scene.enrolment.id}/")
    listed = f"/safety/pregnancy/{scene.enrolment.id}/"
    assert listed in page.content.decode()
    assert "Report this pregnancy" in client.get(listed).content.decode()
    url = f"{listed}{suspicion.id}/"
    day = suspicion.suspected_on
    sent = {
        "nonce": str(uuid4()), "certainty": "confirmed", "known_how": "blood test", "weeks": "8", "days": "3",
        "dated_on_day": day.day, "dated_on_month": day.month, "dated_on_year": day.year, "dated_by": "ultrasound",
        "prospective": "before",
    }  # fmt: skip
    assert client.post(f"{url}report/", sent).status_code == 302
    assert "8 weeks + 3" in client.get(listed).content.decode()
    on = {"on_day": day.day, "on_month": day.month, "on_year": day.year}
    asked = {"nonce": str(uuid4()), "step": "first_trimester", "asked": "patient", "way": "telephone"} | on
    assert "write what was said" in client.post(f"{url}contact/", asked | {"answered": "yes"}).content.decode()
    assert client.post(f"{url}contact/", asked | {"answered": "no"}).status_code == 302
    ended = {
        "nonce": str(uuid4()), "ending": "live_birth", "child": "1", "ended_on_day": day.day,
        "ended_on_month": day.month, "ended_on_year": day.year,
    }  # fmt: skip
    refused = client.post(f"{url}outcome/", ended)
    assert refused.status_code == 422
    assert "“Live birth” and 8 weeks contradict" in refused.content.decode()
    assert client.post(f"{url}outcome/", ended | {"ending": "termination"}).status_code == 302
    assert "Outcome known" in client.get(listed).content.decode()
    more = ended | {"nonce": str(uuid4()), "ending": "spontaneous_loss", "reason": "histology"}
    assert client.post(f"{listed}{PregnancyOutcome.objects.get().id}/correct/", more).status_code == 302
    assert "Miscarriage" in client.get(listed).content.decode()


def test_a_false_alarm_is_offered_where_the_report_says_it_and_else_it_is_said_who_does(
    scene: Scene, suspicion: Pregnancy
) -> None:
    of_hers = logged_in(scene.prescriber).get(f"/safety/pregnancy/{scene.enrolment.id}/{suspicion.id}/report/")
    assert 'value="false_alarm"' not in of_hers.content.decode()
    assert "two prescribers close the suspicion" in of_hers.content.decode()
    man = a_man_ready_for_dispensing(at=scene.at)
    told = tell_partner_pregnancy(
        by=man.prescriber, at=man.at, patient=man.patient, known_on=man.at.date(), words="a test"
    )
    of_his = logged_in(man.prescriber).get(f"/safety/pregnancy/{man.enrolment.id}/{told.id}/report/")
    assert 'value="false_alarm"' in of_his.content.decode()
    assert "two prescribers" not in of_his.content.decode()


def test_the_desk_follows_on_the_case_without_a_name(scene: Scene, suspicion: Pregnancy) -> None:
    case = the_case(suspicion, at=scene.at)
    client, url = logged_in(an_officer()), f"/safety/cases/{case.id}/"
    day = suspicion.suspected_on
    on = {"on_day": day.day, "on_month": day.month, "on_year": day.year}
    asked = {"nonce": str(uuid4()), "step": "confirm", "asked": "prescriber", "way": "letter", "answered": "no"} | on
    assert client.post(f"{url}contact/", asked).status_code == 302
    early = client.post(f"{url}lost/", {"nonce": str(uuid4()), "reason": "silent"})
    assert early.status_code == 422
    assert "2 more attempts, 1 more way of asking" in early.content.decode()
    assert STOPS not in early.content.decode()
    judged = {"nonce": str(uuid4()), "element": "method", "words": "In place"}
    assert client.post(f"{url}cause/", judged).status_code == 302
    page = client.get(url).content.decode()
    assert "Nobody answered" in page
    assert "The method itself failed: In place" in page
    for where in ("", "contact/", "lost/", "cause/"):
        assert "YPSILANTI" not in client.get(f"{url}{where}").content.decode().upper()


def test_no_page_of_a_pregnancy_is_there_for_a_case_that_follows_none(scene: Scene) -> None:
    client = logged_in(an_officer())
    assert client.get(f"/safety/cases/{a_case(scene).id}/lost/").status_code == 404


def test_the_list_says_what_is_asked_next_and_what_is_late(scene: Scene) -> None:
    late = suspect_pregnancy(by=scene.prescriber, at=scene.at - 9 * DAY, patient=scene.patient, reason="late")
    page = logged_in(an_officer()).get("/safety/").content.decode()
    assert f"until {date_format(late.suspected_on + 3 * DAY)}, overdue" in page
    pull(at=scene.at)
    assert str(Case.objects.get().id) in logged_in(an_officer()).get("/safety/").content.decode()
    assert "1 pregnancy has a step that is overdue" in logged_in(an_officer()).get("/safety/inbox/").content.decode()
