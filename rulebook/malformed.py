"""What is said of a question that cannot be read: where it fails, and what was expected there."""

from collections import Counter
from typing import Self


class MalformedQuestion(ValueError):
    """A question that does not keep to its form; ``str()`` gives the path of the field and what was expected."""

    def __init__(self, path: str, expected: str) -> None:
        super().__init__(path, expected)
        self.path = path
        self.expected = expected

    def within(self, outer: str) -> Self:
        """Return the same failure, seen from the record around it."""
        joint = "." if self.path else ""
        self.path = f"{outer}{joint}{self.path}"
        return self

    def __str__(self) -> str:
        return f"{self.path or 'line'}: {self.expected}"


class RepeatedKeys(dict[str, object]):
    """A JSON object in which keys stood more than once, kept so that the answer can name them."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        times = Counter(name for name, _ in pairs)
        self.repeated = tuple(name for name, count in times.items() if count > 1)


def shown(value: object) -> str:
    """Describe a value in a few characters, whatever was sent."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 40 else f'"{value[:40]}…"'
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, int):
        return str(value) if abs(value) < 10**12 else "a number of more than 12 digits"
    return "a list" if isinstance(value, list) else "an object"
