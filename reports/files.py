"""A report in the forms in which it is kept: the same document gives the same bytes, dates of creation included."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from foundation.documents import render_spelt
from reports.document import Document, Part
from reports.exports import as_book, as_csv
from reports.sheets import Kind, Sheet

EARLIEST: Final = 1980
"""No file in a ZIP can be older."""
MILLIMETRES: Final = 0.25
"""How much of the paper a pixel of a chart has; what does not fit on a page is drawn smaller."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a report: how it is named to people and to programs, and how it is written."""

    name: str
    content_type: str
    write: Callable[[Document], bytes]


def as_html(document: Document) -> bytes:
    """Write one page that needs nothing beside it: no script, no picture, no other file."""
    return render_to_string("reports/document.html", {"document": document, "parts": list(_drawn(document))}).encode()


def as_pdf(document: Document) -> bytes:
    """Set a tagged PDF on A4, across."""
    data = {
        "title": document.title,
        "registry": _("Pregnancy prevention registry"),
        "language": document.language.split("-")[0],
        "about": [{"label": label, "value": value} for label, value in document.about],
        "parts": [
            {
                "heading": f"{part.code} – {part.title}",
                "none": "" if tables else _("None recorded."),
                "tables": [_set(table) for table in tables],
            }
            for part, tables in _drawn(document)
        ],
        "page_of": _("Page {page} of {all}"),
        "fingerprint": document.sha256,
    }
    return render_spelt("figures_report", data, at=document.cut_off)


def as_xlsx(document: Document) -> bytes:
    """Write a workbook: a sheet for each table, and what they stand on first in its list of texts."""
    tables = [(f"{part.code} {sheet.name}"[:31], sheet) for part in document.parts for sheet in part.sheets]
    lines = [[document.title], *document.about, *_said(document)]
    return as_book(tables, [(_("About this report"), lines)], title=document.title, made_at=document.cut_off)


def as_zip(document: Document) -> bytes:
    """Write a CSV for each table, together in one ZIP."""
    out = io.BytesIO()
    day = document.cut_off.astimezone(dt.UTC)
    moment = (max(day.year, EARLIEST), day.month, day.day, day.hour, day.minute, day.second)
    with zipfile.ZipFile(out, "w") as archive:
        for part in document.parts:
            for sheet in part.sheets:
                kept = zipfile.ZipInfo(f"{part.code}-{sheet.name}.csv", moment)
                kept.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(kept, as_csv(sheet, document.about, document.cut_off))
    return out.getvalue()


def as_json(document: Document) -> bytes:
    """Give the data themselves."""
    return document.data


FORMS: Final[dict[str, Form]] = {
    "html": Form("HTML", "text/html; charset=utf-8", as_html),
    "pdf": Form("PDF", "application/pdf", as_pdf),
    "xlsx": Form("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "zip": Form("CSV (ZIP)", "application/zip", as_zip),
    "json": Form("JSON", "application/json", as_json),
}


def _drawn(document: Document) -> Iterator[tuple[Part, list[dict[str, Any]]]]:
    """Give each part with its tables, their cells written out."""
    for part in document.parts:
        yield part, [{"sheet": sheet, "table": sheet.as_table()} for sheet in part.sheets]


def _set(drawn: dict[str, Any]) -> dict[str, Any]:
    """Give a table as the document's template wants it: only text."""
    sheet: Sheet = drawn["sheet"]
    return {
        "caption": str(sheet.caption),
        "sentence": str(sheet.sentence),
        "heads": [{"label": str(head.label), "words": head.kind is Kind.TEXT} for head in sheet.heads],
        "rows": [[str(cell.text) for cell in row.cells] for row in drawn["table"].rows],
        "empty": "" if drawn["table"].rows else _("None recorded."),
        "notes": [str(note) for note in sheet.notes],
        "picture": _picture(sheet),
    }


def _picture(sheet: Sheet) -> dict[str, Any] | None:
    """Draw the chart of a table as an SVG that stands alone, with its size on paper; a table without one has none."""
    drawn = sheet.map or sheet.chart
    if drawn is None:
        return None
    given = {"drawn": drawn, "chart": sheet.chart, "map": sheet.map, "name": sheet.name}
    return {
        "svg": render_to_string("reports/picture.svg", given),
        "told": str(drawn.description),
        "wide": MILLIMETRES * drawn.width,
        "high": MILLIMETRES * drawn.height,
    }


def _said(document: Document) -> list[list[str]]:
    """Give the sentence and the notes of each table."""
    return [
        [f"{part.code} {sheet.caption}", " ".join([str(sheet.sentence), *(str(note) for note in sheet.notes)])]
        for part in document.parts
        for sheet in part.sheets
    ]
