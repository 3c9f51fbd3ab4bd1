"""Tables T10 to T13, counted by hand: pregnancies told and ended child by child, what was passed on in time."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import Kind, Role
from patients.operations import resolve_pregnancy, tell_partner_pregnancy
from reports import pregnancies as counted
from reports.exposure import exposure
from reports.pace import paces
from reports.people import names_in
from reports.pregnancies import by_cause, by_method, endings, reported, told_of
from reports.presenters import SHEETS
from reports.timeliness import Term, organs, terms, waits
from rulebook.pregnancy import FIRST
from safety.models import Case
from safety.operations import NewOutcome, Written, judge_root_cause, tell_outcome, write_message, write_version
from safety.pulling import pull
from safety.queries import to_be_passed_on
from tests.builders import (
    Scene,
    a_man_ready_for_dispensing,
    a_woman_ready_for_dispensing,
    an_actor,
    an_organisation,
    user_of,
)
from tests.patients.proposals import a_second
from tests.reports.registry import AT, a_kept_dispensing, a_scope
from tests.safety.pregnancies import a_reported_pregnancy, a_suspicion
from tests.safety.reports import a_case, a_reported_side_effect, a_reviewed_case, an_officer

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def a_pregnancy(**changes: Any) -> tuple[Scene, Any]:
    """Let a woman's pregnancy be suspected and reported."""
    woman = a_woman_ready_for_dispensing(at=AT)
    suspicion = a_suspicion(woman)
    a_reported_pregnancy(woman, suspicion, **changes)
    return woman, suspicion


def a_false_alarm() -> None:
    """Let two prescribers lift a suspicion."""
    woman = a_woman_ready_for_dispensing(at=AT)
    resolve_pregnancy(
        by=woman.prescriber, at=AT, pregnancy=a_suspicion(woman), how="false_alarm", second=a_second(woman.prescriber)
    )


def ended(woman: Scene, suspicion: Any, ending: str, **changes: Any) -> None:
    """Tell how it ended, on the day of the suspicion."""
    facts: dict[str, Any] = {"ending": ending, "ended_on": AT.date()} | changes
    tell_outcome(by=woman.prescriber, at=AT, suspicion=suspicion, outcome=NewOutcome(**facts))


def rows_of(scope: Any) -> dict[str, tuple[int, int, int]]:
    found = reported(told_of(scope), scope)
    return {one.row: (one.in_period, one.until_its_end, one.known) for one in found if one.until_its_end}


def test_pregnancies_are_counted_by_what_was_told_of_them() -> None:
    a_suspicion(a_woman_ready_for_dispensing(at=AT))
    a_false_alarm()
    woman, suspicion = a_pregnancy()
    ended(woman, suspicion, "termination")
    judge_root_cause(by=an_officer(), at=AT, suspicion=suspicion, element="method", words="The implant was in place.")
    a_pregnancy(exposed_from=AT.date() + 0 * DAY, prospective=False, children=2)
    man = a_man_ready_for_dispensing(at=AT)
    tell_partner_pregnancy(by=man.prescriber, at=AT, patient=man.patient, known_on=AT.date(), words="a test")
    scope = a_scope()
    assert rows_of(scope) == {
        counted.SUSPECTED: (5, 5, 1), counted.FALSE_ALARM: (1, 1, 0), counted.IN_PATIENT: (2, 2, 1),
        counted.PROSPECTIVE: (1, 1, 1), counted.RETROSPECTIVE: (1, 1, 0), FIRST: (2, 2, 1),
    }  # fmt: skip
    assert {one.row: one.in_period for one in by_cause(told_of(scope), scope)} == {"method": 1, "": 1}
    assert {one.row: one.in_period for one in by_method(told_of(scope), scope)} == {"implant": 2}
    later = a_scope(since=AT.date() + DAY)
    assert rows_of(later)[counted.SUSPECTED] == (0, 5, 1)
    assert rows_of(a_scope(country="DE")) == {}
    assert rows_of(a_scope(cut_off=AT - DAY)) == {}


