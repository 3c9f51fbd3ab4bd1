"""Lives brought into the database with COPY."""

from typing import Any

import psycopg
from psycopg import sql

from demo.simulator.tables import COLUMNS, Sheet


def load(*, server: psycopg.Connection[Any], sheet: Sheet) -> None:
    """Bring the rows of some lives in, in the caller's transaction.

    A dispensing stands on a verdict of its own transaction: so no life is divided.
    """
    with server.cursor() as cursor:
        for table, lines in sheet.in_order():
            with cursor.copy(_statement(table)) as copy:
                copy.write("\n".join(lines) + "\n")


def _statement(table: str) -> sql.Composed:
    columns = sql.SQL(", ").join(map(sql.Identifier, COLUMNS[table]))
    return sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)
