"""Two charts of many shares at once: a heat map of centre by month, and a dot plot of the programme's parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

from reports.charts import Chart, Line, Mark, Tick
from reports.shares import Share

Text = str | Promise
ROW, CELL, LABELS, TOP, FOOT, WIDE = 24, 44, 170, 22, 40, 480
SHADES: Final = (1.0, 0.99, 0.95, 0.9)
"""From which share on a cell has the lightest shade, the next, and so on; below the last it has the darkest."""
PER_CENT = "\N{NO-BREAK SPACE}%"


@dataclass(frozen=True, slots=True)
class Cell:
    """One square: where it stands, its shade (``none`` is hatched), and the number printed in it."""

    x: int
    y: int
    shade: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """What ``reports/heat_map.html`` draws."""

    title: Text
    description: Text
    columns: Sequence[Tick]
    rows: Sequence[Tick]
    cells: Sequence[Cell]
    width: int
    height: int
    cell: int = CELL
    row: int = ROW
    labels: int = LABELS - 8
    middle: int = CELL // 2


def heat_map(
    rows: Sequence[tuple[str, Mapping[str, Share]]], months: Sequence[str], *, title: Text, description: Text
) -> HeatMap | None:
    """Lay shares out by row and month; a square without anything counted is hatched."""
    if not rows or not months:
        return None
    return HeatMap(
        title=title,
        description=description,
        columns=[
            Tick(str(LABELS + CELL * place + CELL // 2), month if not place or month.endswith("-01") else month[-2:])
            for place, month in enumerate(months)
        ],
        rows=[Tick(str(TOP + ROW * place + ROW // 2 + 4), label) for place, (label, _shares) in enumerate(rows)],
        cells=[
            _cell(across, down, shares.get(month))
            for down, (_label, shares) in enumerate(rows)
            for across, month in enumerate(months)
        ],
        width=max(WIDE, LABELS + CELL * len(months) + 12),
        height=TOP + ROW * len(rows) + 4,
    )


def dot_plot(rows: Sequence[tuple[str, Share]], *, title: Text, description: Text, x_label: Text) -> Chart | None:
    """Draw each share as a dot with its exact interval as a line, one above the other in the order given."""
    shown = [(label, share, share.interval) for label, share in rows]
    counted = [(label, share, one) for label, share, one in shown if one is not None and share.value is not None]
    if not counted:
        return None
    low = int(min(one.low for _label, _share, one in counted) * 10) / 10
    low = min(low, 0.9)
    height = TOP + ROW * len(counted) + FOOT

    def x(share: float) -> float:
        return 46 + (WIDE - 46 - 20) * (share - low) / (1 - low)

    lines, marks, ticks = [], [], []
    for place, (label, share, one) in enumerate(counted):
        y = TOP + ROW * place + ROW / 2
        dot = x(share.numerator / share.denominator)
        lines.append(Line("trace", f"M{x(one.low):.1f} {y:.1f} H{x(one.high):.1f}"))
        marks.append(Mark(f"{dot:.1f}", f"{y:.1f}", is_outside=False, diamond=""))
        ticks.append(Tick(f"{y:.1f}", label))
    steps = [low + (1 - low) * step / 4 for step in range(5)]
    return Chart(
        title=title,
        description=description,
        x_label=x_label,
        x_ticks=[Tick(f"{x(share):.1f}", f"{100 * share:.0f}{PER_CENT}") for share in steps],
        y_ticks=ticks,
        lines=lines,
        marks=marks,
        height=height,
        floor=height - FOOT + 6,
    )


def _cell(across: int, down: int, share: Share | None) -> Cell:
    x, y = LABELS + CELL * across, TOP + ROW * down
    if share is None or share.value is None:
        return Cell(x, y, "none", "")
    shade = next((place for place, least in enumerate(SHADES) if share.value >= least), len(SHADES))
    return Cell(x, y, f"shade-{shade}", f"{100 * share.value:.0f}")
