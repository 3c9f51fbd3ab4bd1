"""Everything the registry holds, written as plain files, so that whoever runs it is never locked in."""

import csv
import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.apps import apps
from django.db import connection, models, transaction
from psycopg import sql

MANIFEST: Final = "manifest.json"
KEYS: Final = frozenset({"password", "secret_hash", "token_hash"})
"""Columns with which somebody proves who she is; they open doors here, and are nobody's to take along."""


@dataclass(frozen=True, slots=True)
class Written:
    """One table as it was written: its columns, how many rows, and the SHA-256 of the file."""

    table: str
    columns: tuple[str, ...]
    rows: int
    sha256: str


def write_everything(*, folder: Path, rooms: Sequence[str]) -> list[Written]:
    """Write every table of some rooms, one CSV each, as they all stood at one moment; and a list of what was written.

    Rows go from the database to the file piece by piece: memory does not grow with the registry.

    :param rooms: the labels of the applications whose tables are written.
    :raises FileExistsError: when the folder is there already; nothing of an earlier export is written over.
    """
    folder.mkdir(mode=0o700, parents=True)
    with _at_one_moment():
        written = [_write(folder, model) for model in models_of(rooms=rooms)]
    listed = [{"table": one.table, "columns": one.columns, "rows": one.rows, "sha256": one.sha256} for one in written]
    (folder / MANIFEST).write_text(json.dumps({"tables": listed}, indent=1) + "\n")
    return written


def models_of(*, rooms: Sequence[str]) -> list[type[models.Model]]:
    """List the models that have a table, in the order of the rooms."""
    return [model for room in rooms for model in apps.get_app_config(room).get_models() if model._meta.managed]


def faults_of(*, folder: Path) -> list[str]:
    """Read an export back: name every file that is not there, was changed, or has another number of rows."""
    listed = json.loads((folder / MANIFEST).read_text())["tables"]
    return [one["table"] for one in listed if not _is_as_listed(folder / f"{one['table']}.csv", one)]


@contextmanager
def _at_one_moment() -> Iterator[None]:
    """Let every table be read as it stood when the first one was; inside a transaction that one's view is used."""
    own = not connection.in_atomic_block
    with transaction.atomic():
        if own:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _write(folder: Path, model: type[models.Model]) -> Written:
    table = model._meta.db_table
    columns = tuple(str(field.column) for field in model._meta.concrete_fields if field.column not in KEYS)
    question = sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT (FORMAT csv, HEADER)").format(
        sql.SQL(", ").join(sql.Identifier(column) for column in columns),
        sql.Identifier(table),
        sql.Identifier(_key(model)),
    )
    sha256 = hashlib.sha256()
    with connection.cursor() as cursor, (folder / f"{table}.csv").open("xb") as file:
        with cursor.copy(question) as pieces:
            for piece in pieces:
                sha256.update(piece)
                file.write(piece)
        rows = cursor.rowcount
    return Written(table, columns, rows, sha256.hexdigest())


def _key(model: type[models.Model]) -> str:
    assert model._meta.pk is not None  # every table has one
    return str(model._meta.pk.column)


def _is_as_listed(path: Path, one: dict[str, object]) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != one["sha256"]:
            return False
    with path.open(newline="") as text:
        return sum(1 for _row in csv.reader(text)) - 1 == one["rows"]
