"""The ledger of invariants: each test says what the database holds, by which name, and breaks it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, models, transaction

Test = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Invariant:
    """One line of ``docs/invariants.md``; a name of a constraint may hold for many tables by a star."""

    sentence: str
    held_by: tuple[str, ...]
    test: str


LEDGER: list[Invariant] = []


def invariant(sentence: str, *held_by: str) -> Callable[[Test], Test]:
    """Enter a test into the ledger, with what it proves and the constraints or triggers that hold it."""

    def enter(test: Test) -> Test:
        path = test.__module__.replace(".", "/") + ".py"
        LEDGER.append(Invariant(sentence, held_by, f"{path}::{test.__name__}"))
        return test

    return enter


@contextmanager
def refused_by(name: str) -> Iterator[None]:
    """Expect the database itself to refuse what is done inside, by this constraint or trigger."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():  # noqa: PT012  a savepoint is needed
        yield
        with connection.cursor() as cursor:  # those that wait for the commit answer now
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cause: Any = refusal.value.__cause__
    assert cause.diag.constraint_name == name


def another(row: models.Model, **changes: Any) -> models.Model:
    """Add a row that is like an existing one but for its key (and series) and what is changed."""
    own = uuid4()
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    fresh: dict[str, Any] = {"id": own}
    if "series" in values:
        fresh |= {"series": own, "supersedes_id": None, "supersedes_because": "", "entered_in_error": False}
    copy = type(row)(**values | fresh | changes)
    copy.save(force_insert=True)
    return copy


def superseding(row: Any, **changes: Any) -> models.Model:
    """Add the row that takes the place of another, lawful but for the changes."""
    made = {"supersedes_id": row.pk, "series": row.series, "supersedes_because": "mistyped"}
    return another(row, **made | changes)
