"""What stands in each table of a publication: which cells count people or events, and which counts add up to which.

A reader can subtract as well as we: every sum that she knows to hold must stand here (spec/indicators.md: small cells).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.functional import Promise

from patients.models import Category

ALL: Final = slice(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns of a table: those that count, those worked out from them, those that are left out.

    :param within: pairs of a part and its whole; the rest of the whole is as telling as the part.
    :param derived: a column that would give others away, and which ones.
    :param total: the row that all are shares of, where the shares are.
    :param solid: whether a row with one hidden cell is hidden whole.
    :param most: how many rows are published; the others are of too few people to be told apart.
    """

    counts: Sequence[int]
    within: Sequence[tuple[int, int]] = ()
    derived: Mapping[int, Sequence[int]] = field(default_factory=dict)
    dropped: Sequence[int] = ()
    total: int | None = None
    solid: bool = False
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Addends:
    """A count that nobody prints and several tables add up to: the rows and columns of one of them that do."""

    of: str
    sheet: str
    columns: Sequence[int]
    rows: slice | Sequence[int] | str | Promise = field(default_factory=lambda: ALL)
    """By their places, or the one that bears these words."""
    each: bool = False
    """Whether each cell is the count by itself, and not only all of them together."""


def _share(first: int, *, more: int = 0, missing: bool = True) -> Layout:
    """Lay out a share: part, whole, share, two ends, what was missing; and a word on the limits after them."""
    pair = (first, first + 1)
    derived = {first + 2: pair, first + 3: pair, first + 4: pair}
    if more:
        derived[first + 6] = pair
    return Layout(counts=(*pair, first + 5) if missing else pair, within=[pair], derived=derived)


def _effects(first: int) -> Layout:
    """Lay out T12: by seriousness, deaths, patients, a rate with its two ends, passed on in time of those due."""
    counts = (*range(first, first + 5), first + 8, first + 9)
    rates = dict.fromkeys(range(first + 5, first + 8), tuple(range(first, first + 3)))
    return Layout(counts=counts, within=[(first + 8, first + 9)], derived=rates)


LAYOUTS: Final[Mapping[str, Layout]] = {
    "accredited": Layout(counts=(1, 2, 3), solid=True),
    "patients": Layout(counts=(1, 2)),
    "compliance": _share(2),
    "compliance-by-month": _share(1),
    "compliance-by-centre": _share(1, more=1),
    "compliance-by-category": _share(1),
    "answers": Layout(counts=(1,), derived={2: (1,)}, total=3),
    "prevented-by-reason": Layout(counts=(1, 2, 3), within=[(3, 1)], derived={4: (1, 3), 5: (3,)}),
    "prevented-by-refusal": Layout(counts=(1, 2)),
    "overrides": Layout(counts=(1, 2)),
    "deviations": Layout(counts=(1,), derived={2: (1,)}, total=0),
    "off-label": _share(1, missing=False),
    "off-label-by-indication": _share(1, missing=False),
    "off-label-declared": Layout(counts=(1, 2, 3, 4, 5)),
    "off-label-by-centre": _share(1, more=1),
    "pregnancies": Layout(counts=(1,), derived=dict.fromkeys((2, 3, 4, 5, 6), (1,))),
    "pregnancies-reported": Layout(counts=(1,), derived=dict.fromkeys((3, 4, 5), (1,)), dropped=(2, 6), most=11),
    "side-effects": Layout(counts=(1, 2, 3), within=[(2, 1), (3, 1)], derived=dict.fromkeys((4, 5, 6), (1,))),
    "side-effects-by-organ": _effects(1),
    "side-effects-reported": _effects(2),
    "timeliness": Layout(
        counts=(1, 5, 6, 8), within=[(1, 6), (5, 6)], derived={2: (1,), 3: (1,), 7: (5, 6)}, dropped=(4,)
    ),
    "persistence": Layout(counts=(1, 2), derived=dict.fromkeys((3, 4, 5), (1, 2))),
    "quality": _share(1, missing=False),
}
"""Every table that is published. One that counts since the beginning is none: two of them could be subtracted."""

WITHHELD: Final = frozenset({"pregnancy-outcomes", "pregnancy-list", "materials", "days-between"})
"""Tables that no publication has: they count since the beginning of the programme, so two of them can be subtracted, or
tell of one pregnancy in each line, or count those who should hold a material, from whom few certified could be worked
out."""

_APART: Final = ("compliance-by-month", "compliance-by-centre", "compliance-by-category")

