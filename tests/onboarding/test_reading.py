"""A file of the wrong form is refused whole with what to do; a wrong cell with its row, its column and its remedy."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import BinaryIO

import openpyxl
import pytest

from onboarding.columns import COLUMNS, read_cells
from onboarding.models import Kind
from onboarding.reading import Line, read_lines
from onboarding.refusals import NotReadable
from onboarding.xlsx_file import MOST_UNPACKED
from tests.onboarding.lists import PLACES, a_place, changed, csv_of, row_xml, sheet_of, xlsx_of


def lines(file: BinaryIO) -> list[Line]:
    columns = COLUMNS[Kind.PLACES]
    needed = [name for name, column in columns.items() if column.is_needed]
    return list(read_lines(file, wanted=columns, needed=needed))


def text(content: str, encoding: str = "utf-8") -> Callable[[], BinaryIO]:
    return lambda: io.BytesIO(content.encode(encoding))


HEAD = ";".join(PLACES)
ROW = ";".join(a_place())
SHEET = "xl__worksheets__sheet1_dot_xml"


def a_bomb() -> BinaryIO:
    return changed(xlsx_of(a_place()), **{SHEET: b" " * (MOST_UNPACKED + 1)})


def merged() -> BinaryIO:
    joined = b'</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    sheet = sheet_of([row_xml(1, PLACES), row_xml(2, a_place())]).replace(b"</sheetData>", joined)
    return changed(xlsx_of(), **{SHEET: sheet})


def laughing() -> BinaryIO:
    entities = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    return changed(xlsx_of(), **{SHEET: entities + sheet_of([row_xml(1, PLACES)])})


def two_sheets() -> BinaryIO:
    book = openpyxl.load_workbook(xlsx_of(a_place()))
    book.create_sheet("Another")
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def far_away() -> BinaryIO:
    far = '<row r="2"><c r="XFD2" t="inlineStr"><is><t>x</t></is></c></row>'
    return changed(xlsx_of(), **{SHEET: sheet_of([row_xml(1, PLACES), far])})


WHOLE: dict[str, tuple[Callable[[], BinaryIO], str]] = {
    "nothing": (text(""), "lacks the columns kind, name"),
    "Latin-2": (text(f"{HEAD}\n{ROW}\n{ROW.replace('Pharmacy', 'Łódź')}", "iso-8859-2"), "Line 3 is not in UTF-8"),
    "UTF-16": (text(f"{HEAD}\n{ROW}", "utf-16"), "Line 1 is not in UTF-8"),
    "a zero": (text(f"{HEAD}\n\0{ROW}"), "Line 2 is not in UTF-8"),
    "another separator": (text(f"{HEAD}\n{ROW}".replace(";", "|")), "The first line is one column alone"),
    "a column short": (text(HEAD.removeprefix("kind;")), "lacks the columns kind"),
    "a column more": (text(f"{HEAD};shoe_size\n{ROW}"), "columns that no such list has: shoe_size"),
    "a column twice": (text(f"{HEAD};name\n{ROW}"), "has a column twice"),
    "an open quotation": (text(f'{HEAD}\n{ROW}\n"{ROW}\n{ROW}'), "The row that begins in line 3 cannot be read"),
    "a quotation alone": (text(f'{HEAD}\n"a"b;{ROW}'), "The row that begins in line 2 cannot be read"),
    "a giant line": (text(f"{HEAD}\n{'x' * 200_000}"), "Line 2 is too long for a row"),
    "a program": (lambda: io.BytesIO(b"MZ\x90\x00\x03"), "Line 1 is not in UTF-8"),
    "an old workbook": (lambda: io.BytesIO(b"\xd0\xcf\x11\xe0" + b"x" * 99), "This is no workbook that can be read"),
    "half a workbook": (lambda: io.BytesIO(xlsx_of(a_place()).read()[:3000]), "This is no workbook that can be read"),
    "no workbook": (lambda: changed(xlsx_of(), xl__workbook_dot_xml=b"<x/>"), "This workbook has 0 sheets"),
    "a bomb": (a_bomb, "This workbook unpacks to more than a list has"),
    "macros": (lambda: changed(xlsx_of(), xl__vbaProject_dot_bin=b"x"), "has macros or links"),
    "merged cells": (merged, "The cells A1:B2 are merged"),
    "entities": (laughing, "This is no workbook that can be read"),
    "two sheets": (two_sheets, "This workbook has 2 sheets"),
    "a cell far away": (far_away, "The cell XFD2 lies outside the list"),
}


@pytest.mark.parametrize("what", WHOLE)
def test_a_file_of_the_wrong_form_is_refused_whole_with_the_remedy(what: str) -> None:
    make, said = WHOLE[what]
    with pytest.raises(NotReadable) as refusal:
        lines(make())
    assert said in str(refusal.value)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("begin", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a mark of order"])
def test_an_honest_list_is_read_with_each_separator(separator: str, begin: bytes) -> None:
    file = csv_of(a_place(1), a_place(2, name='"Apteka ""Pod Łabędziem"""'), separator=separator)
    [one, two] = lines(io.BytesIO(begin + file.read()))
    assert (one.number, dict(one.cells)["name"]) == (2, "Pharmacy 1")
    assert (two.number, two.cells["name"]) == (3, 'Apteka "Pod Łabędziem"')


