"""A report as one document: which tables it has, what it stands on, and the data with their fingerprint."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.countries import COUNTRIES
from reports.forms import address_of
from reports.models import Kind, Report
from reports.names import Names
from reports.people import names_in
from reports.presenters import SHEETS
from reports.scope import Scope, scope_of
from reports.sheets import Sheet, Text
from reports.sums import versions_behind

TABLES: Final[Mapping[str, tuple[Text, Sequence[str]]]] = {
    "T1": (gettext_lazy("Participation"), ["accredited", "materials"]),
    "T2": (gettext_lazy("Knowledge checks"), []),
    "T3": (gettext_lazy("Patients"), ["patients"]),
    "T4": (gettext_lazy("Compliance"), ["compliance", "compliance-by-month"]),
    "T5": (gettext_lazy("Compliance by centre and category"), ["compliance-by-centre", "compliance-by-category"]),
    "T6": (gettext_lazy("Supplies prevented"), ["answers", "prevented-by-reason", "prevented-by-refusal"]),
    "T7": (gettext_lazy("Deviations"), ["overrides", "deviations"]),
    "T8": (gettext_lazy("Off-label use"), ["off-label", "off-label-by-indication", "off-label-declared"]),
    "T9": (gettext_lazy("Off-label use by centre"), ["off-label-by-centre"]),
    "T10": (gettext_lazy("Pregnancies"), ["pregnancies", "pregnancies-reported", "days-between"]),
    "T11": (gettext_lazy("Outcomes of pregnancies"), ["pregnancy-outcomes", "pregnancy-list"]),
    "T12": (gettext_lazy("Side effects"), ["side-effects", "side-effects-by-organ", "side-effects-reported"]),
    "T13": (gettext_lazy("Timeliness"), ["timeliness"]),
    "T14": (gettext_lazy("Persistence"), ["persistence"]),
    "T15": (gettext_lazy("Data quality"), ["quality"]),
    "T16": (gettext_lazy("Actions and changes"), []),
}
"""The tables of a report in their order, each with its title and the sheets of figures that are in it."""

QUARTERLY: Final = frozenset({"T1", "T4", "T5", "T6", "T7", "T9", "T10", "T11"})
"""What is in a report of a month or a quarter; one of a year, and one that was asked for, has all."""

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One numbered table of the report, or what takes its place: several sheets, or none."""

    code: str
    title: str
    sheets: Sequence[Sheet]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report with all its words and cells; ``data`` are its bytes as JSON, ``sha256`` their fingerprint."""

    title: str
    language: str
    about: Sequence[tuple[str, str]]
    parts: Sequence[Part]
    cut_off: Any
    data: bytes
    sha256: str


def tables_in(kind: str) -> list[str]:
    """List the tables that a report of a kind has."""
    brief = kind in {Kind.MONTHLY, Kind.QUARTERLY}
    return [code for code in TABLES if code in QUARTERLY or not brief]


def document_of(report: Report, *, told: Told) -> Document:
    """Compute every table of a report, in the language that is active; ``told`` hears how many of how many are done."""
    scope, names, codes = scope_of(report), names_in(report.country), tables_in(report.kind)
    parts = []
    for done, code in enumerate(codes):
        told(done, len(codes))
        parts.append(_part(code, scope, names))
    title = _("Report on the pregnancy-prevention programme")
    about = _about(report, scope)
    data = as_data(title, about, parts)
    fingerprint = hashlib.sha256(data).hexdigest()
    return Document(
        title=title,
        language=report.language,
        about=[*about, (_("SHA-256 of the data"), fingerprint)],
        parts=parts,
        cut_off=scope.cut_off,
        data=data,
        sha256=fingerprint,
    )


def _part(code: str, scope: Scope, names: Names) -> Part:
    title, sheets = TABLES[code]
    return Part(code, str(title), [SHEETS[name](scope, names) for name in sheets])


def _about(report: Report, scope: Scope) -> list[tuple[str, str]]:
    return [
        (_("Country"), str(dict(COUNTRIES).get(report.country, report.country))),
        (_("Period"), f"{report.since.isoformat()} – {report.until.isoformat()}"),
        (_("As recorded until"), report.cut_off.isoformat(timespec="seconds")),
        (_("Programme versions"), ", ".join(versions_behind(scope))),
        (_("Query"), address_of(scope)),
    ]


def as_data(title: str, about: Sequence[tuple[str, str]], parts: Sequence[Part]) -> bytes:
    """Write all cells as they are; the same figures give the same bytes."""
    tables = [
        {
            "table": part.code,
            "title": part.title,
            "name": sheet.name,
            "caption": sheet.caption,
            "sentence": sheet.sentence,
            "columns": [{"label": head.label, "kind": head.kind.value} for head in sheet.heads],
            "rows": sheet.rows,
            "notes": sheet.notes,
        }
        for part in parts
        for sheet in part.sheets
    ]
    whole = {"title": title, "about": dict(about), "tables": tables}
    return (json.dumps(whole, ensure_ascii=False, indent=1, default=_text) + "\n").encode()


def _text(value: object) -> str:
    if not isinstance(value, Promise):
        raise TypeError(f"no cell of a report is a {type(value).__name__}")
    return str(value)