ADDENDS: Final[Sequence[Addends]] = (
    *(Addends("dispensings", sheet, [2]) for sheet in _APART),
    *(Addends("compliant", sheet, [1]) for sheet in _APART),
    *(Addends("not judged", sheet, [6]) for sheet in _APART),
    Addends("dispensings", "compliance", [3], [6, 7, 8], each=True),
    Addends("dispensings", "deviations", [1], [0]),
    Addends("dispensings", "quality", [2], slice(0, 6), each=True),
    Addends("compliant", "compliance", [2], [8]),
    Addends("not judged", "compliance", [7], [6, 8], each=True),
    Addends("not judged", "quality", [1], [2]),
    Addends("childbearing", "compliance", [3], [2]),
    Addends("childbearing", "compliance-by-category", [2], Category.CHILDBEARING.label),
    Addends("not childbearing", "compliance", [3], [1]),
    Addends("not childbearing", "compliance-by-category", [2], Category.NON_CHILDBEARING.label),
    Addends("tests due", "compliance", [3], [3]),
    Addends("tests due", "timeliness", [6], [0]),
    Addends("tests in order", "compliance", [2], [3]),
    Addends("tests in order", "compliance", [3], [10]),
    Addends("tests in order", "timeliness", [5], [0]),
    Addends("window", "compliance", [3], [5]),
    Addends("window", "timeliness", [6], [1]),
    Addends("in the window", "compliance", [2], [5]),
    Addends("in the window", "timeliness", [5], [1]),
    Addends("late", "deviations", [1], [3]),
    Addends("late", "quality", [1], [0]),
    Addends("asked", "answers", [1], [0, 1, 2]),
    Addends("asked", "answers", [1], [3]),
    Addends("refused", "answers", [1], [2]),
    Addends("refused", "prevented-by-refusal", [1]),
    Addends("started", "off-label", [1]),
    Addends("started", "off-label", [2], each=True),
    Addends("started", "off-label-by-centre", [2]),
    Addends("started", "quality", [2], slice(6, 9), each=True),
    *(Addends(f"status {place}", "off-label", [1], [place]) for place in range(5)),
    *(Addends(f"status {place}", "off-label-declared", [1 + place]) for place in range(5)),
    Addends("status 2", "off-label-by-centre", [1]),
    Addends("status 3", "quality", [1], [6]),
    Addends("status 4", "quality", [1], [7]),
    Addends("untold", "off-label", [1], [3, 4]),
    Addends("untold", "off-label-by-centre", [6]),
    Addends("within", "off-label", [1], [0, 1]),
    Addends("within", "off-label-by-indication", [1]),
    Addends("within", "off-label-by-indication", [2], each=True),
    Addends("undeclared", "off-label-declared", [1, 2, 3, 4, 5], [2]),
    Addends("undeclared", "quality", [1], [8]),
    *(Addends(f"patients {column}", "patients", [column], slice(0, -1)) for column in (1, 2)),
    *(Addends(f"patients {column}", "patients", [column], slice(-1, None)) for column in (1, 2)),
    Addends("exposed", "pregnancies", [1], [0]),
    Addends("exposed", "pregnancies", [1], [1, 2, 3]),
    Addends("exposed", "pregnancies", [1], [1, 4]),
    Addends("suspected", "pregnancies", [1], [0, 5, 6]),
    Addends("suspected", "pregnancies-reported", [1], [0]),
    Addends("confirmed", "pregnancies-reported", [1], [2, 3]),
    Addends("confirmed", "pregnancies-reported", [1], [6, 7, 8, 9, 10]),
    *(Addends(f"reactions {column}", "side-effects", [column], slice(0, -2)) for column in (1, 2, 3)),
    *(Addends(f"reactions {column}", "side-effects", [column], slice(-2, -1)) for column in (1, 2, 3)),
    *(
        Addends(of, sheet, [first + column for column in columns])
        for sheet, first in (("side-effects-by-organ", 1), ("side-effects-reported", 2))
        for of, columns in (
            ("reactions 1", (0, 1, 2)),
            ("reactions 2", (0,)),
            ("reactions 3", (2,)),
            ("passed on", (8,)),
            ("to be passed on", (9,)),
        )
    ),
    Addends("passed on", "timeliness", [5], [4, 5]),
    Addends("to be passed on", "timeliness", [6], [4, 5]),
)
"""Counts on which tables agree: by month or by centre, what is added up is the same."""

SHARED: Final[Sequence[tuple[str, str, Sequence[int], Sequence[int]]]] = (
    ("deviations", "dispensings", [1], [1, 2, 3]),
    ("deviations", "late", [1], [4]),
    ("pregnancies-reported", "confirmed", [1], [4, 5]),
)
"""Cells that are part of a count which stands elsewhere: what is left of it is as telling."""