def test_empty_rows_are_passed_over_and_the_others_keep_their_numbers() -> None:
    file = csv_of(a_place(1), ["", " "], [], a_place(2), ['"Two\nlines"'], a_place(3))
    assert [one.number for one in lines(file)] == [2, 5, 6, 8]
    workbook = xlsx_of(a_place(1), [None], a_place(2))
    assert [one.number for one in lines(workbook)] == [2, 4]


def test_a_workbook_gives_the_same_cells_as_a_csv() -> None:
    row = a_place(1, registered_from="2026-03-14")
    [ours] = lines(csv_of(row))
    [theirs] = lines(xlsx_of(row))
    assert ours.cells == theirs.cells
    [dated] = lines(xlsx_of([*a_place(1)[:-1], dt.date(2026, 3, 14)]))
    assert read_cells(Kind.PLACES, dated.cells) == read_cells(Kind.PLACES, ours.cells)


def test_a_workbook_that_hides_its_size_is_not_unpacked_further_than_it_says() -> None:
    bomb = a_bomb().read()
    honest = (MOST_UNPACKED + 1).to_bytes(4, "little")
    assert honest in bomb
    with pytest.raises(NotReadable):
        lines(io.BytesIO(bomb.replace(honest, (900).to_bytes(4, "little"))))
    assert zipfile.is_zipfile(io.BytesIO(bomb))


CELLS = {
    "a formula": ({"name": "=HYPERLINK(1)"}, "name", "begins like a formula"),
    "a full-width formula": ({"name": "＝1+1"}, "name", "begins like a formula"),
    "a hidden sign": ({"name": "Apteka\u202egnp.exe"}, "name", "cannot be seen"),
    "no name": ({"name": " "}, "name", "This is empty"),
    "too long": ({"name": "x" * 201}, "name", "longer than 200"),
    "no kind": ({"kind": "shop"}, "kind", "Write one of: centre, pharmacy"),
    "no zone": ({"time_zone": "CET"}, "time_zone", "Write one of: Europe/Amsterdam"),
    "no address": ({"email": "x@"}, "email", "no e-mail address"),
    "no number": ({"telephone": "ask"}, "telephone", "no telephone number"),
    "a day that is none": ({"registered_from": "2026-02-30"}, "registered_from", "This is no day"),
    "a day in words": ({"registered_from": "March 14th"}, "registered_from", "This is no day"),
    "a month first": ({"registered_from": "03/14/2026"}, "registered_from", "This is no day"),
    "a number for a day": ({"registered_from": "46095"}, "registered_from", "This is no day"),
    "registered centre": ({"kind": "centre"}, "programme", "Only pharmacies are registered"),
    "no first day": ({"registered_from": ""}, "registered_from", "This is empty"),
    "no programme": ({"programme": ""}, "registered_from", "and no programme"),
}


@pytest.mark.parametrize("what", CELLS)
def test_a_wrong_cell_is_named_with_its_column_and_its_remedy(what: str) -> None:
    changes, column, said = CELLS[what]
    _values, faults = read_cells(Kind.PLACES, dict(zip(PLACES, a_place(1, **changes), strict=True)))
    assert [name for name, _words in faults] == [column]
    assert said in faults[0][1]


@pytest.mark.parametrize("name", ["Madonna", "O’Brien-Müller", "李", "Ñ", "Łukasz  Żółć"])
def test_names_are_taken_as_people_have_them(name: str) -> None:
    values, faults = read_cells(Kind.PLACES, dict(zip(PLACES, a_place(1, name=name), strict=True)))
    assert (values["name"], faults) == (" ".join(name.split()), [])


def test_a_formula_and_an_error_of_a_workbook_are_named_and_not_reckoned() -> None:
    [one] = lines(xlsx_of([*a_place(1)[:1], "=1+1", *a_place(1)[2:]]))
    _values, faults = read_cells(Kind.PLACES, one.cells)
    assert [(column, "This is a formula" in words) for column, words in faults] == [("name", True)]


def test_a_telephone_that_a_spreadsheet_took_for_a_number_is_named() -> None:
    [one] = lines(xlsx_of([*a_place(1)[:3], 48225551000, *a_place(1)[4:]]))
    assert [column for column, _words in read_cells(Kind.PLACES, one.cells)[1]] == ["telephone"]
