"""A table of figures with its cells as they are: written for the page, and typed for a spreadsheet."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from django.utils.formats import number_format
from django.utils.functional import Promise

from foundation.tables import Column, Table, table
from reports.charts import Chart
from reports.maps import HeatMap
from reports.shares import Share

Text: TypeAlias = str | Promise
Value: TypeAlias = Text | int | float | None
NOTHING = "–"


class Kind(Enum):
    """What stands in a column: words, whole numbers, shares between 0 and 1, other numbers."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Head:
    """A column's words, and what stands under them."""

    label: Text
    kind: Kind = Kind.COUNT


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table: its name in addresses, what it shows, the sentence that explains it, its cells, and a chart of it."""

    name: str
    caption: Text
    sentence: Text
    heads: Sequence[Head]
    rows: Sequence[Sequence[Value]] = field(default_factory=list)
    chart: Chart | None = None
    map: HeatMap | None = None
    notes: Sequence[Text] = ()
    is_open: bool = False
    """Whether the table behind a chart is open from the start."""

    def as_table(self) -> Table:
        """Write the cells in the reader's language."""
        columns = [Column(head.label, numeric=head.kind is not Kind.TEXT) for head in self.heads]
        rows = [[written(value, head.kind) for value, head in zip(row, self.heads, strict=True)] for row in self.rows]
        return table(caption=self.caption, columns=columns, rows=rows)


def written(value: Value, kind: Kind) -> Text:
    """Write one cell; what is not there is a dash."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, str | Promise):
        return value
    if kind is Kind.COUNT:
        return number_format(value, use_l10n=True, force_grouping=True)
    return f"{one_place(100 * value)}\N{NO-BREAK SPACE}%" if kind is Kind.SHARE else one_place(value)


def one_place(number: float) -> str:
    """Round, then write: Django's own formatting cuts the digits off."""
    return number_format(round(number, 1), decimal_pos=1, force_grouping=True)


def hours(duration: dt.timedelta | None) -> float | None:
    """Give a duration in hours."""
    return None if duration is None else duration.total_seconds() / 3600


def cells_of(share: Share) -> tuple[Value, ...]:
    """Lay a share out: numerator, denominator, share, the two ends of its interval, missing."""
    interval = share.interval
    low, high = (interval.low, interval.high) if interval else (None, None)
    return share.numerator, share.denominator, share.value, low, high, share.missing
