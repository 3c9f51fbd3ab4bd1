"""The version of a report for everybody: no hidden count can be worked out, and no day is published twice."""

import hashlib
import io
import json
import os
import random
import zipfile
from collections.abc import Mapping

import openpyxl
import pytest
from django.test import Client

from accounts.actor import SCHEDULER, Actor
from accounts.models import Organisation, Role
from audit.models import Entry
from reports.files import FORMS
from reports.hiding import SECOND, SMALL, Key, Sum, hide
from reports.making import files_of, publication_of
from reports.models import Report, ReportFile, ReportPublication
from reports.operations import approve_report, ask_report, keep_report, publish_report
from reports.published import published
from reports.refusals import NotToBePublished
from rulebook.indicators import FEWEST
from tests.builders import a_dispensing, a_woman_ready_for_dispensing, an_actor, now, user_of
from tests.reports.attempts import Reader, a_small_country
from tests.reports.kept import FILES, a_kept_report, a_report, an_authority_of
from tests.reports.test_documents import DAY


@pytest.fixture
def authority() -> Actor:
    return an_authority_of()


def _colleague(by: Actor) -> Actor:
    return an_actor(Role.AUTHORITY, Organisation.objects.get(id=by.place_id))


def _released(by: Actor, report: Report) -> Report:
    for person in (by, _colleague(by)):
        approve_report(by=person, at=now(), report=report)
    return report


@pytest.mark.django_db(transaction=True)
def test_a_released_report_is_published_in_every_form_with_the_same_cells(client: Client, authority: Actor) -> None:
    for _each in range(2):
        a_dispensing(a_woman_ready_for_dispensing(at=now() - DAY))
    report = a_report(by=authority, at=now())
    whole = files_of(report)
    _released(authority, keep_report(by=SCHEDULER, at=now(), report=report, files=whole))
    client.force_login(user_of(authority))
    address = f"/figures/reports/{report.id}/"
    assert "Make the version for publication" in client.get(address).content.decode()
    form = {"nonce": "9a8b7c6d-0000-4000-8000-0000000000a1"}
    page = client.post(f"{address}publish/", form, follow=True).content.decode()
    assert "Only these files may be given to the public" in page
    files = {form: client.get(f"{address}publication/{form}/") for form in FORMS}
    assert all(hashlib.sha256(one.content).hexdigest() in page for one in files.values())
    told = json.loads(files["json"].content)
    tables = {f"{one['table']} {one['name']}"[:31]: one for one in told["tables"]}
    small = [cell for one in told["tables"] for row in one["rows"] for cell in row if type(cell) is int and cell < 5]
    assert small == []
    assert "T11" not in {one["table"] for one in told["tables"]}
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"].content))
    for name, one in tables.items():
        for written, kept in zip(book[name].iter_rows(min_row=2, values_only=True), one["rows"], strict=True):
            assert [cell for cell in written if cell is not None] == [cell for cell in kept if cell not in (None, "")]
    with zipfile.ZipFile(io.BytesIO(files["zip"].content)) as archive:
        assert "<5" in archive.read("T4-compliance.csv").decode()
    assert "&lt;5" in files["html"].content.decode()
    assert files["pdf"].content.startswith(b"%PDF-")
    secret = hashlib.sha256(whole["json"]).hexdigest()
    assert not [form for form, one in files.items() if secret.encode() in one.content], "few guesses fit that hash"
    assert Entry.objects.filter(act="reports.read", object_id=report.id, reason="pub-json").exists()
    assert publication_of(report)["json"] == files["json"].content


@pytest.mark.django_db
def test_what_two_people_have_not_released_is_not_published(client: Client, authority: Actor) -> None:
    report = a_kept_report(by=authority, at=now())
    approve_report(by=authority, at=now(), report=report)
    with pytest.raises(NotToBePublished, match="must release this report first"):
        publish_report(by=authority, at=now(), report=report, files=FILES)
    client.force_login(user_of(authority))
    assert "for publication" not in client.get(f"/figures/reports/{report.id}/").content.decode()
    assert client.get(f"/figures/reports/{report.id}/publication/json/").status_code == 404


