"""The counter over HTTP, eight requests at a time: as the registry serves it, by hand, and by pgbench; in one run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from statistics import median
from typing import Final
from uuid import UUID, uuid4

from django.test import Client

from benchmarks.counter import pgbench
from benchmarks.counter.book import Book, keep
from benchmarks.growth import Copies
from benchmarks.load import Lot, Request, logged_in, send
from benchmarks.own_servers import Web
from benchmarks.parts import PARTS, Split, split
from benchmarks.population import Population
from benchmarks.recording import recording
from benchmarks.rounds import rounds
from benchmarks.table import number, show
from patients.models import Verdict
from tests.builders import user_of

AT_ONCE: Final = 8
ROUNDS, EACH = 5, 24
GROWTH_ROUNDS: Final = 5
ALONE, SPLIT_RUNS = 20, 20
BY_PGBENCH: Final = 80
RECORDED: Final = 200
"""The number of the copy whose requests are recorded."""

FOR_PGBENCH: Final = range(3_000, 7_000)

BARE, CHECK, ANSWER, DISPENSE = "bare view", "check: card sent", "check: answer shown", "dispensing"
CHECK_BY_HAND, DISPENSE_BY_HAND = "check by hand", "dispensing by hand"
CHECK_SQL, DISPENSE_SQL = "check by pgbench", "dispensing by pgbench"


@dataclass
class Counter:
    """The requests of a pharmacist, each about a patient whom nobody has used yet."""

    web: Web
    login: str
    copies: Copies
    book: Book
    unused: Iterator[int]
    rates: dict[str, list[float]] = field(default_factory=dict)
    times: dict[str, list[float]] = field(default_factory=dict)

    def journey(self, times: int, at_once: int) -> None:
        """Send cards, look at the answers, dispense; then the same by hand, after as many bare pages."""
        self._send(BARE, [self._get("/bench/")] * times, at_once)
        cards = [self.copies.cards[one] for one in islice(self.unused, times)]
        checked = self._send(CHECK, [self._post("/counter/", {"number": card}) for card in cards], at_once)
        answers = [one.location for one in checked.answers]
        self._send(ANSWER, [self._get(one) for one in answers], at_once)
        self._send(DISPENSE, [self._post(f"{one}dispense/", _handed_over()) for one in answers], at_once)
        turns = list(islice(self.unused, times))
        by_hand = self._send(CHECK_BY_HAND, [self._post(f"/bench/{one}/check/", {}) for one in turns], at_once)
        hands = [self._post(one.location, {"nonce": str(uuid4())}) for one in by_hand.answers]
        self._send(DISPENSE_BY_HAND, hands, at_once)

    def database_alone(self) -> None:
        """Let pgbench send the statements of a check, then those of a dispensing."""
        for name, statements in ((CHECK_SQL, self.book.check), (DISPENSE_SQL, self.book.dispense)):
            script = name.replace(" ", "-")
            rate = pgbench.run(book=self.book, statements=statements, name=script, times=BY_PGBENCH, at_once=AT_ONCE)
            self.rates.setdefault(name, []).append(rate)

    def ratio(self, one: str, other: str) -> str:
        """Give the median of the rounds' ratios of two rates."""
        return number(median(a / b for a, b in zip(self.rates[one], self.rates[other], strict=True)))

    def _send(self, name: str, requests: list[Request], at_once: int) -> Lot:
        lot = send(self.web, requests, at_once=at_once)
        self.rates.setdefault(name, []).append(lot.per_second)
        self.times.setdefault(name, []).append(lot.middle)
        return lot

    def _get(self, path: str) -> Request:
        return Request(path=path, login=self.login)

    def _post(self, path: str, fields: dict[str, str]) -> Request:
        return Request(path=path, login=self.login, fields=fields, expected=302)


def cost_of_a_check(web: Web, population: Population, copies: Copies) -> float:
    """Give the cost of a check in bare pages: the median of some rounds, on the first two hundred patients."""
    login = logged_in(population.people.pharmacist)
    cards = [copies.cards[one] for one in population.few.numbers][: 2 * EACH]
    checks = [Request(path="/counter/", login=login, fields={"number": card}, expected=302) for card in cards]
    bare = [Request(path="/bench/", login=login)] * len(checks)
    send(web, checks, at_once=AT_ONCE)
    costs = [
        send(web, checks, at_once=AT_ONCE).seconds / send(web, bare, at_once=AT_ONCE).seconds
        for _ in rounds(GROWTH_ROUNDS, seconds=20)
    ]
    return median(costs)


