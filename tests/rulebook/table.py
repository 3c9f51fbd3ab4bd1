"""What a table of cases is: a code, and sentences each with a question and whether the code is among the answers."""

from dataclasses import dataclass, field
from typing import Any

from tests.rulebook.trial import falls_due, on, verdict

Json = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A sentence, the question it speaks of, and whether the code is given."""

    says: str
    given: bool
    asks: Json
    programme: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """All cases of one reason or advice."""

    code: str
    cases: list[Case] = field(default_factory=list)

    def yes(self, says: str, asks: Json, *programme: str) -> "Table":
        """Add a case in which the code is given."""
        self.cases.append(Case(says, given=True, asks=asks, programme=programme))
        return self

    def no(self, says: str, asks: Json, *programme: str) -> "Table":
        """Add a case in which it is not."""
        self.cases.append(Case(says, given=False, asks=asks, programme=programme))
        return self


@dataclass(frozen=True)
class DueCase:
    """A sentence, the question it speaks of, and the date given, in days from D."""

    says: str
    day: int | None
    asks: Json
    programme: tuple[str, ...] = ()


@dataclass(frozen=True)
class DueTable:
    """All cases of one kind that falls due."""

    kind: str
    rule: str
    cases: list[DueCase] = field(default_factory=list)

    def on(self, day: int, says: str, asks: Json, *programme: str) -> "DueTable":
        """Add a case with its date, in days from D."""
        self.cases.append(DueCase(says, day, asks, programme))
        return self

    def never(self, says: str, asks: Json, *programme: str) -> "DueTable":
        """Add a case without a date."""
        self.cases.append(DueCase(says, None, asks, programme))
        return self


def is_given(code: str, case: Case) -> bool:
    """Judge a case and say whether the code is among its reasons or its advice."""
    answer = verdict(case.asks, *case.programme)
    return code in answer.reasons or code in answer.advice


def date_given(kind: str, case: DueCase) -> str | None:
    """Ask what falls due and give the date of one kind."""
    found = [row.date.isoformat() for row in falls_due(case.asks, *case.programme) if row.kind == kind]
    assert len(found) <= 1
    return found[0] if found else None


def date_expected(case: DueCase) -> str | None:
    """Write the date that a case expects."""
    return None if case.day is None else on(case.day)
