"""Reports of a period: made in the background in one view of the data, kept byte for byte, released by two people."""

import datetime as dt
import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import openpyxl
import pytest
from django.db import connection, transaction
from django.test import Client

from accounts.actor import SCHEDULER, Actor
from accounts.models import Organisation, Role
from audit.models import Entry, Outcome
from outbox.models import Message
from reports import document, making
from reports.document import document_of
from reports.files import FORMS
from reports.making import files_of, make_waiting
from reports.models import Report, ReportFailure
from reports.operations import approve_report, ask_report, keep_report, plan_reports
from reports.presenters import SHEETS
from reports.refusals import NotToBeReleased, TooManyWaiting
from reports.snapshot import snapshot
from tests.builders import Scene, a_dispensing, a_woman_ready_for_dispensing, an_actor, now, user_of
from tests.reports.kept import a_kept_report, a_report, an_approved_report, an_authority_of
from tests.reports.registry import a_late_dispensing, a_verdict

DAY = dt.timedelta(days=1)
HOURS = dt.timedelta(hours=1)
in_full = pytest.mark.django_db(transaction=True)


@pytest.fixture
def authority() -> Actor:
    return an_authority_of()


def _at(client: Client, by: Actor) -> Client:
    client.force_login(user_of(by))
    return client


def _colleague(by: Actor) -> Actor:
    return an_actor(Role.AUTHORITY, Organisation.objects.get(id=by.place_id))


def _asks(client: Client, first: dt.date, last: dt.date) -> Any:
    boxes = {
        f"{name}_{part}": getattr(day, part)
        for name, day in (("since", first), ("until", last))
        for part in ("day", "month", "year")
    }
    return client.post("/figures/reports/", {"nonce": "9a8b7c6d-0000-4000-8000-000000000001", **boxes}, follow=True)


@in_full
def test_a_report_is_asked_for_made_and_taken_away_in_every_form(client: Client, authority: Actor) -> None:
    a_dispensing(a_woman_ready_for_dispensing(at=now() - DAY))
    page = _asks(_at(client, authority), now().date() - 30 * DAY, now().date())
    assert "being made" in page.content.decode()
    assert make_waiting(clock=now) == 1
    report = Report.objects.get()
    assert Message.objects.get(kind="report_made").recipient_id == authority.person_id
    shown = client.get(f"/figures/reports/{report.id}/").content.decode()
    for form, told in FORMS.items():
        file = client.get(f"/figures/reports/{report.id}/{form}/")
        assert file["Content-Type"] == told.content_type
        assert file["X-Content-SHA256"] == hashlib.sha256(file.content).hexdigest()
        assert file["X-Content-SHA256"] in shown
    assert Entry.objects.filter(act="reports.read", outcome=Outcome.READ, object_id=report.id).count() == len(FORMS)


def _there(row: list[Any]) -> list[Any]:
    """Give what stands in a row; a spreadsheet keeps a number to fifteen digits."""
    return [pytest.approx(one) if isinstance(one, float) else one for one in row if one not in (None, "")]


@in_full
def test_every_form_has_the_same_tables_and_numbers(authority: Actor) -> None:
    a_dispensing(a_woman_ready_for_dispensing(at=now() - DAY))
    files = files_of(a_report(by=authority, at=now()))
    told = json.loads(files["json"])
    tables = {f"{one['table']} {one['name']}"[:31]: one for one in told["tables"]}
    assert {one["table"] for one in told["tables"]} >= {"T1", "T3", "T4", "T8", "T10", "T14", "T15"}
    assert {one["name"] for one in told["tables"]} <= set(SHEETS)
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    assert book.sheetnames == [*tables, "About this report"]
    for name, one in tables.items():
        for written, kept in zip(book[name].iter_rows(min_row=2, values_only=True), one["rows"], strict=True):
            assert [value for value in written if value is not None] == _there(kept)
    with zipfile.ZipFile(io.BytesIO(files["zip"])) as archive:
        assert archive.namelist() == [f"{one['table']}-{one['name']}.csv" for one in told["tables"]]
    fingerprint = hashlib.sha256(files["json"]).hexdigest()
    assert fingerprint in files["html"].decode()
    assert files["html"].decode().count("<h2>") == 16
    assert files["html"].decode().count("<svg") == files["html"].decode().count("</svg>") == 2, "the charts are in it"
    assert "T13 – Timeliness" in files["html"].decode()
    assert files["pdf"].startswith(b"%PDF-")


