"""Typed reading of the keys of one TOML table, each failure naming file, key and expectation."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from math import isfinite

from rulebook.malformed import shown
from rulebook.programme import ProgrammeError


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a programme file, with the path that leads to it."""

    file: str
    path: str
    keys: dict[str, object]

    def wrong(self, key: str, expected: str) -> ProgrammeError:
        """Build the error for a key that is missing or holds something else."""
        found = f"not {_described(self.keys[key])}" if key in self.keys else "the key is missing"
        return ProgrammeError(self.file, self._named(key), f"expected {expected}; {found}")

    def only(self, *known: str) -> None:
        """Refuse every key but the known ones.

        :raises ProgrammeError: naming the first unknown key.
        """
        for key in self.keys:
            if key not in known:
                raise ProgrammeError(self.file, self._named(key), f"unknown key; expected one of {', '.join(known)}")

    def text(self, key: str) -> str:
        """Read a text that says something."""
        value = self.keys.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "a text")
        return value

    def date(self, key: str) -> date:
        """Read a local date."""
        value = self.keys.get(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong(key, "a date written YYYY-MM-DD without quotes")
        return value

    def whole(self, key: str, *, least: int = 0) -> int:
        """Read a whole number; true is none."""
        value = self.keys.get(key)
        if type(value) is not int or value < least:
            raise self.wrong(key, f"a whole number, {least} or more")
        return value

    def optional_whole(self, key: str) -> int | None:
        """Read a whole number, or nothing."""
        return self.whole(key) if key in self.keys else None

    def number(self, key: str) -> float:
        """Read a finite number above 0."""
        value = self.keys.get(key)
        if not _is_positive(value):
            raise self.wrong(key, "a finite number above 0")
        return value  # type: ignore[return-value]  # narrowed by the line above

    def optional_number(self, key: str) -> float | None:
        """Read a finite number above 0, or nothing."""
        return self.number(key) if key in self.keys else None

    def truth(self, key: str) -> bool:
        """Read true or false; absent is false."""
        value = self.keys.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false")
        return value

    def numbers(self, key: str) -> tuple[float, ...]:
        """Read a list of finite numbers above 0, one at least."""
        value = self.keys.get(key)
        if not isinstance(value, list) or not value or not all(_is_positive(one) for one in value):
            raise self.wrong(key, "a list of finite numbers above 0, one at least")
        return tuple(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; it may be empty."""
        value = self.keys.get(key)
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.wrong(key, "a list of texts")
        return tuple(value)

    def optional_texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; absent is empty."""
        return self.texts(key) if key in self.keys else ()

    def words(self, key: str, known: Collection[str]) -> frozenset[str]:
        """Read a list of words of a known list."""
        for word in self.texts(key):
            if word not in known:
                expected = f"expected words of {', '.join(known)}; not {shown(word)}"
                raise ProgrammeError(self.file, self._named(key), expected)
        return frozenset(self.texts(key))

    def optional_words(self, key: str, known: Collection[str]) -> frozenset[str]:
        """Read a list of words of a known list; absent is empty."""
        return self.words(key, known) if key in self.keys else frozenset()

    def table(self, key: str) -> "Table":
        """Read a table that must be there."""
        value = self.keys.get(key)
        if not isinstance(value, dict):
            raise self.wrong(key, f"a table [{self._named(key)}]")
        return Table(self.file, self._named(key), value)

    def optional_table(self, key: str) -> "Table | None":
        """Read a table, or nothing."""
        return self.table(key) if key in self.keys else None

    def tables(self, key: str) -> tuple["Table", ...]:
        """Read an array of tables; absent is empty."""
        value = self.keys.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.wrong(key, f"tables [[{self._named(key)}]]")
        return tuple(Table(self.file, f"{self._named(key)}[{place}]", one) for place, one in enumerate(value))

    def _named(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def _is_positive(value: object) -> bool:
    if type(value) is int:
        return value > 0
    return type(value) is float and isfinite(value) and value > 0


def _described(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    return shown(value)
