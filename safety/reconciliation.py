"""The desk's cases against the company's safety database: one list out, one list in, and where the two differ."""

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from safety.refusals import NotReadable

COLUMNS: Final = ("case", "worldwide_number", "country", "day_zero", "serious", "version", "nullified")
KEY: Final = "worldwide_number"
COMPARED: Final = ("day_zero", "serious", "nullified")
MOST_ROWS: Final = 100_000
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
YES, NO = "yes", "no"

Line = dict[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One case that is not the same in both: the column, what stands here, what stands there."""

    case: str
    column: str
    here: str
    there: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What the two lists have in common, what only one of them has, and what differs.

    ``doubled`` are the cases here that share their worldwide number with another one here, or have none: a number
    finds one case, so the others are named and not compared.
    """

    same: int
    only_here: list[str]
    only_there: list[str]
    doubled: list[str]
    different: list[Difference]


def lines_of(cases: Iterable[Any]) -> list[Line]:
    """Give the list of cases as it goes out.

    :param cases: with what their last version says, as :func:`safety.queries.cases` gives them.
    """
    return [
        {
            "case": one.number, "worldwide_number": one.told.get("worldwide_number", ""), "country": one.country,
            "day_zero": one.day_zero.isoformat(), "serious": {True: YES, False: NO}.get(one.serious, ""),
            "version": str(one.last_number), "nullified": YES if one.nullified else NO,
        }
        for one in cases
    ]  # fmt: skip


def as_csv(lines: Iterable[Line]) -> bytes:
    """Write the list, so that no cell is taken for a formula."""
    out = io.StringIO()
    rows = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    rows.writeheader()
    rows.writerows({name: _harmless(value) for name, value in line.items()} for line in lines)
    return out.getvalue().encode("utf-8-sig")


def read_csv(body: bytes) -> list[Line]:
    """Read the company's list: a line of heads with ``worldwide_number``, and of the others those that it has.

    :raises NotReadable: when it is no such list; the message says what is missing or in which line.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotReadable(_("This file is not in UTF-8. Save it as CSV in UTF-8 and try again.")) from None
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    if KEY not in (rows.fieldnames or ()):
        raise NotReadable(_("The first line has no column “worldwide_number”. Add it, as in the list from here."))
    found: dict[str, Line] = {}
    try:
        for number, row in enumerate(rows, start=2):
            _take(found, number, row)
    except csv.Error:
        raise NotReadable(_("This file is no CSV that can be read. Save it as CSV in UTF-8 and try again.")) from None
    return list(found.values())


def compare(*, here: Iterable[Line], there: Iterable[Line]) -> Compared:
    """Compare the two lists by the worldwide number; a column that theirs lacks is not compared.

    Of cases here that share a number the one that is not nullified is compared, and of these the one listed first.
    """
    theirs, ours, doubled = {one[KEY]: one for one in there}, dict[str, Line](), list[str]()
    for one in sorted(here, key=lambda line: line["nullified"] == YES):
        if one[KEY] and ours.setdefault(one[KEY], one) is one:
            continue
        doubled.append(one["case"])
    different = [
        Difference(ours[key]["case"], column, ours[key][column], theirs[key][column])
        for key in sorted(ours.keys() & theirs.keys())
        for column in COMPARED
        if column in theirs[key] and theirs[key][column] != ours[key][column]
    ]
    differing = {one.case for one in different}
    return Compared(
        same=sum(ours[key]["case"] not in differing for key in ours.keys() & theirs.keys()),
        only_here=sorted(ours[key]["case"] for key in ours.keys() - theirs.keys()),
        only_there=sorted(theirs.keys() - ours.keys()),
        doubled=sorted(doubled),
        different=different,
    )


def _take(found: dict[str, Line], number: int, row: dict[str | None, Any]) -> None:
    line = {name: str(value or "").strip().lstrip("'") for name, value in row.items() if name in COLUMNS}
    if number > MOST_ROWS or not line[KEY]:
        raise NotReadable(
            _("Line %(n)s has no worldwide number. Enter it, or take the line out, and try again.") % {"n": number}
        )
    if line[KEY] in found:
        raise NotReadable(
            _("%(case)s stands in the file twice, again in line %(n)s. Leave one and try again.")
            % {"case": line[KEY], "n": number}
        )
    if line.get("day_zero") and not _is_day(line["day_zero"]):
        raise NotReadable(
            _("Line %(n)s: “%(day)s” is no day. Write it like 2026-03-14 and try again.")
            % {"n": number, "day": line["day_zero"]}
        )
    found[line[KEY]] = line


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA) else value