@in_full
def test_the_same_cut_off_gives_the_same_bytes_whatever_came_later(authority: Actor) -> None:
    scene, other = (a_woman_ready_for_dispensing(at=now() - 2 * DAY) for _number in range(2))
    a_dispensing(scene, at=now() - DAY)
    report = a_report(by=authority, at=now() - HOURS)
    first = files_of(report)
    a_dispensing(other, at=now())
    assert files_of(report) == first
    later = a_report(by=authority, at=now() + DAY)
    assert files_of(later)["json"] != first["json"]


# --- one view of the data --------------------------------------------------------------------------------------


def _meanwhile(scene: Scene, report: Report) -> Callable[[int, int], None]:
    """Let somebody else be answered at a counter while the report is being computed, before its sixth table."""

    def answer() -> None:
        a_verdict(scene, at=report.cut_off - DAY)
        connection.close()

    def told(done: int, _all: int) -> None:
        if done == 5:
            other = threading.Thread(target=answer)
            other.start()
            other.join()

    return told


def _answers(report: Report, scene: Scene, view: Callable[[], AbstractContextManager[None]]) -> int:
    with view():
        made = document_of(report, told=_meanwhile(scene, report))
    (sheet,) = [one for part in made.parts for one in part.sheets if one.name == "answers"]
    count = sheet.rows[-1][1]
    assert isinstance(count, int)
    return count


@in_full
def test_what_is_written_while_a_report_is_made_is_not_in_it(authority: Actor) -> None:
    scene = a_woman_ready_for_dispensing(at=now() - 5 * DAY)
    report = a_report(by=authority, at=now())
    assert _answers(report, scene, snapshot) == 0
    assert _answers(report, scene, transaction.atomic) == 2, "the control saw nothing of what was written meanwhile"


@in_full
def test_a_report_cannot_be_computed_inside_another_transaction() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError), snapshot():
        pytest.fail("no view of its own was taken")


# --- what fails ------------------------------------------------------------------------------------------------


def _no_figures(*_: Any) -> Any:
    raise ZeroDivisionError


