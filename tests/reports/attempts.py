"""Somebody who subtracts: what may be known of a publication's hidden counts from all that it shows (exact bounds)."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from scipy.optimize import linprog

from reports.document import Document

Row = list[Any]
CENTRES: Final = ("A", "B", "C", "D", "E", "F")
STATUSES: Final = ("on_label", "partner_label", "off_label", "label_unknown", "")
CATEGORIES: Final = ("Woman who can become pregnant", "Woman who cannot become pregnant", "Man")
LABELS: Final = ("off-label", "off-label-by-centre", "off-label-by-indication")
HEADS: Final = {
    "compliance": 8, "compliance-by-month": 7, "compliance-by-centre": 8, "compliance-by-category": 7,
    "off-label": 6, "off-label-by-centre": 8, "off-label-by-indication": 6, "off-label-declared": 6, "patients": 3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Supply:
    """One dispensing, and the start of one treatment."""

    month: int
    centre: str
    category: int
    reasons: frozenset[int]
    missing: bool
    status: str
    declared: int
    matched: int


def a_small_country(chance: random.Random) -> dict[str, Any]:
    """Make the data of a report: tables that were counted apart from the same supplies."""
    given = [_supply(chance) for _each in range(chance.randint(40, 400))]
    return {"title": "t", "about": {"Country": "XX"}, "tables": list(_tables(given))}


def _supply(chance: random.Random) -> Supply:
    return Supply(
        month=chance.randint(1, 6),
        centre=chance.choices(CENTRES, (40, 25, 15, 10, 4, 2))[0],
        category=chance.choices(range(3), (2, 5, 5))[0],
        reasons=frozenset(number for number in range(1, 12) if chance.random() < 0.02),
        missing=chance.random() < 0.02,
        status=chance.choices(STATUSES, (70, 10, 12, 4, 4))[0],
        declared=chance.choices(range(3), (80, 10, 10))[0],
        matched=chance.randint(0, 3),
    )


def _tables(given: list[Supply]) -> Iterator[dict[str, Any]]:
    yield _table("T3", "patients", [
        *([label, *2 * [sum(one.category == place for one in given)]] for place, label in enumerate(CATEGORIES)),
        ["All", len(given), len(given)],
    ])  # fmt: skip
    among: dict[int, Callable[[Supply], bool]] = {
        2: lambda one: one.category == 1, 3: lambda one: one.category == 0, 4: lambda one: one.category == 0,
        5: lambda one: one.category == 0 and one.month > 1, 11: lambda one: one.category == 0 and 4 not in one.reasons,
    }  # fmt: skip
    rows = []
    for number in range(1, 12):
        asked = [one for one in given if number not in among or among[number](one)]
        kept = [one for one in asked if not one.missing and (number not in one.reasons)]
        if number in (4, 3, 2, 11):
            kept = [one for one in asked if number not in one.reasons]
        if number == 9:
            kept = [one for one in asked if _complies(one)]
        missing = sum(one.missing for one in given) if number in (7, 9) else None
        rows.append([f"P{number}", "", *_share(len(kept), len(asked)), missing])
    yield _table("T4", "compliance", rows)
    for table, name, keys in (("T4", "month", range(1, 7)), ("T5", "centre", CENTRES), ("T5", "category", range(3))):
        rows = []
        for one in keys:
            asked = [each for each in given if getattr(each, name) == one]
            label = CATEGORIES[int(one)] if name == "category" else str(one)
            end = ["within"] if name == "centre" else []
            missing = sum(each.missing for each in asked)
            rows.append([label, *_share(sum(map(_complies, asked)), len(asked)), missing, *end])
        yield _table(table, f"compliance-by-{name}", rows)
    yield from _labels(given)


def _labels(given: list[Supply]) -> Iterator[dict[str, Any]]:
    counts = {status: sum(one.status == status for one in given) for status in STATUSES}
    yield _table("T8", "off-label", [[status, *_share(counts[status], len(given))] for status in STATUSES])
    labelled = [one for one in given if one.status in STATUSES[:2]]
    yield _table("T8", "off-label-by-indication", [
        [str(place), *_share(sum(one.matched == place for one in labelled), len(labelled))] for place in range(4)
    ])  # fmt: skip
    yield _table("T8", "off-label-declared", [
        [str(place), *(sum(one.declared == place and one.status == status for one in given) for status in STATUSES)]
        for place in range(3)
    ])  # fmt: skip
    rows = []
    for centre in CENTRES:
        here = [one for one in given if one.centre == centre]
        untold = sum(one.status in STATUSES[3:] for one in here)
        rows.append([centre, *_share(sum(one.status == "off_label" for one in here), len(here)), untold, "within"])
    yield _table("T9", "off-label-by-centre", rows)


def _complies(one: Supply) -> bool:
    return not one.missing and not one.reasons


def _share(part: int, whole: int) -> Row:
    return [part, whole, *3 * [part / whole if whole else None]]


def _table(code: str, name: str, rows: list[Row]) -> dict[str, Any]:
    heads = [{"label": str(place), "kind": "text" if not place else "count"} for place in range(HEADS[name])]
    return {"table": code, "title": code, "name": name, "caption": name, "sentence": "", "columns": heads, "rows": rows}


class Reader:
    """What somebody holds who has a publication: cells as they are printed, and the sums that everybody knows."""

    def __init__(self, document: Document) -> None:
        """Read the publication's data, as anybody does."""
        tables = json.loads(document.data)["tables"]
        self.rows: dict[str, list[Row]] = {one["name"]: one["rows"] for one in tables}
        self.bounds: list[tuple[float, float | None]] = []
        self.of: dict[tuple[str, int, int], int] = {}
        self.hidden: list[int] = []
        self.equations: dict[str, list[dict[int, int]]] = {
            "row and column totals": [], "two periods": [], "two filters": [], "what is left": []
        }  # fmt: skip
        self._totals()
        self._laid_apart()
        self._rests()

    def cell(self, name: str, row: int, column: int) -> int:
        """Give the variable of a cell; what is hidden lies between two numbers."""
        place = (name, row, column)
        if place not in self.of:
            value = self.rows[name][row][column]
            self.of[place] = self._variable({"<5": (0, 4), "hidden": (5, None)}.get(str(value), (value, value)))
            if isinstance(value, str):
                self.hidden.append(self.of[place])
        return self.of[place]

    def finds(self, target: int, kinds: list[str]) -> bool:
        """Say whether the sums of these kinds leave the target a single value."""
        rows = [row for kind in kinds for row in self.equations[kind]]
        table = [[row.get(column, 0) for column in range(len(self.bounds))] for row in rows]
        ends = []
        for sign in (1, -1):
            aim = [sign * (column == target) for column in range(len(self.bounds))]
            found = linprog(aim, A_eq=table, b_eq=[0] * len(rows), bounds=self.bounds, method="highs")
            if found.status == 3:  # without an end
                return False
            assert found.status == 0, found.message
            ends.append(sign * found.fun)
        return bool(ends[1] - ends[0] < 0.5)

    def _variable(self, bounds: tuple[float, float | None]) -> int:
        self.bounds.append(bounds)
        return len(self.bounds) - 1

    def _sum(self, kind: str, whole: int, parts: list[int]) -> None:
        row = dict.fromkeys(parts, -1)
        row[whole] = row.get(whole, 0) + 1
        self.equations[kind].append(row)

    def _column(self, name: str, column: int, rows: slice = slice(None)) -> list[int]:
        return [self.cell(name, row, column) for row in range(len(self.rows[name]))[rows]]

    def _totals(self) -> None:
        kind = "row and column totals"
        for column in (1, 2):
            self._sum(kind, self.cell("patients", 3, column), self._column("patients", column, slice(3)))
        self._sum(kind, self.cell("off-label", 0, 2), self._column("off-label", 1))
        for row in range(5):
            self._sum(kind, self.cell("off-label", 0, 2), [self.cell("off-label", row, 2)])
            self._sum(kind, self.cell("off-label", row, 1), self._column("off-label-declared", 1 + row))
        within = self.cell("off-label-by-indication", 0, 2)
        self._sum(kind, within, self._column("off-label-by-indication", 1))
        self._sum(kind, within, self._column("off-label", 1, slice(2)))
        for row in range(4):
            self._sum(kind, within, [self.cell("off-label-by-indication", row, 2)])

    def _laid_apart(self) -> None:
        wholes = {1: self.cell("compliance", 8, 2), 2: self.cell("compliance", 8, 3), 6: self.cell("compliance", 8, 7)}
        for column, whole in wholes.items():
            self._sum("two periods", whole, self._column("compliance-by-month", column))
            for name in ("compliance-by-centre", "compliance-by-category"):
                self._sum("two filters", whole, self._column(name, column))
        for row in (6, 7):
            self._sum("two filters", wholes[2], [self.cell("compliance", row, 3)])
        self._sum("two filters", wholes[6], [self.cell("compliance", 6, 7)])
        self._sum("two filters", self.cell("compliance", 3, 2), [self.cell("compliance", 10, 3)])
        for row, place in ((2, 0), (1, 1)):
            self._sum("two filters", self.cell("compliance", row, 3), [self.cell("compliance-by-category", place, 2)])
        self._sum("two filters", self.cell("off-label", 2, 1), self._column("off-label-by-centre", 1))
        self._sum("two filters", self.cell("off-label", 0, 2), self._column("off-label-by-centre", 2))
        untold = self._variable((0, None))
        self._sum("two filters", untold, self._column("off-label", 1, slice(3, 5)))
        self._sum("two filters", untold, self._column("off-label-by-centre", 6))

    def _rests(self) -> None:
        apart = [f"compliance-by-{key}" for key in ("month", "centre", "category")]
        shares = [("compliance", 2), *((name, 1) for name in (*apart, *LABELS))]
        for name, first in shares:
            for row in range(len(self.rows[name])):
                part, whole = self.cell(name, row, first), self.cell(name, row, first + 1)
                rest = self._variable((0, None))
                self._sum("what is left", whole, [part, rest])
