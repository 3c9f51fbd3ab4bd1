"""The desk's list against the company's: out as CSV without formulas, in without trust, every difference shown."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from safety.models import Case
from safety.queries import cases
from safety.reconciliation import as_csv, compare, lines_of, read_csv
from safety.refusals import NotReadable
from tests.builders import a_woman_ready_for_dispensing, user_of
from tests.safety.reports import a_case, a_message_and_its_answer, a_reviewed_case, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Client:
    client = Client()
    client.force_login(user_of(an_officer()))
    return client


def a_list(**changes: str) -> bytes:
    head = {"worldwide_number": "X-1", "day_zero": "2026-03-14", "serious": "yes"} | changes
    return f"{','.join(head)}\n{','.join(head.values())}\n".encode()


def test_our_list_goes_out_and_compared_with_itself_is_the_same(officer: Client) -> None:
    scene = a_woman_ready_for_dispensing()
    first, second = a_case(scene), a_case(scene, criteria=("death",))
    body = officer.post("/safety/reconciliation/list/").content
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert {row["case"] for row in rows} == {first.number, second.number}
    found = officer.post("/safety/reconciliation/", {"file": SimpleUploadedFile("x.csv", body)}).context["found"]
    assert (found.same, found.only_here, found.only_there, found.different) == (2, [], [], [])


def test_what_differs_or_is_missing_is_shown_with_both(officer: Client) -> None:
    scene = a_woman_ready_for_dispensing()
    shared, ours = a_case(scene, criteria=("death",)), a_case(scene)
    theirs = f"worldwide_number;serious\n{shared.number};no\nELSEWHERE-1;yes\n".encode()
    page = officer.post("/safety/reconciliation/", {"file": SimpleUploadedFile("x.csv", theirs)})
    found = page.context["found"]
    assert (found.same, found.only_here, found.only_there) == (0, [ours.number], ["ELSEWHERE-1"])
    [row] = page.context["table"].rows
    assert [cell.text for cell in row.cells] == [shared.number, "Serious", "yes", "no"]


def test_a_case_that_is_here_twice_hides_no_other(officer: Client) -> None:
    """A message that was read back has the worldwide number of the case that it was written from."""
    scene = a_woman_ready_for_dispensing()
    ours = a_reviewed_case(scene)
    a_message_and_its_answer(at=scene.at)
    again = Case.objects.get(source="message")
    theirs = as_csv([one for one in lines_of(cases()) if one["case"] == ours.number])
    page = officer.post("/safety/reconciliation/", {"file": SimpleUploadedFile("x.csv", theirs)})
    found = page.context["found"]
    assert (found.same, found.only_here, found.doubled) in [(1, [], [again.number]), (1, [], [ours.number])]
    assert found.doubled[0] in page.content.decode()
    [line] = [one for one in lines_of(cases()) if one["case"] == ours.number]
    without = line | {"case": "X", "worldwide_number": ""}
    assert compare(here=[line, without], there=[line]).doubled == ["X"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"case\nX-1\n", "worldwide_number"),
        (a_list(worldwide_number=""), "Line 2 has no worldwide number"),
        (a_list(day_zero="14.3.2026"), "Write it like 2026-03-14"),
        (b"worldwide_number\nX-1\nX-1\n", "twice, again in line 3"),
        ("worldwide_number\né\n".encode("latin-1"), "UTF-8"),
        (b"", "worldwide_number"),
    ],
)
def test_a_list_that_is_none_is_answered_with_what_to_do(officer: Client, body: bytes, words: str) -> None:
    with pytest.raises(NotReadable, match=words):
        read_csv(body)
    if body:
        page = officer.post("/safety/reconciliation/", {"file": SimpleUploadedFile("x.csv", body)})
        assert page.status_code == 422
        assert words in page.content.decode()


def test_no_cell_is_taken_for_a_formula_and_comes_back_as_it_was() -> None:
    line: Any = dict.fromkeys(("case", "country", "day_zero", "serious", "version", "nullified"), "")
    body = as_csv([line | {"worldwide_number": "=1+1"}])
    assert b",'=1+1," in body
    assert read_csv(body)[0]["worldwide_number"] == "=1+1"


def test_the_list_names_nobody() -> None:
    a_case(a_woman_ready_for_dispensing())
    [line] = lines_of(cases())
    assert set(line) == {"case", "worldwide_number", "country", "day_zero", "serious", "version", "nullified"}
    assert compare(here=[line], there=[line]).same == 1
