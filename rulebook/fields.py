"""Readers of single fields of a question; each names the field and what it expects when the value is another."""

from collections.abc import Callable, Collection
from math import isfinite
from typing import TypeVar

from rulebook.days import Day, read_day
from rulebook.malformed import MalformedQuestion, RepeatedKeys, shown

Raw = dict[str, object]
Record = TypeVar("Record")


def wrong(key: str, expected: str, value: object) -> MalformedQuestion:
    """Build the error for a field that holds something else."""
    return MalformedQuestion(key, f"expected {expected}, not {shown(value)}")


def an_object(value: object, keys: frozenset[str]) -> Raw:
    """Take an object that has none but the given keys, each once.

    :raises MalformedQuestion: for anything else.
    """
    if type(value) is not dict:
        if isinstance(value, RepeatedKeys):
            raise MalformedQuestion(value.repeated[0], "expected this key once, not repeated")
        raise MalformedQuestion("", f"expected an object, not {shown(value)}")
    if not value.keys() <= keys:
        unknown = next(name for name in value if name not in keys)
        raise MalformedQuestion(str(unknown), f"unknown key; expected one of {', '.join(sorted(keys))}")
    return value


def day(raw: Raw, key: str) -> Day:
    """Read a date that must be there."""
    value = raw.get(key)
    try:
        return read_day(value)
    except (ValueError, TypeError):
        raise wrong(key, "a date written YYYY-MM-DD", value) from None


def optional_day(raw: Raw, key: str) -> Day | None:
    """Read a date, or nothing."""
    return None if raw.get(key) is None else day(raw, key)


def text(raw: Raw, key: str) -> str:
    """Read a text that must be there."""
    value = raw.get(key)
    if type(value) is not str:
        raise wrong(key, "a text", value)
    return value


def optional_text(raw: Raw, key: str) -> str | None:
    """Read a text, or nothing."""
    return None if raw.get(key) is None else text(raw, key)


def word(raw: Raw, key: str, words: Collection[str]) -> str:
    """Read a word of a list."""
    value = raw.get(key)
    if type(value) is not str or value not in words:
        raise wrong(key, f"one of {', '.join(words)}", value)
    return value


def truth(raw: Raw, key: str) -> bool | None:
    """Read true, false or nothing."""
    value = raw.get(key)
    if value is not None and type(value) is not bool:
        raise wrong(key, "true, false or null", value)
    return value


def count(raw: Raw, key: str, *, least: int = 0) -> int:
    """Read a whole number that must be there; ``21.0`` and ``true`` are none."""
    value = raw.get(key)
    if type(value) is not int or value < least:
        raise wrong(key, f"a whole number, {least} or more", value)
    return value


def optional_count(raw: Raw, key: str, *, least: int = 0) -> int | None:
    """Read a whole number, or nothing."""
    return None if raw.get(key) is None else count(raw, key, least=least)


def optional_number(raw: Raw, key: str, *, zero: bool) -> float | None:
    """Read a finite number, or nothing; ``zero`` says whether 0 will do."""
    value = raw.get(key)
    if value is None:
        return None
    if (type(value) is int or (type(value) is float and isfinite(value))) and (value > 0 or (zero and value == 0)):
        return value
    raise wrong(key, f"a finite number{', 0 or more' if zero else ' above 0'}", value)


def a_list(raw: Raw, key: str) -> list[object]:
    """Take a list; absent is empty, null is not a list."""
    value = raw.get(key)
    if type(value) is list:
        return value
    if key not in raw:
        return []
    raise wrong(key, "a list", value)


def each(raw: Raw, key: str, read: Callable[[object], Record]) -> tuple[Record, ...]:
    """Read every record of a list, and name the place of the one that fails."""
    records: list[Record] = []
    for value in a_list(raw, key):
        try:
            records.append(read(value))
        except MalformedQuestion as error:
            raise error.within(f"{key}[{len(records)}]") from None
    return tuple(records)
