"""What the counter sends to the database for one patient, kept in a file, and put into the words of another's."""

import pickle
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from benchmarks.own_servers import BENCH
from benchmarks.recording import Statement, id_of_copy, made_by

Others = dict[UUID | str | int, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The recorded requests: a check of a copy's card and its dispensing."""

    number: int
    """Which copy was recorded."""

    ids: frozenset[UUID]
    cards: dict[int, str]
    check: list[Statement]
    dispense: list[Statement]
    check_id: UUID
    nonce: UUID

    def others(self, number: int) -> Others:
        """Give what stands in another copy's rows where the recorded one has its own."""
        exchange: Others = {id_of_copy(own, self.number): id_of_copy(own, number) for own in self.ids}
        exchange[self.cards[self.number]] = self.cards[number]
        return exchange

    def others_for_check(self, number: int) -> tuple[Others, UUID]:
        """Give the exchange for a check, with an id for every new row, and the new verdict's."""
        exchange = self.others(number) | {made: uuid4() for made in made_by(self.check)}
        return exchange, exchange[self.check_id]

    def others_for_dispensing(self, number: int, check_id: UUID, nonce: UUID) -> Others:
        """Give the exchange for a dispensing on a check."""
        exchange = self.others(number) | {made: uuid4() for made in made_by(self.dispense)}
        exchange[self.nonce.int % (1 << 63)] = nonce.int % (1 << 63)
        return exchange | {self.check_id: check_id, self.nonce: nonce}


def keep(book: Book) -> None:
    """Leave the book where the web server's processes find it."""
    _file().write_bytes(pickle.dumps(book))
    the_book.cache_clear()


@lru_cache(maxsize=1)
def the_book() -> Book:
    """Read the book that this run recorded."""
    book: Book = pickle.loads(_file().read_bytes())  # noqa: S301  # written by this very run, in a closed folder
    return book


def _file() -> Path:
    return BENCH.state / "counter.pickle"
