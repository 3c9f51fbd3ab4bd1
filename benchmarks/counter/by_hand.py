"""The counter's two acts without the ORM: the same statements through a raw cursor, and the same rulebook between.

The statements are those that the registry was seen to send, so that a change of the registry changes both.
"""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.declare import act
from accounts.request import ActorRequest
from benchmarks.counter.book import Others, the_book
from benchmarks.recording import Statement, exchanged
from patients.gathering import _word
from programmes.in_force import programmes
from rulebook import judge, parse_question

VERDICT = 'INSERT INTO "patients_verdict"'
COLUMN = re.compile(r'"(\w+)"[,)]')


@act("pharmacies.counter")
@require_POST
def check(request: ActorRequest, number: int) -> HttpResponse:
    """Check a copy's card."""
    book = the_book()
    others, verdict = book.others_for_check(number)
    _send(book.check, others)
    return redirect("bench_dispense", number=number, check_id=verdict)


@act("pharmacies.dispense")
@require_POST
def dispense(request: ActorRequest, number: int, check_id: UUID) -> HttpResponse:
    """Dispense to a copy on its check."""
    book = the_book()
    nonce = UUID(request.POST["nonce"])
    _send(book.dispense, book.others_for_dispensing(number, check_id, nonce))
    return redirect("bench")


def _send(statements: Sequence[Statement], others: Others) -> None:
    """Send what the view sends, read the rows as it does, and ask the rulebook before its answer is kept."""
    connection.ensure_connection()
    with transaction.atomic(), connection.connection.cursor() as cursor:
        for one in statements:
            if not one.is_of_the_view:
                continue
            values = [exchanged(value, others) for value in one.values]
            if one.text.startswith(VERDICT):
                _judge(values[COLUMN.findall(one.text).index("facts")].obj)
            cursor.execute(one.text, values)
            if cursor.description:
                _read(cursor.fetchall())


def _read(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [[_word(value) for value in row] for row in rows]


def _judge(facts: dict[str, Any]) -> None:
    verdict = judge(parse_question(facts), programmes())
    if not verdict.dispense:
        raise ValueError(verdict.reasons)
