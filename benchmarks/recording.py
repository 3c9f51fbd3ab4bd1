"""The statements of a request, recorded once and sent again for other patients without the ORM."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import md5
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

OF_THE_MIDDLEWARE = ("django_session", '"accounts_user"')
"""The tables of what is asked before any view."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as it was sent: its text with placeholders, and the values."""

    text: str
    values: tuple[Any, ...]

    @property
    def is_of_the_view(self) -> bool:
        """Say whether the view itself asked it, and no middleware."""
        return not any(f"FROM {table}" in self.text or f'FROM "{table}"' in self.text for table in OF_THE_MIDDLEWARE)

    @property
    def makes(self) -> UUID | None:
        """Give the id of the row that it inserts."""
        if not self.text.startswith("INSERT"):
            return None
        made = self.values[0]
        return made if isinstance(made, UUID) else UUID(str(made))


@contextmanager
def recording() -> Iterator[list[Statement]]:
    """Collect what is sent to the database meanwhile."""
    sent: list[Statement] = []

    def note(execute: Callable[..., Any], text: str, values: Any, many: bool, context: Any) -> Any:
        sent.append(Statement(text, tuple(values or ())))
        return execute(text, values, many, context)

    with connection.execute_wrapper(note):
        yield sent


def id_of_copy(pattern: UUID, number: int) -> UUID:
    """Give the id that a copy has where the pattern has another; the growth makes them so in SQL."""
    return UUID(md5(f"{pattern}/{number}".encode(), usedforsecurity=False).hexdigest())


def exchanged(value: Any, others: Mapping[UUID | str | int, Any]) -> Any:
    """Put another patient's values in the place of the recorded one's, inside lists and texts too."""
    if isinstance(value, list):
        return [exchanged(one, others) for one in value]
    if isinstance(value, Jsonb):
        return Jsonb(json.loads(_in_text(json.dumps(value.obj), others)))
    if isinstance(value, str) and value not in others:
        return _in_text(value, others)
    if isinstance(value, UUID | str | int):
        return others.get(value, value)
    return value


_ID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def _in_text(text: str, others: Mapping[UUID | str | int, Any]) -> str:
    return _ID.sub(lambda found: str(others.get(UUID(found[0]), found[0])), text)


def made_by(statements: Sequence[Statement]) -> list[UUID]:
    """List the ids of the rows that some statements insert, in their order."""
    return [made for one in statements if (made := one.makes) is not None]
