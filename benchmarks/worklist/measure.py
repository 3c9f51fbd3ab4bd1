"""The worklist of a centre with ten thousand patients, as a ratio to a bare view in the same run."""

from functools import partial
from statistics import median
from typing import Final

from django.test import Client

from benchmarks.counter.measure import show_splits
from benchmarks.load import Request, logged_in, send
from benchmarks.own_servers import Web
from benchmarks.parts import split
from benchmarks.population import Population
from benchmarks.rounds import rounds
from benchmarks.table import number, show
from tests.builders import user_of

ROUNDS, EACH = 4, 3
BARE_EACH: Final = 12
PAGES: Final = {
    "first page": "/patients/",
    "page 200": "/patients/?page=200",
    "one category": "/patients/?category=male",
}


def measure(web: Web, population: Population) -> None:
    """Ask for the pages one at a time, with bare pages between, and print their times and ratios."""
    prescriber = population.people.prescriber
    login = logged_in(prescriber)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user_of(prescriber))
    rows, splits = [], {}
    for name, path in PAGES.items():
        page, bare = Request(path=path, login=login), Request(path="/bench/", login=login)
        send(web, [page] * 2, at_once=2)
        pairs = [
            (send(web, [page] * EACH, at_once=1).middle, send(web, [bare] * BARE_EACH, at_once=1).middle)
            for _ in rounds(ROUNDS, seconds=10)
        ]
        splits[name] = split([partial(client.get, path)] * 4)
        rows.append(
            [
                name,
                number(median(one for one, _ in pairs)),
                number(median(one / other for one, other in pairs)),
                str(splits[name].statements),
            ]
        )
    title = "The worklist of a centre with 10,000 patients, one request at a time"
    show(title, ["page", "ms", "bare views", "statements"], rows)
    show_splits("Where its time goes, in one process (ms of processor, of waiting for the database)", splits)