@pytest.mark.django_db
def test_no_day_of_a_country_is_published_twice(client: Client, authority: Actor) -> None:
    """Two periods that share days: what is published of the longer one, less the shorter, is of few days alone."""
    first = _released(authority, a_kept_report(by=authority, at=now()))
    publish_report(by=authority, at=now(), report=first, files=FILES)
    elsewhere = an_authority_of()  # another authority of the same country publishes for the same people

    def of(by: Actor, days: int) -> Report:
        asked = ask_report(
            by=by, at=now(), since=first.since - 60 * DAY, until=first.since - days * DAY, language="en-gb"
        )
        return _released(by, keep_report(by=SCHEDULER, at=now(), report=asked, files=FILES))

    of_both = [(by, of(by, 0)) for by in (authority, elsewhere)]
    for by, longer in of_both:
        with pytest.raises(NotToBePublished, match="could be subtracted from each other"):
            publish_report(by=by, at=now(), report=longer, files=FILES)
    client.force_login(user_of(elsewhere))
    assert "so this one stays unpublished" in client.get(f"/figures/reports/{of_both[-1][1].id}/").content.decode()
    publish_report(by=authority, at=now(), report=of(authority, 1), files=FILES)
    assert ReportPublication.objects.count() == 2
    assert ReportFile.objects.filter(report=of_both[0][1]).count() == len(FORMS)


@pytest.mark.django_db
def test_the_authority_of_another_country_publishes_the_same_days(authority: Actor) -> None:
    for by in (authority, an_authority_of("FR")):
        report = _released(by, a_kept_report(by=by, at=now()))
        publish_report(by=by, at=now(), report=report, files=FILES)
    assert ReportPublication.objects.count() == 2


# --- somebody subtracts ----------------------------------------------------------------------------------------

ATTEMPTS = int(os.environ.get("ATTEMPTS", "150"))
"""``make differencing`` makes a thousand."""
COUNTRIES = 5


def _chance() -> random.Random:
    return random.Random(20261128)  # noqa: S311 - attempts are to be made again, not to be unforeseeable


def _attempts(chance: random.Random, *, attempts: int) -> int:
    """Publish small countries, and try to work out hidden counts from what is printed; give how many were."""
    found = 0
    asked = Report(language="en-gb", cut_off=now())
    readers = [Reader(published(asked, json.dumps(a_small_country(chance)).encode())) for _country in range(COUNTRIES)]
    for number in range(attempts):
        reader = readers[number % COUNTRIES]
        kinds = chance.sample(sorted(reader.equations), chance.randint(1, len(reader.equations)))
        found += reader.finds(chance.choice(reader.hidden), kinds)
    return found


def test_no_attempt_to_work_out_a_hidden_count_succeeds() -> None:
    assert _attempts(_chance(), attempts=ATTEMPTS) == 0


def test_without_second_cells_some_attempts_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def small_alone(shown: Mapping[Key, int], _sums: object, _rests: object) -> dict[Key, str]:
        return {key: SMALL for key, count in shown.items() if count < FEWEST}

    monkeypatch.setattr("reports.published.hide", small_alone)
    assert _attempts(_chance(), attempts=60) > 0


def test_what_is_left_of_a_whole_is_as_telling_as_its_part() -> None:
    """Of 40, 38 complied: two did not. One of both numbers goes."""
    marks = hide({"kept": 38, "all": 40}, [Sum("all", ("kept", "rest"))], {"rest": 2})
    assert marks == {"kept": SECOND}
    assert hide({"kept": 30, "all": 40}, [Sum("all", ("kept", "rest"))], {"rest": 10}) == {}


def test_two_small_counts_that_must_both_be_four_are_not_left_like_that() -> None:
    marks = hide({"a": 4, "b": 4, "all": 8}, [Sum("all", ("a", "b"))], {})
    assert marks == {"a": SMALL, "b": SMALL, "all": SECOND}
