"""One view of the database for a whole report: what others write meanwhile is not in it, so its totals fit together."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction

LONGEST: Final = "15min"
"""How long one statement of a report may take; a page is not waited for that long."""


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything inside as it stood at the first statement, and write nothing.

    :raises RuntimeError: inside another transaction, whose view would already be taken.
    """
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute(f"SET LOCAL statement_timeout = '{LONGEST}'")
        yield
