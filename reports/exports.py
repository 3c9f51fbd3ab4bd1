"""A table taken away: CSV and XLSX, every cell typed, no text ever read as a formula."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.sheets import Kind, Sheet, Text, Value

STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A spreadsheet reads text that begins like this, in a CSV, as something to be worked out."""
FORMATS: Final = {Kind.COUNT: "#,##0", Kind.SHARE: "0.0 %", Kind.NUMBER: "#,##0.0"}
WIDE, NARROW, MOST_WIDE = 18, 12, 60

About = Sequence[tuple[Text, Text]]
Lines = Sequence[Sequence[Text]]


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which tables are taken away."""

    content_type: str
    write: Callable[[Sheet, About, dt.datetime], bytes]


def as_csv(sheet: Sheet, about: About, made_at: dt.datetime) -> bytes:
    """Write a table with what it stands on above it, in UTF-8 with a mark at its beginning, as spreadsheets want it."""
    out = io.StringIO()
    rows = csv.writer(out)
    for line in _above(sheet, about):
        rows.writerow([_harmless(one) for one in line])
    rows.writerow([_harmless(head.label) for head in sheet.heads])
    for row in sheet.rows:
        rows.writerow([_harmless(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(sheet: Sheet, about: About, made_at: dt.datetime) -> bytes:
    """Write a table with typed cells and a frozen head, and on a second sheet what it stands on.

    :param made_at: the data cut-off: the same table for the same cut-off has the same bytes.
    """
    return as_book([("1", sheet)], [("2", list(_above(sheet, about)))], title=sheet.caption, made_at=made_at)


def as_book(
    tables: Sequence[tuple[str, Sheet]], texts: Sequence[tuple[str, Lines]], *, title: Text, made_at: dt.datetime
) -> bytes:
    """Write tables, and then lines of text, each on a sheet of that name; the same for the same cut-off."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": str(title), "created": made_at.astimezone(dt.UTC).replace(tzinfo=None)})
    for name, sheet in tables:
        _write_table(book, book.add_worksheet(name), sheet)
    for name, lines in texts:
        page = book.add_worksheet(name)
        page.set_column(0, 1, MOST_WIDE)
        for number, line in enumerate(lines):
            for column, text in enumerate(line):
                page.write_string(number, column, str(text))
    book.close()
    return out.getvalue()


def _write_table(book: Workbook, page: Worksheet, sheet: Sheet) -> None:
    """Write head and cells, each by the type of its column."""
    bold = book.add_format({"bold": True, "text_wrap": True})
    formats = {kind: book.add_format({"num_format": code}) for kind, code in FORMATS.items()}
    for column, head in enumerate(sheet.heads):
        page.write_string(0, column, str(head.label), bold)
        page.set_column(column, column, WIDE if head.kind is Kind.TEXT else NARROW)
    page.freeze_panes(1, 1)
    for number, row in enumerate(sheet.rows, start=1):
        for column, (value, head) in enumerate(zip(row, sheet.heads, strict=True)):
            if isinstance(value, str | Promise):
                page.write_string(number, column, str(value))
            elif value is not None:
                page.write_number(number, column, value, formats.get(head.kind))


def _above(sheet: Sheet, about: About) -> Iterator[Sequence[Text]]:
    yield [sheet.caption]
    yield [sheet.sentence]
    yield from about
    yield from ([note] for note in sheet.notes)


def _harmless(value: Value) -> str:
    """Give a cell as text; what would begin a formula is held as text by an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f"{value:.6g}" if isinstance(value, float) else str(value)
    text = str(value)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


FORMS: Final[dict[str, Form]] = {
    "csv": Form("text/csv; charset=utf-8", as_csv),
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}
