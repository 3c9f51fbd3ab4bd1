"""A workbook (XLSX) read row by row: one sheet, values alone, nothing of it believed and nothing of it held whole."""

import re
import tempfile
import zipfile
from array import array
from collections.abc import Iterator
from typing import IO, Any, BinaryIO, Final

from django.utils.translation import gettext as _
from lxml import etree

from onboarding.cells import Formula, Number, Row
from onboarding.refusals import NotReadable

MOST_UNPACKED: Final = 100_000_000
"""Bytes that a workbook may unpack to; one of 50,000 rows has about 30 million."""
MOST_FILES: Final = 200
MOST_COLUMNS: Final = 60
LONGEST_TEXT: Final = 40_000
"""Letters in a cell; a spreadsheet lets 32,767 in."""
MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def xlsx_rows(file: BinaryIO) -> Iterator[Row]:
    """Read rows, the heads among them; empty ones are left out.

    :raises NotReadable: naming what is wrong and what to do.
    """
    try:
        with zipfile.ZipFile(file) as book, tempfile.TemporaryFile() as kept:
            _require_harmless(book)
            path = _only_sheet(book)
            texts = _Texts(book, kept)
            with book.open(path) as sheet:
                yield from _rows(sheet, texts)
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError, OSError, ValueError,
            etree.XMLSyntaxError):  # fmt: skip
        raise _damaged() from None


def _require_harmless(book: zipfile.ZipFile) -> None:
    files = book.infolist()
    if len(files) > MOST_FILES or sum(one.file_size for one in files) > MOST_UNPACKED:
        raise NotReadable(_("This workbook unpacks to more than a list has. Save its one sheet as CSV in UTF-8."))
    if any("vbaProject" in one.filename or "externalLinks" in one.filename for one in files):
        raise NotReadable(_("This workbook has macros or links to other files. Save its one sheet as CSV in UTF-8."))


def _only_sheet(book: zipfile.ZipFile) -> str:
    with book.open("xl/workbook.xml") as part:
        root = _whole(part)
    sheets = root.findall(f"{MAIN}sheets/{MAIN}sheet")
    if len(sheets) != 1:
        raise NotReadable(
            _("This workbook has %(number)s sheets. Leave the one with the list, and delete the others.")
            % {"number": len(sheets)}
        )
    settings = root.find(f"{MAIN}workbookPr")
    if settings is not None and settings.get("date1904") in ("1", "true"):
        raise NotReadable(_("This workbook counts its days from 1904. Save its one sheet as CSV in UTF-8."))
    with book.open("xl/_rels/workbook.xml.rels") as part:
        targets = {one.get("Id"): one.get("Target") or "" for one in _whole(part)}
    target = targets[sheets[0].get(RELATION)]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _rows(sheet: IO[bytes], texts: "_Texts") -> Iterator[Row]:
    number = 0
    for element in _elements(sheet, "row", "mergeCell"):
        if element.tag == f"{MAIN}mergeCell":
            raise NotReadable(
                _("The cells %(cells)s are merged. Part them, so that each row has its own value.")
                % {"cells": element.get("ref", "")[:20]}
            )
        said = int(element.get("r", number + 1))
        if said <= number:
            raise ValueError("rows out of their order")
        number = said
        cells = _cells(element, texts)
        if any(cell.strip() for cell in cells):
            yield number, cells


def _cells(row: Any, texts: "_Texts") -> list[str]:
    cells: list[str] = []
    for cell in row.iterchildren(f"{MAIN}c"):
        place = PLACE.fullmatch(cell.get("r", ""))
        column = _column(place[1]) if place else len(cells)
        if not len(cells) <= column < MOST_COLUMNS:
            raise NotReadable(
                _("The cell %(cell)s lies outside the list. Delete what stands beside it.")
                % {"cell": cell.get("r", "")[:10]}
            )
        cells += [""] * (column - len(cells))
        cells.append(_value(cell, texts))
    return cells


def _value(cell: Any, texts: "_Texts") -> str:
    if cell.find(f"{MAIN}f") is not None or cell.get("t") == "e":
        return Formula("=")
    if cell.get("t") == "inlineStr":
        return _text(cell)
    value = cell.findtext(f"{MAIN}v") or ""
    if cell.get("t") == "s":
        return texts[int(value)]
    return Number(value) if cell.get("t") in (None, "n") and value else value[:LONGEST_TEXT]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _text(element: Any) -> str:
    """Give the text of a string without the phonetic signs beside it."""
    runs = (one.text or "" for one in element.iter(f"{MAIN}t") if one.getparent().tag != f"{MAIN}rPh")
    return "".join(runs)[:LONGEST_TEXT]


class _Texts:
    """The shared texts of a workbook, laid into a file: in memory is only where each begins."""

    def __init__(self, book: zipfile.ZipFile, kept: IO[bytes]) -> None:
        self.kept, self.begins = kept, array("Q", [0])
        if "xl/sharedStrings.xml" not in book.namelist():
            return
        with book.open("xl/sharedStrings.xml") as part:
            for element in _elements(part, "si"):
                self.kept.write(_text(element).encode("utf-8", "surrogatepass"))
                self.begins.append(self.kept.tell())

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < len(self.begins) - 1:
            raise ValueError("no such text")
        self.kept.seek(self.begins[index])
        return self.kept.read(self.begins[index + 1] - self.begins[index]).decode()


def _elements(part: IO[bytes], *names: str) -> Iterator[Any]:
    """Read elements one by one, and forget each once it was used."""
    events = etree.iterparse(
        part, events=("end",), tag=[f"{MAIN}{name}" for name in names], resolve_entities=False, no_network=True,
        load_dtd=False, huge_tree=False,
    )  # fmt: skip
    for _event, element in events:
        if element.getroottree().docinfo.doctype:
            raise ValueError("a document type")
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _whole(part: IO[bytes]) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.parse(part, parser).getroot()


def _damaged() -> NotReadable:
    return NotReadable(
        _("This is no workbook that can be read. Save it as XLSX without a password, or as CSV in UTF-8.")
    )
