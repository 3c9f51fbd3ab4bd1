"""Lives brought into the database with COPY, past nothing: every trigger, check and foreign key is asked as always."""

from collections.abc import Iterable
from typing import Any

import psycopg
from psycopg import sql

from demo.simulator.tables import COLUMNS, Sheet


def load(*, server: psycopg.Connection[Any], sheets: Iterable[Sheet]) -> None:
    """Bring the rows of some lives in, all or nothing; verdicts and dispensings in one transaction, as they must be."""
    together = Sheet()
    for sheet in sheets:
        together.absorb(sheet)
    with server.transaction(), server.cursor() as cursor:
        for table, lines in together.in_order():
            with cursor.copy(_statement(table)) as copy:
                copy.write("\n".join(lines) + "\n")


def _statement(table: str) -> sql.Composed:
    columns = sql.SQL(", ").join(map(sql.Identifier, COLUMNS[table]))
    return sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)
