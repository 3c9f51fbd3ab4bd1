"""Where the time of one request goes, in one process: each part without the parts inside it.

Processor time, which other work on the machine disturbs little; while the database works, this process waits, and
that is measured by the clock.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Final
from unittest.mock import patch

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler, SQLInsertCompiler
from django.template.backends.django import Template

from patients import eligibility
from pharmacies import presenters

SQL, ORM, RULEBOOK, TEMPLATE, REST = "driver", "ORM", "rulebook", "template", "Django and the registry"
PARTS: Final = (SQL, ORM, RULEBOOK, TEMPLATE, REST)

OF_THE_RULEBOOK: Final = ("judge", "parse_question", "due", "parse_due_question", "from_when")
OF_THE_ORM: Final = ("_filter_or_exclude", "_clone", "_fetch_all", "get", "create")


@dataclass(slots=True)
class Clock:
    """Adds up the parts; while an inner part runs, the outer one's clock stands still."""

    spent: Counter[str] = field(default_factory=Counter)
    running: list[str] = field(default_factory=list)
    since: float = 0.0
    statements: int = 0
    waited: float = 0.0

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count what happens within to a part."""
        self._turn()
        self.running.append(name)
        try:
            yield
        finally:
            self._turn()
            self.running.pop()

    def _turn(self) -> None:
        now = time.thread_time()
        if self.running:
            self.spent[self.running[-1]] += now - self.since  # type: ignore[assignment]  # seconds
        self.since = now

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a function so that its time is counted to a part."""

        def run(*args: Any, **kwargs: Any) -> Any:
            with self.part(name):
                return work(*args, **kwargs)

        return run

    def statement(self, execute: Callable[..., Any], *args: Any) -> Any:
        """Run one statement, counted; the form that Django asks of a wrapper."""
        self.statements += 1
        began, used = time.perf_counter(), time.thread_time()
        with self.part(SQL):
            answer = execute(*args)
        self.waited += time.perf_counter() - began - (time.thread_time() - used)
        return answer


@dataclass(frozen=True, slots=True)
class Split:
    """The medians of some runs: milliseconds by part, and the statements of one run."""

    parts: dict[str, float]
    waited: float
    statements: int

    @property
    def whole(self) -> float:
        """Give all of it."""
        return sum(self.parts.values()) + self.waited


def split(runs: list[Callable[[], object]]) -> Split:
    """Run each once and give the medians."""
    clocks = [_run(one) for one in runs]
    parts = {name: 1000 * median(clock.spent[name] for clock in clocks) for name in PARTS}
    return Split(parts, 1000 * median(clock.waited for clock in clocks), clocks[-1].statements)


def _run(work: Callable[[], object]) -> Clock:
    clock = Clock()
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(clock.statement))
        for owner, names, part in _PLACES:
            for name in names:
                stack.enter_context(patch.object(owner, name, clock.timed(part, getattr(owner, name))))
        with clock.part(REST):
            work()
    return clock


_PLACES: Final[tuple[tuple[Any, tuple[str, ...], str], ...]] = (
    (eligibility, OF_THE_RULEBOOK, RULEBOOK),
    (presenters, ("due", "parse_due_question", "from_when", "parse_question"), RULEBOOK),
    (QuerySet, OF_THE_ORM, ORM),
    (SQLCompiler, ("execute_sql",), ORM),
    (SQLInsertCompiler, ("execute_sql",), ORM),
    (Template, ("render",), TEMPLATE),
)
