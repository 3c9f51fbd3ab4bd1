"""Both implementations asked the same question, and a disagreement cut down to what it needs."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import rulebook
from programmes import library
from tests.second_opinion import opinion, programme_files

Line = dict[str, Any]


@dataclass(frozen=True)
class Both:
    """The two implementations over one folder of programme files."""

    first: rulebook.Programmes
    second: programme_files.Programmes

    @classmethod
    def over(cls, folder: Path) -> "Both":
        """Let each read the folder in its own way."""
        return cls(library.load(folder), programme_files.read(folder))

    def has_version(self, line: Line, day: str) -> bool:
        """Tell whether a version of the line's programme holds on a day."""
        return programme_files.on(self.second, line["programme"], date.fromisoformat(day).toordinal()) is not None

    def verdicts(self, line: Line) -> tuple[object, object]:
        """Return both verdicts on a line; without a version on D both must refuse."""
        question = rulebook.parse_question(line)
        written_on = next(rx["prescribed_on"] for rx in line["prescriptions"] if rx["id"] == line["prescription"])
        if not self.has_version(line, written_on):
            return refused(lambda: rulebook.judge(question, self.first)), "refused"
        return plain(rulebook.judge(question, self.first).as_dict()), opinion.decide(line, self.second)

    def due(self, line: Line) -> tuple[object, object]:
        """Return both lists of what falls due; without a version on T both must refuse."""
        question = rulebook.parse_due_question(line)
        if not self.has_version(line, line["on"]):
            return refused(lambda: rulebook.due(question, self.first)), "refused"
        return [row.as_dict() for row in rulebook.due(question, self.first)], opinion.due(line, self.second)

    def due_unasked(self, line: Line) -> tuple[object, object]:
        """Return both lists of what falls due where no prescription is asked about."""
        return self.due({key: value for key, value in line.items() if key not in ("prescription", "capsules")})

    def disagreement(self, line: Line) -> str | None:
        """Say where the two differ on a line, its smallest form first; None where they agree."""
        for ask in (self.verdicts, self.due, self.due_unasked):
            if differ(ask, line):
                small = smallest(line, lambda less, ask=ask: differ(ask, less))  # type: ignore[misc]
                first, second = ask(small)
                return f"{json.dumps(small, indent=1)}\nfirst : {first}\nsecond: {second}\nwhole : {json.dumps(line)}"
        return None


def plain(verdict: dict[str, object]) -> dict[str, object]:
    """Return a verdict with lists for tuples, as JSON has it."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in verdict.items()}


def refused(ask: Callable[[], object]) -> object:
    """Return the answer, or that there was none."""
    try:
        return ask()
    except rulebook.MalformedQuestion:
        return "refused"


def differ(ask: Callable[[Line], tuple[object, object]], line: Line) -> bool:
    """Tell whether the two answer a line differently."""
    first, second = ask(line)
    return first != second


def smallest(line: Line, fails: Callable[[Line], bool]) -> Line:
    """Take away record after record and key after key, as long as it still fails and still is well-formed."""
    shorter = next((less for less in with_one_less(line) if still(less, fails)), None)
    return line if shorter is None else smallest(shorter, fails)


def still(line: Line, fails: Callable[[Line], bool]) -> bool:
    """Tell whether a shortened line fails in the same way, and not for being malformed."""
    try:
        return fails(line)
    except (rulebook.MalformedQuestion, KeyError, AssertionError):
        return False


def with_one_less(line: Line) -> Iterator[Line]:
    """Yield the line with each of its parts taken away in turn."""
    for path in paths(line):
        less = deepcopy(line)
        part: Any = less
        for step in path[:-1]:
            part = part[step]
        del part[path[-1]]
        yield less


def paths(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every part of a line, the larger parts first."""
    steps = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for step in steps:
        yield (*above, step)
    for step in steps:
        yield from paths(value[step], (*above, step))