def test_each_child_is_counted_by_how_it_ended_and_one_that_is_awaited_goes_on() -> None:
    woman, suspicion = a_pregnancy(children=2, weeks=30)
    ended(woman, suspicion, "live_birth", anomaly="yes", words="Short arms")
    one, other = a_pregnancy()
    ended(one, other, "spontaneous_loss")
    a_false_alarm()
    found = {row.row: row for row in endings(told_of(a_scope()))}
    assert {row: (one.maternal, one.paternal, one.weeks) for row, one in found.items() if one.maternal} == {
        counted.ONGOING: (1, 0, ()), counted.WITH_ANOMALY: (1, 0, (30,)), "spontaneous_loss": (1, 0, (8,)),
    }  # fmt: skip


def test_what_is_passed_on_is_in_time_until_the_last_good_day_and_what_waits_is_late_the_day_after() -> None:
    woman = a_woman_ready_for_dispensing(at=AT)
    a_reviewed_case(woman, at=AT, criteria=("hospitalisation",))
    write_message(by=an_officer(), at=AT + 15 * DAY, versions=to_be_passed_on())
    a_reported_side_effect(woman, at=AT, words="Waits", criteria=("death",), outcome="fatal")
    a_reported_side_effect(woman, at=AT, words="Other", criteria=())
    pull(at=AT)

    def told(cut_off: dt.datetime) -> dict[str, tuple[int, int, int, int | None]]:
        found = waits(a_scope(cut_off=cut_off))
        return {one.row: (len(one.days), one.in_time, one.due, one.waiting) for one in found if one.waiting or one.days}

    assert told(AT + 15 * DAY) == {"serious_on": (1, 1, 1, 1), "others_on": (0, 0, 0, 1)}
    assert told(AT + 16 * DAY) == {"serious_on": (1, 1, 2, 1), "others_on": (0, 0, 0, 1)}
    assert told(AT + 91 * DAY)["others_on"] == (0, 0, 1, 1)
    assert terms(a_scope(cut_off=AT + 16 * DAY)) == [
        Term(organ="", term="", serious=2, others=1, unsaid=0, fatal=1, patients=1, in_time=1, due=2)
    ]


def test_the_report_of_a_pregnancy_is_waited_for_from_its_stop() -> None:
    a_pregnancy()
    a_suspicion(a_woman_ready_for_dispensing(at=AT))
    [wait] = [one for one in waits(a_scope(cut_off=AT + 4 * DAY)) if one.row == "stop_to_report"]
    assert (len(wait.days), wait.in_time, wait.due, wait.waiting) == (1, 1, 2, 1)


@pytest.mark.parametrize(
    ("role", "kind", "url"),
    [(Role.AUTHORITY, Kind.AUTHORITY, "/figures/outcomes/"), (Role.SAFETY_OFFICER, Kind.COMPANY, "/figures/desk/")],
)
def test_the_authority_and_the_desk_read_the_tables(role: Role, kind: Kind, url: str) -> None:
    woman, suspicion = a_pregnancy()
    ended(woman, suspicion, "termination")
    client = Client()
    client.force_login(user_of(an_actor(role, an_organisation(kind, country="BE"))))
    page = client.get(f"{url}?since_day=2026-04-01&until_day=2026-06-30").content.decode()
    for caption in ("T10", "T11", "T12", "T13", "O1", "O2"):
        assert f"({caption})" in page
    assert "Termination" in page
    assert ("Take this table away" in page) is (role == Role.AUTHORITY)


def test_nobody_else_reads_the_desks_figures() -> None:
    client = Client()
    client.force_login(user_of(a_woman_ready_for_dispensing().prescriber))
    assert client.get("/figures/desk/").status_code == 403


