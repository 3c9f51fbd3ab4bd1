"""Lists as countries have them, honest and hostile."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO
from uuid import uuid4
from xml.sax.saxutils import escape

import openpyxl

from accounts.actor import Actor
from accounts.models import Kind as PlaceKind
from accounts.models import Role
from onboarding.models import Import, Kind, StagedRow, Undoing
from onboarding.operations import apply_import, stage_import, undo_import, uploaded
from tests.builders import a_programme, an_actor, an_organisation, now

PLACES = ("kind", "name", "time_zone", "telephone", "email", "language", "programme", "registered_from")
PEOPLE = ("name", "email", "telephone", "language", "place", "role", "role_from", "programme", "certified_from")


def a_place(number: int = 1, **changes: str) -> list[str]:
    """Write the row of a pharmacy."""
    said = {
        "kind": "pharmacy", "name": f"Pharmacy {number}", "time_zone": "Europe/Warsaw",
        "telephone": "+48 22 555 10 00", "email": f"pharmacy{number}@example.pl", "language": "pl",
        "programme": "pomalidomide-eu", "registered_from": "2026-01-01",
    } | changes  # fmt: skip
    return [said[name] for name in PLACES]


def a_person(number: int = 1, **changes: str) -> list[str]:
    """Write the row of a prescriber."""
    said = {
        "name": f"Anna Nowak {number}", "email": f"anna{number}@example.pl", "telephone": "", "language": "pl",
        "place": "Centre 1", "role": "prescriber", "role_from": "2026-01-01", "programme": "pomalidomide-eu",
        "certified_from": "2026-01-01",
    } | changes  # fmt: skip
    return [said[name] for name in PEOPLE]


def a_centre_row(number: int = 1) -> list[str]:
    """Write the row of a centre."""
    return a_place(number, kind="centre", name=f"Centre {number}", programme="", registered_from="")


def csv_of(*rows: Sequence[str], heads: Sequence[str] = PLACES, separator: str = ";") -> BinaryIO:
    """Write a CSV."""
    lines = [separator.join(cells) for cells in (heads, *rows)]
    return io.BytesIO("\r\n".join(lines).encode())


def xlsx_of(*rows: Sequence[object], heads: Sequence[str] = PLACES) -> BinaryIO:
    """Write a workbook as an office does."""
    book = openpyxl.Workbook()
    for cells in (heads, *rows):
        book.worksheets[0].append(list(cells))
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def changed(workbook: BinaryIO, **parts: bytes) -> BinaryIO:
    """Put other bytes in the place of parts of a workbook, or beside them; two signs below stand for a folder."""
    out = io.BytesIO()
    other = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            if one.filename not in other:
                new.writestr(one.filename, old.read(one))
        for name, content in other.items():
            new.writestr(name, content)
    out.seek(0)
    return out


def sheet_of(rows: Iterable[str]) -> bytes:
    """Write the XML of a sheet from the XML of its rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{"".join(rows)}</sheetData></worksheet>'.encode()


def row_xml(number: int, cells: Iterable[str]) -> str:
    """Write a row whose texts stand in it."""
    inner = "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{inner}</row>'


def many(count: int, *, wrong_every: int = 7) -> Iterator[list[str]]:
    """Write many rows of places, of which each seventh is wrong in one of five ways."""
    for number in range(1, count + 1):
        wrong = {
            0: {"email": "no address"}, 1: {"kind": "prison"}, 2: {"name": "=cmd|' /C calc'!A0"},
            3: {"registered_from": "31.02.2026"}, 4: {"telephone": "ask for Anna"},
        }[number % 5]  # fmt: skip
        yield a_place(number, **(wrong if number % wrong_every == 0 else {}))


def a_manager() -> Actor:
    """Give somebody who may upload a list."""
    return an_actor(Role.PROGRAMME_MANAGER, an_organisation(PlaceKind.COMPANY))


def an_administrator() -> Actor:
    """Give somebody who may apply one."""
    return an_actor(Role.ADMINISTRATOR, an_organisation(PlaceKind.COMPANY))


def staged(file: BinaryIO, *, kind: str = Kind.PLACES, country: str = "PL", by: Actor | None = None) -> Import:
    """Stage a list."""
    return stage_import(by=by or a_manager(), at=now(), country=country, kind=kind, upload=uploaded(file))


def an_import_with_a_match(*, at: dt.datetime) -> StagedRow:
    """Stage a list of one place that may be there already."""
    mark = uuid4().hex
    a_programme()
    an_organisation(PlaceKind.PHARMACY, country="PL", name=f"Apteka Żółta {mark}")
    file = csv_of(a_place(1, name=f"apteka  zolta {mark}"))
    one = stage_import(by=a_manager(), at=at, country="PL", kind=Kind.PLACES, upload=uploaded(file))
    return StagedRow.objects.get(of=one, found_how="alike")


def an_undone_import(*, at: dt.datetime) -> Undoing:
    """Apply a list of one place, and undo it."""
    a_programme()
    file = csv_of(a_place(1, name=f"Pharmacy {uuid4()}"))
    one = stage_import(by=a_manager(), at=at, country="PL", kind=Kind.PLACES, upload=uploaded(file))
    apply_import(by=an_administrator(), at=at, one=one)
    one = Import.objects.get(id=one.id)
    return undo_import(by=an_administrator(), at=at, one=one, reason="a trial")
