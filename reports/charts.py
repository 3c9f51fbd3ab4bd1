"""Charts drawn on the server: where each line and mark stands, as text that no language rewrites."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.functional import Promise

from reports.shares import Share, funnel_limits, shewhart_limits

WIDTH, HEIGHT = 480, 250
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 14, 44
STEPS: Final = 60
"""At how many sizes a funnel's limits are worked out."""
TICKS: Final = 5
MOST_LABELS: Final = 13

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Line:
    """A line: how it looks (solid, dashed, dotted, limit), and its path."""

    css: str
    path: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: a dot inside the limits, a diamond outside, with its label where it has one."""

    x: str
    y: str
    is_outside: bool
    diamond: str
    label: Text = ""
    label_x: str = ""
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis, with its words and a second line under them."""

    at: str
    label: str
    below: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What ``reports/chart.html`` draws, with the words for those who do not see it."""

    title: Text
    description: Text
    x_label: Text
    x_ticks: Sequence[Tick]
    y_ticks: Sequence[Tick]
    lines: Sequence[Line]
    marks: Sequence[Mark] = field(default_factory=list)

    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


@dataclass(frozen=True, slots=True)
class Frame:
    """The two scales of a chart; ``low`` and ``high`` are shares, ``most`` is the end of the horizontal axis."""

    low: float
    high: float
    most: float

    def x(self, value: float) -> float:
        """Place a value on the horizontal axis."""
        return LEFT + (WIDTH - LEFT - RIGHT) * value / self.most

    def y(self, share: float) -> float:
        """Place a share on the vertical axis."""
        return TOP + (HEIGHT - TOP - BOTTOM) * (self.high - share) / (self.high - self.low)

    def path(self, points: Iterable[tuple[float, float]]) -> str:
        """Join points."""
        return "M" + " L".join(f"{self.x(x):.1f} {self.y(y):.1f}" for x, y in points)

    def mark(self, x: float, y: float, *, is_outside: bool, label: Text = "") -> Mark:
        """Place a mark, its label on the side where there is room."""
        across, down = self.x(x), self.y(y)
        diamond = f"M{across:.1f} {down - 6:.1f} l6 6 l-6 6 l-6 -6 Z"
        is_right = across > (LEFT + WIDTH - RIGHT) / 2
        beside = across - 9 if is_right else across + 9
        anchor = "end" if is_right else "start"
        return Mark(f"{across:.1f}", f"{down:.1f}", is_outside, diamond, label, f"{beside:.1f}", anchor)

    def y_ticks(self) -> list[Tick]:
        """Give five shares, the lowest and the highest among them."""
        shares = (self.low + (self.high - self.low) * step / (TICKS - 1) for step in range(TICKS))
        return [Tick(f"{self.y(share):.1f}", f"{100 * share:.0f}\N{NO-BREAK SPACE}%") for share in shares]


def frame(shares: Iterable[float], most: float) -> Frame:
    """Make a frame that holds all the shares, with whole steps of 4 per cent (or of less, at the ends)."""
    kept = list(shares)
    low = int(max(0.0, min(kept)) * 25) / 25
    high = min(1.0, (int(max(kept) * 25 - 1e-9) + 1) / 25)
    if high - low < 1 / 25:
        low = max(0.0, high - 1 / 25)
    return Frame(low, high, most)


def p_chart(
    months: Sequence[tuple[str, Share]], *, title: Text, x_label: Text, describe: Callable[[int], Text]
) -> Chart | None:
    """Draw a share by month (``2026-05``) with the mean and its three-sigma limits, which move with each number.

    :param describe: words for the number of months outside the limits.
    """
    shown = [(label, share) for label, share in months if share.value is not None]
    if len(shown) < 2:
        return None
    mean = sum(share.numerator for _label, share in shown) / sum(share.denominator for _label, share in shown)
    limits = [shewhart_limits(share.denominator, mean) for _label, share in shown]
    values = [share.numerator / share.denominator for _label, share in shown]
    box = frame([*values, mean, *(one.low for one in limits), *(one.high for one in limits)], len(shown))
    marks = [
        box.mark(place + 0.5, value, is_outside=not limit.low <= value <= limit.high)
        for place, (value, limit) in enumerate(zip(values, limits, strict=True))
    ]
    every = -(-len(shown) // MOST_LABELS)
    return Chart(
        title=title,
        description=describe(sum(mark.is_outside for mark in marks)),
        x_label=x_label,
        x_ticks=[
            Tick(f"{box.x(place + 0.5):.1f}", _short(label, place), f"n {share.denominator}" if every == 1 else "")
            for place, (label, share) in enumerate(shown)
            if place % every == 0
        ],
        y_ticks=box.y_ticks(),
        lines=[
            Line("mean", box.path([(0, mean), (len(shown), mean)])),
            Line("limit", box.path(_stairs([one.high for one in limits]))),
            Line("limit", box.path(_stairs([one.low for one in limits]))),
            Line("trace", box.path((place + 0.5, value) for place, value in enumerate(values))),
        ],
        marks=marks,
    )


def funnel(
    centres: Sequence[tuple[Text, Share]], *, title: Text, x_label: Text, describe: Callable[[int], Text]
) -> Chart | None:
    """Draw each centre's share over its number, with mean and exact 99.8 % limits; those outside have labels."""
    shown = [(label, share) for label, share in centres if share.denominator]
    if not shown:
        return None
    mean = mean_of(shown)
    most = max(share.denominator for _label, share in shown)
    sizes = sorted({max(1, round(most * step / STEPS)) for step in range(1, STEPS + 1)})
    limits = [(size, funnel_limits(size, mean)) for size in sizes]
    values = [share.numerator / share.denominator for _label, share in shown]
    box = frame([*values, mean, *(one.high for _n, one in limits), limits[len(limits) // 4][1].low], most * 1.05)
    marks = [
        box.mark(share.denominator, share.numerator / share.denominator, is_outside=out, label=label if out else "")
        for label, share in shown
        for out in [bool(side_of(share, mean))]
    ]
    return Chart(
        title=title,
        description=describe(sum(mark.is_outside for mark in marks)),
        x_label=x_label,
        x_ticks=[Tick(f"{box.x(size):.1f}", str(size)) for size in sorted({0, round(most / 2), most})],
        y_ticks=box.y_ticks(),
        lines=[
            Line("mean", box.path([(0, mean), (most * 1.05, mean)])),
            Line("limit", box.path((size, one.high) for size, one in limits)),
            Line("limit", box.path((size, max(one.low, box.low)) for size, one in limits)),
        ],
        marks=marks,
    )


def curve(
    steps: Sequence[tuple[float, float, float, float]], *, title: Text, description: Text, x_label: Text
) -> Chart | None:
    """Draw how a share falls in steps, with its interval: each step is a day, the share after it, and its two ends."""
    if not steps or steps[-1][0] <= 0:
        return None
    box = Frame(0.0, 1.0, steps[-1][0])
    middle, low, high = ([(0.0, 1.0)] for _line in range(3))
    for day, *shares in steps:
        for line, share in zip((middle, low, high), shares, strict=True):
            line.extend([(day, line[-1][1]), (day, share)])
    every = max(1, round(box.most / 6 / 30)) * 30
    return Chart(
        title=title,
        description=description,
        x_label=x_label,
        x_ticks=[Tick(f"{box.x(day):.1f}", str(day)) for day in range(0, int(box.most) + 1, every)],
        y_ticks=box.y_ticks(),
        lines=[Line("mean", box.path(middle)), Line("limit", box.path(low)), Line("limit", box.path(high))],
    )


def t_chart(
    waits: Sequence[tuple[int, bool]],
    limits: tuple[float, float, float],
    *,
    title: Text,
    description: Text,
    x_label: Text,
) -> Chart | None:
    """Draw waits in their order, each with whether it lies outside, and the lower limit, the usual wait, the upper.

    The upper limit is left out where it would press all waits to the ground.
    """
    if not waits:
        return None
    low, middle, high = limits
    most = max(*(days for days, _out in waits), middle) * 1.1 or 1.0
    shown = [one for one in (low, high) if one <= most]
    box = Frame(0.0, most, len(waits) + 0.5)
    return Chart(
        title=title,
        description=description,
        x_label=x_label,
        x_ticks=[Tick(f"{box.x(number):.1f}", str(number)) for number in sorted({1, len(waits)})],
        y_ticks=[Tick(f"{box.y(most * step / 4):.1f}", str(round(most * step / 4))) for step in range(5)],
        lines=[
            Line("mean", box.path([(0, middle), (box.most, middle)])),
            *(Line("limit", box.path([(0, one), (box.most, one)])) for one in shown),
            Line("trace", box.path((number, days) for number, (days, _out) in enumerate(waits, start=1))),
        ],
        marks=[box.mark(number, days, is_outside=out) for number, (days, out) in enumerate(waits, start=1)],
    )


def mean_of(rows: Sequence[tuple[Text, Share]]) -> float:
    """Give the share of all together, the line that a funnel stands around.

    :raises ZeroDivisionError: when nothing was counted.
    """
    return sum(share.numerator for _label, share in rows) / sum(share.denominator for _label, share in rows)


def side_of(share: Share, mean: float) -> int:
    """Say on which side of the 99.8 % limits a centre lies: -1 below, 1 above, 0 within."""
    if share.value is None:
        return 0
    limits = funnel_limits(share.denominator, mean)
    return (share.value > limits.high) - (share.value < limits.low)


def _short(month: str, place: int) -> str:
    """Write the year with the first month, and with every January."""
    return month if not place or month.endswith("-01") else month[-2:]


def _stairs(values: Sequence[float]) -> list[tuple[float, float]]:
    return [point for place, value in enumerate(values) for point in ((place, value), (place + 1, value))]
