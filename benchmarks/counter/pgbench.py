"""The same statements sent by pgbench: what the database alone could do, without Python and without the rulebook."""

import os
import re
import subprocess
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from psycopg import sql

from benchmarks.counter.book import Book
from benchmarks.growth import as_superuser
from benchmarks.growth import id_of_copy as id_in_sql
from benchmarks.own_servers import BENCH, program
from benchmarks.recording import Statement, id_of_copy, made_by

PATIENTS, TURN = "bench_patient", "bench_turn"
RATE = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)
PLACEHOLDER = re.compile("%s")
QUOTED = re.compile(r"\b(E?)'(?:[^']|'')*'|'(?:[^']|'')*'")
A_NAME = re.compile(r":(?=[A-Za-z_])")
"""What pgbench takes for one of its variables, inside a quoted text too."""


def prepare(*, book: Book, numbers: range) -> None:
    """Make a table of the copies' ids, and the counter that hands each out once."""
    columns = [
        sql.SQL("{} AS {}").format(id_in_sql(sql.Literal(own), sql.SQL("n")), sql.Identifier(name))
        for own, name in _names(book).items()
    ]
    with as_superuser() as server:
        server.execute(
            sql.SQL("CREATE TABLE {} AS SELECT n, c.number AS card, {} FROM {} AS c (n, number)").format(
                sql.Identifier(PATIENTS), sql.SQL(", ").join(columns), _cards(book, numbers)
            )
        )
        server.execute(sql.SQL("ALTER TABLE {} ADD PRIMARY KEY (n)").format(sql.Identifier(PATIENTS)))
        server.execute(sql.SQL("CREATE SEQUENCE {} START {}").format(sql.Identifier(TURN), sql.Literal(numbers.start)))
        server.execute(sql.SQL("GRANT SELECT ON {} TO ppp_app").format(sql.Identifier(PATIENTS)))
        server.execute(sql.SQL("GRANT USAGE ON {} TO ppp_app").format(sql.Identifier(TURN)))


def run(*, book: Book, statements: Sequence[Statement], name: str, times: int, at_once: int) -> float:
    """Send a request's statements for one copy after the other, and give the requests per second."""
    script = BENCH.state / f"{name}.sql"
    script.write_text(_script(book, statements))
    address = urlsplit(os.environ["DATABASE_URL"])
    outcome = subprocess.run(  # noqa: S603  # the package's own program
        [
            program("pgbench"), "--no-vacuum", "--protocol=prepared", f"--client={at_once}", "--jobs=2",
            f"--transactions={times // at_once}", f"--file={script}", f"--username={address.username}",
            f"--host={parse_qs(address.query)['host'][0]}", address.path.lstrip("/"),
        ],
        capture_output=True, text=True, check=False, cwd=BENCH.state,
    )  # fmt: skip
    found = RATE.search(outcome.stdout)
    if outcome.returncode or found is None:
        raise RuntimeError(outcome.stderr[-2000:])
    return float(found[1])


def _names(book: Book) -> dict[UUID, str]:
    return {own: f"own{position}" for position, own in enumerate(sorted(book.ids))}


def _cards(book: Book, numbers: range) -> sql.Composable:
    rows = [sql.SQL("({}, {})").format(sql.Literal(n), sql.Literal(book.cards[n])) for n in numbers]
    return sql.SQL("(VALUES {})").format(sql.SQL(", ").join(rows))


def _script(book: Book, statements: Sequence[Statement]) -> str:
    """Write the request as a script: a patient drawn, ids for the new rows, the statements in one transaction."""
    own = {id_of_copy(pattern, book.number): name for pattern, name in _names(book).items()}
    new = {made: f"new{position}" for position, made in enumerate(dict.fromkeys(made_by(statements)))}
    used = sorted(set(own.values()))
    drawn = ", ".join(["card", *used, *(f"gen_random_uuid() AS {name}" for name in new.values())])
    lines = [f"SELECT {drawn} FROM {PATIENTS} WHERE n = (SELECT nextval('{TURN}')) \\gset", "BEGIN;"]  # noqa: S608  # names of our own
    for one in statements:
        written = iter([_written(value, book, own | new) for value in one.values])
        lines.append(PLACEHOLDER.sub(lambda _: next(written), one.text).replace("\n", " ") + ";")  # noqa: B023
    return "\n".join([*lines, "COMMIT;", ""])


def _written(value: Any, book: Book, names: dict[UUID, str]) -> str:
    """Write one value: a variable where it is the patient's or a new row's, itself otherwise."""
    if isinstance(value, UUID):
        return f":{names[value]}::uuid" if value in names else f"'{value}'::uuid"
    if value == book.cards[book.number]:
        return ":card"
    if isinstance(value, int) and value == book.nonce.int % (1 << 63):
        return "(random() * 1e18)::bigint"
    if isinstance(value, list) and any(one in names for one in value):
        return f"ARRAY[{', '.join(_written(one, book, names) for one in value)}]"
    if isinstance(value, str) and (made := next((one for one in names if str(one) in value), None)) is not None:
        before, after = value.split(str(made), 1)
        return f"({_literal(before)} || :{names[made]}::text || {_literal(after)})"
    return _literal(value)


def _literal(value: Any) -> str:
    """Write a value itself, with every text cut where pgbench would read a variable in it."""
    return QUOTED.sub(_cut, sql.Literal(value).as_string(None))


def _cut(quoted: re.Match[str]) -> str:
    text, kind = quoted[0], quoted[1] or ""
    if not A_NAME.search(text):
        return text
    return "(" + A_NAME.sub(f":' || {kind}'", text) + ")"