@in_full
def test_a_report_that_fails_is_tried_three_times_and_holds_up_no_other(
    client: Client, authority: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = a_report(by=authority, at=now() - DAY)
    monkeypatch.setitem(SHEETS, "patients", _no_figures)
    assert make_waiting(clock=now) == 0
    assert list(ReportFailure.objects.values_list("what", flat=True)) == 3 * ["ZeroDivisionError"]
    monkeypatch.undo()
    good = a_report(by=authority, at=now())
    assert make_waiting(clock=now) == 1
    assert (broken.files.exists(), good.files.count()) == (False, len(FORMS))
    page = _at(client, authority).get(f"/figures/reports/{broken.id}/").content.decode()
    assert "could not be made" in page
    assert "Ask for it again" in page


@in_full
def test_while_one_worker_makes_reports_another_leaves_them(authority: Actor) -> None:
    report = a_report(by=authority, at=now())
    assert making._begin()
    others: list[int] = []

    def work() -> None:
        others.append(make_waiting(clock=now))
        connection.close()

    try:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    finally:
        making._end()
    assert (others, report.files.exists()) == ([0], False)
    assert make_waiting(clock=now) == 1


# --- regular reports -------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_period_is_reported_once_and_a_week_after_its_end(authority: Actor) -> None:
    for _again in range(2):
        plan_reports(by=SCHEDULER, at=dt.datetime(2026, 4, 7, 21, tzinfo=dt.UTC))
    assert {(one.kind, str(one.since), str(one.until)) for one in Report.objects.filter(country="BE")} == {
        ("monthly", "2026-02-01", "2026-02-28"),
        ("quarterly", "2025-10-01", "2025-12-31"),
        ("yearly", "2025-01-01", "2025-12-31"),
    }
    plan_reports(by=SCHEDULER, at=dt.datetime(2026, 4, 7, 22, tzinfo=dt.UTC))  # the eighth, in Brussels
    new = Report.objects.filter(country="BE", cut_off__hour=22).order_by("kind")
    assert [(one.kind, str(one.since)) for one in new] == [("monthly", "2026-03-01"), ("quarterly", "2026-01-01")]


@pytest.mark.django_db
def test_a_regular_report_is_announced_to_everybody_at_the_authority(authority: Actor) -> None:
    other = _colleague(authority)
    an_authority_of("FR")
    plan_reports(by=SCHEDULER, at=now())
    keep_report(by=SCHEDULER, at=now(), report=Report.objects.get(country="BE", kind="monthly"), files={"json": b"{}"})
    told = Message.objects.filter(kind="report_made").values_list("recipient_id", flat=True)
    assert set(told) == {authority.person_id, other.person_id}


@pytest.mark.django_db
def test_a_month_has_the_brief_tables_and_a_year_all() -> None:
    assert document.tables_in("monthly") == ["T1", "T4", "T5", "T6", "T7", "T9", "T10", "T11"]
    assert document.tables_in("yearly") == [f"T{number}" for number in range(1, 17)]


@pytest.mark.django_db
def test_the_page_says_what_was_entered_late_since_the_report_before(client: Client, authority: Actor) -> None:
    scene = a_woman_ready_for_dispensing(at=now() - 5 * DAY)
    first = a_kept_report(by=authority, at=now() - HOURS * 30)
    a_late_dispensing(scene, at=now() - 3 * DAY)  # entered before the first report
    with_late = ask_report(by=authority, at=now(), since=first.since, until=first.until, language="en-gb")
    page = _at(client, authority).get(f"/figures/reports/{with_late.id}/").content.decode()
    assert "0 dispensings were entered late since" in page
    a_late_dispensing(a_woman_ready_for_dispensing(at=now() - 5 * DAY), at=now() - HOURS * 32)  # and after it
    again = ask_report(by=authority, at=now(), since=first.since, until=first.until, language="en-gb")
    page = client.get(f"/figures/reports/{again.id}/").content.decode()
    assert "1 dispensing was entered late since" in page


# --- two people, one country -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_two_people_release_a_report_and_nobody_is_both(client: Client, authority: Actor) -> None:
    report = a_kept_report(by=authority, at=now())
    address = f"/figures/reports/{report.id}/"
    form = {"nonce": "9a8b7c6d-0000-4000-8000-000000000002"}
    page = _at(client, authority).post(f"{address}approve/", form, follow=True).content.decode()
    assert "waits for a second person" in page
    assert "Approve this report" not in page
    again = client.post(f"{address}approve/", {"nonce": "9a8b7c6d-0000-4000-8000-000000000003"})
    assert (again.status_code, "Somebody else must be the second" in again.content.decode()) == (409, True)
    last = _at(Client(), _colleague(authority)).post(
        f"{address}approve/", {"nonce": "9a8b7c6d-0000-4000-8000-000000000004"}, follow=True
    )
    assert "released" in last.content.decode()
    with pytest.raises(NotToBeReleased, match="released already"):
        approve_report(by=_colleague(authority), at=now(), report=report)


@pytest.mark.django_db
def test_what_is_not_made_is_not_released(authority: Actor) -> None:
    with pytest.raises(NotToBeReleased, match="not made yet"):
        approve_report(by=authority, at=now(), report=a_report(by=authority, at=now()))


@pytest.mark.django_db
def test_a_report_of_another_country_is_not_there(client: Client, authority: Actor) -> None:
    report = an_approved_report(by=authority, at=now())
    stranger = _at(client, an_authority_of("FR"))
    for path in ("", "json/"):
        assert stranger.get(f"/figures/reports/{report.id}/{path}").status_code == 404
    assert stranger.post(f"/figures/reports/{report.id}/approve/", {"nonce": str(report.id)}).status_code == 404
    assert str(report.id) not in stranger.get("/figures/reports/").content.decode()
    assert _at(Client(), authority).get(f"/figures/reports/{report.id}/exe/").status_code == 404


@pytest.mark.django_db
def test_nobody_has_more_than_five_waiting(client: Client, authority: Actor) -> None:
    for _number in range(5):
        a_report(by=authority, at=now())
    with pytest.raises(TooManyWaiting):
        a_report(by=authority, at=now())
    page = _asks(_at(client, authority), now().date() - DAY, now().date())
    assert page.status_code == 409
    assert "Wait until one of them is" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "last", "words"), [(1, 2, "must not be after"), (366 * 6, 1, "five years at most")])
def test_a_period_that_cannot_be_is_sent_back(
    client: Client, authority: Actor, first: int, last: int, words: str
) -> None:
    page = _asks(_at(client, authority), now().date() - first * DAY, now().date() - last * DAY)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Report.objects.exists()
