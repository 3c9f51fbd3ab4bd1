"""Tables taken away: the page's own numbers, typed, and no hostile text ever a formula."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from accounts.models import Kind, Role
from reports.exports import as_csv, as_xlsx
from reports.presenters import SHEETS
from reports.sheets import Head, Sheet
from reports.sheets import Kind as Cells
from tests.builders import a_dispensing, a_woman_ready_for_dispensing, an_actor, an_organisation, now, user_of

AT = dt.datetime(2026, 5, 10, 9, tzinfo=dt.UTC)
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("//evil.example")', "https://evil.example")


def _sheet() -> Sheet:
    return Sheet(
        name="hostile",
        caption="=caption",
        sentence="@sentence",
        heads=[Head("=head", Cells.TEXT), Head("Number"), Head("Share", Cells.SHARE)],
        rows=[(text, 3, 0.125) for text in HOSTILE] + [("nothing", None, None)],
    )


def test_a_spreadsheet_has_typed_cells_and_no_formula() -> None:
    page = load_workbook(io.BytesIO(as_xlsx(_sheet(), [("a", "=b")], AT)))
    cells = [cell for sheet in page for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    first = page.worksheets[0]
    assert [cell.value for cell in first[2]] == [HOSTILE[0], 3, 0.125]
    assert first["C2"].number_format == "0.0 %"
    assert first.freeze_panes == "B2"


def test_a_csv_has_no_cell_that_begins_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(_sheet(), [("a", "=b")], AT).decode("utf-8-sig"), newline="")))
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))] == []
    assert rows[4] == ["'=1+1", "3", "0.125"]


def test_the_same_table_for_the_same_cut_off_has_the_same_bytes() -> None:
    assert as_xlsx(_sheet(), [], AT) == as_xlsx(_sheet(), [], AT)


@pytest.mark.django_db
def test_off_label_by_centre_this_year_as_xlsx_is_three_clicks_from_the_landing_page(client: Client) -> None:
    scene = a_woman_ready_for_dispensing(at=now())
    scene.enrolment.centre.name = "=cmd|' /C calc'!A0"
    scene.enrolment.centre.save()
    a_dispensing(scene)
    client.force_login(user_of(an_actor(Role.AUTHORITY, an_organisation(Kind.AUTHORITY))))
    landing = client.get("/figures/")
    off_label = client.get(next(page["url"] for page in landing.context["pages"] if page["label"] == "Off-label use"))
    this_year = client.get(f"{off_label.context['here']}?{off_label.context['this_year']}")
    address = f"/figures/export/?table=off-label-by-centre&as=xlsx&{this_year.context['question']}"
    assert address.replace("&", "&amp;") in this_year.content.decode().replace("&amp;", "&").replace("&", "&amp;")
    answer = client.get(address)
    (sheet,) = [one for one in this_year.context["sheets"] if one.name == "off-label-by-centre"]
    page = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    read = [tuple(cell.value for cell in row) for row in page.iter_rows(min_row=2)]
    assert read == [tuple(row) for row in sheet.rows]
    assert page["A2"].data_type == "s"
    assert f'"off-label-by-centre-BE-{now().year}-01-01' in answer["Content-Disposition"]


@pytest.mark.django_db
def test_every_table_can_be_taken_away_and_what_is_none_is_not_there(client: Client) -> None:
    client.force_login(user_of(an_actor(Role.AUTHORITY, an_organisation(Kind.AUTHORITY))))
    for name in SHEETS:
        for form in ("csv", "xlsx"):
            assert client.get("/figures/export/", {"table": name, "as": form}).status_code == 200, name
    for query in ({}, {"table": "compliance"}, {"table": "x", "as": "csv"}, {"table": "compliance", "as": "pdf"}):
        answer = client.get("/figures/export/", query, follow=True)
        assert answer.redirect_chain == [("/figures/", 302)]
        assert "no such table" in answer.content.decode()
    wrong = client.get("/figures/export/", {"table": "off-label", "as": "csv", "centre": "x"})
    assert wrong.status_code == 422
    assert "choose one of the answers" in wrong.content.decode()
    assert 'action="/figures/off-label/"' in wrong.content.decode()
