"""Prints docs/rulebook.md from the tables that the tests run: each rule, its source, its cases."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from rulebook import ADVICE, REASONS
from tests.rulebook.table import Case, DueCase, DueTable, Table
from tests.rulebook.tables import ADVICE_TABLES, DUE_TABLES, REASON_TABLES

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "rulebook.md"

_OPENING: Final = """\
# The rulebook, rule by rule

Printed from the tables in `tests/rulebook/tables/`, which are run with every test run; do not edit. To print it anew:
`.venv/bin/python -m tests.rulebook.print_rulebook`.

**D** is the day on which the prescription was written, **T** the day asked about. Each case departs in one respect from
a history that is judged yes: a woman of childbearing potential with an implant, tested, prescribed and supplied on one
day, for the first time. *The man* and *the woman who cannot become pregnant* have the same history without tests and
contraception. The programme of the cases is `tests/rulebook/trial.py`; its windows are those of pomalidomide.
"""


def print_all() -> str:
    """Print the whole document."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield _OPENING
    yield "## Reasons\n"
    for table in REASON_TABLES:
        reason = REASONS[table.code]
        yield from _rule(table, reason.holds.__doc__, reason.source)
        yield f"- Where no category is in force on D: {'not asked' if reason.needs_category else 'asked'}."
        yield f"- By the prescriber: {'asked' if reason.asked_when_prescribing else 'not asked'}."
        yield f"- A programme may move it to the advice: {'yes' if reason.is_movable else 'no'}.\n"
        yield from _cases(table.cases)
    yield "## Advice\n"
    for table in ADVICE_TABLES:
        advice = ADVICE[table.code]
        yield from _rule(table, advice.holds.__doc__, advice.source)
        yield ""
        yield from _cases(table.cases)
    yield "## What falls due\n"
    for due_table in DUE_TABLES:
        yield from _due(due_table)


def _rule(table: Table, sentence: str | None, source: str) -> Iterator[str]:
    assert sentence, f"{table.code} has no docstring"
    paragraphs = " ".join(sentence.split()).replace("Hold ", "Holds ", 1)
    yield f"### `{table.code}`\n"
    yield f"{paragraphs}\n"
    yield f"- Source: {source}."


def _cases(cases: Iterable[Case]) -> Iterator[str]:
    yield "| case | given |"
    yield "| --- | --- |"
    for case in cases:
        yield f"| {case.says} | {'**yes**' if case.given else 'no'} |"
    yield ""


def _due(table: DueTable) -> Iterator[str]:
    yield f"### `{table.kind}`\n"
    yield f"{table.rule}\n"
    yield "| case | last good day |"
    yield "| --- | --- |"
    for case in table.cases:
        yield f"| {case.says} | {_day(case)} |"
    yield ""


def _day(case: DueCase) -> str:
    if case.day is None:
        return "none"
    return "D" if case.day == 0 else f"D {'+' if case.day > 0 else '−'} {abs(case.day)}"


if __name__ == "__main__":
    DOCUMENT.write_text(print_all(), encoding="utf-8")
