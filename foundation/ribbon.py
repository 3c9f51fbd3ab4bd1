"""The ribbon: a cycle's days as ticks, so that one look says where she stands. It draws dates; it judges none."""

from dataclasses import dataclass
from datetime import date, timedelta

_STEP = 9
_WIDE = 6
_TALL, _SHORT = 20, 12


@dataclass(frozen=True, slots=True)
class Tick:
    """One day: its place and its kind, which is a class of the style sheet."""

    kind: str
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Ribbon:
    """What ``components/ribbon.html`` draws."""

    ticks: tuple[Tick, ...]
    width: int
    text: str
    due_x: int | None

    @property
    def shapes(self) -> list[tuple[str, str]]:
        """Give the ticks of each kind as one path, so that a list of many ribbons stays light."""
        paths: dict[str, list[str]] = {}
        for tick in self.ticks:
            paths.setdefault(tick.kind, []).append(f"M{tick.x} {tick.y}h{_WIDE}v{tick.height}h-{_WIDE}z")
        return [(kind, "".join(path)) for kind, path in paths.items()]


def draw_ribbon(
    *,
    first: date,
    days: int,
    today: date,
    text: str,
    window: tuple[date, date] | None = None,
    due: date | None = None,
) -> Ribbon:
    """Draw so many days from the first; ``text`` says in words what the ribbon shows, for those who cannot see it.

    The window and the due day come from the rulebook.
    """
    ticks = []
    for place in range(days):
        kind = _kind(first + timedelta(days=place), today, window)
        height = _TALL if kind in {"today", "window"} else _SHORT
        ticks.append(Tick(kind=kind, x=2 + place * _STEP, y=(24 - height) // 2, height=height))
    due_at = (due - first).days if due else -1
    due_x = 5 + due_at * _STEP if 0 <= due_at < days else None
    return Ribbon(ticks=tuple(ticks), width=days * _STEP + 4, text=text, due_x=due_x)


def _kind(day: date, today: date, window: tuple[date, date] | None) -> str:
    if day == today:
        return "today"
    if window and window[0] <= day <= window[1]:
        return "window"
    return "done" if day < today else "ahead"
