"""Which counts of a publication are hidden: small ones, and then others, until no hidden one can be worked out."""

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from rulebook.indicators import FEWEST

Key: TypeAlias = Hashable
SMALL, SECOND = "small", "second"


@dataclass(frozen=True, slots=True)
class Sum:
    """One count is the sum of others; what is shown nowhere may stand in it too, and is worked out from the rest."""

    whole: Key
    parts: tuple[Key, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        """Give all that stand in it."""
        return self.whole, *self.parts


@dataclass(slots=True)
class Puzzle:
    """What a reader of a publication has before her: counts that are shown, sums that hold, and what is to be kept.

    :param shown: the counts that stand in the publication, before anything is hidden.
    :param rests: what stands nowhere and is as telling as a count that does, such as those who did not comply.
    """

    shown: Mapping[Key, int]
    sums: Sequence[Sum]
    rests: Mapping[Key, int] = field(default_factory=dict)
    marks: dict[Key, str] = field(default_factory=dict)

    def kept(self) -> set[Key]:
        """Give what nobody may be able to work out."""
        few = {key for key, count in self.rests.items() if 0 < count < FEWEST}
        return {*self.marks, *few}

    def bounds(self) -> dict[Key, tuple[float, float]]:
        """Give between which two numbers a reader knows each count to lie, before she subtracts anything."""
        known: dict[Key, tuple[float, float]] = {}
        for key in {key for one in self.sums for key in one.keys}:
            known[key] = self._bounds_of(key)
        return known

    def _bounds_of(self, key: Key) -> tuple[float, float]:
        mark = self.marks.get(key)
        if mark == SMALL:
            return 0, FEWEST - 1
        if mark == SECOND:
            return FEWEST, math.inf
        if key in self.shown:
            return self.shown[key], self.shown[key]
        return (1, FEWEST - 1) if 0 < self.rests.get(key, 0) < FEWEST else (0, math.inf)


def hide(shown: Mapping[Key, int], sums: Sequence[Sum], rests: Mapping[Key, int]) -> dict[Key, str]:
    """Mark what is hidden: ``SMALL`` under five, ``SECOND`` where a hidden one could be worked out otherwise.

    :raises ValueError: when a hidden count can be worked out with every other one hidden as well.
    """
    puzzle = Puzzle(shown, sums, rests, {key: SMALL for key, count in shown.items() if count < FEWEST})
    while found := worked_out(puzzle):
        new: set[Key] = set()
        for how in found.values():
            if not new & how:
                new.add(_second(how, puzzle))
        puzzle.marks.update(dict.fromkeys(new, SECOND))
    return puzzle.marks


def _second(how: set[Key], puzzle: Puzzle) -> Key:
    """Choose the smallest of the shown counts from which one is worked out, else the smallest that is left."""
    left = [key for key in puzzle.shown if key not in puzzle.marks]
    others = [key for key in left if key in how] or left
    if not others:
        raise ValueError("a hidden count can be worked out from no more than that it is hidden")
    return min(others, key=lambda key: (puzzle.shown[key], str(key)))


def worked_out(puzzle: Puzzle) -> dict[Key, set[Key]]:
    """Find what a reader can work out and must not: for each, the counts from which she does."""
    bounds, used = _narrowed(puzzle)
    kept = puzzle.kept()
    found = {key: used[key] for key in sorted(kept, key=str) if key in bounds and bounds[key][0] == bounds[key][1]}
    return found or _eliminated(puzzle, kept)


def _narrowed(puzzle: Puzzle) -> tuple[dict[Key, tuple[float, float]], dict[Key, set[Key]]]:
    """Narrow the bounds by every sum until nothing changes; keep from which counts each one was narrowed."""
    bounds = puzzle.bounds()
    used: dict[Key, set[Key]] = {key: set() for key in bounds}
    standing: dict[Key, list[Sum]] = {key: [] for key in bounds}
    for one in puzzle.sums:
        for key in one.keys:
            standing[key].append(one)
    waiting = dict.fromkeys(puzzle.sums)
    while waiting:
        one = next(iter(waiting))
        del waiting[one]
        for key in _narrow(one, bounds):
            used[key] |= {other for each in one.keys if each != key for other in (each, *used[each])}
            waiting.update(dict.fromkeys(standing[key]))
    return bounds, used


def _narrow(one: Sum, bounds: dict[Key, tuple[float, float]]) -> list[Key]:
    """Narrow what stands in one sum by the others in it, and give which were."""
    before = [bounds[key] for key in one.parts]
    whole, least = bounds[one.whole], sum(low for low, _high in before)
    open_ended = sum(high == math.inf for _low, high in before)
    most = sum(high for _low, high in before if high < math.inf)
    changed = _set(one.whole, least, math.inf if open_ended else most, bounds)
    for key, (low, high) in zip(one.parts, before, strict=True):
        is_open = high == math.inf
        others = math.inf if open_ended > is_open else most - (0 if is_open else high)
        changed += _set(key, whole[0] - others, whole[1] - (least - low), bounds)
    return changed


def _set(key: Key, low: float, high: float, bounds: dict[Key, tuple[float, float]]) -> list[Key]:
    before = bounds[key]
    bounds[key] = (max(before[0], low), min(before[1], high))
    return [key] if bounds[key] != before else []


def _eliminated(puzzle: Puzzle, kept: set[Key]) -> dict[Key, set[Key]]:
    """Solve the sums as equations: what stands alone in one of the solved ones is worked out, whatever its bounds."""
    rows = _solved([_unknowns(one, puzzle) for one in puzzle.sums])
    alone = {next(iter(row)) for row in rows if len(row) == 1}
    beside = {key: {other for one in puzzle.sums if key in one.keys for other in one.keys} for key in alone & kept}
    return {key: beside[key] for key in sorted(beside, key=str)}


def _unknowns(one: Sum, puzzle: Puzzle) -> dict[Key, Fraction]:
    row = {key: Fraction(-1) for key in one.parts if key not in puzzle.shown or key in puzzle.marks}
    if one.whole not in puzzle.shown or one.whole in puzzle.marks:
        row[one.whole] = row.get(one.whole, Fraction(0)) + 1
    return row


def _solved(rows: Iterable[dict[Key, Fraction]]) -> list[dict[Key, Fraction]]:
    """Bring equations to reduced echelon form (Gauss and Jordan), each as its unknowns with their factors."""
    solved: dict[Key, dict[Key, Fraction]] = {}
    for given in rows:
        row = dict(given)
        for pivot in [key for key in row if key in solved]:
            _subtract(row, solved[pivot], row[pivot])
        if not row:
            continue
        pivot = min(row, key=str)
        row = {key: factor / row[pivot] for key, factor in row.items()}
        for other in solved.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        solved[pivot] = row
    return list(solved.values())


def _subtract(row: dict[Key, Fraction], other: Mapping[Key, Fraction], times: Fraction) -> None:
    for key, factor in other.items():
        rest = row.get(key, Fraction(0)) - times * factor
        if rest:
            row[key] = rest
        else:
            row.pop(key, None)
