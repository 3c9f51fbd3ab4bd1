"""The version of a report that anybody may read: made from the report's own data, with small counts hidden."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from reports.document import Document, Part, as_data
from reports.hiding import SMALL, Sum, hide
from reports.models import Report
from reports.published_layout import ADDENDS, LAYOUTS, SHARED, WITHHELD, Addends, Layout
from reports.sheets import Head, Kind, Sheet
from rulebook.indicators import FEWEST

Cell = tuple[str, int, int]
"""The name of a table, the place of a row in it, and that of a column."""
EFFECTS: Final = ("side-effects", "side-effects-by-organ", "side-effects-reported")


@dataclass(frozen=True, slots=True)
class Sums:
    """The counts of a report, which of them add up, and what is left of a whole without a part of it."""

    shown: dict[Any, int] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    rests: dict[Any, int] = field(default_factory=dict)

    def part(self, whole: Any, part: Any, of: int, count: int) -> None:
        """Note that one count is part of another."""
        rest = ("rest", whole, part)
        self.sums.append(Sum(whole, (part, rest)))
        self.rests[rest] = of - count


def published(report: Report, data: bytes) -> Document:
    """Make the version for publication from a report's data, in the language that is active.

    :param data: the report as JSON, as it is kept; nothing is counted again.
    :raises KeyError: when a table is not laid out: what nobody thought about is not published.
    """
    whole = json.loads(data)
    tables = [one for one in whole["tables"] if one["name"] not in WITHHELD]
    found = sums_of(tables)
    marks = hide(found.shown, found.sums, found.rests)
    parts = [Part(one["table"], one["title"], [_sheet(one, marks)]) for one in tables]
    about = [*whole["about"].items(), (_("Version"), _said())]
    content = as_data(whole["title"], about, parts)
    fingerprint = hashlib.sha256(content).hexdigest()
    return Document(
        title=whole["title"],
        language=report.language,
        about=[*about, (_("SHA-256 of the data"), fingerprint)],
        parts=_joined(parts),
        cut_off=report.cut_off,
        data=content,
        sha256=fingerprint,
    )


def sums_of(tables: Sequence[dict[str, Any]]) -> Sums:
    """Gather the counts of the tables that are published, and every sum that holds among them.

    :param tables: as the report's data have them.
    """
    found, by_name = Sums(), {one["name"]: one for one in tables}
    for name, one in by_name.items():
        found.shown.update(_counts(name, one["rows"]))
        _within(name, one["rows"], found)
    for addends in ADDENDS:
        _add(addends, by_name, found)
    for name, of, columns, rows in SHARED:
        for cell in _cells(by_name, Addends(of, name, columns, rows)):
            whole = _value(of, by_name, found)
            if whole is not None and cell in found.shown:
                found.part(of, cell, whole, found.shown[cell])
    _by_term(by_name, found)
    _by_day(by_name, found)
    return found


def _said() -> str:
    return _(
        "For publication. A count under %(fewest)s is shown as <%(fewest)s. Another count is hidden where one of these "
        "could be worked out from it. Charts, notes, longest times and what is counted since the beginning of the "
        "programme are left out."
    ) % {"fewest": FEWEST}


def _counts(name: str, rows: Sequence[Sequence[Any]]) -> Iterator[tuple[Cell, int]]:
    layout = LAYOUTS[name]
    for place, row in enumerate(rows[: layout.most]):
        for column in layout.counts:
            if row[column] is not None:
                yield (name, place, column), row[column]


def _within(name: str, rows: Sequence[Sequence[Any]], found: Sums) -> None:
    for place, row in enumerate(rows[: LAYOUTS[name].most]):
        for part, whole in LAYOUTS[name].within:
            if row[part] is not None and row[whole] is not None:
                found.part((name, place, whole), (name, place, part), row[whole], row[part])


def _cells(by_name: dict[str, Any], one: Addends) -> list[Cell]:
    """Give the cells of some addends that there are."""
    if one.sheet not in by_name:
        return []
    rows = by_name[one.sheet]["rows"][: LAYOUTS[one.sheet].most]
    if isinstance(one.rows, slice):
        places: Sequence[int] = range(len(rows))[one.rows]
    elif isinstance(one.rows, str | Promise):
        places = [place for place, row in enumerate(rows) if row[0] == str(one.rows)]
    else:
        places = [place for place in one.rows if place < len(rows)]
    return [(one.sheet, place, column) for place in places for column in one.columns]


def _add(one: Addends, by_name: dict[str, Any], found: Sums) -> None:
    cells = [cell for cell in _cells(by_name, one) if cell in found.shown]
    if one.each:
        found.sums.extend(Sum(one.of, (cell,)) for cell in cells)
    elif cells:
        found.sums.append(Sum(one.of, tuple(cells)))


def _value(of: str, by_name: dict[str, Any], found: Sums) -> int | None:
    """Give a count that several tables add up to, from the first that does."""
    for one in ADDENDS:
        cells = [cell for cell in _cells(by_name, one) if cell in found.shown] if one.of == of else []
        if cells:
            return sum(found.shown[cell] for cell in (cells[:1] if one.each else cells))
    return None


def _by_term(by_name: dict[str, Any], found: Sums) -> None:
    """Note that tables of side effects count the same reports: of a term, and of all terms of an organ class.

    Where a dictionary is loaded its terms are not the label's own; a sum that does not hold is none.
    """
    if not {*EFFECTS} <= {*by_name}:
        return
    plain, organs, terms = (by_name[name]["rows"] for name in EFFECTS)
    for place, row in enumerate(plain):
        same = [(other, one) for other, one in enumerate(terms) if one[1] == row[0]]
        parts = [(EFFECTS[2], other, column) for other, _one in same for column in (2, 3, 4)]
        _equal((EFFECTS[0], place, 1), parts, found)
    for place, row in enumerate(organs):
        for column in (1, 2, 3, 4, 9, 10):
            parts = [(EFFECTS[2], other, column + 1) for other, one in enumerate(terms) if one[0] == row[0]]
            _equal((EFFECTS[1], place, column), parts, found)


def _equal(whole: Cell, parts: list[Cell], found: Sums) -> None:
    if parts and found.shown[whole] == sum(found.shown[part] for part in parts):
        found.sums.append(Sum(whole, tuple(parts)))


def _by_day(by_name: dict[str, Any], found: Sums) -> None:
    """Note that of the treatments started some are seen no longer and some have ended, between two days as well."""
    started = _value("started", by_name, found)
    rows = by_name["persistence"]["rows"] if "persistence" in by_name else []
    for place, row in enumerate(rows):
        running, censored = ("persistence", place, 1), ("persistence", place, 2)
        if started is not None:
            ended = ("rest", "started", place)
            found.sums.append(Sum("started", (running, censored, ended)))
            found.rests[ended] = started - row[1] - row[2]
        if place:
            found.part(("persistence", place - 1, 1), running, rows[place - 1][1], row[1])


def _sheet(one: dict[str, Any], marks: dict[Any, str]) -> Sheet:
    layout = LAYOUTS[one["name"]]
    columns = [place for place in range(len(one["columns"])) if place not in layout.dropped]
    rows = [_written(one, place, layout, marks) for place in range(len(one["rows"][: layout.most]))]
    return Sheet(
        name=one["name"],
        caption=one["caption"],
        sentence=one["sentence"],
        heads=[Head(head["label"], Kind(head["kind"])) for head in (one["columns"][place] for place in columns)],
        rows=[[row[place] for place in columns] for row in rows],
    )


def _written(one: dict[str, Any], place: int, layout: Layout, marks: dict[Any, str]) -> list[Any]:
    """Write a row without what is hidden, and without what that could be worked out from."""
    row, name = list(one["rows"][place]), one["name"]
    gone = {column for column in layout.counts if (name, place, column) in marks}
    total = (name, layout.total, layout.counts[0]) in marks
    if gone and layout.solid:
        gone = set(layout.counts)
    for column in gone:
        row[column] = f"<{FEWEST}" if marks.get((name, place, column)) == SMALL else _("hidden")
    for column, sources in layout.derived.items():
        if row[column] is not None and (total or gone & set(sources)):
            row[column] = _("hidden")
    return row


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Put the tables of one number together again."""
    joined: dict[str, Part] = {}
    for part in parts:
        before = joined[part.code].sheets if part.code in joined else []
        joined[part.code] = Part(part.code, part.title, [*before, *part.sheets])
    return list(joined.values())