def measure(web: Web, population: Population, copies: Copies) -> None:
    """Measure everything of the counter and print it."""
    book = record(population, copies)
    keep(book)
    unused = iter(range(RECORDED + 1, FOR_PGBENCH.start))
    pgbench.prepare(book=book, numbers=FOR_PGBENCH)
    crowd, alone = (Counter(web, logged_in(population.people.pharmacist), copies, book, unused) for _ in range(2))
    crowd.journey(EACH, AT_ONCE)
    crowd.rates.clear()
    crowd.times.clear()
    for _ in rounds(ROUNDS, seconds=60):
        crowd.journey(EACH, AT_ONCE)
        crowd.database_alone()
    alone.journey(ALONE, 1)
    _show_rates(crowd, alone, book)
    _show_parts(population, copies, unused)


def record(population: Population, copies: Copies) -> Book:
    """Check and dispense once in this process, and keep what was sent to the database."""
    client = _client(population)
    client.get("/counter/")
    with recording() as check:
        path = client.post("/counter/", {"number": copies.cards[RECORDED]}).headers["Location"]
    nonce = uuid4()
    with recording() as dispense:
        given = client.post(f"{path}dispense/", _handed_over() | {"nonce": str(nonce)})
    assert given.headers["Location"].endswith("/dispensed/"), given
    return Book(
        number=RECORDED,
        ids=copies.ids,
        cards=copies.cards,
        check=check,
        dispense=dispense,
        check_id=UUID(path.strip("/").split("/")[-1]),
        nonce=nonce,
    )


def _show_rates(crowd: Counter, alone: Counter, book: Book) -> None:
    sent = {CHECK: len(book.check), DISPENSE: len(book.dispense)}
    twins = {CHECK: (CHECK_BY_HAND, CHECK_SQL), DISPENSE: (DISPENSE_BY_HAND, DISPENSE_SQL)}
    rows = []
    for name in (BARE, CHECK, ANSWER, DISPENSE, CHECK_BY_HAND, DISPENSE_BY_HAND, CHECK_SQL, DISPENSE_SQL):
        over_http = name in crowd.times
        to_hand, to_sql = (crowd.ratio(name, twin) for twin in twins[name]) if name in twins else ("", "")
        rows.append(
            [
                name,
                number(median(crowd.rates[name])),
                number(median(crowd.times[name])) if over_http else "",
                number(median(alone.times[name])) if over_http else "",
                crowd.ratio(name, BARE),
                to_hand,
                to_sql,
                str(sent.get(name, "")),
            ]
        )
    show(
        f"The counter over HTTP, {AT_ONCE} at a time, medians of {len(crowd.rates[BARE])} rounds of {EACH}",
        ["request", "a second", "ms", "ms alone", "to the bare view", "to by hand", "to pgbench", "statements"],
        rows,
    )


def _show_parts(population: Population, copies: Copies, unused: Iterator[int]) -> None:
    client = _client(population)
    verdicts = Verdict.objects.filter(mode="check", dispense=True).order_by("-at")

    def check(card: str) -> None:
        client.post("/counter/", {"number": card})

    cards = [copies.cards[one] for one in islice(unused, SPLIT_RUNS)]
    for card in cards[:8]:
        check(card)
    splits = {CHECK: split([partial(check, card) for card in cards])}
    paths = [f"/counter/{one}/" for one in verdicts.values_list("id", flat=True)[:SPLIT_RUNS]]
    splits[ANSWER] = split([partial(client.get, path) for path in paths])
    splits[DISPENSE] = split([_dispensing(client, path) for path in paths])
    show_splits(
        "Where the time of one request goes, in one process (ms of processor, of waiting for the database)", splits
    )


def show_splits(title: str, splits: dict[str, Split]) -> None:
    """Print the parts of some requests."""
    rows = [
        [name, *(number(one.parts[part]) for part in PARTS), number(one.waited), number(one.whole), str(one.statements)]
        for name, one in splits.items()
    ]
    show(title, ["request", *PARTS, "database", "all", "statements"], rows)


def _dispensing(client: Client, path: str) -> Callable[[], object]:
    return partial(client.post, f"{path}dispense/", _handed_over())


def _client(population: Population) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(user_of(population.people.pharmacist))
    return client


def _handed_over() -> dict[str, str]:
    return {"capsules": "21", "counselled": "on", "nonce": str(uuid4())}