def test_a_dispensing_is_timed_from_her_last_negative_test_over_the_prescription_as_its_verdict_found_it() -> None:
    woman = a_woman_ready_for_dispensing(at=AT)
    a_kept_dispensing(woman, at=AT + 2 * DAY)
    a_kept_dispensing(woman, "prescription_expired", at=AT + 9 * DAY)
    a_kept_dispensing(a_man_ready_for_dispensing(at=AT), "test_missing", at=AT + DAY)  # taken for a woman; untested
    found = {one.row: (one.days, one.in_time, one.due, one.waiting) for one in paces(a_scope()) if one.days}
    assert found == {
        "test_to_prescription": ((0, 0), 2, 3, None), "prescription_to_dispensing": ((1, 2, 9), 2, 3, None),
    }  # fmt: skip
    before_the_test = a_scope(cut_off=AT - DAY)
    assert [one.due for one in paces(before_the_test)] == [0, 0]


def test_a_pregnancy_is_counted_by_the_method_that_was_in_force_at_the_conception_and_not_by_one_of_later() -> None:
    woman, _suspicion = a_pregnancy(weeks=30)  # conceived long before the implant of her record was placed
    scope = a_scope()
    assert {one.row: one.in_period for one in by_method(told_of(scope), scope)} == {"": 1}
    time = exposure(scope)
    a_kept_dispensing(woman)
    assert (time.childbearing_days, exposure(scope).childbearing_days) == (0, 28)
    assert exposure(scope).childbearing_months == pytest.approx(28 / 365.25 * 12)


def test_each_child_stands_in_the_listing_under_the_number_of_its_case_and_an_anomaly_is_found_by_it() -> None:
    woman, suspicion = a_pregnancy(children=2, weeks=30)
    pull(at=AT)
    number = Case.objects.get(source="pregnancy").number
    ended(woman, suspicion, "live_birth", anomaly="yes", words="Short arms")
    a_false_alarm()
    scope = a_scope()
    [with_anomaly] = [one for one in endings(told_of(scope)) if one.row == counted.WITH_ANOMALY]
    assert with_anomaly.described == (number,)
    rows = SHEETS["pregnancy-list"](scope, names_in("BE")).rows
    assert [(row[0], row[5], str(row[6]), row[7], row[8]) for row in rows] == [
        (number, 1, "Live birth", 30, "Short arms"), (number, 2, "Goes on, or nobody has told yet", None, None),
    ]  # fmt: skip
    assert SHEETS["pregnancy-list"](a_scope(country="DE"), names_in("DE")).rows == []


def test_side_effects_are_grouped_by_our_own_words_until_a_licensees_dictionary_gives_the_class(tmp_path: Path) -> None:
    woman = a_woman_ready_for_dispensing(at=AT)
    a_reported_side_effect(woman, at=AT, reaction="pneumonia", words="Cough", criteria=("hospitalisation",))
    a_reported_side_effect(woman, at=AT, reaction="influenza", words="Chills", criteria=())
    case = a_case(woman, at=AT, words="Hair falls out", criteria=())

    def told() -> dict[tuple[str, str], int]:
        return {(one.organ, one.term): one.serious + one.others for one in terms(a_scope())}

    assert told() == {("infections", "pneumonia"): 1, ("infections", "influenza"): 1, ("", ""): 1}
    assert [(one.organ, one.serious, one.others) for one in organs(a_scope())] == [("infections", 1, 1), ("", 0, 1)]
    (tmp_path / "llt.asc").write_text("90000001$Invented loss$90000009$$$$$$$Y$$\n")
    other = "90000009$1$2$4$P$H$G$Another invented class$$$3$N$"
    (tmp_path / "mdhier.asc").write_text(f"{other}\n90000009$1$2$3$P$H$G$An invented class$$$3$Y$\n")
    call_command("load_meddra", str(tmp_path), "--release", "27.1", verbosity=0)
    coding = Written(narrative="Read.", criteria=(), term="90000001", term_version="27.1")
    write_version(by=an_officer(), at=AT, case=case, after=1, written=coding, reason="coded")
    assert told()["An invented class", "Invented loss"] == 1
    page = SHEETS["side-effects-by-organ"](a_scope(), names_in("BE")).rows
    assert {str(row[0]) for row in page} == {"Infections", "An invented class"}
