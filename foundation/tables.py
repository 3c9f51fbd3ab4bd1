"""A table as the component draws it: each cell carries its column's label, for screens too narrow for columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.functional import Promise

Text: TypeAlias = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, whether figures stand in it, whether they are numbers to be read sign by sign."""

    label: Text
    numeric: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A cell that is a state."""

    text: Text
    tone: str


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads somewhere."""

    text: Text
    url: str


Value: TypeAlias = Text | Tag | Link


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, with all that the template asks."""

    text: Text
    label: Text
    url: str
    hidden_text: str
    tag_tone: str
    number: bool
    numeric: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row; its first cell heads it."""

    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """What ``components/table.html`` draws."""

    caption: Text
    columns: list[Column]
    rows: list[Row]


def table(*, caption: Text, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Table:
    """Lay values out under their columns.

    :raises ValueError: when a row is not as long as the head.
    """
    return Table(
        caption,
        list(columns),
        [Row([_cell(column, value) for column, value in zip(columns, row, strict=True)]) for row in rows],
    )


def _cell(column: Column, value: Value) -> Cell:
    url = value.url if isinstance(value, Link) else ""
    tone = value.tone if isinstance(value, Tag) else ""
    text = value.text if isinstance(value, Link | Tag) else value
    return Cell(text, column.label, url, "", tone, column.number, column.numeric)
